"""The facts of real agreements as they are worded: openings, dates, terms, renewals, notices and laws in both languages."""

from __future__ import annotations

import datetime as dt
import time

import pytest

from kb.domain import Agreement
from tests.ingest.test_facts import facts

OPENING = (
    "SUPPLY AGREEMENT\n\nThis Supply Agreement (this “Agreement”) is made and entered into as of March 3, 2011 (the “Effective Date”) by and "
    "between Harbor Light, Inc., a corporation organized and existing under the laws of England and Wales, with its principal place of business "
    "at 12 Mill Street, Dayton, Ohio 45402 (“Harbor”), and North Fjord A/S, a Danish company (“Fjord”).\n\n"
    "WHEREAS, the parties wish to work together;\n\nNOW, THEREFORE, the parties agree as follows:\n\n1. Terms\n"
)
KOREAN_OPENING = (
    "업무협약서\n\n주식회사 한빛소프트(이하 “갑”이라 한다)와 오로라재단(이하 “을”이라 한다)은 다음과 같이 협약한다.\n\n"
    "제1조 (목적)\n이 협약은 협력을 목적으로 한다.\n제2조 (기간과 해지)\n"
)


def agreement(text: str) -> Agreement:
    found = facts(text).agreement
    assert found is not None
    return found


def names(text: str) -> list[str]:
    return [fact.value.names[0] for fact in agreement(text).parties]


@pytest.mark.parametrize(
    ("opening", "parties"),
    [
        (OPENING, ["Harbor Light, Inc.", "North Fjord A/S"]),
        (
            "등대 관측 협약서\n\n갑 한빛디지털재단\n을 푸른솔로봇 주식회사\n\n2024년 5월 2일\n\n제1조 (목적)\n갑과 을은 관측에 협력한다.\n",
            ["한빛디지털재단", "푸른솔로봇 주식회사"],
        ),
        (
            "THIS AGREEMENT is dated the 1st day of March 2019\n\nBETWEEN:\n(1) ALDER LIMITED, a company incorporated in England (“Alder”); and\n"
            "(2) BIRCH S.p.A., a company incorporated in Italy (“Birch”).\n",
            ["ALDER LIMITED", "BIRCH S.p.A."],
        ),
        (
            "CONSULTING AGREEMENT\nThis Consulting Agreement is entered into this 5th day of May, 2014, between Maple Works, LLC d/b/a Maple "
            'Studio, a Texas limited liability company (the "Company"), and John A. Smith, an individual (the "Consultant").\n',
            ["Maple Works, LLC d/b/a Maple Studio", "John A. Smith"],
        ),
        (
            "SUPPLY AGREEMENT\nThis Supply Agreement is made on 12 June 2008 between Ministry of Science and ICT (“MSIT”) and eWave Corporation "
            "(“eWave”).\n",
            ["Ministry of Science and ICT", "eWave Corporation"],
        ),
        (
            "COOPERATION AGREEMENT\nThis Agreement is made as of June 1, 2020, by and between Lark Holdings, Inc., a Delaware corporation (the "
            "“Company”), and Finch One LP, a Delaware limited partnership, Finch GP LLC, a Delaware limited liability company, and Finch Two LP, a "
            "Delaware limited partnership (collectively, the “Finch Parties”).\n",
            ["Lark Holdings, Inc.", "Finch One LP", "Finch GP LLC", "Finch Two LP"],
        ),
        (
            "COOPERATION AGREEMENT\nParty A: Xi’an River Energy Co., Ltd.\nLegal Representative: Li Na\nParty B: Lake County Gas Co., Ltd.\n",
            ["Xi’an River Energy Co., Ltd.", "Lake County Gas Co., Ltd."],
        ),
        (KOREAN_OPENING, ["주식회사 한빛소프트", "오로라재단"]),
    ],
)
def test_the_parties_are_those_the_opening_lists_with_their_whole_names(opening: str, parties: list[str]) -> None:
    assert names(opening) == parties


