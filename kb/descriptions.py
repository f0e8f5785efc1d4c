"""What a document is taken for: as recognised from its text, with the characters that state it, and as a person corrects it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from typing import Any, Final, Literal, get_args

import sqlalchemy as sa

from kb.database import current, document, document_fact

Field = Literal["title", "kind", "dated_on", "languages"]
FIELDS: tuple[Field, ...] = get_args(Field)
# What a document is when its facts are extracted is kept beside what it is; nothing is kept where that is what was recognised.
_READ_AS: Final = "read_as"
_DECIDE_FACTS: tuple[Field, ...] = ("kind", "dated_on")
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
    rows = [row for row in _rows(connection, document_id) if row.field in FIELDS]
    return {row.field: row.value if row.corrected is None else row.corrected for row in rows}


def outdated(connection: sa.Connection) -> list[str]:
    """The current documents whose facts were extracted when they were taken for another kind, or of another date."""
    corrected = sa.and_(document_fact.c.field.in_(_DECIDE_FACTS), document_fact.c.corrected.is_not(None))
    touched = sa.or_(corrected, document_fact.c.field == _READ_AS)
    query = sa.select(document_fact.c.document_id).distinct().join(document).where(current, touched)
    ids = connection.execute(query.order_by(document_fact.c.document_id)).scalars().all()
    return [one for one in ids if _deciding(connection, one) != _read_as(connection, one)]


def note_facts(connection: sa.Connection, document_id: str) -> None:
    """Note that the document's facts are extracted for what it is taken for now."""
    here = sa.and_(document_fact.c.document_id == document_id, document_fact.c.field == _READ_AS)
    connection.execute(sa.delete(document_fact).where(here))
    value = _deciding(connection, document_id)
    connection.execute(sa.insert(document_fact).values(document_id=document_id, field=_READ_AS, value=value))


def _deciding(connection: sa.Connection, document_id: str) -> str:
    taken = values(connection, document_id)
    return json.dumps([taken[field] for field in _DECIDE_FACTS])


def _read_as(connection: sa.Connection, document_id: str) -> str:
    recognised = {row.field: row.value for row in _rows(connection, document_id)}
    return recognised.get(_READ_AS) or json.dumps([recognised[field] for field in _DECIDE_FACTS])


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
