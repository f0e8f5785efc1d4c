"""Passages -> the register's facts: what is agreed, by whom, and who promised what; rules only, every fact with its quote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.facts.agreement import read_agreement
from ingest.facts.clauses import cite, read_clauses
from ingest.facts.commitments import read_commitments
from ingest.facts.due import Anchors
from ingest.facts.naming import Names
from kb.domain import Agreement, Commitment, Document, Party, Passage

__all__ = ["Facts", "cite", "extract"]


@dataclass(frozen=True, slots=True)
class Facts:
    """What a document says for the register."""

    agreement: Agreement | None
    parties: tuple[Party, ...]
    commitments: tuple[Commitment, ...]


def extract(document: Document, passages: Sequence[Passage], our_names: Sequence[str] = ()) -> Facts:
    """The facts of a document; what is not written there is absent.

    `our_names` are the names of the organisation whose files these are: minutes that say only "재단" or "the Foundation" mean it.
    """
    clauses = read_clauses(document, passages)
    names = Names(document, clauses, our_names)
    agreement = read_agreement(document, clauses, names)
    dates = agreement or None
    anchors = Anchors(
        signed=dates.signed_on.value if dates and dates.signed_on else None,
        effective=dates.effective_on.value if dates and dates.effective_on else None,
        expires=dates.expires_on.value if dates and dates.expires_on else None,
        meeting=document.dated_on if document.kind == "minutes" else None,
    )
    commitments = read_commitments(document, clauses, names, anchors, "mou" if agreement else document.kind)
    named = {name for commitment in commitments for name in (*commitment.obligor, *commitment.obligee)}
    bound = {fact.value.id for fact in agreement.parties} if agreement else set()
    parties = tuple(
        party
        for each in names.organisations
        if (party := each.party()).id in bound or each.label in named or each.defined
    )
    return Facts(agreement, parties, tuple(commitments))
