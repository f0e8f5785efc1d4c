"""Evidence a person can see: the page of an original as an image, with the quote marked where it stands."""

from __future__ import annotations

import ctypes
import io
import re
import threading
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from kb.domain import Box
from kb.errors import UnreadableDocument
from kb.text import LAYOUT, nfc

if TYPE_CHECKING:
    from PIL.Image import Image
    from pypdfium2 import PdfPage, PdfTextPage

# PDFium is not thread-safe; whoever reads PDFs with it in this process takes this lock.
PDFIUM = threading.RLock()

_FILL = (255, 226, 122)
_EDGE = (180, 83, 9)
# A page of 1 x 14,400 points is legal: no image is taller than this many times its width.
_TALLEST = 3
# PDFium answers positions in whole device pixels; on a device this wide they are exact to 1/20,000 of the page.
_GRID = 20_000
_LIGATURE = re.compile("[\ufb00-\ufb06]")
# A word divided at the end of a line: PDFium gives its hyphen as U+0002, others as the hyphen and the line break.
_DIVIDED = re.compile("\x02|[-\u2010\u00ad](?=[ \t]*[\r\n])")


def page_image(original: Path, page: int, quote: str = "", width: int = 1000, occurrence: int = 0) -> bytes:
    """Page `page` (from 1) of a PDF as a PNG of `width` pixels, every line of `quote` marked where it can be located.

    UnreadableDocument when the file or the page cannot be drawn.
    """
    return _image(original, _stamp(original), page, quote, width, occurrence)


def quote_boxes(original: Path, page: int, quote: str, occurrence: int = 0) -> tuple[Box, ...]:
    """Where `quote` stands on page `page`, a rectangle a line; empty when it cannot be located on the image.

    `occurrence` counts from 0 where the page says the same thing more than once.
    """
    return _boxes(original, _stamp(original), page, quote, occurrence)


def _stamp(original: Path) -> tuple[int, int]:
    """What changes when the file does, so that nothing remembered outlives it."""
    try:
        state = original.stat()
    except OSError as error:
        raise UnreadableDocument(
            f"The original {original.name} is missing; ingest the file again to see its pages.", "missing"
        ) from error
    return state.st_mtime_ns, state.st_size


@lru_cache(maxsize=64)
def _image(original: Path, stamp: tuple[int, int], page: int, quote: str, width: int, occurrence: int) -> bytes:
    boxes = _boxes(original, stamp, page, quote, occurrence)
    with _opened(original, page) as pdf_page:
        across, down = pdf_page.get_size()
        scale = min(width / across, width * _TALLEST / down)
        image = pdf_page.render(scale=scale).to_pil().convert("RGB")
    _mark(image, boxes)
    png = io.BytesIO()
    image.save(png, "PNG", compress_level=4)
    return png.getvalue()


@lru_cache(maxsize=256)
def _boxes(original: Path, _stamp: tuple[int, int], page: int, quote: str, occurrence: int) -> tuple[Box, ...]:
    wanted = _letters(quote)
    if not wanted:
        return ()
    with _opened(original, page) as pdf_page:
        text_page = pdf_page.get_textpage()
        letters, places = _placed_letters(text_page)
        found = -1
        for _ in range(occurrence + 1):
            following = letters.find(wanted, found + 1)
            if following < 0:
                break
            found = following
        if found < 0:
            return ()
        return tuple(_lines(_displayed(pdf_page, text_page, index) for index in places[found : found + len(wanted)]))


def _letters(text: str) -> str:
    """The characters of `text` without its layout."""
    return _apart(LAYOUT.sub("", _DIVIDED.sub("", nfc(text))))


def _apart(text: str) -> str:
    """`text` with ligatures (the typesetter's fi, ffl) as the letters they join: readers differ in which they give."""
    return _LIGATURE.sub(lambda found: unicodedata.normalize("NFKC", found.group()), text)


