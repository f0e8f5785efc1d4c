"""Promises in tables: instalments whose payer the text names, tasks that go on over a page, and rows that only report."""

from __future__ import annotations

import datetime as dt

from tests.ingest.facts.reading import facts_of, told

AGREEMENT = """공동연구 협약서

푸른솔재단(이하 "갑"이라 한다)과 한여울대학교(이하 "을"이라 한다)는 다음과 같이 협약을 체결한다.

제1조(연구비) 갑은 별표에 따라 연구비를 을에게 지급한다.
제2조(보고) 을은 2027년 3월 31일까지 결과를 갑에게 보고하여야 한다.

2026년 5월 4일

[별표] 연구비 지급 일정
차수\t금액\t지급 시기\t조건
1차\t3,000만원\t2026. 6. 30.까지\t착수 보고
2차\t2,000만원\t2026. 12. 15.까지\t중간 보고
"""
CONTRACT = """COOPERATION AGREEMENT

This Agreement is made on 4 May 2026 between the Harbour Light Foundation (the "Foundation") and the Elmer Institute (the "Institute").

1. Payment
The Foundation shall pay the Institute EUR 90,000 in the instalments set out in Schedule 1.

2. Term
This Agreement starts on the date of signature and ends on 31 December
2027.

Schedule 1
Instalment\tAmount\tPayable
First\tEUR 60,000\twithin 30 days of signature
Second\tEUR 30,000\tby 1 March 2027
"""
MINUTES = """제2차 실무회의 회의록
일시: 2026년 9월 10일
참석: 푸른솔재단 이가람 팀장, 한여울대학교 박나래 교수

1. 지난 회의 조치사항
조치사항\t담당\t기한\t상태
교재 초안 송부\t한여울대학교\t2026. 7. 1.\t송부 완료(6. 29.)
강의실 확보 방안\t푸른솔재단\t2026. 7. 15.\t지연(8월 예정)

2. 조치 계획
번호\t조치\t담당\t기한
1\t교재 인쇄본 배포\t푸른솔재단\t2026. 10. 1.
2\t강사 명단 송부\t한여울대학교\t2026. 10. 8.
3\t회의록 회람\t푸른솔재단\t회의 후 14일 이내
"""


def test_the_instalments_of_a_schedule_are_promises_of_whoever_pays_the_sum() -> None:
    paid = [each for each in facts_of(AGREEMENT).commitments if "만원" in each.citation.quote]
    assert [(each.obligor, each.obligee, each.due_on) for each in paid] == [
        (("푸른솔재단",), ("한여울대학교",), dt.date(2026, 6, 30)),
        (("푸른솔재단",), ("한여울대학교",), dt.date(2026, 12, 15)),
    ]


def test_an_instalment_may_be_due_some_time_after_the_signature() -> None:
    paid = [each for each in facts_of(CONTRACT).commitments if each.citation.quote.startswith(("First", "Second"))]
    assert [(each.obligor, each.due_on) for each in paid] == [
        (("Harbour Light Foundation",), dt.date(2026, 6, 3)),
        (("Harbour Light Foundation",), dt.date(2027, 3, 1)),
    ]


def test_a_clause_that_ends_in_a_year_on_the_next_line_is_no_heading() -> None:
    agreement = facts_of(CONTRACT).agreement
    assert agreement is not None and agreement.expires_on is not None
    assert agreement.expires_on.value == dt.date(2027, 12, 31)


def test_tasks_are_promises_and_earlier_actions_are_reports() -> None:
    facts = facts_of(MINUTES, "minutes", dt.date(2026, 9, 10))
    assert told(facts) == [
        ("obligation", ("푸른솔재단",), "1 교재 인쇄본 배포 푸른솔재단 2026. 10. 1."),
        ("obligation", ("한여울대학교",), "2 강사 명단 송부 한여울대학교 2026. 10. 8."),
        ("obligation", ("푸른솔재단",), "3 회의록 회람 푸른솔재단 회의 후 14일 이내"),
    ]
    assert facts.commitments[-1].due_on == dt.date(2026, 9, 24)
    assert [(each.state, each.citation.quote.split("\t")[0]) for each in facts.progress] == [
        ("done", "교재 초안 송부"),
        ("not_done", "강의실 확보 방안"),
    ]
