"""What staff take for granted about agreements, in both languages: answered where the record says so, named where it does not."""

from __future__ import annotations

import datetime as dt

import pytest

from kb import KnowledgeBase
from kb.domain import Answer

DAY = dt.date(2026, 11, 24)


def ask(base: KnowledgeBase, question: str, day: dt.date = DAY) -> Answer:
    answer = base.ask(question, as_of=day)
    for statement in answer.statements:
        for cited in statement.citations:
            page = base.document(cited.document_id).page(cited.page)
            assert page.text[cited.start : cited.end] == cited.quote
    return answer


def cited(answer: Answer) -> set[str]:
    return {citation.document for statement in answer.statements for citation in statement.citations}


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("When was the agreement with Kitanami renewed?", "expired on 28 February 2025"),
        ("기타나미 협약은 언제 연장됐어?", "2025년 2월 28일에 만료"),
        ("How long was the extension of the Haeden agreement granted in 2026?", "in force until 29 February 2028"),
        ("해든모빌리티 협약을 연장하기로 합의한 날은?", "2028년 2월 29일까지 시행 중"),
        ("Why did the Baltic Digital Cities Foundation withdraw from the MOU?", "in force until 14 January 2027"),
        ("발트디지털도시협회는 왜 협약에서 탈퇴했나?", "2027년 10월 31일까지 시행 중"),
        ("When was the second amendment to the MOU with Aldermouth signed?", "Aldermouth"),
        ("When was the MOU with Aldermouth amended?", "No amendment"),
        ("When did the MOU with Port Linden expire?", "has not expired"),
        ("타이베이컴퓨터협회 협약은 언제 대체됐나?", "대체된 기록이 없습니다"),
    ],
)
def test_what_no_document_says_happened_is_refused_with_how_things_stand(
    base: KnowledgeBase, question: str, said: str
) -> None:
    answer = ask(base, question)
    assert answer.refused
    assert said in answer.reason
    assert answer.statements, "leads show what there is instead"


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("How often has the MOU with Taipei Computer Association been renewed?", "29 March 2026 – 28 March 2027"),
        ("온새미디지털배움재단 협약은 몇 번 연장됐나?", "자동 연장 2회"),
        ("When was the MOU with Port Linden extended?", "31 May 2028"),
        ("Was the MOU with Port Linden amended?", "1 December 2025"),
        ("발트디지털도시협회와 2021년에 맺은 협약은 언제 대체됐나?", "2024년 11월 1일"),
        ("When did the agreement with Sorvik expire?", "8 June 2025"),
    ],
)
def test_what_did_happen_is_answered_with_its_day(base: KnowledgeBase, question: str, value: str) -> None:
    answer = ask(base, question)
    assert not answer.refused
    assert value in answer.statements[0].text


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("Is the agreement with Kitanami still running?", "No — expired on 28 February 2025"),
        ("기타나미 협약 아직 유효해?", "아니요 — 2025년 2월 28일에 만료됨"),
        ("Is the MOU with Taipei Computer Association over?", "No — in force until 28 March 2027"),
        ("타이베이컴퓨터협회 협약은 끝났어?", "아니요 — 자동 연장되어 2027년 3월 28일까지"),
        ("Has the agreement with Sorvik lapsed?", "Yes — expired on 8 June 2025"),
        ("센다라 도시개발공사 협약 체결됐나요?", "아니요 — 서명되지 않은 초안"),
        ("Has the MOU with Sendara been signed yet?", "No — unsigned draft"),
        ("발모라 디지털전환부 협약 상태 알려 줘", "2026년 12월 10일까지 시행 중"),
        ("2021년에 발트디지털도시협회와 맺은 협약 아직 살아 있어?", "아니요 — 2024년 11월 1일부터"),
    ],
)
def test_a_state_is_told_first_and_with_its_day(base: KnowledgeBase, question: str, begins: str) -> None:
    answer = ask(base, question)
    assert not answer.refused
    assert answer.statements[0].text.startswith(begins)


