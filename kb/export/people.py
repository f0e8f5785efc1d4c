"""Rows of what people say and do: work, organisations, the journal."""

from __future__ import annotations

from kb.domain import JournalEntry, PartyListing, Work
from kb.export.rows import Row

WORK_COLUMNS = ("id", "document", "quote", "status", "owner", "note", "review", "corrected", "orphaned", "by", "at")
PARTY_COLUMNS = (
    "id",
    "ko",
    "en",
    "short",
    "other_names",
    "stated",
    "documents",
    "agreements",
    "promises",
    "promised",
    "roles",
)
CHANGE_COLUMNS = ("at", "by", "noun", "id", "document", "field", "before", "after", "erased")


def work_row(work: Work) -> Row:
    """The work on a commitment; `orphaned` where its clause is gone from the document, `quote` what it said."""
    return {
        "id": work.id,
        "document": work.document,
        "quote": work.quote,
        "status": work.status or "open",
        "owner": work.owner,
        "note": work.note,
        "review": work.review,
        "corrected": dict(work.corrected),
        "orphaned": work.orphaned,
        "by": work.by,
        "at": work.at.isoformat(timespec="seconds"),
    }


def party_row(listed: PartyListing) -> Row:
    """An organisation with its names, the documents that name it, and how many agreements, promises by it and to it there are."""
    return {
        "id": listed.party.id,
        "ko": listed.party.ko,
        "en": listed.party.en,
        "short": listed.party.short,
        "other_names": list(listed.party.other_names),
        "stated": list(listed.stated),
        "documents": list(listed.documents),
        "agreements": listed.agreements,
        "promises": listed.promises,
        "promised": listed.promised,
        "roles": [
            {
                "document": fact.citation.document,
                "role": fact.value,
                "page": fact.citation.page,
                "label": fact.citation.label,
                "quote": fact.citation.quote,
            }
            for fact in listed.called
        ],
    }


def change_row(change: JournalEntry) -> Row:
    """An entry of the journal."""
    return {
        "at": change.at.isoformat(timespec="seconds"),
        "by": change.by,
        "noun": change.noun,
        "id": change.id,
        "document": change.document,
        "field": change.field,
        "before": change.before,
        "after": change.after,
        "erased": change.erased,
    }
