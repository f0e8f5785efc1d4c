"""The sample documents say what `samples/truth.json` says they say, and are what the script makes."""

from __future__ import annotations

import json
import os
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

ROOT = Path(__file__).parent.parent
DOCUMENTS = ROOT / "documents"
TRUTH: dict[str, Any] = json.loads((ROOT / "samples" / "truth.json").read_text(encoding="utf-8"))
SCANNED = {row["file"] for row in TRUTH["documents"] if row["scanned"]}


def bare(text: str) -> str:
    """Drops every white space."""
    return re.sub(r"\s+", "", text)


@cache
def pages(file: str) -> tuple[str, ...]:
    """Reads the text of each page, white space dropped."""
    return tuple(bare(page.extract_text()) for page in PdfReader(DOCUMENTS / file).pages)


def quoted() -> list[tuple[str, int, str]]:
    """Gathers every (file, page, quote) of the truth."""
    rows = [row for name in ("commitments", "not_commitments", "statuses") for row in TRUTH[name]]
    found = [(row["file"], row["page"], row["quote"]) for row in rows]
    for agreement in TRUTH["agreements"]:
        for value in agreement["fields"].values():
            settled = value if isinstance(value, list) else [value]
            places = [place for one in settled for place in (one, *one.get("also", []))]
            found += [(agreement["file"], place["page"], place["quote"]) for place in places]
    return found


def test_every_quote_is_on_its_page() -> None:
    absent = [row for row in quoted() if row[0] not in SCANNED and bare(row[2]) not in pages(row[0])[row[1] - 1]]
    assert absent == []


def test_scanned_documents_have_no_text() -> None:
    assert len(SCANNED) >= 1
    assert all(text == "" for file in SCANNED for text in pages(file))


def test_every_page_says_it_is_a_sample() -> None:
    lines = ("견본문서", bare("Sample document - not an executed agreement"))
    silent = [
        (row["file"], number)
        for row in TRUTH["documents"]
        if row["file"] not in SCANNED
        for number, text in enumerate(pages(row["file"]), start=1)
        if not all(line in text for line in lines)
    ]
    assert silent == []


def test_there_are_enough_documents_in_each_language() -> None:
    spoken = [tuple(row["languages"]) for row in TRUTH["documents"]]
    assert len(spoken) >= 18
    assert sum(row["pages"] for row in TRUTH["documents"]) >= 75
    assert spoken.count(("en",)) >= 5
    assert spoken.count(("ko",)) >= 8
    assert sum(len(each) == 2 for each in spoken) >= 2


def test_documents_are_those_of_the_truth() -> None:
    listed = {row["file"] for row in TRUTH["documents"]}
    assert {path.name for path in DOCUMENTS.glob("*.pdf")} == listed


@pytest.mark.parametrize("row", TRUTH["documents"], ids=lambda row: str(row["file"]))
def test_titles_pages_and_labels_are_as_declared(row: dict[str, Any]) -> None:
    reader = PdfReader(DOCUMENTS / row["file"])
    assert len(reader.pages) == row["pages"]
    assert list(reader.page_labels) == row["page_labels"]
    assert reader.metadata is not None
    assert reader.metadata.title == row["title"]


def test_one_document_has_roman_front_matter() -> None:
    labels = [row["page_labels"] for row in TRUTH["documents"] if row["page_labels"][0] == "i"]
    assert [each[:5] for each in labels] == [["i", "ii", "iii", "1", "2"]]


def test_commitments_name_known_parties_and_words_of_the_quote() -> None:
    known = {party["id"] for party in TRUTH["parties"]}
    for row in TRUTH["commitments"]:
        assert {*row["obligor"], *row["obligee"]} <= known
        assert row["due_text"] is None or row["due_text"] in row["quote"]


def test_statuses_point_at_commitments() -> None:
    promised = {(row["file"], row["quote"]) for row in TRUTH["commitments"]}
    assert all((row["refers_to"]["file"], row["refers_to"]["quote"]) in promised for row in TRUTH["statuses"])


def test_madinah_is_on_page_two_only() -> None:
    file = "회의록_2023-09-06_오후_서울스마트시티센터.pdf"
    assert [number for number, text in enumerate(pages(file), start=1) if "메디나" in text] == [2]


def test_the_script_makes_these_very_documents(tmp_path: Path) -> None:
    from samples.__main__ import write
    from samples.lettering import FontsMissing
    from samples.truth import made_with

    try:
        here = made_with()
    except FontsMissing as missing:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(str(missing))
    made = write(tmp_path)
    assert {**made, "made_with": None} == {**TRUTH, "made_with": None}
    if here != TRUTH["made_with"]:
        pytest.skip(f"Drawn with other versions: {TRUTH['made_with']} there, {here} here; the truth is the same.")
    changed = [
        path.name for path in tmp_path.glob("*.pdf") if path.read_bytes() != (DOCUMENTS / path.name).read_bytes()
    ]
    assert changed == []
