"""Whom a question names: in part, in the other alphabet, misspelt, by initials or country, and who is somebody else."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from kb.counterparty import named
from kb.countries import of_people
from kb.domain import Party

BAY = Party("bay", "", "Kestrel Bay Open Mobility Agency", "", ())
NORTH = Party("north", "기타나미 지역정보화협의회", "", "", ())
SARYTAU = Party("sarytau", "카자흐스탄 사리타우시 스마트시티국", "", "", ())
COOP = Party("coop", "이음터 사회적협동조합", "", "", ())
ASSOCIATION = Party("tca", "타이베이컴퓨터협회", "Taipei Computer Association", "TCA", ())
CENTRE = Party("icc", "타이베이 국제협력센터", "", "ICC", ())
OKSUND = Party("oksund", "", "Oksund Municipality Digital Office", "ODO", ())
US = Party("us", "서울디지털재단", "Seoul Digital Foundation", "SDF", ())
EVERYONE = (BAY, NORTH, SARYTAU, COOP, ASSOCIATION, CENTRE, OKSUND, US)


def whom(question: str, agreed: Sequence[str] = ()) -> list[str]:
    return [each.id for each in named(question, EVERYONE, agreed, ("us",))]


@pytest.mark.parametrize(
    ("question", "ids"),
    [
        ("케스트럴베이 계약은 언제 끝나나?", ["bay"]),
        ("What does KBOMA deliver?", ["bay"]),
        ("What does OMA deliver?", ["bay"]),
        ("기타나미협의회가 교재를 팔아도 되나?", ["north"]),
        ("What did Kitanami promise?", ["north"]),
        ("사리타우한테 우리가 해 줄 일은?", ["sarytau"]),
        ("When does our MOU with Sarytau run out?", ["sarytau"]),
        ("옥순드가 보내기로 한 문서는?", ["oksund"]),
        ("이음터 운영비는 언제 주나?", ["coop"]),
        ("The Oksund office or the Kestrel Bay agency?", ["oksund", "bay"]),
        ("What must the Taipei International Cooperation Center do?", ["icc"]),
        ("What must the Taipei Computer Association do?", ["tca"]),
    ],
)
def test_a_part_of_a_name_is_enough(question: str, ids: list[str]) -> None:
    assert whom(question) == ids


@pytest.mark.parametrize(
    "question",
    [
        "What does the Kestrel Bay Mobility Authority owe us?",
        "이음 디지털협동조합과의 협약은 언제 만료되나?",
        "맺은 협약은 언제까지 유효한가?",
        "거절하려면 몇 달 전까지 통보해야 하나?",
        "국제협력 지침 초안은 누가 쓰나?",
        "내일 서울 날씨는?",
    ],
)
def test_another_body_and_common_words_name_nobody(question: str) -> None:
    assert whom(question) == []


def test_where_a_part_fits_several_those_with_an_agreement_are_meant() -> None:
    assert whom("타이베이 협약의 기간은?", agreed=["tca"]) == ["tca"]


@pytest.mark.parametrize(
    ("word", "country"),
    [
        ("Canadians", "Canada"),
        ("Finns", "Finland"),
        ("Kazakh", "Kazakhstan"),
        ("Malaysian", "Malaysia"),
        ("Taiwanese", "Taiwan"),
        ("Partner", ""),
    ],
)
def test_a_people_tells_its_country(word: str, country: str) -> None:
    assert of_people(word) == country
