"""The register: what is agreed and promised, recorded from the facts of documents and asked for by plain functions.

Only current, published documents count. In the tables a party stands as its id; what is read comes back under its names.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa

from kb.amending import terminations
from kb.database import agreement_fact, commitment, current, document, party_name
from kb.domain import (
    Agreement,
    AgreementStatus,
    Change,
    Citation,
    Commitment,
    Fact,
    Modality,
    Party,
    Supersession,
)
from kb.identity import resolve
from kb.parties import (
    documents_naming,
    find_parties,
    folded,
    forget_unnamed_parties,
    mentions,
    parties,
    read_parties,
)  # fmt: skip
from kb.status import as_of as commitment_as_of
from kb.status import notice_deadline, standing, status_on, term_ends_on
from kb.text import language_of

__all__ = [
    "AgreementRow", "agreements", "commitments", "documents_naming", "find_parties", "forget_unnamed_parties", "mentions",
    "parties", "record", "status_on",
]  # fmt: skip

_DATES = ("signed_on", "effective_on", "expires_on")
_FLAGS = ("binding", "draft")


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """An agreement as it stands on a day; `expires_on` is the end of the term then running, amendments and renewals counted."""

    agreement: Agreement
    document: str
    status: AgreementStatus
    expires_on: dt.date | None = None
    notice_by: dt.date | None = None
    # What shows that it was superseded or terminated, and from which day.
    ended_by: Supersession | None = None


def record(
    connection: sa.Connection,
    document_id: str,
    agreement: Agreement | None,
    found: Sequence[Party],
    promised: Sequence[Commitment],
) -> None:
    """Write what a document on record says, in place of what it said before."""
    for table in (agreement_fact, commitment, party_name):
        connection.execute(sa.delete(table).where(table.c.document_id == document_id))
    ids = resolve(connection, document_id, found)
    if agreement is not None:
        facts = [_fact_row(document_id, name, fact, ids) for name, fact in agreement.facts()]
        connection.execute(sa.insert(agreement_fact), facts)
    if promised:
        connection.execute(sa.insert(commitment), [_commitment_row(document_id, each, ids) for each in promised])


def _fact_row(document_id: str, name: str, fact: Fact[Any], ids: dict[str, str]) -> dict[str, Any]:
    value = fact.value
    if isinstance(value, Party):
        written = ids.get(value.id, value.id)
    elif isinstance(value, bool):
        written = "true" if value else "false"
    else:
        written = value.isoformat() if isinstance(value, dt.date) else str(value)
    return {
        "document_id": document_id,
        "field": name,
        "value": written,
        "trace": fact.trace,
        **_evidence(fact.citation),
    }


def _commitment_row(document_id: str, each: Commitment, ids: dict[str, str]) -> dict[str, Any]:
    return {
        "document_id": document_id,
        "obligor": [ids.get(name, name) for name in each.obligor],
        "obligee": [ids.get(name, name) for name in each.obligee],
        "action": each.action,
        "modality": each.modality,
        "due_on": each.due_on,
        "due_text": each.due_text,
        "topic": each.topic,
        "status": each.status,
        "owner": each.owner,
        **_evidence(each.citation),
    }


def _evidence(citation: Citation) -> dict[str, Any]:
    names = ("page", "label", "quote", "start", "end")
    return {name: getattr(citation, name) for name in names}


def agreements(
    connection: sa.Connection,
    *,
    as_of: dt.date,
    party: str = "",
    status: AgreementStatus | Collection[AgreementStatus] = (),
    signed_from: dt.date | None = None,
    signed_until: dt.date | None = None,
    expiring_from: dt.date | None = None,
    expiring_before: dt.date | None = None,
) -> list[AgreementRow]:
    """The agreements as they stand on `as_of`, by date of signature.

    `party` is an id or any of its names; `expiring_before` keeps those whose running term ends on or before that day.
    """
    wanted = {status} if isinstance(status, str) else set(status)
    rows: list[AgreementRow] = []
    for row in _agreement_rows(connection, as_of):
        signed = row.agreement.signed_on.value if row.agreement.signed_on else None
        if party and not _is_among(party, [fact.value for fact in row.agreement.parties]):
            continue
        if wanted and row.status not in wanted:
            continue
        if _outside(signed, signed_from, signed_until) or _outside(row.expires_on, expiring_from, expiring_before):
            continue
        rows.append(row)
    return rows


def _agreement_rows(connection: sa.Connection, day: dt.date) -> list[AgreementRow]:
    everyone = read_parties(connection)
    query = (
        sa.select(agreement_fact, document.c.name, document.c.kind)
        .join(document)
        .where(current)
        .order_by(agreement_fact.c.id)
    )
    gathered: dict[str, list[sa.Row[Any]]] = {}
    for row in connection.execute(query):
        gathered.setdefault(row.document_id, []).append(row)
    read = {each: _agreement(each, rows, everyone) for each, rows in gathered.items()}
    ended = terminations(connection, list(read.values()))
    made = [
        _row(agreement, gathered[each][0].name, read.values(), day, ended.get(each)) for each, agreement in read.items()
    ]
    return sorted(
        made, key=lambda row: (row.agreement.signed_on.value if row.agreement.signed_on else dt.date.max, row.document)
    )


def _row(
    agreement: Agreement, name: str, everything: Iterable[Agreement], day: dt.date, termination: Change | None
) -> AgreementRow:
    now = standing(agreement, everything, day)
    terminated_on = termination.effective_on if termination else None
    status = status_on(now.agreement, day, now.superseded_on, terminated_on)
    ended_by = None
    if status == "superseded" and now.superseded_by is not None:
        ended_by = Supersession(now.superseded_by, now.superseded_on)
    elif status == "terminated" and termination is not None:
        ended_by = Supersession(termination.citation, terminated_on)
    return AgreementRow(
        now.agreement,
        name,
        status,
        ended_by.since if ended_by else term_ends_on(now.agreement, day),
        notice_deadline(now.agreement, day) if status in ("in_force", "renewed") else None,
        ended_by=ended_by,
    )


def _agreement(document_id: str, rows: Sequence[sa.Row[Any]], everyone: dict[str, Party]) -> Agreement:
    fields: dict[str, Any] = {}
    named: list[Fact[Party]] = []
    for row in rows:
        citation = _citation(row)
        if row.field == "party":
            named.append(Fact(everyone.get(row.value, Party(row.value)), citation, row.trace))
            continue
        value: Any = row.value
        if row.field in _DATES:
            value = dt.date.fromisoformat(row.value)
        elif row.field in _FLAGS:
            value = row.value == "true"
        fields[row.field] = Fact(value, citation, row.trace)
    return Agreement(document_id=document_id, parties=tuple(named), **fields)


def _citation(row: sa.Row[Any]) -> Citation:
    return Citation(row.document_id, row.name, row.kind, row.page, row.label, row.quote, row.start, row.end)


def commitments(
    connection: sa.Connection,
    *,
    as_of: dt.date | None = None,
    obligor: str = "",
    obligee: str = "",
    party: str = "",
    topic: str = "",
    due_from: dt.date | None = None,
    due_until: dt.date | None = None,
    modality: Modality | Collection[Modality] = (),
    documents: Collection[str] = (),
) -> list[Commitment]:
    """The commitments that match, in the order of their documents; with `as_of`, open ones past their date are overdue.

    `obligor`, `obligee` and `party` (either of the two) are an id or any of its names; `topic` is looked for in topic and text;
    `documents` are ids or file names. With a due date asked for, those without one are left out.
    """
    everyone = read_parties(connection)
    wanted = {modality} if isinstance(modality, str) else set(modality)
    query = sa.select(commitment, document.c.name, document.c.kind).join(document).where(current)
    if wanted:
        query = query.where(commitment.c.modality.in_(wanted))
    if documents:
        query = query.where(sa.or_(document.c.id.in_(documents), document.c.name.in_(documents)))
    found: list[Commitment] = []
    for row in connection.execute(query.order_by(document.c.dated_on, document.c.name, commitment.c.id)):
        if _outside(row.due_on, due_from, due_until):
            continue
        by, to = (
            [everyone.get(name, Party(name, short=name)) for name in names] for names in (row.obligor, row.obligee)
        )
        if (obligor and not _is_among(obligor, by)) or (obligee and not _is_among(obligee, to)):
            continue
        if party and not _is_among(party, [*by, *to]):
            continue
        if topic and folded(topic) not in folded(f"{row.topic} {row.action} {row.quote}"):
            continue
        found.append(_commitment(row, by, to, as_of))
    return found


def _commitment(row: sa.Row[Any], by: Sequence[Party], to: Sequence[Party], day: dt.date | None) -> Commitment:
    language = language_of(row.quote)
    made = Commitment(
        obligor=tuple(each.name(language) for each in by),
        obligee=tuple(each.name(language) for each in to),
        action=row.action,
        modality=row.modality,
        citation=_citation(row),
        due_on=row.due_on,
        due_text=row.due_text,
        topic=row.topic,
        status=row.status,
        owner=row.owner,
    )
    return commitment_as_of(made, day) if day is not None else replace(made)


def _is_among(wanted: str, organisations: Iterable[Party]) -> bool:
    key = folded(wanted)
    return any(wanted == each.id or key in {folded(name) for name in each.names} for each in organisations)


def _outside(day: dt.date | None, first: dt.date | None, last: dt.date | None) -> bool:
    """Whether a range is asked for and `day` is not in it."""
    if first is None and last is None:
        return False
    return day is None or (first is not None and day < first) or (last is not None and day > last)
