"""HWPX: paragraphs with their automatic numbers, tables, text boxes and notes, from the archive's XML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ingest.cleaning import title_of
from ingest.extract import Extract, Limits
from ingest.formats.blocks import Block, Grid, GridCell, Paragraph, flat
from ingest.formats.hwp import pattern
from ingest.formats.numbering import Counters, Level
from ingest.formats.packages import opened, part, xml
from ingest.formats.refusal import Refused
from ingest.formats.sections import extracted, with_standing_title

_STYLES = {
    "DIGIT": "decimal", "CIRCLED_DIGIT": "circled", "ROMAN_CAPITAL": "upper-roman", "ROMAN_SMALL": "lower-roman",
    "LATIN_CAPITAL": "upper-letter", "LATIN_SMALL": "lower-letter", "CIRCLED_LATIN_CAPITAL": "circled-upper",
    "CIRCLED_LATIN_SMALL": "circled-lower", "HANGUL_SYLLABLE": "ganada", "CIRCLED_HANGUL_SYLLABLE": "circled-ganada",
    "HANGUL_JAMO": "jamo", "CIRCLED_HANGUL_JAMO": "circled-jamo", "HANGUL_PHONETIC": "hangul", "IDEOGRAPH": "han",
    "CIRCLED_IDEOGRAPH": "circled-han", "DECAGON_CIRCLE": "stems", "DECAGON_CIRCLE_HANJA": "han-stems",
}  # fmt: skip
_SPACES = {"tab": " ", "lineBreak": " ", "nbSpace": " ", "fwSpace": " ", "hyphen": "-"}
_SKIPPED = {"header", "footer", "hiddenComment", "parameters", "shapeComment", "fieldBegin", "secPr"}
_HEADING = 100  # an outline paragraph longer than this is a clause, not its title


@dataclass(slots=True)
class _Reader:
    """The rules of one document, and the numbers, notes and pictures met so far."""

    heads: dict[str, tuple[str, str, int]] = field(default_factory=dict)
    lists: dict[str, dict[int, Level]] = field(default_factory=dict)
    bullets: dict[str, str] = field(default_factory=dict)
    outline: str = "0"
    counters: Counters = field(default_factory=Counters)
    notes: int = 0
    pictures: int = 0
    deleted: bool = False


def extract(data: bytes, limits: Limits) -> Extract:
    """The sections of the HWPX file in `data`, with the sheets as drawn where that succeeds."""
    from ingest.formats.hwp_view import shown

    return shown(text_of(data, limits), data)


def text_of(data: bytes, limits: Limits) -> Extract:
    """The sections of an HWPX file, without a view."""
    with opened(data) as archive:
        if b"encryption-data" in part(archive, "META-INF/manifest.xml"):
            raise Refused("encrypted", "it opens with a password only")
        found = [
            (int(match[1]), match[0])
            for match in map(re.compile(r"Contents/section(\d{1,6})\.xml").fullmatch, archive.namelist())
            if match
        ]
        if not found:
            raise Refused("damaged", "it holds no section")
        reader = _reader(xml(part(archive, "Contents/header.xml")))
        sections = [xml(part(archive, name)) for _, name in sorted(set(found))]
        title = _title(xml(part(archive, "Contents/content.hpf")))
    blocks = [block for section in sections if section is not None for block in _blocks(section, reader)]
    return with_standing_title(extracted("hwpx", blocks, limits, title=title_of(title), pictures=reader.pictures))


def _name(element: Any) -> str:
    """The element's name without its namespace, of which the format has had several."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _number(text: str | None, default: int = 0) -> int:
    return int(text) if text and re.fullmatch(r"\d{1,6}", text) else default


def _title(root: Any) -> str:
    for element in () if root is None else root.iter():
        if _name(element) == "title":
            return element.text or ""
    return ""


def _reader(root: Any) -> _Reader:
    reader = _Reader()
    for element in () if root is None else root.iter():
        name, number = _name(element), element.get("id", "")
        if name == "paraPr":
            head = next((child for child in element.iter() if _name(child) == "heading"), None)
            if head is not None:
                reader.heads[number] = (head.get("type", ""), head.get("idRef", ""), _number(head.get("level")))
        elif name == "numbering":
            reader.lists[number] = dict(map(_level, (child for child in element if _name(child) == "paraHead")))
        elif name == "bullet":
            sign = element.get("char", "")
            # Private-use signs are letters of a symbol font.
            reader.bullets[number] = sign if sign.strip() and not "\ue000" <= sign[:1] <= "\uf8ff" else "•"
    return reader


