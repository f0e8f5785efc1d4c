"""Files -> Report: each file read beside the others, split, embedded and staged in one transaction, then published."""

from __future__ import annotations

import hashlib
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from ingest.describing.description import Description, describe
from ingest.extract import Limits
from ingest.facts import extract as extract_facts
from ingest.files import files, shown
from ingest.readers import Pending, Readers, Reading, check_name
from ingest.report import Progress, Report
from ingest.structure import passages
from kb import descriptions, documents, families, likeness, links, originals, publication, register, staging
from kb.backends import Embedder, open_embedder
from kb.database import Database
from kb.domain import Document, DocumentSummary
from kb.errors import UnreadableDocument
from kb.people.work import left_behind
from kb.settings import Settings
from kb.text import nfc
from kb.tokens import terms_of
from kb.vectors import Vectors, pack, unpack

__all__ = ["Progress", "Report", "ingest"]

# So many files are being read, or wait read, while one is filed: enough for two reading processes, and memory stays flat.
_AHEAD = 4
# So many passages are embedded before their vectors are kept: a broken run loses a second's work of a long document.
_KEPT_AT_ONCE = 32


def ingest(
    settings: Settings,
    paths: Sequence[Path],
    *,
    prune: bool = False,
    on_progress: Callable[[Progress], None] = lambda progress: None,
) -> Report:
    """File every document under `paths`; with `prune`, those whose files are gone from the folders among them are removed.

    HomeUnusable when the data home or the database cannot be written; a file that cannot be read is in `failed`.
    """
    began = time.monotonic()
    with publication.writing(settings), ExitStack() as stack:
        filing = _Filing(settings, on_progress, stack)
        filing.run(paths, prune)
    filing.report.seconds = round(time.monotonic() - began, 2)
    return filing.report


class _Filing:
    """One run: what it writes to, what it has done, and when it last published."""

    def __init__(self, settings: Settings, on_progress: Callable[[Progress], None], stack: ExitStack) -> None:
        self.settings = settings
        self.tell = on_progress
        self.report = Report()
        self.database = Database(settings)
        stack.callback(self.database.close)
        self.database.prepare()
        self.published_at = time.monotonic()
        self._stack = stack
        self._readers: Readers | None = None
        self._embedder: Embedder | None = None
        self._place = Progress(0, 0, None, "")

    def run(self, paths: Sequence[Path], prune: bool) -> None:
        # What a broken run staged comes first: a file changed since then replaces it like any other version.
        self.publish()
        originals.sweep(self.database, self.settings)
        found = list(files(paths))
        unchanged: list[tuple[Path, str]] = []
        for number, (path, work) in enumerate(self._read_ahead(found)):
            self._at(Progress(number, len(found), path, "read"))
            try:
                document_id = work if isinstance(work, str) else self._file(path, work)
                if document_id:
                    unchanged.append((path, document_id))
            except UnreadableDocument as error:
                self.report.failed.append({"path": shown(path), "error": str(error), "reason": error.reason})
            if time.monotonic() - self.published_at > self.settings.publish_seconds:
                self._at(Progress(number + 1, len(found), None, "publish"))
                self.publish()
        self._at(Progress(len(found), len(found), None, "publish"))
        self.publish()
        with self.database.write() as connection:
            staging.forget_vectors(connection)
        self.report.unchanged.extend(self._unchanged(unchanged))
        if prune:
            self.prune([path for path in paths if path.is_dir()])

    def _at(self, place: Progress) -> None:
        self._place = place
        self.tell(place)

    def publish(self) -> None:
        with self.report.timed("publish"):
            publication.publish(self.database, self.settings)
        self.published_at = time.monotonic()

    def _read_ahead(self, paths: Sequence[Path]) -> Iterator[tuple[Path, str | Pending]]:
        """Each path with the id of the document it is known to hold, or its reading under way, a few ahead of the one at hand."""
        ahead: deque[tuple[Path, str | Pending]] = deque()
        for path in paths:
            ahead.append((path, self._known(path) or self.readers.begin(path)))
            if len(ahead) > _AHEAD:
                yield ahead.popleft()
        yield from ahead

    @property
    def readers(self) -> Readers:
        """The reading processes, started when the first new file needs them."""
        if self._readers is None:
            limits = Limits(page_text=self.settings.page_text_limit)
            self._readers = self._stack.enter_context(Readers(limits))
        return self._readers

    def _known(self, path: Path) -> str:
        """The id of the document whose bytes the file has, its path noted; empty for new bytes."""
        try:
            with path.open("rb") as stream:
                document_id = hashlib.file_digest(stream, "sha256").hexdigest()
            place = str(path.resolve())
            str(path).encode("utf-8")
        except (OSError, UnicodeEncodeError):
            return ""  # the reader says why
        with self.database.read() as connection:
            if not families.is_current(connection, document_id):
                return ""
            noted = families.holds(connection, place, document_id)
        if not noted:
            with self.database.write() as connection:
                families.note_path(connection, place, document_id)
        return document_id

    def _file(self, path: Path, pending: Pending) -> str:
        """File new bytes; gives the document's id where a copy of them was filed meanwhile, else nothing."""
        check_name(path)
        reading = pending.reading(lambda share: self.tell(replace(self._place, step="read", share=share)))
        self.report.spent("read", reading.seconds)
        if known := self._known(path):
            return known
        with self.database.write() as connection:
            families.forget_old(connection, reading.id)
            earlier = families.earlier(connection, path)
        described = describe(reading.extract.pages, reading.extract.title, path)
        found = _document(reading, described, path, earlier.version + 1 if earlier else 1)
        summary = self._stage(found, described, reading, earlier.id if earlier else None, path)
        (self.report.replaced if earlier else self.report.added).append(summary)
        self.report.pages += len(found.pages)
        return ""

    def _stage(
        self, found: Document, described: Description, reading: Reading, replaces: str | None, path: Path
    ) -> DocumentSummary:
        split = passages.split(reading.extract.pages)
        with self.report.timed("words"):
            terms = terms_of([one.words for one in split])
            signature = likeness.signature(terms)
        with self.report.timed("embed"):
            vectors = self._vectors([one.words for one in split])
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
                register.record(connection, found.id, facts.agreement, facts.parties, facts.commitments)
                links.record(connection, found.id, facts.changes, facts.progress)
                families.note_path(connection, found.path, found.id)
                return self._told(documents.summaries(connection, [found.id])[0], connection)

    def _vectors(self, texts: Sequence[str]) -> Vectors:
        """The vectors of `texts`, shape (len(texts), dimension); those embedded before are taken from the record."""
        with self.database.read() as connection:
            known = staging.known_vectors(connection, texts)
        new = list(dict.fromkeys(text for text in texts if text not in known))
        for first in range(0, len(new), _KEPT_AT_ONCE):
            self.tell(replace(self._place, step="embed", share=first / len(new)))
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

    def _unchanged(self, known: Sequence[tuple[Path, str]]) -> Iterator[DocumentSummary]:
        with self.database.read() as connection:
            found = {one.id: one for one in documents.summaries(connection, {document_id for _, document_id in known})}
        for path, document_id in known:
            yield replace(found[document_id], path=str(path.resolve()))

    def prune(self, folders: Sequence[Path]) -> None:
        """Remove the documents none of whose files below `folders` is there any more."""
        with self.database.write() as connection:
            gone = families.orphans(connection, folders)
            self.report.removed.extend(documents.summaries(connection, gone))
        if gone:
            publication.remove(self.database, self.settings, gone)


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
