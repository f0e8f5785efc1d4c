"""What later documents make of an agreement: that one ended it, and which of its commitments another took the place of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import sqlalchemy as sa

from kb import links
from kb.bilingual import places_of
from kb.database import party_name
from kb.dates import days
from kb.domain import Agreement, Change, Commitment, Supersession
from kb.places import Places, within
from kb.status import as_of, refers
from kb.text import one_line

if TYPE_CHECKING:
    from kb.register import AgreementRow


def terminations(connection: sa.Connection, agreements: Sequence[Agreement]) -> dict[str, Change]:
    """The first notice or agreement on record that ends each of `agreements`, by the id of its document."""
    found: dict[str, Change] = {}
    for change in links.changes(connection):
        if change.kind == "terminated":
            named = parties_named(connection, change.citation.document_id)
            for agreement in _meant(change, named, agreements):
                found.setdefault(agreement.document_id, change)
    for agreement in agreements if found else ():
        # What ends an agreement ends its amendments with it.
        amended = [each for each in agreements if refers(agreement, agreement.amends, each)]
        ended = [found[each.document_id] for each in amended if each.document_id in found]
        if ended:
            found.setdefault(agreement.document_id, ended[0])
    return found


def _meant(change: Change, named: set[str], agreements: Sequence[Agreement]) -> list[Agreement]:
    """The agreement a change is about: of the day it names, else the only one there was between the parties it names."""
    others = [each for each in agreements if each.document_id != change.citation.document_id and each.draft is None]
    shared = {each.document_id: len({fact.value.id for fact in each.parties} & named) for each in others}
    others = [each for each in others if shared[each.document_id]]
    dated = [each for each in others if change.of is not None and change.of in _days(each)]
    if change.of is None:
        # Our own organisation is a party to every one, so that both sides have to be named.
        dated = [each for each in others if shared[each.document_id] > 1 and each.amends is None]
    most = max((shared[each.document_id] for each in dated), default=0)
    closest = [each for each in dated if shared[each.document_id] == most]
    return closest if len(closest) == 1 else []


def _days(agreement: Agreement) -> set[dt.date]:
    return {fact.value for fact in (agreement.signed_on, agreement.effective_on) if fact}


def parties_named(connection: sa.Connection, document_id: str) -> set[str]:
    """The ids of the organisations that a document names."""
    query = sa.select(party_name.c.party_id).where(party_name.c.document_id == document_id)
    return set(connection.execute(query).scalars())


def with_supersessions(
    connection: sa.Connection, rows: Sequence[AgreementRow], commitments: Sequence[Commitment], day: dt.date
) -> list[Commitment]:
    """The commitments, each with what took its place by `day`: an amendment of its clause, or the end of its agreement.

    A commitment some of whose words an amendment replaced is there a second time, as it reads since.
    """
    ended = {row.agreement.document_id: row.ended_by for row in rows if row.ended_by is not None}
    amended = _amended([row.agreement for row in rows], links.changes(connection), day)
    numbered = {document_id: places_of(connection, document_id) for document_id in amended}
    marked = []
    for each in commitments:
        key = each.citation.document_id
        both = (ended.get(key), _superseding(each, amended[key], numbered[key]) if key in amended else None)
        # What came first took its place; the end of the whole only followed.
        by = min((one for one in both if one is not None), key=lambda one: one.since or dt.date.max, default=None)
        marked.append(replace(each, superseded=by) if by else each)
        if key in amended and (new := _reworded(each, amended[key], numbered[key], commitments, day)) is not None:
            marked.append(replace(new, superseded=ended.get(key)))
    return marked


def changes_of(agreement: Agreement, agreements: Sequence[Agreement], changes: Iterable[Change]) -> list[Change]:
    """What amendments on record change in `agreement`, clause by clause."""
    return _amended([agreement, *agreements], changes, dt.date.max).get(agreement.document_id, [])


def _amended(agreements: Sequence[Agreement], changes: Iterable[Change], day: dt.date) -> dict[str, list[Change]]:
    """The changes in effect by `day`, by the document whose clauses they change."""
    by_document = {each.document_id: each for each in agreements}
    found: dict[str, list[Change]] = {}
    for change in changes:
        later = by_document.get(change.citation.document_id)
        if change.kind == "terminated" or later is None or later.draft is not None:
            continue
        if change.effective_on is None or change.effective_on > day:
            continue
        named = {fact.value.id for fact in later.parties}
        meant = [each for each in by_document.values() if refers(later, later.amends, each)]
        for each in meant or _meant(change, named, list(by_document.values())):
            found.setdefault(each.document_id, []).append(change)
    return found


def _reworded(
    each: Commitment, changes: Sequence[Change], numbered: Places, commitments: Sequence[Commitment], day: dt.date
) -> Commitment | None:
    """What a commitment says once some of its words gave way to others; None where none did, or the amendment says it itself."""
    for change in changes:
        if change.kind != "reworded" or _superseding(each, [change], numbered) is None:
            continue
        written = days(change.new)
        due = written[0].last if written and each.due_on is not None and days(change.old) else each.due_on
        restated = any(
            other.citation.document_id == change.citation.document_id and other.due_on == due and set(other.obligor) & set(each.obligor)
            for other in commitments
        )  # fmt: skip
        if restated:
            return None
        old, new = one_line(change.old), one_line(change.new)
        action, due_text = (one_line(text).replace(old, new) for text in (each.action, each.due_text))
        status = "open" if each.status == "overdue" else each.status
        since = replace(
            each, action=action, due_on=due, due_text=due_text, status=status, other_texts=(change.citation,)
        )
        return as_of(since, day)
    return None


def _superseding(each: Commitment, changes: Sequence[Change], numbered: Places) -> Supersession | None:
    cited = each.citation
    place = numbered.at(cited.page, cited.start, cited.quote)
    for change in changes:
        inside = within(place, change.place)
        if change.kind in ("replaced", "deleted"):
            holds = inside
        else:
            # Where words of a clause give way to others, so does what the clause said with them; elsewhere it stands.
            holds = (
                change.kind == "reworded" and one_line(change.old) in one_line(cited.quote) and (inside or not place)
            )
        if holds:
            return Supersession(change.citation, change.effective_on)
    return None
