"""A page's characters to the lines that a person sees."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from ingest.pdf.glyphs import Glyph

# Gaps in heights of a character's box. Words stand about 0.2 apart, and up to 1 in justified lines; columns and cells more.
_WORD_GAP = 0.18
_CELL_GAP = 1.6
_TAB_GAP = 2.4
# What numbers a clause or an entry, alone: 27., (a), 가., ①, 3.2, a bullet.
_MARK = re.compile(
    r"[(\[（]?(?:\d{1,3}(?:\.\d{1,3}){0,3}|[a-zA-Z]|[ivxIVX]{1,5}|[가나다라마바사아자차카타파하])[.)\]）]"
    r"|\d{1,2}(?:\.\d{1,3}){1,3}|제\d{1,3}조|[①-⑳⑴-⒇❶-❿㉠-㉭㉮-㉻•·∙◦▪◆▶▷※○●ㅇ❍□■▣◈❖✓\-–—\ue000-\uf8ff]"
)
_LONGEST_MARK = 12
# A number stands before its clause by no more than two indents, in heights of the clause's line.
_INDENT = 6.0
# On a page of more lines no number is looked for.
_MOST_LINES = 3000


@dataclass(slots=True)
class Strand:
    """Characters of one line that stand together, in reading order from left to right."""

    glyphs: list[Glyph]
    left: float
    top: float
    right: float
    bottom: float

    @property
    def height(self) -> float:
        """The height of its box, in points."""
        return self.bottom - self.top

    @property
    def order(self) -> int:
        """Where it stands in the content stream."""
        return self.glyphs[0].order

    def beside(self, other: Strand | Glyph) -> bool:
        """Whether both stand on one line: they share half of the lower one's height."""
        shared = min(self.bottom, other.bottom) - max(self.top, other.top)
        return shared > 0 and shared * 2 >= min(self.bottom - self.top, other.bottom - other.top)

    def take(self, glyph: Glyph) -> None:
        """Add a character at its end."""
        self.glyphs.append(glyph)
        if glyph.left < self.left:
            self.left = glyph.left
        if glyph.right > self.right:
            self.right = glyph.right
        if glyph.top < self.top:
            self.top = glyph.top
        if glyph.bottom > self.bottom:
            self.bottom = glyph.bottom


@dataclass
class Line:
    """Strands that are read together from left to right."""

    strands: list[Strand]

    @cached_property
    def left(self) -> float:
        """Its left edge, in points."""
        return min(strand.left for strand in self.strands)

    @cached_property
    def top(self) -> float:
        """Its upper edge, in points."""
        return min(strand.top for strand in self.strands)

    @cached_property
    def right(self) -> float:
        """Its right edge, in points."""
        return max(strand.right for strand in self.strands)

    @cached_property
    def bottom(self) -> float:
        """Its lower edge, in points."""
        return max(strand.bottom for strand in self.strands)

    @cached_property
    def order(self) -> int:
        """Where its longest strand stands in the content stream: a clause's number may be drawn long before or after."""
        return max(self.strands, key=lambda strand: len(strand.glyphs)).order

    def gaps(self) -> list[str]:
        """The white space before each strand: none before the first, a tab where a column could stand between."""
        found = [""]
        for before, after in zip(self.strands, self.strands[1:], strict=False):
            wide = after.left - before.right > _TAB_GAP * max(before.height, after.height)
            found.append("\t" if wide else " ")
        return found


def strands(glyphs: Sequence[Glyph]) -> list[Strand]:
    """The characters as strands, in the order of the content stream."""
    found: list[Strand] = []
    for glyph in glyphs:
        last = found[-1] if found else None
        if last is not None and _continues(last, glyph):
            gap = glyph.left - last.glyphs[-1].right
            glyph.spaced = glyph.spaced or gap > _WORD_GAP * max(last.height, glyph.height)
            last.take(glyph)
        else:
            found.append(Strand([glyph], glyph.left, glyph.top, glyph.right, glyph.bottom))
    return found


def _continues(strand: Strand, glyph: Glyph) -> bool:
    last = strand.glyphs[-1]
    if last.turn != glyph.turn:
        return False
    # Characters without a box (a font without widths) stay with the one before.
    if glyph.right <= glyph.left and glyph.bottom <= glyph.top:
        return True
    if not strand.beside(glyph):
        return False
    height = max(last.height, glyph.height)
    if "\u0590" <= glyph.text[0] < "\u0900" or "\u0590" <= last.text[0] < "\u0900":
        return max(glyph.left - last.right, last.left - glyph.right) < _CELL_GAP * height
    # The second letter of a ligature has the box of the first.
    backward = glyph.left < last.left - 0.1 * height and glyph.left < last.right - 0.6 * height
    return not backward and glyph.left - last.right < _CELL_GAP * height


def lines(found: Sequence[Strand], gutters: Sequence[float] = ()) -> list[Line]:
    """Strands that follow each other on one line as lines; no line crosses a gutter between columns of text."""
    rows: list[Line] = []
    for strand in found:
        last = rows[-1].strands[-1] if rows else None
        follows = (
            last is not None
            and last.glyphs[0].turn == strand.glyphs[0].turn
            and last.beside(strand)
            and strand.left > last.right - 0.6 * strand.height
            and not any(last.right <= gutter <= strand.left for gutter in gutters)
        )
        if follows:
            rows[-1].strands.append(strand)
        else:
            rows.append(Line([strand]))
    return _numbered(rows, gutters)


def _numbered(rows: Sequence[Line], gutters: Sequence[float]) -> list[Line]:
    """The lines, a number or bullet that is drawn apart from its clause at the head of the line before which it stands."""
    marks = [row for row in rows if _is_mark(row)]
    if not marks or len(rows) > _MOST_LINES:
        return list(rows)
    taken: set[int] = set()
    others = [row for row in rows if not _is_mark(row)]
    for mark in marks:
        near = [row for row in others if _heads(mark.strands[0], row.strands[0], gutters)]
        if near:
            nearest = min(near, key=lambda row: row.strands[0].left)
            nearest.strands.insert(0, mark.strands[0])
            taken.add(id(mark))
    return [row for row in rows if id(row) not in taken]


def _is_mark(row: Line) -> bool:
    only = row.strands[0]
    if len(row.strands) > 1 or len(only.glyphs) > _LONGEST_MARK:
        return False
    return bool(_MARK.fullmatch("".join(glyph.text for glyph in only.glyphs)))


def _heads(mark: Strand, first: Strand, gutters: Sequence[float]) -> bool:
    """Whether the mark stands just before the first strand of a line."""
    gap = first.left - mark.right
    return (
        mark.glyphs[0].turn == first.glyphs[0].turn
        and mark.beside(first)
        and first.left > mark.left
        and -0.6 * first.height < gap < _INDENT * first.height
        and not any(mark.right <= gutter <= first.left for gutter in gutters)
    )
