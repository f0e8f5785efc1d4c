"""Tables that go on over the end of a page: the rows below it are read with the headers above it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ingest.extract import ExtractedPage, Table
from ingest.structure.tabular import guess_tables, labels_of


def carried(pages: Sequence[ExtractedPage], left_out: Sequence[frozenset[int]]) -> list[Mapping[int, str]]:
    """What the columns of each page's first table are called where it goes on from the page before; empty elsewhere.

    `left_out` holds where the running lines of each page begin: headers and footers do not stand between the two parts.
    """
    found: list[Mapping[int, str]] = []
    above: tuple[int, Mapping[int, str]] | None = None
    for page, starts in zip(pages, left_out, strict=True):
        tables = tables_of(page)
        own = [labels_of(page.text, table) for table in tables]
        if above and tables and not own[0] and _columns(tables[0]) == above[0]:
            goes_on = not _written(page.text, 0, tables[0].start, starts)
        else:
            goes_on = False
        found.append(above[1] if above and goes_on else {})
        if goes_on:
            own[0] = dict(found[-1])
        last = tables[-1] if tables else None
        ends = last is not None and own[-1] and not _written(page.text, last.end, len(page.text), starts)
        above = (_columns(last), own[-1]) if last is not None and ends else None
    return found


def tables_of(page: ExtractedPage) -> list[Table]:
    """The tables of a page in the order of its characters: those the file marks, else those set with tabs."""
    return sorted(page.tables or guess_tables(page.text), key=lambda table: (table.start, table.end))


def _columns(table: Table) -> int:
    return max((cell.column for cell in table.cells), default=-1) + 1


def _written(text: str, start: int, end: int, left_out: frozenset[int]) -> bool:
    """Whether anything but running lines stands between two places of a page."""
    position = start
    for line in text[start:end].splitlines(keepends=True):
        begin, position = position + len(line) - len(line.lstrip()), position + len(line)
        if line.strip() and begin not in left_out:
            return True
    return False
