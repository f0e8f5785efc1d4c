"""The rows of a table as passages: the row's own characters, and a reading that says them with their headers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ingest.extract import Cell, Table
from ingest.structure.fitting import fitting, largest
from kb.text import one_line

# A label or header longer than this is a sentence; in a reading it would crowd out what it labels.
_LABEL = 60
# Rows whose readings are this short ("장소: 서울") say little alone, and are read together up to _JOINED characters.
_TINY = 40
_JOINED = 160
_REPEATED = 200


@dataclass(frozen=True, slots=True)
class Row:
    """The characters `start` to `end` of a page as one row, or a part of one, and how it reads; a header row reads as nothing."""

    start: int
    end: int
    reading: str = ""


@dataclass(frozen=True, slots=True)
class _Value:
    """One cell as it is read out in a row: `own` is false where it spans the row from above."""

    cell: Cell
    label: str
    text: str
    own: bool

    @property
    def words(self) -> str:
        return f"{self.label}: {self.text}" if self.label and self.label != self.text else self.text


def read_rows(text: str, table: Table, above: Mapping[int, str] | None = None) -> list[Row]:
    """The rows of a table in the page `text`, in order and apart; together they cover all that the table holds.

    A table of one column lays out text: it has no rows. One that goes on from the page before has the headers `above`.
    """
    held = _held(table)
    if len({cell.column for row in held.values() for cell in row}) < 2:
        return []
    numbers = sorted(held)
    headers = 0 if above else _header_rows(text, [held[number] for number in numbers])
    labels = dict(above) if above else _labels(text, [held[number] for number in numbers[:headers]])
    rows: list[Row] = []
    spanning: dict[int, Cell] = {}
    for place, number in enumerate(numbers):
        spanning = {column: cell for column, cell in spanning.items() if cell.row + cell.rows > number}
        if place < headers:
            own = held[number]
            rows.append(Row(min(cell.start for cell in own), max(cell.end for cell in own)))
            continue
        values = _values(text, held[number], spanning, labels)
        rows.extend(_pieces(text, values))
        spanning.update({cell.column: cell for cell in held[number] if cell.rows > 1})
    return _joined(_apart(text, table, rows))


def labels_of(text: str, table: Table) -> dict[int, str]:
    """What each column of a table is called; empty where no row names them."""
    rows = [row for _, row in sorted(_held(table).items())]
    return _labels(text, rows[: _header_rows(text, rows)]) if len(rows) > 1 else {}


def guess_tables(text: str) -> list[Table]:
    """Tables in a text without any marked: lines of as many tab-separated cells, three or more, below a line of names.

    Two cells are not enough: a numbered clause is set with a tab between its number and its words.
    """
    found: list[Table] = []
    lines: list[list[tuple[int, int]]] = []
    position = 0
    for line in [*text.splitlines(keepends=True), ""]:
        cells = _tabbed(line, position)
        position += len(line)
        if lines and len(cells) != len(lines[0]):
            found.extend(_table(text, lines))
            lines = []
        if len(cells) >= 3:
            lines.append(cells)
    return found


def _held(table: Table) -> dict[int, list[Cell]]:
    """The cells of each row, from left to right."""
    held: dict[int, list[Cell]] = defaultdict(list)
    for cell in sorted(table.cells, key=lambda each: (each.row, each.column, each.start)):
        if table.start <= cell.start <= cell.end <= table.end and cell.row >= 0:
            held[cell.row].append(cell)
    return held


def _tabbed(line: str, position: int) -> list[tuple[int, int]]:
    if "\t" not in line.strip():
        return []
    return [(position + found.start(), position + found.end()) for found in re.finditer(r"[^\t\n]*[^\s][^\t\n]*", line)]


def _table(text: str, lines: Sequence[Sequence[tuple[int, int]]]) -> Iterator[Table]:
    names = [text[start:end] for start, end in lines[0]]
    if len(lines) < 2 or not all(_is_name(name) for name in names):
        return
    cells = tuple(
        Cell(start, end, row, column, header=row == 0)
        for row, line in enumerate(lines)
        for column, (start, end) in enumerate(line)
    )
    yield Table(cells[0].start, cells[-1].end, cells)


def _is_name(words: str) -> bool:
    """Whether a cell may name a column: short, without figures, no sentence."""
    return len(words.strip()) <= 30 and not re.search(r"\d|[.!?]\s*$", words) and any(map(str.isalpha, words))


def _header_rows(text: str, rows: Sequence[Sequence[Cell]]) -> int:
    """How many rows at the top name the columns: those the file marks, else a first row of names over other rows."""
    filled = [[cell for cell in row if text[cell.start : cell.end].strip()] for row in rows]
    marked = next((count for count, row in enumerate(filled) if not all(cell.header for cell in row)), len(rows))
    if marked:
        return marked if marked < len(rows) else int(len(rows) > 1)
    first = [one_line(text[cell.start : cell.end]) for cell in rows[0]]
    below = [one_line(text[cell.start : cell.end]) for row in rows[1:4] for cell in row]
    if len(first) < 3 or len(set(first)) < len(first) or not all(map(_is_name, first)) or len(rows) < 2:
        return 0
    # A form of labels and values has a first row of short words, too: the rows below a header hold figures or sentences.
    unlike = sum(bool(re.search(r"\d", words)) or len(words) > 2 * max(map(len, first)) for words in below)
    return int(unlike * 3 >= len(below) and len(rows[1]) >= len(first) - 1)


def _labels(text: str, rows: Sequence[Sequence[Cell]]) -> dict[int, str]:
    """What each column is called; one below another is said after it: "2025 상반기"."""
    parts: dict[int, list[str]] = defaultdict(list)
    for cell in (cell for row in rows for cell in row):
        words = one_line(text[cell.start : cell.end])[:_LABEL]
        for column in range(cell.column, cell.column + min(max(cell.columns, 1), 50)):
            if words and words not in parts[column]:
                parts[column].append(words)
    return {column: " ".join(words)[:_LABEL] for column, words in parts.items()}


def _values(text: str, own: Sequence[Cell], spanning: dict[int, Cell], labels: dict[int, str]) -> list[_Value]:
    taken = {cell.column for cell in own}
    above = [cell for column, cell in sorted(spanning.items()) if column not in taken][:8]
    cells = sorted([*((cell, True) for cell in own), *((cell, False) for cell in above)], key=lambda one: one[0].column)
    values: list[_Value] = []
    label = ""
    for cell, is_own in cells:
        words = one_line(text[cell.start : cell.end])
        # Without a row of headers, a short first cell of two is the label of the other, and a marked one of the next.
        names = not labels and is_own and (cell.header or (len(own) == 2 and cell is own[0])) and len(words) <= _LABEL
        if names and cell is not own[-1] and words:
            values.append(_Value(cell, "", "", True))
            label = words.rstrip(" :：")
            continue
        whole_row = len(own) == 1 and cell.columns > 1
        name = label if words else ""
        values.append(_Value(cell, name or ("" if whole_row else labels.get(cell.column, "")), words or label, is_own))
        label = ""
    return values


def _pieces(text: str, values: Sequence[_Value]) -> Iterator[Row]:
    """A row as it is where the model reads it at once, else cut between cells, and a cell too long as other text."""
    repeated = _repeated(values)
    room = largest(" ".join(value.text for value in values)) - sum(len(value.words) + 2 for value in repeated)
    piece: list[_Value] = []
    size = 0
    for value in (value for value in values if value.own):
        length = max(len(value.words) + 2, value.cell.end - value.cell.start + 1)
        if piece and size + length > room:
            yield _row(piece, repeated)
            piece, size = [], 0
        if length > room:
            yield from _cut(text, value)
            continue
        piece.append(value)
        size += length
    if piece:
        yield _row(piece, repeated)


def _repeated(values: Sequence[_Value]) -> list[_Value]:
    """What a row takes from the cells that span it, as far as that leaves room for its own."""
    kept: list[_Value] = []
    for value in values:
        if not value.own and value.text and sum(len(each.words) for each in kept) + len(value.words) <= _REPEATED:
            kept.append(value)
    return kept


def _row(piece: Sequence[_Value], repeated: Sequence[_Value]) -> Row:
    chosen = sorted((value for value in (*piece, *repeated) if value.text), key=lambda value: value.cell.column)
    cells = [value.cell for value in piece]
    reading = "; ".join(value.words for value in chosen)
    return Row(min(cell.start for cell in cells), max(cell.end for cell in cells), reading)


def _cut(text: str, value: _Value) -> Iterator[Row]:
    written = text[value.cell.start : value.cell.end]
    for first, last in fitting(written):
        yield Row(value.cell.start + first, value.cell.start + last, one_line(written[first:last]))


def _apart(text: str, table: Table, rows: Sequence[Row]) -> list[Row]:
    """Rows in the order of their characters, none over another; what stands between cells goes with the row before."""
    apart: list[Row] = []
    for row in sorted(rows, key=lambda each: (each.start, each.end)):
        if apart and row.start < apart[-1].end:
            last = apart.pop()
            apart.append(Row(last.start, max(last.end, row.end), "\n".join(filter(None, (last.reading, row.reading)))))
        else:
            apart.append(row)
    bounds = [table.start, *(row.start for row in apart[1:]), table.end]
    filled = [
        Row(start, _last(text, start, end), row.reading)
        for row, start, end in zip(apart, bounds, bounds[1:], strict=False)
    ]
    return [row for row in filled if text[row.start : row.end].strip()]


def _last(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip())


def _joined(rows: Sequence[Row]) -> list[Row]:
    joined: list[Row] = []
    size = 0
    for row in rows:
        tiny = 0 < len(row.reading) <= _TINY
        if tiny and size and size + len(row.reading) <= _JOINED:
            last = joined.pop()
            joined.append(Row(last.start, row.end, f"{last.reading}\n{row.reading}"))
            size += len(row.reading)
        else:
            joined.append(row)
            size = len(row.reading) if tiny else 0
    return joined
