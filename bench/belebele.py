"""Search across languages: `python -m bench.belebele --data ../shared/data --home DIR`.

Two bases are measured. In `both` every passage is there in Korean and in English, and each copy is looked for by questions
in each language. In `other` half of the passages are there in Korean only and half in English only.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import Any

from bench.commands import ingest, search, write_questions
from bench.pdfs import write_pdf
from kb.domain import LANGUAGES

PAGES = 20  # passages in one PDF
Place = tuple[str, int]


def main() -> None:
    """Make the PDFs, ingest them, ask both ways, and print the measures by language of the question."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder that holds belebele/")
    parser.add_argument("--home", type=Path, required=True, help="a folder for the PDFs and the data homes")
    given = parser.parse_args()
    rows = [json.loads(line) for line in (given.data / "belebele/aligned_ko_en.jsonl").read_text("utf-8").splitlines()]
    order = {passage: index for index, passage in enumerate(dict.fromkeys(row["passage_en"] for row in rows))}

    def present(language: str, row: dict[str, Any]) -> bool:
        return language == ("ko", "en")[order[row["passage_en"]] % 2]

    _measure(given.home / "both", rows, lambda language, row: True)
    _measure(given.home / "other", rows, present)


def _measure(home: Path, rows: list[dict[str, Any]], present: Callable[[str, dict[str, Any]], bool]) -> None:
    folder = home / "pdfs"
    folder.mkdir(parents=True, exist_ok=True)
    places: dict[str, dict[str, Place]] = {
        language: _written(folder, language, rows, present) for language in LANGUAGES
    }
    write_questions(home / "questions.jsonl", _questions(rows, places))
    print(f"{home.name}: {len(places['ko'])} Korean and {len(places['en'])} English passages")
    ingest(home / "kb", folder)
    print(search(home / "kb", home / "questions.jsonl").table())


def _written(
    folder: Path, language: str, rows: list[dict[str, Any]], present: Callable[[str, dict[str, Any]], bool]
) -> dict[str, Place]:
    """Writes the passages in one language as PDFs; tells the file and page of each, identical ones once."""
    texts = list(dict.fromkeys(row[f"passage_{language}"] for row in rows if present(language, row)))
    places: dict[str, Place] = {}
    for start in range(0, len(texts), PAGES):
        name, pages = f"{language}-{start // PAGES + 1:02}.pdf", texts[start : start + PAGES]
        if not (folder / name).exists():
            write_pdf(folder / name, [_wrapped(text) for text in pages])
        places |= {text: (name, number) for number, text in enumerate(pages, 1)}
    return places


def _wrapped(text: str) -> str:
    """`text` in lines of a page's width, broken at spaces."""
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) > 80:
            lines.append("")
        lines[-1] += f"{word} "
    return "\n".join(line.rstrip() for line in lines)


def _questions(rows: list[dict[str, Any]], places: dict[str, dict[str, Place]]) -> Iterator[dict[str, Any]]:
    """Each question from and into each language, as far as the base holds its passage; the table tells them apart as "ko→en"."""
    for row in rows:
        for language, target in product(LANGUAGES, repeat=2):
            place = places[target].get(row[f"passage_{target}"])
            if place:
                gold = [{"document": place[0], "page": place[1]}]
                yield {"id": f"{row['id']}-{language}-{target}", "question": row[f"question_{language}"], "gold": gold,
                       "language": language, "document_language": target}  # fmt: skip


if __name__ == "__main__":
    main()