def test_what_was_superseded_is_told_with_what_took_its_place(base: KnowledgeBase) -> None:
    answer = ask(base, "Is the 2021 MOU with the Baltic Digital Cities Association still in force?")
    assert answer.statements[0].text.startswith("No")
    assert cited(answer) == {"2021-09-14_MOU_SDF-BDCA.pdf", "2024-10_MOU_SDF-BDCA_국영문.pdf"}


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("Has the Korean translation of the trial guidelines been published?", "Yes — done (reported 19 June 2025)"),
        ("영문 소개자료는 보냈나요?", "네 — 완료 (2023년 9월 20일 보고)"),
        ("발모라와 쓰기로 한 협력 성과 보고서는 완성됐나?", "아니요 — 미이행"),
        ("Had the outline of the joint report been prepared?", "No — not done (reported 16 October 2025)"),
    ],
)
def test_whether_something_was_done_is_told_by_the_latest_report(
    base: KnowledgeBase, question: str, begins: str
) -> None:
    answer = ask(base, question)
    assert answer.statements[0].text.startswith(begins)


def test_a_report_made_after_the_day_asked_about_is_not_known(base: KnowledgeBase) -> None:
    before = ask(base, "Has the Korean translation of the trial guidelines been published?", dt.date(2025, 5, 1))
    assert before.statements[0].text.startswith("No — not done")


@pytest.mark.parametrize(
    ("question", "documents"),
    [
        ("Which agreements are legally binding?", 3),
        ("법적 구속력이 없는 협약은?", 8),
        ("Which of our agreements are governed by foreign law?", 1),
        ("한국법을 따르는 협약은 어떤 것이 있나?", 4),
    ],
)
def test_agreements_are_listed_by_what_a_field_says(base: KnowledgeBase, question: str, documents: int) -> None:
    answer = ask(base, question)
    total, *items = answer.statements
    assert str(documents) in total.text
    assert len(items) == documents


def test_two_agreements_are_set_against_each_other(base: KnowledgeBase) -> None:
    english = ask(
        base,
        "Which needs longer notice: the MOU with Taipei Computer Association or the one with Baltic Digital Cities Association?",
    )
    assert english.statements[0].text.startswith("longer: Baltic Digital Cities Association (6 months)")
    korean = ask(base, "타이베이컴퓨터협회와 해든모빌리티 협약 중 어느 쪽이 더 늦게 만료되나?")
    assert korean.statements[0].text.startswith("더 늦은 쪽: 해든모빌리티 (2028년 2월 29일)")
    assert len(korean.statements) == 3


@pytest.mark.parametrize(
    ("question", "day"),
    [
        (
            "When do we have to object if we do not want the MOU with Taipei Computer Association to go on?",
            "28 December",
        ),
        ("타이베이컴퓨터협회 협약을 연장하지 않으려면 언제까지 알려야 하나?", "2026년 12월 28일"),
        ("What is the last day to opt out of the renewal with Aldermouth?", "20 July 2027"),
        ("발모라 디지털전환부 협약 갱신 시한은?", "2026년 10월 11일"),
    ],
)
def test_the_last_day_for_notice_is_computed(base: KnowledgeBase, question: str, day: str) -> None:
    answer = ask(base, question)
    assert day in answer.statements[0].text


@pytest.mark.parametrize(
    "question",
    [
        "Which arbitration rules does the MOU with the Baltic Digital Cities Association name?",
        "타이베이컴퓨터협회 협약에 적힌 손해배상 한도는 얼마인가?",
        "How many interns does the MOU with Port Linden take each year?",
    ],
)
def test_what_the_register_has_no_field_for_is_not_answered_by_a_count(base: KnowledgeBase, question: str) -> None:
    answer = ask(base, question)
    assert not any("agreements that" in one.text or "협약은" in one.text[:12] for one in answer.statements[:1])


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("How many meetings have we had with Haeden?", 2),
        ("발트디지털도시협회와의 회의록은?", 1),
        ("Which minutes are there of meetings with Port Linden?", 2),
    ],
)
def test_documents_are_counted_with_their_days(base: KnowledgeBase, question: str, count: int) -> None:
    total, *items = ask(base, question).statements
    assert str(count) in total.text and len(items) == count
    assert all("20" in item.text[:16] for item in items)


def test_what_was_promised_at_one_meeting_is_of_its_minutes(base: KnowledgeBase) -> None:
    for question in (
        "해든모빌리티가 2026년 9월 점검회의에서 하기로 한 일을 모아 줘",
        "What did Haeden agree to at the September 2026 review?",
    ):
        answer = ask(base, question)
        assert "회의록_2026-09-03_해든모빌리티_3분기점검.pdf" in cited(answer)
        assert not any(name.startswith("2025-03") for name in cited(answer)), "nothing of the agreement itself"
