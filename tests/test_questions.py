"""The questions over the sample documents are fit to measure with."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pypdfium2
import pytest

from kb.evaluation import GoldQuestion, read_questions

ROOT = Path(__file__).parent.parent
QUESTIONS = read_questions(ROOT / "samples" / "questions.jsonl")


@pytest.fixture(scope="module")
def lengths() -> dict[str, int]:
    """How many pages each sample has."""
    found = {}
    for path in sorted((ROOT / "documents").glob("*.pdf")):
        with pypdfium2.PdfDocument(path) as pdf:
            found[unicodedata.normalize("NFC", path.name)] = len(pdf)
    return found


def test_both_languages_are_asked_alike_and_across() -> None:
    by_pair = {pair: sum(one.pair == pair for one in QUESTIONS) for pair in ("ko→ko", "en→en", "ko→en", "en→ko")}
    assert len(QUESTIONS) >= 150
    assert all(count >= 30 for count in by_pair.values()), by_pair


def test_some_have_no_answer_and_some_follow_another() -> None:
    assert sum(not one.answerable for one in QUESTIONS) >= 30
    assert sum(bool(one.history) for one in QUESTIONS) >= 20


def test_a_third_is_kept_from_tuning() -> None:
    assert 0.3 < sum(one.split == "test" for one in QUESTIONS) / len(QUESTIONS) < 0.37


def test_every_gold_page_exists(lengths: dict[str, int]) -> None:
    wrong = [(one.id, page) for one in QUESTIONS for page in one.gold if not 0 < page[1] <= lengths.get(page[0], 0)]
    assert wrong == []


def test_every_document_is_asked_about(lengths: dict[str, int]) -> None:
    assert {document for one in QUESTIONS for document, _ in one.gold} == set(lengths)


@pytest.mark.parametrize("one", [one for one in QUESTIONS if not one.answerable], ids=lambda one: one.id)
def test_what_has_no_answer_has_no_gold_page(one: GoldQuestion) -> None:
    assert one.gold == frozenset()


def test_ids_are_distinct() -> None:
    lines = (ROOT / "samples" / "questions.jsonl").read_text("utf-8").splitlines()
    assert len({json.loads(line)["id"] for line in lines}) == len(QUESTIONS) == len(lines)
