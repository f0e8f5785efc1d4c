"""What is searched for: the question's words, less those that only name, and the clause's, in both languages."""

from __future__ import annotations

import hashlib

import numpy as np
import pytest

from kb.glossary import Matter
from kb.naming import Names
from kb.query import CLAUSE_WEIGHT, NAMING_WEIGHT, Query, Space, read
from kb.vectors import Vectors

NAMES = Names(
    [["Strategic Alliance Agreement", "Phreesia, Inc."], ["Joint Venture Agreement", "Aura Systems"], ["Notes"]]
)


def vector(text: str) -> Vectors:
    """A vector that only the text decides."""
    seed = int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big")
    return np.random.default_rng(seed).normal(size=8).astype(np.float32)


def clauses(matter: Matter) -> dict[str, Vectors]:
    return {"ko": vector(matter.clauses[0]), "en": vector(matter.clauses[1])}


SPACE = Space(vector, clauses, {"ko": np.zeros(8, np.float32), "en": np.zeros(8, np.float32)})  # type: ignore[arg-type]


def query(question: str, *, narrowed: bool = False) -> Query:
    return read(question, NAMES, SPACE, narrowed=narrowed)


def test_a_plain_question_is_searched_for_as_it_stands() -> None:
    found = query("What erodes the coast of the island?")
    assert set(found.weights.values()) == {1.0} and set(found.weights) == set(found.own)
    assert np.array_equal(found.vectors["ko"], found.vector) and np.array_equal(found.vectors["en"], found.vector)
    assert not found.documents.any()


def test_names_choose_the_document_and_hardly_the_page() -> None:
    found = query("What erodes the coast near Phreesia?")
    assert found.documents.tolist() == [1.0, 0.0, 0.0]
    assert found.weights["phreesia"] == NAMING_WEIGHT and found.weights["coast"] == 1.0
    assert not np.array_equal(found.vectors["en"], found.vector)


@pytest.mark.parametrize("question", ["Which law governs the agreement?", "협약의 준거법은 무엇인가?"])
def test_a_question_on_an_agreement_brings_the_clause_in_both_languages(question: str) -> None:
    found = query(question)
    assert found.weights["constru"] == found.weights["해석"] == CLAUSE_WEIGHT
    assert not np.array_equal(found.vectors["ko"], found.vectors["en"])
    assert "constru" not in found.own


def test_the_glossary_leaves_other_questions_alone_unless_documents_are_chosen() -> None:
    question = "Which law governs gravity?"
    assert "constru" not in query(question).weights
    assert "constru" in query(question, narrowed=True).weights


def test_a_long_statement_says_itself_what_it_is_about() -> None:
    statement = "The agreement says that purple curtains, wooden stools, silver lamps and painted doors need insurance."
    assert 0 < query(statement).weights["insur"] == 1.0
    assert 0 < query(statement).weights["occurr"] < CLAUSE_WEIGHT
