"""Two dates or two amounts for one thing: between the texts of a bilingual agreement, and between documents."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Literal

import sqlalchemy as sa

from kb.database import current, document, page
from kb.dates import days
from kb.domain import Citation, Commitment
from kb.parties import read_parties
from kb.places import places
from kb.sameness import Words, undated
from kb.text import language_of

_SAME = 0.6
_ORDINALS = {"first": "1", "second": "2", "third": "3", "fourth": "4", "fifth": "5", "1st": "1", "2nd": "2", "3rd": "3"}
_ORDINAL = re.compile(
    r"\b(?:first|second|third|fourth|fifth|1st|2nd|3rd)\b|(?<!\d)\d(?=차|단계|분기|번째)|(?<=제)\d+", re.IGNORECASE
)
_AMOUNT = re.compile(
    r"(?P<before>KRW|USD|EUR|US\$|\$|€|₩|￦)?\s?(?P<figure>\d[\d,]*(?:\.\d+)?)\s*(?P<scale>천만|백만|억|만|천|million|billion|thousand)?\s*(?P<after>원|달러|유로|won|dollars?|euros?|USD|KRW|EUR|percent|per cent|퍼센트|%)?",
    re.IGNORECASE,
)
_SCALE = {"천": 1e3, "thousand": 1e3, "만": 1e4, "백만": 1e6, "million": 1e6, "천만": 1e7, "억": 1e8, "billion": 1e9}
_UNITS = {"krw": "원", "₩": "원", "￦": "원", "won": "원", "usd": "달러", "us$": "달러", "$": "달러", "dollar": "달러", "dollars": "달러", "eur": "유로", "€": "유로", "euro": "유로", "euros": "유로", "percent": "%", "per cent": "%", "퍼센트": "%"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two texts that should say the same of one thing and do not: `values` as written for a reader, each with its citation."""

    what: Literal["date", "amount"]
    values: tuple[str, str]
    citations: tuple[Citation, Citation]
    place: str = ""


@dataclass(frozen=True, slots=True)
class _Part:
    place: str
    page: int
    start: int
    end: int
    text: str


def amounts(text: str) -> set[tuple[float, str]]:
    """The sums of money and percentages a text writes, each as a figure with its unit."""
    found = set()
    for match in _AMOUNT.finditer(text):
        unit = (match["before"] or match["after"] or "").lower()
        if unit:
            figure = float(match["figure"].replace(",", "")) * _SCALE.get((match["scale"] or "").lower(), 1)
            found.add((figure, _UNITS.get(unit, unit)))
    return found


def between_languages(connection: sa.Connection, documents: Sequence[str] = ()) -> list[Conflict]:
    """Where the Korean and the English text of one document write different dates or amounts in the same clause."""
    query = sa.select(document).where(current, document.c.kind.in_(("mou", "other")))
    if documents:
        query = query.where(document.c.id.in_(documents))
    rows = [
        row
        for row in connection.execute(query.order_by(document.c.dated_on, document.c.name))
        if len(row.languages) > 1
    ]
    return [conflict for row in rows for conflict in _within(connection, row)]


def _within(connection: sa.Connection, row: sa.Row[Any]) -> Iterator[Conflict]:
    query = (
        sa.select(page.c.number, page.c.label, page.c.text).where(page.c.document_id == row.id).order_by(page.c.number)
    )
    pages = connection.execute(query).all()
    labels = {each.number: each.label for each in pages}
    parts = _parts([each.text for each in pages])
    korean, english = (
        {part.place: part for part in parts if language_of(part.text) == which} for which in ("ko", "en")
    )
    for place, one in korean.items():
        other = english.get(place)
        if other is None:
            continue
        cited = tuple(
            Citation(row.id, row.name, row.kind, part.page, labels[part.page], part.text, part.start, part.end)
            for part in (one, other)
        )
        for what, values in _differing(one.text, other.text):
            yield Conflict(what, values, (cited[0], cited[1]), place)


def _parts(pages: Sequence[str]) -> list[_Part]:
    """The numbered clauses of a document, each once in a language; what stands before the first number is none."""
    numbered = places(pages)
    found = []
    for index, ((number, start), name) in enumerate(zip(numbered.starts, numbered.names, strict=True)):
        following = numbered.starts[index + 1] if index + 1 < len(numbered.starts) else (number + 1, 0)
        end = following[1] if following[0] == number else len(pages[number - 1])
        text = pages[number - 1][start:end]
        kept = text.rstrip()
        if kept and name:
            found.append(_Part(name, number, start, start + len(kept), kept))
    return found


def _differing(one: str, other: str) -> Iterator[tuple[Literal["date", "amount"], tuple[str, str]]]:
    sides: tuple[tuple[Literal["date", "amount"], set[Any], set[Any]], ...] = (
        ("date", {each.first for each in days(one)}, {each.first for each in days(other)}),
        ("amount", amounts(one), amounts(other)),
    )
    for what, first, second in sides:
        # What one text leaves out is no contradiction: both have to say something, and each something of its own.
        if first - second and second - first:
            yield what, (_listed(first - second), _listed(second - first))


def _listed(values: set[Any]) -> str:
    return ", ".join(_written(value) for value in sorted(values))


def _written(value: dt.date | tuple[float, str]) -> str:
    return value.isoformat() if isinstance(value, dt.date) else f"{value[0]:,.10g} {value[1]}"


def _ordinals(each: Commitment) -> set[str]:
    """Which of several like things it is about: the first round's assessment is not the second one's."""
    return {_ORDINALS.get(found.lower(), found) for found in _ORDINAL.findall(each.action)}


def between_documents(connection: sa.Connection, commitments: Sequence[Commitment]) -> list[Conflict]:
    """Commitments of different documents, none superseded, that promise one thing by different days."""
    dated = [each for each in commitments if each.due_on is not None and each.superseded is None]
    names = [name for party in read_parties(connection).values() for name in party.names]
    words = Words([undated(each.action) for each in commitments], without=names)
    position = {id(each): index for index, each in enumerate(commitments)}
    due: dict[tuple[str, int, int], set[dt.date]] = {}
    for each in dated:
        if each.due_on:
            due.setdefault((each.citation.document_id, each.citation.page, each.citation.start), set()).add(each.due_on)
    found: dict[frozenset[Citation], Conflict] = {}
    for one, other in combinations(dated, 2):
        mine, theirs = one.citation, other.citation
        if mine.document_id == theirs.document_id or not set(one.obligor) & set(other.obligor):
            continue
        days_of = [due[cited.document_id, cited.page, cited.start] for cited in (mine, theirs)]
        if (
            _ordinals(one) != _ordinals(other)
            or days_of[0] & days_of[1]
            or words.alike(position[id(one)], position[id(other)]) < _SAME
        ):
            continue
        values = (_listed(set(days_of[0])), _listed(set(days_of[1])))
        found.setdefault(frozenset((mine, theirs)), Conflict("date", values, (mine, theirs)))
    return list(found.values())
