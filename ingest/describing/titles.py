"""What a document calls itself, from the top of its first pages, and where it says so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.describing.kinds import names_kind
from ingest.extract import ExtractedPage
from ingest.structure.headings import is_contents_entry, is_ended, is_structural
from ingest.structure.running import running_lines
from ingest.structure.signatures import is_day
from kb.text import hangul_share, one_line

_PAGES = 3
_LINES = 30
_NAMED = 40  # lines among which one that names a kind of document is the title; an annex's name stands further down
_COVER = 16
_LONGEST = 110
# A label before a title: "제목: ...", "[ 제 목 ] ...", "Subject: ...", alone on its line or not.
_LABEL = re.compile(
    r"\W{0,3}(?:문\s?서\s?)?(?:제\s{0,3}목|건\s{0,3}명|회\s?의\s?명|Title|TITLE|Subject|SUBJECT|Re|RE)\s{0,3}(?:[\])】>]\s{0,3}[:：]?|[:：])\s*"
)
# Lines at the top of a page that title nothing: notices of samples, exhibit numbers, marks of filings, addressees.
_NO_TITLE = re.compile(
    r"견본|\bsample\b|예시\s?문서|대외비|\bconfidential\b|\bexhibit\s+[\w.\-]+$|\bEX-\d|execution (?:version|copy)|translation|omitted|text marked|for immediate release"
    r"|^(?:수\s?신|발\s?신|참\s?조|경\s?유|시\s?행|접\s?수|문서\s?번호|일\s?시|일\s?자|장\s?소|참\s?석|배\s?포|보도\s?시점|담\s?당|우\s?편?\s?\d|안\s?건|목\s?적|page\b|date\b)(?:[\s.:：(]|$)|^(?:ref|no|to|from|cc|tel|version)\b\.?\s?[:：]|^ref\.|^draft\b\W*$"
    r"|https?:|www\.|@|^\W*$|^(?:between|by and (?:between|among)|and|among)$|^유의\s?:|^note\s?:|^\W?\s?(?:보\s?도\s?자\s?료|press release)\W?$",
    re.IGNORECASE,
)
_NUMBER_ONLY = re.compile(r"[\W\d]*$|[^\s]*\d[^\s]*$")
_BARE = re.compile(
    r"(?:업\s?무\s?)?(?:협\s?약\s?서|양\s?해\s?각\s?서|합\s?의\s?서|회\s?의\s?록|점검회의 회의록)(?:\s?\(안\))?|MEMORANDUM(?: OF UNDERSTANDING)?|MINUTES|AMENDMENT NO\. ?\d+|AGREEMENT",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"(?:on|for|concerning|regarding|relating to|to the|of)\s", re.IGNORECASE)
_BROKEN = re.compile(
    r"\b(?:of|on|for|and|the|to|in|at|with|a|an|or|between)$|[–—,&·-]$|(?:및|와|과|의|위한|관한|대한)$", re.IGNORECASE
)
_COMPANY = re.compile(r"\b(?:Inc|Corp|Ltd|LLC|Limited|Company|Co|GmbH|plc)\b\.?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TopLine:
    """A line of one of the first pages: its page from 1, its characters, whether it goes on with the line above."""

    page: int
    start: int
    end: int
    text: str
    goes_on: bool = False
    after_blank: bool = False


@dataclass(frozen=True, slots=True)
class Title:
    """A title as read out, and the characters `start` to `end` of page `page` that state it."""

    text: str
    page: int
    start: int
    end: int


def top_lines(pages: Sequence[ExtractedPage]) -> list[TopLine]:
    """The first lines of the first pages with text, running headers and page numbers left out where others remain."""
    left_out = running_lines(pages)
    lines = [line for line in _lines(pages) if line.start not in left_out[line.page - 1]]
    return lines or list(_lines(pages))


def _lines(pages: Sequence[ExtractedPage]) -> Iterator[TopLine]:
    filled = [number for number, page in enumerate(pages, 1) if page.text.strip()][:_PAGES]
    for number in filled:
        count, position, blank = 0, 0, True
        for raw in pages[number - 1].text[:20_000].splitlines(keepends=True):
            start, position = position + len(raw) - len(raw.lstrip()), position + len(raw)
            text = one_line(raw)
            if not text:
                blank = True
                continue
            # Readers set one space before a line that wraps inside its paragraph.
            goes_on = not blank and raw[:1] == " " and raw[1:2] not in ("", " ")
            yield TopLine(number, start, position - len(raw) + len(raw.rstrip()), text, goes_on, blank)
            blank = False
            count += 1
            if count >= _LINES:
                break


def title_in(lines: Sequence[TopLine], pages: Sequence[ExtractedPage]) -> Title | None:
    """The title the first pages state: after a label, else the line that names a kind of document, else the first line."""
    for index, line in enumerate(lines):
        label = _LABEL.match(line.text)
        if label and len(line.text) <= 300:
            return _labelled(lines, index, label.end(), pages)
    first_page = [line for line in lines if line.page == lines[0].page] if lines else []
    for held in (first_page[:_COVER], lines):
        for index, line in enumerate(held[:_NAMED]):
            if _is_title(line.text) and names_kind(line.text) and not is_structural(line.text):
                return _joined(held, index, pages)
    for index, line in enumerate(first_page):
        if _is_title(line.text) and not is_structural(line.text):
            return _joined(first_page, index, pages)
    return None


def _labelled(lines: Sequence[TopLine], index: int, begin: int, pages: Sequence[ExtractedPage]) -> Title | None:
    line = lines[index]
    page_text = pages[line.page - 1].text
    if line.text[begin:].strip():
        mark = _LABEL.match(page_text, line.start)
        start = mark.end() if mark and mark.end() < line.end else line.start
        return Title(one_line(page_text[start : line.end]), line.page, start, line.end)
    if index + 1 == len(lines):
        return None
    below = lines[index + 1]
    return Title(below.text, below.page, below.start, below.end)


def _is_title(text: str) -> bool:
    korean = hangul_share(text) > 0.3
    sentence = (
        is_ended(text)
        if korean
        else text.endswith((".", ";", ",", ":")) and not re.search(r"\b(?:No|Inc|Ltd|Co)\.$", text)
    )
    plain = 3 <= len(text) <= _LONGEST and not sentence and not _NO_TITLE.search(text) and not _NUMBER_ONLY.match(text)
    return plain and not is_day(text) and not is_contents_entry(text) and not re.match(r"[①-⑳•○□※*\[]", text)


def _joined(lines: Sequence[TopLine], index: int, pages: Sequence[ExtractedPage]) -> Title:
    """The title with the lines it is broken over, three at most: above where it goes on from there, below where it does."""
    first = last = index
    while first > 0 and last - first < 2 and _continues(lines[first - 1], lines[first]):
        first -= 1
    while last + 1 < len(lines) and last - first < 2 and _belongs(lines[last], lines[last + 1]):
        last += 1
    start, end = lines[first].start, lines[last].end
    return Title(one_line(pages[lines[index].page - 1].text[start:end]), lines[index].page, start, end)


def _continues(above: TopLine, line: TopLine) -> bool:
    """Whether `line` is the next line of the title that `above` begins."""
    if above.page != line.page or is_structural(line.text) or not _is_title(above.text) or _COMPANY.search(above.text):
        return False
    if line.goes_on or _BROKEN.search(above.text):
        return True
    capitals = above.text.isupper() and line.text.isupper() and not line.after_blank
    return capitals and len(above.text.split()) <= 3 and len(line.text.split()) <= 3


def _belongs(line: TopLine, below: TopLine) -> bool:
    """Whether `below` goes on with the title: it wraps, says what about, or stands under a bare "업무협약서"."""
    if below.page != line.page or _NO_TITLE.search(below.text) or is_day(below.text) or _LABEL.match(below.text):
        return False
    if is_structural(below.text):
        return False
    if (
        len(below.text) > _LONGEST
        or is_ended(below.text)
        or re.match(r"(?:between|by and)\b", below.text, re.IGNORECASE)
    ):
        return False
    if _continues(line, below) or (_ABOUT.match(below.text) and not below.after_blank):
        return True
    bare = _BARE.fullmatch(line.text) is not None
    return bare and _is_title(below.text) and len(below.text) >= 6 and not below.after_blank
