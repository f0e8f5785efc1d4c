"""Passages -> units: headings, paragraphs, list items, turns of speakers and rows of task tables, each on one page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ingest.facts.columns import is_task
from ingest.facts.section_titles import is_plain_title
from ingest.structure.headings import heading_of, is_contents_title
from ingest.structure.turns import Speakers
from kb.dates import periods
from kb.domain import Document, Passage
from kb.text import hangul_share, one_line

_LETTERS = "가나다라마바사아자차카타파하"
# How an item of a list begins, with an example each.
_MARKERS = (
    r"[①-⑳❶-❿]\s*",  # ① 갑은
    r"\d{1,2}(?:\.\d{1,2})+\.?\s+",  # 4.1 The Agency
    r"\d{1,2}[.)]\s+",  # 1. Provide
    rf"[(（](?:[a-zA-Z]|[ivx]{{1,4}}|\d{{1,2}}|[{_LETTERS}])[)）]\s+",  # (a) provide
    rf"(?:[{_LETTERS}]|[a-z]|[ivx]{{1,4}})[.)]\s+",  # 가. 제공
    r"[•·◦▪▶▷▸►➢➤✓✔‣∙●○※ㅇ❍☐☑□■◆◇→\uf0b7\uf0a7\uf0d8\uf02d]\s*",  # • Provide
    r"[*–—-]\s+",  # - Provide
    r"o\s+(?=[A-Z])",  # o Provide: a round bullet of a font without one
)
MARKER = re.compile("(?:" + "|".join(_MARKERS) + ")")
# "within ten" at the end of a line: the "(10)" that follows is no entry of a list.
COUNTED = re.compile(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fourteen|fifteen|eighteen|twenty|thirty|forty|forty-five|fifty|sixty|seventy|eighty|ninety|hundred)$",
    re.IGNORECASE,
)
ENDED = re.compile(r"[.!?。;:][\"'”’)\]]*$")
_ARTICLE = re.compile(r"제\s?\d|Article|ARTICLE|Section|SECTION|Clause|CLAUSE")
# A bold lead-in is as long as a line, and no longer.
_LONGEST_HEADING = 90


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
    """The lines of one heading, paragraph, list item or table row; `path` are the headings it stands below.

    `speaker` is whose turn it belongs to, `label` how many characters at its beginning say so, `reading` a row with its headers.
    """

    lines: tuple[Line, ...]
    kind: str
    path: tuple[str, ...] = ()
    speaker: str = ""
    label: int = 0
    reading: str = ""

    @property
    def text(self) -> str:
        """Its first line."""
        return self.lines[0].text


def read_units(document: Document, passages: Sequence[Passage]) -> Iterator[Unit]:
    """The units of all passages in reading order; tables of contents are left out."""
    reader = _Reader(Speakers(line.strip() for page in document.pages for line in page.text.splitlines()))
    for passage in passages:
        if any(is_contents_title(title) for title in passage.heading[-1:]):
            continue
        lines = list(_lines(document, passage))
        if passage.reading and is_task(passage.reading):
            path = reader.below(passage)
            yield Unit(tuple(lines), "row", path, reading=passage.reading)
        elif lines:
            # A title may be the last line of its passage; what it stands above is the next one's first.
            reader.following = document.page(passage.page).text[lines[-1].end :].lstrip().partition("\n")[0]
            yield from reader.read(passage, lines)


def _lines(document: Document, passage: Passage) -> Iterator[Line]:
    page_text = document.page(passage.page).text
    before = passage.start
    # A tab stands between the cells of a row, and where a line is set apart into columns: each is read by itself.
    for match in re.finditer(r"[^\r\n\t]*[^\s][^\r\n\t]*", passage.text):
        text = match.group().strip()
        start = passage.start + match.start() + match.group().index(text[0])
        yield Line(
            passage.page, start, start + len(text), text, page_text[before:start].count("\n") > 1 or start == before
        )
        before = start + len(text)


@dataclass
class _Reader:
    """Who speaks, and the lines that are becoming a unit."""

    speakers: Speakers
    heard: set[str] = field(default_factory=set)
    block: list[Line] = field(default_factory=list)
    base: tuple[str, ...] = ()
    inner: str = ""
    path: tuple[str, ...] = ()
    speaker: str = ""
    following: str = ""

    def below(self, passage: Passage) -> tuple[str, ...]:
        """The path of a passage: a title that only this room knows holds until the passages' own path changes."""
        titles = tuple(title for title in passage.heading if title not in self.heard)
        if titles != self.base:
            self.base, self.inner = titles, ""
        return self._under(self.inner) if self.inner else titles

    def _under(self, title: str) -> tuple[str, ...]:
        """Where a title stands that only this room knows: one without a number beside the last one without a number."""
        above = self.base
        while above and not re.search(r"\d", title) and not re.search(r"\d|[IVX]+\.", above[-1]):
            above = above[:-1]
        return (*above, title)

    def read(self, passage: Passage, lines: Sequence[Line]) -> Iterator[Unit]:
        """The units of one passage."""
        self.heard.update(who for line in lines if (who := self.speakers.speaker(line.text)))
        self.speaker = passage.heading[-1] if passage.heading[-1:] and passage.heading[-1] in self.heard else ""
        self.path = self.below(passage)
        begun = 0
        for index, line in enumerate(lines):
            if index < begun:
                continue
            title, taken, rest = self._heading(lines, index)
            if title:
                yield from self._flush()
                begun = index + taken
                head, below = _apart(lines[begun - 1], rest)
                if title not in self.path:
                    self.inner = title
                    self.path = self._under(title)
                yield Unit((*lines[index : begun - 1], head), "heading", self.path)
                self.block = [below] if below is not None else []
                continue
            if self.block and (_begins(line, self.block) or self._label(line)):
                yield from self._flush()
            self.block.append(line)
        yield from self._flush()

    def _flush(self) -> Iterator[Unit]:
        if self.block:
            label = self._label(self.block[0])
            yield Unit(tuple(self.block), "text", self.path, self.speaker, label)
        self.block = []

    def _label(self, line: Line) -> int:
        """How many characters of a line say who speaks; it is theirs until the next turn."""
        who = self.speakers.speaker(line.text)
        if not who:
            return 0
        self.speaker = who
        colon = re.match(r"[^:：]{0,60}[:：]\s*", line.text)
        return colon.end() if colon else 0

    def _is_inside(self, line: Line) -> bool:
        """Whether the line goes on with a sentence that is not ended above it."""
        last = self.block[-1] if self.block else None
        if last is None or line.after_blank or MARKER.match(self.block[0].text):
            return False
        return not ENDED.search(last.text) and last.width > 50

    def _heading(self, lines: Sequence[Line], index: int) -> tuple[str, int, int]:
        """The title that begins at a line, how many lines it takes, and after how many characters text goes on."""
        line = lines[index]
        folded = one_line(line.text)
        after = lines[index + 1].text if index + 1 < len(lines) else ""
        if not self.block:
            for title in reversed(self.path):
                if folded == title or (folded[:_LONGEST_HEADING] == title and len(title) == _LONGEST_HEADING):
                    return title, 1, 0
                if after and one_line(f"{line.text} {after}") == title:
                    return title, 2, 0
                if folded.startswith(title) and (split := _end_of(line.text, title)):
                    return title, 1, split
        if re.match(r"[①-⑳]|[(（]", line.text):
            return "", 0, 0
        before = lines[index - 1].text if index else ""
        in_article = any(_ARTICLE.match(title) for title in self.path)
        mark = heading_of(line.text, before, after, in_article)
        if mark is None:
            below = after or self.following
            return (folded, 1, 0) if is_plain_title(line.text, below) and not self._is_inside(line) else ("", 0, 0)
        split = _end_of(line.text, mark.title) if folded != mark.title else 0
        return mark.title, 1, split


