"""Passages -> the register's facts: what is agreed, by whom, and who promised what; rules only, every fact with its quote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.facts.agreement import read_agreement
from ingest.facts.amendments import begins_on, read_changes, without_amending
from ingest.facts.clauses import Clause, cite, read_clauses
from ingest.facts.commitments import read_commitments
from ingest.facts.due import Anchors
from ingest.facts.naming import Names
from ingest.facts.progress import read_progress
from kb.domain import Agreement, Change, Commitment, Document, Fact, Party, Passage, Progress

__all__ = ["Facts", "cite", "extract"]


@dataclass(frozen=True, slots=True)
class Facts:
    """What a document says for the register."""

    agreement: Agreement | None
    parties: tuple[Party, ...]
    commitments: tuple[Commitment, ...]
    changes: tuple[Change, ...] = ()
    progress: tuple[Progress, ...] = ()


def extract(document: Document, passages: Sequence[Passage], our_names: Sequence[str] = ()) -> Facts:
    """The facts of a document; what is not written there is absent.

    `our_names` are the names of the organisation whose files these are: minutes that say only "재단" or "the Foundation" mean it.
    """
    clauses = read_clauses(document, passages)
    names = Names(document, clauses, our_names)
    agreement = read_agreement(document, clauses, names)
    changes = read_changes(document, clauses, agreement)
    agreement = _amending(document, clauses, agreement, changes)
    dates = agreement or None
    anchors = Anchors(
        signed=dates.signed_on.value if dates and dates.signed_on else None,
        effective=dates.effective_on.value if dates and dates.effective_on else None,
        expires=dates.expires_on.value if dates and dates.expires_on else None,
        meeting=document.dated_on if document.kind == "minutes" else None,
    )
    promising = without_amending(clauses) if changes else clauses
    commitments = read_commitments(document, promising, names, anchors, "mou" if agreement else document.kind)
    named = {name for commitment in commitments for name in (*commitment.obligor, *commitment.obligee)}
    bound = {fact.value.id for fact in agreement.parties} if agreement else set()
    parties = tuple(
        party
        for each in names.organisations
        if (party := each.party()).id in bound or each.label in named or each.defined or changes
    )
    return Facts(agreement, parties, tuple(commitments), tuple(changes), tuple(read_progress(document, clauses)))


def _amending(
    document: Document, clauses: Sequence[Clause], agreement: Agreement | None, changes: Sequence[Change]
) -> Agreement | None:
    """The agreement a document is, where it changes clauses of one made before as the amendment of that one."""
    made = next((each for each in changes if each.kind != "terminated"), None)
    if agreement is None or (made is None and agreement.amends is None):
        return agreement
    if agreement.amends is None and made is not None and made.of is not None:
        agreement = replace(agreement, amends=Fact(made.of.isoformat(), made.citation))
    if agreement.effective_on is None:
        agreement = replace(agreement, effective_on=begins_on(document, clauses, agreement))
    return agreement
