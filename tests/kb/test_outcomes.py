"""What a question takes to have come about, set against sentences that tell it as open, wished for or called off."""

from __future__ import annotations

import datetime as dt

import pytest

from kb.outcomes import is_only_talked_of, was_called_off

TODAY = dt.date(2026, 11, 24)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("3월 9일 면담에서 합의한 내용은?", "○ 3. 9. 면담은 상대 기관 사정으로 취소됨."),
        ("What did we decide with the harbour office on 4 June?", "The meeting planned for 4 June was called off."),
    ],
)
def test_a_meeting_that_was_called_off_has_no_outcome(question: str, text: str) -> None:
    assert was_called_off(question, [text], TODAY)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("3월 10일 면담에서 합의한 내용은?", "○ 3. 9. 면담은 상대 기관 사정으로 취소됨."),
        ("Which office is on the third floor?", "The meeting planned for 4 June was called off."),
        ("What did we decide on 4 June?", "On 4 June the parties decided to meet again."),
    ],
)
def test_another_day_or_a_meeting_that_was_held_has_one(question: str, text: str) -> None:
    assert not was_called_off(question, [text], TODAY)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("분담 비율은 최종적으로 얼마로 확정됐어?", "제3조 [협의 중: 비용의 60%를 재단이 부담하는 방안]"),
        ("공동 연구실은 언제 개소했나요?", "시장은 2027년 공동 연구실 개소를 희망한다고 말함."),
        ("When did the joint lab open?", "The city hopes to open a joint lab in 2027."),
        ("How many interns will we exchange?", "The idea of exchanging interns was discussed."),
    ],
)
def test_what_was_only_talked_of_is_not_settled(question: str, text: str) -> None:
    assert is_only_talked_of(question, [text])


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("공동 연구실 얘기는 어떻게 됐어?", "시장은 2027년 공동 연구실 개소를 희망한다고 말함."),
        ("What does the city hope to open?", "The city hopes to open a joint lab in 2027."),
        ("When did the joint lab open?", "The joint lab opened on 2 March 2026."),
    ],
)
def test_a_wish_answers_who_asks_for_it(question: str, text: str) -> None:
    assert not is_only_talked_of(question, [text])