def test_what_a_party_is_called_becomes_a_name_of_it_unless_it_is_only_its_part() -> None:
    harbor, fjord = (fact.value for fact in agreement(OPENING).parties)
    assert (harbor.names, fjord.names) == (("Harbor Light, Inc.", "Harbor"), ("North Fjord A/S", "Fjord"))
    roles = OPENING.replace("(“Harbor”)", "(the “Buyer”)")
    assert agreement(roles).parties[0].value.names == ("Harbor Light, Inc.",)


def test_what_is_defined_beside_the_opening_is_no_party() -> None:
    text = OPENING + "1.1 The Export Control Act (“ECA”) applies. Pine Data Corporation (“Pine”) hosts the service.\n"
    assert names(text) == ["Harbor Light, Inc.", "North Fjord A/S"]


def test_a_paper_that_names_many_bodies_is_no_agreement() -> None:
    text = (
        "Science in Teams\n1. Background\nArbor State University (ASU) leads.\n2. Cases\nUniversity of Northland (UN) and Pine Institute (PI).\n"
        "3. Outlook\nMore will follow.\n4. End\nThanks.\n"
    )
    assert facts(text, "other").agreement is None


def test_an_opening_bears_the_date_and_may_call_it_the_effective_date() -> None:
    found = agreement(OPENING)
    assert found.signed_on is not None and found.effective_on is not None
    assert found.signed_on.value == found.effective_on.value == dt.date(2011, 3, 3)
    assert "March 3, 2011" in found.signed_on.citation.quote
    dated = agreement(OPENING.replace(" (the “Effective Date”)", ""))
    assert dated.signed_on is not None and dated.effective_on is None


def test_a_date_of_another_agreement_or_a_blank_is_not_its_date() -> None:
    other = OPENING.replace(
        "as of March 3, 2011 (the “Effective Date”)", "pursuant to that certain Deed dated as of March 3, 2011"
    )
    assert agreement(other).signed_on is None
    blank = agreement(OPENING.replace("as of March 3, 2011", "as of this ____ day of ______, 2011"))
    assert blank.signed_on is None and blank.draft is not None


def test_a_date_that_hangs_on_an_event_begins_no_term() -> None:
    event = OPENING.replace("as of March 3, 2011 (the “Effective Date”)", "as of March 3, 2011")
    event += "1.1 “Effective Date” means the date on which the Authority approves this Agreement.\n1.2 The term of this Agreement is ten (10) years.\n"
    found = agreement(event)
    assert (found.effective_on, found.expires_on) == (None, None)
    assert found.term is not None and found.term.value == "P10Y"


@pytest.mark.parametrize(
    ("clause", "expires"),
    [
        ("The initial term of this Agreement shall be five (5) years from the Effective Date.", dt.date(2016, 3, 2)),
        ("This Agreement shall commence on the Effective Date and shall continue for a period of three (3) years thereafter.", dt.date(2014, 3, 2)),
        ("This Agreement will remain in full force and effect until December 31, 2020.", dt.date(2020, 12, 31)),
        ("This Agreement shall expire on the fifth (5th) anniversary of the Effective Date.", dt.date(2016, 3, 2)),
        ("This Agreement shall terminate on the later of the third anniversary of the Effective Date and completion of the Project.", None),
        ("This Agreement shall continue until it is terminated.", None),
        ("The confidentiality obligations survive for a period of five (5) years after the term of this Agreement.", None),
        ("Each party shall keep insurance during the term of this Agreement and for a period of two (2) years thereafter.", None),
    ],
)  # fmt: skip
def test_the_last_day_is_written_or_follows_from_the_term_of_the_agreement_itself(
    clause: str, expires: dt.date | None
) -> None:
    fact = agreement(f"{OPENING}1.1 {clause}\n").expires_on
    assert (fact.value if fact else None) == expires


