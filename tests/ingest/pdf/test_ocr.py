"""A scanned page is read however it lies, and its words are placed on the page as it is shown."""

from __future__ import annotations

import math
import os
from typing import Any

import pytest

from ingest.extract import ExtractedPage, Limits
from ingest.pdf import ocr
from ingest.pdf.reader import extract
from ingest.pdf.straighten import is_sideways, skew
from kb.domain import UNCERTAIN
from tests.ingest.drawn import A4, drawn, lines_at, page_of, scan
from tests.letters import ROOT

TEXT = [
    "Memorandum of Understanding",
    "Article 1. The Foundation shall provide a quarterly report",
    "to the Association by the end of every March.",
    "Article 2. Either party may withdraw with sixty days notice.",
    "Article 3. This document is governed by the law of Korea.",
]


@pytest.fixture(autouse=True)
def _tesseract() -> None:
    if not ocr.available():
        if os.environ.get("CI") == "true":
            pytest.fail("Tesseract is missing: apt install tesseract-ocr tesseract-ocr-kor")
        pytest.skip("Tesseract with Korean is not installed.")


def letter(canvas: Any) -> None:
    canvas.setFont("Helvetica", 12)
    lines_at(canvas, 70, 720, *TEXT, leading=26)


def middle(page: ExtractedPage, wanted: str) -> tuple[float, float]:
    box = next(word.box for word in page.words if page.text[word.start : word.end].startswith(wanted))
    return (box.left + box.right) / 2, (box.top + box.bottom) / 2


def shown_at(across: float, down: float, turn: int, slope: float) -> tuple[float, float]:
    """Where a point of the upright page stands once it slopes and is turned counterclockwise."""
    angle, (width, height) = math.radians(slope), A4
    x, y = (across - 0.5) * width, (down - 0.5) * height
    x, y = x * math.cos(angle) + y * math.sin(angle), y * math.cos(angle) - x * math.sin(angle)
    across, down = x / width + 0.5, y / height + 0.5
    return {0: (across, down), 90: (down, 1 - across), 180: (1 - across, 1 - down), 270: (1 - down, across)}[turn]


@pytest.mark.parametrize(("turn", "slope"), [(0, 0.0), (0, 3.0), (90, 0.0), (90, -2.0), (180, 0.0), (270, 2.0)])
def test_a_scan_is_read_however_it_lies_and_its_words_are_where_they_are_shown(turn: int, slope: float) -> None:
    upright = page_of(drawn(letter))
    page = page_of(scan(drawn(letter), turn, slope))
    assert page.source == "ocr"
    assert page.confidence is not None and page.confidence > UNCERTAIN
    assert "quarterly report" in page.text and "sixty days" in page.text
    for word in ("quarterly", "withdraw", "Korea"):
        assert middle(page, word) == pytest.approx(shown_at(*middle(upright, word), turn, slope), abs=0.012)
    for each in page.words:
        assert page.text[each.start : each.end].strip()
        assert 0 <= each.box.left < each.box.right <= 1 and 0 <= each.box.top < each.box.bottom <= 1


def test_the_scanned_korean_sample_is_read_and_told() -> None:
    (path,) = [path for path in (ROOT / "documents").iterdir() if path.name.startswith("스캔")]
    found = extract(path.read_bytes(), Limits())
    assert {page.source for page in found.pages} == {"ocr"}
    text = "".join("".join(page.text for page in found.pages).split())
    assert "업무협약" in text and "쇠르비크" in text and "하여야한다" in text
    assert any("read by OCR" in warning for warning in found.told)


def test_words_of_latin_letters_within_korean_are_looked_at_again() -> None:
    line = (1, 1, 1)
    korean = ocr.Seen("제출", 0.9, line, 100, 0, 180, 40)
    doubtful = ocr.Seen("BSS", 0.86, line, 200, 0, 320, 40)
    english = ocr.Seen("email", 0.97, line, 340, 0, 420, 40)
    alone = [ocr.Seen(text, 0.93, line, 200 + 40 * n, 0, 236 + 40 * n, 40) for n, text in enumerate("활동을")]
    words = [korean, doubtful, english]
    assert [ocr.corrected(word, words, alone).text for word in words] == ["제출", "활동을", "email"]
    assert ocr.corrected(doubtful, [doubtful, english], alone) is doubtful, "no line of Korean"


def test_a_picture_without_text_is_told_and_empty() -> None:
    def draw(canvas: Any) -> None:
        canvas.circle(300, 400, 120, fill=1)

    found = extract(scan(drawn(draw), dots=60), Limits())
    assert found.pages[0].text == ""
    assert found.told == ("no text was found on page 1: what is drawn there cannot be searched",)


def test_a_text_layer_that_reads_better_than_the_picture_is_kept() -> None:
    def draw(canvas: Any) -> None:
        canvas.setFillGray(0.5)
        canvas.rect(0, 0, 595, 842, fill=1, stroke=0)
        canvas.setFillGray(0)
        lines_at(canvas, 60, 700, "Policy Brief 2025")

    page = page_of(drawn(draw))
    assert (page.source, page.text) == ("text", "Policy Brief 2025")


def test_slope_and_side_are_seen_in_the_ink() -> None:
    import pypdfium2

    with pypdfium2.PdfDocument(scan(drawn(letter), 0, 3.0)) as pdf:
        image = pdf[0].render(scale=2, grayscale=True).to_pil().convert("L")
    assert skew(image) == pytest.approx(-3.0, abs=0.3)
    assert not is_sideways(image)
    assert is_sideways(image.rotate(90, expand=True))
