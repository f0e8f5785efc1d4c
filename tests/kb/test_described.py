"""How questions describe documents: by kind, day, number and turn, in the phrase that names the kind and nowhere else."""

from __future__ import annotations

import datetime as dt

import pytest

from kb.described import Description, descriptions, ordinals
from kb.moment import Moment

TODAY = dt.date(2026, 11, 24)


def only(question: str) -> Description:
    """The one particular description of a question."""
    (found,) = (each for each in descriptions(question, TODAY) if each.particular)
    return found


@pytest.mark.parametrize(
    ("question", "kind", "made"),
    [
        ("What was said at the June 2024 review?", "meeting", Moment(2024, 6, 6)),
        ("Where was the Q3 2026 robot review held?", "meeting", Moment(2026, 7, 9)),
        ("Who came to the meeting with Haeden on 3 September 2026?", "meeting", Moment(2026, 9, 9, 3)),
        ("Who took the minutes of last month's meeting?", "meeting", Moment(2026, 10, 10)),
        ("Who signed the 2021 Baltic MOU?", "agreement", Moment(2021)),
        ("What does the memorandum with TCA signed in 2023 say on costs?", "agreement", Moment(2023)),
        ("9월 6일 오후 회의에 누가 왔나?", "meeting", Moment(0, 9, 9, 6)),
        ("25년 3분기 점검에서 나온 말은?", "meeting", Moment(2025, 7, 9)),
        ("작년 포트린든 회의록에서 정한 것은?", "meeting", Moment(2025)),
        ("상반기 실무협의회 결과는?", "meeting", Moment(0, 1, 6)),
        ("협회랑 맺은 2024년 협약의 구속력은?", "agreement", Moment(2024)),
        ("2021년에 발트협회랑 맺은 MOU는 유효한가?", "agreement", Moment(2021)),
        ("9월 17일 솔밭에서 한 이음터 회의의 결정은?", "meeting", Moment(0, 9, 9, 17)),
    ],
)
def test_a_day_within_the_phrase_is_the_documents(question: str, kind: str, made: Moment) -> None:
    found = only(question)
    assert (found.kind, found.made) == (kind, made)


@pytest.mark.parametrize(
    ("question", "kind", "number"),
    [
        ("Who chaired the second meeting of the Joint Working Group?", "meeting", 2),
        ("Who was in the chair at the 2nd JWG meeting?", "meeting", 2),
        ("What do the JWG-3 minutes say?", "meeting", 3),
        ("What does Amendment No. 2 change?", "amendment", 2),
        ("What is in the second amendment?", "amendment", 2),
        ("What does policy brief no. 14 advise?", "brief", 14),
        ("제3차 실무협의에서 정한 것은?", "meeting", 3),
        ("두 번째 회의는 어디서 했나?", "meeting", 2),
        ("변경합의서 1호의 내용은?", "amendment", 1),
        ("2차 변경협약은 언제 맺었나?", "amendment", 2),
        ("브리프 14호의 결론은?", "brief", 14),
    ],
)
def test_a_number_within_the_phrase_is_the_documents(question: str, kind: str, number: int) -> None:
    found = only(question)
    assert (found.kind, found.ordinal) == (kind, number)


@pytest.mark.parametrize(
    ("question", "turn"),
    [
        ("How long is the new BDCA agreement?", "new"),
        ("What did we owe under the first MOU?", "old"),
        ("발트협회 새 협약의 기간은?", "new"),
        ("이전 협약의 준거법은?", "old"),
    ],
)
def test_an_agreement_may_be_told_by_its_turn(question: str, turn: str) -> None:
    assert only(question).turn == turn


@pytest.mark.parametrize(
    "question",
    [
        "How many trials does the agreement with Haeden plan for 2025?",
        "What must we deliver by June 2025?",
        "In 2025 how many trials were there under the Port Linden MOU?",
        "Which agreements were signed in 2022?",
        "Is there an agreement with TCA?",
        "2022년에 체결한 협약은 몇 건인가?",
        "2024년까지 해든이 할 일은?",
        "2차 실증 운송비는 누가 내나?",
        "2023년 1월 1일 기준으로 유효했던 협약 목록",
    ],
)
def test_a_day_or_number_elsewhere_is_that_of_a_fact(question: str) -> None:
    assert not [each for each in descriptions(question, TODAY) if each.particular]


@pytest.mark.parametrize(
    ("title", "numbers"),
    [
        ("Minutes of the second meeting of the Joint Working Group", {2}),
        ("2025-10-16_Minutes_SDF-PLSA_JWG-3.pdf", {3}),
        ("어르신 디지털 배움터 제2차 실무협의 회의록", {2}),
        ("AMENDMENT NO. 1", {1}),
        ("Joint Working Group JWG-2025-1", set()),
        ("2026년 3분기 점검회의", set()),
    ],
)
def test_a_title_bears_the_number_of_its_document(title: str, numbers: set[int]) -> None:
    assert ordinals(title) == numbers
