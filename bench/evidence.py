"""The clause that proves or disproves a statement, in 61 NDAs: `python -m bench.evidence --data ../shared/data --home DIR`.

Each statement is searched for within its own agreement, and a right passage overlaps a span that the experts marked.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Any

from bench.commands import ingest
from bench.pdfs import write_pdf
from kb import KnowledgeBase
from kb.domain import Filters, Hit
from kb.text import LAYOUT

PAGE = 3000  # characters
DEPTHS = (1, 3, 5)


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement about the agreement in `file`, whose `spans` are where its text, white space left out, speaks of it."""

    file: str
    text: str
    agreement: str
    spans: tuple[tuple[int, int], ...]

    def is_shown_by(self, hit: Hit) -> bool:
        """Whether a passage holds half of one of the spans, or lies half within one."""
        words = _bare(hit.passage.text)
        start = self.agreement.find(words)
        end = start + len(words)
        shared = ((min(end, last) - max(start, first), last - first) for first, last in self.spans)
        return start >= 0 and any(2 * common >= min(length, end - start) for common, length in shared)


def main() -> None:
    """Make the PDFs, ingest them, search, and print how often the evidence is among the first passages."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder that holds contractnli/")
    parser.add_argument("--home", type=Path, required=True, help="a folder for the PDFs and the data home")
    given = parser.parse_args()
    held = json.loads((given.data / "contractnli/dev.json").read_text("utf-8"))
    folder = given.home / "pdfs"
    folder.mkdir(parents=True, exist_ok=True)
    for row in held["documents"]:
        if not (folder / _file(row)).exists():
            write_pdf(folder / _file(row), list(pages(row["text"])))
    ingest(given.home / "kb", folder)
    with KnowledgeBase.open(given.home / "kb") as base:
        _print(base, list(statements(held)))


def _file(row: dict[str, Any]) -> str:
    return f"nda-{row['id']}.pdf"


def pages(text: str) -> Iterator[str]:
    """`text` in pages of whole lines, a long line broken at a space."""
    page = ""
    for line in text.splitlines():
        for piece in re.findall(r".{1,100}(?:\s|$)|\S{100,}", line) or [""]:
            if len(page) + len(piece) > PAGE:
                yield page
                page = ""
            page += f"{piece.rstrip()}\n"
    yield page


def statements(held: dict[str, Any]) -> Iterator[Statement]:
    """Every statement for which the experts marked evidence."""
    for row in held["documents"]:
        for key, judged in row["annotation_sets"][0]["annotations"].items():
            if judged["spans"]:
                spans = tuple(_without_space(row["text"], *row["spans"][index]) for index in judged["spans"])
                yield Statement(_file(row), held["labels"][key]["hypothesis"], _bare(row["text"]), spans)


def _without_space(text: str, start: int, end: int) -> tuple[int, int]:
    first = len(_bare(text[:start]))
    return first, first + len(_bare(text[start:end]))


def _bare(text: str) -> str:
    return LAYOUT.sub("", text)


def _print(base: KnowledgeBase, asked: Sequence[Statement]) -> None:
    for kind, search in (("passages", base.passages), ("pages' best passages", base.search)):
        ranks = []
        for one in asked:
            found = search(one.text, max(DEPTHS), Filters(documents=(one.file,)))
            ranks.append(next((place for place, hit in enumerate(found, 1) if one.is_shown_by(hit)), None))
        shares = (fmean(rank is not None and rank <= depth for rank in ranks) for depth in DEPTHS)
        told = ", ".join(f"{depth} {share:.3f}" for depth, share in zip(DEPTHS, shares, strict=True))
        print(f"{len(asked)} statements, evidence within the first {kind}: {told}")


if __name__ == "__main__":
    main()
