"""The lines of pages, and what they look like: headings, list items, table headers, running headers and footers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from kb.dates import periods
from kb.domain import Document, Passage
from kb.text import hangul_share

ARTICLE = re.compile(r"제\s?\d{1,3}\s?조(?:의\s?\d+)?\s*(?:[(（【\[][^)）】\]]{1,60}[)）】\]]|$)")
MARKER = re.compile(
    r"(?:[①-⑳❶-❿]|\d{1,2}(?:\.\d{1,2})+\.?|\d{1,2}[.)]|[(（](?:[a-zA-Z]|[ivx]{1,4}|\d{1,2}|[가나다라마바사아자차카타파하])[)）]|[가나다라마바사아자차카타파하][.)]"
    r"|[•·◦▪▶▷※○●ㅇ❍*☐☑]|[-–—])(?:\s+|(?<=[①-⑳])|(?<=[•◦▪▶▷※○●ㅇ❍☐☑]))"
)
ENDED = re.compile(r"[.!?。;:][\"'”’)\]]*$")
_SHORT_HEADING = re.compile(
    r"제\s?\d{1,3}\s?[조장절]\s+\S|(?:ARTICLE|Article|SECTION|Section|CLAUSE|Clause|ANNEX|Annex|Item)\s+[\dIVXA-Z]+\b|별표|별첨|부속서|붙임"
    r"|\[[^\]]{2,30}\]$|[■□▣◈◆]\s*\S|[IVXⅠ-Ⅹ]{1,4}[.)]\s+\S|(?:\d{1,2}[.)]?|[가나다라마바사아자차카타파하][.)])\s+[A-Z가-힣“‘'\"]"
)
_MODAL = re.compile(r"\b(?:shall|will|must|may|agrees?)\b|(?:한다|된다|하기로|합니다)$")
# Korean lines that end so go on below: a particle, an adnominal or connective ending, an auxiliary torn from its verb.
_GOES_ON = re.compile(
    r"[가-힣](?:은|는|을|를|에|에서|에게|으로|까지|부터|도록|하여야|아니|하고|하며|하여|하는|위한|관한|대한|따른|및|와|과|고|며|의|한|된|인|서|로|할|될|올|지)$|\s(?:아니|수|할|및|또는|등)$"
)
_TASK = re.compile(
    r"과제|조치\s?사항|내용|사업|업무|추진|할\s?일|Milestone|Action|Task|Item|Deliverable|Activity|Measure", re.I
)
_WHO = re.compile(r"담당|책임|주관|수행|부서|기관|Responsible|Owner|Lead|In charge|Who|Party|By whom", re.I)
_WHEN = re.compile(
    r"기한|완료|일정|시한|마감|기간|예정일|종료|착수|시작|개시|Due|Deadline|End|Until|Date|When|By\b|Start", re.I
)
_FROM = re.compile(r"착수|시작|개시|Start|From", re.I)
_NUMBER_COLUMN = re.compile(r"번호|순번|연번|구분|No\b|#", re.I)
_IN_WORDS = re.compile(r"\b(?:the|shall|will|each|by the)\b")
# A row of a table may take this many lines before its date.
_ROW_LINES = 8
_HEADER_LINES = 6


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page, without the white space around it, at `start` to `end` of the page text."""

    page: int
    start: int
    end: int
    text: str
    after_blank: bool = False

    @property
    def width(self) -> int:
        """Its length in half-width characters."""
        return sum(2 if ord(character) > 0x1100 else 1 for character in self.text)


@dataclass(frozen=True, slots=True)
class Unit:
    """The lines of one heading, paragraph, list item or table row."""

    lines: tuple[Line, ...]
    kind: str

    @property
    def text(self) -> str:
        """Its first line."""
        return self.lines[0].text


def read_units(document: Document, passages: Sequence[Passage]) -> Iterator[Unit]:
    """The units of all passages in reading order; running headers and footers are left out."""
    lines = list(_lines(document, passages))
    block: list[Line] = []
    index = 0
    while index < len(lines):
        line = lines[index]
        following = lines[index + 1] if index + 1 < len(lines) else None
        header = _header_lines(lines, index)
        if header or _is_heading(line, following, block):
            if block:
                yield Unit(tuple(block), "text")
                block = []
            if header:
                index += header
                rows = list(_rows(lines, index, " ".join(each.text for each in lines[index - header : index])))
                yield from rows
                index += sum(len(row.lines) for row in rows)
                continue
            yield Unit((line,), "heading")
        else:
            if block and _begins(line, block):
                yield Unit(tuple(block), "text")
                block = []
            block.append(line)
        index += 1
    if block:
        yield Unit(tuple(block), "text")


def _lines(document: Document, passages: Sequence[Passage]) -> Iterator[Line]:
    running = _running(document)
    before: dict[int, int] = {}
    for passage in passages:
        page_text = document.page(passage.page).text
        # A tab stands between the cells of a row, and where a line is set apart into columns: each is read by itself.
        for match in re.finditer(r"[^\r\n\t]*[^\s][^\r\n\t]*", passage.text):
            text = match.group().strip()
            start = passage.start + match.start() + match.group().index(text[0])
            gap = page_text[before.get(passage.page, start) : start]
            before[passage.page] = start + len(text)
            if text not in running:
                yield from _article_apart(Line(passage.page, start, start + len(text), text, gap.count("\n") > 1))


