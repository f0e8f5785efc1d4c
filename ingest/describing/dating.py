"""The day of a document and where it is written: of a meeting, of a signing, of sending or publishing."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.extract import ExtractedPage
from ingest.structure.signatures import is_day
from kb.dates import Period, days
from kb.domain import Kind

_HEAD = 6_000
_BACK = 90
_MEETING = re.compile(
    r"(?:^|\n)\W{0,4}(?:회\s?의\s?)?(?:일\s{0,3}시|일\s{0,3}자|날\s{0,3}짜|개\s?최\s?일|date(?: and time)?|held on|when)\s{0,3}[:：]?\s{0,3}",
    re.IGNORECASE,
)
# What stands just before the day of an agreement.
_SIGNING = re.compile(
    r"(?:체결일|서명일|조인일|서명\s?날짜|체결\s?날짜|작성일)(?:자)?\W{0,4}$"
    r"|\b(?:made|entered\s+into|executed|concluded|signed|dated|effective|done|agreement\s+date|date\s+of\s+signature|effective\s+date)\b[^.;]{0,60}$"
    r"|\bas\s+of(?:\s+(?:the|this))?\s*$",
    re.IGNORECASE,
)
# "signed a Memorandum on": the agreement before this one.
_OTHER = re.compile(
    r"\b(?:memorandum|agreement|understanding|MOU|amendment|letter)\b.*\s(?:on|of|dated)\s$", re.IGNORECASE
)
# Where the preamble of an agreement ends: what follows speaks of other agreements and their days.
_BODY = re.compile(
    r"(?:^|\n)\s*(?:WHEREAS|Whereas|RECITALS|Recitals|BACKGROUND|WITNESSETH|제\s?1\s?조|(?:ARTICLE|Article|Section|SECTION)\s+(?:1|I)\b|1\.\s)"
)
_WITNESS = re.compile(
    r"in\s+witness\s+(?:whereof|of)\b|증명하기\s?위하여|(?:^|\n)\s*(?:signed|done|executed)\s+(?:at|in|on|by|this)\b",
    re.IGNORECASE,
)
_ISSUED = re.compile(
    r"(?:^|\n)\W{0,4}(?:보\s?도\s?(?:시점|일시|일)|배\s?포(?:일시|일)?|발\s?행\s?일?|게\s?시\s?일|발\s?표\s?일|작\s?성\s?일자?|등\s?록\s?일|공\s?고\s?일자?|발\s?신\s?일|일\s{0,3}자|날\s{0,3}짜|(?:date\s+of\s+)?(?:publication|issue)(?:\s+date)?|published(?:\s+on)?|released?(?:\s+date)?|issued(?:\s+on)?|dated?)"
    r"(?=[\s:：(|\])])[^\n]{0,20}?(?=\d|[A-Z][a-z]{2})",
    re.IGNORECASE,
)
# An official letter states its number and day after 시행: "시행 국제협력팀-1234 (2024. 3. 5.)".
_SENT = re.compile(r"(?:^|\n)\W{0,4}시\s{0,3}행\b[^\n]{0,60}?(?=(?:19|20)\d\d)")
_DEADLINE = re.compile(r"\s{0,2}(?:\([^)\n]{1,12}\))?\s{0,2}(?:까지|이내|부터|마감|전까지|[~～∼〜]|이후|현재|기준)")
_BEFORE_DEADLINE = re.compile(
    r"(?:기한|마감|기간|까지|until|by|before|no later than|deadline|due|from|since|[~～∼〜])\s{0,3}[:：]?\s{0,3}(?:the\s+)?$",
    re.IGNORECASE,
)
_STATUTE = re.compile(
    r"(?:법률?|령|규칙|고시|훈령|예규|조례|판결|Act|Law|Decree|Regulation)\s?\W?\s?(?:제|No\.?)?\s?[\d\-]{0,12}\s?호?\W{0,4}$"
)
_PLACE = re.compile(r"(?:[A-Z][\w.'’-]*\s?(?:(?:and|of|de)\s)?){1,6},\s{0,2}|[가-힣]{2,10}(?:시|도|에서)?,\s{0,2}")
# A line drawn under a word is no text between a day and its year.
_RULE = re.compile(r"[-_=]{3,}")


@dataclass(frozen=True, slots=True)
class Dated:
    """A day, and the characters `start` to `end` of page `page` that write it."""

    day: dt.date
    page: int
    start: int
    end: int


def date_in(kind: Kind, pages: Sequence[ExtractedPage]) -> Dated | None:
    """The day a document is of: a meeting's, a signing's, that of sending or publishing; None where only other days are written.

    A guess among the days a text speaks of is worse than none: lists and filters by day would show it as a fact.
    """
    if kind == "minutes":
        return _after(_MEETING, pages) or _alone(pages) or _first(pages)
    if kind == "mou":
        return _preamble(pages) or _witnessed(pages) or _placed(pages) or _alone(pages) or _signed(pages)
    return _after(_SENT, pages) or _after(_ISSUED, pages) or _alone(pages) or _first(pages) or _signed(pages)


def _written(text: str, start: int = 0, end: int | None = None) -> Iterator[Period]:
    """The days in a part of a text that are no deadline and no statute's, at their places in the whole."""
    part = _RULE.sub(lambda rule: " " * len(rule.group()), text[start:end])
    for day in days(part):
        before, after = part[max(0, day.start - 40) : day.start], part[day.end : day.end + 24]
        if not (_DEADLINE.match(after) or _BEFORE_DEADLINE.search(before) or _STATUTE.search(before)):
            yield Period(day.first, day.last, start + day.start, start + day.end)


