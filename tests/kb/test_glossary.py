"""The glossary: a question's words lead to the clause that answers it, in both languages."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import pytest

from kb.glossary import ClauseVectors, glossary, is_about_agreements, matters_of
from kb.text import hangul_share
from kb.vectors import Vectors


def clauses(question: str) -> str:
    return " ".join(clause for matter in matters_of(question) for clause in matter.clauses)


@pytest.mark.parametrize(
    ("question", "clause"),
    [
        ("Which law governs the agreement?", "governed by"),
        ("이 협약은 어느 나라의 법에 따라 해석되나요?", "governed by"),
        ("협약을 해지하려면 며칠 전에 알려야 하나요?", "terminate"),
        ("When does it expire?", "유효기간"),
        ("May the contract be assigned?", "양도"),
        ("비밀 유지 조항이 있나?", "confidential"),
    ],
)
def test_a_question_in_either_language_leads_to_the_clause_in_both(question: str, clause: str) -> None:
    assert clause in clauses(question)


def test_words_of_a_phrase_alone_ask_for_nothing() -> None:
    assert "governed by" not in clauses("Which city is the largest?")


def test_every_matter_is_said_in_both_languages() -> None:
    for matter in glossary():
        assert hangul_share(matter.clauses[0]) > 0.8 and hangul_share(matter.clauses[1]) == 0
        assert matter.korean and (matter.stems or matter.phrases) and matter.asked < matter.terms


def test_phrases_are_plain_words() -> None:
    assert all(re.fullmatch(r"[a-z -]+", phrase) for matter in glossary() for phrase in matter.phrases)


@pytest.mark.parametrize("question", ["양해각서의 목적은?", "What does the MOU say?", "the contracts of 2024"])
def test_it_knows_a_question_on_agreements(question: str) -> None:
    assert is_about_agreements(question)


def test_a_clause_is_embedded_once() -> None:
    asked: list[str] = []

    def embed(texts: Sequence[str]) -> Vectors:
        asked.extend(texts)
        return np.eye(len(texts), dtype=np.float32)

    vectors = ClauseVectors(embed)
    matter = glossary()[0]
    assert set(vectors.of(matter)) == set(vectors.of(matter)) == {"ko", "en"}
    assert asked == list(matter.clauses)
