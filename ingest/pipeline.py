"""Files -> Report: what is new is read beside the others, filed, and published in batches."""

from __future__ import annotations

import hashlib
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.extract import Limits
from ingest.files import files, shown
from ingest.readers import Pending, Readers, check_name
from ingest.report import Progress, Report
from kb import descriptions, documents, families, originals, publication, staging
from kb.database import Database
from kb.domain import DocumentSummary
from kb.errors import UnreadableDocument
from kb.settings import Settings

if TYPE_CHECKING:
    from ingest.filing import Filing

__all__ = ["Progress", "Report", "ingest"]

# So many files are being read, or wait read, while one is filed: enough for two reading processes, and memory stays flat.
_AHEAD = 4


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
        run = _Run(settings, on_progress, stack)
        run.file(paths, prune)
    run.report.seconds = round(time.monotonic() - began, 2)
    return run.report


class _Run:
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
        self._filing: Filing | None = None
        self._place = Progress(0, 0, None, "")

    def file(self, paths: Sequence[Path], prune: bool) -> None:
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
        self.read_anew()
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

    def read_anew(self) -> None:
        """Extract the facts of documents that a person has said to be of another kind or date since."""
        with self.database.read() as connection:
            outdated = descriptions.outdated(connection)
        self.report.reread.extend(map(self.filing.read_anew, outdated) if outdated else ())

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
        self.filing.file(path, reading, lambda share: self.tell(replace(self._place, step="embed", share=share)))
        return ""

    @property
    def filing(self) -> Filing:
        """Where new documents are filed; what reads them is imported when the first one needs it."""
        if self._filing is None:
            # Compiling what facts are told by takes half a second, most of a run that finds nothing new.
            from ingest.filing import Filing

            self._filing = Filing(self.database, self.settings, self.report)
        return self._filing

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
