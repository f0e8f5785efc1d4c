"""`documents`, `agreements`, `commitments`, `parties`, `journal`: rows, printed or written to files."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any

from kb import export
from kb.commands.printing import print_json, settings, told
from kb.export import Row
from kb.knowledge import KnowledgeBase

# What a person reads of each list; --json and files have every column.
_SHOWN = {
    "documents": ("document", "title", "kind", "date", "languages", "pages", "commitments", "warnings"),
    "agreements": ("id", "status", "running_until", "parties", "title", "review", "corrected", "document"),
    "commitments": (
        "id", "status", "due_on", "due_text", "obligor", "modality", "action", "review", "owner", "note", "document", "page",
    ),
    "doubts": ("noun", "id", "document", "page", "field", "value", "reason"),
    "parties": ("id", "ko", "en", "short", "other_names", "roles", "documents"),
    "work": ("id", "status", "owner", "review", "note", "corrected", "orphaned", "document", "quote", "by", "at"),
}  # fmt: skip
# What an empty list means.
_NONE = {
    "documents": ": file some with `python -m ingest PATH...`",
    "work": ": nobody has worked on a commitment yet, see `python -m kb work --help`",
    "doubts": ": nothing that nobody has judged is doubtful",
    "journal": ": nobody has changed anything yet",
}
_LONGEST = 160


def documents(given: argparse.Namespace) -> int:
    """List the documents."""
    with KnowledgeBase.open(settings(given)) as base:
        rows = [export.document_row(one) for one in base.documents()]
    return print_rows(given, export.Sheet("documents", export.DOCUMENT_COLUMNS, rows))


def agreements(given: argparse.Namespace) -> int:
    """List the agreements with their status."""
    with KnowledgeBase.open(settings(given)) as base:
        found = base.agreements(given.as_of, given.party, expiring_within=given.expiring_within, review=given.review)
    rows = [export.agreement_row(row) for row in found if not given.status or row.status == given.status]
    evidence = export.Sheet("evidence", export.EVIDENCE_COLUMNS, export.evidence_rows(rows))
    return print_rows(given, export.Sheet("agreements", export.AGREEMENT_COLUMNS, rows), [evidence])


def commitments(given: argparse.Namespace) -> int:
    """List the commitments."""
    names = ("obligor", "obligee", "party", "topic", "due_from", "due_until", "as_of", "owner", "review")
    asked: dict[str, Any] = {name: getattr(given, name) for name in names}
    asked |= {name: tuple(getattr(given, name)) for name in ("status", "modality")}
    with KnowledgeBase.open(settings(given)) as base:
        rows = [export.commitment_row(one) for one in base.commitments(**asked)]
    return print_rows(given, export.Sheet("commitments", export.COMMITMENT_COLUMNS, rows))


def parties(given: argparse.Namespace) -> int:
    """List the organisations."""
    with KnowledgeBase.open(settings(given)) as base:
        rows = [export.party_row(one) for one in base.parties()]
    return print_rows(given, export.Sheet("parties", export.PARTY_COLUMNS, rows))


def journal(given: argparse.Namespace) -> int:
    """Say who changed what."""
    with KnowledgeBase.open(settings(given)) as base:
        rows = [export.change_row(one) for one in base.journal(given.id or "")]
    return print_rows(given, export.Sheet("journal", export.CHANGE_COLUMNS, rows))


def print_rows(given: argparse.Namespace, sheet: export.Sheet, more: Sequence[export.Sheet] = ()) -> int:
    """Write rows to the files asked for, and print them as JSON, or for a person where there is no file."""
    if given.csv:
        export.write_csv(sheet.rows, given.csv, sheet.columns)
    if given.xlsx:
        export.write_xlsx(sheet.rows, given.xlsx, sheet.columns, name=sheet.name, more=more)
    ics = getattr(given, "ics", None)
    if ics:
        export.write_ics(sheet.rows, ics)
    if given.json:
        print_json(sheet.rows)
    elif not (given.csv or given.xlsx or ics):
        shown = _SHOWN.get(sheet.name, sheet.columns)
        for row in sheet.rows:
            print(_line(row, shown))
        narrowed = getattr(given, "id", None)
        hint = "" if sheet.rows or narrowed else _NONE.get(sheet.name, "")
        print(f"{len(sheet.rows)} {'row' if len(sheet.rows) == 1 else 'rows'}{hint}")
    return 0


def _line(row: Row, shown: Sequence[str]) -> str:
    """A row for a person: the values worth reading in a list, quotes shortened visibly."""
    values = (_shortened(told(row[name])) for name in shown if name in row)
    return "  ".join(value for value in values if value)


def _shortened(value: str) -> str:
    return value if len(value) <= _LONGEST else f"{value[: _LONGEST - 1]}…"
