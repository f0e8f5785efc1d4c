"""Rows as spreadsheets (CSV, XLSX) that open in Korean, with every cell harmless: documents are data, never instructions."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from kb.export.files import write_whole
from kb.export.rows import Row

if TYPE_CHECKING:
    from openpyxl.cell import Cell

# A cell that begins so is read as a formula by spreadsheets.
_FORMULA = re.compile(r"^[\s]*[=+\-@\t\r]|^[\t\r]")
# Control characters that XML, and so XLSX, cannot hold.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_LONGEST_CELL = 32_000
_DATES = frozenset(("date", "signed_on", "effective_on", "expires_on", "running_until", "notice_by", "due_on", "due"))
# Days before this one are no dates to a spreadsheet.
_FIRST_DAY = dt.date(1900, 3, 1)
# Widths in characters; other columns are as wide as what they hold, within bounds.
_WRAPPED = {
    "quote": 60,
    "action": 50,
    "title": 40,
    "note": 40,
    "condition": 40,
    "warnings": 40,
    "trace": 40,
    "corrected": 40,
    "reason": 40,
    "roles": 40,
}
_NARROWEST, _WIDEST = 8, 30
_SAMPLED = 500


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows under their name and columns; a row may lack a column or have more."""

    name: str
    columns: Sequence[str]
    rows: Sequence[Row]


def columns_of(rows: Sequence[Row]) -> tuple[str, ...]:
    """The keys of rows in the order they first occur, without those that have sheets of their own."""
    return tuple(dict.fromkeys(name for row in rows for name in row if name != "evidence"))


def write_csv(rows: Sequence[Row], path: Path, columns: Sequence[str] = ()) -> None:
    """Write rows as CSV under `columns` (by default the rows' own), the header also where there are no rows."""
    named = columns or columns_of(rows)

    def write(stream: BinaryIO) -> None:
        # The byte order mark tells Excel that the file is UTF-8.
        text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="", errors="replace")
        table = csv.writer(text)
        table.writerow(named)
        table.writerows([_text(row.get(name)) for name in named] for row in rows)
        text.flush()
        text.detach()

    write_whole(path, write)


def write_xlsx(
    rows: Sequence[Row], path: Path, columns: Sequence[str] = (), *, name: str = "rows", more: Sequence[Sheet] = ()
) -> None:
    """Write rows as a workbook: a sheet `name` and those of `more`, each with header, filter and widths, days as dates."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    for sheet in (Sheet(name, columns or columns_of(rows), rows), *more):
        _fill(book.create_sheet(sheet.name), sheet)
    # Written in memory first: a workbook that cannot be saved half-way prints errors of its own.
    content = io.BytesIO()
    book.save(content)
    write_whole(path, lambda stream: stream.write(content.getbuffer()))


def _fill(page: Any, sheet: Sheet) -> None:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    # What a write-only sheet has besides its rows is set before them.
    page.freeze_panes = "A2"
    for number, width in enumerate(_widths(sheet), start=1):
        page.column_dimensions[get_column_letter(number)].width = width
    if sheet.columns:
        page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.columns))}{len(sheet.rows) + 1}"
    bold, shade = Font(bold=True), PatternFill("solid", fgColor="E7ECF3")
    top, wrapped = Alignment(vertical="top"), Alignment(vertical="top", wrap_text=True)

    def cells(values: Sequence[Any]) -> Iterator[Cell]:
        for column, value in zip(sheet.columns, values, strict=True):
            cell = WriteOnlyCell(page, value=value)
            cell.alignment = wrapped if column in _WRAPPED else top
            if isinstance(value, dt.date):
                cell.number_format = "yyyy-mm-dd"
            yield cell

    header = [WriteOnlyCell(page, value=_text(column)) for column in sheet.columns]
    for cell in header:
        cell.font, cell.fill = bold, shade
    page.append(header)
    for row in sheet.rows:
        page.append(list(cells([_cell(column, row.get(column)) for column in sheet.columns])))


def _widths(sheet: Sheet) -> Iterator[float]:
    for column in sheet.columns:
        held = max((_width(_text(row.get(column))) for row in sheet.rows[:_SAMPLED]), default=0)
        # The filter's arrow takes room of the header.
        wanted = max(held, len(column) + 3) + 1
        yield min(max(wanted, _NARROWEST), _WRAPPED.get(column, _WIDEST))


def _width(text: str) -> int:
    """How many columns a text takes, a Korean letter two."""
    return max((sum(2 if ord(letter) > 0x1100 else 1 for letter in line) for line in text.splitlines()), default=0)


def _cell(column: str, value: Any) -> dt.date | int | str:
    """What a cell of a workbook holds: a day as a date, a number as a number, anything else as harmless text."""
    if column in _DATES and isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        day = dt.date.fromisoformat(value)
        return day if day >= _FIRST_DAY else value
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    return _text(value)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, dict):
        value = "; ".join(f"{name}: {_text(each)}" for name, each in value.items())
    elif isinstance(value, (list, tuple)):
        # What a party is called is told by the party or document and the word; its page and quote are evidence rows.
        told = [": ".join(map(str, [*each.values()][:2])) if isinstance(each, dict) else str(each) for each in value]
        value = ", ".join(told)
    text = _UNWRITABLE.sub("", str(value).lower() if isinstance(value, bool) else str(value))[:_LONGEST_CELL]
    return f"'{text}" if _FORMULA.match(text) else text
