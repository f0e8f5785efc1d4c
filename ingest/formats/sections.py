"""Paragraphs, headings and tables of a file without pages become its sections, one paragraph a line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from ingest.cleaning import folded
from ingest.extract import Cell, Extract, ExtractedPage, Heading, Limits, Table
from ingest.formats.blocks import Block, GridCell, Paragraph, flat, ordered

SECTION = 6_000  # characters a section holds at most, but for one paragraph that is longer
_TINY = 300  # a section of fewer characters goes with the next one
_SHORT = 30  # a first row whose cells are no longer than this may be the table's header
# Labels that name a column wherever they stand; a table of two columns is mostly a form, label and value.
_NAMING = re.compile(
    r"(?i)(?:구\s?분|항\s?목|내\s?용|비\s?고|번호|연번|순번|no\.?|items?|descriptions?|contents?|remarks?)$"
)
# A clause's first line, where no style marks headings: "제3조(목적) ...", "제2장 협력", "Article 3. Term", "Section 2: ...".
_CLAUSE = re.compile(
    r"제\s?\d+\s?조(?:\s?의\s?\d+)?\s*(?:[(\[【〔<]|$)"
    r"|제\s?\d+\s?[편장절관]\s*(?:[^\s가-힣]|\s\S.{0,60}$|$)"
    r"|(?:ARTICLE|Article|CHAPTER|Chapter|SECTION|Section)\s+(?:\d+(?:\.\d+)*|[IVXLC]+)\b(?:\s*[.:)(\u2013\u2014-]|\s+[A-Z\"“]|$)"
)


@dataclass(frozen=True, slots=True)
class _Piece:
    """What is never split: a paragraph, or rows of a table with their cells' offsets in `text`."""

    text: str
    level: int = 0
    clause: bool = False
    cells: tuple[Cell, ...] = ()


def extracted(
    format: str,
    blocks: Iterable[Block],
    limits: Limits,
    *,
    title: str = "",
    warnings: Iterable[str] = (),
    pictures: int = 0,
) -> Extract:
    """The Extract of a file that holds `blocks`, labelled §1, §2, ...; refused where there is no text in them."""
    pieces = list(_pieces(blocks))
    pages = [_page(number, section) for number, section in enumerate(_sections(pieces), 1)]
    if not pages:
        reason, what = ("no_text", f"{pictures} pictures and no text") if pictures else ("empty", "no text")
        return Extract(format, reason=reason, message=f"it holds {what}")
    if len(pages) > limits.pages:
        return Extract(format, reason="too_large", message=f"it has {len(pages)} sections, more than {limits.pages}")
    told = list(warnings)
    if long := [page.label for page in pages if len(page.text) > limits.page_text]:
        told.append(
            f"the text of {', '.join(long[:20])} was cut after {limits.page_text} characters: what follows cannot be searched"
        )
    return Extract(format, title, tuple(cut(page, limits.page_text) for page in pages), tuple(told))


def with_standing_title(found: Extract) -> Extract:
    """`found` without its title where that stands nowhere in its first section: then it is left over from another document."""
    if not found.pages or "".join(found.title.split()) in "".join(found.pages[0].text.split()):
        return found
    return replace(found, title="")


def cut(page: ExtractedPage, length: int) -> ExtractedPage:
    """The page with the first `length` characters of its text, and what stands wholly in them."""
    if len(page.text) <= length:
        return page
    tables = (
        replace(table, end=min(table.end, length), cells=tuple(cell for cell in table.cells if cell.end <= length))
        for table in page.tables
    )
    return replace(
        page,
        text=page.text[:length],
        words=tuple(word for word in page.words if word.end <= length),
        tables=tuple(table for table in tables if table.cells),
        headings=tuple(heading for heading in page.headings if heading.end <= length),
    )


def _pieces(blocks: Iterable[Block]) -> Iterator[_Piece]:
    for block in blocks:
        if isinstance(block, Paragraph):
            if text := folded(block.text):
                yield _Piece(text, block.level, bool(_CLAUSE.match(text)))
        elif len({cell.column for cell in block.cells if flat(cell.content)}) <= 1:
            # One column only places text (hwp frames a whole page so): what stands in it is read as if outside.
            for cell in ordered(block):
                yield from _pieces(cell.content)
        else:
            yield from _rows(ordered(block))


