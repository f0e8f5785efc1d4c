"""The same thing asked in other words: states of agreements, clauses that may be missing, one promise among a partner's many."""

from __future__ import annotations

import pytest

from kb import KnowledgeBase
from kb.domain import Answer


def cited(answer: Answer) -> set[str]:
    return {citation.document for statement in answer.statements for citation in statement.citations}


@pytest.mark.parametrize(
    "question",
    [
        "Which agreements renew automatically?",
        "Which agreements roll over by themselves unless somebody objects?",
        "반대 통보가 없으면 연장되는 협약은?",
        "알아서 연장되는 협약이 뭐뭐 있어?",
    ],
)
def test_an_agreement_that_renews_itself_is_known_in_any_words(base: KnowledgeBase, question: str) -> None:
    answer = base.ask(question)
    assert not answer.refused
    assert "업무협약서_온새미디지털배움재단_2021.pdf" in cited(answer)


@pytest.mark.parametrize(
    "question", ["발모라 양해각서에 위약금 조항 있어?", "Is there a clause on penalties in the MOU with Valmora?"]
)
def test_a_clause_that_no_page_holds_is_not_there(base: KnowledgeBase, question: str) -> None:
    assert base.ask(question).refused


@pytest.mark.parametrize(
    "question", ["해든모빌리티 담당자 휴대폰 번호 알려줘", "What is the phone number of the Haeden office?"]
)
def test_a_number_that_no_page_holds_is_not_answered(base: KnowledgeBase, question: str) -> None:
    assert base.ask(question).refused


def test_one_promise_asked_for_is_not_answered_by_all_the_others(base: KnowledgeBase) -> None:
    answer = base.ask("What did Port Linden promise about parking robots on the moon?")
    assert not any("commitments match" in statement.text for statement in answer.statements)


@pytest.mark.parametrize(
    "question",
    [
        "해든모빌리티와 기타나미 협약에서 개인정보는 각각 어떻게 다루지?",
        "Who bears the costs, Port Linden or Aldermouth, compared?",
    ],
)
def test_what_no_field_holds_is_told_of_each_partner(base: KnowledgeBase, question: str) -> None:
    answer = base.ask(question)
    assert len(cited(answer)) > 1
