"""What is wrong with a data home, and which command mends it."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa

from kb.database import Database, agreement_fact, commitment, current, document, page, passage
from kb.errors import AgreementKBError
from kb.originals import original, strays
from kb.publication import current_generation, generations
from kb.settings import Settings
from kb.vectors import VectorIndex


def examine(settings: Settings) -> list[str]:
    """What is wrong, a sentence each; empty for a sound base."""
    if not settings.database_url and not (settings.home / "kb.sqlite").is_file():
        return [f"No knowledge base in {settings.home}: run `python -m ingest PATH...` first."]
    database = Database(settings)
    try:
        database.prepare()
        with database.read() as connection:
            return list(_faults(connection, settings))
    except AgreementKBError as error:
        return [str(error)]
    finally:
        database.close()


def _faults(connection: sa.Connection, settings: Settings) -> Iterator[str]:
    if connection.dialect.name == "sqlite":
        verdict = connection.exec_driver_sql("PRAGMA integrity_check").scalar_one()
        if verdict != "ok":
            yield f"The database is damaged ({verdict}): move the data home away and ingest the documents again."
    yield from _index_faults(connection, settings)
    yield from _document_faults(connection, settings)
    yield from _quote_faults(connection)


def _index_faults(connection: sa.Connection, settings: Settings) -> Iterator[str]:
    number = current_generation(connection)
    published = sa.select(sa.func.count()).select_from(passage).join(document).where(document.c.generation.is_not(None))
    wanted = connection.execute(published).scalar_one()
    if not number:
        return
    try:
        with VectorIndex(generations(settings).path(number)) as index:
            held = index.count()
    except AgreementKBError as error:
        yield str(error)
        return
    if held != wanted:
        yield f"The vector index holds {held} passages and the database {wanted}: run `python -m kb rebuild`."


def _document_faults(connection: sa.Connection, settings: Settings) -> Iterator[str]:
    staged = connection.execute(sa.select(document.c.name).where(document.c.generation.is_(None))).scalars().all()
    if staged:
        yield f"{len(staged)} documents wait to be published after a broken run: run `python -m ingest PATH...` again."
    for row in connection.execute(sa.select(document).where(document.c.generation.is_not(None))):
        if not original(settings, row.id, row.format).is_file():
            yield f"The stored copy of {row.name} is missing: delete the document and ingest its file again."
    if left := list(strays(connection, settings)):
        yield f"{len(left)} stored copies belong to no document on record: run `python -m ingest PATH...` again."
    pages = sa.select(document.c.name).where(current, document.c.id.not_in(sa.select(page.c.document_id)))
    for name in connection.execute(pages).scalars():
        yield f"{name} has no pages: delete the document and ingest its file again."


def _quote_faults(connection: sa.Connection) -> Iterator[str]:
    for table in (agreement_fact, commitment):
        rows = sa.select(
            document.c.name, table.c.page, table.c.start, table.c.end, table.c.quote, page.c.text
        ).select_from(
            table.join(document, document.c.id == table.c.document_id).join(
                page, sa.and_(page.c.document_id == table.c.document_id, page.c.number == table.c.page)
            )
        )
        for row in connection.execute(rows):
            if row.text[row.start : row.end] != row.quote:
                yield f"A quote of {row.name}, page {row.page}, is not on its page: delete the document and ingest it again."
