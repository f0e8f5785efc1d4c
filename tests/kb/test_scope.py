"""Questions that describe the document they mean, over the sample documents: found, searched alone, or denied with what there is."""

from __future__ import annotations

import datetime as dt

import pytest

from kb import KnowledgeBase
from kb.database import Database
from kb.roll import Roll
from kb.settings import Settings

DAY = dt.date(2026, 11, 24)
SECOND = "2025-04-10_Minutes_SDF-PLSA_JWG-2.pdf"
THIRD = "2025-10-16_Minutes_SDF-PLSA_JWG-3.pdf"
AMENDMENT = "2025-11-17_Amendment-No1_MOU_SDF-PLSA.pdf"
BALTIC_2021, BALTIC_2024 = "2021-09-14_MOU_SDF-BDCA.pdf", "2024-10_MOU_SDF-BDCA_국영문.pdf"
TCA = "2023-03_MOU_SDF-TCA_ko.pdf"
REVIEW_2026 = "회의록_2026-09-03_해든모빌리티_3분기점검.pdf"
JUNE = "회의록_2024-06-13_국제협력_2차점검.pdf"


def first(base: KnowledgeBase, question: str) -> str:
    return base.search(question, 3)[0].document


@pytest.mark.parametrize(
    ("question", "document"),
    [
        ("Who was in the chair at the 2nd JWG meeting?", SECOND),
        ("포트린든 2차 공동작업반 회의는 어디서 열렸어요?", SECOND),
        ("What did the third working group meeting decide?", THIRD),
        ("Where was the Q3 2026 robot review held?", REVIEW_2026),
        ("2026년 9월 점검회의에서 해든모빌리티가 맡은 일은?", REVIEW_2026),
        ("Which topic divided opinion at the June 2024 review?", JUNE),
        ("2차 점검회의에서 전시팀이 받은 과제는?", JUNE),
        ("Who signed the 2024 MOU with BDCA?", BALTIC_2024),
        ("2021년에 발트협회랑 맺은 양해각서에서 우리 몫은?", BALTIC_2021),
        ("What did we owe BDCA under the first MOU?", BALTIC_2021),
        ("How is a digital twin defined in the 6S brief?", "정책브리프_2024-02_6S_스마트도시정책.pdf"),
        ("센다라 초안에서 자문단 체재비는 누가 내나?", "2026-07_업무협약(안)_센다라도시개발공사.pdf"),
    ],
)
def test_the_document_described_is_searched_first(base: KnowledgeBase, question: str, document: str) -> None:
    assert first(base, question) == document


@pytest.mark.parametrize(
    ("question", "document"),
    [
        ("Who was in the chair at the 2nd JWG meeting?", SECOND),
        ("25년 3분기 점검 때 로봇 총 운행 횟수는?", "회의록_2025-09-11_해든모빌리티_3분기점검.pdf"),
        ("What date did Amendment No. 1 take effect?", AMENDMENT),
    ],
)
def test_an_answer_comes_from_the_document_described_alone(base: KnowledgeBase, question: str, document: str) -> None:
    answer = base.ask(question, as_of=DAY)
    assert not answer.refused
    assert {cited.document for statement in answer.statements for cited in statement.citations} == {document}


@pytest.mark.parametrize(
    ("question", "named", "instead"),
    [
        ("When did the parties sign Amendment No. 2 with Port Linden?", "Amendment No. 2", AMENDMENT),
        ("포트린든 2차 변경합의서는 언제 서명했나?", "2차 변경합의서", AMENDMENT),
        ("2026년 포트린든 4차 작업반 회의 결정사항은?", "4차 작업반 회의", THIRD),
        ("What did the fourth working group meeting with Port Linden decide?", "fourth working group", THIRD),
        ("What was decided at the December 2026 review with Haeden?", "December 2026 review", REVIEW_2026),
        ("What did we promise in the 2020 MOU with TCA?", "2020 MOU", TCA),
        ("TCA와 맺은 2020년 협약의 비용 조항은?", "2020년 협약", TCA),
    ],
)
def test_a_document_that_does_not_exist_is_denied_with_what_there_is(
    base: KnowledgeBase, question: str, named: str, instead: str
) -> None:
    answer = base.ask(question, as_of=DAY)
    assert answer.refused
    assert named in answer.reason
    assert ("등록된 문서" in answer.reason) == (answer.language == "ko")
    assert instead in {cited.document for statement in answer.statements for cited in statement.citations}


@pytest.mark.parametrize(
    "question",
    [
        "How many trials does the agreement with Haeden plan for 2026?",
        "By June 2025, what did Port Linden have to deliver?",
        "When is the next working group meeting with Port Linden?",
        "2025년 해든모빌리티 협약 지원금은 얼마인가?",
        "2026년 TCA 협약은 언제 만료되나?",
    ],
)
def test_the_year_of_a_fact_denies_no_document(base: KnowledgeBase, question: str) -> None:
    assert "No document on record is" not in (reason := base.ask(question, as_of=DAY).reason)
    assert "해당하는 것은 없습니다" not in reason


def test_pages_of_other_documents_follow_those_of_the_one_described(base: KnowledgeBase) -> None:
    hits = base.search("Who was in the chair at the 2nd JWG meeting?", 10)
    own = [hit.document == SECOND for hit in hits]
    assert len(hits) == 10
    assert own == sorted(own, reverse=True)
    scores = [hit.score for hit in hits]
    assert scores == sorted(scores, reverse=True)


def test_what_was_done_under_an_agreement_is_looked_for_elsewhere_too(base: KnowledgeBase) -> None:
    answer = base.ask("Did BDCA designate the member cities it had to name under the 2024 MOU?", as_of=DAY)
    assert {cited.document for statement in answer.statements for cited in statement.citations} - {BALTIC_2024}


@pytest.mark.parametrize(
    "question",
    [
        "What notice period applies to our contract with FundingBox?",
        "What obligations does the Taipei International Cooperation Center have under its agreement with us?",
        "국제협력센터와 맺은 협약의 해지 조건은?",
        "NEC와의 협약에서 비용은 누가 부담하나?",
    ],
)
def test_terms_of_an_agreement_with_somebody_only_met_are_denied_with_what_there_is(
    base: KnowledgeBase, question: str
) -> None:
    answer = base.ask(question, as_of=DAY)
    assert answer.refused
    assert "협약은 없습니다" in answer.reason or "No signed agreement with" in answer.reason
    assert answer.statements


def test_a_partner_is_called_by_the_country_that_documents_place_it_in(samples_home: Settings) -> None:
    with Database(samples_home).read() as connection:
        roll = Roll(connection, ("Seoul Digital Foundation",))
        for question in ("독일 기관은 회의에서 뭐라고 했나?", "What did the German partner say?"):
            (partner,) = roll.partners(question)
            assert "FIWARE" in " ".join(partner.names)
        assert not roll.partners("What does the German text say?")
