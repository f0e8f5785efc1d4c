"""The journal: every change by a person, with who, when, before and after."""

from __future__ import annotations

import datetime as dt
import getpass

import sqlalchemy as sa

from kb import documents
from kb.database import current, document, document_family, journal
from kb.domain import JournalEntry
from kb.errors import UnknownDocument
from kb.people.keys import family_of
from kb.text import one_line

# So many characters of an id name what it is the id of.
SHORTEST = 4


def who(by: str) -> str:
    """Who makes a change: `by`, else the user of this machine."""
    if named := one_line(by):
        return named
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "unknown"


def write(
    connection: sa.Connection,
    by: str,
    noun: str,
    subject: str,
    field: str,
    before: str | None,
    after: str | None,
    *,
    family: str = "",
) -> None:
    """Enter a change; one that changes nothing is none."""
    if before != after:
        connection.execute(
            sa.insert(journal).values(
                at=dt.datetime.now(dt.UTC), by=by, noun=noun, subject=subject, family=family, field=field, before=before,
                after=after, erased=False,
            )
        )  # fmt: skip


def read(connection: sa.Connection, subject: str = "") -> list[JournalEntry]:
    """The changes, the oldest first; of one commitment, agreement, party or document (by id or name) where it is named."""
    query = sa.select(journal).order_by(journal.c.id)
    if subject:
        about = journal.c.subject == subject
        if len(subject) >= SHORTEST:
            about = sa.or_(about, journal.c.subject.startswith(subject, autoescape=True))
        query = query.where(sa.or_(about, journal.c.family == _family_called(connection, subject)))
    rows = connection.execute(query).all()
    names = _names(connection)
    return [
        JournalEntry(
            utc(row.at), row.by, row.noun, row.subject, names.get(row.family, ""), row.field, row.before, row.after, row.erased
        )
        for row in rows
    ]  # fmt: skip


def _family_called(connection: sa.Connection, name: str) -> str:
    try:
        return family_of(connection, documents.find(connection, name))
    except UnknownDocument:
        return "-"


def _names(connection: sa.Connection) -> dict[str, str]:
    """The file name of each family's current document."""
    query = sa.select(document_family.c.family, document.c.name).join(
        document, document.c.id == document_family.c.document_id
    )
    return {row.family: row.name for row in connection.execute(query.where(current))}


def utc(at: dt.datetime) -> dt.datetime:
    """A time as stored, in UTC: SQLite keeps no time zone, PostgreSQL gives its own."""
    return at.replace(tzinfo=dt.UTC) if at.tzinfo is None else at.astimezone(dt.UTC)
