"""What was extracted and should be looked at by a person: uncertain pages, what was computed, what is missing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from kb.agreements import AgreementRow, agreements
from kb.commitments import commitments
from kb.database import current, document, page
from kb.domain import Citation, Commitment, Doubt, Fact, Party, PartyRole

_Confidence = dict[tuple[str, int], float | None]


def doubts(connection: sa.Connection) -> list[Doubt]:
    """Why rows that nobody has judged yet should be looked at: those of agreements first, each in the order of its page."""
    read = _read_by_ocr(connection)
    found: list[Doubt] = []
    for row in agreements(connection, as_of=dt.date.today(), review="none"):
        found += _of_agreement(row, read)
    for each in commitments(connection, review="none"):
        found += _of_commitment(each, read)
    return found


def _read_by_ocr(connection: sa.Connection) -> _Confidence:
    """How sure OCR was of the pages it read, by document and number."""
    query = sa.select(page.c.document_id, page.c.number, page.c.confidence).join(document)
    rows = connection.execute(query.where(current, page.c.source == "ocr"))
    return {(row.document_id, row.number): row.confidence for row in rows}


def _of_agreement(row: AgreementRow, read: _Confidence) -> Iterator[Doubt]:
    agreement, title = row.agreement, row.agreement.title.citation
    for field, fact in agreement.facts():
        if fact.trace:
            yield _doubt("agreement", row.id, field, _told(fact), f"computed: {fact.trace}", fact.citation, read)
        yield from _uncertain("agreement", row.id, field, _told(fact), fact.citation, read)
    if agreement.signed_on is None and agreement.effective_on is None and agreement.draft is None:
        missing = "no day of signature or entry into force was found"
        yield _doubt("agreement", row.id, "signed_on", "", missing, title, read)
    if len(agreement.parties) < 2:
        yield _doubt("agreement", row.id, "parties", "", "fewer than two parties were found", title, read)


def _of_commitment(each: Commitment, read: _Confidence) -> Iterator[Doubt]:
    due = each.due_on.isoformat() if each.due_on else ""
    if each.due_trace:
        yield _doubt("commitment", each.id, "due_on", due, f"computed: {each.due_trace}", each.citation, read)
    if not each.obligor:
        missing = "nobody who promises it was found"
        yield _doubt("commitment", each.id, "obligor", "", missing, each.citation, read)
    yield from _uncertain("commitment", each.id, "action", each.action, each.citation, read)


def _uncertain(noun: Any, key: str, field: str, value: str, cited: Citation, read: _Confidence) -> Iterator[Doubt]:
    found = _doubt(noun, key, field, value, "", cited, read)
    if found.citation.uncertain:
        sure = found.citation.confidence or 0.0
        yield replace(found, reason=f"read by OCR with {sure:.0%} confidence: compare it with the page")


def _doubt(noun: Any, key: str, field: str, value: str, reason: str, cited: Citation, read: _Confidence) -> Doubt:
    place = (cited.document_id, cited.page)
    if place in read:
        cited = replace(cited, source="ocr", confidence=read[place])
    return Doubt(noun, key, field, value, reason, cited)


def _told(fact: Fact[Any]) -> str:
    value = fact.value
    if isinstance(value, PartyRole):
        return value.word
    if isinstance(value, Party):
        return next(iter(value.names), value.id)
    return value.isoformat() if isinstance(value, dt.date) else str(value)
