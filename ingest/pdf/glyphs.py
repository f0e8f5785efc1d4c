"""The characters of a PDF's page as PDFium gives them, each with its box on the page as displayed."""

from __future__ import annotations

import ctypes
import math
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.cleaning import clean
from kb.text import nfc

if TYPE_CHECKING:
    from pypdfium2 import PdfPage, PdfTextPage

# PDFium answers positions in whole device pixels; on a device this wide they are exact to a millionth of the page.
_GRID = 1_000_000
_LIGATURE = re.compile("[\ufb00-\ufb06]")
# PDFium gives the hyphen that divides a word at the end of a line as U+0002.
DIVIDER = "\x02"
# Twice the offset of a shadow, in heights of the letter; two l's side by side are 0.4 apart by this measure.
_SHADOW = 0.12
# A glyph whose meaning the file does not tell is U+0000 to PDFium; it stays visible as what it is, unreadable.
_UNKNOWN = "\ufffd"


@dataclass(slots=True)
class Glyph:
    """What one place on a page shows: a letter with its accents, composed, in points of the page as displayed.

    `order` is its place in the content stream, `turn` the quarter turns clockwise of its line (-1: aslant), `spaced`
    whether white space stands before it.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    order: int
    turn: int = 0
    spaced: bool = False
    divides: bool = False

    @property
    def height(self) -> float:
        """The height of its box, in points."""
        return self.bottom - self.top

    def complete(self, mark: Glyph) -> None:
        """Take an accent, a vowel or a final consonant that belongs to this letter."""
        self.text = nfc(self.text + mark.text)
        # Fonts made for whole syllables give the parts of one a width each.
        if mark.right > mark.left and mark.turn == self.turn:
            self.left, self.right = min(self.left, mark.left), max(self.right, mark.right)
            self.top, self.bottom = min(self.top, mark.top), max(self.bottom, mark.bottom)


def read_glyphs(page: PdfPage, text_page: PdfTextPage) -> list[Glyph]:
    """The page's characters in the order of its content stream, white space told by `spaced`."""
    boxes = _Boxes(page, text_page)
    glyphs: list[Glyph] = []
    seen: set[tuple[str, int, int]] = set()
    spaced = False
    for index, character in _characters(text_page):
        if character.isspace():
            spaced = True
            continue
        divides = character in (DIVIDER, "\u00ad")
        text = "-" if character == DIVIDER else character if divides else _shown(character)
        if not text:
            continue
        glyph = boxes.glyph(text, index)
        if glyphs and not spaced and _completes(text):
            glyphs[-1].complete(glyph)
            continue
        # Bold and shadows faked by drawing a letter again a little apart are one letter.
        grain = _SHADOW * max(1, round(4 * glyph.height)) / 4
        place = (
            f"{text}{grain}", round((glyph.left + glyph.right) / grain), round((glyph.top + glyph.bottom) / grain)
        )  # fmt: skip
        # The letters of a ligature share one box, and "ffi" has two alike.
        joined = glyphs and (glyphs[-1].left, glyphs[-1].right) == (glyph.left, glyph.right) and not spaced
        if glyph.right > glyph.left and not joined and _again(place, seen):
            spaced = False  # PDFium sees a space where the drawing jumps back
            continue
        seen.add(place)
        glyph.spaced, glyph.divides, spaced = spaced, divides, False
        glyphs.append(glyph)
    return glyphs


def _again(place: tuple[str, int, int], seen: set[tuple[str, int, int]]) -> bool:
    """Whether the same letter stands so near to this one that two letters could not stand side by side."""
    text, across, down = place
    return any((text, across + right, down + low) in seen for right in (0, -1, 1) for low in (0, -1, 1))


def _characters(text_page: PdfTextPage) -> Iterator[tuple[int, str]]:
    """Each character with its index in PDFium's list; the two halves of a surrogate pair are one."""
    from pypdfium2.raw import FPDFText_GetUnicode

    raw = text_page.raw
    high = 0
    for index in range(text_page.count_chars()):
        code = FPDFText_GetUnicode(raw, index)
        if 0xD800 <= code < 0xDC00:
            high = code
        elif 0xDC00 <= code < 0xE000:
            if high:
                yield index, chr(0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00))
            high = 0
        else:
            high = 0
            yield index, chr(code) if 0 < code < 0x110000 else _UNKNOWN


