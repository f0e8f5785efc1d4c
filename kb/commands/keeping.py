"""`delete`, `correct`, `doctor` and `rebuild`: what keeps the base right."""

from __future__ import annotations

import argparse

from kb import export
from kb.commands.people import assigned
from kb.commands.printing import print_json, settings
from kb.descriptions import FIELDS
from kb.errors import NothingToDo
from kb.knowledge import KnowledgeBase


def delete(given: argparse.Namespace) -> int:
    """Delete a document for good."""
    with KnowledgeBase.open(settings(given)) as base:
        gone = base.delete(given.document, given.by)
    if given.json:
        print_json({"deleted": {"id": gone.id, "path": gone.path, "title": gone.title}})
    else:
        print(
            f"Deleted {gone.name} ({gone.pages} pages, {gone.commitments} commitments); "
            "no file of the data home holds its text any more."
        )
    return 0


def correct(given: argparse.Namespace) -> int:
    """Say what a document, or its agreement, really is."""
    values = {name: value for name in FIELDS if (value := getattr(given, name)) is not None}
    fields = assigned(given.set)
    if not (values or fields or given.unset):
        raise NothingToDo("Nothing to correct: give --title, --kind, --date, --languages, --set or --unset.")
    with KnowledgeBase.open(settings(given)) as base:
        agreement = (
            base.correct_agreement(given.document, fields, given.unset, given.by) if fields or given.unset else None
        )
        row = export.document_row(base.correct(given.document, values, given.by))
    if agreement is not None:
        row["agreement"] = export.agreement_row(agreement)
    if given.json:
        print_json(row)
    else:
        print(
            f"{row['document']}: {row['title']} ({row['kind']}, {row['date'] or 'no date'}, {', '.join(row['languages'])})"
        )
        for field, said in row.get("agreement", {}).get("corrected", {}).items():
            print(f"   {field}: {row['agreement'].get(field)} (the document says {said or 'nothing'})")
        if "kind" in values or "dated_on" in values:
            print("   The next `python -m ingest PATH` reads its agreement and its promises anew.")
    return 0


def doctor(given: argparse.Namespace) -> int:
    """Say what is wrong and which command mends it; exit status 1 when anything is."""
    from kb.doctor import examine

    faults = examine(settings(given))
    if given.json:
        print_json({"sound": not faults, "faults": faults})
    else:
        print("\n".join(faults) or "The knowledge base is sound.")
    return 1 if faults else 0


def rebuild(given: argparse.Namespace) -> int:
    """Make the vector index anew."""
    with KnowledgeBase.open(settings(given)) as base:
        count = base.rebuild()
    if given.json:
        print_json({"passages": count})
    else:
        print(f"The vector index holds {count} passages.")
    return 0