def _after(marker: re.Pattern[str], pages: Sequence[ExtractedPage]) -> Dated | None:
    """The first day within a line after a label on the first two pages with text."""
    for number, page in _filled(pages)[:2]:
        for match in marker.finditer(page.text[:_HEAD]):
            for day in _written(page.text, match.end(), match.end() + 80):
                return Dated(day.first, number, day.start, day.end)
    return None


def _preamble(pages: Sequence[ExtractedPage]) -> Dated | None:
    """The day that the opening of an agreement calls its own, before its recitals and articles."""
    for number, page in _filled(pages)[:6]:
        body = _BODY.search(page.text)
        for day in _written(page.text, 0, min(_HEAD, body.start() if body else _HEAD)):
            before = _SIGNING.search(_flat(page.text[max(0, day.start - _BACK) : day.start]))
            if before and not _OTHER.search(before.group()):
                return Dated(day.first, number, day.start, day.end)
        if body:
            return None
    return None


def _witnessed(pages: Sequence[ExtractedPage]) -> Dated | None:
    """The day in or just below the words with which the parties sign."""
    for number, page in reversed(_filled(pages)):
        for match in _WITNESS.finditer(page.text):
            for day in _written(page.text, match.start(), match.end() + 500):
                return Dated(day.first, number, day.start, day.end)
        for day in _labelled_signing(page.text):
            return Dated(day.first, number, day.start, day.end)
    return None


def _labelled_signing(text: str) -> Iterator[Period]:
    for label in re.finditer(r"체결일|서명일|조인일|date\s+of\s+signature", text, re.IGNORECASE):
        for day in _written(text, label.end(), label.end() + 30):
            if not text[label.end() : day.start].strip(" \n\t:：()"):
                yield day


def _signed(pages: Sequence[ExtractedPage]) -> Dated | None:
    """The last line of the document that is a day and nothing else, as one stands above the signatures."""
    for number, page in reversed(_filled(pages)[-8:]):
        if found := _day_line(number, page.text, max(0, len(page.text) - _HEAD), len(page.text)):
            return found
    return None


def _placed(pages: Sequence[ExtractedPage]) -> Dated | None:
    """The last line of the document that is a place and a day, as treaties close: "Seoul and Port Linden, 17 November 2025"."""
    for number, page in reversed(_filled(pages)[-8:]):
        for start, line in reversed(list(_short_lines(page.text[-_HEAD:], max(0, len(page.text) - _HEAD)))):
            for day in _written(page.text, start, start + len(line)):
                if day.end == start + len(line.rstrip(" .")) and _PLACE.fullmatch(page.text[start : day.start]):
                    return Dated(day.first, number, day.start, day.end)
    return None


def _alone(pages: Sequence[ExtractedPage]) -> Dated | None:
    """A line of the first two pages that is a day and nothing else, as on a cover."""
    found = (_day_line(number, page.text, 0, _HEAD) for number, page in _filled(pages)[:2])
    return next((dated for dated in found if dated), None)


def _day_line(number: int, text: str, start: int, end: int) -> Dated | None:
    """The first line of a part of a page that is a day and nothing else; many of them are the cells of a table, and none counts."""
    held = [(place, line) for place, line in _short_lines(text[start:end], start) if is_day(line)]
    if not 0 < len(held) <= 2:
        return None
    place, line = held[0]
    return next(
        (Dated(day.first, number, day.start, day.end) for day in _written(text, place, place + len(line))), None
    )


def _first(pages: Sequence[ExtractedPage]) -> Dated | None:
    """A day in one of the short lines at the top of the first page with text: "제12호, 2024. 2. 5. 발행"."""
    for number, page in _filled(pages)[:1]:
        for start, line in list(_short_lines(page.text[:_HEAD], 0))[:14]:
            for day in _written(page.text, start, start + len(line)):
                return Dated(day.first, number, day.start, day.end)
    return None


def _filled(pages: Sequence[ExtractedPage]) -> list[tuple[int, ExtractedPage]]:
    return [(number, page) for number, page in enumerate(pages, 1) if page.text.strip()]


def _short_lines(text: str, offset: int) -> Iterator[tuple[int, str]]:
    position = offset
    for raw in text.splitlines(keepends=True):
        if 0 < len(raw.strip()) <= 60:
            yield position + len(raw) - len(raw.lstrip()), raw.strip()
        position += len(raw)


def _flat(text: str) -> str:
    return " ".join(_RULE.sub(" ", text).split()) + " "
