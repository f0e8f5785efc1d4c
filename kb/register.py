"""The register: what is agreed and promised, recorded from the facts of documents and asked for by plain functions.

Only current, published documents count. In the tables a party stands as its id; what is read comes back under its names.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from kb.agreements import AgreementRow, agreements, correct_agreement, decide_agreement, find_agreement
from kb.commitments import commitments
from kb.database import agreement_fact, commitment, party_name
from kb.domain import Agreement, Commitment, Fact, Party, PartyRole
from kb.identity import resolve
from kb.parties import (
    documents_naming,
    find_parties,
    forget_unnamed_parties,
    mentions,
    parties,
)  # fmt: skip
from kb.people import signatories
from kb.people.keys import join_family, keys
from kb.proofs import evidence_of
from kb.status import status_on

__all__ = [
    "AgreementRow", "agreements", "commitments", "correct_agreement", "decide_agreement", "documents_naming", "find_agreement",
    "find_parties", "forget_unnamed_parties", "mentions", "parties", "record", "status_on",
]  # fmt: skip


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
        signatories.name_again(connection, document_id, family)
    if promised:
        made = zip(promised, keys(connection, family, promised), strict=True)
        connection.execute(sa.insert(commitment), [_commitment_row(document_id, each, ids, key) for each, key in made])


def _fact_row(document_id: str, name: str, fact: Fact[Any], ids: dict[str, str]) -> dict[str, Any]:
    value = fact.value
    role = value.word if isinstance(value, PartyRole) else None
    value = value.party if isinstance(value, PartyRole) else value
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
        "role": role,
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
