"""Wordings of promises, terms and sides as agreements, letters and reports on visits have them, in both languages."""

from __future__ import annotations

import datetime as dt

import pytest

from ingest.describing.kinds import ends_as_minutes
from ingest.facts.korean_endings import modality_of
from kb.domain import Agreement
from tests.ingest.facts.reading import facts_of, told

VISIT = """해외 협력기관 방문 결과보고
2026. 6. 5. / 푸른솔재단 글로벌협력팀

1. 벨로나 도로교통국 (Belona Road Directorate)
○ 면담자: 이반 페트코 국장, 안나 소바 과장
○ 주요 내용
 - 도로교통국은 7월 말까지 표본을 재단에 보내기로 함
 - 사고 통계는 도로교통국이 외부에 공개하지 않기로 함
 - 페트코 국장은 올해 안에 서명하기를 희망한다고 말함
 - 기한은 변경하지 않음
"""
LETTER = """ELMER INSTITUTE FOR SKILLS
1 Mill Street

3 March 2025

Letter of agreement: training of librarians

Dear Ms Han,

I am writing to confirm the arrangement between the Elmer Institute for Skills (the "Institute", "we") and the Pine Foundation (the "Foundation", "you").

Towards the costs of the course in Elmer we will pay the Foundation EUR 9,000 by 1 June 2025. Translation of the materials is for the Institute to arrange. We are free, however, to use them in libraries. You have kindly agreed to do your best to lend us two screens. Insurance is paid by the Foundation.

This arrangement runs for twenty-four months from the date on which you countersign. It does not renew itself.

Yours sincerely,

Agreed on behalf of the Pine Foundation:
Date: 10 March 2025
"""


def agreement_of(text: str) -> Agreement:
    found = facts_of(text).agreement
    assert found is not None
    return found


def korean(articles: str) -> str:
    return (
        "업무협약서\n\n푸른솔재단(이하 “갑”이라 한다)과 한여울대학교(이하 “을”이라 한다)는 다음과 같이 협약한다.\n\n"
        f"{articles}\n\n2026년 3월 2일\n"
    )


def test_a_report_on_visits_promises_by_section_and_people_speak_for_its_organisation() -> None:
    facts = facts_of(VISIT, "minutes", dt.date(2026, 6, 5), ("푸른솔재단", "Pine Foundation"))
    assert [(modality, quote[:10]) for modality, _, quote in told(facts)] == [
        ("obligation", "도로교통국은 7월 "),
        ("prohibition", "사고 통계는 도로교"),
        ("intent", "페트코 국장은 올해"),
    ]
    assert {each.obligor for each in facts.commitments} == {("벨로나 도로교통국",)}
    assert facts.commitments[-1].due_on == dt.date(2026, 12, 31)


@pytest.mark.parametrize(
    "title", ["해외 협력기관 방문 결과보고", "출장 복명서", "Report on the visit", "Notes of the meeting"]
)
def test_reports_on_visits_and_talks_are_read_as_minutes(title: str) -> None:
    assert ends_as_minutes(title)


@pytest.mark.parametrize("title", ["회의록 공개 안내", "연구용역 결과보고", "Annual report"])
def test_other_reports_are_not(title: str) -> None:
    assert not ends_as_minutes(title)


def test_a_letter_binds_whoever_it_calls_we_and_you() -> None:
    assert [(modality, obligor) for modality, obligor, _ in told(facts_of(LETTER))] == [
        ("obligation", ("Elmer Institute for Skills",)),
        ("obligation", ("Elmer Institute for Skills",)),
        ("permission", ("Elmer Institute for Skills",)),
        ("best_effort", ("Pine Foundation",)),
        ("obligation", ("Pine Foundation",)),
    ]


def test_a_term_counts_from_the_day_of_countersigning() -> None:
    agreement = agreement_of(LETTER)
    assert agreement.expires_on is not None and agreement.expires_on.value == dt.date(2027, 3, 9)
    assert agreement.renewal is not None and agreement.renewal.value == "none"


def test_a_term_that_may_be_extended_ends_on_its_own_day() -> None:
    agreement = agreement_of(
        korean(
            "제1조(기간) 협약 기간은 2026년 3월 2일부터 2026년 12월 31일까지로 하고, 갑과 을이 합의하면 1년간 연장할 수 있다."
        )
    )
    assert agreement.expires_on is not None and agreement.expires_on.value == dt.date(2026, 12, 31)
    assert agreement.effective_on is not None and agreement.effective_on.value == dt.date(2026, 3, 2)


def test_a_term_still_to_be_chosen_is_no_fact() -> None:
    agreement = agreement_of(korean("제1조(기간) 이 협약은 서명한 날부터 [2년 / 3년]간 효력을 가진다."))
    assert agreement.term is None and agreement.expires_on is None


def test_an_agreement_is_superseded_in_the_passive() -> None:
    agreement = agreement_of(
        korean("제1조(관계) 2023년 4월 3일자 업무협약은 본 협약의 발효와 동시에 본 협약으로 대체되어 효력을 잃는다.")
    )
    assert agreement.supersedes is not None and agreement.supersedes.value == "2023-04-03"


def test_an_amendment_is_of_the_agreement_made_before_not_of_its_own_day() -> None:
    facts = facts_of(
        "AMENDMENT NO. 1\nto the Memorandum of Understanding\nof 18 March 2025\n\n"
        'This Amendment No. 1 is concluded on 10 February 2026 between the Pine Foundation ("PF") and the Elmer Institute ("EI").\n\n'
        "1. New Article 3.5 (Data)\n"
        'The following is inserted after Article 3.4: "PF shall publish the data by 30 October 2026."\n'
    )
    assert facts.agreement is not None and facts.agreement.amends is not None
    assert facts.agreement.amends.value == "2025-03-18"
    assert [(each.kind, each.place, each.of) for each in facts.changes] == [("added", "3.5", dt.date(2025, 3, 18))]
    assert [(each.obligor, each.due_on) for each in facts.commitments] == [
        (("Pine Foundation",), dt.date(2026, 10, 30))
    ]


@pytest.mark.parametrize(
    ("sentence", "modality"),
    [
        ("공사 비용은 재단에서 부담하기로 결정됨.", "obligation"),
        ("센터는 6개월간 오류를 수정한다.", "obligation"),
        ("시설 하자로 인한 사고의 책임은 갑이 진다.", "obligation"),
        ("하반기에 제안서를 낼 생각이다.", "intent"),
        ("양 기관은 새로운 협약을 맺는다.", None),
        ("협약은 논의되지 않음.", None),
    ],
)
def test_endings_that_bind_and_endings_that_tell(sentence: str, modality: str | None) -> None:
    assert modality_of(sentence, plain_is_promise=True) == modality
