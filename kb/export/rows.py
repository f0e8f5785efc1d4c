"""Rows for people and programs: JSON-able, their keys named as the nouns are."""

from __future__ import annotations

import datetime as dt
from typing import Any

from kb.agreements import AgreementRow
from kb.domain import Commitment, DocumentSummary, Doubt, Fact, Party, PartyRole

Row = dict[str, Any]
_FACTS = ("signed_on", "effective_on", "expires_on", "term", "renewal", "notice_period", "governing_law", "binding", "draft", "amends", "supersedes")  # fmt: skip

# The columns of each list, in their order; a file has them even where it has no rows.
DOCUMENT_COLUMNS = (
    "document", "page", "quote", "id", "path", "title", "kind", "languages", "date", "pages", "passages", "commitments",
    "version", "superseded_by", "warnings", "format",
)  # fmt: skip
AGREEMENT_COLUMNS = (
    "document", "document_id", "title", "parties", "status", *_FACTS, "running_until", "notice_by", "page", "label", "quote",
    "id", "corrected", "roles", "review", "reviewed_by", "reviewed_at", "corrected_by",
)  # fmt: skip
COMMITMENT_COLUMNS = (
    "document", "document_id", "obligor", "obligee", "action", "modality", "due_on", "due_text", "topic", "status", "owner",
    "condition", "due_trace", "page", "label", "quote", "id", "note", "review", "superseded_by", "superseded_on",
    "superseded_quote", "proposed_status", "reported", "reported_in", "reported_page", "reported_quote", "corrected",
)  # fmt: skip
DOUBT_COLUMNS = (
    "noun",
    "id",
    "field",
    "value",
    "reason",
    "document",
    "document_id",
    "page",
    "label",
    "quote",
    "confidence",
)
EVIDENCE_COLUMNS = ("agreement", "title", "field", "value", "document", "page", "label", "quote", "trace")


def document_row(summary: DocumentSummary) -> Row:
    """A document as the command line and the page list it."""
    return {
        "document": summary.name,
        "page": 1,
        "quote": summary.title,
        "id": summary.id,
        "path": summary.path,
        "title": summary.title,
        "kind": summary.kind,
        "languages": list(summary.languages),
        "date": _iso(summary.dated_on),
        "pages": summary.pages,
        "passages": summary.passages,
        "commitments": summary.commitments,
        "version": summary.version,
        "superseded_by": summary.superseded_by,
        "warnings": list(summary.warnings),
        "format": summary.format,
    }


def agreement_row(row: AgreementRow) -> Row:
    """An agreement with its fields, `page` and `quote` of its title, and under `evidence` those of every field.

    `roles` are the words by which the document means a party, each with its own page and quote. `corrected` has each field that a
    person gave, with what the document says (null where it says nothing), `corrected_by` who gave it and on which day.
    """
    agreement = row.agreement
    fields = {name: _value(getattr(agreement, name)) for name in _FACTS}
    return {
        "document": row.document,
        "document_id": agreement.document_id,
        "title": agreement.title.value,
        "parties": [_called(fact.value) for fact in agreement.parties],
        "status": row.status,
        **fields,
        "running_until": _iso(row.expires_on),
        "notice_by": _iso(row.notice_by),
        "page": agreement.title.citation.page,
        "label": agreement.title.citation.label,
        "quote": agreement.title.citation.quote,
        "id": row.id,
        "corrected": {field: list(was) if isinstance(was, tuple) else was for field, was in row.corrected},
        "roles": [_role(fact) for fact in agreement.roles],
        "review": row.review,
        "reviewed_by": row.by,
        "reviewed_at": row.at.isoformat(timespec="seconds") if row.at else None,
        "corrected_by": {each.field: f"{each.by}, {each.at:%Y-%m-%d}" for each in row.given},
        "evidence": [_evidence(name, fact) for name, fact in agreement.facts()],
    }


def _called(party: Party) -> str:
    return party.ko or party.en or party.short or party.id


def _role(fact: Fact[PartyRole]) -> Row:
    cited, party = fact.citation, fact.value.party
    where = {"page": cited.page, "label": cited.label, "quote": cited.quote, "document": cited.document}
    return {"name": _called(party), "role": fact.value.word, "id": party.id, **where}


def _evidence(name: str, fact: Fact[Any]) -> Row:
    cited, value = fact.citation, fact.value
    if isinstance(value, PartyRole):
        value = f"{value.party.id}: {value.word}"
    else:
        value = value.id if isinstance(value, Party) else _value(fact)
    row = {"field": name, "value": value, "page": cited.page, "label": cited.label, "quote": cited.quote}
    return {**row, "document": cited.document, "trace": fact.trace}


def evidence_rows(agreements: list[Row]) -> list[Row]:
    """The evidence of every field of agreement rows, a row each."""
    return [
        {"agreement": row["document"], "title": row["title"], **each} for row in agreements for each in row["evidence"]
    ]


def doubt_row(doubt: Doubt) -> Row:
    """Something extracted that a person should look at, with its page and quote, and how sure OCR was of the page."""
    cited = doubt.citation
    return {
        "noun": doubt.noun,
        "id": doubt.id,
        "field": doubt.field,
        "value": doubt.value,
        "reason": doubt.reason,
        "document": cited.document,
        "document_id": cited.document_id,
        "page": cited.page,
        "label": cited.label,
        "quote": cited.quote,
        "confidence": cited.confidence,
    }


def commitment_row(each: Commitment) -> Row:
    """A commitment with the page and quote that prove it; `corrected` has what was extracted of each field a person set."""
    return {
        "document": each.citation.document,
        "document_id": each.citation.document_id,
        "obligor": list(each.obligor),
        "obligee": list(each.obligee),
        "action": each.action,
        "modality": each.modality,
        "due_on": _iso(each.due_on),
        "due_text": each.due_text,
        "topic": each.topic,
        "status": each.status,
        "owner": each.owner,
        "condition": each.condition,
        "due_trace": each.due_trace,
        "page": each.citation.page,
        "label": each.citation.label,
        "quote": each.citation.quote,
        "id": each.id,
        "note": each.note,
        "review": each.review,
        **_links(each),
        "corrected": {field: list(was) if isinstance(was, tuple) else was for field, was in each.corrected},
    }


def _links(each: Commitment) -> Row:
    """What took a commitment's place, and what status a later document proposes for it, each with where that is said."""
    gone, report = each.superseded, each.progress[0] if each.progress else None
    return {
        "superseded_by": gone.citation.document if gone else None,
        "superseded_on": _iso(gone.since) if gone else None,
        "superseded_quote": gone.citation.quote if gone else None,
        "proposed_status": each.proposed_status,
        "reported": report.state if report else None,
        "reported_in": report.citation.document if report else None,
        "reported_page": report.citation.page if report else None,
        "reported_quote": report.citation.quote if report else None,
    }


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _value(fact: Fact[Any] | None) -> Any:
    if fact is None:
        return None
    return fact.value.isoformat() if isinstance(fact.value, dt.date) else fact.value
