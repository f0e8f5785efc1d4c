"""Pages -> passages: clauses, headed sections and paragraphs, each on exactly one page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kb.domain import Page, Passage
from kb.text import language_of, sentences

# A passage is what a person would quote: large enough to be understood alone, small enough for the 512 tokens of the
# embedding model (Korean needs about 0.65 tokens a character, English 0.25).
LARGEST_KOREAN = 560
LARGEST_ENGLISH = 1400
SMALLEST = 100

_HEADING_LINE = 90
_EDGE = 3
_PAGE_NUMBER = re.compile(
    r"[-–—|\s]*(?:(?:page|p\.|쪽)\s*)?(?:\d{1,4}|[ivxl]{1,7})(?:\s*(?:/|of)\s*\d{1,4})?(?:\s*쪽)?[-–—|\s]*$",
    re.IGNORECASE,
)
# Headings by depth: the first pattern that matches a line says how deep it stands.
_HEADINGS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (0, re.compile(r"^\s*제\s?\d{1,3}\s?(?:장|절|편|부)(?:\s|$|\()")),
    (
        0,
        re.compile(
            r"^\s*(?:CHAPTER|Chapter|PART|Part|ANNEX|Annex|APPENDIX|Appendix|SCHEDULE|Schedule|EXHIBIT|Exhibit)\s+[\dIVXA-Z]+\b"
        ),
    ),
    (0, re.compile(r"^\s*(?:부속서|별첨|별지|붙임|부칙|부록)(?:\s?\d+|\s|$|\.)")),
    (1, re.compile(r"^\s*제\s?\d{1,3}\s?조(?:의\s?\d+)?(?:\s*[(（【\[][^)）】\]]{1,40}[)）】\]])?")),
    (1, re.compile(r"^\s*(?:ARTICLE|Article|SECTION|Section|CLAUSE|Clause)\s+(?:\d{1,3}(?:\.\d+)*|[IVX]+|[A-Z])\b")),
    (1, re.compile(r"^\s*(?:[IVX]{1,4}|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ])\s?[.)]\s+\S")),
    (2, re.compile(r"^\s*\d{1,2}(?:\.\d{1,2}){0,3}[.)]?\s+\S")),
    (2, re.compile(r"^\s*[가나다라마바사아자차카타파하][.)]\s+\S")),
    (2, re.compile(r"^\s*[□■▣◈◎❍○●]\s*\S")),
)
_ARTICLE_TITLE = re.compile(r"^\s*(제\s?\d{1,3}\s?조(?:의\s?\d+)?\s*[(（【\[][^)）】\]]{1,40}[)）】\]])")
_CLAUSE = re.compile(
    r"^\s*(?:[①-⑳]|[(（]\d{1,2}[)）]\s|[(（][a-zA-Z가나다라마바사아자차카타파하]{1,4}[)）]\s|\d{1,2}(?:\.\d{1,2}){0,3}[.)]?\s+\S|[가나다라마바사아자차카타파하][.)]\s|[•·◦▪◆▶▷※○●ㅇ❍]|[-–—]\s)"
)
_TERMINAL = re.compile(r"[.!?。;:,，]\s*$|[다임함음됨][.]?\s*$")


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str
    level: int | None
    clause: bool
    blank_before: bool

    @property
    def title(self) -> str:
        """The heading as it stands in a path: the article's own title where text follows it on the line."""
        article = _ARTICLE_TITLE.match(self.text)
        return " ".join((article.group(1) if article else self.text).split())[:_HEADING_LINE]


def split(pages) -> list[Passage]:
    pages = [Page(n, p.label, p.text) for n, p in enumerate(pages, 1)]
    return _split(pages)


def _split(pages: Sequence[Page]) -> list[Passage]:
    """The passages of all pages in reading order; a heading goes on over page ends, a passage never does."""
    running = running_lines(pages)
    path: dict[int, str] = {}
    passages: list[Passage] = []
    for page in pages:
        block: list[_Line] = []
        for line in _lines(page.text, running):
            if block and _begins(line, block):
                passages.extend(_passages(page, block, path))
                block = []
            if line.level is not None and not block:
                _enter(path, line)
            block.append(line)
        if block:
            passages.extend(_passages(page, block, path))
    return passages


