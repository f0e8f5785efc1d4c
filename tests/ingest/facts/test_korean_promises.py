"""Korean agreements and minutes of several styles: who promises what, and what is no promise."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from ingest.facts.korean_endings import ENDINGS, Ending, modality_of
from tests.ingest.facts.reading import facts_of, told

ARTICLES = """업무협약서

한빛시(이하 “시”라 한다)와 누리데이터재단(이하 “재단”이라 한다)은 공공데이터 활용을 위하여 다음과 같이 업무협약을 체결한다.

제1조(목적) 본 협약은 양 기관의 협력에 필요한 사항을 정함을 목적으로 한다.
제2조(용어의 정의) 본 협약에서 “데이터”란 시가 보유한 자료를 말한다.
제3조(역할 분담) ① 시의 역할은 다음과 같다.
 1. 사업 공간 제공
 2. 행정 지원
② 재단은 분기별로 실적을 시에 보고하며, 시는 이를 검토하여 30일 이내에 의견을 통보한다.
③ 사업비가 부족한 경우 시는 추가 지원을 검토할 수 있다.
제4조(비밀유지) 양 기관은 상대 기관의 동의 없이 협약 수행 중 알게 된 정보를 제3자에게 제공하지 아니한다.
제5조(비용) 협약 이행에 드는 비용은 각 기관이 부담함을 원칙으로 한다.
제6조(기간) ① 본 협약은 서명한 날부터 효력이 발생한다.
② 본 협약의 유효기간은 2년으로 한다.
제7조(신의성실) 양 기관은 본 협약을 성실히 이행하기 위하여 노력한다.
제8조(법적 구속력) 본 협약은 법적 구속력을 갖지 아니한다.
협약의 성립을 증명하기 위하여 협약서 2부를 작성하여 각각 1부씩 보관한다.

2025년 3월 2일
"""

SHORT_STYLE = """한빛시·누리데이터재단 업무협약(안)
한빛시(이하 '갑')와 누리데이터재단(이하 '을')은 아래와 같이 협약함.
1. 갑의 역할
 - 사업장 무상 제공
 - 홍보 지원(매월 1회)
2. 을의 역할
 - 교육과정을 2025. 6. 30.까지 개발
 - 수료생 명단을 갑에게 제출할 것
 - 개인정보를 외부에 유출하지 않을 것
3. 공동 추진 사항
 - 갑과 을은 공동으로 성과보고회를 개최함
 - 양 기관은 성과 확산을 위해 노력하기로 함
 - 갑은 필요 시 을에게 자료를 요청할 수 있음
"""

MINUTES = """실무협의회 회의록
일시: 2025. 3. 12.(수) 14:00
참석자: 새벽교통공사(이하 공사) 김도윤 과장, 이서아 주무관 / 누리데이터협회 박하준 팀장, 최지우 대리

1. 논의 내용
 김 과장: 데이터 목록은 다음 주까지 보내드리겠습니다.
 박 팀장: 저희는 5월에 강사를 채용할 계획입니다. 교육장이 넓으면 좋겠습니다.
 최 대리: 예산 확보가 필요하다고 봅니다.
 - 공사는 하반기 행사 참여를 검토 중이라고 설명함
 - 협회는 홍보물 제작을 요청함
 - 데이터 표준화 방안에 대해 논의함
 - 추가 예산 확보 방안 검토 필요
2. 결정 사항
 - 공사는 3월 31일까지 데이터 목록을 송부하기로 함
 - 협회는 교육과정 초안을 마련할 것
 - 금액은 추후 논의하기로 함
3. 향후 계획
 - 협회: 강사 명단 제출
 - 공사: 교육장 확보
"""


def test_articles_with_roles_conditions_and_two_sides_in_one_sentence() -> None:
    found = facts_of(ARTICLES)
    city, foundation = "한빛시", "누리데이터재단"
    both = (city, foundation)
    assert [(modality, obligor, quote[:12].strip()) for modality, obligor, quote in told(found)] == [
        ("obligation", (city,), "사업 공간 제공"),
        ("obligation", (city,), "행정 지원"),
        ("obligation", (foundation,), "재단은 분기별로 실적을"),
        ("obligation", (city,), "재단은 분기별로 실적을"),
        ("permission", (city,), "사업비가 부족한 경우"),
        ("prohibition", both, "양 기관은 상대 기관의"),
        ("obligation", both, "협약 이행에 드는 비용"),
        ("best_effort", both, "양 기관은 본 협약을"),
    ]
    _, _, report, answer, support, secret, *_ = found.commitments
    assert (report.due_text, answer.due_text) == ("분기별로", "30일 이내에")
    assert support.condition == "사업비가 부족한 경우"
    assert secret.condition == "상대 기관의 동의 없이"


def test_the_short_style_binds_as_the_long_one_does() -> None:
    first, second = "한빛시", "누리데이터재단"
    assert told(facts_of(SHORT_STYLE)) == [
        ("obligation", (first,), "사업장 무상 제공"),
        ("obligation", (first,), "홍보 지원(매월 1회)"),
        ("obligation", (second,), "교육과정을 2025. 6. 30.까지 개발"),
        ("obligation", (second,), "수료생 명단을 갑에게 제출할 것"),
        ("prohibition", (second,), "개인정보를 외부에 유출하지 않을 것"),
        ("obligation", (first, second), "갑과 을은 공동으로 성과보고회를 개최함"),
        ("best_effort", (first, second), "양 기관은 성과 확산을 위해 노력하기로 함"),
        ("permission", (first,), "갑은 필요 시 을에게 자료를 요청할 수 있음"),
    ]


def test_minutes_tell_decisions_from_pledges_requests_and_talk() -> None:
    found = facts_of(MINUTES, "minutes", dt.date(2025, 3, 12))
    corporation, association = ("새벽교통공사",), ("누리데이터협회",)
    assert [(modality, obligor, quote) for modality, obligor, quote in told(found)] == [
        ("intent", corporation, "김 과장: 데이터 목록은 다음 주까지 보내드리겠습니다."),
        ("intent", association, "박 팀장: 저희는 5월에 강사를 채용할 계획입니다."),
        ("obligation", corporation, "공사는 3월 31일까지 데이터 목록을 송부하기로 함"),
        ("obligation", association, "협회는 교육과정 초안을 마련할 것"),
        ("obligation", association, "협회: 강사 명단 제출"),
        ("obligation", corporation, "공사: 교육장 확보"),
    ]
    assert found.commitments[2].due_on == dt.date(2025, 3, 31)


@pytest.mark.parametrize("ending", ENDINGS, ids=lambda each: each.example)
def test_each_ending_reads_its_example_and_no_earlier_one_does(ending: Ending) -> None:
    bare = re.sub(r"\s+", "", ending.example)
    assert next(each for each in ENDINGS if each.pattern.search(bare)) is ending
    assert modality_of(ending.example, plain_is_promise=ending.plain) == ending.modality
    assert not ending.plain or modality_of(ending.example, plain_is_promise=False) is None


def test_polite_and_plain_endings_are_read_alike() -> None:
    for polite, plain in (("자료를 제공해야 합니다.", "자료를 제공해야 한다."), ("보낼 예정입니다.", "보낼 예정이다.")):
        assert modality_of(polite, False) == modality_of(plain, False) is not None
