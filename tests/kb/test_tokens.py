"""Words for keyword search are what carries the content, the same however a text inflects, lays out or encodes it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.tokens import english_terms, terms, terms_of


@pytest.mark.parametrize("inflected", ["협약을", "협약은", "협약에서", "협약으로부터", "협약"])
def test_korean_particles_do_not_hide_a_noun(inflected: str) -> None:
    assert "협약" in terms(f"{inflected} 체결한다")


def test_korean_verb_endings_do_not_hide_a_verb() -> None:
    shared = set(terms("자료를 나누기로 한다")) & set(terms("자료를 나누었다"))
    assert {"자료", "나누"} <= shared


def test_words_that_say_nothing_are_left_out() -> None:
    assert terms("무엇을 하기로 했는가?") == ()
    assert terms("What is it that they should have done with us?") == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [("agreements", "agreement"), ("cities", "city"), ("partner's", "partners"), ("SHARING", "share")],
)
def test_english_words_meet_at_their_stem(one: str, other: str) -> None:
    assert terms(one) == terms(other) != ()


def test_an_amount_is_one_word_with_or_without_separators() -> None:
    assert terms("EUR 1,250,000") == terms("EUR 1250000") == ("eur", "1250000")


def test_latin_names_in_korean_text_are_the_words_of_english_text() -> None:
    assert {"taipei", "comput", "associ", "mou"} <= set(terms("Taipei Computer Association와 MOU를 체결"))


def test_a_word_is_repeated_as_often_as_it_occurs() -> None:
    assert terms("협약 협약 협약").count("협약") == 3
    assert terms("pilot, pilots and Pilot") == ("pilot", "pilot", "pilot")


def test_decomposed_hangul_gives_the_same_words() -> None:
    text = "타이베이컴퓨터협회와 공동 연구를 수행한다"
    assert terms(unicodedata.normalize("NFD", text)) == terms(text) != ()


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(alphabet="가나협약 agrements123.,'\n", max_size=40), max_size=6))
def test_a_batch_gives_each_text_its_own_words_in_order(texts: list[str]) -> None:
    assert terms_of(texts) == [list(terms(text)) for text in texts]


def test_a_long_korean_text_is_read_to_its_end() -> None:
    filler = "공동 연구를 수행하고 결과를 공유한다. " * 600
    found = terms(f"{filler}마지막으로 자율주행 셔틀을 운영한다.")
    assert found.count("연구") == 600
    assert "셔틀" in found[-5:]


def test_a_long_korean_text_without_a_space_is_read_to_its_end() -> None:
    assert terms("협약" * 5000 + " 셔틀")[-1] == "셔틀"


def test_english_terms_drop_possessives_and_function_words() -> None:
    assert english_terms("the Foundation’s obligations") == english_terms("Foundation obligation")
