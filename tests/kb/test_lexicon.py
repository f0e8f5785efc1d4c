"""A question's words lead to those of the other language."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.lexicon import in_the_other_language
from kb.text import hangul_share
from kb.tokens import terms, terms_of

LINES = [
    line
    for line in (Path(__file__).parents[2] / "kb" / "lexicon.tsv").read_text("utf-8").splitlines()
    if line[:1] != "#"
]


@pytest.mark.parametrize(
    ("korean", "english"),
    [
        ("보험료", "premium"),
        ("해지", "termination"),
        ("교재", "textbooks"),
        ("회의록", "minutes"),
        ("덴마크", "Danish"),
        ("3", "three"),
    ],
)
def test_a_word_leads_both_ways(korean: str, english: str) -> None:
    (stem,) = terms(english)
    assert stem in in_the_other_language(korean)
    assert korean in in_the_other_language(stem)


def test_a_word_that_is_not_listed_leads_nowhere() -> None:
    assert in_the_other_language("발모라") == frozenset()


def test_every_line_has_a_korean_and_an_english_side() -> None:
    for line in LINES:
        korean, english = line.split("\t")
        assert all(hangul_share(word) == 1 or word.isdigit() for word in korean.split("|")), line
        assert all(word.isascii() and word for word in english.split("|")), line


def test_every_korean_word_is_one_that_keyword_search_yields() -> None:
    """A line that the tokenizer divides otherwise would never be looked up."""
    words = [word for line in LINES for word in line.split("\t")[0].split("|")]
    forms = ([word, f"{word}다", f"{word}하다"] for word in words)
    divided = [word for word, found in zip(words, map(terms_of, forms), strict=True) if [word] not in found]
    assert len(divided) <= len(words) / 20, divided
