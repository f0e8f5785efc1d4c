"""Where words are seen, packed for the database, and the lines to mark for the characters that are cited."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from kb.domain import Box, Word

# A page is divided into so many steps each way: finer than a pixel of any screen.
_STEPS = 65_535
_ROW = np.dtype([("start", "<u4"), ("end", "<u4"), ("sheet", "<u4"), ("box", "<u2", 4)])


@dataclass(frozen=True, slots=True)
class Sight:
    """Where cited characters are seen: a sheet of the file as shown, from 1, and a rectangle a line on it."""

    sheet: int
    boxes: tuple[Box, ...] = ()


def pack(words: Sequence[Word]) -> bytes:
    """`words` as the database keeps them; empty for none."""
    if not words:
        return b""
    rows = np.zeros(len(words), _ROW)
    for row, word in zip(rows, words, strict=True):
        sides = (word.box.left, word.box.top, word.box.right, word.box.bottom)
        row["start"], row["end"], row["sheet"] = word.start, word.end, word.sheet
        row["box"] = [round(min(max(side, 0.0), 1.0) * _STEPS) for side in sides]
    return zlib.compress(rows.tobytes())


def unpack(packed: bytes) -> list[Word]:
    """The words that `pack` was given."""
    if not packed:
        return []
    rows = np.frombuffer(zlib.decompress(packed), _ROW)
    return [
        Word(int(start), int(end), int(sheet), Box(*(float(side) / _STEPS for side in box)))
        for start, end, sheet, box in rows
    ]


def sight(words: Sequence[Word], start: int = 0, end: int = 0) -> Sight | None:
    """Where the characters `start` to `end` are seen, on the sheet where they begin; without any, where the page begins.

    None where no word of the page, or none of those characters, is placed.
    """
    if end <= start:
        return Sight(words[0].sheet) if words else None
    cited = [word for word in words if word.start < end and word.end > start]
    if not cited:
        return None
    sheet = cited[0].sheet
    return Sight(sheet, tuple(_lines(_part(word, start, end) for word in cited if word.sheet == sheet)))


def _part(word: Word, start: int, end: int) -> Box:
    """The part of a word's box that the characters `start` to `end` take, each as wide as the others."""
    length = word.end - word.start
    first, last = max(0, start - word.start) / length, min(length, end - word.start) / length
    width = word.box.right - word.box.left
    return Box(word.box.left + first * width, word.box.top, word.box.left + last * width, word.box.bottom)


def _lines(boxes: Iterator[Box]) -> Iterator[Box]:
    """The boxes of consecutive words as one box a line; what has no extent, as what a crop box hides, is left out."""
    line: Box | None = None
    for box in boxes:
        if box.right <= box.left or box.bottom <= box.top:
            continue
        # A cell or column further right goes on the line, one that is further left begins another.
        if line is not None and not (line.beside(box) and box.left >= line.left):
            yield line
            line = None
        line = box if line is None else line.joined(box)
    if line is not None:
        yield line
