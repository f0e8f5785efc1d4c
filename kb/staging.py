"""A document is staged: written in one transaction with its pages, passages, words and vectors, invisible until published."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from kb import keywords, wordboxes
from kb.database import document, embedded, page, passage
from kb.domain import Document, Passage, Word
from kb.vectors import Vectors, pack

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Staged:
    """A document with all that is kept of it.

    `words` has one entry a page; `terms` and `vectors`, shape (passages, dimension), one a passage. `signature` is its
    MinHash, `replaces` the id of the version before it.
    """

    document: Document
    words: Sequence[Sequence[Word]]
    passages: Sequence[Passage]
    terms: Sequence[list[str]]
    vectors: Vectors
    signature: bytes
    replaces: str | None


def stage(connection: sa.Connection, staged: Staged) -> None:
    """Write a document, its pages and passages with words and vectors, invisible until published."""
    found = staged.document
    connection.execute(
        sa.insert(document).values(
            id=found.id, name=found.name, path=found.path, title=found.title, kind=found.kind, languages=list(found.languages),
            dated_on=found.dated_on, version=found.version, replaces=staged.replaces, warnings=list(found.warnings),
            format=found.format, signature=staged.signature, added_at=dt.datetime.now(dt.UTC),
        )
    )  # fmt: skip
    if found.pages:
        connection.execute(sa.insert(page), [_page_row(staged, index) for index in range(len(found.pages))])
    indexed: dict[int, list[str]] = {}
    for one, terms, vector in zip(staged.passages, staged.terms, pack(staged.vectors), strict=True):
        added = connection.execute(
            sa.insert(passage).values(
                document_id=found.id, page=one.page, start=one.start, end=one.end, text=one.text, language=one.language,
                heading=list(one.heading), reading=one.reading, digest=digest(one.words), terms=len(terms), vector=vector,
            )
        )  # fmt: skip
        key = added.inserted_primary_key
        assert key is not None
        indexed[int(key[0])] = terms
    keywords.add(connection, indexed)


def _page_row(staged: Staged, index: int) -> dict[str, object]:
    found = staged.document.pages[index]
    return {
        "document_id": staged.document.id, "number": found.number, "label": found.label, "text": found.text,
        "source": found.source, "confidence": found.confidence, "words": wordboxes.pack(staged.words[index]),
    }  # fmt: skip


def digest(text: str) -> str:
    """What a passage's words are known by, whichever document holds them."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def known_vectors(connection: sa.Connection, texts: Sequence[str]) -> dict[str, bytes]:
    """The vectors of those `texts` that were embedded before, by text; a base holds vectors of one model only."""
    by_digest = {digest(text): text for text in texts}
    found: dict[str, bytes] = {}
    keys = list(by_digest)
    for first in range(0, len(keys), _AT_ONCE):
        for table in (passage, embedded):
            query = sa.select(table.c.digest, table.c.vector).where(table.c.digest.in_(keys[first : first + _AT_ONCE]))
            found.update((by_digest[row.digest], row.vector) for row in connection.execute(query))
    return found


def keep_vectors(connection: sa.Connection, texts: Sequence[str], vectors: Vectors) -> None:
    """Keep the vectors of distinct `texts`, shape (len(texts), dimension), until `forget_vectors`."""
    rows = [{"digest": digest(text), "vector": vector} for text, vector in zip(texts, pack(vectors), strict=True)]
    connection.execute(sa.insert(embedded), rows)


def forget_vectors(connection: sa.Connection) -> None:
    """Drop what `keep_vectors` kept: every document it was for is staged, or failed."""
    connection.execute(sa.delete(embedded))
