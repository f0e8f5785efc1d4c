"""How the base changes: staged documents are published with a new vector generation, and removed for good.

The transaction that makes documents visible also records the generation that holds their vectors: it is the one commit
point. Whatever was staged before a crash is published by the next run; whatever was not published cannot be seen.
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

import sqlalchemy as sa

from kb import erasure, originals
from kb.backends import Embedder
from kb.database import Database, document, document_path, passage, read_meta, write_meta
from kb.domain import LANGUAGES
from kb.errors import HomeUnusable, IndexMismatch
from kb.people import journal
from kb.people.forgetting import forget
from kb.people.keys import family_of
from kb.register import forget_unnamed_parties
from kb.settings import Settings
from kb.staging import forget_vectors
from kb.vectors import Generations, VectorIndex, pack, unpack


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
        forget(connection, ids)
        connection.execute(sa.delete(document_path).where(document_path.c.document_id.in_(ids)))
        connection.execute(sa.delete(document).where(document.c.id.in_(ids)))
        forget_unnamed_parties(connection)


def remove(database: Database, settings: Settings, ids: Sequence[str], by: str = "") -> int:
    """Delete documents with every version they replaced: rows, words, vectors, originals, and their bytes in the files.

    That no file of the data home holds their text any more is verified; gives how many files were read for it. The journal
    keeps that `by` (the user of this machine by default) deleted them, and no word of theirs.
    """
    with database.read() as connection:
        every = _with_older_versions(connection, ids)
        stretches = erasure.probes(connection, every)
    publish(database, settings, removed=every)
    with database.write() as connection:
        for each in ids:
            journal.write(
                connection,
                journal.who(by),
                "document",
                each,
                "deleted",
                None,
                "yes",
                family=family_of(connection, each),
            )
    originals.sweep(database, settings)
    database.vacuum()
    return erasure.verify(settings.home, stretches)


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
            forget_vectors(connection)
            _embed_again(connection, embedder)
        with VectorIndex(folders.path(number)) as index:
            _add_vectors(connection, index, ids)
            count = index.count()
        stamp_model(connection, embedder.name, embedder.dimension)
        write_meta(connection, "generation", str(number))
    folders.remove_unread(keep=number)
    database.vacuum()
    return count


def _embed_again(connection: sa.Connection, embedder: Embedder) -> None:
    rows = connection.execute(sa.select(passage.c.id, passage.c.text, passage.c.reading).order_by(passage.c.id)).all()
    vectors = pack(embedder.passages([row.reading or row.text for row in rows]))
    for row, vector in zip(rows, vectors, strict=True):
        connection.execute(sa.update(passage).where(passage.c.id == row.id).values(vector=vector))
