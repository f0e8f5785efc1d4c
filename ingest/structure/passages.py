"""Pages -> passages: clauses, headed sections, table rows, turns of speakers, signature blocks, each on exactly one page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.extract import ExtractedPage
from ingest.structure.continued import carried
from ingest.structure.fitting import LARGEST_ENGLISH, LARGEST_KOREAN, SMALLEST, fitting
from ingest.structure.headings import ANNEX, SECTION
from ingest.structure.lines import Line
from ingest.structure.outline import Outliner
from ingest.structure.running import running_lines
from ingest.structure.tabular import Row
from kb.domain import Passage
from kb.text import language_of

__all__ = ["LARGEST_ENGLISH", "LARGEST_KOREAN", "SMALLEST", "split"]


def split(pages: Sequence[ExtractedPage]) -> list[Passage]:
    """The passages of all pages in reading order, pages counted from 1; a heading goes on over page ends, a passage never does.

    Running headers, footers and page numbers are in no passage; every other character of a page is. A table of contents stays
    searchable, but its entries are no headings.
    """
    left_out = running_lines(pages)
    outliner, splitter = Outliner(pages), _Splitter()
    above = carried(pages, left_out)
    for number, (page, starts, labels) in enumerate(zip(pages, left_out, above, strict=True), 1):
        splitter.take(number, page.text, outliner.read(page, starts, labels))
    return splitter.passages


@dataclass(slots=True)
class _Block:
    """Lines that are becoming one passage: where they stand in the outline, and who speaks in them."""

    path: tuple[str, ...]
    lines: list[Line] = field(default_factory=list)
    speakers: list[str] = field(default_factory=list)
    long_turn: bool = False
    headings_only: bool = True

    @property
    def size(self) -> int:
        return self.lines[-1].end - self.lines[0].start if self.lines else 0

    def add(self, line: Line) -> None:
        """Take one line more."""
        self.lines.append(line)
        self.headings_only = self.headings_only and line.role == "heading"


class _Splitter:
    """The outline as it is read, line by line, and the passages so far."""

    def __init__(self) -> None:
        self.passages: list[Passage] = []
        self._outline: dict[float, str] = {}
        self._aside = ""  # what the signatures or the contents that are being read are called
        self._speaker = ""
        self._text = ""
        self._page = 0
        self._block = _Block(())

    def take(self, number: int, text: str, lines: Sequence[Line]) -> None:
        """Take the lines of the next page."""
        self._page, self._text = number, text
        self._block = self._new_block()
        for line in lines:
            if line.row is not None:
                self._take_row(line, line.row)
            else:
                self._take(line)
        self._flush()

    def _take(self, line: Line) -> None:
        if self._begins(line):
            self._flush()
        self._note(line)
        if not self._block.lines:
            self._block = self._new_block()
        if self._block.headings_only:
            self._block.path = self._path
        if line.role == "speaker":
            self._block.long_turn = line.long_turn or (bool(self._block.lines) and self._block.long_turn)
            self._block.speakers.append(line.title)
        self._block.add(line)

    def _take_row(self, line: Line, row: Row) -> None:
        """A row is a passage; the row of headers goes with the lines above the table, which name it in the rows' paths."""
        if not row.reading:
            if self._block.lines and self._block.lines[-1].row is not None:
                self._flush()
            self._block.add(line)
            return
        self._flush()
        caption = (line.caption,) if line.caption else ()
        pieces = list(fitting(line.text))
        for start, end in pieces:
            reading = row.reading if len(pieces) == 1 else ""
            self._add(line.start + start, line.start + end, (*self._path, *caption), reading)

    def _begins(self, line: Line) -> bool:
        """Whether `line` begins a new passage after the block so far."""
        block = self._block
        if not block.lines:
            return False
        if line.role in ("signature", "contents"):
            # Signatures are read together, and so are the entries of contents.
            return line.opens
        # A heading stays with the first text below it, and with a deeper heading below it.
        if block.headings_only:
            return line.role == "heading" and line.rank <= block.lines[-1].rank and not line.joined
        if (
            self._aside
            or block.lines[-1].row is not None
            or (line.role == "heading" and (line.rank <= SECTION or line.opens))
        ):
            return True
        if line.role == "speaker" and (line.long_turn or block.long_turn):
            return True
        return (line.role in ("heading", "speaker") or line.blank_before or line.clause) and block.size >= SMALLEST

    def _note(self, line: Line) -> None:
        """Follow the outline: what a line is below, and what ends with it."""
        if line.role == "speaker":
            self._speaker = line.title
        if line.role not in ("signature", "contents"):
            self._aside = ""
        elif line.opens:
            self._aside = line.title
        if line.role == "heading" or line.opens:
            rank = line.rank if line.role == "heading" else ANNEX + 1
            self._outline = {outer: title for outer, title in self._outline.items() if outer < rank}
            self._speaker = ""
        if line.role == "heading":
            self._outline[line.rank] = line.title

    @property
    def _path(self) -> tuple[str, ...]:
        outline = tuple(self._outline[rank] for rank in sorted(self._outline))
        return (*outline, self._aside) if self._aside else outline

    def _new_block(self) -> _Block:
        return _Block(self._path, speakers=[self._speaker] if self._speaker else [], long_turn=bool(self._speaker))

    def _flush(self) -> None:
        block = self._block
        if block.lines:
            # Short turns of several speakers are one passage, under none of them.
            speaker = block.speakers[:1] if len(set(block.speakers)) == 1 else []
            start = block.lines[0].start
            for first, last in fitting(self._text[start : block.lines[-1].end]):
                self._add(start + first, start + last, (*block.path, *speaker))
        self._block = self._new_block()

    def _add(self, start: int, end: int, heading: tuple[str, ...], reading: str = "") -> None:
        text = self._text[start:end]
        language = language_of(reading or text)
        self.passages.append(Passage(self._page, start, end, text, language, heading, reading))
