"""Which kind of value a question asks for, in both languages, and which values a text holds."""

from __future__ import annotations

import datetime as dt

import pytest

from kb.wanted import Wanted, holds, values, wanted


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("누가 서명했나요?", "signatory"),
        ("Who signed it for the ministry?", "signatory"),
        ("회의록은 누가 작성했어?", "recorder"),
        ("Who took the minutes?", "recorder"),
        ("의장은 누구였나요?", "chair"),
        ("Who was in the chair?", "chair"),
        ("저쪽에서 누가 참석했지?", "attendant"),
        ("Who attended for the city?", "attendant"),
        ("연락 담당자 이름은?", "contact"),
        ("Who is the contact person?", "contact"),
        ("회의는 어디서 열렸어요?", "place"),
        ("Where was it held?", "place"),
        ("얼마나 자주 모이나요?", "frequency"),
        ("How often do they meet?", "frequency"),
        ("며칠 안에 알려야 하나요?", "length"),
        ("Within how many days must they tell us?", "length"),
        ("언제까지 보내야 해?", "date"),
        ("By when is the report due?", "date"),
        ("지원금이 얼마야?", "money"),
        ("How much is the grant?", "money"),
        ("몇 명을 보내나요?", "count"),
        ("How many people come?", "count"),
        ("어느 팀이 맡아?", "party"),
        ("Which team is in charge?", "party"),
        ("지식재산은 어떻게 되나요?", ""),
        ("What happens to intellectual property?", ""),
    ],
)
def test_a_question_asks_for_one_kind_of_value(question: str, kind: Wanted) -> None:
    assert wanted(question) == kind


def test_what_is_asked_first_counts() -> None:
    assert wanted("How many robots must be placed, and by when?") == "count"
    assert wanted("When must how many robots be placed?") == "date"


@pytest.mark.parametrize(
    ("kind", "text", "said"),
    [
        ("length", "시행 30일 전까지 서면으로 알린다.", ["30일"]),
        ("money", "총 2억 4천만 원을 지급한다.", ["2억 4천만 원"]),
        ("money", "The grant is EUR 12,000.", ["EUR 12,000"]),
        ("frequency", "The group meets twice a year.", ["twice a year"]),
        ("frequency", "협의체는 분기마다 연다.", ["분기마다"]),
        ("count", "교재 12종을 보낸다.", ["12종"]),
        ("count", "13.1 The Agency shall open three sites.", ["three sites"]),
    ],
)
def test_a_text_holds_values_of_a_kind(kind: Wanted, text: str, said: list[str]) -> None:
    assert [value.said for value in values(kind, text, "ko")] == said


def test_a_day_without_a_year_is_that_of_the_document() -> None:
    (value,) = values("date", "9월 13일까지 보고한다.", "en", dt.date(2024, 6, 13))
    assert value.said == "13 September 2024"


def test_a_person_is_held_where_one_is_named_as_what_is_asked_for() -> None:
    assert holds("chair", "Agency: Mara Lindqvist (chair); Per Olsen")
    assert not holds("chair", "Agency: Mara Lindqvist; Per Olsen")
    assert not holds("", "Agency: Mara Lindqvist")
