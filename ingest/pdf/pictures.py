"""A PDF's page as a picture: whether anything is drawn on it, how much of it is an image, and it rendered."""

from __future__ import annotations

import ctypes
import math
from typing import TYPE_CHECKING

from ingest.pdf.glyphs import affine
from ingest.pdf.straighten import ink_share
from kb.domain import Box

if TYPE_CHECKING:
    from PIL.Image import Image
    from pypdfium2 import PdfPage

# A poster is rendered coarser, so that no page takes more memory than this: 4 bytes a pixel in PDFium.
_MOST_PIXELS = 24_000_000
_GLANCE = 60
# A speck of dust on a scanner's glass is less than this share of the page.
_BLANK = 0.00005
_MOSTLY = 0.5
_MOST_OBJECTS = 2000


def rendered(page: PdfPage, dots: int) -> Image:
    """The page as displayed, in shades of grey, at `dots` an inch or what the bound on pixels leaves of it."""
    width, height = page.get_size()
    scale = min(dots / 72, math.sqrt(_MOST_PIXELS / max(1.0, width * height)))
    image: Image = page.render(scale=scale, grayscale=True).to_pil().convert("L")
    return image


def has_ink(page: PdfPage) -> bool:
    """Whether anything is seen on the page."""
    return ink_share(rendered(page, _GLANCE)) > _BLANK


def is_mostly_picture(page: PdfPage) -> bool:
    """Whether images cover more than half of the page."""
    return sum((box.right - box.left) * (box.bottom - box.top) for box in images(page)) > _MOSTLY


def images(page: PdfPage) -> list[Box]:
    """Where the page shows images."""
    from pypdfium2.raw import (
        FPDF_PAGEOBJ_IMAGE,
        FPDFPage_CountObjects,
        FPDFPage_GetObject,
        FPDFPageObj_GetBounds,
        FPDFPageObj_GetType,
    )

    (width, height), (a, b, c, d, e, f) = page.get_size(), affine(page)
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    found: list[Box] = []
    for index in range(min(_MOST_OBJECTS, FPDFPage_CountObjects(page.raw))):
        one = FPDFPage_GetObject(page.raw, index)
        if FPDFPageObj_GetType(one) != FPDF_PAGEOBJ_IMAGE or not FPDFPageObj_GetBounds(one, left, bottom, right, top):
            continue
        corners = ((left.value, bottom.value), (right.value, top.value))
        across = sorted(min(max((a * x + c * y + e) / width, 0.0), 1.0) for x, y in corners)
        down = sorted(min(max((b * x + d * y + f) / height, 0.0), 1.0) for x, y in corners)
        found.append(Box(across[0], down[0], across[1], down[1]))
    return found
