"""HWP 5: paragraphs with their automatic numbers, tables, text boxes and notes, from the file's records."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.cleaning import title_of
from ingest.extract import Extract, Limits
from ingest.formats.blocks import Block, Grid, GridCell, Paragraph, flat
from ingest.formats.hwp_records import Record, Streams, streams
from ingest.formats.numbering import Counters, Level
from ingest.formats.sections import extracted, with_standing_title

_NUMBERING, _BULLET, _PARA_SHAPE = 0x17, 0x18, 0x19
_PARA, _TEXT, _CONTROL, _LIST, _TABLE, _PICTURE, _EQUATION = 0x42, 0x43, 0x47, 0x48, 0x4D, 0x55, 0x58
_OUTLINE, _NUMBERED, _BULLETED = 1, 2, 3
# Control characters of one code unit; all others below 32 take eight (Hancom's published layout, table 6).
_ONE_UNIT = {0, 10, 13, *range(24, 32)}
_SHOWN = {9: " ", 10: " ", 24: "-", 30: " ", 31: " "}
_STYLES = (
    "decimal", "circled", "upper-roman", "lower-roman", "upper-letter", "lower-letter", "circled-upper", "circled-lower",
    "ganada", "circled-ganada", "jamo", "circled-jamo", "hangul", "han", "circled-han", "stems", "han-stems",
)  # fmt: skip
_HEADING = 100  # an outline paragraph longer than this is a clause, not its title


@dataclass(frozen=True, slots=True)
class _Shape:
    """What numbers a paragraph: the kind of head, its level from 0, the list it belongs to."""

    head: int
    level: int
    list_id: int


@dataclass(slots=True)
class _Reader:
    """The rules of one document, and the numbers and pictures met so far."""

    shapes: list[_Shape]
    lists: list[dict[int, Level]]
    bullets: list[str]
    outline: int = 0
    counters: Counters = field(default_factory=Counters)
    notes: int = 0
    pictures: int = 0


def extract(data: bytes, limits: Limits) -> Extract:
    """The sections of the HWP 5 file in `data`, with the sheets as drawn where that succeeds."""
    from ingest.formats.hwp_view import shown

    return shown(text_of(streams(data), limits), data)


def text_of(found: Streams, limits: Limits) -> Extract:
    """The sections of a file's records, without a view."""
    reader = _reader(found.info)
    blocks = [block for section in found.sections for block in _blocks(section.children, reader)]
    return with_standing_title(extracted("hwp", blocks, limits, title=title_of(found.title), pictures=reader.pictures))


def _reader(info: Record) -> _Reader:
    records = _below(info)
    shapes = [_shape(record.data) for record in records if record.tag == _PARA_SHAPE]
    lists = [_levels(record.data) for record in records if record.tag == _NUMBERING]
    bullets = [_bullet(record.data) for record in records if record.tag == _BULLET]
    return _Reader(shapes, lists, bullets)


def _below(record: Record) -> list[Record]:
    found: list[Record] = []
    for child in record.children:
        found.append(child)
        found.extend(_below(child))
    return found


def _shape(data: bytes) -> _Shape:
    if len(data) < 32:
        return _Shape(0, 0, 0)
    flags, list_id = struct.unpack_from("<I", data)[0], struct.unpack_from("<H", data, 30)[0]
    return _Shape(flags >> 23 & 3, flags >> 25 & 7, list_id)


def _levels(data: bytes) -> dict[int, Level]:
    """The seven levels of a numbering: 12 bytes of how it looks, then the pattern ("^1." is the first level's number)."""
    found: dict[int, tuple[str, str]] = {}
    at = 0
    for level in range(7):
        if at + 14 > len(data):
            break
        flags, length = struct.unpack_from("<I", data, at)[0], struct.unpack_from("<H", data, at + 12)[0]
        text = data[at + 14 : at + 14 + 2 * length].decode("utf-16-le", "ignore")
        style = flags >> 5 & 15
        found[level] = (_STYLES[style] if style < len(_STYLES) else "decimal", text)
        at += 14 + 2 * length
    first = struct.unpack_from("<H", data, at)[0] if at + 2 <= len(data) else 1
    starts = struct.unpack_from("<7I", data, at + 2) if at + 30 <= len(data) else (first, *[1] * 6)
    # A start of 0 stands for the default.
    return {
        level: Level(style, pattern(text, level), max(1, start))
        for (level, (style, text)), start in zip(found.items(), starts, strict=False)
    }


def pattern(text: str, level: int) -> str:
    """Hancom's pattern of a level (from 0) as `Level` has it: ^3 as %3, ^n as the numbers of all levels down to it."""
    path = ".".join(f"%{number}" for number in range(1, level + 2))
    text = text.replace("%", "")
    text = text.replace("^N", path + ".").replace("^n", path)
    return text.replace("^", "%")