def _article_apart(line: Line) -> Iterator[Line]:
    """A heading that shares its line with the text below it, as two lines: "제1조 (목적) 이 협약은 ..."."""
    found = ARTICLE.match(line.text)
    rest = line.text[found.end() :].lstrip() if found else ""
    if found is None or not rest:
        yield line
        return
    title = found.group().rstrip()
    yield Line(line.page, line.start, line.start + len(title), title, line.after_blank)
    yield Line(line.page, line.end - len(rest), line.end, rest)


def _running(document: Document) -> frozenset[str]:
    """Headers and footers: the same line near the edge of more than half of the pages."""
    counts: Counter[str] = Counter()
    for page in document.pages:
        lines = [line.strip() for line in page.text.splitlines() if line.strip()]
        counts.update({line for line in (*lines[:3], *lines[-3:]) if len(line) > 11})
    return frozenset(line for line, count in counts.items() if count > 1 and count * 2 > len(document.pages))


def _is_heading(line: Line, following: Line | None, block: Sequence[Line]) -> bool:
    if ARTICLE.fullmatch(line.text):
        return True
    if len(line.text) > 80 or ENDED.search(line.text) or line.text.endswith(","):
        return False
    if len(line.text) > 40 and _MODAL.search(line.text):
        return False
    if not _SHORT_HEADING.match(line.text):
        return False
    if re.match(r"[가-하][.)]", line.text) and line.width > 44:
        return False
    if _GOES_ON.search(line.text) and following is not None and not MARKER.match(following.text):
        return False
    # A wrapped item goes on below in a small letter, or fills its line; a heading does neither.
    named = re.match(r"(?:Article|ARTICLE|Section|SECTION|Annex|ANNEX|제)\s?\d+|\[", line.text) is not None
    wide = not named and following is not None and line.width > 0.8 * following.width > 30
    goes_on = wide or (following is not None and following.text[:1].islower())
    last = block[-1] if block else None
    inside = last is not None and not ENDED.search(last.text) and last.width >= max(line.width, 30)
    return not goes_on and not (inside and not MARKER.match(line.text))


def _begins(line: Line, block: Sequence[Line]) -> bool:
    """Whether `line` begins a new paragraph after `block`."""
    last = block[-1]
    if line.page != last.page or MARKER.match(line.text) or _is_date(line.text) or _is_date(last.text):
        return True
    if not ENDED.search(last.text) and hangul_share(last.text) == 0 and hangul_share(line.text) > 0.6:
        return last.width < 0.9 * line.width or not last.text.endswith(",")
    if ENDED.search(last.text):
        return line.after_blank
    # A line much shorter than its neighbours does not wrap: a title, a cell, a name in a signature block.
    widest = max(line.width, max(each.width for each in block))
    return line.after_blank or last.width < 0.55 * widest


def _is_date(text: str) -> bool:
    """Whether a line is a date and nothing else."""
    found = periods(text)
    written = sum(period.end - period.start for period in found)
    # "30 June 2025." ends a sentence that began above; "2023. 12. 11." does not.
    ends_sentence = text.endswith(".") and not re.search(r"\d\.\s?\d{1,2}\.$", text)
    return bool(found) and all(period.is_day for period in found) and len(text) - written <= 6 and not ends_sentence


def _header_lines(lines: Sequence[Line], index: int) -> int:
    """How many lines from `index` are the header of a table of tasks: what, who, until when; 0 where there is none."""
    for count in range(1, _HEADER_LINES + 1):
        block = lines[index : index + count]
        text = " ".join(line.text for line in block)
        if count > 1 and max(line.width for line in block) > 40:
            return 0
        if (
            len(text) > 90
            or _IN_WORDS.search(text)
            or any(line.text.endswith(("다.", "다")) for line in block)
            or periods(text)
        ):
            return 0
        if not (_TASK.search(block[0].text) or _NUMBER_COLUMN.match(block[0].text) or count == 1):
            return 0
        if _TASK.search(text) and _WHO.search(text) and _WHEN.search(text):
            # The columns for dates go on where the next line is one more of them.
            more = (line for line in lines[index + count : index + count + 2])
            return count + sum(1 for line in takewhile(lambda each: bool(_WHEN.fullmatch(each.text)), more))
    return 0


def _rows(lines: Sequence[Line], index: int, header: str) -> Iterator[Unit]:
    """Rows up to the next heading or sentence; a row ends with as many dates as the header has columns for them."""
    columns = 2 if _FROM.search(header) else 1
    row: list[Line] = []
    for line in lines[index:]:
        begun = " ".join(each.text for each in row)
        heading = ARTICLE.match(line.text) or (MARKER.match(line.text) and not row and not periods(line.text))
        if heading or len(row) >= _ROW_LINES or (not row and line.text.endswith("다.")):
            return
        row.append(line)
        found = periods(f"{begun} {line.text}")
        at_end = periods(line.text)
        if len(found) >= columns and at_end and re.fullmatch(r"[\s\])까지]*", line.text[at_end[-1].end :]):
            yield Unit(tuple(row), "row")
            row = []
