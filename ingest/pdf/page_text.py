"""The text of one page, its words with their boxes, its tables: from its characters and its ruled lines."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.extract import Cell, Table
from ingest.pdf.columns import gutters
from ingest.pdf.glyphs import Glyph
from ingest.pdf.layout import Line, Strand, lines, strands
from ingest.pdf.reading_order import ordered
from ingest.pdf.ruling import Filled, Rule
from ingest.pdf.tables import Ruled, take_tables
from ingest.pdf.vocabulary import Vocabulary
from kb.domain import Box, Word

# A line that stands further from the one above than others do, by this many line heights, begins a paragraph.
_PARAGRAPH = 0.45
_DOUBLE_SPACED = 1.5
# A highlight is drawn word by word; a Korean line without spaces is cut so that it stays tight.
_LONGEST_WORD = 24
_LONGEST_KOREAN = 12
_ENDS = ".!?:;。”’"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of the file as displayed: its number from 1, its width and height in points."""

    number: int
    width: float
    height: float

    def turned(self, glyph: Glyph) -> Glyph:
        """The character on the sheet turned so that its line runs from left to right."""
        width, height = self.width, self.height
        if glyph.turn == 1:
            return replace(
                glyph, left=glyph.top, right=glyph.bottom, top=width - glyph.right, bottom=width - glyph.left
            )
        if glyph.turn == 2:
            return replace(glyph, left=width - glyph.right, right=width - glyph.left, top=height - glyph.bottom, bottom=height - glyph.top)  # fmt: skip
        if glyph.turn == 3:
            return replace(glyph, left=height - glyph.bottom, right=height - glyph.top, top=glyph.left, bottom=glyph.right)  # fmt: skip
        return glyph

    def box(self, glyphs: Sequence[Glyph]) -> Box | None:
        """Where turned characters of one line are seen, in fractions of the sheet; None where the crop box hides them."""
        left, right = min(glyph.left for glyph in glyphs), max(glyph.right for glyph in glyphs)
        top, bottom = min(glyph.top for glyph in glyphs), max(glyph.bottom for glyph in glyphs)
        turn = glyphs[0].turn
        if turn == 1:
            left, top, right, bottom = self.width - bottom, left, self.width - top, right
        elif turn == 2:
            left, top, right, bottom = self.width - right, self.height - bottom, self.width - left, self.height - top
        elif turn == 3:
            left, top, right, bottom = top, self.height - right, bottom, self.height - left
        across = [min(max(value / self.width, 0.0), 1.0) for value in (left, right)]
        down = [min(max(value / self.height, 0.0), 1.0) for value in (top, bottom)]
        return Box(across[0], down[0], across[1], down[1]) if across[0] < across[1] and down[0] < down[1] else None


@dataclass(frozen=True, slots=True)
class PageText:
    """A page's text, and in it its words and tables."""

    text: str = ""
    words: tuple[Word, ...] = ()
    tables: tuple[Table, ...] = ()


def compose(
    glyphs: Sequence[Glyph], rules: Sequence[Rule], boxes: Sequence[Filled], sheet: Sheet, vocabulary: Vocabulary
) -> PageText:
    """The page in reading order: a line a line, a blank line between paragraphs, a table row by row.

    `vocabulary` holds the words of the file so far, by which a word divided at a line's end is joined; it learns the page's.
    """
    writer = _Writer(sheet, vocabulary)
    upright = [glyph for glyph in glyphs if glyph.turn == 0]
    rest, ruled = take_tables(upright, rules, boxes)
    found = strands(rest)
    vocabulary.learn(found)
    between = gutters(found)
    writer.blocks(ordered([*lines(found, between), *ruled], between))
    for turn in (1, 2, 3):
        turned = strands([sheet.turned(glyph) for glyph in glyphs if glyph.turn == turn])
        writer.blocks(ordered(lines(turned)))
    writer.blocks(_aslant([glyph for glyph in glyphs if glyph.turn < 0]))
    return writer.page()


def _aslant(glyphs: Sequence[Glyph]) -> list[Line]:
    """What stands across the page, as a watermark does, in the order of the stream."""
    found: list[Strand] = []
    for glyph in glyphs:
        if found and glyph.order <= found[-1].glyphs[-1].order + 3:
            found[-1].take(glyph)
        else:
            found.append(Strand([glyph], glyph.left, glyph.top, glyph.right, glyph.bottom))
    return [Line([strand]) for strand in found]


