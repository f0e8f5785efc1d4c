"""Evidence a person can see: a page as an image, with the words of the quote marked where they stand."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from kb.domain import Box
from kb.errors import UnreadableDocument

if TYPE_CHECKING:
    from PIL.Image import Image
    from pypdfium2 import PdfPage

# PDFium is not thread-safe; whoever reads PDFs with it in this process takes this lock.
PDFIUM = threading.RLock()

_FILL = (255, 226, 122)
_EDGE = (180, 83, 9)
# A page of 1 x 14,400 points is legal: no image is taller than this many times its width.
_TALLEST = 3


def page_image(view: Path, sheet: int, boxes: tuple[Box, ...] = (), width: int = 1000) -> bytes:
    """Sheet `sheet` of the PDF `view` (from 1) as a PNG of `width` pixels with `boxes` marked; UnreadableDocument when it cannot."""
    return _image(view, _stamp(view), sheet, boxes, width)


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
def _image(view: Path, _stamp: tuple[int, int], sheet: int, boxes: tuple[Box, ...], width: int) -> bytes:
    with _opened(view, sheet) as pdf_page:
        across, down = pdf_page.get_size()
        scale = min(width / across, width * _TALLEST / down)
        image = pdf_page.render(scale=scale).to_pil().convert("RGB")
    _mark(image, boxes)
    png = io.BytesIO()
    image.save(png, "PNG", compress_level=4)
    return png.getvalue()


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
