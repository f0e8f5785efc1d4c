"""The documents on record: listed, read whole, found by id or name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from kb.database import commitment, commitment_work, current, document, page, passage, rejected
from kb.domain import Document, DocumentSummary, Page, Passage
from kb.errors import UnknownDocument
from kb.text import nfc
from kb.wordboxes import Sight, sight, unpack


def _counted(table: sa.Table) -> sa.ScalarSelect[int]:
    return sa.select(sa.func.count()).where(table.c.document_id == document.c.id).scalar_subquery()


def _counted_commitments() -> sa.ScalarSelect[int]:
    """Without those a person has rejected, alone or with their agreement."""
    keys = sa.select(commitment_work.c.key).where(commitment_work.c.decision == "rejected")
    kept = sa.and_(commitment.c.key.not_in(keys), commitment.c.document_id.not_in(rejected))
    theirs = sa.and_(commitment.c.document_id == document.c.id, kept)
    return sa.select(sa.func.count()).select_from(commitment).where(theirs).scalar_subquery()


def summaries(connection: sa.Connection, ids: Iterable[str] | None = None) -> list[DocumentSummary]:
    """The current documents by name, or those of `ids` whether current or not."""
    query = sa.select(
        document,
        _counted(page).label("pages"),
        _counted(passage).label("passages"),
        _counted_commitments().label("commitments"),
    )
    query = query.where(current) if ids is None else query.where(document.c.id.in_(list(ids)))
    return [_summary(row) for row in connection.execute(query.order_by(document.c.name, document.c.id))]


def _summary(row: Any) -> DocumentSummary:
    return DocumentSummary(
        row.id, row.name, row.path, row.title, row.kind, tuple(row.languages), row.dated_on, row.pages, row.passages,
        row.commitments, row.version, row.superseded_by, tuple(row.warnings), row.format,
    )  # fmt: skip


def read(connection: sa.Connection, document_id: str) -> Document:
    """The document with all its pages, current or superseded; UnknownDocument when it is not published."""
    query = sa.select(document).where(document.c.id == document_id, document.c.generation.is_not(None))
    row = connection.execute(query).one_or_none()
    if row is None:
        raise UnknownDocument(f"No document {document_id} is on record: list them with `python -m kb documents`.")
    pages = connection.execute(sa.select(page).where(page.c.document_id == document_id).order_by(page.c.number)).all()
    return Document(
        row.id, row.name, row.path, row.title, row.kind, tuple(row.languages), row.dated_on,
        tuple(Page(p.number, p.label, p.text, p.source, p.confidence) for p in pages), row.version, row.superseded_by,
        tuple(row.warnings), row.format,
    )  # fmt: skip


def passages(connection: sa.Connection, document_id: str) -> list[Passage]:
    """The document's passages in reading order."""
    rows = connection.execute(sa.select(passage).where(passage.c.document_id == document_id).order_by(passage.c.id))
    return [
        Passage(row.page, row.start, row.end, row.text, row.language, tuple(row.heading), row.reading) for row in rows
    ]


def sight_of(connection: sa.Connection, document_id: str, number: int, start: int, end: int) -> Sight | None:
    """Where the characters `start` to `end` of page `number` are seen, or the page where there are none; None when unknown."""
    here = sa.and_(page.c.document_id == document_id, page.c.number == number)
    packed = connection.execute(sa.select(page.c.words).where(here)).scalar_one_or_none()
    return sight(unpack(packed or b""), start, end)


def find(connection: sa.Connection, name: str) -> str:
    """The id of the current document with this id, the beginning of its id (8 or more), file name or path."""
    wanted = nfc(name)
    rows = connection.execute(sa.select(document.c.id, document.c.name, document.c.path).where(current)).all()
    for matches in (
        [row.id for row in rows if row.id == wanted or row.path == wanted],
        [row.id for row in rows if row.name == wanted],
        [row.id for row in rows if len(wanted) >= 8 and row.id.startswith(wanted)],
    ):
        if len(matches) == 1:
            return str(matches[0])
        if matches:
            raise UnknownDocument(
                f"{len(matches)} documents are called {name}: give the id, see `python -m kb documents`."
            )
    raise UnknownDocument(f"No document called {name} is on record: list them with `python -m kb documents`.")
