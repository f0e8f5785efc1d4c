"""Every word of a PDF knows where it stands on the page as displayed; pages that are pictures wait for OCR."""

from __future__ import annotations

import time
import unicodedata
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.extract import ExtractedPage, Limits
from ingest.pdf import ocr
from ingest.pdf.glyphs import Glyph
from ingest.pdf.page_text import Sheet
from ingest.pdf.reader import extract
from ingest.pdf.second_reader import mend, placed
from tests.ingest.drawn import drawn, lines_at, page_of, scan
from tests.ingest.pdfs import pdf


def check_words(page: ExtractedPage) -> None:
    end = 0
    for word in page.words:
        assert end <= word.start < word.end <= len(page.text), "words ascend and do not overlap"
        text, box, end = page.text[word.start : word.end], word.box, word.end
        assert text == text.strip() and text
        assert 0 <= box.left < box.right <= 1 and 0 <= box.top < box.bottom <= 1
    assert unicodedata.is_normalized("NFC", page.text)


def placed_words(page: ExtractedPage) -> dict[str, tuple[float, float]]:
    """The middle of each word's box."""
    return {
        page.text[word.start : word.end]: ((word.box.left + word.box.right) / 2, (word.box.top + word.box.bottom) / 2)
        for word in page.words
    }


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.text(st.sampled_from("협약가나 abc def-\u1112\u1161\u11abe\u0301ﬁ①ㆍ.,(\u00ad\ue001\U0001f600\n"), max_size=60),
        min_size=1, max_size=3,
    )
)  # fmt: skip
def test_words_hold_every_letter_and_no_white_space_whatever_the_text(texts: list[str]) -> None:
    for page in extract(pdf(texts), Limits()).pages:
        if page.source == "text":
            check_words(page)


@settings(max_examples=20, deadline=None)
@given(st.text(st.characters(categories=["Lu", "Ll", "Nd"], max_codepoint=0xFF), min_size=1, max_size=40))
def test_every_letter_of_a_page_is_in_a_word(text: str) -> None:
    page = extract(pdf([text]), Limits()).pages[0]
    assert "".join(page.text[word.start : word.end] for word in page.words) == "".join(page.text.split())


def test_a_long_run_without_spaces_is_several_words() -> None:
    page = extract(pdf(["서울디지털재단과타이베이컴퓨터협회는상호협력한다"]), Limits()).pages[0]
    assert [len(page.text[word.start : word.end]) for word in page.words] == [12, 12]


@pytest.mark.parametrize(
    ("rotation", "where"), [(0, (0.1, 0.1)), (90, (0.9, 0.1)), (180, (0.9, 0.9)), (270, (0.1, 0.9))]
)
def test_a_word_is_placed_as_the_page_is_displayed(rotation: int, where: tuple[float, float]) -> None:
    from pypdf import PdfWriter

    writer = PdfWriter(clone_from=BytesIO(drawn(lambda canvas: canvas.drawString(50, 757, "Seoul"), size=(595, 842))))
    writer.pages[0].rotation = rotation
    out = BytesIO()
    writer.write(out)
    page = page_of(out.getvalue())
    assert page.text == "Seoul"
    assert placed_words(page)["Seoul"] == pytest.approx(where, abs=0.03)


def test_a_word_outside_of_the_crop_box_has_no_place_and_its_text_stays() -> None:
    from pypdf import PdfWriter
    from pypdf.generic import RectangleObject

    def draw(canvas: Any) -> None:
        lines_at(canvas, 100, 700, "shown", "hidden", leading=400)

    writer = PdfWriter(clone_from=BytesIO(drawn(draw)))
    writer.pages[0].cropbox = RectangleObject((0, 500, 595, 842))
    out = BytesIO()
    writer.write(out)
    page = page_of(out.getvalue())
    assert page.text.split() == ["shown", "hidden"]
    assert list(placed_words(page)) == ["shown"]


def test_ligatures_are_the_letters_they_join() -> None:
    assert extract(pdf(["the ﬁrst oﬃce"]), Limits()).pages[0].text == "the first office"


def test_a_page_cut_at_the_limit_has_no_word_and_no_table_beyond_it() -> None:
    page = page_of(drawn(lambda canvas: lines_at(canvas, 60, 700, *["one two three"] * 9)), Limits(page_text=20))
    assert len(page.text) == 20
    assert max(word.end for word in page.words) <= 20


def test_more_pages_than_the_limit_are_refused() -> None:
    assert extract(pdf(["x"] * 3), Limits(pages=2)).reason == "too_large"


def test_a_character_without_meaning_takes_the_one_that_the_other_reader_has() -> None:
    glyphs = [Glyph(text, 10 * n, 0, 10 * n + 10, 10, n) for n, text in enumerate("agre\ufffdment")]
    mend(glyphs, "agreement")
    assert "".join(glyph.text for glyph in glyphs) == "agreement"


def test_the_other_readers_text_has_the_places_of_the_same_letters() -> None:
    glyphs = [Glyph(text, 10 * n, 10, 10 * n + 10, 20, n) for n, text in enumerate("\ue001\ue002\ue003\ue004이다")]
    found = placed("협약 서류 이다", glyphs, Sheet(4, 100, 100))
    assert [(found.text[w.start : w.end], w.box.left, w.sheet) for w in found.words] == [
        ("협약", 0.0, 4), ("서류", 0.2, 4), ("이다", 0.4, 4),
    ]  # fmt: skip


def test_a_picture_of_a_page_is_left_unread_when_time_has_run_out() -> None:
    data = scan(drawn(lambda canvas: canvas.drawString(60, 700, "The parties agree.")), dots=100)
    if not ocr.available():
        pytest.skip("Tesseract is not installed.")
    found = extract(data, Limits(deadline=time.monotonic() - 1))
    assert (found.pages[0].source, found.pages[0].text) == ("unread", "")
    assert found.told == ("page 1 is a picture and time ran out before reading: split the file and ingest the parts",)


def test_without_tesseract_a_warning_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "available", lambda: False)
    found = extract(scan(drawn(lambda canvas: canvas.drawString(60, 700, "The parties agree.")), dots=100), Limits())
    assert found.pages[0].source == "unread"
    assert "apt install tesseract-ocr tesseract-ocr-kor" in found.told[0]


def test_a_blank_page_is_no_picture() -> None:
    found = extract(drawn(lambda canvas: None), Limits())
    assert (found.pages[0].source, found.pages[0].text) == ("text", "")
    assert found.told == ("page 1 is blank: there is no text to search",)
