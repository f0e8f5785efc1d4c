"""The truth: SQLAlchemy tables and sessions, in SQLite by default and in PostgreSQL by URL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError

from kb.errors import HomeUnusable
from kb.settings import Settings
from kb.text import one_line

SCHEMA_VERSION = "3"

metadata = sa.MetaData()


def _document_id(**options: Any) -> sa.Column[str]:
    return sa.Column("document_id", sa.ForeignKey("document.id", ondelete="CASCADE"), **options)


# What the base as a whole is: schema version, embedding model and dimension, vector generation.
meta = sa.Table(
    "meta", metadata, sa.Column("key", sa.String, primary_key=True), sa.Column("value", sa.String, nullable=False)
)

# A document is on record from its first transaction, and visible once a generation of the vector index holds it.
document = sa.Table(
    "document",
    metadata,
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("name", sa.String, nullable=False, index=True),
    sa.Column("path", sa.String, nullable=False),
    sa.Column("title", sa.String, nullable=False),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("languages", sa.JSON, nullable=False),
    sa.Column("dated_on", sa.Date),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("replaces", sa.String(64)),
    sa.Column("superseded_by", sa.String(64)),
    sa.Column("warnings", sa.JSON, nullable=False),
    sa.Column("format", sa.String, nullable=False),
    # MinHash of its words, by which near-duplicates are found; empty where it has no text.
    sa.Column("signature", sa.LargeBinary, nullable=False),
    sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("generation", sa.Integer),
)

# Where the bytes of a document were seen; exact copies are one document with several paths.
document_path = sa.Table(
    "document_path", metadata, sa.Column("path", sa.String, primary_key=True), _document_id(nullable=False, index=True)
)

page = sa.Table(
    "page",
    metadata,
    _document_id(primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("label", sa.String, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("source", sa.String, nullable=False),
    sa.Column("confidence", sa.Float),
    # Where each word is seen, packed (kb/wordboxes.py).
    sa.Column("words", sa.LargeBinary, nullable=False),
)

# What a document is taken for (title, kind, date, languages): as recognised, with the characters that state it where there are.
document_fact = sa.Table(
    "document_fact",
    metadata,
    _document_id(primary_key=True),
    sa.Column("field", sa.String, primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
    # What a person says it is instead; it outlives a re-ingest, also of a new version that is mistaken in the same way.
    sa.Column("corrected", sa.Text),
    sa.Column("page", sa.Integer),
    sa.Column("start", sa.Integer),
    sa.Column("end", sa.Integer),
)

passage = sa.Table(
    "passage",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    _document_id(nullable=False, index=True),
    sa.Column("page", sa.Integer, nullable=False),
    sa.Column("start", sa.Integer, nullable=False),
    sa.Column("end", sa.Integer, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("language", sa.String(2), nullable=False),
    sa.Column("heading", sa.JSON, nullable=False),
    sa.Column("reading", sa.Text, nullable=False),
    # SHA-256 of what was embedded: the same words need no second embedding.
    sa.Column("digest", sa.String(64), nullable=False, index=True),
    sa.Column("terms", sa.Integer, nullable=False),
    sa.Column("vector", sa.LargeBinary, nullable=False),
    sqlite_autoincrement=True,
)

# Vectors of a long document that is not staged yet, by the digest of what was embedded: a broken run's work is not done again.
embedded = sa.Table(
    "embedded",
    metadata,
    sa.Column("digest", sa.String(64), primary_key=True),
    sa.Column("vector", sa.LargeBinary, nullable=False),
)

# The keyword index: how often a term (Korean morpheme, English stem) occurs in a passage.
posting = sa.Table(
    "posting",
    metadata,
    sa.Column("term", sa.String, primary_key=True),
    sa.Column("passage_id", sa.ForeignKey("passage.id", ondelete="CASCADE"), primary_key=True, index=True),
    sa.Column("count", sa.Integer, nullable=False),
    sqlite_with_rowid=False,
)

# An organisation is its id; what it is called is what documents call it, so that a name goes with the document it came from.
party = sa.Table("party", metadata, sa.Column("id", sa.String, primary_key=True))

party_name = sa.Table(
    "party_name",
    metadata,
    sa.Column("party_id", sa.ForeignKey("party.id", ondelete="CASCADE"), primary_key=True),
    _document_id(primary_key=True, index=True),
    sa.Column("name", sa.String, primary_key=True),
    sa.Column("role", sa.String, nullable=False),
)


def _evidence() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("page", sa.Integer, nullable=False),
        sa.Column("label", sa.String, nullable=False),
        sa.Column("quote", sa.Text, nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
    )


# One field of an agreement with its evidence; `value` is text, an ISO date, a party id, or true / false.
agreement_fact = sa.Table(
    "agreement_fact",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    _document_id(nullable=False, index=True),
    sa.Column("field", sa.String, nullable=False),
    sa.Column("value", sa.Text, nullable=False),
    sa.Column("trace", sa.Text, nullable=False),
    *_evidence(),
)

commitment = sa.Table(
    "commitment",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    _document_id(nullable=False, index=True),
    sa.Column("obligor", sa.JSON, nullable=False),
    sa.Column("obligee", sa.JSON, nullable=False),
    sa.Column("action", sa.Text, nullable=False),
    sa.Column("modality", sa.String, nullable=False),
    sa.Column("due_on", sa.Date, index=True),
    sa.Column("due_text", sa.String, nullable=False),
    sa.Column("topic", sa.String, nullable=False),
    sa.Column("status", sa.String, nullable=False),
    sa.Column("owner", sa.String, nullable=False),
    *_evidence(),
)

# What a document changes in an agreement made before it: one clause, or the whole where it ends it.
change = sa.Table(
    "change",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    _document_id(nullable=False, index=True),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("place", sa.String, nullable=False),
    sa.Column("old", sa.Text, nullable=False),
    sa.Column("new", sa.Text, nullable=False),
    sa.Column("of", sa.Date),
    sa.Column("effective_on", sa.Date),
    *_evidence(),
)

# What a document reports of something promised, on whichever commitment it turns out to be.
progress = sa.Table(
    "progress",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    _document_id(nullable=False, index=True),
    sa.Column("state", sa.String, nullable=False),
    sa.Column("reported_on", sa.Date),
    sa.Column("done_on", sa.Date),
    *_evidence(),
)


# What anybody may find, count or list: published, and not superseded by a newer version.
current = sa.and_(document.c.generation.is_not(None), document.c.superseded_by.is_(None))


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
                raise HomeUnusable(
                    f"{self.shown} was made by another version (schema {version}, here {SCHEMA_VERSION}): "
                    "move the data home away and ingest the documents again."
                )

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
