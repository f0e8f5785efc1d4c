"""Pictures of text on a page that has a text layer too, as a scanned letter in a report: read by OCR, put where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ingest.extract import Table
from ingest.pdf import ocr
from ingest.pdf.legibility import letters
from ingest.pdf.page_text import PageText
from ingest.pdf.pictures import images, rendered
from kb.domain import Box, Word

if TYPE_CHECKING:
    from PIL.Image import Image
    from pypdfium2 import PdfPage

# A logo, a signature or a seal is smaller than this share of the page, or narrower than this share of its width.
_LEAST_AREA = 0.06
_LEAST_WIDTH = 0.25
# Scanners cut a picture into strips that touch within this share of the page.
_TOUCHING = 0.01
# A picture over which the layer has so many words has been read by a scanner's own OCR, or is a background.
_FEW_WORDS = 5
# Paper is light, and letters cover little of it; photographs do neither.
_GLANCE = 75
_LIGHT = 0.6
_INK = (0.003, 0.3)
# What OCR sees in a drawing or a photograph is less certain, or less of it.
_SURE = 0.6
_LEAST_LETTERS = 30


@dataclass(frozen=True, slots=True)
class WithInserts:
    """A page's text with what was read of its pictures, and the least confidence, 0 to 1, of any; None where none held text."""

    page: PageText
    confidence: float | None


def inserts(page: PdfPage, text: PageText) -> list[Box]:
    """Where the page shows pictures that look like text and that its text layer does not tell of, from top to bottom."""
    wide = [box for box in _whole(images(page)) if _is_large(box) and not _is_told(box, text.words)]
    if not wide:
        return []
    glance = rendered(page, _GLANCE)
    return sorted((box for box in wide if _is_paper(_cut(glance, box))), key=lambda box: (box.top, box.left))


def read_inserts(
    page: PdfPage, number: int, text: PageText, found: Sequence[Box], deadline: float
) -> WithInserts | None:
    """The text of page `number` with the pictures at `found` read by OCR; None where time ran out."""
    image = rendered(page, ocr.DOTS)
    least: float | None = None
    for box in found:
        seen = ocr.recognise(_cut(image, box), number, deadline)
        if seen is None:
            return None
        if seen.confidence >= _SURE and letters(seen.page.text) >= _LEAST_LETTERS:
            text = _put(text, seen.page, box)
            least = seen.confidence if least is None else min(least, seen.confidence)
    return WithInserts(text, least)


def _whole(strips: Sequence[Box]) -> list[Box]:
    """The pictures, those that touch each other as one."""
    whole: list[Box] = []
    for strip in sorted(strips, key=lambda box: (box.top, box.left)):
        touching = [box for box in whole if _touches(box, strip)]
        whole = [box for box in whole if box not in touching]
        for box in touching:
            strip = strip.joined(box)
        whole.append(strip)
    return whole


def _touches(one: Box, other: Box) -> bool:
    across = min(one.right, other.right) - max(one.left, other.left)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    return min(across, down) > -_TOUCHING


def _is_large(box: Box) -> bool:
    width = box.right - box.left
    return width >= _LEAST_WIDTH and width * (box.bottom - box.top) >= _LEAST_AREA


def _is_told(box: Box, words: Sequence[Word]) -> bool:
    return sum(_holds(box, word.box) for word in words) >= _FEW_WORDS


def _holds(box: Box, word: Box) -> bool:
    across, down = (word.left + word.right) / 2, (word.top + word.bottom) / 2
    return box.left < across < box.right and box.top < down < box.bottom


def _is_paper(image: Image) -> bool:
    import numpy as np

    shades = np.asarray(image)
    return bool((shades > 170).mean() > _LIGHT and _INK[0] < (shades < 128).mean() < _INK[1])


def _cut(image: Image, box: Box) -> Image:
    width, height = image.size
    return image.crop((round(box.left * width), round(box.top * height), round(box.right * width), round(box.bottom * height)))  # fmt: skip


def _put(text: PageText, insert: PageText, box: Box) -> PageText:
    """The page's text with what a picture says as a paragraph of its own before the first line that stands below it."""
    below = min((word.start for word in text.words if word.box.top >= box.bottom - _TOUCHING), default=len(text.text))
    place = text.text.rfind("\n", 0, below) + 1 if below < len(text.text) else below
    for table in text.tables:
        if table.start < place < table.end:
            place = table.end
    head, tail = text.text[:place].rstrip("\n"), text.text[place:].lstrip("\n")
    before = f"{head}\n\n" if head else ""
    middle = insert.text + ("\n\n" if tail else "")
    shift = len(before) + len(middle) - (len(text.text) - len(tail))
    words = [word for word in text.words if word.start < place]
    words += [replace(word, start=word.start + len(before), end=word.end + len(before), box=_within(word.box, box)) for word in insert.words]  # fmt: skip
    words += [replace(word, start=word.start + shift, end=word.end + shift) for word in text.words if word.start >= place]  # fmt: skip
    tables = tuple(_moved(table, shift) if table.start >= place else table for table in text.tables)
    return PageText(before + middle + tail, tuple(words), tables)


def _within(word: Box, box: Box) -> Box:
    """A box in fractions of the picture, in fractions of the page."""
    width, height = box.right - box.left, box.bottom - box.top
    return Box(
        box.left + word.left * width,
        box.top + word.top * height,
        box.left + word.right * width,
        box.top + word.bottom * height,
    )


def _moved(table: Table, by: int) -> Table:
    cells = tuple(replace(cell, start=cell.start + by, end=cell.end + by) for cell in table.cells)
    return Table(table.start + by, table.end + by, cells)
