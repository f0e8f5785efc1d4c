"""Fields of agreements that people set: kept by the family of the document's versions, shown over what it says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any, get_args

import sqlalchemy as sa

from kb.database import agreement_work, current, document, document_family
from kb.dates import read_term
from kb.domain import Agreement, Extracted, Fact, Renewal
from kb.errors import ChangeRefused
from kb.people import journal
from kb.people.values import day, line

DATES = ("signed_on", "effective_on", "expires_on")
FLAGS = ("binding", "draft")
TERMS = ("term", "notice_period")
FIELDS = ("title", *DATES, *TERMS, "renewal", "governing_law", *FLAGS, "amends", "supersedes")


def families(connection: sa.Connection) -> dict[str, str]:
    """The family of each current document, by its id."""
    query = sa.select(document.c.id, document_family.c.family)
    joined = query.outerjoin(document_family, document_family.c.document_id == document.c.id).where(current)
    return {row.id: row.family or row.id for row in connection.execute(joined)}


def given(connection: sa.Connection) -> dict[str, list[sa.Row[Any]]]:
    """The fields people set, by family."""
    found: dict[str, list[sa.Row[Any]]] = {}
    for row in connection.execute(sa.select(agreement_work).order_by(agreement_work.c.field)):
        found.setdefault(row.family, []).append(row)
    return found


def over(agreement: Agreement, rows: Collection[sa.Row[Any]]) -> tuple[Agreement, tuple[tuple[str, Extracted], ...]]:
    """An agreement with the fields people set in place of its own, and those fields each with what the document says.

    The citation stays the document's: that of the field, else of the title; the trace says who gave the value.
    """
    corrected: list[tuple[str, Extracted]] = []
    for row in rows:
        own: Fact[Any] | None = getattr(agreement, row.field)
        said = written(own.value) if own is not None else None
        if (said or "") == row.value:
            continue
        corrected.append((row.field, said))
        cited = own.citation if own is not None else agreement.title.citation
        fact = Fact(value_of(row.field, row.value), cited, _trace(row, said)) if row.value else None
        changed: dict[str, Any] = {row.field: fact}
        agreement = replace(agreement, **changed)
    return agreement, tuple(corrected)


def _trace(row: sa.Row[Any], said: str | None) -> str:
    return f"given by {row.by}, {journal.utc(row.at):%Y-%m-%d}; the document says {said or 'nothing'}"


def correct(
    connection: sa.Connection,
    family: str,
    subject: str,
    agreement: Agreement,
    by: str,
    values: Mapping[str, Any],
    unset: Collection[str] = (),
) -> None:
    """Set fields of the agreement of a family of versions, and those of `unset` back to what the document says.

    `agreement` is as the document says, `subject` its id.
    """
    for name in (*values, *unset):
        if name not in FIELDS:
            raise ChangeRefused(f"{name!r} is no field of an agreement: give one of {', '.join(FIELDS)}.")
    held = {row.field: row.value for row in given(connection).get(family, ())}
    for name in dict.fromkeys((*unset, *values)):
        own = getattr(agreement, name)
        said = written(own.value) if own is not None else ""
        before, after = held.get(name, said), _checked(name, values[name]) if name in values else said
        journal.write(connection, by, "agreement", subject, name, before or None, after or None, family=family)
        here = sa.and_(agreement_work.c.family == family, agreement_work.c.field == name)
        connection.execute(sa.delete(agreement_work).where(here))
        if after != said:
            row = {"family": family, "field": name, "value": after, "by": by, "at": dt.datetime.now(dt.UTC)}
            connection.execute(sa.insert(agreement_work).values(row))


def written(value: Any) -> str:
    """A field's value as it is kept."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def value_of(field: str, text: str) -> Any:
    """A kept value as the noun has it."""
    if field in DATES:
        return dt.date.fromisoformat(text)
    return text == "true" if field in FLAGS else text


def _checked(name: str, value: Any) -> str:
    """A value as it is kept; ChangeRefused for what the field cannot be."""
    text = line(name, written(value) if value is not None else "")
    if not text:
        if name == "title":
            raise ChangeRefused("An agreement has a title: give one.")
        return ""
    if name in DATES:
        return day(text).isoformat()
    if name in FLAGS and text not in ("true", "false"):
        raise ChangeRefused(f"{text!r} says neither yes nor no: {name} is true or false.")
    if name == "renewal" and text not in get_args(Renewal):
        raise ChangeRefused(f"{text!r} is no renewal: give one of {', '.join(get_args(Renewal))}.")
    if name in TERMS:
        return _term(text)
    return text


def _term(text: str) -> str:
    try:
        read_term(text)
    except ValueError as error:
        raise ChangeRefused(f"{text!r} is no length of time: write it as P3Y, P6M, P60D or P1Y6M.") from error
    return text
