"""What an agreement calls its parties, each with the characters that say so, in both languages."""

from __future__ import annotations

import pytest

from tests.ingest.facts.reading import facts_of

KO, EN = ("한빛문화재단", "오로라관광공사"), ("Hanbit Culture Foundation", "Aurora Tourism Association")
GAP_EUL = {KO[0]: ["갑"], KO[1]: ["을"]}
A_B = {EN[0]: ["Party A"], EN[1]: ["Party B"]}


def roles(text: str) -> dict[str, list[str]]:
    agreement = facts_of(text).agreement
    assert agreement is not None
    found: dict[str, list[str]] = {fact.value.names[0]: [] for fact in agreement.parties}
    for role in agreement.roles:
        found[role.value.party.names[0]].append(role.value.word)
        assert role.value.word in role.citation.quote, "the quote gives the word"
        assert any(name in " ".join(role.citation.quote.split()) for name in role.value.party.names), "and whose it is"
    return found


@pytest.mark.parametrize(
    ("opening", "expected"),
    [
        ("한빛문화재단(이하 “갑”이라 한다)과 오로라관광공사(이하 “을”이라 한다)는", GAP_EUL),
        ("한빛문화재단(이하 '재단')과 오로라관광공사(Aurora Tourism Corporation, 이하 '공사'라 함)는", {KO[0]: ["재단"], KO[1]: ["공사"]}),
        ("한빛문화재단(갑)과 오로라관광공사(을)는", GAP_EUL),
        ("한빛문화재단을 “갑”으로, 오로라관광공사를 “을”로 하여", GAP_EUL),
        ("한빛문화재단을 “갑”이라 하고 오로라관광공사를 “을”이라 하여", GAP_EUL),
        ("“갑” 한빛문화재단과 “을” 오로라관광공사는", GAP_EUL),
        ("갑: 한빛문화재단\n을: 오로라관광공사\n\n갑과 을은", GAP_EUL),
        ("한빛문화재단과 오로라관광공사(이하 “공사”)는", {KO[0]: [], KO[1]: ["공사"]}),
        ("한빛문화재단과 오로라관광공사는", {KO[0]: [], KO[1]: []}),
    ],
)  # fmt: skip
def test_a_korean_agreement_calls_its_parties(opening: str, expected: dict[str, list[str]]) -> None:
    assert (
        roles(f"업무협약서\n\n{opening} 다음과 같이 협약을 체결한다.\n\n제1조(목적) 양 기관은 협력한다.\n") == expected
    )


def test_a_korean_definition_clause_gives_the_words() -> None:
    text = "업무협약서\n\n한빛문화재단과 오로라관광공사는 다음과 같이 협약을 체결한다.\n\n제1조(정의) “재단”이란 한빛문화재단을 말한다. “공사”란 오로라관광공사를 말한다.\n"
    assert roles(text) == {KO[0]: ["재단"], KO[1]: ["공사"]}


@pytest.mark.parametrize(
    ("opening", "expected"),
    [
        (f"between {EN[0]} (“Party A”) and {EN[1]} (“Party B”) (each a “Party”).", A_B),
        (f"between {EN[0]}, as Party A, and {EN[1]}, as Party B.", A_B),
        (f"between {EN[0]} (hereinafter referred to as the Foundation) and {EN[1]} (hereinafter \"the Association\").",
         {EN[0]: ["Foundation"], EN[1]: ["Association"]}),
        (f"between {EN[0]}, a public body of Korea with its seat in Seoul (the “Lead Partner”), and {EN[1]} (“ATA”).",
         {EN[0]: ["Lead Partner"], EN[1]: ["ATA"]}),
        (f"between {EN[0]} and {EN[1]}.", {EN[0]: [], EN[1]: []}),
    ],
)  # fmt: skip
def test_an_english_agreement_calls_its_parties(opening: str, expected: dict[str, list[str]]) -> None:
    text = (
        f"MEMORANDUM OF UNDERSTANDING\n\nThis Memorandum is made {opening}\n\n1. Purpose\nThe Parties will cooperate.\n"
    )
    assert roles(text) == expected


def test_the_part_given_in_the_opening_binds_who_has_it() -> None:
    text = "업무협약서\n\n한빛문화재단을 “갑”으로, 오로라관광공사를 “을”로 하여 다음과 같이 협약을 체결한다.\n\n제1조(의무) 을은 자료를 제공하여야 한다.\n"
    assert [each.obligor for each in facts_of(text).commitments] == [(KO[1],)]


MEETING = "회의록\n\n일시: 2025년 3월 4일\n{}\n\n1. 논의\n참석 기관은 등대 자료를 6월까지 공유하기로 하였다.\n"
BOARD = (
    "Minutes of the Board\n\nDate: 4 March 2025\n{}\n\n1. Data\nThe members agreed to share the data by 30 June 2025.\n"
)
TWO = ("Harbour Council", "Birch Valley Foundation")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (MEETING.format("참석: 한빛문화재단 김하나 팀장, 한빛등대협회 이두리 국장\n참관: 푸른산림협회 박세찬 과장"), ("한빛문화재단", "한빛등대협회")),
        (MEETING.format("참석자\n- 한빛문화재단 김하나 팀장\n- 한빛등대협회 이두리 국장\n배석: 노을섬연구원 최연구 연구원"), ("한빛문화재단", "한빛등대협회")),
        (MEETING.format("참석자: 한빛문화재단 김하나 팀장, 한빛등대협회 이두리 국장, 푸른산림협회 박세찬 과장(옵서버)"), ("한빛문화재단", "한빛등대협회")),
        (MEETING.format("참석: 한빛문화재단 김하나 팀장, 한빛등대협회 이두리 국장\n배석: 한빛등대협회 박세찬 과장"), ("한빛문화재단", "한빛등대협회")),
        (BOARD.format("Present: Harbour Council (HC): Ada Lind; Birch Valley Foundation (BVF): Tom Holt\nObservers: Northern Ports Agency: Eve Stone"), TWO),
        (BOARD.format("Present:\nFor the Harbour Council: Ada Lind\nFor the Birch Valley Foundation: Tom Holt\nIn attendance:\nNorthern Ports Agency: Eve Stone"), TWO),
        (BOARD.format("Attendees: Ada Lind (Harbour Council), Tom Holt (Birch Valley Foundation), Eve Stone (Northern Ports Agency, observer)"), TWO),
    ],
)  # fmt: skip
def test_whoever_only_watches_a_meeting_is_not_bound_by_what_it_decides(text: str, expected: tuple[str, ...]) -> None:
    assert [each.obligor for each in facts_of(text, "minutes").commitments] == [expected]


def test_those_in_attendance_are_the_meeting_where_there_is_no_other_list() -> None:
    text = BOARD.format("In attendance:\nHarbour Council: Ada Lind\nBirch Valley Foundation: Tom Holt")
    assert [each.obligor for each in facts_of(text, "minutes").commitments] == [TWO]
