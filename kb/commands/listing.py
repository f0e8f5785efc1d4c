"""`documents`, `agreements`, `commitments`, `parties`, `journal`: rows, printed or written to files."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any

from kb import export
from kb.commands.printing import print_json, settings
from kb.export import Row
from kb.knowledge import KnowledgeBase


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
        for row in sheet.rows:
            print(_line(row))
        print(f"{len(sheet.rows)} rows")
    return 0


def _line(row: Row) -> str:
    return "  ".join(
        str(row[name]) for name in row if name != "evidence" and row[name] not in (None, "", [], {}, False)
    )