def _shown(character: str) -> str:
    if " " < character < "\x7f" or "\uac00" <= character <= "\ud7a3":
        return character
    if _LIGATURE.match(character):
        return unicodedata.normalize("NFKC", character)
    return clean(character)


def _completes(text: str) -> bool:
    """Whether it belongs to the letter before: an accent, a Hangul vowel or final consonant, a joiner."""
    return text[0] >= "\u0300" and (
        "\u1160" <= text[0] <= "\u11ff" or unicodedata.combining(text[0]) > 0 or text[0] in "\u200d\ufe0e\ufe0f"
    )


class _Boxes:
    """Where characters stand on the page as displayed: rotated as the page says, from its crop box's top left corner."""

    def __init__(self, page: PdfPage, text_page: PdfTextPage) -> None:
        from pypdfium2.raw import FS_MATRIX, FS_RECTF

        self._raw = text_page.raw
        self._rect = FS_RECTF()
        self._rect_at = ctypes.byref(self._rect)
        self._before: Glyph | None = None
        self._matrix = FS_MATRIX()
        self._to_display = affine(page)

    def glyph(self, text: str, index: int) -> Glyph:
        from pypdfium2.raw import FPDFText_GetLooseCharBox

        rect = self._rect
        if not FPDFText_GetLooseCharBox(self._raw, index, self._rect_at):
            rect.left = rect.right = rect.top = rect.bottom = 0.0
        a, b, c, d, e, f = self._to_display
        left, bottom, right, top = rect.left, rect.bottom, rect.right, rect.top
        if b or c:
            x0, y0, x1, y1 = a * left + c * bottom + e, b * left + d * bottom + f, a * right + c * top + e, b * right + d * top + f  # fmt: skip
        else:
            x0, y0, x1, y1 = a * left + e, d * bottom + f, a * right + e, d * top + f
        if x0 > x1:
            x0, x1 = x1, x0
        if y0 > y1:
            y0, y1 = y1, y0
        # What goes on to the right on the same line is turned as the character before.
        before = self._before
        level = before is not None and before.turn == 0 and before.left < x0 < before.right + y1 - y0 and abs(before.bottom - y1) < 0.1  # fmt: skip
        self._before = Glyph(text, x0, y0, x1, y1, index, 0 if level else self._turn(index))
        return self._before

    def _turn(self, index: int) -> int:
        from pypdfium2.raw import FPDFText_GetMatrix

        matrix = self._matrix
        if not FPDFText_GetMatrix(self._raw, index, ctypes.byref(matrix)):
            return 0
        a, b, c, d, _, _ = self._to_display
        x, y = a * matrix.a + c * matrix.b, b * matrix.a + d * matrix.b
        if not y and x > 0:
            return 0
        quarters = math.atan2(y, x) / (math.pi / 2)
        # A line as much as 8 degrees off is read as straight; a watermark across the page is not.
        return round(quarters) % 4 if abs(quarters - round(quarters)) < 0.09 else -1


def affine(page: PdfPage) -> tuple[float, float, float, float, float, float]:
    """The matrix (a, b, c, d, e, f) from the page's own points to points on it as displayed, from the top left corner."""
    from pypdfium2.raw import FPDF_PageToDevice

    width, height = page.get_size()
    device_x, device_y = ctypes.c_int(), ctypes.c_int()
    places = []
    for x, y in ((0.0, 0.0), (1000.0, 0.0), (0.0, 1000.0)):
        FPDF_PageToDevice(page.raw, 0, 0, _GRID, _GRID, 0, x, y, device_x, device_y)
        places.append((device_x.value / _GRID * width, device_y.value / _GRID * height))
    (e, f), (ax, ay), (cx, cy) = places
    return (ax - e) / 1000, (ay - f) / 1000, (cx - e) / 1000, (cy - f) / 1000, e, f
