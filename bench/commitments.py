"""How well commitments are read from real documents, against a gold of what a person read in them.

`python -m bench.commitments GOLD.jsonl --files FOLDER [--show]`; a line `{"file","page","quote","modality","obligor","obligee",
"due_on","due_text","optional"}` each, the files named anywhere below FOLDER. A row that is optional counts neither way.
"""

from __future__ import annotations

import argparse
import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ingest.describing import description
from ingest.facts import Facts, extract
from ingest.readers import read_file
from ingest.structure.passages import split
from kb.domain import Commitment, Document
from kb.settings import Settings

DETAILS = ("modality", "obligor", "obligee", "due_on", "due_text")
Row = dict[str, Any]


def main() -> None:
    """Print precision, recall and the accuracy of the details, of each file and of all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path, help="JSON lines of what is promised")
    parser.add_argument("--files", type=Path, required=True, help="the folder that holds the files, at any depth")
    parser.add_argument("--show", action="store_true", help="print every difference")
    given = parser.parse_args()
    rows: dict[str, list[Row]] = defaultdict(list)
    for line in given.gold.read_text(encoding="utf-8").splitlines():
        if line.strip():
            row = json.loads(line)
            rows[row["file"]].append(row)
    total: Counter[str] = Counter()
    for name, wanted in sorted(rows.items()):
        print(name)
        counts = measure(wanted, facts_of(_path(given.files, name)), given.show)
        _print(counts)
        total += counts
    print("all files")
    _print(total)


def facts_of(path: Path) -> Facts:
    """The facts of a file as the pipeline reads them."""
    reading = read_file(path)
    said = description.describe(reading.extract.pages, reading.extract.title, path)
    document = Document(
        reading.id, path.name, str(path), said.title, said.kind, said.languages, said.dated_on, reading.pages
    )
    return extract(document, split(reading.extract.pages), Settings().organisation)


def measure(wanted: Sequence[Row], facts: Facts, show: bool = False) -> Counter[str]:
    """Counts of what was wanted, found, hit and right in each detail; rows and commitments are matched by their quotes."""
    counts: Counter[str] = Counter()
    counts["wanted"] = sum(not row["optional"] for row in wanted)
    right: set[int] = set()
    excused: set[int] = set()
    for row in wanted:
        matching = [
            each
            for each in facts.commitments
            if each.citation.page == row["page"] and overlap(row["quote"], each.citation.quote)
        ]
        (excused if row["optional"] else right).update(id(each) for each in matching)
        if row["optional"]:
            continue
        counts["hit"] += bool(matching)
        if matching:
            _compare(row, matching, facts, counts, show)
        elif show:
            print(f"  missed {row['modality']} {row['obligor']}: {row['quote'][:200]}")
    for each in facts.commitments:
        counts["found"] += id(each) in right or id(each) not in excused
        counts["right"] += id(each) in right
        if show and id(each) not in right | excused:
            print(f"  invented {each.modality} {each.obligor}: {' '.join(each.citation.quote.split())[:200]}")
    return counts


def overlap(first: str, second: str) -> bool:
    """Whether one quote holds most of the other."""
    shorter, longer = sorted((_letters(first), _letters(second)), key=len)
    return bool(shorter) and (
        (shorter in longer and len(shorter) * 2 >= len(longer)) or (len(shorter) > 20 and shorter[5:] in longer)
    )


def _compare(row: Row, matching: Sequence[Commitment], facts: Facts, counts: Counter[str], show: bool) -> None:
    known = {_letters(name): party.id for party in facts.parties for name in party.names}

    def ids(names: Sequence[str]) -> set[str]:
        return {known.get(_letters(name), _letters(name)) for name in names}

    def verdict(each: Commitment) -> dict[str, bool]:
        due_on = each.due_on.isoformat() if each.due_on else None
        return {
            "modality": each.modality == row["modality"],
            "obligor": ids(each.obligor) == ids(row["obligor"]),
            "obligee": ids(each.obligee) == ids(row["obligee"]),
            "due_on": due_on == row["due_on"],
            "due_text": bool(each.due_text) == bool(row["due_text"]),
        }

    best = max(matching, key=lambda each: sum(verdict(each).values()))
    counts["compared"] += 1
    for name, same in verdict(best).items():
        counts[name] += same
        if show and not same and name != "obligee":
            print(f"  {name} is {getattr(best, name)}, not {row[name]}: {row['quote'][:140]}")


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFC", text)).lower()


def _path(folder: Path, name: str) -> Path:
    return next(path for path in folder.rglob("*") if unicodedata.normalize("NFC", path.name) == name)


def _print(counts: Counter[str]) -> None:
    print(
        f"  recall {_share(counts, 'hit', 'wanted')}, precision {_share(counts, 'right', 'found')}, "
        + ", ".join(f"{name} {_share(counts, name, 'compared')}" for name in DETAILS)
    )


def _share(counts: Counter[str], part: str, whole: str) -> str:
    return f"{counts[part]}/{counts[whole]} = {counts[part] / max(1, counts[whole]):.3f}"


if __name__ == "__main__":
    main()
