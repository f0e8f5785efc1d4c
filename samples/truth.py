"""The ground truth of the sample documents, taken from the same text that draws them."""

from __future__ import annotations

import platform
import zlib
from collections.abc import Iterable
from importlib.metadata import version
from typing import Any

import PIL
import reportlab

from samples.lettering import fonts_digest
from samples.parties import PARTIES
from samples.sheet import Drawn
from samples.source import Commitment, Denial, Field, Sample, Sentence, Status

Row = dict[str, Any]
Made = list[tuple[Sample, Drawn]]

CONVENTIONS = {
    "expires_on": "The last day in force: a term of n years ends on the day before the n-th anniversary of its start. "
    "For an automatically renewed agreement, the end of its first term; current_term_ends is in 'state'.",
    "state": "What holds on the date 'as_of', renewals and later documents of the set counted.",
    "form": "sentence; table_row (a row of an action or milestone table, all its cells); list_lead (the sentence that "
    "opens a list of undertakings) with its list_item entries: finding the lead, the items or both is right.",
    "due_on": "An ISO date where the words fix one, alone or with a date of the same document; due_text is as written.",
    "obligor": "Party ids; empty where the words permit someone who is no party of the set (a company, a trainee).",
    "also": "Further places that settle the same field, such as the other language's text.",
    "languages": "A text in two languages yields a commitment in each, with its own quote.",
    "scanned": "Quotes of scanned documents are as printed; no text can be extracted from their pages.",
}


def made_with() -> Row:
    """Names what the bytes of the PDFs depend on besides this package."""
    versions = {
        "reportlab": reportlab.Version,
        "pillow": PIL.__version__,
        "pypdfium2": version("pypdfium2"),
        "numpy": version("numpy"),
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
    }
    return {**versions, "python": platform.python_version(), "fonts": fonts_digest()}


def _commitments(made: Made) -> list[Row]:
    return [
        {
            "file": sample.file,
            "page": page,
            "quote": sentence.quote,
            "obligor": list(note.obligor),
            "obligee": list(note.obligee),
            "modality": note.modality,
            "due_on": note.due_on,
            "due_text": note.due_text,
            "action": note.action,
            "form": note.form,
        }
        for sample, page, sentence, note in _notes(made)
        if isinstance(note, Commitment)
    ]


def _notes(made: Made) -> Iterable[tuple[Sample, int, Sentence, Commitment | Denial | Field | Status]]:
    for sample, drawn in made:
        for page, sentence in drawn.placed:
            for note in sentence.notes:
                yield sample, page, sentence, note


def _agreement(sample: Sample, drawn: Drawn) -> Row:
    fields: Row = {}
    for _, page, sentence, note in _notes([(sample, drawn)]):
        if not isinstance(note, Field):
            continue
        value: Any = {"true": True, "false": False}.get(note.value, note.value)
        found: Row = {"value": value, "page": page, "quote": sentence.quote}
        if note.computed:
            found["computed"] = True
        if note.name == "parties":
            known = {party["value"]: party for party in fields.setdefault("parties", [])}
            if value in known:
                known[value].setdefault("also", []).append(found)
            else:
                fields["parties"].append(found)
        elif note.name in fields:
            fields[note.name].setdefault("also", []).append(found)
        else:
            fields[note.name] = found
    state, _, term_ends = sample.about["state"].partition(" ")
    state_row = {"as_of": "2026-11-23", "state": state, "current_term_ends": term_ends or None}
    return {"file": sample.file, "signed": sample.about["signed"] == "yes", "fields": fields, "state": state_row}


def _statuses(made: Made, commitments: list[Row]) -> list[Row]:
    rows = []
    for sample, page, sentence, note in _notes(made):
        if not isinstance(note, Status):
            continue
        meant = {c["quote"] for c in commitments if c["file"] == note.file and note.words in c["quote"]}
        if len(meant) != 1:
            raise ValueError(f"{sample.file}: {note.words!r} names {len(meant)} commitments of {note.file}.")
        target = {"file": note.file, "quote": meant.pop()}
        rows.append(
            {
                "file": sample.file,
                "page": page,
                "quote": sentence.quote,
                "refers_to": target,
                "status": note.status,
            }
        )
    return rows


def _check(commitments: list[Row]) -> None:
    known = {str(party["id"]) for party in PARTIES}
    for row in commitments:
        strangers = {*row["obligor"], *row["obligee"]} - known
        if strangers:
            raise ValueError(f"{row['file']}: unknown parties {sorted(strangers)}.")
        if row["due_text"] and row["due_text"] not in row["quote"]:
            raise ValueError(f"{row['file']}: {row['due_text']!r} is not in {row['quote']!r}.")


def truth(made: Made) -> Row:
    """Gathers the truth of all documents; raises ValueError where an annotation contradicts its text."""
    commitments = _commitments(made)
    _check(commitments)
    documents = [
        {
            "file": sample.file,
            "kind": sample.about["kind"],
            "title": sample.about["title"],
            "date": sample.about.get("date"),
            "languages": sample.about["languages"].split(),
            "pages": len(drawn.labels),
            "page_labels": drawn.labels,
            "scanned": sample.scanned,
        }
        for sample, drawn in made
    ]
    return {
        "conventions": CONVENTIONS,
        "made_with": made_with(),
        "documents": documents,
        "parties": list(PARTIES),
        "agreements": [_agreement(sample, drawn) for sample, drawn in made if "signed" in sample.about],
        "commitments": commitments,
        "not_commitments": [
            {"file": sample.file, "page": page, "quote": sentence.quote, "why": note.why}
            for sample, page, sentence, note in _notes(made)
            if isinstance(note, Denial)
        ],
        "statuses": _statuses(made, commitments),
    }
