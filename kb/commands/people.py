"""`work`, `review` and `party`: what people say and do."""

from __future__ import annotations

import argparse
from typing import Any

from kb import export
from kb.commands.listing import print_rows
from kb.commands.printing import print_json, settings, told
from kb.domain import Party
from kb.errors import ChangeRefused, NothingToDo
from kb.export import Row
from kb.knowledge import KnowledgeBase


def work(given: argparse.Namespace) -> int:
    """Set the status, owner or note of a commitment; without one, list all work."""
    values = {name: getattr(given, name) for name in ("status", "owner", "note") if getattr(given, name) is not None}
    with KnowledgeBase.open(settings(given)) as base:
        if given.id is None:
            if values or given.move_to:
                raise NothingToDo("Whose work? Give the id of a commitment: list them with `python -m kb commitments`.")
            rows = [export.work_row(one) for one in base.works(orphaned=True if given.orphaned else None)]
            return print_rows(given, export.Sheet("work", export.WORK_COLUMNS, rows))
        if given.move_to:
            base.move_work(given.id, given.move_to, given.by)
        if values:
            base.work(given.move_to or given.id, **values, by=given.by)
        return _told(given, _row(base, given.move_to or given.id))


def review(given: argparse.Namespace) -> int:
    """Accept, reject or correct an extracted commitment or agreement; without one, list what is doubtful."""
    changes = bool(given.decision or given.set or given.unset)
    of_parties = bool(given.add_party or given.remove_party)
    if given.id is None:
        if changes or of_parties:
            raise NothingToDo("Which one? Give an id: list them with `python -m kb agreements` or `commitments`.")
        with KnowledgeBase.open(settings(given)) as base:
            rows = [export.doubt_row(one) for one in base.doubts()]
        return print_rows(given, export.Sheet("doubts", export.DOUBT_COLUMNS, rows))
    if not (changes or of_parties):
        raise NothingToDo("Nothing to review: give --accept, --reject, --reset, --set FIELD=VALUE or --unset FIELD.")
    with KnowledgeBase.open(settings(given)) as base:
        values = assigned(given.set)
        if base.noun_of(given.id) == "commitment":
            if of_parties:
                raise ChangeRefused("A commitment has no parties to add or remove: set its obligor or obligee.")
            base.review(given.id, given.decision, values, given.unset, given.by)
            return _told(given, _row(base, given.id))
        changed = base.review_agreement(
            given.id, given.decision, values, given.unset, given.by, add=given.add_party, remove=given.remove_party
        )
    return _told(given, export.agreement_row(changed))


def assigned(settings: list[str]) -> dict[str, Any]:
    """The values of `FIELD=VALUE` options; ChangeRefused for what is none."""
    values: dict[str, Any] = {}
    for each in settings:
        field, is_set, value = each.partition("=")
        if not is_set:
            raise ChangeRefused(f"{each!r} sets nothing: write FIELD=VALUE, as due_on=2026-06-30.")
        values[field.strip()] = value
    return values


def _row(base: KnowledgeBase, name: str) -> Row:
    """A commitment after the change; of one whose clause is gone, the work on it."""
    works = [one for one in base.works(orphaned=True) if one.id.startswith(name.strip().lower())]
    if works:
        return export.work_row(works[0])
    found = base.commitment(name)
    return export.commitment_row(found) if found is not None else {"id": name}


def _told(given: argparse.Namespace, row: Row) -> int:
    if given.json:
        print_json(row)
    else:
        shown = ("id", "status", "review", "owner", "note", "due_on", "document", "page", "title", "action", "quote")
        print("  ".join(told(row[name]) for name in shown if row.get(name)))
        for field, was in row.get("corrected", {}).items():
            print(
                f"   {field}: {told(row[field]) or 'nothing'} (extracted: {told(was) or 'nothing'})"
                if field in row
                else f"   {field}: {was}"
            )
    return 0


def party(given: argparse.Namespace) -> int:
    """Merge, split or rename organisations."""
    with KnowledgeBase.open(settings(given)) as base:
        if given.action == "merge":
            changed: Party = base.merge_parties(given.party, given.other, given.by)
        elif given.action == "split":
            changed = base.split_party(given.party, given.names, given.by)
        else:
            values = {role: value for role in ("ko", "en", "short") if (value := getattr(given, role)) is not None}
            changed = base.rename_party(given.party, values, given.by)
        listed = next((one for one in base.parties() if one.party.id == changed.id), None)
    row = export.party_row(listed) if listed is not None else {"id": changed.id, "names": list(changed.names)}
    if given.json:
        print_json(row)
    else:
        print(f"{changed.id}: {'; '.join(changed.names)}")
    return 0