class _Writer:
    """Writes characters one after the other and keeps where each word and cell came to stand."""

    def __init__(self, sheet: Sheet, vocabulary: Vocabulary) -> None:
        self._sheet = sheet
        self._vocabulary = vocabulary
        self._parts: list[str] = []
        self._length = 0
        self._words: list[Word] = []
        self._tables: list[Table] = []

    def page(self) -> PageText:
        return PageText("".join(self._parts), tuple(self._words), tuple(self._tables))

    def blocks(self, found: Sequence[Line | Ruled]) -> None:
        """Write lines and tables, a paragraph apart where they stand so."""
        self._undivided(found)
        found = [one for one in found if not isinstance(one, Line) or one.strands]
        usual = _usual_gap(found)
        before: Line | Ruled | None = None
        for one in found:
            if self._parts:
                self._white("\n\n" if before is None or _apart(before, one, usual) else "\n")
            before = one
            if isinstance(one, Line):
                self._line(one)
            else:
                self._table(one)

    def _table(self, table: Ruled) -> None:
        start, cells = self._length, []
        row = -1
        for cell in table.cells:
            if row >= 0:
                self._white("\n" if cell.square.row != row else "\t")
            row = cell.square.row
            begin = self._length
            for line in cell.lines:
                if self._length > begin:
                    self._white(" ")
                self._line(line)
            square = cell.square
            cells.append(Cell(begin, self._length, row, square.column, square.rows, square.columns, cell.header))
        self._tables.append(Table(start, self._length, tuple(cells)))

    def _line(self, line: Line) -> None:
        for strand, gap in zip(line.strands, line.gaps(), strict=True):
            if gap:
                self._white(gap)
            run: list[Glyph] = []
            for glyph in strand.glyphs:
                longest = _LONGEST_KOREAN if glyph.text >= "\u1100" else _LONGEST_WORD
                # Back at the left: the rest of a divided word, from the line below.
                parted = run and (len(run) >= longest or glyph.left < run[-1].left - 2 * glyph.height)
                if run and (parted or glyph.spaced):
                    self._word(run)
                    if glyph.spaced:
                        self._white(" ")
                    run = []
                run.append(glyph)
            self._word(run)

    def _word(self, glyphs: list[Glyph]) -> None:
        start = self._length
        text = "".join(glyph.text for glyph in glyphs)
        self._parts.append(text)
        self._length += len(text)
        if (box := self._sheet.box(glyphs)) is not None:
            self._words.append(Word(start, self._length, self._sheet.number, box))

    def _white(self, space: str) -> None:
        self._parts.append(space)
        self._length += len(space)

    def _undivided(self, found: Sequence[Line | Ruled]) -> None:
        """Bring the rest of each word divided at a line's end up to its beginning, without a hyphen that is not its own."""
        for line, following in pairwise(found):
            if not isinstance(line, Line) or not isinstance(following, Line) or not line.strands:
                continue
            above, below = line.strands[-1].glyphs, following.strands[0].glyphs
            size = next((index for index in range(1, len(below)) if below[index].spaced), len(below))
            if not above[-1].divides or not below[0].text.isalpha() or size == len(below) == len(above):
                continue
            rest, below[:size] = below[:size], []
            if self._vocabulary.joins(_last_word(above[:-1]), "".join(glyph.text for glyph in rest)):
                above.pop()
            rest[0].spaced = False
            above.extend(rest)
            if not below:
                following.strands.pop(0)


def _last_word(glyphs: Sequence[Glyph]) -> str:
    word = ""
    for glyph in reversed(glyphs):
        word = glyph.text + word
        if glyph.spaced:
            break
    return word


def _usual_gap(found: Sequence[Line | Ruled]) -> float:
    """The white space between two lines of a paragraph on this page, in heights of a line."""
    gaps = [
        (after.top - before.bottom) / max(1.0, after.bottom - after.top)
        for before, after in pairwise(found)
        if _below(before, after)
    ]
    close = [gap for gap in gaps if gap < _DOUBLE_SPACED]
    return min(statistics.median(close), 1.0) if close else 0.3


def _apart(before: Line | Ruled, after: Line | Ruled, usual: float) -> bool:
    if not isinstance(before, Line) or not isinstance(after, Line):
        return True
    if after.top <= before.top:
        # At the head of the next column a sentence goes on, or a paragraph begins where one has ended.
        return after.bottom < before.top and before.strands[-1].glyphs[-1].text in _ENDS
    height = max(1.0, min(before.bottom - before.top, after.bottom - after.top))
    return (after.top - before.bottom) / height > usual + _PARAGRAPH


def _below(before: Line | Ruled, after: Line | Ruled) -> bool:
    return after.top > before.top and min(before.right, after.right) > max(before.left, after.left)
