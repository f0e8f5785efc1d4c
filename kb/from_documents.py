"""Which documents are on record, how many, of which days: the minutes of meetings with a partner, the briefs, the agreements' files."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

import sqlalchemy as sa

from kb import labels, register, wording
from kb.chosen import beyond
from kb.database import current, document, page
from kb.dates import periods
from kb.domain import Answer, Citation, Kind, Statement
from kb.phrases import AT_A_MEETING, COUNT, any_of
from kb.question import Asked
from kb.register import AgreementRow
from kb.text import locate, one_line
from kb.tokens import terms
from kb.told import LISTED, answered
from kb.wording import say

_BESIDE = 1
# A party is one of a meeting, or of a document's own, where the beginning of its first page names it.
_OPENING = 700
_KINDS: tuple[tuple[Kind, str, str], ...] = (
    ("minutes", r"회의록|회의|면담록|면담|점검회의|미팅", r"\bminutes\b|\bmeetings?\b|\breviews?\b|\bsessions?\b"),
    ("brief", r"(?:정책\s?)?브리프|정책\s?자료", r"\b(?:policy )?briefs?\b"),
)
_HOW_MANY = any_of(
    r"몇\s?(?:번|차례|회|건|개|종)|모두\s?몇|횟수", r"\bhow (?:many|often)\b|\bnumber of\b|\bhow many times\b"
)
_ON_RECORD = any_of(
    r"(?:회의록|브리프|면담록)\S*\s(?:\S+\s){0,4}?(?:있(?:어|나|는지|을까|습니까|지)|뭐|어떤|어느|목록|나열|보여|찾아)|(?:어떤|어느|무슨|모든)\s(?:\S+\s)?(?:회의록|브리프)|(?:회의록|브리프)\s?(?:목록|전부|모두|리스트)|(?:회의록|브리프)(?:은|는|들은)?\s*[?.]*\s*$",
    r"\b(?:which|what|list|all|show)\b.{0,30}\b(?:minutes|briefs?)\b.{0,40}\b(?:are there|do we have|exist|on record|on file|have we|available|dates?|days?)\b|\b(?:list|show|all)\b.{0,20}\b(?:minutes|briefs|meetings)\b|\bminutes of which\b",
)


@cache
def _words() -> frozenset[str]:
    """The words that ask for documents and not for what they are about."""
    words = (
        "회의록 회의 면담 점검 미팅 날짜 등록 열 열리 만나 하 작업반 minutes meetings meeting review session brief briefs policy date "
        "dates day held hold have record file exist take place met meet"
    ).split()
    return frozenset(term for word in words for term in (word, *terms(word)))


def answer(asked: Asked, connection: sa.Connection, rows: Sequence[AgreementRow]) -> Answer | None:
    """The documents of the kind asked about, with their days; None where the question is not about which there are."""
    found = [(kind, any_of(korean, english)) for kind, korean, english in _KINDS]
    kind = next((kind for kind, pattern in found if pattern.search(asked.text)), None)
    # What was promised at meetings is asked of the promises.
    if (
        kind is None
        or asked.documents
        or asked.subject == "commitments"
        or not (_ON_RECORD.search(asked.text) or _HOW_MANY.search(asked.text))
    ):
        return None
    if len(beyond(asked) - _words()) > (0 if _HOW_MANY.search(asked.text) or COUNT.search(asked.text) else _BESIDE):
        return None
    told = [_listed(row, asked) for row in _of_kind(connection, kind, asked)]
    name = labels.KINDS[kind][asked.language]
    party = ", ".join(each.name(asked.language) for each in asked.partners)
    who = say("of_whom", asked.language, party=party) if party else ""
    if not told:
        return answered(asked, [], say("no_documents", asked.language, kind=name, who=who))
    text = say("count_documents", asked.language, count=len(told), kind=name, who=who)
    shown = told[:LISTED]
    if len(told) > len(shown):
        text += f" ({say('shown_of', asked.language, count=len(told), shown=len(shown))})"
    return answered(asked, [Statement(text, tuple(cited for one in shown for cited in one.citations)), *shown])


def _of_kind(connection: sa.Connection, kind: Kind, asked: Asked) -> list[Any]:
    """The current documents of a kind up to the day asked about, with the partners and in the period asked about, by date."""
    query = sa.select(document.c.id, document.c.name, document.c.kind, document.c.title, document.c.dated_on, page.c.text, page.c.label)  # fmt: skip
    query = query.join(page, sa.and_(page.c.document_id == document.c.id, page.c.number == 1))
    query = query.where(current, document.c.kind == kind).order_by(document.c.dated_on, document.c.name)
    rows = [row for row in connection.execute(query) if row.dated_on is None or row.dated_on <= asked.day]
    if asked.period is not None:
        rows = [row for row in rows if row.dated_on and asked.period.first <= row.dated_on <= asked.period.last]
    if not asked.partners:
        return rows
    naming = {key for party in asked.partners for key in register.documents_naming(connection, party.id)}
    rows = [row for row in rows if row.id in naming]
    theirs = [row for row in rows if asked.names_partner(f"{row.name} {row.title} {one_line(row.text)[:_OPENING]}")]
    return theirs or rows


def _listed(row: Any, asked: Asked) -> Statement:
    place = locate(row.title, row.text) or (0, len(row.text.split("\n", 1)[0]))
    quote = row.text[place[0] : place[1]] or row.text[:80]
    cited = Citation(row.id, row.name, row.kind, 1, row.label, quote, place[0], place[0] + len(quote))
    day = wording.day(row.dated_on, asked.language) if row.dated_on else "—"
    return Statement(say("document", asked.language, day=day, title=one_line(row.title), file=row.name), (cited,))


_ORDINAL = re.compile(
    r"(?:제\s?)?(?P<a>\d+)\s?차|(?P<b>\d+)번째|\b(?P<c>\d+)(?:st|nd|rd|th)\b|\b(?P<d>first|second|third|fourth|fifth|sixth)\b|(?P<e>첫|두|세|네)\s?번째",
    re.IGNORECASE,
)
_NUMBERS = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "첫": 1,
    "두": 2,
    "세": 3,
    "네": 4,
}


def minutes_meant(asked: Asked, connection: sa.Connection) -> list[str]:
    """The ids of the minutes of the meeting a question names, by partner, time and number; none where it names none so."""
    place = AT_A_MEETING.search(asked.text)
    if place is None:
        return []
    rows = _of_kind(connection, "minutes", asked)
    times = periods(asked.text, near=asked.day)
    at = [row for row in rows if row.dated_on and any(each.first <= row.dated_on <= each.last for each in times)]
    numbers = _numbers(place.group())
    numbered = [row for row in at or rows if numbers & _numbers(f"{row.name} {row.title}")]
    return [row.id for row in (numbered if numbers else at)]


def _numbers(text: str) -> set[int]:
    written = [next(value for value in match.groups() if value) for match in _ORDINAL.finditer(text.replace("_", " "))]
    return {_NUMBERS.get(each.lower()) or int(each) for each in written}
