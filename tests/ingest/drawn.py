"""PDF pages drawn by reportlab, and pictures of them, so that a test decides where everything stands."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import numpy as np
import pypdfium2
from PIL import Image

from ingest.extract import ExtractedPage, Limits
from ingest.pdf.reader import extract

A4 = (595.0, 842.0)


def drawn(*pages: Callable[[Any], None], size: tuple[float, float] = A4) -> bytes:
    """A PDF with a page for each function, which draws on the canvas in points from the bottom left corner."""
    from reportlab.pdfgen.canvas import Canvas

    out = BytesIO()
    canvas = Canvas(out, pagesize=size, invariant=1)
    for draw in pages:
        canvas.setFont("Helvetica", 10)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def lines_at(canvas: Any, x: float, y: float, *lines: str, leading: float = 12) -> None:
    """Draw lines one below the other, the first at (x, y)."""
    for index, line in enumerate(lines):
        canvas.drawString(x, y - index * leading, line)


def page_of(data: bytes, limits: Limits = Limits()) -> ExtractedPage:  # noqa: B008 - frozen
    """The first page of a PDF as it is read."""
    found = extract(data, limits)
    assert not found.reason, found.message
    return found.pages[0]


def scan(data: bytes, turn: int = 0, slope: float = 0.0, dots: int = 200) -> bytes:
    """The first page of `data` as a picture in a PDF: turned counterclockwise, sloping, grainy, without any text."""
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    with pypdfium2.PdfDocument(data) as pdf:
        image = pdf[0].render(scale=dots / 72, grayscale=True).to_pil().convert("L")
    image = image.rotate(slope, Image.Resampling.BICUBIC, fillcolor=255).rotate(turn, expand=True)
    grain = np.random.default_rng(7).normal(0, 6, (image.height, image.width))
    image = Image.fromarray(np.clip(np.asarray(image, dtype=np.float32) * 0.94 + 8 + grain, 0, 255).astype(np.uint8))
    picture, out = BytesIO(), BytesIO()
    image.save(picture, "JPEG", quality=70)
    size = image.width * 72 / dots, image.height * 72 / dots
    canvas = Canvas(out, pagesize=size, invariant=1)
    canvas.drawImage(ImageReader(BytesIO(picture.getvalue())), 0, 0, *size)
    canvas.showPage()
    canvas.save()
    return out.getvalue()
