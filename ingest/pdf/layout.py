"""A page's characters to its lines, and the lines to reading order."""

from __future__ import annotations

import heapq
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol, TypeVar

from ingest.pdf.glyphs import Glyph

# Gaps in heights of a character's box. Words stand about 0.2 apart, and up to 1 in justified lines; columns and cells more.
_WORD_GAP = 0.18
_CELL_GAP = 1.6
_TAB_GAP = 2.4
# More lines than this are left in the order of the content stream: ordering compares each with each.
_MOST_LINES = 3000


class Placed(Protocol):
    """What has a box on the page, in points as displayed, and a place in its content stream."""

    @property
    def left(self) -> float: ...
    @property
    def top(self) -> float: ...
    @property
    def right(self) -> float: ...
    @property
    def bottom(self) -> float: ...
    @property
    def order(self) -> int: ...


Block = TypeVar("Block", bound=Placed)


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
        """Where it begins in the content stream."""
        return min(strand.order for strand in self.strands)

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
    return rows


def ordered(rows: Sequence[Block], gutters: Sequence[float] = ()) -> list[Block]:
    """Lines in reading order: none before one that stands above it in the same column; else as in the content stream.

    Hancom's PDFs put the title after the body; other producers draw headers and footers first, or line by line over
    two columns. Where the stream runs from top to bottom in every column, its order stays as it is.
    """
    import numpy as np

    rows = sorted(rows, key=lambda row: _rank(row, gutters))
    if len(rows) < 2 or len(rows) > _MOST_LINES:
        return list(rows)
    box = np.array([(row.left, row.top, row.right, row.bottom) for row in rows], dtype=np.float64)
    left, top, right, bottom = box.T
    left, right = _widened(left, right, top, bottom)
    middle = (top + bottom) / 2
    shared = np.minimum(right[:, None], right) - np.maximum(left[:, None], left)
    narrow = np.minimum((right - left)[:, None], right - left)
    over = np.minimum(bottom[:, None], bottom) - np.maximum(top[:, None], top)
    low = np.minimum((bottom - top)[:, None], bottom - top)
    before = (middle[:, None] < middle) & (shared > 0.1 * narrow) & (over <= 0.5 * low)
    waiting = before.sum(axis=0)
    ready = [int(index) for index in np.flatnonzero(waiting == 0)]
    heapq.heapify(ready)
    result: list[Block] = []
    while ready:
        index = heapq.heappop(ready)
        result.append(rows[index])
        for later in np.flatnonzero(before[index]):
            waiting[later] -= 1
            if waiting[later] == 0:
                heapq.heappush(ready, int(later))
    return result


def _widened(left: Any, right: Any, top: Any, bottom: Any) -> tuple[Any, Any]:
    """The sides of each line's paragraph: a short heading stands below what is above the paragraph that it opens."""
    left, right = left.copy(), right.copy()
    height = bottom - top
    start = 0
    for index in range(1, len(left) + 1):
        follows = (
            index < len(left)
            and top[index] - top[index - 1] > 0
            and top[index] - bottom[index - 1] < 0.8 * min(height[index], height[index - 1])
            and abs(left[index] - left[index - 1]) < height[index]
        )
        if not follows:
            right[start:index] = right[start:index].max()
            start = index
    return left, right


def _rank(row: Placed, gutters: Sequence[float]) -> tuple[int, int]:
    """The column of a line, then its place in the stream: the column counts only where columns of text were found."""
    if not gutters:
        return 0, row.order
    middle = (row.left + row.right) / 2
    return sum(middle > gutter for gutter in gutters), row.order


def gutters(found: Sequence[Strand]) -> list[float]:
    """Where white space divides columns of running text, from left to right; a table's columns are no such text."""
    usable = [strand for strand in found if strand.right > strand.left and strand.glyphs[0].turn == 0]
    if len(usable) < 12:
        return []
    result: list[float] = []
    for place in _candidates(usable):
        before = [strand for strand in usable if strand.right <= place]
        after = [strand for strand in usable if strand.left >= place]
        crossing = len(usable) - len(before) - len(after)
        near = max(result, default=float("-inf"))
        before = [strand for strand in before if strand.left >= near]
        if crossing * 3 <= len(before) + len(after) and _is_column(before) and _is_column(after):
            result.append(place)
    return result


def _candidates(usable: Sequence[Strand]) -> list[float]:
    """Left edges that several strands share and white space stands before, a little to their left."""
    heights = statistics.median(strand.height for strand in usable)
    counts: dict[int, int] = {}
    for strand in usable:
        counts[round(strand.left / heights)] = counts.get(round(strand.left / heights), 0) + 1
    shared = sorted(place for place, count in counts.items() if count >= 5)
    return [place * heights - 0.8 * heights for place in shared[1:]]


def _is_column(side: Sequence[Strand]) -> bool:
    """Whether the strands are lines of running text: many, one below the other, most of them as wide as the widest."""
    if len(side) < 6:
        return False
    extent = max(strand.right for strand in side) - min(strand.left for strand in side)
    letters = sum(len(strand.glyphs) for strand in side) / len(side)
    wide = sum(strand.right - strand.left > 0.6 * extent for strand in side)
    return letters >= 15 and wide * 2 >= len(side)
