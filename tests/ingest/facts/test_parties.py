"""Who the parties are: named by role, list, title, letter or signature; what is no name; who is meant by a word for some of them."""

from __future__ import annotations

import time

import pytest

from tests.ingest.test_facts import facts

KOREAN = "온빛문화재단", "주식회사 라온아트", "가온대학교"
FOUNDATION, UNIVERSITY, COMPANY = "Harbour Light Foundation", "North Fjord University", "North Fjord Systems Ltd"


def parties(text: str) -> list[str]:
    agreement = facts(text).agreement
    assert agreement is not None
    return [fact.value.names[0] for fact in agreement.parties]


def bound(text: str) -> list[tuple[str, ...]]:
    return [each.obligor for each in facts(text).commitments]


@pytest.mark.parametrize(
    ("opening", "expected"),
    [
        ("위탁기관 : 온빛문화재단\n수탁기관 : 주식회사 라온아트\n\n위 당사자는 다음과 같이 협약한다.\n", KOREAN[:2]),
        ("발주처: 온빛문화재단 (이하 “재단”이라 함)\n수행업체: 주식회사 라온아트 (이하 “회사”라 함)\n국외 상대방: 가온대학교(Gaon University, 이하 “대학”이라 함)\n위 당사자는 다음과 같이 약정한다.\n", KOREAN),
        ("“갑” : 온빛문화재단\n“을” : 주식회사 라온아트\n\n“갑”과 “을”은 다음과 같이 계약을 체결한다.\n", KOREAN[:2]),
        ("온빛문화재단과 가온대학교는 지역 문화 진흥을 위하여 다음과 같이 협약을 체결한다.\n", (KOREAN[0], KOREAN[2])),
        ("온빛문화재단(이하 ‘재단’)과 주식회사 라온아트(이하 ‘회사’, 둘을 함께 이를 때에는 ‘양 기관’)는 협약을 맺고, 가온대학교(이하 ‘대학’)는 협력기관으로서 이 협약에 함께한다.\n", KOREAN),
        ("당사자\n가. 온빛문화재단 (서울특별시 중구)\n나. 주식회사 라온아트 (부산광역시)\n다. 가온대학교 (대전광역시)\n", KOREAN),
        ("구분\t기관명\t대표자\n갑\t온빛문화재단\t이사장 김가람\n을\t주식회사 라온아트\t대표이사 이누리\n\n위 당사자는 다음과 같이 협약한다.\n", KOREAN[:2]),
    ],
)  # fmt: skip
def test_a_korean_agreement_names_its_parties_in_many_ways(opening: str, expected: tuple[str, ...]) -> None:
    found = parties(
        f"업무협약서\n\n{opening}\n제1조 (목적)\n이 협약은 전시를 목적으로 한다.\n제2조 (비용)\n비용은 각자 부담한다.\n"
    )
    assert found == list(expected)


@pytest.mark.parametrize(
    ("opening", "expected"),
    [
        (f"Party A: {FOUNDATION}\nParty B: {UNIVERSITY}\n\nThe Parties agree as follows:\n", (FOUNDATION, UNIVERSITY)),
        (f"Client: {FOUNDATION}\nProvider: {COMPANY}\n\nThe parties agree as follows:\n", (FOUNDATION, COMPANY)),
        (
            f"between\n\nthe Ministry of Ports of Valea\n\nand\n\nthe {FOUNDATION}\n\non Cooperation in Harbour Data\n\n"
            f"The Ministry of Ports of Valea (hereinafter “the Ministry”) and the {FOUNDATION} (hereinafter “the Foundation”),\n\n"
            "RECOGNISING the worth of ports; NOTING earlier talks;\n\nHAVE REACHED the following understanding:\n",
            ("Ministry of Ports of Valea", FOUNDATION),
        ),
        (
            f"between\n\n{FOUNDATION.upper()}\n\nand\n\n{UNIVERSITY.upper()}\n\n{FOUNDATION} (“HLF”) and {UNIVERSITY} (“NFU”), WHEREAS they share maps;\n\n"
            "HAVE AGREED AS FOLLOWS:\n",
            (FOUNDATION, UNIVERSITY),
        ),
        (
            "between\nHarbour Light Alliance (“HLA”)\nand\nNorth Fjord Community Trust (“the Trust”)\n\nPurpose\nThis MOU says how HLA and the Trust will work.\n",
            ("Harbour Light Alliance", "North Fjord Community Trust"),
        ),
        (
            f"This agreement is made between the City of Port Arden, Texas, a home-rule city (“CPA”) and {COMPANY}, a Nevada company (“NFS”).\n",
            ("City of Port Arden, Texas", COMPANY),
        ),
    ],
)  # fmt: skip
def test_an_english_agreement_names_its_parties_and_nothing_else(opening: str, expected: tuple[str, ...]) -> None:
    found = parties(f"MEMORANDUM OF UNDERSTANDING\n\n{opening}\n1. Duties\n1.1 Each party shall bear its own costs.\n")
    assert found == list(expected)


