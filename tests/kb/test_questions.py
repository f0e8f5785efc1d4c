"""Questions to the register, in both languages, over the sample documents: what is counted, what is cited, what is denied."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

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
    ("question", "count"),
    [
        ("현재 시행 중인 협약은 몇 건인가?", "8건"),
        ("How many MOUs are in force?", "8 agreements"),
        ("자동 연장되는 협약은?", "3건"),
        ("Which renew automatically?", "3 agreements"),
        ("Which agreements expire before 1 June 2027?", "3 agreements"),
        ("90일 안에 만료되는 협약은 몇 건인가?", "2건"),
        ("2023년에 체결한 협약은?", "2건"),
        ("만료된 협약은?", "2건"),
        ("Which agreements have been superseded?", "1 agreements"),
        ("서명되지 않은 초안은 어떤 협약인가?", "1건"),
    ],
)
def test_a_count_is_that_of_the_rows_and_says_what_was_counted(base: KnowledgeBase, question: str, count: str) -> None:
    answer = ask(base, question)
    assert not answer.refused
    total, *items = answer.statements
    assert count in total.text
    assert len(items) == int("".join(filter(str.isdigit, count)))
    assert "2026" in total.text, "the day it was counted for"


def test_a_past_day_is_asked_about_in_the_question_itself(base: KnowledgeBase) -> None:
    asked = ("Which MOUs were in force on 1 June 2022?", "2022년 6월 1일 당시 시행 중이던 협약은?")
    for question in asked:
        answer = ask(base, question)
        told = base.ask("Which MOUs are in force?", as_of=dt.date(2022, 6, 1))
        assert cited(answer) == cited(told)
        assert "2024-05-20_MOU_SDF-PLSA_en.pdf" not in cited(answer)


def test_a_count_of_none_is_told_without_leads(base: KnowledgeBase) -> None:
    for question in ("해지된 협약은 몇 건인가?", "How many agreements were terminated?"):
        answer = ask(base, question)
        assert answer.refused and not answer.statements
        assert "0" in answer.reason


@pytest.mark.parametrize(
    "question",
    [
        "When did we terminate the MOU with Port Linden?",
        "Why was the agreement with Port Linden terminated?",
        "Port Linden과의 협약은 언제 해지되었나?",
    ],
)
def test_a_false_premise_is_named(base: KnowledgeBase, question: str) -> None:
    answer = ask(base, question)
    assert answer.refused
    assert "2028" in answer.reason, "in force until its amended end"
    assert answer.statements, "how it stands instead"


def test_without_an_agreement_what_there_is_instead_is_shown(base: KnowledgeBase) -> None:
    for question in ("메디나와 체결한 협약이 있나?", "센다라와의 협약은 언제 체결되었나?"):
        answer = ask(base, question)
        assert answer.refused and answer.statements


@pytest.mark.parametrize(
    ("question", "stated"),
    [
        ("각 협약의 해지 통보 기간을 비교해 줘", ("3개월", "60일", "90일")),
        ("Compare the notice period across our partners", ("3 months", "60 days", "90 days")),
        ("협약별 준거법을 비교해 줘", ("대한민국", "Estonia")),
        ("Compare the governing law of our agreements", ("Republic of Korea", "Estonia")),
        ("Compare the cost clauses across our partners", ("its own costs", "No money passes")),
        ("각 협약의 지식재산 조항을 비교해 줘", ("참가기업", "소유권")),
    ],
)
def test_a_clause_is_compared_across_the_agreements_in_force(
    base: KnowledgeBase, question: str, stated: tuple[str, ...]
) -> None:
    answer = ask(base, question)
    assert not answer.refused
    texts = [statement.text for statement in answer.statements]
    assert "8" in texts[0], "how many were compared"
    for value in stated:
        assert any(value in text for text in texts[1:]), value
    assert "2021-09-14_MOU_SDF-BDCA.pdf" not in cited(answer), "what was superseded is not compared"


def test_the_last_day_for_notice_is_computed(base: KnowledgeBase) -> None:
    one = ask(base, "By when must we give notice for the MOU with Taipei Computer Association?")
    assert "28 December 2026" in one.statements[0].text
    every = ask(base, "언제까지 해지 통보를 해야 하나?")
    assert any("2026년 12월 28일" in statement.text for statement in every.statements)


@pytest.mark.parametrize(
    "question", ["What changed in the amendment with Port Linden?", "Port Linden 협약의 변경된 내용은?"]
)
def test_an_amendment_is_told_clause_by_clause_with_what_stood_before(base: KnowledgeBase, question: str) -> None:
    answer = ask(base, question)
    assert not answer.refused
    both = [statement for statement in answer.statements if len(statement.citations) == 2]
    quotes = [" ".join(citation.quote for citation in statement.citations) for statement in both]
    assert any("31 May 2028" in quote and "31 May 2027" in quote for quote in quotes)
    assert any("31 March 2026" in quote and "30 September 2025" in quote for quote in quotes)
    assert any("fourth site" in statement.text for statement in answer.statements), "what it adds"


def test_without_an_amendment_that_is_said(base: KnowledgeBase) -> None:
    answer = ask(base, "What changed in the amendment with Taipei Computer Association?")
    assert answer.refused
    assert "2023-03_MOU_SDF-TCA_ko.pdf" in cited(answer)


def test_what_an_amendment_replaced_is_shown_apart_and_not_counted(base: KnowledgeBase) -> None:
    before = ask(base, "What did Port Linden promise?", dt.date(2025, 11, 1))
    after = ask(base, "What did Port Linden promise?", dt.date(2025, 12, 2))
    old = "publish a joint report on the first year of cooperation by 30 September 2025"
    (said,) = [statement.text for statement in before.statements if old in statement.text]
    assert "no longer" not in said
    assert "superseded" in after.statements[0].text
    assert not any(old in one.text and "no longer" not in one.text for one in after.statements)


def test_a_report_proposes_a_status_with_its_evidence_and_sets_none(base: KnowledgeBase) -> None:
    rows = [row for row in base.commitments(as_of=DAY) if "trial manager" in row.action]
    assert rows and all(row.status == "overdue" for row in rows)
    assert {row.proposed_status for row in rows} == {"done"}
    assert "12 September 2024" in rows[0].progress[0].citation.quote
    answer = ask(base, "Which commitments are done?")
    assert any("2025-04-10_Minutes" in name for name in cited(answer))
    assert "not confirmed" in answer.statements[0].text


def test_a_report_before_it_was_made_counts_for_nothing(base: KnowledgeBase) -> None:
    rows = base.commitments(as_of=dt.date(2024, 12, 1))
    assert not [row for row in rows for report in row.progress if report.reported_on and report.reported_on.year > 2024]


def test_a_promise_in_two_languages_is_counted_once(base: KnowledgeBase) -> None:
    for question in ("발모라 디지털전환부가 약속한 일은?", "What did Valmora promise?"):
        answer = ask(base, question)
        fares = [one for one in answer.statements[1:] if "항공료" in one.text or "air fares" in one.text]
        assert len(fares) == 1
        assert len({citation.page for citation in fares[0].citations}) == 2, "both texts are cited"


@pytest.mark.parametrize(
    ("question", "holds"),
    [
        ("What is due within 30 days?", lambda due: DAY <= due <= DAY + dt.timedelta(days=30)),
        ("다음 달에 해야 할 일은?", lambda due: (due.year, due.month) == (2026, 12)),
        ("이번 분기에 기한이 되는 약속은?", lambda due: dt.date(2026, 10, 1) <= due <= dt.date(2026, 12, 31)),
        ("Which commitments are overdue?", lambda due: due < DAY),
    ],
)
def test_due_dates_are_kept_to(base: KnowledgeBase, question: str, holds) -> None:  # type: ignore[no-untyped-def]
    answer = ask(base, question)
    due = {replace(row.citation): row.due_on for row in base.commitments(as_of=DAY) if row.due_on}
    assert not answer.refused
    for statement in answer.statements[1:]:
        days = [due[one] for one in map(_bare, statement.citations) if one in due]
        assert any(holds(day) for day in days), statement.text


def _bare(citation):  # type: ignore[no-untyped-def]
    return replace(citation, source="text", confidence=None)


def test_our_side_and_theirs_are_told_apart(base: KnowledgeBase) -> None:
    ours = ask(base, "What did we promise Aldermouth?")
    theirs = ask(base, "What did Aldermouth promise us?")
    assert any("Panel handbook" in one.text for one in ours.statements)
    assert any("three hundred residents" in one.text for one in theirs.statements)
    assert not any("three hundred residents" in one.text for one in ours.statements)


def test_two_dates_for_one_thing_are_shown_together(base: KnowledgeBase) -> None:
    answer = ask(base, "Are there conflicting dates in the documents on Port Linden?")
    pairs = [{citation.document for citation in one.citations} for one in answer.statements]
    assert {"2024-05-20_MOU_SDF-PLSA_en.pdf", "2025-04-10_Minutes_SDF-PLSA_JWG-2.pdf"} in pairs


def test_only_agreements_that_end_so_soon_are_listed(base: KnowledgeBase) -> None:
    rows = base.agreements(DAY, expiring_within=60)
    assert [row.expires_on for row in rows] == [dt.date(2026, 12, 10), dt.date(2027, 1, 14)]
