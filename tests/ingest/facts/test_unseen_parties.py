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


def test_a_slash_parts_the_organisations_of_a_list_and_a_company_is_listed_without_its_form() -> None:
    text = """제2차 협의체 회의록
참석: 한빛재단(이하 재단) 팀장 김하나, 주임 이두리 / 노을섬 물관리사무국(이하 사무국) 국장 박세찬 / 푸른기계㈜ 이사 최네온

1. 결정사항
가. 사무국은 5월 2일까지 수질 자료를 재단에 제출하기로 함.
나. 푸른기계는 6월 1일까지 시제품을 제작하기로 함.
"""
    facts = facts_of(text, "minutes")
    assert [party.ko for party in facts.parties] == ["한빛재단", "노을섬 물관리사무국", "푸른기계"]
    assert [each.obligor for each in facts.commitments] == [("노을섬 물관리사무국",), ("푸른기계",)]


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


def test_people_stand_before_their_organisation_in_brackets() -> None:
    text = """Working Group on Safe Streets
Minutes of Meeting No. 3
Present: A. Lind (Chair, Ostvik Town Council, “OTC”); B. Holt and C. Orr (Fen Ferry Authority, “FFA”); D. Pell (Kerbline CIC, “Kerbline”).
1. Signs
1.1 Kerbline will lend OTC ten signs until 1 May 2026.
1.2 FFA agreed to survey the landings by 1 June 2026.
"""
    assert [obligor for _, obligor, _ in told(facts_of(text, "minutes"))] == [("Kerbline",), ("FFA",)]


def test_a_turn_may_be_headed_by_an_organisation_and_its_people() -> None:
    text = """제2차 협의체 회의록
참석: 한빛재단(이하 재단) 팀장 김하나 / 노을섬 물관리사무국(이하 사무국) 국장 박세찬 / 해밀구청 과장 최네온

1. 발언 요지
○ 사무국(박세찬 국장)
    - 내년 상반기 중 측정소를 확대할 의사를 밝힘.
○ 해밀구청(최네온 과장)
    - 구청은 안전 인력 배치에 최대한 협조하겠다고 함.
"""
    assert [each.obligor for each in facts_of(text, "minutes").commitments] == [("노을섬 물관리사무국",), ("해밀구청",)]


def test_words_for_some_of_the_parties_mean_those_named_before_each() -> None:
    text = """협약서
다온대학교(이하 ‘다온대’), 가람대학교(이하 ‘가람대’), 주식회사 새솔(이하 ‘새솔’), 주식회사 푸름(이하 ‘푸름’)은 다음과 같이 협약을 체결한다. 다온대와 가람대를 통칭하여 ‘학계’, 새솔과 푸름을 통칭하여 ‘후원기업’이라 한다.

제1조(역할)
① 후원기업은 결과물을 무상으로 사용할 수 있다.
② 학계는 5월 2일까지 보고서를 후원기업에 제출한다.
"""
    assert [each.obligor for each in facts_of(text).commitments] == [
        ("주식회사 새솔", "주식회사 푸름"),
        ("다온대학교", "가람대학교"),
    ]


def test_a_party_is_known_by_its_name_without_its_country() -> None:
    text = """협약서
한빛재단(이하 “재단”이라 한다)과 마레나공화국 소리시 도시혁신청(이하 “혁신청”이라 한다)은 협약을 체결한다.

제1조(역할)
소리시 도시혁신청은 5월 2일까지 자료를 제공한다.
"""
    assert facts_of(text).parties[1].other_names == ("소리시 도시혁신청",)


def test_an_action_is_marked_as_one_wherever_it_stands() -> None:
    text = """Minutes of Meeting No. 3
Present: A. Lind (Chair, Ostvik Town Council, “OTC”); B. Holt and C. Orr (Fen Ferry Authority, “FFA”).
1. Signs
1.1 The signs were seen.
ACTION 3.1: FFA to send the survey to OTC by 10 May 2026.
ACTION 3.2: OTC and FFA to issue a notice by 11 May 2026.
1.2 No member may quote the figures.
"""
    facts = facts_of(text, "minutes")
    assert [(modality, obligor) for modality, obligor, _ in told(facts)] == [
        ("obligation", ("FFA",)),
        ("obligation", ("OTC", "FFA")),
        ("prohibition", ("OTC", "FFA")),
    ]


def test_what_a_meeting_resolved_is_said_and_not_qualified() -> None:
    text = """Minutes of Meeting No. 3
Present: A. Lind (Chair, Ostvik Town Council, “OTC”); B. Holt and C. Orr (Fen Ferry Authority, “FFA”).
1. Signs
1.1 It was RESOLVED that OTC shall meet the costs of the signs, provided that FFA waives its fee.
"""
    assert [obligor for _, obligor, _ in told(facts_of(text, "minutes"))] == [("OTC",)]
