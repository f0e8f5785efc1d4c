"""DOCX: paragraphs with their automatic numbers, tables, text boxes and notes, from the archive's XML."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from ingest.cleaning import title_of
from ingest.extract import Extract, Limits
from ingest.formats.blocks import Block, Grid, GridCell, Paragraph, flat
from ingest.formats.docx_numbering import Rules, W, rules
from ingest.formats.packages import opened, part, xml
from ingest.formats.refusal import Refused
from ingest.formats.sections import extracted, with_standing_title

_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_SHOWN = {"tab": " ", "br": " ", "cr": " ", "noBreakHyphen": "-", "ptab": " "}
# Deleted and moved-away text, fields' commands, properties; comments are in a part of their own.
_SKIPPED = {"del", "moveFrom", "delText", "instrText", "delInstrText", "pPr", "rPr", "sdtPr", "tblPr", "rt"}
_OFF = ("0", "false", "off")


@dataclass(slots=True)
class _Reader:
    """The rules of one document, its notes by kind and number, and the notes and pictures met so far."""

    rules: Rules
    notes: dict[tuple[str, str], Any]
    waiting: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)
    told: int = 0
    pictures: int = 0


def extract(data: bytes, limits: Limits) -> Extract:
    """The sections of the DOCX file in `data`, with its pages as LibreOffice lays them out where that is installed."""
    from ingest.formats.libreoffice import shown

    return shown(text_of(data, limits), data, "docx")


def text_of(data: bytes, limits: Limits) -> Extract:
    """The sections of a DOCX file, without a view."""
    with opened(data) as archive:
        body = _part(archive, _main(archive))
        if body is None:
            raise Refused("damaged", "it holds no document")
        found = rules(_part(archive, "word/styles.xml"), _part(archive, "word/numbering.xml"))
        notes = {
            (kind, note.get(f"{W}id", "")): note
            for kind in ("footnote", "endnote")
            for note in _children(_part(archive, f"word/{kind}s.xml"), kind)
        }
        core = xml(part(archive, "docProps/core.xml"))
    reader = _Reader(found, notes)
    blocks = [block for element in body.iterfind(f"{W}body") for block in _blocks(element, reader)]
    title = "" if core is None else core.findtext(_TITLE) or ""
    return with_standing_title(extracted("docx", blocks, limits, title=title_of(title), pictures=reader.pictures))


def _part(archive: Any, name: str) -> Any:
    """The root of a part, in the namespace of transitional files also where the file is a strict one."""
    return xml(part(archive, name).replace(_STRICT, W[1:-1].encode()))


def _main(archive: Any) -> str:
    """The name of the document's part: nearly always the first, but it is the relationships that say so."""
    if "word/document.xml" in archive.namelist():
        return "word/document.xml"
    root = xml(part(archive, "_rels/.rels"))
    for relation in () if root is None else root:
        if str(relation.get("Type", "")).endswith("/officeDocument"):
            return str(relation.get("Target", "")).lstrip("/")
    raise Refused("damaged", "it holds no document")


