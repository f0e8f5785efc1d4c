"""What the readers of files without pages find in them, in order: paragraphs, headings among them, and tables."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ingest.cleaning import folded


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph; `level` counts from 1 where the file marks it as a heading, and is 0 where not."""

    text: str
    level: int = 0


@dataclass(frozen=True, slots=True)
class GridCell:
    """A table's cell with what stands in it; rows and columns count from 0, `rows` and `columns` are its spans."""

    content: tuple[Block, ...]
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    header: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as the file holds it, its cells in any order."""

    cells: tuple[GridCell, ...]


Block = Paragraph | Grid


def flat(blocks: Iterable[Block]) -> str:
    """All text of `blocks` on one line."""
    return " ".join(filter(None, (_flat_one(block) for block in blocks)))


def _flat_one(block: Block) -> str:
    if isinstance(block, Paragraph):
        return folded(block.text)
    return " ".join(filter(None, (flat(cell.content) for cell in ordered(block))))


def ordered(grid: Grid) -> list[GridCell]:
    """The cells of `grid` in reading order, row by row."""
    return sorted(grid.cells, key=lambda cell: (cell.row, cell.column))