def _end_of(text: str, title: str) -> int:
    """Where the title ends in a line whose white space is not folded, its full stop included; 0 where it does not begin it."""
    found = re.match(r"\s*".join(re.escape(letter) for letter in title.replace(" ", "")) + r"[.:\s]*", text)
    return found.end() if found and found.end() < len(text) else 0


def _apart(line: Line, rest: int) -> tuple[Line, Line | None]:
    """A heading that shares its line with the text below it, as two lines: "제1조 (목적) 이 협약은 ..."."""
    if not rest:
        return line, None
    title = line.text[:rest].rstrip()
    head = Line(line.page, line.start, line.start + len(title), title, line.after_blank)
    return head, Line(line.page, line.start + rest, line.end, line.text[rest:])


def _begins(line: Line, block: Sequence[Line]) -> bool:
    """Whether `line` begins a new paragraph after `block`."""
    last = block[-1]
    if MARKER.fullmatch(f"{last.text} ") or (COUNTED.search(last.text) and re.match(r"\(\d", line.text)):
        return False
    if MARKER.match(line.text) or _is_date(line.text) or _is_date(last.text):
        return True
    if _is_row(line.text) or _is_row(last.text):
        return True
    if not ENDED.search(last.text) and hangul_share(last.text) == 0 and hangul_share(line.text) > 0.6:
        return last.width < 0.9 * line.width or not last.text.endswith(",")
    if ENDED.search(last.text):
        return line.after_blank
    # A line much shorter than its neighbours does not wrap: a title, a cell, a name in a signature block.
    widest = max(line.width, max(each.width for each in block))
    return line.after_blank or last.width < 0.55 * widest


def _is_row(text: str) -> bool:
    """Whether a line is a numbered row of a table that nothing marks, up to its date: "2 Print the harbour map AMA 2025-08-01"."""
    found = periods(text) if len(text) < 200 and re.match(r"\d{1,2}\s+\D", text) else []
    return bool(found) and found[0].start > 3 and not text[found[-1].end :].strip(" ])까지")


def _is_date(text: str) -> bool:
    """Whether a line is a date and nothing else."""
    if len(text) > 80:
        return False
    found = periods(text)
    written = sum(period.end - period.start for period in found)
    # "30 June 2025." ends a sentence that began above; "2023. 12. 11." does not.
    ends_sentence = text.endswith(".") and not re.search(r"\d\.\s?\d{1,2}\.$", text)
    return bool(found) and all(period.is_day for period in found) and len(text) - written <= 6 and not ends_sentence
