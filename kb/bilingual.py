"""A promise that an agreement writes in Korean and in English is one promise: its two texts are told and counted once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import sqlalchemy as sa

from kb.database import page
from kb.domain import Commitment, Language
from kb.places import Places, places
from kb.text import language_of


def joined(connection: sa.Connection, commitments: Sequence[Commitment], language: Language) -> list[Commitment]:
    """The commitments, each once: where both texts of a clause promise as many things, those of the other language are joined on."""
    kept: dict[int, Commitment] = dict(enumerate(commitments))
    for document_id in dict.fromkeys(each.citation.document_id for each in commitments):
        mine = [index for index, each in enumerate(commitments) if each.citation.document_id == document_id]
        if len({language_of(commitments[index].citation.quote) for index in mine}) < 2:
            continue
        for read, other in _pairs(commitments, mine, places_of(connection, document_id), language):
            kept[read] = _with(commitments[read], commitments[other])
            del kept[other]
    return list(kept.values())


def places_of(connection: sa.Connection, document_id: str) -> Places:
    """The clause numbers of a document on record."""
    query = sa.select(page.c.text).where(page.c.document_id == document_id).order_by(page.c.number)
    return places(list(connection.execute(query).scalars()))


def _pairs(
    commitments: Sequence[Commitment], indexes: Sequence[int], numbered: Places, language: Language
) -> list[tuple[int, int]]:
    clauses: dict[str, tuple[list[int], list[int]]] = {}
    for index in indexes:
        cited = commitments[index].citation
        place = numbered.at(cited.page, cited.start, cited.quote)
        clauses.setdefault(place, ([], []))[language_of(cited.quote) != language].append(index)
    return [
        pair
        for place, (read, other) in clauses.items()
        if place and len(read) == len(other)
        for pair in zip(read, other, strict=True)
    ]


def _with(one: Commitment, other: Commitment) -> Commitment:
    latest = sorted({*one.progress, *other.progress}, key=lambda each: str(each.reported_on), reverse=True)
    return replace(
        one,
        other_texts=(other.citation,),
        progress=tuple(latest),
        superseded=one.superseded or other.superseded,
        status=one.status if one.status != "open" else other.status,
        due_on=one.due_on or other.due_on,
        owner=one.owner or other.owner,
    )
