"""What work is kept by: the same clause is known again however it is numbered, laid out or attributed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.people.keys import clause_of, letters, short_id


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("① 협회는 매년 1월 31일까지 목록을 보낸다.", "② 협회는 매년 1월 31일까지\n목록을 보낸다"),
        ("제5조 (비용) 각자 부담한다.", "제6조(비용) 각자 부담한다."),
        ("Article 3. The Agency shall report.", "Article 4. The Agency  shall report"),
        ("(a) The Agency shall report;", "b) the agency shall report."),
        ("2.1 The Agency shall report.", "3.2 The Agency shall report."),
        ("\u1112\u116a협회", "화협회"),
    ],
)
def test_numbers_of_clauses_layout_and_case_do_not_count(one: str, other: str) -> None:
    assert letters(one) == letters(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("협회는 6월 30일까지 목록을 보낸다.", "협회는 7월 31일까지 목록을 보낸다."),
        ("2024년 6월 30일까지 보낸다.", "2025년 6월 30일까지 보낸다."),
        ("협회는 목록을 보낸다.", "재단은 목록을 보낸다."),
    ],
)
def test_other_words_days_and_names_count(one: str, other: str) -> None:
    assert letters(one) != letters(other)


def test_the_order_of_obligors_and_the_spelling_of_their_names_do_not_count() -> None:
    assert clause_of("x", ["오로라 협회", "SDF"], "y") == clause_of("x", ["S.D.F", "오로라협회"], "y")


@given(st.text(max_size=50))
def test_an_id_is_short_typed_easily_and_no_number_to_a_spreadsheet(text: str) -> None:
    made = short_id("c", text.encode("utf-8", "replace").decode())
    assert len(made) == 10 and made.isalnum() and made.islower() and made.isascii()
    assert made[0] == "c"


@given(st.text(max_size=80))
def test_any_text_has_letters_of_its_own(text: str) -> None:
    assert all(each.isalnum() for each in letters(text))
