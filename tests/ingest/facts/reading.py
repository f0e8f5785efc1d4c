"""A document as text, read for its facts without a file: what the tests of this room begin with."""

from __future__ import annotations

import datetime as dt

from ingest.extract import ExtractedPage
from ingest.facts import Facts, extract
from ingest.structure.passages import split
from kb.domain import Document, Kind, Page

Told = tuple[str, tuple[str, ...], str]


def facts_of(text: str, kind: Kind = "mou", dated_on: dt.date | None = None, our_names: tuple[str, ...] = ()) -> Facts:
    """The facts of a text whose pages are set apart by form feeds."""
    document = document_of(text, kind, dated_on)
    return extract(document, split([ExtractedPage(page.label, page.text) for page in document.pages]), our_names)


def document_of(text: str, kind: Kind = "mou", dated_on: dt.date | None = None) -> Document:
    """A document with the pages of a text."""
    pages = tuple(Page(number, str(number), each) for number, each in enumerate(text.split("\f"), 1))
    return Document("0" * 64, "sample.pdf", "/sample.pdf", "", kind, ("ko", "en"), dated_on, pages)


def told(facts: Facts) -> list[Told]:
    """What each commitment says: its modality, its obligors by their shortest names, and its quote on one line."""
    shortest = {
        label: min(party.names, key=len)
        for party in facts.parties
        for label in (party.ko, party.en, party.short)
        if label
    }
    return [
        (each.modality, tuple(shortest.get(name, name) for name in each.obligor), " ".join(each.citation.quote.split()))
        for each in facts.commitments
    ]
