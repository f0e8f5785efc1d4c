"""From pages of agreements and minutes to parties, terms and promises, each with the characters that prove it."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.extract import ExtractedPage
from ingest.facts import Facts, cite, extract
from ingest.structure.passages import split
from kb.domain import Commitment, Document, Kind, Page

KOREAN = """업 무 협 약 서
도서관 전자책 공동 이용에 관한 협약

한빛시립도서관(이하 “갑”이라 한다)과 오로라 디지털협회(Aurora Digital Association, 이하 “협회”라 한다)는 다음과
같이 협약한다.

제1조 (목적)
이 협약은 전자책의 공동 이용에 필요한 사항을 정함을 목적으로 한다.
제2조 (갑의 역할)
① 갑은 2024년 6월 30일까지 전자책 목록을 협회에 제공하여야
한다.
② 갑은 협회가 여는 강좌에 강의실을 빌려줄 수 있다.
③ 갑은 이용자의 기록을 제3자에게 넘겨서는 아니 된다.
제3조 (협회의 역할)
① 협회는 다음 각 호의 사항을 이행하여야 한다.
1. 전자책 열람기 20대를 2024년 상반기까지 설치
2. 사서 교육을 매년 2회 실시
② 협회는 새 전자책을 먼저 알리도록 노력한다.
③ 협회는 점자책 사업에 참여할 의사를 밝혔다.
④ 점자책의 예산에 관하여는 논의하였으나 정하지 아니하였다.
제4조 (공동의 역할)
양 기관은 협약을 체결한 날부터 30일 이내에 실무자를 지정하기로 한다.
제5조 (기간)
① 이 협약은 서명한 날부터 3년간 유효하다.
② 만료 2개월 전까지 서면으로 통지하지 아니하면 1년씩 자동 연장된다.
③ 어느 한쪽은 60일 전에 서면으로 알리고 이 협약을 해지할 수 있다.
제6조 (효력)
이 협약은 법적 구속력이 없으며, 대한민국 법을 준거법으로 한다.

2024년 3월 4일
"""

ENGLISH = """MEMORANDUM OF UNDERSTANDING
on the Exchange of Open Maps

This Memorandum of Understanding is made between the Aurora Mapping Agency (hereinafter referred to as the
"Agency") and Birch Valley Foundation ("BVF").

Article 1 Purpose
The purpose of this MOU is to set out how the Parties share maps.

Article 2 Undertakings
2.1 The Agency shall send BVF its street maps by 31 March 2025.
2.2 BVF agrees to translate the maps into Korean.
2.3 BVF will use its best efforts to find volunteers.
2.4 The Agency may publish the translations.
2.5 Neither Party shall sell the maps.
2.6 BVF intends to open a map library in 2026.
2.7 The Parties discussed satellite images, without reaching a conclusion.
2.8 Nothing in this MOU obliges either Party to pay the other.

Article 3 Term
3.1 This MOU enters into force on 1 February 2025 and remains in effect for two (2) years.
3.2 It may be renewed by written agreement of the Parties.
3.3 Either Party may terminate this MOU by giving thirty (30) days' prior written notice.
3.4 This MOU is legally binding and shall be governed by the laws of the Republic of Korea.

Signed on 15 January 2025
"""

MINUTES = """MINUTES
Second meeting on open maps
Date 6 May 2025
Attendees: Aurora Mapping Agency (AMA) Jo Lind; Birch Valley Foundation (BVF) Kim Ara

