"""Turns a drawn document into a scan: pictures of its pages, slightly turned and speckled, and no text."""

from __future__ import annotations

from io import BytesIO

import numpy as np
import pypdfium2 as pdfium
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

_SCALE = 1.75
_SKEW = (0.7, -0.5, 0.4, -0.8)


def _photographed(page: Image.Image, number: int) -> Image.Image:
    turned = page.convert("L").rotate(_SKEW[number % len(_SKEW)], Image.Resampling.BICUBIC, fillcolor=250)
    grain = np.random.default_rng(20200 + number)
    pixels = np.asarray(turned, dtype=np.float32)
    shade = np.linspace(-7, 4, pixels.shape[1], dtype=np.float32)[None, :]
    noisy = pixels * 0.94 + 8 + shade + grain.normal(0, 5, pixels.shape).astype(np.float32)
    specks = grain.random(pixels.shape) < 0.00025
    return Image.fromarray(np.clip(np.where(specks, 90, noisy), 0, 255).astype(np.uint8))


def scanned(data: bytes, title: str) -> bytes:
    """Returns the PDF whose pages are pictures of the pages of `data`."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    canvas.setTitle(title)
    canvas.setSubject("Sample document - not an executed agreement")
    document = pdfium.PdfDocument(data)
    for number in range(len(document)):
        picture = _photographed(document[number].render(scale=_SCALE).to_pil(), number)
        squeezed = BytesIO()
        picture.save(squeezed, "JPEG", quality=55)
        canvas.drawImage(ImageReader(BytesIO(squeezed.getvalue())), 0, 0, *A4)
        canvas.showPage()
    canvas.save()
    document.close()
    return out.getvalue()
