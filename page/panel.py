"""What stands beside the conversation, as HTML: the evidence panel and the list of documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from kb.domain import UNCERTAIN, Document, DocumentSummary, Page
from kb.wordboxes import Sight
from page.conversation import original_address
from page.markup import fill
from page.words import Words


@dataclass(frozen=True, slots=True)
class Cited:
    """The place an answer cites: characters `start` to `end` of page `page`."""

    page: int
    start: int
    end: int


def empty_html(words: Words) -> str:
    """The panel before anything is cited; it holds what the script says while a page opens or cannot."""
    return fill("nothing", words=words)


def sheet_html(document: Document, number: int, cited: Cited | None, shown: Sight | None, words: Words) -> str:
    """One page of a document with its name, numbers, quote, page turning, and the link to the original.

    `shown` is what its image shows, without boxes where the quote can't be located, which the panel then says; without an
    image the page's text stands there, the quote marked in it.
    """
    page = document.page(number)
    quote = document.page(cited.page).text[cited.start : cited.end] if cited else ""
    here = cited is not None and cited.page == number
    boxes = shown.boxes if shown and here else ()
    alt = words.image_marked if boxes else words.image
    return fill(
        "sheet",
        document=document,
        page=page,
        where=place_words(page, len(document.pages), words),
        quote=quote,
        cited=cited,
        here=here,
        shown=shown,
        mark=boxes[0].top if boxes else None,
        uncertain=page.source == "ocr" and (page.confidence or 0.0) < UNCERTAIN,
        query="?" + urlencode({"cited": cited.page, "start": cited.start, "end": cited.end}) if cited else "",
        original=original_address(document.id, shown.sheet if shown else None),
        image=_image_address(document, number, cited if here else None),
        alt=alt.format(document=document.name, page=number, quote=" ".join(quote.split())),
        words=words,
    )


def place_words(page: Page, pages: int, words: Words) -> str:
    """Which page or section of how many it is."""
    sentence = words.section if page.source == "section" else words.page
    return sentence.format(page=page.number, pages=pages)


def trouble_html(sentence: str) -> str:
    """The panel when a page can't be shown: one plain sentence."""
    return fill("trouble", sentence=sentence)


def documents_html(documents: Sequence[DocumentSummary], words: Words) -> str:
    """The list of documents; each name opens its first page in the panel."""
    return fill("documents", documents=documents, words=words)


def _image_address(document: Document, number: int, cited: Cited | None) -> str:
    query = "?" + urlencode({"quote_start": cited.start, "quote_end": cited.end}) if cited else ""
    return f"/page/{document.id}/{number}.png{query}"
