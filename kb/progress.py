"""Which commitment a report of progress is about: the reports propose a status, with their evidence, and never set it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import sqlalchemy as sa

from kb import links
from kb.database import current, document, page, party_name
from kb.domain import Commitment, Progress
from kb.parties import read_parties
from kb.sameness import Words, undated

# How alike a report and a commitment are that speak of one thing: between the partners of one agreement, and else.
_ALIKE = 0.25
_ALIKE_ELSEWHERE = 0.45
_ALIKE_OTHERS = 0.6
# Of several commitments those are meant that are nearly as like as the likest.
_NEARLY = 0.8
# More documents than this share of all name our own organisation; that they do joins nothing.
_EVERYBODYS = 0.5


def with_progress(connection: sa.Connection, commitments: Sequence[Commitment], day: dt.date) -> list[Commitment]:
    """The commitments, each with what later documents report of it up to `day`, the latest first."""
    reports = [each for each in links.reports(connection) if each.reported_on is not None and each.reported_on <= day]
    if not reports or not commitments:
        return list(commitments)
    (named, ours), dated = _named(connection), _dated(connection)
    everyone = read_parties(connection)
    names = [name for party in everyone.values() for name in party.names]
    for key, openings in _openings(connection, {each.citation.document_id for each in reports}).items():
        # Minutes name their parties among those present, in no sentence of who promises what.
        present = {
            each.id for each in everyone.values() if any(len(name) > 2 and name in openings for name in each.names)
        }
        named[key] = named.get(key, set()) | (present - ours)
    texts = [undated(each.action) for each in commitments]
    words = Words([*texts, *(undated(each.citation.quote) for each in reports)], without=names)
    made: dict[str, list[int]] = {}
    for index, each in enumerate(commitments):
        made.setdefault(each.citation.document_id, []).append(index)
    found: dict[int, list[Progress]] = {}
    for number, report in enumerate(reports):
        told = report.citation.document_id
        scores: dict[int, float] = {}
        for key, indexes in made.items():
            if key != told and _before(dated.get(key), report.reported_on):
                needed = _needed(named.get(key, set()), named.get(told, set()))
                alike = ((index, words.alike(index, len(texts) + number)) for index in indexes)
                scores.update((index, score) for index, score in alike if score >= needed)
        best = max(scores.values(), default=0.0)
        for index, score in scores.items():
            if score >= _NEARLY * best:
                found.setdefault(index, []).append(report)
    return [
        replace(each, progress=tuple(reversed(found[index]))) if index in found else each
        for index, each in enumerate(commitments)
    ]


def _before(made: dt.date | None, reported: dt.date | None) -> bool:
    """Whether a promise was made no later than it is reported on."""
    return made is None or reported is None or made <= reported


def _needed(promised: set[str], reported: set[str]) -> float:
    """How alike they have to be, by the partners whom the two documents name; those of different partners hardly are one thing."""
    if promised & reported:
        return _ALIKE
    return _ALIKE_ELSEWHERE if not reported else _ALIKE_OTHERS


def _openings(connection: sa.Connection, documents: set[str]) -> dict[str, str]:
    """The first page of each document."""
    query = sa.select(page.c.document_id, page.c.text).where(page.c.number == 1, page.c.document_id.in_(documents))
    return {row.document_id: row.text for row in connection.execute(query)}


def _named(connection: sa.Connection) -> tuple[dict[str, set[str]], set[str]]:
    """The partners each current document names, and ourselves: whom most documents name."""
    rows = connection.execute(
        sa.select(party_name.c.document_id, party_name.c.party_id).distinct().join(document).where(current)
    ).all()
    found: dict[str, set[str]] = {}
    for row in rows:
        found.setdefault(row.document_id, set()).add(row.party_id)
    counted: dict[str, int] = {}
    for row in rows:
        counted[row.party_id] = counted.get(row.party_id, 0) + 1
    ours = {each for each, count in counted.items() if count > 2 and count > _EVERYBODYS * len(found)}
    return {key: each - ours for key, each in found.items()}, ours


def _dated(connection: sa.Connection) -> dict[str, dt.date | None]:
    rows = connection.execute(sa.select(document.c.id, document.c.dated_on).where(current)).all()
    return {row.id: row.dated_on for row in rows}
