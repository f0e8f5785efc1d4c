"""A picture of text on a page that has a text layer too is read where it stands; photographs and logos are left alone."""

from __future__ import annotations

import os
from io import BytesIO
from typing import Any

import numpy as np
import pypdfium2
import pytest
from PIL import Image

from ingest.extract import Limits
from ingest.pdf import ocr
from ingest.pdf.reader import extract
from tests.ingest.drawn import drawn, lines_at, page_of

LETTER = [
    "Article 7. The Association shall lend the Foundation",
    "four sensors for the pilot by the end of June.",
    "Article 8. The Foundation shall return them in October.",
]
OPENING = [f"This report is on the {number} meeting of the two sides this year." for number in ("first", "second")]
CLOSING = ["The next meeting is held in Seoul in the spring of next year."]


@pytest.fixture(autouse=True)
def _tesseract() -> None:
    if not ocr.available():
        if os.environ.get("CI") == "true":
            pytest.fail("Tesseract is missing: apt install tesseract-ocr tesseract-ocr-kor")
        pytest.skip("Tesseract with Korean is not installed.")


def letter() -> Image.Image:
    """A picture of three lines of a letter, 450 by 100 points."""

    def draw(canvas: Any) -> None:
        canvas.setFont("Helvetica", 14)
        lines_at(canvas, 20, 70, *LETTER, leading=24)

    with pypdfium2.PdfDocument(drawn(draw, size=(450, 100))) as pdf:
        image: Image.Image = pdf[0].render(scale=200 / 72, grayscale=True).to_pil().convert("L")
    return image


def report(picture: Image.Image, words_over_it: int = 0) -> bytes:
    """A page with the picture in the middle of its text."""
    from reportlab.lib.utils import ImageReader

    stored = BytesIO()
    picture.save(stored, "PNG")

    def draw(canvas: Any) -> None:
        lines_at(canvas, 72, 760, *OPENING)
        canvas.drawImage(ImageReader(BytesIO(stored.getvalue())), 72, 500, 450, 100)
        lines_at(canvas, 72, 580, *["shall lend four sensors"] * words_over_it)
        lines_at(canvas, 72, 400, *CLOSING)

    return drawn(draw)


def test_a_scanned_part_of_a_page_is_read_between_the_lines_it_stands_between() -> None:
    page = page_of(report(letter()))
    assert page.text.splitlines() == [*OPENING, "", *LETTER, "", *CLOSING]
    assert page.source == "ocr" and page.confidence is not None and page.confidence > 0.8


def test_the_words_of_a_scanned_part_are_placed_where_they_are_shown() -> None:
    page = page_of(report(letter()))
    boxes = {page.text[word.start : word.end]: word.box for word in page.words}
    sensors, seoul = boxes["sensors"], boxes["Seoul"]
    assert 72 / 595 < sensors.left < sensors.right < 0.4
    assert (842 - 600) / 842 < sensors.top < sensors.bottom < (842 - 500) / 842
    assert seoul.top > (842 - 420) / 842


def test_what_a_scanner_s_own_ocr_has_written_over_a_picture_is_not_read_again() -> None:
    page = page_of(report(letter(), words_over_it=3))
    assert page.source == "text" and "Association" not in page.text


def test_a_photograph_is_not_read() -> None:
    shades = np.random.default_rng(3).integers(0, 255, (200, 900)).astype(np.uint8)
    page = page_of(report(Image.fromarray(shades)))
    assert page.source == "text" and page.text.splitlines() == [*OPENING, "", *CLOSING]


def test_without_tesseract_the_page_is_told_to_hold_more_than_its_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "available", lambda: False)
    found = extract(report(letter()), Limits())
    assert found.pages[0].source == "text"
    assert any("pictures on page 1 seem to hold text and were not read" in said for said in found.told)


def test_what_was_read_of_pictures_is_told() -> None:
    found = extract(report(letter()), Limits())
    assert any("pictures of text on page 1 were read by OCR" in said for said in found.told)


def test_pictures_are_late_where_time_has_run_out_and_the_text_is_kept() -> None:
    found = extract(report(letter()), Limits(deadline=0.0))
    assert found.remarks is not None and found.remarks.late == [1]
    assert found.pages[0].text.splitlines() == [*OPENING, "", *CLOSING]