def test_where_nobody_is_defined_the_signatures_tell_the_parties() -> None:
    text = (
        f"AGREEMENT ON SHARED MAPS\n\n1. Duties\n1.1 {FOUNDATION} shall send its maps.\n1.2 {UNIVERSITY} will print them.\n\n"
        f"Signed for {FOUNDATION}          Signed for {UNIVERSITY}\n"
    )
    assert parties(text) == [FOUNDATION, UNIVERSITY]
    assert bound(text) == [(FOUNDATION,), (UNIVERSITY,)]


def test_a_role_before_a_name_means_the_party_in_the_articles() -> None:
    text = (
        "운영 위탁 협약서\n\n위탁기관 : 온빛문화재단\n수탁기관 : 주식회사 라온아트\n\n위 당사자는 다음과 같이 협약한다.\n\n제1조 (의무)\n"
        "① 위탁기관은 전시 공간을 제공한다.\n② 수탁기관은 결과를 매월 5일까지 위탁기관에 보고하여야 한다.\n"
    )
    assert bound(text) == [("온빛문화재단",), ("주식회사 라온아트",)]
    (first, second) = facts(text).parties
    assert "위탁기관" not in (*first.names, *second.names)


def test_quoted_roles_are_subjects_and_no_definitions() -> None:
    text = (
        "계약서\n\n“갑” : 온빛문화재단\n“을” : 주식회사 라온아트\n\n“갑”과 “을”은 다음과 같이 계약을 체결한다.\n\n제1조 (의무)\n"
        "① “갑”은 대금을 지급한다.\n② “을”은 작품을 인도하여야 한다.\n③ “갑”과 “을”은 비밀을 지켜야 한다.\n"
    )
    assert bound(text) == [("온빛문화재단",), ("주식회사 라온아트",), ("온빛문화재단", "주식회사 라온아트")]


def test_a_word_for_two_of_three_parties_means_those_two() -> None:
    korean = (
        "업무협약서\n\n온빛문화재단(이하 ‘재단’)과 주식회사 라온아트(이하 ‘회사’, 둘을 함께 이를 때에는 ‘양 기관’)는 협약을 맺고, 가온대학교(이하 ‘대학’)는 이 협약에 함께한다.\n\n"
        "제1조 (역할)\n① 양 기관은 작품을 공동으로 보관한다.\n② 세 기관은 매년 회의를 개최한다.\n"
    )
    assert bound(korean) == [KOREAN[:2], KOREAN]
    english = (
        f"MEMORANDUM OF UNDERSTANDING\n\nThe Ministry of Ports of Valea (the “Ministry”), {FOUNDATION} (“HLF”) and {UNIVERSITY} (the “University”), "
        "HLF and the University together referred to as the “Partners”, have agreed as follows:\n\n"
        "1. Duties\n1.1 The Partners shall train the pilots.\n1.2 Neither HLF nor the University shall sell the data.\n1.3 The Parties shall meet yearly.\n"
    )
    assert bound(english) == [
        (FOUNDATION, UNIVERSITY),
        (FOUNDATION, UNIVERSITY),
        ("Ministry of Ports of Valea", FOUNDATION, UNIVERSITY),
    ]
    assert facts(english).commitments[1].modality == "prohibition"


