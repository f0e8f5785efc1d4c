"""What documents say of earlier ones: changes of agreements and reports of progress, recorded and read back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from kb.database import change, current, document, progress
from kb.domain import Change, Progress
from kb.proofs import citation_of, evidence_of

_CHANGE = ("kind", "place", "old", "new", "of", "effective_on")
_PROGRESS = ("state", "reported_on", "done_on")


def record(connection: sa.Connection, document_id: str, changes: Sequence[Change], reports: Sequence[Progress]) -> None:
    """Write what a document on record changes and reports, in place of what it said before."""
    for table in (change, progress):
        connection.execute(sa.delete(table).where(table.c.document_id == document_id))
    if changes:
        connection.execute(sa.insert(change), [_row(document_id, each, _CHANGE) for each in changes])
    if reports:
        connection.execute(sa.insert(progress), [_row(document_id, each, _PROGRESS) for each in reports])


def changes(connection: sa.Connection) -> list[Change]:
    """Every change that a current document makes, in the order of the documents' dates."""
    return [
        Change(row.kind, citation_of(row, row.document_kind), row.place, row.old, row.new, row.of, row.effective_on)
        for row in _rows(connection, change)
    ]


def reports(connection: sa.Connection) -> list[Progress]:
    """Every report of progress in a current document, in the order of the documents' dates."""
    return [
        Progress(row.state, citation_of(row, row.document_kind), row.reported_on, row.done_on)
        for row in _rows(connection, progress)
    ]


def _rows(connection: sa.Connection, table: sa.Table) -> Sequence[sa.Row[Any]]:
    query = sa.select(table, document.c.name, document.c.kind.label("document_kind"))
    return connection.execute(
        query.join(document).where(current).order_by(document.c.dated_on, document.c.name, table.c.id)
    ).all()


def _row(document_id: str, each: Change | Progress, names: Sequence[str]) -> dict[str, Any]:
    said = {name: getattr(each, name) for name in names}
    return {"document_id": document_id, **said, **evidence_of(each.citation)}
