"""The evidence panel: the cited page with its numbers and quote, and what it says when the quote can't be shown."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from kb.domain import Box, Document, DocumentSummary, Page
from page.panel import Cited, documents_html, empty_html, sheet_html
from page.words import ENGLISH, KOREAN

ID = "b" * 64
PAGES = (Page(1, "i", "Cover"), Page(2, "1", "SDF shall <b>host</b>"), Page(3, "2", "End"))
DOCUMENT = Document(ID, "<i>mou</i>.pdf", "", "MOU", "mou", ("en",), None, PAGES)
PLACE = Cited(2, 0, 21)
BOXES = (Box(0.1, 0.25, 0.9, 0.3),)


def test_the_sheet_names_document_page_label_and_quote_without_making_them_markup() -> None:
    html = sheet_html(DOCUMENT, 2, PLACE, BOXES, ENGLISH)
    assert "&lt;i&gt;mou&lt;/i&gt;.pdf" in html and "<i>" not in html and "<b>" not in html
    assert "Page 2 of 3 · printed page 1" in html
    assert "<blockquote>SDF shall &lt;b&gt;host&lt;/b&gt;</blockquote>" in html


def test_the_image_is_described_by_document_page_and_quote() -> None:
    html = sheet_html(DOCUMENT, 2, PLACE, BOXES, ENGLISH)
    assert f'src="/page/{ID}/2.png?quote_start=0&amp;quote_end=21"' in html
    assert 'alt="Image of &lt;i&gt;mou&lt;/i&gt;.pdf, page 2. Marked sentence: SDF shall' in html
    assert 'data-mark="0.25"' in html


def test_a_quote_that_is_not_located_is_said_and_not_claimed() -> None:
    html = sheet_html(DOCUMENT, 2, PLACE, (), KOREAN)
    assert KOREAN.unlocated in html and "data-mark" not in html and "표시한 문장" not in html


def test_the_original_opens_at_the_page_shown() -> None:
    assert f'href="/original/{ID}.pdf#page=3"' in sheet_html(DOCUMENT, 3, PLACE, (), ENGLISH)


def test_turning_keeps_the_citation_and_offers_the_way_back() -> None:
    html = sheet_html(DOCUMENT, 3, PLACE, (), ENGLISH)
    assert f'data-evidence="/evidence/{ID}/2?cited=2&amp;start=0&amp;end=21"' in html
    assert ENGLISH.cited_page in html and "quote_start" not in html and ENGLISH.unlocated not in html


@pytest.mark.parametrize(("number", "name"), [(1, "previous"), (3, "next")])
def test_there_is_no_turning_past_the_ends(number: int, name: str) -> None:
    html = sheet_html(DOCUMENT, number, None, (), ENGLISH)
    button = html[html.index(f'data-turn="{name}"') :].split(">")[0]
    assert button.endswith("disabled")


def test_a_superseded_document_is_shown_as_such() -> None:
    assert ENGLISH.superseded in sheet_html(replace(DOCUMENT, superseded_by="c" * 64), 1, None, (), ENGLISH)
    assert ENGLISH.superseded not in sheet_html(DOCUMENT, 1, None, (), ENGLISH)


def test_the_list_of_documents_is_a_table_or_an_invitation_to_begin() -> None:
    row = DocumentSummary(ID, "<u>.pdf", "", "MOU", "mou", ("en",), dt.date(2023, 3, 14), 3, 9, 2, 1, None)
    html = documents_html([row], ENGLISH)
    assert "&lt;u&gt;.pdf" in html and "2023-03-14" in html and f"/evidence/{ID}/1" in html
    assert ENGLISH.none_yet in documents_html([], ENGLISH)


def test_the_empty_panel_says_what_will_be_there() -> None:
    assert KOREAN.evidence_empty in empty_html(KOREAN)