def _placed_letters(text_page: PdfTextPage) -> tuple[str, list[int]]:
    """The page's characters without layout, composed, and for each one its index in PDFium's list."""
    from pypdfium2.raw import FPDFText_GetUnicode

    codes = [chr(FPDFText_GetUnicode(text_page, index)) for index in range(text_page.count_chars())]
    divided = {match.start() for match in _DIVIDED.finditer("".join(codes))}
    clusters: list[tuple[str, int]] = []
    for index, character in enumerate(codes):
        if index in divided or LAYOUT.match(character) or character == "\0":
            continue
        # Hangul stored as vowels and final consonants (U+1160 to U+11FF), and accents, complete the character before.
        if clusters and (unicodedata.combining(character) or "\u1160" <= character <= "\u11ff"):
            clusters[-1] = (clusters[-1][0] + character, clusters[-1][1])
        else:
            clusters.append((character, index))
    placed = [(letter, index) for cluster, index in clusters for letter in _apart(nfc(cluster))]
    return "".join(letter for letter, _ in placed), [index for _, index in placed]


def _displayed(pdf_page: PdfPage, text_page: PdfTextPage, index: int) -> Box:
    """The box of one character as the page is shown: rotated as the page says, cut to its crop box."""
    from pypdfium2.raw import FPDF_PageToDevice

    left, bottom, right, top = text_page.get_charbox(index, loose=True)
    across, down = [], []
    for x, y in ((left, bottom), (right, top)):
        device_x, device_y = ctypes.c_int(), ctypes.c_int()
        FPDF_PageToDevice(pdf_page, 0, 0, _GRID, _GRID, 0, x, y, device_x, device_y)
        across.append(min(max(device_x.value / _GRID, 0.0), 1.0))
        down.append(min(max(device_y.value / _GRID, 0.0), 1.0))
    return Box(min(across), min(down), max(across), max(down))


def _lines(boxes: Iterator[Box]) -> Iterator[Box]:
    """The boxes of consecutive characters as one box a line; what the crop box hides is left out."""
    line: Box | None = None
    for box in boxes:
        if box.right <= box.left or box.bottom <= box.top:
            continue
        if line is not None and not line.beside(box):
            yield line
            line = None
        line = box if line is None else line.joined(box)
    if line is not None:
        yield line


def _mark(image: Image, boxes: tuple[Box, ...]) -> None:
    """Tint each box as a highlighter pen does and draw its edge, which also shows on a dark page."""
    from PIL import Image as images
    from PIL import ImageChops, ImageDraw

    pen = max(1, image.width // 500)
    for box in boxes:
        left = max(0, int(box.left * image.width) - 2 * pen)
        top = max(0, int(box.top * image.height) - pen)
        right = min(image.width - 1, int(box.right * image.width) + 2 * pen)
        bottom = min(image.height - 1, int(box.bottom * image.height) + pen)
        area = (left, top, right + 1, bottom + 1)
        tint = images.new("RGB", (area[2] - left, area[3] - top), _FILL)
        image.paste(ImageChops.multiply(image.crop(area), tint), area)
        ImageDraw.Draw(image).line((left, bottom, right, bottom), fill=_EDGE, width=pen)


@contextmanager
def _opened(original: Path, page: int) -> Iterator[PdfPage]:
    """Page `page` of the PDF, with PDFium held by this thread alone."""
    import pypdfium2

    with PDFIUM, _told(original), pypdfium2.PdfDocument(original) as pdf:
        if not 1 <= page <= len(pdf):
            raise UnreadableDocument(f"{original.name} has no page {page}; it has {len(pdf)}.", "no_page")
        yield pdf[page - 1]


@contextmanager
def _told(original: Path) -> Iterator[None]:
    """Turns what PDFium says into a sentence for a person."""
    from pypdfium2 import PdfiumError

    try:
        yield
    except (PdfiumError, OSError, ValueError) as error:
        raise UnreadableDocument(
            f"The pages of {original.name} cannot be drawn ({error}); open the original instead.", "damaged"
        ) from error