def running_lines(pages: Sequence[Page]) -> frozenset[str]:
    """Headers and footers: lines that stand near the edge of most pages, their digits apart."""
    counts: Counter[str] = Counter()
    for page in pages:
        lines = [_shape(line) for line in page.text.splitlines() if line.strip()]
        counts.update(set(lines[:_EDGE]) | set(lines[-_EDGE:]))
    # On two pages by chance is on both; on more, on more than half.
    return frozenset(shape for shape, count in counts.items() if count >= 2 and (count * 2 > len(pages)))


def _shape(line: str) -> str:
    return re.sub(r"[\divxlcIVXLC]+", "0", " ".join(line.split()))


def _lines(text: str, running: frozenset[str]) -> Iterator[_Line]:
    position, blank = 0, False
    raws = text.splitlines(keepends=True)
    filled = [index for index, raw in enumerate(raws) if raw.strip()]
    edge = set(filled[:_EDGE]) | set(filled[-_EDGE:])
    for index, raw in enumerate(raws):
        start, position = position, position + len(raw)
        stripped = raw.strip()
        if not stripped:
            blank = True
            continue
        if index in edge and (_shape(raw) in running or _PAGE_NUMBER.match(stripped)):
            continue
        first = start + len(raw) - len(raw.lstrip())
        level = _level(raw)
        yield _Line(first, first + len(stripped), stripped, level, bool(_CLAUSE.match(raw)), blank)
        blank = False


def _level(line: str) -> int | None:
    text = line.strip()
    for level, pattern in _HEADINGS:
        if pattern.match(line):
            titled = bool(_ARTICLE_TITLE.match(line))
            if titled or (len(text) <= _HEADING_LINE and not _TERMINAL.search(text)):
                return level
    return None


def _enter(path: dict[int, str], line: _Line) -> None:
    if line.level is None:
        return
    for deeper in [level for level in path if level >= line.level]:
        del path[deeper]
    path[line.level] = line.title


def _begins(line: _Line, block: Sequence[_Line]) -> bool:
    """Whether `line` begins a new passage after `block`."""
    size = block[-1].end - block[0].start
    if line.level is not None and line.level <= 1:
        return True
    # A heading stays with the first text below it.
    if all(earlier.level is not None for earlier in block):
        return False
    if line.level is not None or line.blank_before:
        return size >= SMALLEST
    return line.clause and size >= SMALLEST


def _passages(page: Page, block: Sequence[_Line], path: dict[int, str]) -> Iterator[Passage]:
    heading = tuple(path[level] for level in sorted(path))
    start, end = block[0].start, block[-1].end
    text = page.text[start:end]
    for first, last in _fitting(text):
        piece = text[first:last]
        yield Passage(page.number, start + first, start + last, piece, language_of(piece), heading)


def _fitting(text: str) -> Iterator[tuple[int, int]]:
    """`text` as it is where it fits the model, else cut between sentences, and where one sentence is too long, inside it."""
    largest = LARGEST_KOREAN if language_of(text) == "ko" else LARGEST_ENGLISH
    if len(text) <= largest:
        yield 0, len(text)
        return
    first = last = -1
    for start, end in _short_sentences(text, largest):
        if first >= 0 and end - first > largest:
            yield first, last
            first = -1
        first = start if first < 0 else first
        last = end
    if first >= 0:
        yield first, last


def _short_sentences(text: str, largest: int) -> Iterator[tuple[int, int]]:
    for start, end in sentences(text):
        while end - start > largest:
            space = max(
                text.rfind(" ", start + largest // 2, start + largest),
                text.rfind("\n", start + largest // 2, start + largest),
            )
            cut = space if space > 0 else start + largest
            if text[start:cut].strip():
                yield start, cut
            start = cut
            while start < end and text[start].isspace():
                start += 1
        if start < end:
            yield start, end
