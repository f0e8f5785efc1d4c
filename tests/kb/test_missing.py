"""What a question asks for and the sentences found lack, in both languages, and that the answer is then refused with a reason."""

from __future__ import annotations

import datetime as dt

import pytest

from kb import KnowledgeBase
from kb.domain import Hit, Passage
from kb.missing import Lack, missing
from kb.retrieve import Found
from kb.sentences import Sentence
from kb.text import language_of

DAY = dt.date(2026, 11, 24)


def lack(base: KnowledgeBase, question: str, page: str) -> Lack:
    passage = Passage(1, 0, len(page), page, language_of(page))
    found = Found(Hit("id", "a.pdf", "mou", "1", passage, 1.0), 0.5, page, None)
    with base.sources(question, as_of=DAY) as (asked, _):
        return missing(asked, [Sentence(found, 0, len(page), page)], [found])


@pytest.mark.parametrize(
    ("question", "page", "lacks"),
    [
        ("이메일 주소가 뭐예요?", "양측은 연락 담당자를 한 명씩 둔다.", "value"),
        ("이메일 주소가 뭐예요?", "연락 담당자: 김하늘, sky@example.org", ""),
        ("What is the phone number of the contact person?", "The contact person is Mara Lindqvist.", "value"),
        ("What is the phone number of the contact person?", "Contact: Mara Lindqvist, +46 8 123 4567", ""),
        ("How much is the fee?", "The Agency shall pay the fee within a month.", "value"),
        ("How much is the fee?", "The Agency shall pay a fee of EUR 12,000.", ""),
        ("수강료는 얼마예요?", "수강료는 협의하여 정한다.", "value"),
        ("수강료는 얼마예요?", "교육은 무료이며 수강료를 받지 않는다.", ""),
        ("몇 퍼센트를 부담해?", "비용은 나누어 부담한다.", "value"),
    ],
)
def test_a_value_that_is_written_as_such_or_not_at_all(
    base: KnowledgeBase, question: str, page: str, lacks: Lack
) -> None:
    assert lack(base, question, page) == lacks


@pytest.mark.parametrize(
    ("question", "page", "lacks"),
    [
        ("When did the learning centre open?", "We hope to open a learning centre next to the hall in 2025.", "planned"),
        ("When did the learning centre open?", "We hope to open a learning centre by 30 March 2027.", "planned"),
        ("When did the learning centre open?", "The Ministry shall open the learning centre by 30 March 2025.", "planned"),
        ("When did the learning centre open?", "The learning centre was opened on 30 March 2025.", ""),
        ("When is the learning centre due to open?", "The Ministry shall open it by 30 March 2027.", ""),
        ("표본은 며칠에 도착했어?", "협회는 2025년 3월 30일까지 표본을 보내야 한다.", "planned"),
        ("표본은 며칠에 도착했어?", "표본은 2025년 3월 30일에 도착하였다.", ""),
        ("표본은 언제까지 보내기로 했어?", "협회는 2027년 3월 30일까지 표본을 보내야 한다.", ""),
    ],
)  # fmt: skip
def test_a_promise_does_not_tell_when_it_happened(base: KnowledgeBase, question: str, page: str, lacks: Lack) -> None:
    assert lack(base, question, page) == lacks


@pytest.mark.parametrize(
    ("question", "page", "lacks"),
    [
        ("What is the capital of Estonia?", "This MOU is governed by the laws of Estonia.", "thing"),
        ("What is the purpose of the MOU?", "The Parties wish to learn from each other.", ""),
        ("에스토니아의 인구는?", "이 협약은 에스토니아 법에 따른다.", "thing"),
        ("준거법은 뭐예요?", "This MOU is governed by the laws of Estonia.", ""),
        ("위약금이 얼마야?", "재단은 지원금 2억 원을 지급한다.", "thing"),
    ],
)
def test_the_thing_asked_for_by_its_name(base: KnowledgeBase, question: str, page: str, lacks: Lack) -> None:
    assert lack(base, question, page) == lacks


@pytest.mark.parametrize(
    "question",
    [
        "What is the capital of Estonia?",
        "Who is the current mayor of Seoul?",
        "발트협회 연락 담당자 이메일 주소가 뭐죠?",
    ],
)
def test_what_no_document_tells_is_refused_with_a_reason(base: KnowledgeBase, question: str) -> None:
    answer = base.ask(question, as_of=DAY)
    assert answer.refused and language_of(answer.reason) == answer.language
    assert answer.statements, "the nearest leads"