@pytest.mark.parametrize(
    ("clause", "renewal", "notice"),
    [
        ("This Agreement will automatically renew for one-year terms unless either party gives notice of non-renewal at least ninety (90) days prior to the end of a term.", "automatic", "P90D"),
        ("The term of this Agreement shall be automatically extended for additional periods of one year each unless a Party gives written notice at least six (6) months before its end.", "automatic", "P6M"),
        ("This Agreement may be renewed by written agreement of the parties.", "by_agreement", None),
        ("If Force Majeure lasts, the time for performance under this Agreement shall automatically be extended.", None, None),
        ("Either party may terminate this Agreement for any reason upon thirty (30) days’ prior written notice.", None, "P30D"),
        ("A party may terminate this Agreement if a breach is not cured within sixty (60) days’ written notice.", None, None),
    ],
)  # fmt: skip
def test_renewal_and_the_notice_that_stops_it(clause: str, renewal: str | None, notice: str | None) -> None:
    found = agreement(f"{OPENING}1.1 {clause}\n")
    assert (
        found.renewal.value if found.renewal else None,
        found.notice_period.value if found.notice_period else None,
    ) == (renewal, notice)


def test_the_notice_that_stops_a_renewal_comes_before_the_one_at_will_in_both_languages() -> None:
    english = agreement(
        f"{OPENING}1.1 This Agreement renews automatically each year unless a party gives notice not to renew ninety (90) days before its end.\n"
        "1.2 Either party may terminate this Agreement at any time upon thirty (30) days’ written notice.\n"
    )
    korean = agreement(
        f"{KOREAN_OPENING}① 만료 3개월 전까지 서면으로 통지하지 아니하면 이 협약은 1년씩 자동 연장된다.\n② 어느 한쪽은 30일 전에 서면으로 알리고 이 협약을 해지할 수 있다.\n"
    )
    assert english.notice_period is not None and english.notice_period.value == "P90D"
    assert korean.notice_period is not None and korean.notice_period.value == "P3M"


@pytest.mark.parametrize(
    ("clause", "law"),
    [
        ("This Agreement shall be governed by the laws of the State of New York, without regard to conflicts of law.", "New York"),
        ("THIS AGREEMENT SHALL BE GOVERNED BY THE LAWS OF THE COMMONWEALTH OF VIRGINIA WITHOUT REGARD TO CONFLICTS.", "Virginia"),
        ("This Agreement shall be construed under the internal laws of England and Wales.", "England and Wales"),
        ("This Agreement is governed by the laws of the Province of Ontario, Canada.", "Ontario, Canada"),
        ("This Agreement is governed by the laws of the State of Texas, United States of America.", "Texas"),
        ("All disputes under this Agreement are governed by English law.", "England"),
        ("This Agreement shall be governed by the published laws of the People's Republic of China.", "People's Republic of China"),
        ("Fjord is duly organized under the laws of Denmark and this Agreement binds it.", None),
        ("Each party shall comply with the laws of its country under this Agreement.", None),
    ],
)  # fmt: skip
def test_the_law_is_the_jurisdiction_alone(clause: str, law: str | None) -> None:
    fact = agreement(f"{OPENING}1.1 {clause}\n").governing_law
    assert (fact.value if fact else None) == law


def test_a_form_with_blanks_is_a_draft_without_dates() -> None:
    found = agreement(KOREAN_OPENING + "이 협약은 서명한 날부터 1년간 유효하다.\n\n    년   월   일\n")
    assert found.draft is not None
    assert (found.signed_on, found.effective_on, found.expires_on) == (None, None, None)


@pytest.mark.parametrize(
    "unit", ["agreement between ", "A", "_", "Alpha, Inc., ", "in witness whereof ", "governed by the laws of ", "(“("]
)
def test_a_hostile_line_is_read_in_time(unit: str) -> None:
    started = time.monotonic()
    facts(OPENING + unit * (200_000 // len(unit)) + "\n")
    assert time.monotonic() - started < 30
