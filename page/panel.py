"""What stands beside the conversation, as HTML: the evidence panel and the list of documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from kb.domain import Box, Document, DocumentSummary
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


def sheet_html(document: Document, number: int, cited: Cited | None, boxes: Sequence[Box], words: Words) -> str:
    """One page of a document with its name, numbers, quote, page turning, and the link to the original.

    `boxes` are where the quote stands on this page; empty when it can't be located, which the panel then says.
    """
    quote = document.page(cited.page).text[cited.start : cited.end] if cited else ""
    here = cited is not None and cited.page == number
    alt = words.image_marked if here and boxes else words.image
    return fill(
        "sheet",
        document=document,
        page=document.page(number),
        quote=quote,
        cited=cited.page if cited else 0,
        here=here,
        mark=boxes[0].top if boxes else None,
        query="?" + urlencode({"cited": cited.page, "start": cited.start, "end": cited.end}) if cited else "",
        original=original_address(document.id, number),
        image=_image_address(document, number, cited if here else None),
        alt=alt.format(document=document.name, page=number, quote=" ".join(quote.split())),
        words=words,
    )


def trouble_html(sentence: str) -> str:
    """The panel when a page can't be shown: one plain sentence."""
    return fill("trouble", sentence=sentence)


def documents_html(documents: Sequence[DocumentSummary], words: Words) -> str:
    """The list of documents; each name opens its first page in the panel."""
    return fill("documents", documents=documents, words=words)


def _image_address(document: Document, number: int, cited: Cited | None) -> str:
    query = "?" + urlencode({"quote_start": cited.start, "quote_end": cited.end}) if cited else ""
    return f"/page/{document.id}/{number}.png{query}"
