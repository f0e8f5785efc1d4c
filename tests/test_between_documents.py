"""What documents say of one another, over files of no sample: amendments, an end by notice, progress, two texts that disagree."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from ingest.pipeline import ingest
from kb import KnowledgeBase
from kb.domain import Commitment
from kb.settings import Settings
from tests.ingest.pdfs import pdf
from tests.letters import put

MOU = """업무협약서
서울디지털재단(이하 “재단”이라 한다)과 한빛등대협회(이하 “협회”라 한다)는 다음과 같이 업무협약을 체결한다.
제1조 (목적) 이 협약은 양 기관의 협력을 목적으로 한다.
제2조 (협회의 역할)
① 협회는 2024년 6월 30일까지 등대 관측 자료를 재단에 제공하여야 한다.
② 협회는 분기마다 점검 보고서를 재단에 제출하여야 한다.
제3조 (재단의 역할)
① 재단은 2024년 9월 30일까지 자료 공개 누리집을 만들어야 한다.
② 재단은 협회에 교육 자료를 제공하기로 한다.
제4조 (유효기간) 이 협약의 유효기간은 체결일로부터 3년으로 한다.
2024년 1월 10일
서울디지털재단 이사장 김하나
한빛등대협회 회장 이두리"""
AMENDMENT = """업무협약 변경합의서
서울디지털재단(이하 “재단”이라 한다)과 한빛등대협회(이하 “협회”라 한다)는 2024년 1월 10일에 체결한 업무협약을 다음과 같이 변경하기로 합의한다.
제1조 (변경) 원협약 제2조 제1항을 다음과 같이 변경한다.
“① 협회는 2025년 3월 31일까지 등대 관측 자료와 해도를 재단에 제공하여야 한다.”
제2조 (삭제) 원협약 제3조 제2항을 삭제한다.
제3조 (문구) 원협약 제3조 제1항 중 “2024년 9월 30일”을 “2025년 6월 30일”로 한다.
제4조 (효력) 이 변경합의서는 2024년 8월 1일부터 효력이 발생한다.
2024년 7월 20일
서울디지털재단 이사장 김하나
한빛등대협회 회장 이두리"""
MINUTES = """업무협약 이행 점검 회의록
일시: 2025년 4월 15일
참석: 서울디지털재단 국제협력팀, 한빛등대협회 사무국
1. 이행 현황
① 협회는 등대 관측 자료와 해도를 2025년 3월 20일에 재단에 제공하였다.
② 자료 공개 누리집은 개발이 지연되고 있다.
2. 결정 사항
① 재단은 자료 공개 누리집을 2025년 9월 30일까지 만들기로 한다."""
NOTICE = """협약 해지 통지서
수신: 서울디지털재단 이사장
발신: 한빛등대협회 회장
한빛등대협회는 서울디지털재단과 2024년 1월 10일에 체결한 업무협약을 2026년 3월 31일자로 해지함을 통지합니다.
2026년 1월 5일
한빛등대협회 회장 이두리"""
ENGLISH = """MEMORANDUM OF UNDERSTANDING
between Seoul Digital Foundation (the "Foundation") and Harbour Cities League (the "League")
Article 1 Purpose
The Parties cooperate on harbour data.
Article 2 Undertakings of the League
(1) The League shall deliver the records of wind speed by 30 June 2024.
Article 3 Term
This MOU takes effect on 1 February 2024 and remains in effect for five years.
Signed on 15 January 2024."""
ENGLISH_NOTICE = """NOTICE OF TERMINATION
To: President, Seoul Digital Foundation
From: Harbour Cities League
Harbour Cities League hereby gives notice of termination of the Memorandum of Understanding signed on 15 January 2024 with Seoul Digital Foundation, with effect from 1 December 2025.
15 August 2025"""
BILINGUAL = """업무협약서 / MEMORANDUM OF UNDERSTANDING
서울디지털재단(이하 “재단”)과 푸른산림협회(Green Forest Association, 이하 “협회”)는 다음과 같이 협약한다.
Seoul Digital Foundation (the “Foundation”) and Green Forest Association (the “Association”) agree as follows.
제1조 (협회의 역할)
① 협회는 2025년 5월 31일까지 산림 지도를 재단에 제공하여야 한다.
② 협회는 사업비 1억 원을 부담하여야 한다.
Article 1 (Role of the Association)
(1) The Association shall provide the Foundation with the forest map by 30 June 2025.
(2) The Association shall bear KRW 120 million of the project costs.
2024년 12월 20일 / 20 December 2024"""
FILES = {
    "협약.txt": MOU, "변경.txt": AMENDMENT, "회의록.txt": MINUTES, "해지.txt": NOTICE, "mou.txt": ENGLISH,
    "notice.txt": ENGLISH_NOTICE, "bilingual.txt": BILINGUAL,
}  # fmt: skip


@pytest.fixture
def linked(fresh: Settings) -> Iterator[KnowledgeBase]:
    folder = fresh.home.parent / "in"
    for name, text in FILES.items():
        put(folder / name, text.replace("\n", "\n\n").encode())
    assert not ingest(fresh, [folder]).failed
    with KnowledgeBase.open(fresh) as base:
        yield base


def said(base: KnowledgeBase, words: str, day: dt.date) -> list[Commitment]:
    return [row for row in base.commitments(as_of=day) if words in row.action]


def test_everything_documents_say_of_one_another(linked: KnowledgeBase) -> None:
    """One base for all, as filing takes seconds."""
    _changes(linked)
    _ends(linked)
    _progress(linked)
    _conflicts(linked)


def _changes(base: KnowledgeBase) -> None:
    before, after = dt.date(2024, 7, 31), dt.date(2024, 8, 1)
    assert [row.superseded for row in said(base, "등대 관측 자료를", before)] == [None]
    (old,) = said(base, "등대 관측 자료를", after)
    assert old.superseded and old.superseded.citation.document == "변경.txt" and old.superseded.since == after
    assert said(base, "해도를", after)[0].due_on == dt.date(2025, 3, 31)
    assert said(base, "교육 자료", after)[0].superseded, "deleted"
    assert said(base, "점검 보고서", after)[0].superseded is None, "the paragraph beside it stands"
    site = {
        row.due_on: row.superseded is None for row in said(base, "누리집", after) if row.citation.document == "협약.txt"
    }
    assert site == {dt.date(2024, 9, 30): False, dt.date(2025, 6, 30): True}, (
        "as it reads since its words were replaced"
    )
    assert not [row for row in base.commitments(as_of=after) if "변경한다" in row.action], "to amend is no promise"


def _ends(base: KnowledgeBase) -> None:
    def status(day: dt.date) -> dict[str, str]:
        return {row.document: row.status for row in base.agreements(day)}

    assert status(dt.date(2026, 3, 30))["협약.txt"] == "in_force"
    assert status(dt.date(2026, 3, 31))["협약.txt"] == status(dt.date(2026, 3, 31))["변경.txt"] == "terminated"
    assert status(dt.date(2025, 11, 30))["mou.txt"] == "in_force"
    assert status(dt.date(2025, 12, 1))["mou.txt"] == "terminated"
    answer = base.ask("Was the MOU with Harbour Cities League terminated?", as_of=dt.date(2026, 1, 1))
    assert not answer.refused
    assert "notice.txt" in {cited.document for cited in answer.statements[0].citations}


def _progress(base: KnowledgeBase) -> None:
    day = dt.date(2025, 5, 1)
    (done,) = said(base, "해도를", day)
    assert (done.status, done.proposed_status) == ("overdue", "done")
    assert done.progress[0].done_on == dt.date(2025, 3, 20)
    late = [row for row in said(base, "누리집", day) if row.progress]
    assert late and {row.progress[0].state for row in late} == {"not_done"}


def _conflicts(base: KnowledgeBase) -> None:
    found = {each.what: each.values for each in base.conflicts() if each.citations[0].document == "bilingual.txt"}
    assert found == {"date": ("2025-05-31", "2025-06-30"), "amount": ("100,000,000 원", "120,000,000 원")}
    answer = base.ask("국문본과 영문본이 서로 다른 곳이 있나?")
    assert {cited.quote[:1] for one in answer.statements[:1] for cited in one.citations} == {"①", "("}


def test_a_deleted_amendment_leaves_the_agreement_as_it_was(linked: KnowledgeBase) -> None:
    linked.delete("변경.txt")
    (row,) = said(linked, "등대 관측 자료를", dt.date(2025, 1, 1))
    assert row.superseded is None


def test_an_agreement_says_how_it_may_be_ended_and_is_not_ended_by_it(fresh: Settings) -> None:
    clause = "제5조 (해지) 어느 한쪽은 60일 전에 서면으로 통지하고 이 협약을 해지할 수 있다."
    put(fresh.home.parent / "in" / "one.pdf", pdf([MOU.replace("2024년 1월 10일", f"{clause}\n2024년 1월 10일")]))
    ingest(fresh, [fresh.home.parent / "in"])
    with KnowledgeBase.open(fresh) as base:
        assert [row.status for row in base.agreements(dt.date(2025, 1, 1))] == ["in_force"]
