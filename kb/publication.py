"""How the base changes: documents are staged one transaction each, and published with a new vector generation.

The transaction that makes documents visible also records the generation that holds their vectors: it is the one commit
point. Whatever was staged before a crash is published by the next run; whatever was not published cannot be seen.
"""

from __future__ import annotations

import datetime as dt
import fcntl
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

from kb import keywords
from kb.backends import Embedder
from kb.database import Database, document, document_path, page, passage, read_meta, write_meta
from kb.domain import LANGUAGES, Document, Passage
from kb.errors import HomeUnusable, IndexMismatch
from kb.register import forget_unnamed_parties
from kb.settings import Settings
from kb.vectors import Generations, VectorIndex, Vectors, pack, unpack

ORIGINALS = "originals"


@contextmanager
def writing(settings: Settings) -> Iterator[None]:
    """Hold the data home's one writer's place: a second writer waits until the first has ended."""
    try:
        settings.home.mkdir(parents=True, exist_ok=True)
        with (settings.home / "writer.lock").open("w") as place:
            fcntl.flock(place, fcntl.LOCK_EX)
            yield
    except OSError as error:
        raise HomeUnusable(
            f"The data home {settings.home} cannot be written ({error.strerror or error}): "
            "free disk space or mend its rights, then run the same command again."
        ) from error


def generations(settings: Settings) -> Generations:
    """The vector generations of a data home."""
    return Generations(settings.home / "vectors")


def original(settings: Settings, document_id: str) -> Path:
    """Where the stored copy of a document's file is."""
    return settings.home / ORIGINALS / f"{document_id}.pdf"


def current_generation(connection: sa.Connection) -> int:
    """The generation the committed state belongs to; 0 for an empty base."""
    return int(read_meta(connection, "generation") or 0)


def check_model(connection: sa.Connection, name: str, dimension: int) -> None:
    """Raise IndexMismatch when the index was made by another embedding model."""
    stamped = read_meta(connection, "embedding_model")
    if stamped is not None and (stamped, read_meta(connection, "dimension")) != (name, str(dimension)):
        raise IndexMismatch(
            f"The index was made with the embedding model {stamped}, and {name} is configured: "
            "run `python -m kb rebuild`, or set KB_EMBEDDING_MODEL back."
        )


def stamp_model(connection: sa.Connection, name: str, dimension: int) -> None:
    """Record which embedding model the vectors are of."""
    write_meta(connection, "embedding_model", name)
    write_meta(connection, "dimension", str(dimension))


def keep_original(settings: Settings, source: Path, document_id: str) -> None:
    """Copy a file into the data home, so that its pages can be shown when the file has moved."""
    target = original(settings, document_id)
    if not target.is_file():
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = target.with_suffix(".part")
        shutil.copyfile(source, draft)
        draft.replace(target)


def stage(
    connection: sa.Connection,
    found: Document,
    passages: Sequence[Passage],
    words: Sequence[list[str]],
    vectors: Vectors,
    replaces: str | None,
) -> None:
    """Write a document, its pages and passages with words and vectors, invisible until published."""
    connection.execute(
        sa.insert(document).values(
            id=found.id, name=found.name, path=found.path, title=found.title, kind=found.kind, languages=list(found.languages),
            dated_on=found.dated_on, version=found.version, replaces=replaces, warnings=list(found.warnings),
            added_at=dt.datetime.now(dt.UTC),
        )
    )  # fmt: skip
    if found.pages:
        rows = [{"document_id": found.id, "number": p.number, "label": p.label, "text": p.text} for p in found.pages]
        connection.execute(sa.insert(page), rows)
    indexed: dict[int, list[str]] = {}
    for one, terms, vector in zip(passages, words, pack(vectors), strict=True):
        added = connection.execute(
            sa.insert(passage).values(
                document_id=found.id, page=one.page, start=one.start, end=one.end, text=one.text, language=one.language,
                heading=list(one.heading), terms=len(terms), vector=vector,
            )
        )  # fmt: skip
        key = added.inserted_primary_key
        assert key is not None
        indexed[int(key[0])] = terms
    keywords.add(connection, indexed)


