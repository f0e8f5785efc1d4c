"""Korean and English are equals on the page too."""

from __future__ import annotations

import string
from dataclasses import fields

import pytest

from kb.domain import KINDS, Language
from page.words import ENGLISH, EXAMPLES, KOREAN, WORDS, preferred


def marks(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize("field", [field.name for field in fields(KOREAN)])
def test_both_languages_say_everything_and_name_the_same_things(field: str) -> None:
    korean, english = getattr(KOREAN, field), getattr(ENGLISH, field)
    assert korean and english
    if isinstance(korean, str):
        assert marks(korean) == marks(english)
    else:
        assert set(korean) == set(english) == set(KINDS)


def test_there_are_as_many_examples_in_each_language() -> None:
    assert set(EXAMPLES) == set(WORDS)
    assert len(EXAMPLES["ko"]) == len(EXAMPLES["en"]) > 0


@pytest.mark.parametrize(
    ("cookie", "accepted", "language"),
    [
        (None, "ko-KR,ko;q=0.9,en-US;q=0.8", "ko"),
        (None, "en-US,en;q=0.9,ko;q=0.8", "en"),
        (None, "de-DE,de;q=0.9,ko;q=0.3,en;q=0.7", "en"),
        (None, "ja,zh;q=0.8", "en"),
        (None, "ko;q=nonsense", "ko"),
        (None, None, "ko"),
        (None, "", "ko"),
        ("en", "ko-KR", "en"),
        ("ko", "en-US", "ko"),
        ("<script>", "en-US", "en"),
    ],
)
def test_the_page_speaks_the_language_chosen_or_preferred(
    cookie: str | None, accepted: str | None, language: Language
) -> None:
    assert preferred(cookie, accepted) == language
