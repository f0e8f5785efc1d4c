"""An image becomes a PDF with a page each, upright and at its own size; a bomb or a broken one is refused."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

import pypdfium2 as pdfium
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from ingest.formats.image import as_pdf
from ingest.formats.refusal import Refused


def image(mode: str = "RGB", format: str = "PNG", size: tuple[int, int] = (600, 300), **options: object) -> bytes:
    data = BytesIO()
    Image.new(mode, size, 1 if mode in ("1", "I;16") else None).save(data, format, **options)
    return data.getvalue()


@pytest.mark.parametrize("format", ["PNG", "JPEG", "TIFF", "BMP", "GIF", "WEBP"])
def test_every_format_becomes_a_page(format: str) -> None:
    assert len(pdfium.PdfDocument(as_pdf(image(format=format)))) == 1


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_mode_becomes_a_page(mode: str) -> None:
    assert len(pdfium.PdfDocument(as_pdf(image(mode)))) == 1


def test_the_page_has_the_size_that_the_file_tells_or_that_of_a_letter() -> None:
    told = pdfium.PdfDocument(as_pdf(image(dpi=(150, 150))))[0].get_size()
    assert [round(side) for side in told] == [288, 144]
    assert max(pdfium.PdfDocument(as_pdf(image()))[0].get_size()) == pytest.approx(842, abs=1)


def test_every_page_of_a_fax_is_kept() -> None:
    data = BytesIO()
    pages = [Image.new("1", (200, 300 + 10 * number), 1) for number in range(3)]
    pages[0].save(data, "TIFF", save_all=True, append_images=pages[1:], compression="group4")
    assert len(pdfium.PdfDocument(as_pdf(data.getvalue()))) == 3


def test_a_photograph_is_turned_upright_and_transparency_is_white() -> None:
    turned = Image.Exif()
    turned[0x0112] = 6
    width, height = pdfium.PdfDocument(as_pdf(image(format="JPEG", exif=turned)))[0].get_size()
    assert width < height
    clear = pdfium.PdfDocument(as_pdf(image("RGBA")))[0].render().to_pil()
    assert clear.getpixel((5, 5)) == (255, 255, 255)


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    chunk = b"IHDR" + struct.pack(">2I5B", 60_000, 60_000, 8, 2, 0, 0, 0)
    data = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk))
    with pytest.raises(Refused) as refusal:
        as_pdf(data + image()[33:])
    assert refusal.value.reason == "too_large"


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_any_bytes_give_a_pdf_or_a_reason(draw: st.DataObject) -> None:
    data = bytearray(
        image(format=draw.draw(st.sampled_from(["PNG", "JPEG", "TIFF", "BMP", "GIF", "WEBP"])), size=(20, 10))
    )
    for _ in range(draw.draw(st.integers(1, 6))):
        at = draw.draw(st.integers(0, len(data)))
        data[at : at + draw.draw(st.integers(0, 8))] = draw.draw(st.binary(max_size=8))
    try:
        assert as_pdf(bytes(data)).startswith(b"%PDF")
    except Refused as refusal:
        assert refusal.reason in ("damaged", "too_large")
