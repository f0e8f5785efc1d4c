"""The lines of a page in the order of its characters, each with where it stands: text, the file's own headings, rows of tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ingest.extract import ExtractedPage
from ingest.structure.continued import tables_of
from ingest.structure.headings import is_ended
from ingest.structure.tabular import Row, read_rows
from kb.text import one_line

Role = Literal["text", "heading", "speaker", "signature", "contents", "row"]
# A caption or a heading is a line, no paragraph.
CAPTION = 80
_UNIT = re.compile(r"[(\[（]?\s*(?:단위|기준|Unit|Units|in\s+\w+)\b.{0,30}$|[(（][^()]{1,20}[)）]$", re.IGNORECASE)
# Files from word processors set whole lines with spaces that do not break.
_SPACES = str.maketrans(dict.fromkeys("\u00a0\u2002\u2003\u2007\u2009\u202f\u3000", " "))


@dataclass(frozen=True, slots=True)
class Line:
    """The characters `start` to `end` of a page as one line, without the white space around it; a row may hold several.

    `title` is what it adds to the heading path: a heading's words, who speaks, what signatures or contents are called.
    `opens` tells that signatures, contents or a heading the file marks begin, `joined` that it goes on with the heading above, `long_turn` that what a speaker says is a passage of its own.
    """

    start: int
    end: int
    text: str
    blank_before: bool = False
    role: Role = "text"
    rank: float = 0.0
    title: str = ""
    opens: bool = False
    joined: bool = False
    long_turn: bool = False
    clause: bool = False
    row: Row | None = None
    caption: str = ""


def raw_lines(page: ExtractedPage, left_out: frozenset[int], above: Mapping[int, str]) -> Iterator[Line]:
    """The lines and rows of a page in the order of its characters; `above` names the columns of a table that goes on from the
    page before.
    """
    position = 0
    for index, table in enumerate(tables_of(page)):
        inside = position <= table.start < table.end <= len(page.text)
        rows = read_rows(page.text, table, above if index == 0 else None) if inside else []
        if rows:
            yield from _written(page, position, table.start, left_out)
            yield from (Line(row.start, row.end, page.text[row.start : row.end], role="row", row=row) for row in rows)
            position = table.end
    yield from _written(page, position, len(page.text), left_out)


def _written(page: ExtractedPage, begin: int, end: int, left_out: frozenset[int]) -> Iterator[Line]:
    headings = iter(sorted(page.headings, key=lambda heading: heading.start))
    heading = next(headings, None)
    held: Line | None = None
    position, blank = begin, False
    for raw in page.text[begin:end].splitlines(keepends=True):
        start, position = position + len(raw) - len(raw.lstrip()), position + len(raw)
        text = raw.strip().translate(_SPACES)
        if not text or start in left_out:
            blank = blank or not text
            continue
        while heading is not None and heading.end <= start:
            heading = next(headings, None)
        marked = heading is not None and heading.start < start + len(text)
        line = Line(start, start + len(text), text, blank, rank=float(heading.level) if heading and marked else 0.0)
        blank = False
        # A heading may take several lines; what the file marks as one is one.
        if held is not None and marked and heading is not None and heading.start < held.end:
            held = replace(held, end=line.end, text=page.text[held.start : line.end])
            continue
        if held is not None:
            yield held
        held = line
    if held is not None:
        yield held


def caption_of(lines: Sequence[Line]) -> str:
    """What stands just above a table and names it; empty where that is a heading, which the path holds, or a sentence."""
    above = [line for line in lines[-3:] if line.role != "row" and not _UNIT.match(line.text)]
    if not above or any(line.role == "row" and line.row and line.row.reading for line in lines[-1:]):
        return lines[-1].caption if lines and lines[-1].role == "row" else ""
    last = above[-1]
    named = last.role == "text" and len(last.text) <= CAPTION and not is_ended(last.text)
    return one_line(last.text) if named else ""
