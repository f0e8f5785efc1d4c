"""Clause numbers: however lawyers write them, one clause has one name."""

from __future__ import annotations

import pytest

from kb.places import named_in, places, within


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("Paragraph 11.1 of the MOU is replaced", "11.1"),
        ("Article 5(1) is deleted", "5.1"),
        ("In Article 5, paragraph 2, the words", "5.2"),
        ("paragraph (b) of Article 3", "3.2"),
        ("Section IV is replaced", "4"),
        ("Row 7 of Annex A is replaced", "annex a.7"),
        ("제5조 제1항을 다음과 같이 변경한다", "5.1"),
        ("제12조제3항 중", "12.3"),
        ("제6항 나목에 따른", "6.2"),
        ("별표 1의 3번을 삭제한다", "annex 1.3"),
    ],
)
def test_a_clause_is_named_the_same_in_every_style(written: str, place: str) -> None:
    found = named_in(written)
    assert found is not None and found[0] == place


def test_what_stands_on_a_page_knows_its_clause() -> None:
    first = "제1조 (목적) 협력한다.\n제2조 (역할)\n① 협회는 자료를 보낸다.\n② 재단은 방을 빌려준다."
    second = "Article 2 (Roles)\n(1) The League sends data.\n(2) The Foundation lends a room.\nAnnex A\n3 Report Foundation 2025-01-31"
    numbered = places([first, second])
    assert numbered.at(1, first.index("협력")) == "1"
    assert numbered.at(1, first.index("협회는")) == "2.1"
    assert numbered.at(1, first.index("재단은")) == "2.2"
    assert numbered.at(2, second.index("The League")) == "2.1"
    assert numbered.at(2, second.index("3 Report"), "3 Report Foundation") == "annex a.3"


def test_numbered_sections_are_clauses_only_where_nothing_is_called_an_article() -> None:
    assert places(["1. Purpose\nWe cooperate.\n2. Tasks\n(a) We send data."]).at(1, 45) == "2.1"
    listed = "제4조 (사업)\n1. 교육\n2. 연구"
    assert places([listed]).at(1, listed.index("연구")) == "4"


def test_a_part_is_within_its_whole() -> None:
    assert within("5.1", "5") and within("5", "5")
    assert not within("51", "5") and not within("5", "5.1") and not within("5", "")
