"""Images of letters, scanned or photographed, as a PDF with a page each, which the PDF reader reads by OCR."""

from __future__ import annotations

import struct
import warnings
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from ingest.formats.refusal import Refused

FORMATS = {"PNG": "png", "JPEG": "jpg", "TIFF": "tif", "BMP": "bmp", "GIF": "gif", "WEBP": "webp"}
_PIXELS = 120_000_000  # of one image: A3 at 600 dpi has 70 million
_TOTAL = 1_500_000_000  # of all pages of a fax or scan together
_FRAMES = 500
_LONG_SIDE = 11.69  # inches of A4, where the file does not tell the resolution
_BROKEN = (OSError, ValueError, TypeError, LookupError, ArithmeticError, AttributeError, RuntimeError, SyntaxError, EOFError, struct.error, zlib.error)  # fmt: skip


def as_pdf(data: bytes) -> bytes:
    """A PDF with a page for each image in `data`, upright and at its own size; refused where it is damaged or too large."""
    import pypdfium2 as pdfium

    with warnings.catch_warnings():
        # The size is checked here, before anything is unpacked.
        warnings.simplefilter("ignore")
        document = pdfium.PdfDocument.new()
        for image in _frames(data):
            with pdfium.PdfDocument(_page(image)) as single:
                document.import_pages(single)
    found = BytesIO()
    document.save(found)
    document.close()
    return found.getvalue()


def _frames(data: bytes) -> Iterator[Any]:
    """Each frame, unpacked and upright; of an animation only the first, as its frames are no pages."""
    from PIL import Image, ImageOps

    total = 0
    try:
        with Image.open(BytesIO(data), formats=list(FORMATS)) as image:
            count = getattr(image, "n_frames", 1) if image.format == "TIFF" else 1
            for number in range(count):
                image.seek(number)
                total += image.width * image.height
                if count > _FRAMES or image.width * image.height > _PIXELS or total > _TOTAL:
                    raise Refused("too_large", f"it has {count} pages of {image.width} by {image.height} pixels")
                image.load()
                resolution = _resolution(image)
                upright = ImageOps.exif_transpose(image)
                upright.info["dpi"] = (resolution, resolution)
                yield upright
    except Image.DecompressionBombError as error:
        raise Refused("too_large", f"it has more than {_PIXELS // 1_000_000} million pixels") from error
    except _BROKEN as error:
        raise Refused("damaged", "its image is broken") from error


def _page(image: Any) -> bytes:
    flat = _opaque(image)
    found = BytesIO()
    # One bit a pixel is packed as a fax is, without a quality.
    quality = {} if flat.mode == "1" else {"quality": 90}
    flat.save(found, "PDF", resolution=image.info["dpi"][0], **quality)
    return found.getvalue()


def _opaque(image: Any) -> Any:
    """The image in a mode that a PDF holds, on white where it is transparent."""
    from PIL import Image

    if image.mode in ("1", "L", "RGB"):
        return image
    if image.mode in ("RGBA", "LA", "PA", "RGBa", "La") or "transparency" in image.info:
        whole = image.convert("RGBA")
        white = Image.new("RGB", whole.size, "white")
        white.paste(whole, mask=whole.getchannel("A"))
        return white
    if image.mode.startswith("I") or image.mode == "F":
        # Sixteen bits a pixel are spread over the eight that are shown.
        low, high = image.getextrema()
        scale = 255 / (high - low) if high > low else 1
        return image.convert("F").point(lambda value: value * scale - low * scale).convert("L")
    return image.convert("RGB")


def _resolution(image: Any) -> float:
    """Dots an inch: the file's own where a page of it is between a card and a poster, else those that make it A4."""
    longest = max(image.size)
    told = image.info.get("dpi", (0, 0))
    try:
        dots = float(told[0])
    except (TypeError, ValueError, LookupError, ZeroDivisionError):
        dots = 0.0
    return dots if 72 < dots <= 2400 and 2 <= longest / dots <= 60 else max(1.0, longest / _LONG_SIDE)
