"""How a question was understood, told before it is answered, in the words of its language."""

from __future__ import annotations

import datetime as dt

import pytest

from kb import KnowledgeBase
from kb.settings import Settings

DAY = dt.date(2026, 11, 24)


@pytest.mark.parametrize(
    ("question", "asks", "answered_by"),
    [
        ("현재 시행 중인 협약은 몇 건인가?", "count", "register"),
        ("Which agreements expire in 2027?", "list", "register"),
        ("When does the agreement with Port Linden expire?", "date", "register"),
        ("메디나와 체결한 협약이 있나?", "yes/no", "register"),
        ("협약별 준거법을 비교해 줘", "comparison", "register"),
        ("Who took the minutes at the third meeting?", "look-up", "passages"),
    ],
)
def test_a_plan_says_what_is_asked_and_who_answers(
    base: KnowledgeBase, question: str, asks: str, answered_by: str
) -> None:
    plan = base.explain(question, as_of=DAY)
    assert (plan.asks, plan.answered_by, plan.taken) == (asks, answered_by, "alone")


def test_a_plan_names_whom_when_and_which_field_in_the_language_of_the_question(base: KnowledgeBase) -> None:
    korean = dict(base.explain("타이베이컴퓨터협회 협약은 언제 만료돼?", as_of=DAY).lines())
    assert (korean["기관"], korean["항목"], korean["기준일"]) == ("타이베이컴퓨터협회", "만료일", "2026년 11월 24일")
    english = dict(base.explain("Which agreements expire in 2027?", as_of=DAY).lines())
    assert english["Period"] == "1 January 2027 – 31 December 2027"
    assert english["Answered by"] == "the register"


def test_a_plan_of_the_register_loads_no_model(samples_home: Settings) -> None:
    with KnowledgeBase.open(samples_home) as opened:
        opened.explain("현재 시행 중인 협약은 몇 건인가?", as_of=DAY)
        assert not opened.model_loaded