def _bullet(data: bytes) -> str:
    sign = data[12:14].decode("utf-16-le", "ignore") if len(data) >= 14 else ""
    # Private-use signs are letters of a symbol font.
    return sign if sign.isprintable() and sign.strip() and not "\ue000" <= sign <= "\uf8ff" else "•"


def _blocks(records: list[Record], reader: _Reader) -> Iterator[Block]:
    for record in records:
        if record.tag == _PARA:
            yield from _paragraph(record, reader)


def _paragraph(record: Record, reader: _Reader) -> Iterator[Block]:
    """The paragraph, then what is anchored in it: tables, text boxes, notes."""
    text = "".join(_letters(child.data) for child in record.children if child.tag == _TEXT)
    after: list[Block] = []
    for child in record.children:
        if child.tag == _CONTROL:
            name = child.data[3::-1]
            if name == b"secd" and len(child.data) >= 20:
                reader.outline = struct.unpack_from("<H", child.data, 18)[0]
            elif name == b"eqed":
                text += f" {_equation(child)} "
            else:
                after.extend(_anchored(name, child, reader))
    shape_id = struct.unpack_from("<H", record.data, 8)[0] if len(record.data) >= 10 else -1
    shape = reader.shapes[shape_id] if 0 <= shape_id < len(reader.shapes) else _Shape(0, 0, 0)
    # A paragraph that only holds a table shows no number.
    mark = _mark(shape, reader) if text.strip() else ""
    heading = shape.head == _OUTLINE and len(text) <= _HEADING
    yield Paragraph(f"{mark} {text}", shape.level + 1 if heading else 0)
    yield from after


def _letters(data: bytes) -> str:
    """The letters of a paragraph's text, without its control characters and what belongs to them."""
    found: list[str] = []
    start = at = 0
    units = len(data) // 2
    codes = struct.unpack_from(f"<{units}H", data)
    while at < units:
        code = codes[at]
        if code >= 32:
            at += 1
            continue
        found.append(data[2 * start : 2 * at].decode("utf-16-le", "ignore"))
        found.append(_SHOWN.get(code, ""))
        at += 1 if code in _ONE_UNIT else 8
        start = at
    found.append(data[2 * start : 2 * units].decode("utf-16-le", "ignore"))
    return "".join(found)


def _mark(shape: _Shape, reader: _Reader) -> str:
    if shape.head == _BULLETED:
        return reader.bullets[shape.list_id - 1] if 0 < shape.list_id <= len(reader.bullets) else "•"
    list_id = {_OUTLINE: reader.outline, _NUMBERED: shape.list_id}.get(shape.head, 0)
    if not 0 < list_id <= len(reader.lists):
        return ""
    kind = "outline" if shape.head == _OUTLINE else "list"
    return reader.counters.next(f"{kind} {list_id}", shape.level, reader.lists[list_id - 1])


def _anchored(name: bytes, control: Record, reader: _Reader) -> Iterator[Block]:
    """What a control of a paragraph holds; running headers and footers, hidden comments and fields hold nothing to read."""
    if name == b"tbl ":
        yield from _table(control, reader)
    elif name == b"gso ":
        yield from _drawing(control, reader)
    elif name in (b"fn  ", b"en  "):
        reader.notes += 1
        yield Paragraph(f"{reader.notes}) {flat(_blocks(control.children, reader))}")


def _drawing(record: Record, reader: _Reader) -> Iterator[Block]:
    for child in record.children:
        if child.tag == _PARA:
            yield from _paragraph(child, reader)
        else:
            reader.pictures += child.tag == _PICTURE
            yield from _drawing(child, reader)


def _equation(control: Record) -> str:
    for child in control.children:
        if child.tag == _EQUATION and len(child.data) >= 6:
            length = struct.unpack_from("<H", child.data, 4)[0]
            return child.data[6 : 6 + 2 * length].decode("utf-16-le", "ignore")
    return ""


def _table(control: Record, reader: _Reader) -> Iterator[Block]:
    """The table's caption, then the table; a cell's paragraphs follow its list header on the same level."""
    cells: list[GridCell] = []
    place: Record | None = None
    content: list[Block] = []
    inside = False
    for child in control.children:
        if child.tag == _TABLE:
            inside = True
        elif child.tag == _LIST and inside:
            cells.extend(_cell(place, content))
            place, content = child, []
        elif child.tag == _PARA and place is not None:
            content.extend(_paragraph(child, reader))
        elif child.tag == _PARA:
            yield from _paragraph(child, reader)
    cells.extend(_cell(place, content))
    yield Grid(tuple(cells))


def _cell(place: Record | None, content: list[Block]) -> list[GridCell]:
    if place is None or len(place.data) < 16:
        return []
    flags = struct.unpack_from("<I", place.data, 4)[0]
    column, row, columns, rows = struct.unpack_from("<4H", place.data, 8)
    return [GridCell(tuple(content), row, column, max(1, rows), max(1, columns), bool(flags & 1 << 18))]
