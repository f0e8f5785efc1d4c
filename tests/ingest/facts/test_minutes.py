"""Minutes of several styles in both languages: who attends, who speaks for whom, and what is promised rather than said."""

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

DELEGATIONS = """Minutes of the Second Bilateral Consultation
Date: 12 May 2025
Present:
For the Norvale Data Agency: Ms Ida Brekke, Director; Mr Tor Vang, Adviser
For the City of Hanul: Mr Jun Seo, Deputy Mayor
For Brightwell Labs Ltd: Dr Mara Quill, Chief Engineer

1. Opening
Ms Brekke welcomed the delegations and hoped that the work would be fruitful.
2. Discussion
Ms Brekke offered to host two trainees in Oslo. Mr Seo said that the City would provide office space for them.
The Norvalean side undertook to send the curriculum by 30 June 2025.
Dr Quill said that her company planned to repair the servers. She declined to waive the licence fee.
The Deputy Mayor expressed the City's willingness to join the 2026 conference.
The Hanul side was not in a position to fund travel.
3. Decisions
Both delegations agreed to meet again in October 2025.
M. Quill to share the price list by 1 June 2025.
4. Open points
Brightwell Labs to pay for the insurance.
"""

LETTER_PAPER = """NORVALE HARBOUR AUTHORITY
NOTES OF A MEETING
Held on 3 June 2025
Attendees: Chief Executive Una Berg; Mr Olav Lie (Finance); for the Norvale Fishers' Union: Ms Pia Roth, Secretary

1. The Chief Executive agreed to extend the berth by 40 metres before 1 December 2025.
2. Ms Roth said that fishers would like to see a new ice plant. She did not wish to raise fees.
3. The Union promised, however, to supply its drawings by 15 July 2025.
4. Mr Lie confirmed that the Authority would bear the survey costs. He regretted that it could not pay in advance.
5. Our side will report back in August.
"""

ACTIONS = """Minutes of the harbour working group, 4 March 2025
Present: Larkham Town Council (LTC) Ada Lind, Per Moss; Seabright Sensors Ltd (SSL) Kofi Ray

1. Data
Members agreed not to publish raw data.
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


def test_delegates_and_officers_speak_for_the_organisation_they_came_for() -> None:
    agency, city, company = "Norvale Data Agency", "City of Hanul", "Brightwell Labs Ltd"
    found = facts_of(DELEGATIONS, "minutes", dt.date(2025, 5, 12))
    assert [(each.modality, each.obligor) for each in found.commitments] == [
        ("intent", (agency,)),
        ("intent", (city,)),
        ("obligation", (agency,)),
        ("intent", (company,)),
        ("intent", (city,)),
        ("obligation", (agency, city, company)),
        ("obligation", (company,)),
    ], told(found)


def test_minutes_on_letter_paper_are_their_keepers_and_name_its_officers_without_it() -> None:
    authority, union = "Norvale Harbour Authority", "Norvale Fishers' Union"
    found = facts_of(LETTER_PAPER, "minutes", dt.date(2025, 6, 3), (authority,))
    assert [(each.modality, each.obligor) for each in found.commitments] == [
        ("obligation", (authority,)),
        ("obligation", (union,)),
        ("intent", (authority,)),
        ("intent", (authority,)),
    ], told(found)


def test_members_are_all_who_attend() -> None:
    found = facts_of(ACTIONS, "minutes", dt.date(2025, 3, 4))
    assert [(each.modality, each.obligor) for each in found.commitments] == [
        ("prohibition", ("Larkham Town Council", "Seabright Sensors Ltd"))
    ]


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
