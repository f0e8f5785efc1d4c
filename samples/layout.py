"""Draws the blocks of a sample document: titles, paragraphs, tables, signatures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportlab.lib.colors import HexColor

from samples.lettering import width_of, wrapped
from samples.sheet import BOTTOM, Drawn, Sheet
from samples.source import Block, Sample, Sentence

SIGNATURE = 190.0  # the date above a signature block stays with it, in points
_LEADER = " ··· "  # in a line of a table of contents, where the dots go


def _title(sheet: Sheet, block: Block) -> None:
    theme = sheet.theme
    sheet.need(120)
    sheet.y -= 6
    for number, sentence in enumerate(block.sentences):
        size = theme.title if number == 0 else theme.size + 1
        for text in wrapped(sentence.text, theme.bold, size, sheet.width - 30):
            x = sheet.left + (sheet.width - width_of(text, theme.bold, size)) / 2
            sheet.line(text, x, theme.bold, size, size * 1.55)
    sheet.place(block.sentences)
    sheet.y -= 14


def _heading(sheet: Sheet, block: Block) -> None:
    theme = sheet.theme
    small = block.kind == "subheading"
    size = theme.size + (0.5 if small else 1.5)
    sheet.need(size * 2 + theme.leading * 3.2)
    sheet.y -= theme.leading * (0.35 if small else 0.6)
    sheet.canvas.setFillColor(HexColor(theme.accent if not small else "#111111"))
    for text in wrapped(block.sentences[0].text, theme.bold, size, sheet.width):
        sheet.line(text, sheet.left, theme.bold, size, theme.leading * 1.08)
    sheet.canvas.setFillColor(HexColor("#111111"))
    sheet.place(block.sentences[:1])
    if len(block.sentences) > 1:
        _text(sheet, Block("text", "", block.sentences[1:]))


def _paragraphs(block: Block) -> Iterator[tuple[Sentence, ...]]:
    """Parts a block where a sentence opens with a list marker, so each entry hangs under its own."""
    held: list[Sentence] = []
    for sentence in block.sentences:
        alone = sentence.text.startswith("## ") or (bool(held) and held[0].text.startswith("## "))
        if held and (sentence.marker or alone):
            yield tuple(held)
            held = []
        held.append(sentence)
    if held:
        yield tuple(held)


def _text(sheet: Sheet, block: Block) -> None:
    theme = sheet.theme
    for group in _paragraphs(block):
        marker = group[0].marker
        nested = bool(marker) and not ("\u2460" <= marker[0] <= "\u2473") and "." not in marker.strip(" .")
        indent = theme.size * 1.2 if nested else 0.0
        text = " ".join(sentence.text for sentence in group)
        hang = indent + (width_of(marker, theme.regular, theme.size) if marker else 0.0)
        rows = wrapped(text, theme.regular, theme.size, sheet.width - indent, sheet.width - hang)
        sheet.need(len(rows) * theme.leading)
        for number, row in enumerate(rows):
            x = sheet.left + (indent if number == 0 else hang)
            sheet.line(row, x, theme.regular, theme.size, theme.leading)
        sheet.place(group)
        sheet.y -= theme.leading * 0.22
    sheet.y -= theme.leading * 0.2


def _dotted(sheet: Sheet, text: str) -> str:
    """Fills the line up to the page number where it belongs to a table of contents."""
    name, leader, page = text.partition(_LEADER)
    if not leader:
        return text
    font, size = sheet.theme.regular, sheet.theme.size
    gap = sheet.width - width_of(f"{name}  {page}", font, size) - 1
    return f"{name} {'·' * int(gap / width_of('·', font, size))} {page}"


def _lines(sheet: Sheet, block: Block) -> None:
    theme = sheet.theme
    sheet.need(theme.leading * min(len(block.sentences), 4))
    for sentence in block.sentences:
        for text in wrapped(_dotted(sheet, sentence.text), theme.regular, theme.size, sheet.width):
            sheet.need(theme.leading)
            gap = sheet.width - width_of(text, theme.regular, theme.size)
            x = sheet.left + (gap / 2 if block.kind == "center" else 0)
            sheet.line(text, x, theme.regular, theme.size, theme.leading)
        sheet.place([sentence])
    sheet.y -= theme.leading * 0.4


def _box(sheet: Sheet, block: Block) -> None:
    theme, size = sheet.theme, sheet.theme.size - 1
    text = " ".join(sentence.text for sentence in block.sentences)
    rows = wrapped(text, theme.regular, size, sheet.width - 20)
    height = len(rows) * size * 1.55 + 14
    sheet.need(height + 8)
    sheet.canvas.setFillColor(HexColor("#f3f3f0"))
    sheet.canvas.rect(sheet.left, sheet.y - height, sheet.width, height, stroke=0, fill=1)
    sheet.canvas.setFillColor(HexColor("#111111"))
    sheet.y -= 6
    for row in rows:
        sheet.line(row, sheet.left + 10, theme.regular, size, size * 1.55)
    sheet.place(block.sentences)
    sheet.y -= 18


def _side(sheet: Sheet, sentences: Sequence[Sentence], x: float, width: float, size: float, loose: bool) -> float:
    """Draws one side of a pair down from the present height and returns the height it ends at."""
    theme, leading = sheet.theme, size * 1.58
    groups = [(sentence,) for sentence in sentences] if loose else list(_paragraphs(Block("", "", tuple(sentences))))
    for group in groups:
        head = group[0].text.startswith("## ")
        font = theme.bold if head else theme.regular
        text = " ".join(sentence.text for sentence in group).removeprefix("## ")
        for row in wrapped(text, font, size, width):
            sheet.line(row, x, font, size, leading)
    return sheet.y


def _pair(sheet: Sheet, block: Block) -> None:
    theme, loose = sheet.theme, block.kind == "sign"
    size = theme.size - (0.5 if loose else 1)
    width = (sheet.width - 20) / 2

    def height(sentences: Sequence[Sentence]) -> float:
        split = [(s,) for s in sentences] if loose else list(_paragraphs(Block("", "", tuple(sentences))))
        texts = [" ".join(s.text for s in group) for group in split]
        return sum(len(wrapped(text, theme.bold, size, width)) for text in texts) * size * 1.58

    sheet.need(max(height(block.sentences), height(block.right)) + 8)
    start = sheet.y
    low = _side(sheet, block.sentences, sheet.left, width, size, loose)
    sheet.y = start
    low = min(low, _side(sheet, block.right, sheet.left + width + 20, width, size, loose))
    sheet.y = low - 9
    sheet.place([*block.sentences, *block.right])


def _table(sheet: Sheet, block: Block) -> None:
    theme, size = sheet.theme, sheet.theme.size - 1.5
    meta = block.kind == "meta"
    shares = [1.0, 4.2] if meta else [float(share) for share in block.argument.split()]
    widths = [sheet.width * share / sum(shares) for share in shares]

    def draw(row: Sentence, head: bool) -> None:
        fonts = [theme.bold if head or (meta and at == 0) else theme.regular for at in range(len(widths))]
        texts = [wrapped(c, f, size, w - 10) for c, f, w in zip(row.cells, fonts, widths, strict=True)]
        height = max(len(text) for text in texts) * size * 1.45 + 8
        if sheet.y - height < BOTTOM:
            sheet.need(height)
            if not head and not meta:
                draw(block.sentences[0], True)
        top, x = sheet.y, sheet.left
        for at, text in enumerate(texts):
            if head or (meta and at == 0):
                sheet.canvas.setFillColor(HexColor("#e9edf2"))
                sheet.canvas.rect(x, top - height, widths[at], height, stroke=0, fill=1)
                sheet.canvas.setFillColor(HexColor("#111111"))
            sheet.canvas.setStrokeColor(HexColor("#999999"))
            sheet.canvas.rect(x, top - height, widths[at], height, stroke=1, fill=0)
            sheet.y = top - 4
            for part in text:
                sheet.line(part, x + 5, fonts[at], size, size * 1.45)
            x += widths[at]
        sheet.y = top - height
        sheet.place([row])

    sheet.need(size * 1.45 * 4)
    sheet.y -= 3
    for number, row in enumerate(block.sentences):
        draw(row, number == 0 and not meta)
    sheet.y -= theme.leading * 0.7


def _directive(sheet: Sheet, block: Block) -> None:
    if block.kind == "space":
        sheet.y -= float(block.argument)
    elif block.kind == "columns":
        if sheet.columns > 1:
            sheet.turn()
        sheet.columns, sheet.column, sheet.column_top = int(block.argument), 0, sheet.y
    elif block.kind == "main":
        sheet.close_page()
        sheet.roman = False
        sheet.open_page()
    else:
        sheet.turn()


_DRAW = {"title": _title, "heading": _heading, "subheading": _heading, "text": _text, "lines": _lines, "center": _lines}
_DRAW |= {"box": _box, "pair": _pair, "sign": _pair, "table": _table, "meta": _table}


def draw(sample: Sample) -> Drawn:
    """Draws the document twice: once to count its pages, once with the count in the footer."""
    total = 0
    for _ in range(2):
        sheet = Sheet(sample, total)
        for block, following in zip(sample.blocks, [*sample.blocks[1:], None], strict=True):
            if following is not None and following.kind == "sign":
                sheet.need(SIGNATURE)
            _DRAW.get(block.kind, _directive)(sheet, block)
        drawn = sheet.finish()
        total = len(drawn.labels)
    return drawn