1. Discussion
The two sides discussed a common legend. BVF presented its volunteers.
BVF said that it would train twenty volunteers.
2. Decisions
AMA shall deliver the harbour map by 20 June.
It was agreed that BVF would check the names within two weeks of this meeting.
3. Action items
No Action Responsible Due
1 Draft the legend BVF 2025-07-15
2 Print the harbour map AMA 2025-08-01
"""


def document(text: str, kind: Kind, dated_on: dt.date | None = None) -> Document:
    pages = tuple(Page(number, str(number), each) for number, each in enumerate(text.split("\f"), 1))
    return Document("0" * 64, "sample.pdf", "/sample.pdf", "", kind, ("ko",), dated_on, pages)


def facts(text: str, kind: Kind = "mou", dated_on: dt.date | None = None) -> Facts:
    made = document(text, kind, dated_on)
    return extract(made, split([ExtractedPage(page.label, page.text) for page in made.pages]))


def promise(found: Facts, words: str) -> Commitment:
    (one,) = [each for each in found.commitments if words in " ".join(each.citation.quote.split())]
    return one


def test_parties_are_learned_from_their_definitions() -> None:
    library, association = facts(KOREAN).parties
    assert library.names == ("한빛시립도서관",)
    assert (association.ko, association.en) == ("오로라 디지털협회", "Aurora Digital Association")
    agency, foundation = facts(ENGLISH).parties
    assert agency.en == "Aurora Mapping Agency"
    assert foundation.names == ("Birch Valley Foundation", "BVF")


def test_the_fields_of_a_korean_agreement() -> None:
    agreement = facts(KOREAN).agreement
    assert agreement is not None
    assert "전자책 공동 이용" in agreement.title.value
    values = {name: fact.value for name, fact in agreement.facts() if name not in ("title", "party", "role")}
    assert values == {
        "signed_on": dt.date(2024, 3, 4),
        "effective_on": dt.date(2024, 3, 4),
        "expires_on": dt.date(2027, 3, 3),
        "term": "P3Y",
        "renewal": "automatic",
        "notice_period": "P2M",  # the notice that stops the automatic renewal, before the one at will
        "governing_law": "대한민국",
        "binding": False,
    }
    assert agreement.expires_on is not None and agreement.expires_on.trace


def test_the_fields_of_an_english_agreement() -> None:
    agreement = facts(ENGLISH).agreement
    assert agreement is not None
    values = {name: fact.value for name, fact in agreement.facts() if name not in ("title", "party", "role")}
    assert values == {
        "signed_on": dt.date(2025, 1, 15),
        "effective_on": dt.date(2025, 2, 1),
        "expires_on": dt.date(2027, 1, 31),
        "term": "P2Y",
        "renewal": "by_agreement",
        "notice_period": "P30D",
        "governing_law": "Republic of Korea",
        "binding": True,
    }


@pytest.mark.parametrize("missing", ["Signed on 15 January 2025", "2024년 3월 4일\n"])
def test_what_is_not_written_is_absent(missing: str) -> None:
    text = (ENGLISH if missing in ENGLISH else KOREAN).replace(missing, "")
    agreement = facts(text).agreement
    assert agreement is not None
    assert agreement.signed_on is None


@pytest.mark.parametrize(
    ("words", "modality", "obligor"),
    [
        ("목록을 협회에 제공", "obligation", "한빛시립도서관"),
        ("강의실을 빌려줄 수", "permission", "한빛시립도서관"),
        ("넘겨서는 아니", "prohibition", "한빛시립도서관"),
        ("열람기 20대", "obligation", "오로라 디지털협회"),
        ("사서 교육", "obligation", "오로라 디지털협회"),
        ("먼저 알리도록", "best_effort", "오로라 디지털협회"),
        ("점자책 사업에", "intent", "오로라 디지털협회"),
    ],
)
def test_a_korean_ending_says_what_kind_of_promise_it_is(words: str, modality: str, obligor: str) -> None:
    found = promise(facts(KOREAN), words)
    assert (found.modality, found.obligor) == (modality, (obligor,))


@pytest.mark.parametrize(
    ("words", "modality", "obligor"),
    [
        ("shall send BVF", "obligation", "Aurora Mapping Agency"),
        ("agrees to translate", "obligation", "Birch Valley Foundation"),
        ("best efforts", "best_effort", "Birch Valley Foundation"),
        ("may publish", "permission", "Aurora Mapping Agency"),
        ("map library", "intent", "Birch Valley Foundation"),
    ],
)
def test_an_english_verb_says_what_kind_of_promise_it_is(words: str, modality: str, obligor: str) -> None:
    found = promise(facts(ENGLISH), words)
    assert (found.modality, found.obligor) == (modality, (obligor,))


def test_both_sides_are_meant_by_the_words_for_both() -> None:
    assert promise(facts(KOREAN), "실무자를 지정").obligor == ("한빛시립도서관", "오로라 디지털협회")
    sale = promise(facts(ENGLISH), "sell the maps")
    assert (sale.modality, len(sale.obligor)) == ("prohibition", 2)


@pytest.mark.parametrize("words", ["논의하였으나", "목적으로", "협약한다", "구속력", "유효하다", "자동 연장"])
def test_what_is_discussed_defined_or_stated_is_no_korean_promise(words: str) -> None:
    assert not [each for each in facts(KOREAN).commitments if words in " ".join(each.citation.quote.split())]


@pytest.mark.parametrize("words", ["discussed", "purpose", "Nothing", "enters into force", "governed"])
def test_what_is_discussed_defined_or_stated_is_no_english_promise(words: str) -> None:
    assert not [each for each in facts(ENGLISH).commitments if words in each.citation.quote]


def test_due_dates_are_computed_from_what_is_written() -> None:
    korean, english = facts(KOREAN), facts(ENGLISH)
    assert promise(korean, "목록을 협회에").due_on == dt.date(2024, 6, 30)
    assert promise(korean, "열람기").due_on == dt.date(2024, 6, 30)
    assert promise(korean, "실무자").due_on == dt.date(2024, 4, 3)
    yearly = promise(korean, "사서 교육")
    assert (yearly.due_on, yearly.due_text) == (None, "매년 2회")
    assert promise(english, "shall send").due_text == "by 31 March 2025"


def test_minutes_hold_decisions_pledges_and_action_items() -> None:
    found = facts(MINUTES, "minutes", dt.date(2025, 5, 6))
    assert found.agreement is None
    kinds = {
        " ".join(each.citation.quote.split()): (each.modality, each.obligor, each.due_on) for each in found.commitments
    }
    agency, foundation = ("Aurora Mapping Agency",), ("Birch Valley Foundation",)
    assert kinds == {
        "BVF said that it would train twenty volunteers.": ("intent", foundation, None),
        "AMA shall deliver the harbour map by 20 June.": ("obligation", agency, dt.date(2025, 6, 20)),
        "It was agreed that BVF would check the names within two weeks of this meeting.": (
            "obligation", foundation, dt.date(2025, 5, 20),
        ),
        "1 Draft the legend BVF 2025-07-15": ("obligation", foundation, dt.date(2025, 7, 15)),
        "2 Print the harbour map AMA 2025-08-01": ("obligation", agency, dt.date(2025, 8, 1)),
    }  # fmt: skip


def test_a_draft_is_marked_and_has_no_signature() -> None:
    text = KOREAN.replace("업 무 협 약 서", "업무협약서(안)").replace("2024년 3월 4일", "2024년  월  일")
    agreement = facts(text).agreement
    assert agreement is not None
    assert agreement.draft is not None and agreement.draft.value
    assert agreement.signed_on is None and agreement.expires_on is None


def test_bare_nouns_in_minutes_mean_the_house_itself() -> None:
    text = "회의록\n일시 2025년 5월 6일\n1. 결정\n재단은 안내서를 6월 10일까지 보내기로 하였다.\n재단은 강의실을 빌려줄 수 있다.\n"
    made = document(text, "minutes", dt.date(2025, 5, 6))
    found = extract(
        made,
        split([ExtractedPage(page.label, page.text) for page in made.pages]),
        our_names=("한빛문화재단", "Hanbit Culture Foundation"),
    )
    assert {each.obligor for each in found.commitments} == {("한빛문화재단",)}


def test_every_quote_is_the_page_itself() -> None:
    samples: tuple[tuple[str, Kind], ...] = ((KOREAN, "mou"), (ENGLISH, "mou"), (MINUTES, "minutes"))
    for text, kind in samples:
        made = document(text, kind)
        found = extract(made, split([ExtractedPage(page.label, page.text) for page in made.pages]))
        cited = [each.citation for each in found.commitments]
        if found.agreement is not None:
            cited += [fact.citation for _, fact in found.agreement.facts()]
        for citation in cited:
            assert made.page(citation.page).text[citation.start : citation.end] == citation.quote


def test_a_citation_of_nothing_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="no characters"):
        cite(document("one page", "mou"), 1, 4, 4)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from([*KOREAN.splitlines(), *ENGLISH.splitlines(), *MINUTES.splitlines(), "", "(“”)", "\f"]),
        max_size=30,
    )
)
def test_any_order_of_lines_is_read_without_inventing_text(lines: list[str]) -> None:
    made = document("\n".join(lines), "mou")
    for each in extract(made, split([ExtractedPage(page.label, page.text) for page in made.pages])).commitments:
        assert each.citation.quote in made.page(each.citation.page).text
