"""Files -> Report: each file read, split, embedded and staged in one transaction, then published."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypedDict

import sqlalchemy as sa

from ingest import description, passages
from ingest.extract import ExtractedPage
from ingest.facts import extract
from ingest.readers import check_name, read_pdf
from kb import documents, publication, register
from kb.backends import Embedder, open_embedder
from kb.database import Database, document, document_path
from kb.domain import Document, DocumentSummary, Passage
from kb.errors import UnreadableDocument
from kb.settings import Settings
from kb.text import nfc, one_line
from kb.tokens import terms_of


class Failure(TypedDict):
    """One file that could not become a document, with the stable word for why."""

    path: str
    error: str
    reason: str


@dataclass
class Report:
    """What an ingest did with each file, and how long it took in seconds."""

    added: list[DocumentSummary] = field(default_factory=list)
    replaced: list[DocumentSummary] = field(default_factory=list)
    unchanged: list[DocumentSummary] = field(default_factory=list)
    removed: list[DocumentSummary] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an ingest is: `done` of `total` files, and the file and step at hand."""

    done: int
    total: int
    path: Path | None
    step: str


def ingest(
    settings: Settings,
    paths: Sequence[Path],
    *,
    prune: bool = False,
    on_progress: Callable[[Progress], None] = lambda progress: None,
) -> Report:
    """File every PDF under `paths`; with `prune`, documents whose files are gone from the folders among them are removed.

    HomeUnusable when the data home or the database cannot be written; a file that cannot be read is in `failed`.
    """
    began = time.monotonic()
    with publication.writing(settings):
        filing = _Filing(settings, on_progress)
        try:
            filing.run(paths, prune)
        finally:
            filing.database.close()
    filing.report.seconds = round(time.monotonic() - began, 2)
    return filing.report


def pdf_files(paths: Sequence[Path]) -> Iterator[Path]:
    """Every file to file: those named, and the PDFs below the folders named, each once, in order of name."""
    seen: set[Path] = set()
    for path in paths:
        below = (
            sorted(p for p in path.rglob("*") if p.suffix.lower() == ".pdf" and p.is_file())
            if path.is_dir()
            else [path]
        )
        for file in below:
            if file.resolve() not in seen:
                seen.add(file.resolve())
                yield file


