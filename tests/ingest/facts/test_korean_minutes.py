"""Korean minutes of several styles: who attends, who speaks for whom, and what is promised rather than said."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.ingest.facts.reading import facts_of, told

REPORT = """국제협력 업무협의 결과보고

1. 회의 개요
 - 일시: 2025. 4. 9.(수) 10:00~11:30
 - 장소: 은모래시청 3층 회의실
 - 참석자
  · 은모래시: 정보화담당관 한도경, 주무관 서유나
  · 델마르 도시공사: 본부장 에리크 할, 통역 1명
  · 푸른물산 이하람 대표

2. 주요 논의 내용
 - 델마르 도시공사는 시범지구 확대를 희망함
 - 은모래시는 예산 지원은 곤란하다는 입장을 밝힘
 - 델마르 측은 9월까지 설계도를 보내겠다고 함

3. 합의 사항
 - 은모래시는 5월 말까지 대상지를 확정키로 함
 - 델마르 도시공사는 설계 자료를 무상으로 제공하기로 의견을 모음
 - 푸른물산은 견적서를 제출하기로 합의
 - 양측은 분기별로 점검회의를 개최하는 것으로 합의함

4. 미합의 사항
 - 푸른물산은 설치비를 부담하기로 함(재논의)
"""

TURNS = """시민데이터 협의체 제3차 회의록
일시: 2025년 9월 3일
참석: 가온시 디지털정책관 나은솔, (주)새움소프트 민재하 이사, 들꽃대학교 교수 오세린

○ 나은솔 디지털정책관
 - 서버실은 10월 15일까지 비워 두겠음
 - 전기료 지원은 해 드릴 수 없음
○ 민재하 이사 저희 쪽에서 개발자 2명을 상주시키겠습니다. 유지보수는 내년에 다시 논의하겠습니다.
고객 정보를 다른 데 쓰지 않겠다고 약속드립니다.
○ (오세린 교수) 내년에는 학생 10명을 보낼 계획입니다. 좋은 성과가 나왔으면 좋겠습니다.
우리가 찍은 사진은 가온시가 그냥 쓰셔도 됩니다.
○ 나은솔 디지털정책관: 통역을 더 구하도록 노력하겠습니다. 이것으로 회의를 마치겠습니다.

○ 결정 사항
 - 가온시와 새움소프트는 11월에 시연회를 열기로 함
 - 대학교는 보고서를 12월 5일까지 시에 제출할 것
"""

SIDES = """제2차 실무회의 결과
일시: 2025. 5. 7. 참석자: 우리 재단 국제팀장 등 2명, 볼레나 상공회의소 사무총장 등 3명
1. 협의 내용
 - 우리 측은 6월 중 방문단을 구성하기로 함
 - 상대 측은 통역을 제공하기로 함
 - 볼레나 측은 숙박비 부담은 어렵다고 답변
 - 재단 측은 7월 10일까지 일정안을 송부 예정
"""

COUNTRIES = """한-리안 스마트도시 협력회의 회의록

□ 회의 개요
 ○ 일시: 2025. 10. 14.(화) 15:00
 ○ 참석자: (한국 측) 솔빛시 스마트도시과장 배주호 등 4명, (리안 측) 리안 교통부 국장 등 3명

□ 회의 내용
 ○ (솔빛시) 교통신호 데이터를 11월 30일까지 제공할 예정
 ○ 리안 측은 장비 구매는 불가하다고 답변함
 ○ 한국 측은 통역을 지원하기로 함
 ○ 배주호 과장은 12월에 현장을 안내하겠다고 함

□ 향후 계획
 ○ 리안 교통부: 참가자 명단 제출
"""

OFFICERS = """면담 결과보고
- 일시: 2025. 2. 3.
- 면담자: 서해군 부군수 탁민서, 카렐 해양연구소(Karel Marine Institute) 소장 요하나 베르
- 주요 내용
 · 부군수는 연구선 정박을 허가하겠다고 약속함
 · 연구소는 관측자료를 매월 군에 제공하기로 함
 · 소장은 좋은 성과를 희망한다고 말함
 · 카렐 해양연구소 측에서 해조류 표본 20점을 기증할 의사를 표명
