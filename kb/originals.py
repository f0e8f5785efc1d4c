"""The stored copies of files: each document's own bytes, and the PDF to show where the file itself is none."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa

from kb.database import Database, document
from kb.settings import Settings

FOLDER = "originals"
_VIEW = ".view.pdf"


def original(settings: Settings, document_id: str, file_format: str) -> Path:
    """Where the stored copy of a document's file is."""
    return settings.home / FOLDER / f"{document_id}.{file_format}"


def view(settings: Settings, document_id: str, file_format: str) -> Path:
    """Where the PDF that shows a document is: its own file, or the one made of it; there may be none."""
    if file_format == "pdf":
        return original(settings, document_id, file_format)
    return settings.home / FOLDER / f"{document_id}{_VIEW}"


def keep(settings: Settings, source: Path, document_id: str, file_format: str, shown: bytes) -> None:
    """Copy a file into the data home with the PDF that shows it, so that its pages can be shown when the file has moved."""
    target = original(settings, document_id, file_format)
    target.parent.mkdir(parents=True, exist_ok=True)
    if not target.is_file():
        draft = target.with_suffix(".part")
        shutil.copyfile(source, draft)
        draft.replace(target)
    if shown:
        view(settings, document_id, file_format).write_bytes(shown)


def strays(connection: sa.Connection, settings: Settings) -> Iterator[Path]:
    """Stored copies of documents that are not on record: a deletion or an ingest broke off before it was done."""
    known = set(connection.execute(sa.select(document.c.id)).scalars())
    for stored in (settings.home / FOLDER).glob("*"):
        if stored.name.split(".", 1)[0] not in known:
            yield stored


def sweep(database: Database, settings: Settings) -> None:
    """Remove the strays."""
    with database.read() as connection:
        found = list(strays(connection, settings))
    for stored in found:
        stored.unlink(missing_ok=True)
