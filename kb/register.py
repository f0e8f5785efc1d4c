"""The register: what is agreed and promised, recorded from the facts of documents and asked for by plain functions.

Only current, published documents count. In the tables a party stands as its id; what is read comes back under its names.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa

from kb.amending import terminations
from kb.commitments import commitments, is_among, outside
from kb.database import agreement_fact, commitment, current, document, party_name
from kb.domain import Agreement, AgreementStatus, Change, Commitment, Extracted, Fact, Party, Supersession
from kb.errors import ChangeRefused
from kb.identity import resolve
from kb.parties import (
    documents_naming,
    find_parties,
    forget_unnamed_parties,
    mentions,
    parties,
    read_parties,
)  # fmt: skip
from kb.people import fields
from kb.people.keys import family_of, join_family, keys, short_id
from kb.proofs import citation_of, evidence_of
from kb.status import notice_deadline, standing, status_on, term_ends_on

__all__ = [
    "AgreementRow", "agreements", "commitments", "correct_agreement", "documents_naming", "find_parties", "forget_unnamed_parties", "mentions",
    "parties", "record", "status_on",
]  # fmt: skip

_DATES = ("signed_on", "effective_on", "expires_on")
_FLAGS = ("binding", "draft")


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """An agreement as it stands on a day; `expires_on` is the end of the term then running, amendments and renewals counted.

    `id` stays when the document is replaced by a new version; `corrected` has the fields that people set, each with what the
    document says.
    """

    agreement: Agreement
    document: str
    status: AgreementStatus
    expires_on: dt.date | None = None
    notice_by: dt.date | None = None
    id: str = ""
    corrected: tuple[tuple[str, Extracted], ...] = ()
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
    family = join_family(connection, document_id)
    ids = resolve(connection, document_id, found)
    if agreement is not None:
        facts = [_fact_row(document_id, name, fact, ids) for name, fact in agreement.facts()]
        connection.execute(sa.insert(agreement_fact), facts)
    if promised:
        made = zip(promised, keys(connection, family, promised), strict=True)
        connection.execute(sa.insert(commitment), [_commitment_row(document_id, each, ids, key) for each, key in made])


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
        "named": list(value.names) if isinstance(value, Party) else None,
        **evidence_of(fact.citation),
    }


def _commitment_row(document_id: str, each: Commitment, ids: dict[str, str], key: str) -> dict[str, Any]:
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
        "condition": each.condition,
        "due_trace": each.due_trace,
        "key": key,
        "named": {"obligor": list(each.obligor), "obligee": list(each.obligee)},
        **evidence_of(each.citation),
    }


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
        if party and not is_among(party, [fact.value for fact in row.agreement.parties]):
            continue
        if wanted and row.status not in wanted:
            continue
        if outside(signed, signed_from, signed_until) or outside(row.expires_on, expiring_from, expiring_before):
            continue
        rows.append(row)
    return rows


def _agreement_rows(connection: sa.Connection, day: dt.date) -> list[AgreementRow]:
    families, given = fields.families(connection), fields.given(connection)
    names: dict[str, str] = {}
    read: dict[str, Agreement] = {}
    corrected: dict[str, tuple[tuple[str, Extracted], ...]] = {}
    for name, agreement in _extracted(connection):
        each = agreement.document_id
        names[each] = name
        read[each], corrected[each] = fields.over(agreement, given.get(families[each], ()))
    ended = terminations(connection, list(read.values()))
    made = [
        replace(
            _row(agreement, names[each], read.values(), day, ended.get(each)),
            id=agreement_id(families[each]),
            corrected=corrected[each],
        )
        for each, agreement in read.items()
    ]
    return sorted(
        made, key=lambda row: (row.agreement.signed_on.value if row.agreement.signed_on else dt.date.max, row.document)
    )


def _extracted(connection: sa.Connection, document_id: str = "") -> list[tuple[str, Agreement]]:
    """The agreements as their current documents say, each with its file name; of one document where it is given."""
    everyone = read_parties(connection)
    query = sa.select(agreement_fact, document.c.name, document.c.kind).join(document).where(current)
    if document_id:
        query = query.where(document.c.id == document_id)
    gathered: dict[str, list[sa.Row[Any]]] = {}
    for row in connection.execute(query.order_by(agreement_fact.c.id)):
        gathered.setdefault(row.document_id, []).append(row)
    return [(rows[0].name, _agreement(each, rows, everyone)) for each, rows in gathered.items()]


def agreement_id(family: str) -> str:
    """The id of the agreement of a family of versions."""
    return short_id("a", family)


def correct_agreement(
    connection: sa.Connection, document_id: str, by: str, values: Mapping[str, Any], unset: Collection[str] = ()
) -> None:
    """Set fields of the agreement of a current document, or those of `unset` back to what it says."""
    own = _extracted(connection, document_id)
    if not own:
        raise ChangeRefused(
            "The document holds no agreement on record: its title, kind and date are what can be corrected."
        )
    family = family_of(connection, document_id)
    fields.correct(connection, family, agreement_id(family), own[0][1], by, values, unset)


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
        citation = citation_of(row, row.kind)
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
