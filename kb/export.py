"""Rows for people and programs: JSON-able rows named as the nouns are, and files of them (CSV, XLSX, ICS)."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from kb.domain import Commitment, DocumentSummary, Fact
from kb.register import AgreementRow

Row = dict[str, Any]
# A cell that begins so is read as a formula by spreadsheets; documents are data, never instructions.
_FORMULA = re.compile(r"^[\s]*[=+\-@\t\r]|^[\t\r]")
# Control characters that XML, and so XLSX, cannot hold.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_LONGEST_CELL = 32_000
_FACTS = ("signed_on", "effective_on", "expires_on", "term", "renewal", "notice_period", "governing_law", "binding", "draft", "amends", "supersedes")  # fmt: skip


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
    """An agreement with its fields, `page` and `quote` of its title, and under `evidence` those of every field."""
    agreement = row.agreement
    fields = {name: _value(getattr(agreement, name)) for name in _FACTS}
    return {
        "document": row.document,
        "document_id": agreement.document_id,
        "title": agreement.title.value,
        "parties": [fact.value.ko or fact.value.en or fact.value.short for fact in agreement.parties],
        "status": row.status,
        **fields,
        "running_until": _iso(row.expires_on),
        "notice_by": _iso(row.notice_by),
        "page": agreement.title.citation.page,
        "label": agreement.title.citation.label,
        "quote": agreement.title.citation.quote,
        "evidence": [_evidence(name, fact) for name, fact in agreement.facts()],
    }


def _evidence(name: str, fact: Fact[Any]) -> Row:
    cited = fact.citation
    value = fact.value.id if name == "party" else _value(fact)
    row = {"field": name, "value": value, "page": cited.page, "label": cited.label, "quote": cited.quote}
    return {**row, "document": cited.document, "trace": fact.trace}


def commitment_row(each: Commitment) -> Row:
    """A commitment with the page and quote that prove it."""
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
        "page": each.citation.page,
        "label": each.citation.label,
        "quote": each.citation.quote,
        **_links(each),
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


def write_csv(rows: Sequence[Row], path: Path) -> None:
    """Write rows as CSV that spreadsheets open in Korean, formulas made harmless."""
    with path.open("w", encoding="utf-8-sig", newline="", errors="replace") as stream:
        table = csv.writer(stream)
        table.writerow(_columns(rows))
        table.writerows([_text(row.get(name)) for name in _columns(rows)] for row in rows)


def write_xlsx(rows: Sequence[Row], path: Path) -> None:
    """Write rows as a workbook of one sheet, every cell text, the header frozen."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("rows")
    sheet.freeze_panes = "A2"
    sheet.append(_columns(rows))
    for row in rows:
        sheet.append([_text(row.get(name)) for name in _columns(rows)])
    book.save(path)


def write_ics(rows: Sequence[Row], path: Path) -> int:
    """Write a calendar of the due dates, ends and notice deadlines among agreement and commitment rows; how many."""
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//Agreement KB//register//EN")
    calendar.add("version", "2.0")
    events = [event for row in rows for event in _events(row)]
    for day, summary, description in events:
        event = Event()
        event.add("uid", hashlib.sha256(f"{day}{summary}{description}".encode()).hexdigest()[:32] + "@agreement-kb")
        event.add("dtstamp", dt.datetime.combine(day, dt.time(), tzinfo=dt.UTC))
        event.add("dtstart", day)
        event.add("summary", _line(summary))
        event.add("description", _line(description))
        calendar.add_component(event)
    path.write_bytes(calendar.to_ical())
    return len(events)


def _events(row: Row) -> Iterable[tuple[dt.date, str, str]]:
    source = f"{row['document']}, p. {row['page']}: {row['quote']}"
    if row.get("due_on"):
        yield dt.date.fromisoformat(row["due_on"]), f"{', '.join(row['obligor'])}: {row['action']}", source
    if row.get("status") in ("draft", "superseded", "terminated", "expired") or "title" not in row:
        return
    for name, words in (("running_until", "ends / 만료"), ("notice_by", "last day for notice / 종료 통보 기한")):
        if row.get(name):
            yield dt.date.fromisoformat(row[name]), f"{row['title']}: {words}", source


def _columns(rows: Sequence[Row]) -> list[str]:
    return list(dict.fromkeys(name for row in rows for name in row if name != "evidence"))


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, (list, tuple)):
        value = ", ".join(str(each) for each in value)
    text = _UNWRITABLE.sub("", str(value).lower() if isinstance(value, bool) else str(value))[:_LONGEST_CELL]
    return f"'{text}" if _FORMULA.match(text) else text


def _line(text: str) -> str:
    return " ".join(_UNWRITABLE.sub("", text).split())
