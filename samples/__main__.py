"""Rewrites `documents/*.pdf` and `samples/truth.json`."""

from __future__ import annotations

import json
from pathlib import Path

from samples.layout import draw
from samples.scan import scanned
from samples.source import read_all
from samples.truth import Row, truth


def write(folder: Path) -> Row:
    """Writes every sample PDF into the folder, leaves other files alone, and returns the truth."""
    folder.mkdir(parents=True, exist_ok=True)
    made = [(sample, draw(sample)) for sample in read_all()]
    for sample, drawn in made:
        data = scanned(drawn.data, sample.about["title"]) if sample.scanned else drawn.data
        (folder / sample.file).write_bytes(data)
    return truth(made)


def main() -> None:
    """Rewrites the documents and the truth of the project."""
    root = Path(__file__).parent.parent
    found = write(root / "documents")
    text = json.dumps(found, ensure_ascii=False, indent=1)
    (root / "samples" / "truth.json").write_text(text + "\n", encoding="utf-8")
    pages = sum(document["pages"] for document in found["documents"])
    print(f"{len(found['documents'])} documents, {pages} pages, {len(found['commitments'])} commitments.")


if __name__ == "__main__":
    main()