def _level(head: Any) -> tuple[int, Level]:
    level = _number(head.get("level"), 1) - 1
    style = _STYLES.get(head.get("numFormat", ""), "decimal")
    return level, Level(style, pattern(head.text or "", level), max(1, _number(head.get("start"), 1)))


def _blocks(parent: Any, reader: _Reader) -> Iterator[Block]:
    for element in parent:
        if _name(element) == "p":
            yield from _paragraph(element, reader)


def _paragraph(element: Any, reader: _Reader) -> Iterator[Block]:
    """The paragraph, then what is anchored in it: tables, text boxes, notes."""
    letters: list[str] = []
    after: list[Block] = []
    for run in element:
        if _name(run) == "run":
            for child in run:
                _inside(child, reader, letters, after)
    text = "".join(letters)
    kind, list_id, level = reader.heads.get(element.get("paraPrIDRef", ""), ("", "", 0))
    # A paragraph that only holds a table shows no number.
    mark = _mark(kind, list_id, level, reader) if text.strip() else ""
    heading = kind == "OUTLINE" and len(text) <= _HEADING
    yield Paragraph(f"{mark} {text}", level + 1 if heading else 0)
    yield from after


def _mark(kind: str, list_id: str, level: int, reader: _Reader) -> str:
    if kind == "BULLET":
        return reader.bullets.get(list_id, "•")
    if kind not in ("OUTLINE", "NUMBER"):
        return ""
    name = list_id if kind == "NUMBER" else reader.outline
    return reader.counters.next(f"{kind} {name}", level, reader.lists.get(name, {}))


def _inside(element: Any, reader: _Reader, letters: list[str], after: list[Block]) -> None:
    """What one part of a run adds to the paragraph's `letters` or puts `after` it."""
    name = _name(element)
    if name == "t":
        _letters(element, reader, letters)
    elif name == "tbl":
        after.extend(_table(element, reader))
    elif name in ("footNote", "endNote"):
        reader.notes += 1
        content = [block for child in element if _name(child) == "subList" for block in _blocks(child, reader)]
        after.append(Paragraph(f"{reader.notes}) {flat(content)}"))
    elif name == "equation":
        letters.extend(f" {child.text or ''} " for child in element if _name(child) == "script")
    elif name in ("compose", "dutmal"):
        letters.append(element.get("composeText") or "".join(c.text or "" for c in element if _name(c) == "mainText"))
    elif name == "subList":
        after.extend(_blocks(element, reader))
    elif name in ("checkBtn", "radioBtn"):
        sign = "☑" if element.get("value") == "CHECKED" else "☐"
        # A doubled ampersand is one: a single one would underline the next letter.
        letters.append(f"{sign} {element.get('caption', '').replace('&&', '&')} ")
    elif name == "secPr":
        reader.outline = element.get("outlineShapeIDRef", "0")
    elif name == "switch":
        for child in element[:1]:
            _each(child, reader, letters, after)
    elif name not in _SKIPPED:
        reader.pictures += name == "pic"
        _each(element, reader, letters, after)


def _each(element: Any, reader: _Reader, letters: list[str], after: list[Block]) -> None:
    for child in element:
        _inside(child, reader, letters, after)


def _letters(element: Any, reader: _Reader, letters: list[str]) -> None:
    """The text of a `t`, without what tracked changes have deleted."""
    if not reader.deleted:
        letters.append(element.text or "")
    for child in element:
        name = _name(child)
        if name in ("deleteBegin", "deleteEnd"):
            reader.deleted = name == "deleteBegin"
        if not reader.deleted:
            letters.append(_SPACES.get(name, "") + (child.tail or ""))


def _table(element: Any, reader: _Reader) -> Iterator[Block]:
    """The table's caption, then the table."""
    cells: list[GridCell] = []
    for child in element:
        if _name(child) == "caption":
            for part_of in child:
                yield from _blocks(part_of, reader)
        elif _name(child) == "tr":
            cells.extend(_cell(cell, len(cells), reader) for cell in child if _name(cell) == "tc")
    yield Grid(tuple(cells))


def _cell(element: Any, position: int, reader: _Reader) -> GridCell:
    found = {_name(child): child for child in element}
    address, span, content = found.get("cellAddr"), found.get("cellSpan"), found.get("subList")
    blocks = () if content is None else tuple(_blocks(content, reader))
    row = position if address is None else _number(address.get("rowAddr"))
    column = 0 if address is None else _number(address.get("colAddr"))
    rows = 1 if span is None else max(1, _number(span.get("rowSpan"), 1))
    columns = 1 if span is None else max(1, _number(span.get("colSpan"), 1))
    return GridCell(blocks, row, column, rows, columns, element.get("header") == "1")
