"""Parties as agreements and minutes of any hand introduce them."""

from __future__ import annotations

from tests.ingest.facts.reading import facts_of, told


def test_a_cover_in_capitals_ends_where_the_sentence_below_begins() -> None:
    text = """MEMORANDUM OF UNDERSTANDING
between
THE OFFICE FOR HARBOUR SAFETY
and
CLEAR WATER RELIEF
The Office for Harbour Safety (hereinafter “OHS”), a public body with its seat in Ostvik, and Clear Water Relief (hereinafter “CWR”), a charity, agree as follows:

Article 1. Duties
OHS shall send CWR its charts by 1 May 2026.
"""
    facts = facts_of(text)
    assert [party.short or party.other_names[-1] for party in facts.parties] == ["OHS", "CWR"]
    assert [obligor for _, obligor, _ in told(facts)] == [("OHS",)]


def test_a_slash_parts_the_organisations_of_a_list_and_a_company_form_stands_behind_its_name() -> None:
    text = """제2차 협의체 회의록
참석: 한빛재단(이하 재단) 팀장 김하나, 주임 이두리 / 노을섬 물관리사무국(이하 사무국) 국장 박세찬 / 푸른기계㈜ 이사 최네온

1. 결정사항
가. 사무국은 5월 2일까지 수질 자료를 재단에 제출하기로 함.
나. 푸른기계는 6월 1일까지 시제품을 제작하기로 함.
"""
    facts = facts_of(text, "minutes")
    assert [party.ko for party in facts.parties] == ["한빛재단", "노을섬 물관리사무국", "푸른기계㈜"]
    assert [each.obligor for each in facts.commitments] == [("노을섬 물관리사무국",), ("푸른기계㈜",)]


def test_a_laboratory_and_the_office_of_a_university_are_parties() -> None:
    text = """협약서
가람대학교 산학협력단(이하 ‘가람대’), 주식회사 새솔(이하 ‘새솔’)은 다음과 같이 협약을 체결한다.

제1조(역할)
가람대는 5월 2일까지 조사를 마친다.
"""
    assert [party.ko for party in facts_of(text).parties] == ["가람대학교 산학협력단", "주식회사 새솔"]
    english = "AGREEMENT\nThe Ostvik Foundation (the “Foundation”) and the Brook Water Lab (the “Lab”) enter into this Agreement.\n\nArticle 1. Data\nThe Lab shall send a report by 1 May 2026.\n"
    assert [each.obligor for each in facts_of(english).commitments] == [("Brook Water Lab",)]


def test_a_long_name_is_read_over_the_end_of_a_line() -> None:
    text = "협약서\n다온공과대학교(이하 ‘다온공대’)와 별빛협회(이하 ‘협회’)는 다음과 같이 협약을 체결한다.\n\n제1조(역할)\n협회의 요청이 있으면 다온\n공대는 5월 2일까지 자료를 제공한다.\n"
    assert [each.obligor for each in facts_of(text).commitments] == [("다온공과대학교",)]


def test_a_heading_in_both_languages_stands_over_the_articles_of_both() -> None:
    text = """협약서
별빛재단(이하 “재단”)과 다온연구소(이하 “연구소”)는 다음과 같이 협약을 체결한다.
The Starlight Foundation (the “Foundation”) and the Daon Institute (the “Institute”) enter into this Agreement.

제1조 자료의 제공과 이용 / Article 1. Supply and use of data
1.1 재단은 연구소에 2026년 6월 30일까지 표본을 제공한다.
1.1 The Foundation shall supply the Institute with a sample by 30 June 2026.
"""
    assert [obligor for _, obligor, _ in told(facts_of(text))] == [("별빛재단",), ("별빛재단",)]
