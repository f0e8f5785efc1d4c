"""The evidence panel: the cited page with its numbers and quote, and what it says when the quote can't be shown."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from kb.domain import Box, Document, DocumentSummary, Page
from kb.wordboxes import Sight
from page.panel import Cited, documents_html, empty_html, sheet_html
from page.words import ENGLISH, KOREAN

ID = "b" * 64
PAGES = (Page(1, "i", "Cover"), Page(2, "1", "SDF shall <b>host</b>"), Page(3, "2", "End"))
DOCUMENT = Document(ID, "<i>mou</i>.pdf", "", "MOU", "mou", ("en",), None, PAGES)
PLACE = Cited(2, 0, 21)
SHOWN = Sight(2, (Box(0.1, 0.25, 0.9, 0.3),))


def test_the_sheet_names_document_page_label_and_quote_without_making_them_markup() -> None:
    html = sheet_html(DOCUMENT, 2, PLACE, SHOWN, ENGLISH)
    assert "&lt;i&gt;mou&lt;/i&gt;.pdf" in html and "<i>" not in html and "<b>" not in html
    assert "Page 2 of 3 · printed page 1" in html
    assert "<blockquote>SDF shall &lt;b&gt;host&lt;/b&gt;</blockquote>" in html


def test_the_image_is_described_by_document_page_and_quote() -> None:
    html = sheet_html(DOCUMENT, 2, PLACE, SHOWN, ENGLISH)
    assert f'src="/page/{ID}/2.png?quote_start=0&amp;quote_end=21"' in html
    assert 'alt="Image of &lt;i&gt;mou&lt;/i&gt;.pdf, page 2. Marked sentence: SDF shall' in html
    assert 'data-mark="0.25"' in html


def test_a_quote_that_is_not_located_is_said_and_not_claimed() -> None:
    html = sheet_html(DOCUMENT, 2, PLACE, Sight(2), KOREAN)
    assert KOREAN.unlocated in html and "data-mark" not in html and "표시한 문장" not in html


def test_the_original_opens_at_the_page_shown() -> None:
    assert f'href="/original/{ID}.pdf#page=3"' in sheet_html(DOCUMENT, 3, PLACE, Sight(3), ENGLISH)


def test_turning_keeps_the_citation_and_offers_the_way_back() -> None:
    html = sheet_html(DOCUMENT, 3, PLACE, Sight(3), ENGLISH)
    assert f'data-evidence="/evidence/{ID}/2?cited=2&amp;start=0&amp;end=21"' in html
    assert ENGLISH.cited_page in html and "quote_start" not in html and ENGLISH.unlocated not in html


@pytest.mark.parametrize(("number", "name"), [(1, "previous"), (3, "next")])
def test_there_is_no_turning_past_the_ends(number: int, name: str) -> None:
    html = sheet_html(DOCUMENT, number, None, Sight(1), ENGLISH)
    button = html[html.index(f'data-turn="{name}"') :].split(">")[0]
    assert button.endswith("disabled")


def test_a_superseded_document_is_shown_as_such() -> None:
    assert ENGLISH.superseded in sheet_html(replace(DOCUMENT, superseded_by="c" * 64), 1, None, Sight(1), ENGLISH)
    assert ENGLISH.superseded not in sheet_html(DOCUMENT, 1, None, Sight(1), ENGLISH)


def test_a_page_read_by_ocr_says_so_and_how_sure_it_is() -> None:
    for confidence, uncertain in ((0.95, False), (0.55, True)):
        pages = (Page(1, "1", "Signed", "ocr", confidence),)
        html = sheet_html(replace(DOCUMENT, pages=pages), 1, None, Sight(1), ENGLISH)
        assert f"read by OCR, {confidence:.0%} sure" in html
        assert (ENGLISH.uncertain in html) is uncertain


def test_a_page_that_could_not_be_read_says_so() -> None:
    html = sheet_html(replace(DOCUMENT, pages=(Page(1, "1", "", "unread"),)), 1, None, Sight(1), KOREAN)
    assert KOREAN.unread in html


SECTIONS = replace(DOCUMENT, name="mou.docx", format="docx", pages=(Page(1, "§1", "One <b>\nTwo & three", "section"),))


def test_a_file_without_pages_or_a_pdf_of_it_shows_its_text_with_the_quote_marked() -> None:
    html = sheet_html(SECTIONS, 1, Cited(1, 8, 11), None, ENGLISH)
    assert "One &lt;b&gt;\n<mark>Two</mark> &amp; three" in html and "<img" not in html
    assert "Section 1 of 1" in html and "printed page" not in html
    assert f'href="/file/{ID}"' in html and f"/original/{ID}" not in html


def test_a_section_is_shown_on_the_sheet_where_it_is_seen() -> None:
    html = sheet_html(SECTIONS, 1, Cited(1, 8, 11), Sight(4, SHOWN.boxes), ENGLISH)
    assert f'src="/page/{ID}/1.png?quote_start=8&amp;quote_end=11"' in html and "<mark>" not in html
    assert f'href="/original/{ID}.pdf#page=4"' in html and f'href="/file/{ID}"' in html


def test_the_list_of_documents_is_a_table_or_an_invitation_to_begin() -> None:
    row = DocumentSummary(ID, "<u>.pdf", "", "MOU", "mou", ("en",), dt.date(2023, 3, 14), 3, 9, 2, 1, None)
    html = documents_html([row], ENGLISH)
    assert "&lt;u&gt;.pdf" in html and "2023-03-14" in html and f"/evidence/{ID}/1" in html
    assert ENGLISH.none_yet in documents_html([], ENGLISH)


def test_the_empty_panel_says_what_will_be_there() -> None:
    assert KOREAN.evidence_empty in empty_html(KOREAN)
