"""What a reader gives of one file: its pages with where their words stand, their tables and headings, or why there is nothing."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.remarks import Remarks
from kb.domain import PageSource, Word


@dataclass(frozen=True, slots=True)
class Limits:
    """What a reader keeps to: characters of a page's text, beyond which it is cut with a warning, and pages of a file.

    `deadline`, in seconds of time.monotonic(), is when it stops reading pictures: what is left of them is late. `only` are
    the numbers of the pages to read, all where there are none; the others are then returned empty.
    """

    page_text: int = 2_000_000
    pages: int = 20_000
    deadline: float = float("inf")
    only: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """The characters `start` to `end` of a page's text as one cell of a table; rows and columns count from 0."""

    start: int
    end: int
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    header: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """The characters `start` to `end` of a page's text as a table; its cells in reading order, row by row."""

    start: int
    end: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """The characters `start` to `end` of a page's text as a heading the file itself marks as one; `level` counts from 1."""

    start: int
    end: int
    level: int


@dataclass(frozen=True, slots=True)
class ExtractedPage:
    """One page as it was read; offsets of words, tables and headings are in `text`, which is NFC."""

    label: str
    text: str
    source: PageSource = "text"
    confidence: float | None = None
    words: tuple[Word, ...] = ()
    tables: tuple[Table, ...] = ()
    headings: tuple[Heading, ...] = ()


@dataclass(frozen=True, slots=True)
class Extract:
    """What was read of a file, or the `reason` (a stable word) why there is nothing, with its explanation.

    `format` is the usual file name ending without the dot. `view` is a PDF to show where the file itself is none. `remarks`
    are a PDF's, page by page; `told` are all warnings, in sentences.
    """

    format: str = ""
    title: str = ""
    pages: tuple[ExtractedPage, ...] = ()
    warnings: tuple[str, ...] = ()
    reason: str = ""
    message: str = ""
    view: bytes = b""
    remarks: Remarks | None = None

    @property
    def told(self) -> tuple[str, ...]:
        """What a person should mind, a sentence each."""
        return (*self.warnings, *(self.remarks.sentences() if self.remarks else ()))
