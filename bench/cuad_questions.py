"""Right page of 19 cooperation agreements, asked by category: `python -m bench.cuad_questions --data ../shared/data --home DIR`.

Every category of `cuad_templates.tsv` is asked of each agreement that has it, twice in English and twice in Korean, naming
the agreement's title and its parties. The samples and other agreements lie in the same base, so that many are alike.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.commands import ingest, search, write_questions
from bench.fusion import print_scorings

TEMPLATES = Path(__file__).with_name("cuad_templates.tsv")
SAMPLES = Path(__file__).parents[1] / "documents"
# The experts also write down what the parties are called together, which is no name.
_TOGETHER = re.compile(r"collectively|individually|joint venturer|^each of|\band\b", re.I)
_ALIASES = re.compile(r"\s*\([^)]*\)?")


@dataclass(frozen=True, slots=True)
class Labelled:
    """An agreement as the experts labelled it: its file, title, parties, and by category the pages where it speaks of it."""

    file: str
    title: str
    parties: tuple[str, ...]
    pages: Mapping[str, frozenset[int]]


def main() -> None:
    """Put the agreements and the samples into one base, ask, and print the measures by language and by category."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder that holds cuad/")
    parser.add_argument("--home", type=Path, required=True, help="a folder for the files and the data home")
    given = parser.parse_args()
    source, folder = given.data / "cuad", given.home / "files"
    folder.mkdir(parents=True, exist_ok=True)
    for path in [*(source / "pdf").iterdir(), *SAMPLES.glob("*.pdf"), *given.data.glob("mou-en/*.pdf")]:
        if not (folder / path.name).exists():
            shutil.copyfile(path, folder / path.name)
    asked = given.home / "questions.jsonl"
    write_questions(asked, questions(labelled(source / "gold_pages.jsonl")))
    ingest(given.home / "kb", folder)
    print(search(given.home / "kb", asked).table())
    print_scorings(given.home / "kb", asked)


def labelled(path: Path) -> list[Labelled]:
    """The agreements of `gold_pages.jsonl`, in the order of the file."""
    rows: dict[str, list[dict[str, Any]]] = {}
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        rows.setdefault(row["pdf"], []).append(row)
    return [_labelled(Path(pdf).name, found) for pdf, found in rows.items()]


def _labelled(file: str, rows: Sequence[Mapping[str, Any]]) -> Labelled:
    pages: dict[str, set[int]] = {}
    for row in rows:
        pages.setdefault(row["category"], set()).update(row["pdf_pages"] or ())
    title = next(row["answer"] for row in rows if row["category"] == "Document Name")
    parties = next(row["answer"] for row in rows if row["category"] == "Parties")
    held = {category: frozenset(found) for category, found in pages.items() if found}
    return Labelled(file, " ".join(re.sub(r"\W+", " ", title.split("(")[0]).split()).title(), _names(parties), held)


def _names(parties: str) -> tuple[str, ...]:
    """The first two parties by their full names."""
    names = (_ALIASES.sub("", part).strip(" .;") for part in parties.split(";"))
    return tuple(name for name in names if name and not _TOGETHER.search(name))[:2]


def questions(agreements: Sequence[Labelled]) -> Iterator[dict[str, Any]]:
    """The questions with their gold pages, as `kb eval` reads them; the agreement is named by both parties or by one."""
    with TEMPLATES.open(encoding="utf-8", newline="") as lines:
        head, *table = csv.reader(lines, delimiter="\t")
    for number, agreement in enumerate(agreements):
        gold = agreement.pages
        for category, *wordings in table:
            if category in gold:
                for index, (language, wording) in enumerate(zip(head[1:], wordings, strict=True)):
                    yield {
                        "id": f"{number}-{category}-{index}",
                        "question": wording.format(**_named(agreement, both=index % 2 == 0)),
                        "gold": [{"document": agreement.file, "page": page} for page in sorted(gold[category])],
                        "language": language,
                        "type": category,
                    }


def _named(agreement: Labelled, both: bool) -> dict[str, str]:
    """The agreement as an English and as a Korean question calls it."""
    parties = agreement.parties if both else agreement.parties[-1:]
    joined = " and ".join(parties)
    return {
        "the_agreement": f"the {agreement.title} {'between' if len(parties) > 1 else 'with'} {joined}",
        "ko_agreement": f"{'와 '.join(parties)} 간 {agreement.title}" if len(parties) > 1 else f"{joined}와의 협약",
    }


if __name__ == "__main__":
    main()
