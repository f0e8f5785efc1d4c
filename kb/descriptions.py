"""What a document is taken for: as recognised from its text, with the characters that state it, and as a person corrects it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from typing import Any, Literal, get_args

import sqlalchemy as sa

from kb.database import document, document_fact

Field = Literal["title", "kind", "dated_on", "languages"]
FIELDS: tuple[Field, ...] = get_args(Field)
# Characters `start` to `end` of a page that state a field.
Place = tuple[int, int, int]


def record(
    connection: sa.Connection,
    document_id: str,
    values: Mapping[Field, Any],
    places: Mapping[Field, Place],
    replaces: str | None,
) -> None:
    """Write what a staged document is recognised as; corrections of the version before hold where it is mistaken alike."""
    earlier = {row.field: row for row in _rows(connection, replaces)} if replaces else {}
    for field in FIELDS:
        written = _written(values[field])
        before = earlier.get(field)
        corrected = before.corrected if before is not None and before.value == written else None
        page, start, end = places.get(field, (None, None, None))
        row = {"value": written, "corrected": corrected, "page": page, "start": start, "end": end}
        connection.execute(sa.insert(document_fact).values(document_id=document_id, field=field, **row))
        if corrected is not None:
            _apply(connection, document_id, field, corrected)


def correct(connection: sa.Connection, document_id: str, values: Mapping[Field, Any]) -> None:
    """Set fields to what a person says they are; it outlives a re-ingest."""
    for field, value in values.items():
        written = _written(value)
        here = sa.and_(document_fact.c.document_id == document_id, document_fact.c.field == field)
        connection.execute(sa.update(document_fact).where(here).values(corrected=written))
        _apply(connection, document_id, field, written)


def corrections(connection: sa.Connection, document_id: str) -> dict[Field, str]:
    """The fields a person has corrected, as written."""
    return {row.field: row.corrected for row in _rows(connection, document_id) if row.corrected is not None}


def values(connection: sa.Connection, document_id: str) -> dict[Field, str]:
    """What a document is taken for, as written, corrections counted."""
    rows = _rows(connection, document_id)
    return {row.field: row.value if row.corrected is None else row.corrected for row in rows}


def _rows(connection: sa.Connection, document_id: str) -> Sequence[sa.Row[Any]]:
    return connection.execute(sa.select(document_fact).where(document_fact.c.document_id == document_id)).all()


def _apply(connection: sa.Connection, document_id: str, field: Field, written: str) -> None:
    value = _read(field, written)
    connection.execute(sa.update(document).where(document.c.id == document_id).values({field: value}))


def _written(value: Any) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    return value if isinstance(value, str) else json.dumps(value)


def _read(field: Field, written: str) -> Any:
    if field == "languages":
        return json.loads(written)
    if field == "dated_on":
        return dt.date.fromisoformat(written) if written != "null" else None
    return written
