"""Ruled tables on a page: where lines cross, a grid; where a line between two squares is missing, a merged cell."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.pdf.ruling import Filled, Rule

# Points within which lines count as one (double borders, borders drawn cell by cell) and as touching.
_NEAR = 3.0
# A line must run along this share of a square's side to divide it from the next.
_COVERED = 0.6
_MOST_RULES = 3000
_MOST_SQUARES = 20_000
_NARROWEST = 5.0


@dataclass(frozen=True, slots=True)
class Square:
    """One cell of a grid: its box in points of the page as displayed, its first row and column, how many of each."""

    left: float
    top: float
    right: float
    bottom: float
    row: int
    column: int
    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table as drawn, without its text: its cells row by row, its lines in points."""

    squares: tuple[Square, ...]
    columns: tuple[float, ...]
    rows: tuple[float, ...]

    @property
    def left(self) -> float:
        """Its left edge."""
        return self.columns[0]

    @property
    def top(self) -> float:
        """Its upper edge."""
        return self.rows[0]

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.columns[-1]

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.rows[-1]

    def places(self) -> dict[tuple[int, int], int]:
        """The index of the cell that covers each row and column."""
        return {
            (row, column): index
            for index, square in enumerate(self.squares)
            for row in range(square.row, square.row + square.rows)
            for column in range(square.column, square.column + square.columns)
        }


def find_grids(rules: Sequence[Rule]) -> list[Grid]:
    """The grids that the rules draw, of two cells or more, from top to bottom; a table open at its sides has them too."""
    merged = _merged(rules)
    if len(merged) > _MOST_RULES:
        return []
    grids = [grid for group in _touching(merged) if (grid := _grid(group)) is not None]
    return sorted(grids, key=lambda grid: (grid.top, grid.left))


def filled(square: Square, boxes: Sequence[Filled]) -> bool:
    """Whether the square has a background of its own, not the whole table's."""
    width, height = square.right - square.left, square.bottom - square.top
    for box in boxes:
        across = min(box.right, square.right) - max(box.left, square.left)
        down = min(box.bottom, square.bottom) - max(box.top, square.top)
        if across > 0.8 * width and down > 0.8 * height and box.bottom - box.top < 1.8 * height:
            return True
    return False


def _merged(rules: Sequence[Rule]) -> list[Rule]:
    """Rules on one line, touching or overlapping, as one; all rules of one line stand at one place."""
    found: list[Rule] = []
    for across in (True, False):
        chosen = sorted((rule for rule in rules if rule.across is across), key=lambda rule: rule.at)
        for group in _clusters(chosen, lambda rule: rule.at):
            at = sum(rule.at for rule in group) / len(group)
            start = end = None
            for rule in sorted(group, key=lambda rule: rule.start):
                if end is not None and start is not None and rule.start > end + _NEAR:
                    found.append(Rule(across, at, start, end))
                    start = end = None
                start = rule.start if start is None else start
                end = rule.end if end is None else max(end, rule.end)
            if start is not None and end is not None:
                found.append(Rule(across, at, start, end))
    return [rule for rule in found if rule.end - rule.start > _NARROWEST]


def _clusters(items: Sequence[Rule], key: Callable[[Rule], float]) -> Iterator[list[Rule]]:
    """Sorted rules in groups; a group is no wider than the tolerance, however many lines follow closely."""
    group: list[Rule] = []
    for item in items:
        if group and key(item) - key(group[0]) > _NEAR:
            yield group
            group = []
        group.append(item)
    if group:
        yield group


def _touching(rules: Sequence[Rule]) -> Iterator[list[Rule]]:
    """Groups of rules that cross or touch each other, directly or through others."""
    parent = list(range(len(rules)))
    level = [index for index, rule in enumerate(rules) if rule.across]
    upright = [index for index, rule in enumerate(rules) if not rule.across]
    for one in level:
        for other in upright:
            if _meet(rules[one], rules[other]):
                parent[_root(parent, one)] = _root(parent, other)
    groups: dict[int, list[Rule]] = {}
    for index, rule in enumerate(rules):
        groups.setdefault(_root(parent, index), []).append(rule)
    return (group for group in groups.values() if len(group) >= 3)


def _root(parent: list[int], index: int) -> int:
    while parent[index] != index:
        parent[index] = parent[parent[index]]
        index = parent[index]
    return index


def _meet(level: Rule, upright: Rule) -> bool:
    return (
        level.start - _NEAR <= upright.at <= level.end + _NEAR
        and upright.start - _NEAR <= level.at <= upright.end + _NEAR
    )


def _grid(rules: Sequence[Rule]) -> Grid | None:
    level = [rule for rule in rules if rule.across]
    upright = [rule for rule in rules if not rule.across]
    if len(level) < 2 or not upright:
        return None
    # Korean tables are often open at their sides: the level lines end where a side would stand.
    ends = [min(rule.start for rule in level), max(rule.end for rule in level)]
    xs = _places([*(rule.at for rule in upright), *ends])
    ys = _places([rule.at for rule in level])
    if (len(xs) < 3 and len(ys) < 3) or (len(xs) - 1) * (len(ys) - 1) > _MOST_SQUARES:
        return None
    squares = tuple(_squares(xs, ys, level, upright))
    if len(squares) < 2:
        return None
    return Grid(squares, tuple(xs), tuple(ys))


def _places(values: Sequence[float]) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _NARROWEST:
            found.append(value)
    return found


def _squares(xs: list[float], ys: list[float], level: Sequence[Rule], upright: Sequence[Rule]) -> Iterator[Square]:
    columns, rows = len(xs) - 1, len(ys) - 1
    parent = list(range(columns * rows))
    walls = [[rule for rule in upright if abs(rule.at - x) <= _NARROWEST] for x in xs]
    floors = [[rule for rule in level if abs(rule.at - y) <= _NARROWEST] for y in ys]
    for row, (top, bottom) in enumerate(pairwise(ys)):
        for column, (left, right) in enumerate(pairwise(xs)):
            here = row * columns + column
            if column + 1 < columns and not _divided(walls[column + 1], top, bottom):
                parent[_root(parent, here + 1)] = _root(parent, here)
            if row + 1 < rows and not _divided(floors[row + 1], left, right):
                parent[_root(parent, here + columns)] = _root(parent, here)
    members: dict[int, list[tuple[int, int]]] = {}
    for here in range(columns * rows):
        members.setdefault(_root(parent, here), []).append(divmod(here, columns))
    for row, column, height, width in sorted(part for places in members.values() for part in _parts(places)):
        yield Square(xs[column], ys[row], xs[column + width], ys[row + height], row, column, height, width)


def _divided(rules: Sequence[Rule], start: float, end: float) -> bool:
    covered = sum(max(0.0, min(rule.end, end) - max(rule.start, start)) for rule in rules)
    return covered >= _COVERED * (end - start)


def _parts(places: list[tuple[int, int]]) -> Iterator[tuple[int, int, int, int]]:
    """A merged cell as (row, column, rows, columns); what is no rectangle, as one cell a row."""
    rows, columns = [row for row, _ in places], [column for _, column in places]
    height, width = max(rows) - min(rows) + 1, max(columns) - min(columns) + 1
    if height * width == len(places):
        yield min(rows), min(columns), height, width
        return
    for row in sorted(set(rows)):
        run: list[int] = []
        for column in sorted(column for each, column in places if each == row):
            if run and column != run[-1] + 1:
                yield row, run[0], 1, len(run)
                run = []
            run.append(column)
        yield row, run[0], 1, len(run)