"""


def test_a_city_a_company_and_a_foreign_corporation_are_those_of_the_list_of_attendance() -> None:
    city, corporation, company = "은모래시", "델마르 도시공사", "푸른물산"
    found = facts_of(REPORT, "minutes", dt.date(2025, 4, 9))
    assert [party.ko for party in found.parties] == [city, corporation, company]
    assert [(modality, obligor, quote.split()[0]) for modality, obligor, quote in told(found)] == [
        ("intent", (corporation,), "델마르"),
        ("obligation", (city,), "은모래시는"),
        ("obligation", (corporation,), "델마르"),
        ("obligation", (company,), "푸른물산은"),
        ("obligation", (city, corporation, company), "양측은"),
    ]


def test_whoever_heads_a_turn_binds_the_organisation_he_is_listed_with() -> None:
    found = facts_of(TURNS, "minutes", dt.date(2025, 9, 3))
    city, company, university = "가온시", "새움소프트", "들꽃대학교"
    assert [(modality, obligor) for modality, obligor, _ in told(found)] == [
        ("intent", (city,)),
        ("intent", (company,)),
        ("prohibition", (company,)),
        ("intent", (university,)),
        ("permission", (city,)),
        ("best_effort", (city,)),
        ("obligation", (city, company)),
        ("obligation", (university,)),
    ], told(found)
    assert found.commitments[0].due_on == dt.date(2025, 10, 15)
    assert found.commitments[-1].obligee == (city,)


def test_our_side_is_whoever_keeps_the_minutes_and_the_other_side_the_one_across() -> None:
    found = facts_of(SIDES, "minutes", dt.date(2025, 5, 7), ("누리재단", "Nuri Foundation"))
    assert [(each.modality, each.obligor) for each in found.commitments] == [
        ("obligation", ("누리재단",)),
        ("obligation", ("볼레나 상공회의소",)),
        ("intent", ("누리재단",)),
    ]


def test_sides_of_countries_are_those_the_list_puts_in_brackets() -> None:
    city, ministry = "솔빛시", "리안 교통부"
    found = facts_of(COUNTRIES, "minutes", dt.date(2025, 10, 14))
    assert [(each.modality, each.obligor) for each in found.commitments] == [
        ("intent", (city,)),
        ("obligation", (city,)),
        ("intent", (city,)),
        ("obligation", (ministry,)),
    ], told(found)
    # "한국 측" means the city at this meeting, and is no name of it.
    assert [party.names for party in found.parties] == [(city,), (ministry,)]


def test_an_office_alone_or_a_noun_of_the_name_means_the_organisation() -> None:
    county, institute = "서해군", "카렐 해양연구소"
    found = facts_of(OFFICERS, "minutes", dt.date(2025, 2, 3))
    assert [(each.modality, each.obligor, each.obligee) for each in found.commitments] == [
        ("obligation", (county,), (institute,)),
        ("obligation", (institute,), (county,)),
        ("intent", (institute,), (county,)),
    ], told(found)


@pytest.mark.parametrize(
    "sentence",
    [
        "가온시는 내년 사업을 추후 다시 논의하겠다고 함",
        "새움소프트는 참가비 지원은 어렵다는 입장",
        "새움소프트는 데이터 제공은 보안상 불가함을 설명",
        "가온시는 회원사 사례가 소개되기를 희망",
        "온라인 개최 방안도 거론되었으나 보류",
    ],
)
def test_refusals_wishes_and_talk_promise_nothing(sentence: str) -> None:
    text = f"실무회의 회의록\n참석: 가온시 2명, (주)새움소프트 1명\n1. 논의 사항\n - {sentence}\n"
    assert not facts_of(text, "minutes", dt.date(2025, 9, 3)).commitments


@pytest.mark.parametrize(
    ("decision", "obligor"),
    [
        ("가온시는 교육과정(안)을 3. 20.까지 송부", ("가온시",)),
        ("새움소프트는 숙소 제공", ("새움소프트",)),
        ("양측 공동으로 성과집 발간 추진", ("가온시", "새움소프트")),
        ("새움소프트는 추가 예산 검토", None),
    ],
)
def test_a_decision_may_end_in_the_noun_of_what_is_to_be_done(decision: str, obligor: tuple[str, ...] | None) -> None:
    text = f"실무회의 회의록\n참석: 가온시 2명, (주)새움소프트 1명\n[결정 사항]\n - {decision}\n"
    found = facts_of(text, "minutes", dt.date(2025, 3, 3))
    assert [each.obligor for each in found.commitments] == ([obligor] if obligor else [])
