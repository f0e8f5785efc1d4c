"""What people make of agreements: accepted, rejected, fields set; kept by the family of the document's versions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

import sqlalchemy as sa

from kb.database import agreement_work, current, document, document_family
from kb.dates import read_term
from kb.domain import Agreement, Extracted, Fact, Given, Renewal, Review
from kb.errors import ChangeRefused
from kb.people import journal, signatories
from kb.people.values import day, line
from kb.people.work import review_of

Decision = Literal["accepted", "rejected"]
DATES = ("signed_on", "effective_on", "expires_on")
FLAGS = ("binding", "draft")
TERMS = ("term", "notice_period")
FIELDS = ("title", "parties", *DATES, *TERMS, "renewal", "governing_law", *FLAGS, "amends", "supersedes")
# Kept beside the fields: whether people accepted or rejected the whole.
_DECISION = "review"


@dataclass(frozen=True, slots=True)
class Reviewed:
    """An agreement with what people made of it: its fields as they set them, who last did something, and what they set."""

    agreement: Agreement
    corrected: tuple[tuple[str, Extracted], ...] = ()
    review: Review = ""
    by: str = ""
    at: dt.datetime | None = None
    given: tuple[Given, ...] = ()


@dataclass(frozen=True, slots=True)
class Subject:
    """The agreement that a person changes: the family of its document, its id, and it as the document says."""

    family: str
    id: str
    agreement: Agreement


def families(connection: sa.Connection) -> dict[str, str]:
    """The family of each current document, by its id."""
    query = sa.select(document.c.id, document_family.c.family)
    joined = query.outerjoin(document_family, document_family.c.document_id == document.c.id).where(current)
    return {row.id: row.family or row.id for row in connection.execute(joined)}


def given(connection: sa.Connection) -> dict[str, list[sa.Row[Any]]]:
    """What people made of agreements, by family."""
    found: dict[str, list[sa.Row[Any]]] = {}
    for row in connection.execute(sa.select(agreement_work).order_by(agreement_work.c.field)):
        found.setdefault(row.family, []).append(row)
    return found


def over(connection: sa.Connection, agreement: Agreement, rows: Sequence[sa.Row[Any]]) -> Reviewed:
    """An agreement with the fields people set in place of its own.

    The citation stays the document's: that of the field, else of the title; the trace says who gave the value.
    """
    if not rows:
        return Reviewed(agreement)
    made, corrected, given = agreement, list[tuple[str, Extracted]](), list[Given]()
    for row in rows:
        if row.field == _DECISION or row.value == said(agreement, row.field):
            continue
        told = said(agreement, row.field)
        trace = f"given by {row.by}, {journal.utc(row.at):%Y-%m-%d}; the document says {told or 'nothing'}"
        if row.field == signatories.FIELD:
            made = signatories.over(connection, made, row.value, trace)
            corrected.append((row.field, signatories.names(agreement)))
        else:
            changed: dict[str, Any] = {row.field: _fact(agreement, row, trace)}
            made = replace(made, **changed)
            corrected.append((row.field, told or None))
        given.append(Given(row.field, row.by, journal.utc(row.at)))
    decision = next((row.value for row in rows if row.field == _DECISION), "")
    last = max(rows, key=lambda row: journal.utc(row.at))
    review = review_of(decision, dict(corrected))
    return Reviewed(made, tuple(corrected), review, last.by, journal.utc(last.at), tuple(given))


def _fact(agreement: Agreement, row: sa.Row[Any], trace: str) -> Fact[Any] | None:
    own: Fact[Any] | None = getattr(agreement, row.field)
    cited = own.citation if own is not None else agreement.title.citation
    return Fact(value_of(row.field, row.value), cited, trace) if row.value else None


def decide(connection: sa.Connection, subject: Subject, by: str, decision: Decision | Literal[""]) -> None:
    """Accept the agreement, reject it, or take either back."""
    held = {row.field: row.value for row in given(connection).get(subject.family, ())}
    set_fields = {name: value for name, value in held.items() if name != _DECISION}
    old, new = (review_of(each, set_fields) for each in (held.get(_DECISION, ""), decision))
    journal.write(connection, by, "agreement", subject.id, _DECISION, old or None, new or None, family=subject.family)
    _keep(connection, subject, by, _DECISION, decision or None)


def correct(
    connection: sa.Connection,
    subject: Subject,
    by: str,
    values: Mapping[str, Any],
    unset: Collection[str] = (),
) -> None:
    """Set fields of an agreement, and those of `unset` back to what its document says."""
    for name in (*values, *unset):
        if name not in FIELDS:
            raise ChangeRefused(f"{name!r} is no field of an agreement: give one of {', '.join(FIELDS)}.")
    held = {row.field: row.value for row in given(connection).get(subject.family, ())}
    for name in dict.fromkeys((*unset, *values)):
        own = said(subject.agreement, name)
        before, after = held.get(name, own), _checked(name, values[name]) if name in values else own
        journal.write(
            connection, by, "agreement", subject.id, name, before or None, after or None, family=subject.family
        )
        _keep(connection, subject, by, name, after if after != own else None)
        if name == signatories.FIELD:
            signatories.rename(connection, subject.agreement.document_id, before, after)


def _keep(connection: sa.Connection, subject: Subject, by: str, name: str, value: str | None) -> None:
    """Write what people say of a field; None where they say nothing of it any more."""
    here = sa.and_(agreement_work.c.family == subject.family, agreement_work.c.field == name)
    connection.execute(sa.delete(agreement_work).where(here))
    if value is not None:
        row = {"family": subject.family, "field": name, "value": value, "by": by, "at": dt.datetime.now(dt.UTC)}
        connection.execute(sa.insert(agreement_work).values(row))


def said(agreement: Agreement, name: str) -> str:
    """What a document says of a field, as it is kept; empty where it says nothing."""
    if name == signatories.FIELD:
        return signatories.joined(signatories.names(agreement))
    own: Fact[Any] | None = getattr(agreement, name)
    return _written(own.value) if own is not None else ""


def _written(value: Any) -> str:
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
    if name == signatories.FIELD:
        return signatories.checked(value)
    text = line(name, _written(value) if value is not None else "")
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
