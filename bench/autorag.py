"""Right page of 720 Korean PDF pages for 48 questions: `python -m bench.autorag --data ../shared/data --home DIR`."""

from __future__ import annotations

import argparse
import json
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.commands import ingest, search, write_questions
from bench.pdfs import write_pdf


def main() -> None:
    """Make the PDFs, ingest them, ask, and print how often the right page is first, among five, among ten."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder that holds autorag-ko/")
    parser.add_argument("--home", type=Path, required=True, help="a folder for the PDFs and the data home")
    given = parser.parse_args()
    source, folder = given.data / "autorag-ko", given.home / "pdfs"
    folder.mkdir(parents=True, exist_ok=True)
    for name, texts in documents(source).items():
        if not (folder / name).exists():
            write_pdf(folder / name, texts)
    asked = given.home / "questions.jsonl"
    write_questions(asked, questions(source / "qa_dev.jsonl"))
    ingest(given.home / "kb", folder)
    print(search(given.home / "kb", asked).table())


def documents(source: Path) -> dict[str, list[str]]:
    """The pages of each file in order; a number the corpus leaves out is a page without text."""
    from pyarrow.parquet import read_table

    pages: dict[str, dict[int, str]] = {}
    table = read_table(source / "ocr_corpus_v3.parquet")
    for identity, text in zip(table["doc_id"].to_pylist(), table["contents"].to_pylist(), strict=True):
        name, number = _page(identity)
        pages.setdefault(name, {})[number] = text
    return {name: [texts.get(number, "") for number in range(1, max(texts) + 1)] for name, texts in pages.items()}


def _page(identity: str) -> tuple[str, int]:
    """`finance - 은행 가이드.pdf - 4` as the file's name and its page."""
    file, number = identity.split(" - ", 1)[1].rsplit(" - ", 1)
    return unicodedata.normalize("NFC", file.strip()), int(number)


def questions(path: Path) -> Iterator[dict[str, Any]]:
    """The questions with their gold pages, as `kb eval` reads them."""
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        gold = [_page(identity) for group in row["retrieval_gt"] for identity in group]
        yield {
            "id": row["qid"],
            "question": row["query"],
            "gold": [{"document": name, "page": number} for name, number in gold],
            "language": "ko",
            "type": row["qid"].rsplit("_", 1)[-1],
        }


if __name__ == "__main__":
    main()
