"""A page's lines and tables in the order in which a person reads them."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from typing import Any, Protocol, TypeVar

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
