"""A name is known by its sound when a document spells it in the other alphabet."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.transliteration import begins_alike, consonants_of_english, romanized, sound_alike


@pytest.mark.parametrize(
    ("korean", "english"),
    [
        ("덴마크", "Denmark"), ("노르드하벤", "Nordhaven"), ("텍사스", "Texas"), ("마치즈키", "Mochizuki"), ("메디나", "Madinah"),
        ("펀딩박스", "FundingBox"), ("서울", "Seoul"), ("쇠르비크", "Sørvik"), ("카라니", "Karani"), ("베를린", "Berlin"),
        ("헬싱키", "Helsinki"), ("바르셀로나", "Barcelona"),
    ],
)  # fmt: skip
def test_one_name_in_two_alphabets_sounds_alike(korean: str, english: str) -> None:
    assert sound_alike(korean, english)


@pytest.mark.parametrize(
    ("korean", "english"),
    [("덴마크", "Germany"), ("서울", "Sale"), ("협약", "Hype"), ("베를린", "Dublin"), ("노력", "Norway"), ("가", "Go")],
)
def test_other_names_do_not(korean: str, english: str) -> None:
    assert not sound_alike(korean, english)


def test_a_long_korean_name_begins_with_the_proper_word_of_the_english_one() -> None:
    assert begins_alike("헬싱키지역정보화협의회", "Helsinki")
    assert not begins_alike("헬싱키지역정보화협의회", "Regional")
    assert not begins_alike("Helsinki", "Helsinki")


def test_hangul_is_romanized_syllable_by_syllable() -> None:
    assert romanized("덴마크 2024") == "denmakeu"


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_is_compared(one: str, other: str) -> None:
    assert sound_alike(one, other) in (True, False)
    assert begins_alike(one, other) in (True, False)


def test_a_word_of_many_readings_has_a_bounded_number_of_them() -> None:
    assert len(consonants_of_english("ch" * 500)) <= 64