class _Filing:
    """One run: what it writes to, what it has done, and when it last published."""

    def __init__(self, settings: Settings, on_progress: Callable[[Progress], None]) -> None:
        self.settings = settings
        self.tell = on_progress
        self.report = Report()
        self.database = Database(settings)
        self.database.prepare()
        self.published_at = time.monotonic()
        self._embedder: Embedder | None = None

    def run(self, paths: Sequence[Path], prune: bool) -> None:
        # What a broken run staged comes first: a file changed since then replaces it like any other version.
        self.publish()
        publication.sweep_originals(self.database, self.settings)
        files = list(pdf_files(paths))
        for number, path in enumerate(files):
            self.tell(Progress(number, len(files), path, "read"))
            try:
                self.file(path)
            except UnreadableDocument as error:
                self.report.failed.append({"path": shown(path), "error": str(error), "reason": error.reason})
            if time.monotonic() - self.published_at > self.settings.publish_seconds:
                self.tell(Progress(number + 1, len(files), None, "publish"))
                self.publish()
        self.tell(Progress(len(files), len(files), None, "publish"))
        self.publish()
        if prune:
            self.prune([path for path in paths if path.is_dir()])

    def publish(self) -> None:
        publication.publish(self.database, self.settings)
        self.published_at = time.monotonic()

    def file(self, path: Path) -> None:
        """File one path: known bytes are only noted, new bytes are read, embedded and staged."""
        check_name(path)
        place = str(path.resolve())
        if (known := self._known(path, place)) is not None:
            self.report.unchanged.append(known)
            return
        reading = read_pdf(path, self.settings.page_text_limit)
        previous = self._previous(path, place)
        pages = [ExtractedPage(page.label, page.text, page.source, page.confidence) for page in reading.pages]
        said = description.describe(pages, reading.title, path)
        found = Document(
            id=reading.id,
            name=nfc(path.name),
            path=place,
            title=said.title,
            kind=said.kind,
            languages=said.languages,
            dated_on=said.dated_on,
            pages=reading.pages,
            version=previous[1] + 1 if previous else 1,
            warnings=reading.warnings,
        )
        split = passages.split(pages)
        summary = self._stage(found, split, previous[0] if previous else None, path)
        (self.report.replaced if previous else self.report.added).append(summary)

    def _stage(self, found: Document, split: list[Passage], replaces: str | None, path: Path) -> DocumentSummary:
        texts = [one.text for one in split]
        vectors = self.embedder.passages(texts)
        words = terms_of(texts)
        facts = extract(found, split, our_names=self.settings.organisation)
        publication.keep_original(self.settings, path, found.id)
        with self.database.write() as connection:
            publication.stage(connection, found, split, words, vectors, replaces)
            register.record(connection, found.id, facts.agreement, facts.parties, facts.commitments)
            _note_path(connection, found.path, found.id)
            return documents.summaries(connection, [found.id])[0]

    @property
    def embedder(self) -> Embedder:
        """The embedding model, loaded when the first new document needs it."""
        if self._embedder is None:
            self._embedder = open_embedder(self.settings)
            with self.database.write() as connection:
                publication.check_model(connection, self._embedder.name, self._embedder.dimension)
                publication.stamp_model(connection, self._embedder.name, self._embedder.dimension)
        return self._embedder

    def _known(self, path: Path, place: str) -> DocumentSummary | None:
        """The summary of bytes already on record, their path noted; None for new bytes."""
        try:
            with path.open("rb") as stream:
                digest = hashlib.file_digest(stream, "sha256").hexdigest()
        except OSError:
            return None  # the reader says why
        with self.database.write() as connection:
            row = connection.execute(sa.select(document).where(document.c.id == digest)).one_or_none()
            if row is None:
                return None
            if row.superseded_by:
                # The old bytes are back: they are the newest version again, filed anew.
                connection.execute(sa.delete(document).where(document.c.id == digest))
                return None
            _note_path(connection, place, digest)
            return replace(documents.summaries(connection, [digest])[0], path=place)

    def _previous(self, path: Path, place: str) -> tuple[str, int] | None:
        """The document these bytes replace: the one last seen at this path, or under this name where its file is gone.

        A document that another path still holds, an exact copy, is not replaced.
        """
        with self.database.read() as connection:
            query = (
                sa.select(document.c.id, document.c.version, document_path.c.path)
                .join(document_path, document_path.c.document_id == document.c.id)
                .where(document.c.superseded_by.is_(None), document.c.generation.is_not(None))
                .where(sa.or_(document_path.c.path == place, document.c.name == nfc(path.name)))
                .order_by(document_path.c.path != place)
            )
            for row in connection.execute(query).all():
                if all(path == place or not Path(path).exists() for path in _paths(connection, row.id)):
                    return row.id, row.version
        return None

    def prune(self, folders: Sequence[Path]) -> None:
        """Remove the documents none of whose files below `folders` is there any more."""
        with self.database.write() as connection:
            for row in connection.execute(sa.select(document_path.c.path)).all():
                below = any(Path(row.path).is_relative_to(folder.resolve()) for folder in folders)
                if below and not Path(row.path).exists():
                    connection.execute(sa.delete(document_path).where(document_path.c.path == row.path))
            kept = sa.select(document_path.c.document_id)
            orphaned = sa.select(document.c.id).where(document.c.id.not_in(kept), document.c.superseded_by.is_(None))
            gone = list(connection.execute(orphaned).scalars())
            self.report.removed.extend(documents.summaries(connection, gone))
        if gone:
            publication.remove(self.database, self.settings, gone)


def _note_path(connection: sa.Connection, place: str, document_id: str) -> None:
    """Record that a path holds a document; one whose own path is gone takes the name of a path that holds it."""
    before = (
        connection.execute(sa.select(document_path.c.document_id).where(document_path.c.path == place)).scalars().all()
    )
    connection.execute(sa.delete(document_path).where(document_path.c.path == place))
    connection.execute(sa.insert(document_path).values(path=place, document_id=document_id))
    for one in {*before, document_id}:
        paths = [path for path in _paths(connection, one) if Path(path).exists()]
        own = connection.execute(sa.select(document.c.path).where(document.c.id == one)).scalar_one()
        if paths and own not in paths:
            values = {"path": paths[0], "name": nfc(Path(paths[0]).name)}
            connection.execute(sa.update(document).where(document.c.id == one).values(**values))


def _paths(connection: sa.Connection, document_id: str) -> list[str]:
    query = sa.select(document_path.c.path).where(document_path.c.document_id == document_id)
    return list(connection.execute(query.order_by(document_path.c.path)).scalars())


def shown(path: Path) -> str:
    """A path as a message may show it: NFC, on one line."""
    return one_line(nfc(str(path).encode("utf-8", "surrogateescape").decode("utf-8", "replace")))
