"""An office file of nothing but scans is read by OCR on the pages it is drawn on; one of other pictures is refused."""

from __future__ import annotations

import os
from io import BytesIO
from typing import Any

import pypdfium2
import pytest
from PIL import Image

from ingest.extract import Limits
from ingest.formats import libreoffice
from ingest.formats.recognition import read
from ingest.pdf import ocr
from tests.ingest.drawn import drawn, lines_at
from tests.ingest.office_files import docx

LETTER = [
    "Article 1. The Foundation shall provide a report.",
    "Article 2. The Association shall answer within a month.",
]


@pytest.fixture(autouse=True)
def _programs() -> None:
    if not (ocr.available() and libreoffice.installed()):
        if os.environ.get("CI") == "true":
            pytest.fail("Tesseract or libreoffice-writer-nogui is missing")
        pytest.skip("Tesseract or LibreOffice is not installed")


def scanned() -> bytes:
    def draw(canvas: Any) -> None:
        canvas.setFont("Helvetica", 14)
        lines_at(canvas, 40, 220, *LETTER, leading=40)

    picture = BytesIO()
    with pypdfium2.PdfDocument(drawn(draw, size=(450, 300))) as pdf:
        pdf[0].render(scale=200 / 72).to_pil().save(picture, "PNG")
    return picture.getvalue()


def test_a_docx_of_scans_is_read_with_its_pages_and_shown() -> None:
    found = read(
        docx(lambda document: document.add_picture(BytesIO(scanned()), width=5_400_000)), "scan.docx", Limits()
    )
    assert not found.reason and found.format == "docx" and found.view.startswith(b"%PDF")
    assert [page.source for page in found.pages] == ["ocr"]
    assert [line for line in found.pages[0].text.splitlines() if line] == LETTER
    assert any("read by OCR" in said for said in found.told)


def test_a_docx_of_other_pictures_is_refused_as_holding_no_text() -> None:
    picture = BytesIO()
    Image.new("RGB", (400, 400), (90, 120, 200)).save(picture, "PNG")
    found = read(docx(lambda document: document.add_picture(picture)), "photo.docx", Limits())
    assert found.reason == "no_text"
