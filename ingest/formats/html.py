"""HTML: headings, paragraphs, lists and tables as a reader sees them; nothing is fetched and no script is run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ingest.cleaning import title_of
from ingest.extract import Extract, Limits
from ingest.formats.blocks import Block, Grid, GridCell, Paragraph
from ingest.formats.numbering import numeral
from ingest.formats.refusal import Refused
from ingest.formats.sections import extracted
from ingest.formats.txt import decoded

_SKIPPED = {
    "script", "style", "nav", "template", "noscript", "iframe", "object", "embed", "svg", "math", "select", "datalist",
    "head", "audio", "video", "canvas", "input", "dialog",
}  # fmt: skip
# What stands in a line of text; everything else begins a new paragraph, also what this list has not heard of.
_INLINE = {
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img", "ins",
    "kbd", "label", "mark", "nobr", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup",
    "time", "tt", "u", "var", "wbr", "button", "textarea",
}  # fmt: skip
_HIDDEN = re.compile(r"(?i)(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)")
_LIST_STYLES = {"a": "lower-letter", "A": "upper-letter", "i": "lower-roman", "I": "upper-roman"}
_DEPTH = 240  # elements in each other; deeper ones are read as one text, as Python's stack ends soon after
_CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""", re.IGNORECASE)


@dataclass(slots=True)
class _Line:
    """The paragraph being read: its letters, whether a line break has just ended one, its list mark and heading level."""

    letters: list[str] = field(default_factory=list)
    mark: str = ""
    broken: bool = False
    level: int = 0

    def taken(self) -> Iterator[Block]:
        text = "".join(self.letters)
        self.letters, self.broken = [], False
        if text.strip():
            yield Paragraph(self.mark + text, self.level)
            self.mark = ""


def extract(data: bytes, limits: Limits) -> Extract:
    """The sections of the HTML page in `data`."""
    declared = _CHARSET.search(data[:4096])
    return text_of(decoded(data, declared[1].decode("ascii") if declared else ""), "html", limits)


def text_of(page: str, format: str, limits: Limits) -> Extract:
    """The sections of the HTML page `page`, of a file of the format named."""
    title, blocks = parsed(page)
    return extracted(format, blocks, limits, title=title)


def parsed(page: str) -> tuple[str, list[Block]]:
    """The title of an HTML page and what it says."""
    root = _root(page)
    if root is None:
        return "", []
    line = _Line()
    blocks = list(_walk(root, line, 0))
    blocks.extend(line.taken())
    return title_of(root.findtext(".//title") or ""), blocks


def _root(page: str) -> Any:
    from lxml import etree

    # A declaration of the encoding would contradict this one; NUL ends the text for the parser.
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        root = etree.fromstring(page.replace("\0", "").encode("utf-8", "ignore"), parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        root = None
    if any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log):
        # The parser leaves out everything from there on without raising anything.
        raise Refused("damaged", "its elements are nested more than 256 deep, or one text has more than 10 MB")
    return root


def _walk(element: Any, line: _Line, depth: int) -> Iterator[Block]:
    """What stands in `element`; the letters of an unfinished paragraph stay in `line`."""
    if element.text:
        line.letters.append(element.text)
        line.broken = line.broken and not element.text.strip()
    for child in element:
        if isinstance(child.tag, str):
            if depth < _DEPTH:
                yield from _child(child, line, depth + 1)
            else:
                line.letters.extend(child.itertext())
        if child.tail:
            line.letters.append(child.tail)
            line.broken = line.broken and not child.tail.strip()


def _child(child: Any, line: _Line, depth: int) -> Iterator[Block]:
    tag = child.tag.lower()
    if tag in _SKIPPED or "hidden" in child.attrib or _HIDDEN.search(child.get("style", "")):
        return
    if tag == "br":
        # One break is soft; two in a row are how mail programs end a paragraph.
        if line.broken:
            yield from line.taken()
        line.letters.append(" ")
        line.broken = True
    elif tag in _INLINE:
        yield from _walk(child, line, depth)
    else:
        yield from line.taken()
        yield from _block(tag, child, line, depth)
        yield from line.taken()
        line.level = 0


def _block(tag: str, child: Any, line: _Line, depth: int) -> Iterator[Block]:
    if tag == "table":
        yield from _table(child, depth)
    elif tag in ("ol", "ul", "menu"):
        yield from _list(child, line, depth)
    elif tag == "pre":
        for text in "".join(child.itertext()).split("\n"):
            yield Paragraph(text)
    else:
        line.level = int(tag[1]) if re.fullmatch("h[1-6]", tag) else 0
        yield from _walk(child, line, depth)


def _list(element: Any, line: _Line, depth: int) -> Iterator[Block]:
    style = _LIST_STYLES.get(element.get("type", ""), "decimal")
    number = _number(element.get("start"), 1)
    for item in element:
        if not isinstance(item.tag, str):
            continue
        if item.tag.lower() == "li":
            number = _number(item.get("value"), number)
            line.mark += f"{numeral(number, style)}. " if element.tag.lower() == "ol" else "• "
            number += 1
            yield from _walk(item, line, depth)
            yield from line.taken()
            line.mark = ""
        else:
            yield from _child(item, line, depth)


def _number(text: str | None, default: int) -> int:
    return int(text) if text and re.fullmatch(r"\d{1,6}", text) else default


def _rows(element: Any) -> Iterator[tuple[Any, bool]]:
    for child in element:
        tag = child.tag.lower() if isinstance(child.tag, str) else ""
        if tag == "tr":
            yield child, False
        elif tag in ("thead", "tbody", "tfoot"):
            for row in child:
                if isinstance(row.tag, str) and row.tag.lower() == "tr":
                    yield row, tag == "thead"


def _table(element: Any, depth: int) -> Iterator[Block]:
    """The table's caption, then the table; a cell is placed after those that reach down from above."""
    for child in element:
        if isinstance(child.tag, str) and child.tag.lower() == "caption":
            yield Paragraph("".join(child.itertext()))
    cells: list[GridCell] = []
    reaching: dict[int, int] = {}  # column -> rows still taken there by a cell from above
    for row, (line, head) in enumerate(_rows(element)):
        column = 0
        taken = {at: left for at, left in reaching.items() if left > 0}
        reaching = {at: left - 1 for at, left in taken.items()}
        found = [cell for cell in line if isinstance(cell.tag, str) and cell.tag.lower() in ("td", "th")]
        all_heads = bool(found) and all(cell.tag.lower() == "th" for cell in found)
        for cell in found:
            while column in taken:
                column += 1
            rows, columns = (
                min(_number(cell.get("rowspan"), 1) or 1, 500),
                min(_number(cell.get("colspan"), 1) or 1, 500),
            )
            line_of = _Line()
            content = [*_walk(cell, line_of, depth), *line_of.taken()]
            cells.append(GridCell(tuple(content), row, column, rows, columns, head or all_heads))
            if rows > 1:
                reaching |= dict.fromkeys(range(column, column + columns), rows - 1)
            column += columns
    yield Grid(tuple(cells))