def _rows(cells: list[GridCell]) -> Iterator[_Piece]:
    """The table as one piece, or as several of whole rows where it is longer than a section."""
    texts = [(cell, flat(cell.content)) for cell in cells]
    headers = _headers(texts)
    kept: list[tuple[int, list[tuple[GridCell, str]]]] = []
    length = 0
    for row, group in groupby(texts, key=lambda pair: pair[0].row):
        members = list(group)
        size = sum(len(text) + 1 for _, text in members)
        if size == len(members):
            continue  # a row without a letter
        if kept and length + size > SECTION:
            yield _table(kept, headers)
            kept, length = [], 0
        kept.append((row, members))
        length += size
    if kept:
        yield _table(kept, headers)


def _headers(texts: list[tuple[GridCell, str]]) -> set[int]:
    """The rows that name the columns: the marked ones, else a first row of several short labels over other rows."""
    marked = {cell.row for cell, _ in texts if cell.header}
    if marked:
        return marked
    first = texts[0][0].row
    labels = [text for cell, text in texts if cell.row == first]
    several = len({cell.row for cell, _ in texts}) > 1 and (len(labels) > 2 or any(map(_NAMING.match, labels)))
    # The corner over a column of labels is often empty.
    named = all(len(text) <= _SHORT and not re.search(r"\d", text) for text in labels) and all(labels[1:])
    return {first} if several and named else set()


def _table(rows: list[tuple[int, list[tuple[GridCell, str]]]], headers: set[int]) -> _Piece:
    text, cells = "", []
    first, last = rows[0][0], rows[-1][0]
    for number, (row, members) in enumerate(rows):
        text += "\n" if number else ""
        for position, (cell, words) in enumerate(members):
            text += "\t" if position else ""
            start = len(text)
            text += words
            spanned = max(1, min(cell.rows, last - row + 1))
            header = cell.header or row in headers
            cells.append(Cell(start, len(text), row - first, cell.column, spanned, max(1, cell.columns), header))
    return _Piece(text, cells=tuple(cells))


def _sections(pieces: list[_Piece]) -> list[list[_Piece]]:
    """`pieces` in sections that begin at headings, none longer than SECTION where it can be split, none tiny."""
    begins = _beginnings(pieces)
    sections: list[list[_Piece]] = []
    current: list[_Piece] = []
    length = 0
    for piece, begin in zip(pieces, begins, strict=True):
        over = length + len(piece.text) > SECTION
        if current and (over or (begin and length >= _TINY)):
            # A heading at the end belongs to what follows.
            carried = _trailing_headings(current) if over and not begin else []
            sections.append(current[: len(current) - len(carried)])
            current, length = carried, _length(carried)
        current.append(piece)
        length += len(piece.text) + 1
    if sections and length < _TINY and _length(sections[-1]) + length <= SECTION:
        sections[-1].extend(current)
    elif current:
        sections.append(current)
    return sections


def _length(pieces: list[_Piece]) -> int:
    return sum(len(piece.text) + 1 for piece in pieces)


def _trailing_headings(pieces: list[_Piece]) -> list[_Piece]:
    count = 0
    while count < len(pieces) - 1 and (pieces[-1 - count].level or pieces[-1 - count].clause):
        count += 1
        if count > 3:
            return []
    return pieces[len(pieces) - count :] if count else []


def _beginnings(pieces: list[_Piece]) -> list[bool]:
    """Which pieces begin a section: headings down to the highest level used more than once, else clauses' first lines."""
    used = Counter(piece.level for piece in pieces if piece.level)
    repeated = [level for level, count in used.items() if count > 1]
    if not repeated:
        return [piece.clause or bool(piece.level) for piece in pieces]
    top = min(repeated)
    return [0 < piece.level <= top for piece in pieces]


def _page(number: int, pieces: list[_Piece]) -> ExtractedPage:
    texts: list[str] = []
    tables: list[Table] = []
    headings: list[Heading] = []
    start = 0
    for piece in pieces:
        end = start + len(piece.text)
        if piece.level:
            headings.append(Heading(start, end, piece.level))
        if piece.cells:
            moved = tuple(replace(cell, start=cell.start + start, end=cell.end + start) for cell in piece.cells)
            tables.append(Table(start, end, moved))
        texts.append(piece.text)
        start = end + 1
    return ExtractedPage(f"§{number}", "\n".join(texts), "section", tables=tuple(tables), headings=tuple(headings))
