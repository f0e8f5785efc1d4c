"""A question's names choose documents, softly; what is left of it is its topic."""

from __future__ import annotations

from kb.naming import Names, without
from kb.tokens import terms

CALLED = [
    ["Strategic Alliance Agreement", "Phreesia, Inc.", "Allscripts Healthcare, LLC"],
    ["Strategic Alliance Agreement", "Aura Systems Inc.", "Zanotti East Inc."],
    ["스마트도시 업무협약서", "타이베이컴퓨터협회", "Taipei Computer Association"],
    ["회의록 2023년 9월", "타이베이컴퓨터협회", "Taipei Computer Association"],
]


def named(question: str) -> list[float]:
    return [round(share, 2) for share in Names(CALLED).named_in(terms(question)).documents.tolist()]


def test_a_partner_names_the_documents_it_is_in() -> None:
    assert named("Which law governs the deal with Zanotti East?") == [0.0, 1.0, 0.0, 0.0]
    assert named("Which law governs the deal with Phreesia?") == [1.0, 0.0, 0.0, 0.0]


def test_a_partner_is_named_in_either_language() -> None:
    assert named("타이베이컴퓨터협회와 무엇을 하기로 했나?") == named(
        "What did the Taipei Computer Association promise?"
    )


def test_a_shared_title_names_all_that_bear_it_and_a_partner_the_one() -> None:
    first, second, *_ = named("When does the Strategic Alliance Agreement expire?")
    assert first == second > 0
    first, second, *_ = named("When does the Strategic Alliance Agreement with Phreesia expire?")
    assert first > second > 0


def test_a_chance_word_of_a_name_names_nothing() -> None:
    assert named("How is healthcare paid for in the east?") == [0.0] * 4
    assert not Names(CALLED).named_in(terms("How is healthcare paid for in the east?")).terms


def test_an_empty_base_names_nothing() -> None:
    assert Names([]).named_in(["phreesia"]).documents.shape == (0,)


def test_the_topic_is_what_the_names_leave() -> None:
    question = "Which law governs the Strategic Alliance Agreement with Phreesia, Inc.?"
    naming = Names(CALLED).named_in(terms(question)).terms
    assert without(question, naming) == "Which law governs the with"


def test_a_question_that_only_names_stays_whole() -> None:
    naming = Names(CALLED).named_in(terms("타이베이컴퓨터협회")).terms
    assert without("타이베이컴퓨터협회", naming) == "타이베이컴퓨터협회"
