"""Ruled tables with their text: which characters stand in which cell, and whether a frame is a table at all."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.pdf.glyphs import Glyph
from ingest.pdf.grids import Grid, Square, filled, find_grids
from ingest.pdf.layout import Line, lines, strands
from ingest.pdf.reading_order import ordered
from ingest.pdf.ruling import Filled, Rule

# A frame whose one cell holds more than this, and most of all that is framed, is drawn around running text.
_RUNNING_TEXT = 500
_HEADER = 40
_FIGURE = re.compile(r"\d{2,}|\d[.,/]\d")


@dataclass(frozen=True, slots=True)
class FilledCell:
    """One cell of a table: its place in the grid and the lines of its text."""

    square: Square
    lines: tuple[Line, ...]
    header: bool = False

    @property
    def text(self) -> str:
        """Its characters without white space."""
        return "".join(glyph.text for line in self.lines for strand in line.strands for glyph in strand.glyphs)


@dataclass(frozen=True, slots=True)
class Ruled:
    """A ruled table on a page: its box in points as displayed, its place in the content stream, its cells row by row."""

    left: float
    top: float
    right: float
    bottom: float
    order: int
    cells: tuple[FilledCell, ...]


def take_tables(
    glyphs: Sequence[Glyph], rules: Sequence[Rule], boxes: Sequence[Filled]
) -> tuple[list[Glyph], list[Ruled]]:
    """The characters outside of any table, and the tables with the others."""
    rest = list(glyphs)
    found: list[Ruled] = []
    # The smallest first: a table inside a frame, or in a cell of a larger one, is a table of its own.
    for grid in sorted(find_grids(rules), key=lambda grid: (grid.right - grid.left) * (grid.bottom - grid.top)):
        inside, others = _divided(rest, grid)
        cells = tuple(_with_headers(list(_cells(inside, grid)), boxes))
        if inside and _is_table(cells):
            rest = others
            order = min(glyph.order for glyph in inside)
            found.append(Ruled(grid.left, grid.top, grid.right, grid.bottom, order, cells))
    return rest, found


def _divided(glyphs: Sequence[Glyph], grid: Grid) -> tuple[list[Glyph], list[Glyph]]:
    inside: list[Glyph] = []
    others: list[Glyph] = []
    for glyph in glyphs:
        x, y = (glyph.left + glyph.right) / 2, (glyph.top + glyph.bottom) / 2
        (inside if grid.left <= x <= grid.right and grid.top <= y <= grid.bottom else others).append(glyph)
    return inside, others


def _cells(inside: Sequence[Glyph], grid: Grid) -> Iterator[FilledCell]:
    """The cells with their text, row by row; those of no text too, so that every column keeps its place."""
    held: dict[int, list[Glyph]] = {}
    places = grid.places()
    for glyph in inside:
        column = bisect_right(grid.columns, (glyph.left + glyph.right) / 2) - 1
        row = bisect_right(grid.rows, (glyph.top + glyph.bottom) / 2) - 1
        place = min(row, len(grid.rows) - 2), min(column, len(grid.columns) - 2)
        held.setdefault(places[place], []).append(glyph)
    for index, square in enumerate(grid.squares):
        yield FilledCell(square, tuple(ordered(lines(strands(held.get(index, []))))))


def _is_table(cells: Sequence[FilledCell]) -> bool:
    """Whether the cells are a table's: text in two rows or columns and more, none of them a page of running text."""
    texts = [(cell, len(cell.text)) for cell in cells]
    used = [(cell.square, length) for cell, length in texts if length]
    total, most = sum(length for _, length in used), max((length for _, length in used), default=0)
    columns = {square.column for square, _ in used}
    rows = {square.row for square, _ in used}
    if len(used) < 2 or len(columns) < 2:
        return False
    if most > _RUNNING_TEXT and most * 10 > total * 6:
        return False
    return len(rows) > 1 or most <= _RUNNING_TEXT / 2


def _with_headers(cells: Sequence[FilledCell], boxes: Sequence[Filled]) -> Iterator[FilledCell]:
    """The cells, those of the first row marked as headers where all of them are short and hold no date or figure."""
    first = [cell for cell in cells if cell.square.row == 0]
    named = [cell for cell in first if cell.lines]
    below = any(cell.square.row > 0 for cell in cells)
    short = all(len(cell.text) <= _HEADER and not _FIGURE.search(cell.text) for cell in named)
    painted = len(named) > 1 and all(len(cell.text) <= 2 * _HEADER and filled(cell.square, boxes) for cell in named)
    header = below and len(named) > 1 and (painted or (short and len(named) * 2 > len(first)))
    for cell in cells:
        yield FilledCell(cell.square, cell.lines, header and cell.square.row == 0)