def _name(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _children(parent: Any, name: str) -> Iterator[Any]:
    """The children of that name, also those inside content controls and insertions; none of a deletion's."""
    for child in () if parent is None else parent:
        found = _name(child)
        if found == name:
            yield child
        elif found in ("sdt", "sdtContent", "ins", "moveTo", "customXml"):
            yield from _children(child, name)


def _blocks(parent: Any, reader: _Reader) -> Iterator[Block]:
    for element in parent:
        name = _name(element)
        if name == "p":
            yield from _paragraph(element, reader)
        elif name == "tbl":
            yield _table(element, reader)
        elif name == "AlternateContent":
            yield from _blocks(_choice(element), reader)
        elif name not in _SKIPPED:
            yield from _blocks(element, reader)


def _paragraph(element: Any, reader: _Reader) -> Iterator[Block]:
    """The paragraph, then the text boxes anchored in it and the notes it refers to."""
    letters: list[str] = []
    waiting, boxes = reader.waiting, reader.boxes
    reader.waiting, reader.boxes = [], []
    _letters(element, reader, letters)
    text = "".join(letters)
    properties = element.find(f"{W}pPr")
    style = (
        ""
        if properties is None or properties.find(f"{W}pStyle") is None
        else properties.find(f"{W}pStyle").get(f"{W}val", "")
    )
    # Word numbers an empty paragraph as well, but nothing is said there.
    mark = reader.rules.mark(properties, style)
    notes, held = reader.waiting, reader.boxes
    reader.waiting, reader.boxes = waiting, boxes
    if text.strip():
        yield Paragraph(f"{mark} {text}", reader.rules.heading(properties, style))
    for box in held:
        yield from _blocks(box, reader)
    for note in notes:
        reader.told += 1
        content = reader.notes.pop(note, None)
        if content is not None:
            yield Paragraph(f"{reader.told}) {flat(_blocks(content, reader))}")


def _letters(element: Any, reader: _Reader, letters: list[str]) -> None:
    """Adds the text under `element` to `letters`; its text boxes and notes wait in the reader."""
    for child in element:
        name = _name(child)
        if name == "t":
            letters.append(child.text or "")
        elif name in _SHOWN:
            letters.append(_SHOWN[name])
        elif name == "r" and _hidden(child):
            continue
        elif name == "sym":
            letters.append(_symbol(child))
        elif name in ("footnoteReference", "endnoteReference"):
            reader.waiting.append((name.removesuffix("Reference"), child.get(f"{W}id", "")))
        elif name == "txbxContent":
            reader.boxes.append(child)
        elif name == "AlternateContent":
            _letters(_choice(child), reader, letters)
        elif name not in _SKIPPED:
            reader.pictures += name in ("pic", "imagedata")
            _letters(child, reader, letters)


def _choice(element: Any) -> Any:
    """What a program that knows all extensions shows of alternatives: the first; the others say the same again."""
    for child in element:
        if child.tag == f"{_COMPATIBILITY}Choice" and len(child):
            return child
    return element[-1] if len(element) else element


def _hidden(run: Any) -> bool:
    mark = run.find(f"{W}rPr/{W}vanish")
    return mark is not None and mark.get(f"{W}val", "1") not in _OFF


def _symbol(element: Any) -> str:
    """A sign of a symbol font, where its code is no private one."""
    try:
        letter = chr(int(element.get(f"{W}char", ""), 16))
    except (ValueError, OverflowError):
        return ""
    return "" if "\ue000" <= letter <= "\uf8ff" else letter


def _table(element: Any, reader: _Reader) -> Grid:
    cells: list[GridCell] = []
    above: dict[int, int] = {}  # the column of a cell that goes on downwards, and where it is in `cells`
    row = 0
    for line in _children(element, "tr"):
        properties = line.find(f"{W}trPr")
        if properties is not None and properties.find(f"{W}del") is not None:
            continue
        header = properties is not None and _on(properties.find(f"{W}tblHeader"))
        column = _span(properties, "gridBefore", 0)
        going = dict(above)
        above = {}
        for cell in _children(line, "tc"):
            of = cell.find(f"{W}tcPr")
            columns = _span(of, "gridSpan", 1)
            merge = None if of is None else of.find(f"{W}vMerge")
            if merge is not None and merge.get(f"{W}val", "continue") == "continue" and column in going:
                at = going[column]
                cells[at] = replace(cells[at], rows=row - cells[at].row + 1)
                above[column] = at
            else:
                if merge is not None:
                    above[column] = len(cells)
                cells.append(GridCell(tuple(_blocks(cell, reader)), row, column, 1, columns, header))
            column += columns
        row += 1
    return Grid(tuple(cells))


def _on(element: Any) -> bool:
    return element is not None and element.get(f"{W}val", "1") not in _OFF


def _span(properties: Any, name: str, default: int) -> int:
    element = None if properties is None else properties.find(f"{W}{name}")
    text = "" if element is None else element.get(f"{W}val", "")
    return min(int(text), 1000) if text.isdecimal() and len(text) < 6 else default