def test_a_letter_calls_its_writer_we_and_its_reader_you() -> None:
    text = (
        f"LETTER OF AGREEMENT\n\n3 March 2026\n\nDear Ms Quill,\n\nThis letter of agreement sets out what {FOUNDATION} (“we”, “us” or “the Foundation”) and {COMPANY} "
        "(“you”) have agreed.\n\nWe will pay you EUR 400 by 1 May 2026. You will deliver the maps within 10 days. Our engineers will test them. "
        "Each of us shall keep the data secret. Neither the Foundation nor the Company shall be liable to the other.\n"
    )
    assert bound(text) == [(FOUNDATION,), (COMPANY,), (FOUNDATION,), (FOUNDATION, COMPANY)]
    assert facts(text).commitments[0].obligee == (COMPANY,)
    assert [party.names for party in facts(text).parties] == [(FOUNDATION,), (COMPANY,)]


def test_a_title_at_the_end_of_a_passage_says_whose_duties_follow() -> None:
    first = "".join(f"• Provide {count} water-testing kits to the other side by June\n" for count in range(3, 14))
    text = (
        "MEMORANDUM OF UNDERSTANDING\n\nbetween\nHarbour Light Alliance (“HLA”)\nand\nNorth Fjord Trust Fund (“NFT”)\n\n"
        f"Responsibilities of Harbour Light Alliance\n{first}\nResponsibilities of North Fjord Trust Fund\n• Recruit volunteers\n• Submit reports\n"
    )
    assert bound(text)[-3:] == [("Harbour Light Alliance",), ("North Fjord Trust Fund",), ("North Fjord Trust Fund",)]


def test_who_fails_pays_the_other() -> None:
    text = (
        "계약서\n\n온빛문화재단(이하 “갑”이라 한다)과 주식회사 라온아트(이하 “을”이라 한다)는 다음과 같이 계약을 체결한다.\n\n제1조 (지체)\n"
        "을이 정당한 사유 없이 기한을 지키지 못한 때에는 하루마다 대금의 1,000분의 1을 갑에게 납부하여야 한다.\n"
    )
    assert bound(text) == [("주식회사 라온아트",)]


def test_a_line_that_begins_with_draft_marks_a_draft() -> None:
    text = (
        "DRAFT of 2 March 2026 – for consultation; not yet approved by any of those named below\n\nMEMORANDUM OF UNDERSTANDING\n\n"
        f"between\n\n{FOUNDATION} (“HLF”)\n\nand\n\n{UNIVERSITY} (“NFU”)\n\n1. Duties\n1.1 HLF shall send maps.\n"
    )
    agreement = facts(text).agreement
    assert agreement is not None and agreement.draft is not None


def test_the_letterhead_of_minutes_is_who_keeps_them() -> None:
    text = (
        "MINISTRY OF PORTS OF VALEA\n\nMinutes of the meeting of 3 March 2026\n\n1. Maps\n"
        'The chair recalled that the Ministry and Elmer College ("the College") had met before.\n'
        "The College will send its maps by 1 May 2026. The Ministry will print them.\n"
    )
    found = facts(text, kind="minutes").commitments
    assert [each.obligor for each in found] == [("Elmer College",), ("Ministry of Ports of Valea",)]


@pytest.mark.parametrize(
    "unit", ["가과 ", "갑과 을은 ", "위탁기관 : ", "재단, ", "Signed for ", "neither the ", "Client: The "]
)
def test_a_hostile_opening_is_read_in_time(unit: str) -> None:
    started = time.monotonic()
    facts(f"업무협약서\n\n{unit * (100_000 // len(unit))}\n\n제1조 (목적)\n이 협약은 협력을 목적으로 한다.\n")
    assert time.monotonic() - started < 15