def publish(database: Database, settings: Settings, removed: Iterable[str] = ()) -> int:
    """Make staged documents visible and `removed` ones (ids) gone, in one transaction; gives the generation."""
    folders = generations(settings)
    gone = list(removed)
    with database.read() as connection:
        now = current_generation(connection)
        staged = connection.execute(
            sa.select(document.c.id, document.c.replaces).where(document.c.generation.is_(None))
        ).all()
        replaced = [row.replaces for row in staged if row.replaces]
        leaving = list(
            connection.execute(sa.select(passage.c.id).where(passage.c.document_id.in_([*gone, *replaced]))).scalars()
        )
        new = [row.id for row in staged if row.id not in gone]
        if not new and not gone:
            return now
        number = folders.draft(now)
        with VectorIndex(folders.path(number)) as index:
            if now:
                index.delete(leaving)
            _add_vectors(connection, index, new)
    with database.write() as connection:
        for row in staged:
            if row.replaces and row.id in new:
                connection.execute(
                    sa.update(document).where(document.c.id == row.replaces).values(superseded_by=row.id)
                )
                # The old version stays citable by its pages; it is no longer searched.
                connection.execute(sa.delete(passage).where(passage.c.document_id == row.replaces))
        connection.execute(sa.update(document).where(document.c.id.in_(new)).values(generation=number))
        _delete_documents(connection, gone)
        write_meta(connection, "generation", str(number))
    folders.remove_unread(keep=number)
    return number


def _add_vectors(connection: sa.Connection, index: VectorIndex, documents: Sequence[str]) -> None:
    for language in LANGUAGES:
        rows = connection.execute(
            sa.select(passage.c.id, passage.c.vector)
            .where(passage.c.document_id.in_(documents), passage.c.language == language)
            .order_by(passage.c.id)
        ).all()
        if rows:
            index.add(language, [row.id for row in rows], unpack([row.vector for row in rows]))


def _delete_documents(connection: sa.Connection, ids: Sequence[str]) -> None:
    if ids:
        connection.execute(sa.delete(document_path).where(document_path.c.document_id.in_(ids)))
        connection.execute(sa.delete(document).where(document.c.id.in_(ids)))
        forget_unnamed_parties(connection)


def remove(database: Database, settings: Settings, ids: Sequence[str]) -> None:
    """Delete documents with every version they replaced: rows, words, vectors, originals, and their bytes in the files."""
    with database.read() as connection:
        every = _with_older_versions(connection, ids)
    publish(database, settings, removed=every)
    sweep_originals(database, settings)
    database.vacuum()


def sweep_originals(database: Database, settings: Settings) -> None:
    """Remove stored copies of documents that are not on record: a deletion or an ingest broke off before it was done."""
    with database.read() as connection:
        known = set(connection.execute(sa.select(document.c.id)).scalars())
    for stored in (settings.home / ORIGINALS).glob("*"):
        if stored.stem not in known:
            stored.unlink(missing_ok=True)


def _with_older_versions(connection: sa.Connection, ids: Sequence[str]) -> list[str]:
    every = list(ids)
    for document_id in every:
        older = connection.execute(sa.select(document.c.id).where(document.c.superseded_by == document_id)).scalars()
        every.extend(key for key in older if key not in every)
    return every


def rebuild(database: Database, settings: Settings, embedder: Embedder) -> int:
    """Make the vector index anew, from the vectors the database keeps where the model is theirs; gives the passages in it."""
    folders = generations(settings)
    with database.read() as connection:
        kept = read_meta(connection, "embedding_model") == embedder.name
        ids = list(connection.execute(sa.select(document.c.id).where(document.c.generation.is_not(None))).scalars())
        number = folders.draft(current_generation(connection), empty=True)
    with database.write() as connection:
        if not kept:
            _embed_again(connection, embedder)
        with VectorIndex(folders.path(number)) as index:
            _add_vectors(connection, index, ids)
            count = index.count()
        stamp_model(connection, embedder.name, embedder.dimension)
        write_meta(connection, "generation", str(number))
    folders.remove_unread(keep=number)
    return count


def _embed_again(connection: sa.Connection, embedder: Embedder) -> None:
    rows = connection.execute(sa.select(passage.c.id, passage.c.text).order_by(passage.c.id)).all()
    vectors = pack(embedder.passages([row.text for row in rows]))
    for row, vector in zip(rows, vectors, strict=True):
        connection.execute(sa.update(passage).where(passage.c.id == row.id).values(vector=vector))
