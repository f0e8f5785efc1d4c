"""One file's reading -> its document, passages, vectors and facts, staged in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from ingest.describing.description import Description, describe
from ingest.facts import Facts
from ingest.facts import extract as extract_facts
from ingest.readers import Reading
from ingest.report import Report
from ingest.structure import passages
from kb import descriptions, documents, families, likeness, links, originals, publication, register, staging
from kb.backends import Embedder, open_embedder
from kb.database import Database
from kb.domain import Document, DocumentSummary
from kb.people.work import left_behind
from kb.settings import Settings
from kb.text import nfc
from kb.tokens import terms_of
from kb.vectors import Vectors, pack, unpack

# So many passages are embedded before their vectors are kept: a broken run loses a second's work of a long document.
_KEPT_AT_ONCE = 32


class Filing:
    """Where documents are filed: the database, the model, and the report of what each step took."""

    def __init__(self, database: Database, settings: Settings, report: Report) -> None:
        self.database = database
        self.settings = settings
        self.report = report
        self._embedder: Embedder | None = None

    def file(self, path: Path, reading: Reading, embedded: Callable[[float], None]) -> None:
        """Stage what was read from `path`, as a new version where a document is filed under it; `embedded` hears the share done."""
        with self.database.write() as connection:
            families.forget_old(connection, reading.id)
            earlier = families.earlier(connection, path)
        described = describe(reading.extract.pages, reading.extract.title, path)
        found = _document(reading, described, path, earlier.version + 1 if earlier else 1)
        summary = self._stage(found, described, reading, earlier.id if earlier else None, path, embedded)
        (self.report.replaced if earlier else self.report.added).append(summary)
        self.report.pages += len(found.pages)

    def _stage(
        self,
        found: Document,
        described: Description,
        reading: Reading,
        replaces: str | None,
        path: Path,
        embedded: Callable[[float], None],
    ) -> DocumentSummary:
        split = passages.split(reading.extract.pages)
        with self.report.timed("words"):
            terms = terms_of([one.words for one in split])
            signature = likeness.signature(terms)
        with self.report.timed("embed"):
            vectors = self._vectors([one.words for one in split], embedded)
        with self.report.timed("facts"):
            facts = extract_facts(found, split, our_names=self.settings.organisation)
        with self.report.timed("store"):
            originals.keep(self.settings, path, found.id, found.format, reading.extract.view)
            words = [page.words for page in reading.extract.pages]
            with self.database.write() as connection:
                staged = staging.Staged(found, words, split, terms, vectors, signature, replaces)
                staging.stage(connection, staged)
                descriptions.record(connection, found.id, _recognised(described), _places(described), replaces)
                staging.forget_vectors(connection)
                _record(connection, found.id, facts)
                families.note_path(connection, found.path, found.id)
                return self._told(documents.summaries(connection, [found.id])[0], connection)

    def read_anew(self, document_id: str) -> DocumentSummary:
        """Extract the facts of a document again, for what a person says that it is."""
        with self.report.timed("facts"), self.database.write() as connection:
            found, split = documents.read(connection, document_id), documents.passages(connection, document_id)
            facts = extract_facts(found, split, our_names=self.settings.organisation)
            _record(connection, document_id, facts)
            descriptions.note_facts(connection, document_id)
            return self._told(documents.summaries(connection, [document_id])[0], connection)

    def _vectors(self, texts: Sequence[str], embedded: Callable[[float], None]) -> Vectors:
        """The vectors of `texts`, shape (len(texts), dimension); those embedded before are taken from the record."""
        with self.database.read() as connection:
            known = staging.known_vectors(connection, texts)
        new = list(dict.fromkeys(text for text in texts if text not in known))
        for first in range(0, len(new), _KEPT_AT_ONCE):
            embedded(first / len(new))
            chunk = new[first : first + _KEPT_AT_ONCE]
            vectors = self.embedder.passages(chunk)
            known.update(zip(chunk, pack(vectors), strict=True))
            if len(new) > _KEPT_AT_ONCE:
                with self.database.write() as connection:
                    staging.keep_vectors(connection, chunk, vectors)
        return unpack([known[text] for text in texts])

    def _told(self, summary: DocumentSummary, connection: sa.Connection) -> DocumentSummary:
        """The summary with a warning for each document that is nearly the same, and for work that its new version leaves behind."""
        near = likeness.near_duplicates(connection, summary.id)
        like = [f"its text is nearly that of {name} ({share:.0%} alike): keep one of them" for name, share in near]
        left = left_behind(connection, summary.id)
        gone = (
            [f"{left} works of people are on clauses it no longer holds: see `python -m kb work --orphaned`"]
            if left
            else []
        )
        return replace(summary, warnings=(*summary.warnings, *like, *gone))

    @property
    def embedder(self) -> Embedder:
        """The embedding model, loaded when the first new document needs it."""
        if self._embedder is None:
            self._embedder = open_embedder(self.settings)
            with self.database.write() as connection:
                publication.check_model(connection, self._embedder.name, self._embedder.dimension)
                publication.stamp_model(connection, self._embedder.name, self._embedder.dimension)
        return self._embedder


def _record(connection: sa.Connection, document_id: str, facts: Facts) -> None:
    register.record(connection, document_id, facts.agreement, facts.parties, facts.commitments)
    links.record(connection, document_id, facts.changes, facts.progress)


def _recognised(described: Description) -> dict[descriptions.Field, Any]:
    return {field: getattr(described, field) for field in descriptions.FIELDS}


def _places(described: Description) -> dict[descriptions.Field, descriptions.Place]:
    stated = (each for each in described.evidence if each.source == "text")
    return {each.field: (each.page, each.start, each.end) for each in stated}


def _document(reading: Reading, described: Description, path: Path, version: int) -> Document:
    return Document(
        id=reading.id,
        name=nfc(path.name),
        path=str(path.resolve()),
        title=described.title,
        kind=described.kind,
        languages=described.languages,
        dated_on=described.dated_on,
        pages=reading.pages,
        version=version,
        warnings=reading.extract.told,
        format=reading.extract.format,
    )
