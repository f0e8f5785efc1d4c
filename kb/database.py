"""The truth: sessions on the tables, in SQLite by default and in PostgreSQL by URL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError

from kb.errors import HomeUnusable
from kb.migrations import SCHEMA_VERSION, migrate
from kb.people.tables import (
    agreement_work,
    commitment_work,
    document_family,
    journal,
    party_title,
    party_verdict,
    rejected,
)
from kb.settings import Settings
from kb.tables import (
    agreement_fact,
    change,
    commitment,
    current,
    document,
    document_fact,
    document_path,
    embedded,
    meta,
    metadata,
    of_party,
    page,
    party,
    party_name,
    passage,
    posting,
    progress,
)
from kb.text import one_line

__all__ = [
    "SCHEMA_VERSION", "Database", "agreement_fact", "agreement_work", "change", "commitment", "commitment_work", "current", "document", "document_fact", "document_family", "document_path", "embedded", "journal", "meta", "metadata", "of_party", "page", "party", "party_name", "party_title", "party_verdict", "passage", "posting", "progress", "read_meta", "rejected", "write_meta",
]  # fmt: skip


class Database:
    """The database of one data home; every method that writes takes the transaction it writes in."""

    def __init__(self, settings: Settings) -> None:
        self.url = settings.database
        self.engine = sa.create_engine(self.url, pool_pre_ping=not self.url.startswith("sqlite"))
        if self.engine.dialect.name == "sqlite":
            sa.event.listen(self.engine, "connect", _tune_sqlite)
            sa.event.listen(self.engine, "begin", _begin_sqlite)

    def prepare(self) -> None:
        """Make the tables where they are missing; HomeUnusable when the file is no database of ours."""
        with self.write() as transaction:
            metadata.create_all(transaction)
            version = read_meta(transaction, "schema")
            if version is None:
                write_meta(transaction, "schema", SCHEMA_VERSION)
            elif version != SCHEMA_VERSION:
                self._migrate(transaction)

    def _migrate(self, transaction: sa.Connection) -> None:
        """Bring the tables of an earlier version to this one's, people's work included; one process does it."""
        if transaction.dialect.name == "postgresql":
            transaction.execute(sa.text("SELECT pg_advisory_xact_lock(7462109)"))
        version = read_meta(transaction, "schema") or SCHEMA_VERSION
        reached = migrate(transaction, version)
        if reached != SCHEMA_VERSION:
            raise HomeUnusable(
                f"{self.shown} was made by another version (schema {version}, here {SCHEMA_VERSION}): update this program; "
                "where that is no way, move the data home away and ingest the documents again."
            )
        write_meta(transaction, "schema", SCHEMA_VERSION)

    @contextmanager
    def read(self) -> Iterator[sa.Connection]:
        """A connection that sees one committed state from its first query to its end."""
        level = {} if self.engine.dialect.name == "sqlite" else {"isolation_level": "REPEATABLE READ"}
        with self._guard(), self.engine.connect().execution_options(**level) as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[sa.Connection]:
        """A transaction: committed at the end, rolled back on any error."""
        with self._guard(), self.engine.connect().execution_options(writes=True) as connection, connection.begin():
            yield connection

    @property
    def shown(self) -> str:
        """The database as a message may show it, without a password."""
        return self.engine.url.render_as_string(hide_password=True)

    @contextmanager
    def _guard(self) -> Iterator[None]:
        try:
            yield
        except DatabaseError as error:
            raise HomeUnusable(f"The database {self.shown} cannot be used ({_told(error)}): {self._remedy}.") from error

    @property
    def _remedy(self) -> str:
        if self.engine.dialect.name == "sqlite":
            damaged = "where it is damaged, move the data home away and ingest again"
            return f"free disk space or mend its rights, and {damaged}"
        return "check that its server runs, that KB_DATABASE_URL is right and that its disk has space"

    def vacuum(self) -> None:
        """Give deleted rows' space back, so that no byte of their text stays in the file."""
        with self._guard(), self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            if self.engine.dialect.name == "sqlite":
                connection.execute(sa.text("PRAGMA wal_checkpoint(TRUNCATE)"))
                connection.execute(sa.text("VACUUM"))
                connection.execute(sa.text("PRAGMA wal_checkpoint(TRUNCATE)"))
            else:
                connection.execute(sa.text("VACUUM FULL"))

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


def _told(error: DatabaseError) -> str:
    # PostgreSQL's driver says its errors over several lines.
    return one_line(str(error.orig)).rstrip(".")


def _tune_sqlite(connection: Any, _record: Any) -> None:
    # The driver would begin a transaction at the first write only, and reads would each see another state.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "foreign_keys=ON",
        "secure_delete=ON",
        "busy_timeout=30000",
        "synchronous=NORMAL",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: sa.Connection) -> None:
    options = connection.get_execution_options()
    if options.get("isolation_level") != "AUTOCOMMIT":
        # A writer waits for its place at once: a reading transaction cannot become a writing one behind another's back.
        connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writes") else "BEGIN")


def read_meta(connection: sa.Connection, key: str) -> str | None:
    """The value under `key`, or None."""
    return connection.execute(sa.select(meta.c.value).where(meta.c.key == key)).scalar_one_or_none()


def write_meta(connection: sa.Connection, key: str, value: str) -> None:
    """Set `key` to `value`."""
    connection.execute(sa.delete(meta).where(meta.c.key == key))
    connection.execute(sa.insert(meta).values(key=key, value=value))
