"""How well the register is read from the samples: `python -m tests.measure_facts [--show] [FILE...]`."""

from __future__ import annotations

import argparse
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from ingest.describing import description
from ingest.facts import Facts, extract
from ingest.readers import read_file
from ingest.structure.passages import split
from kb.domain import Commitment, Document
from kb.settings import Settings

ROOT = Path(__file__).parent.parent
OUR_NAMES = [name.strip() for name in Settings().our_names.split(",")]
FIELDS = ("signed_on", "effective_on", "expires_on", "term", "renewal", "notice_period", "governing_law", "binding")
Row = dict[str, Any]


def read(path: Path) -> tuple[Document, Facts]:
    """A sample as the pipeline reads it, with its facts."""
    reading = read_file(path)
    said = description.describe(reading.extract.pages, reading.extract.title, path)
    name = unicodedata.normalize("NFC", path.name)
    document = Document(
        reading.id, name, str(path), said.title, said.kind, said.languages, said.dated_on, reading.pages
    )
    return document, extract(document, split(reading.extract.pages), OUR_NAMES)


def letters(text: str) -> str:
    """A quote without its white space."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFC", text))


def overlap(first: str, second: str) -> bool:
    """Whether one quote holds most of the other."""
    one, other = letters(first), letters(second)
    shorter, longer = sorted((one, other), key=len)
    return bool(shorter) and (
        (shorter in longer and len(shorter) * 2 >= len(longer)) or (shorter[5:] in longer and len(shorter) > 20)
    )


class Scores:
    """Counts of what was found, missed, invented, and right in detail."""

    def __init__(self, truth: Row, show: bool) -> None:
        self.truth = truth
        self.show = show
        self.counts: Counter[str] = Counter()
        self.names = {
            letters(name).lower(): party["id"]
            for party in truth["parties"]
            for name in (party["ko"], party["en"], party["short"], *party["other_names"])
        }

    def know(self, facts: Facts) -> None:
        """Take a party's other names in the document as names of the party the truth knows by one of them."""
        for party in facts.parties:
            known = {self.names[key] for name in party.names if (key := letters(name).lower()) in self.names}
            if len(known) == 1:
                self.names.update({letters(name).lower(): next(iter(known)) for name in party.names})

    def ids(self, names: Sequence[str]) -> set[str]:
        """The ids of the truth for names as read; an unknown name stays itself."""
        return {self.names.get(letters(name).lower(), name) for name in names}

    def commitments(self, name: str, found: Sequence[Commitment]) -> None:
        """Compare the commitments of one document."""
        wanted = [row for row in self.truth["commitments"] if row["file"] == name]
        pairs = [
            (row, each)
            for row in wanted
            for each in found
            if overlap(row["quote"], each.citation.quote) and row["page"] == each.citation.page
        ]
        hit = {id(row) for row, _ in pairs}
        used = {id(each) for _, each in pairs}
        self.counts.update(wanted=sum(row["form"] != "list_lead" for row in wanted), found=len(found))
        self.counts.update(hit=sum(id(row) in hit for row in wanted if row["form"] != "list_lead"), right=len(used))
        for row in wanted:
            self._details(row, [each for one, each in pairs if one is row])
        if self.show:
            for each in found:
                if id(each) not in used:
                    print(f"  invented {each.modality} {each.obligor}: {' '.join(each.citation.quote.split())[:150]}")

    def _details(self, row: Row, candidates: Sequence[Commitment]) -> None:
        if not candidates:
            if self.show and row["form"] != "list_lead":
                print(f"  missed {row['modality']} {row['obligor']}: {row['quote'][:150]}")
            return
        checks: dict[str, Callable[[Commitment], bool]] = {
            "modality": lambda each: each.modality == row["modality"],
            "obligor": lambda each: self.ids(each.obligor) == set(row["obligor"]),
            "obligee": lambda each: self.ids(each.obligee) == set(row["obligee"]),
            "due_on": lambda each: (each.due_on.isoformat() if each.due_on else None) == row["due_on"],
            "due_text": lambda each: bool(each.due_text) == bool(row["due_text"]),
        }
        best = max(candidates, key=lambda each: sum(check(each) for check in checks.values()))
        self.counts["details"] += 1
        for name, check in checks.items():
            self.counts[name] += check(best)
            if self.show and not check(best):
                got = self.ids(getattr(best, name)) if name.startswith("oblig") else getattr(best, name)
                print(f"  {name} is {got}, not {row[name]}: {row['quote'][:120]}")

    def agreement(self, name: str, facts: Facts) -> None:
        """Compare the fields of one agreement."""
        row = next((row for row in self.truth["agreements"] if row["file"] == name), None)
        if row is None:
            if facts.agreement is not None:
                self.counts["false agreements"] += 1
            return
        if facts.agreement is None:
            self.counts["missed agreements"] += 1
            return
        self._parties(name, row, facts)
        for field in FIELDS:
            wanted = row["fields"].get(field, {}).get("value")
            fact = getattr(facts.agreement, field)
            got = None if fact is None else fact.value.isoformat() if hasattr(fact.value, "isoformat") else fact.value
            self.counts["fields"] += 1
            self.counts["fields right"] += got == wanted
            if self.show and got != wanted:
                print(f"  {field} is {got}, not {wanted}: {fact.citation.quote if fact else ''}")

    def _parties(self, name: str, row: Row, facts: Facts) -> None:
        wanted = {each["value"] for each in row["fields"].get("parties", [])}
        assert facts.agreement is not None
        got = [self.ids(fact.value.names) & set(self.names.values()) for fact in facts.agreement.parties]
        self.counts["party lists"] += 1
        right = len(got) == len(wanted) and set().union(*got) == wanted
        self.counts["party lists right"] += right
        if self.show and not right:
            print(f"  parties are {[fact.value.names for fact in facts.agreement.parties]}, not {wanted}")
        if self.show and (facts.agreement.draft is not None) != (not row["signed"]):
            print(f"  draft is {facts.agreement.draft}")

    def report(self) -> None:
        """Print the figures."""
        count = self.counts
        print(f"commitments: recall {count['hit']}/{count['wanted']} = {count['hit'] / max(1, count['wanted']):.3f}, "
              f"precision {count['right']}/{count['found']} = {count['right'] / max(1, count['found']):.3f}")  # fmt: skip
        for name in ("modality", "obligor", "obligee", "due_on", "due_text"):
            print(f"  {name}: {count[name]}/{count['details']} = {count[name] / max(1, count['details']):.3f}")
        print(f"agreement fields: {count['fields right']}/{count['fields']}, parties: {count['party lists right']}/{count['party lists']}, "
              f"false {count['false agreements']}, missed {count['missed agreements']}")  # fmt: skip


def main() -> None:
    """Measure every sample, or the files given."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--show", action="store_true", help="print every difference")
    given = parser.parse_args()
    truth = json.loads((ROOT / "samples" / "truth.json").read_text(encoding="utf-8"))
    scores = Scores(truth, given.show)
    scanned = {row["file"] for row in truth["documents"] if row["scanned"]}
    for path in given.files or sorted((ROOT / "documents").glob("*.pdf")):
        name = unicodedata.normalize("NFC", path.name)
        if name in scanned:
            continue
        if given.show:
            print(name)
        _, facts = read(path)
        scores.know(facts)
        scores.commitments(name, facts.commitments)
        scores.agreement(name, facts)
    scores.report()


if __name__ == "__main__":
    main()
