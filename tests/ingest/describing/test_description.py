"""What a document is, is read from its own text, with the characters that say so."""

from __future__ import annotations

import datetime as dt
import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.describing.description import Description, Evidence, describe, languages_of
from ingest.extract import ExtractedPage
from kb.domain import Kind

FILE = Path("/x/문서 1.pdf")


def pages(*texts: str) -> list[ExtractedPage]:
    return [ExtractedPage(str(number), text) for number, text in enumerate(texts, 1)]


def said(*texts: str, metadata: str = "") -> Description:
    return describe(pages(*texts), metadata, FILE)


def shown(found: Description, *texts: str) -> dict[str, str]:
    """The characters that prove each field."""
    return {each.field: texts[each.page - 1][each.start : each.end] for each in found.evidence if each.source == "text"}


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("서울디지털재단과 타이베이컴퓨터협회 간 업무협약서", "mou"),
        ("양해각서", "mou"),
        ("신도시 디지털 트윈 업무협약서(안)", "mou"),
        ("Memorandum of Understanding", "mou"),
        ("Amendment No. 1", "mou"),
        ("JOINT VENTURE CONTRACT", "mou"),
        ("협약 이행 점검 회의록", "minutes"),
        ("Minutes of the meeting on the MOU", "minutes"),
        ("정책 브리프: 디지털 포용", "brief"),
        ("Policy Brief on Agreements", "brief"),
        ("조직도", "other"),
        ("Brieftaube", "other"),
        ("업무협약 체결 계획", "other"),
        ("차관협정서에 의한 외국법인의 과세 여부", "other"),
        ("업무협약 체결 협조 요청", "other"),
        ("물품 구매 입찰 공고", "other"),
    ],
)
def test_the_kind_is_what_the_title_calls_it(title: str, kind: Kind) -> None:
    assert said(title).kind == kind


def test_without_a_telling_title_the_top_of_the_first_page_with_text_tells() -> None:
    assert said("", "스캔 0007\n회 의 록\n일시: 2023. 9. 6.").kind == "minutes"


def test_a_word_far_down_the_page_does_not_tell_the_kind() -> None:
    assert said("\n".join(["조직도", *["줄 하나"] * 30, "업무협약서"])).kind == "other"


def test_a_press_release_and_a_letter_about_an_agreement_are_none() -> None:
    release = (
        "보도자료\n보도시점 2024. 6. 21.(금) 11:00\n서울과 타이베이, 스마트도시 업무협약\n두 기관은 협약을 맺었다."
    )
    found = said(release)
    assert (found.kind, found.title, found.dated_on) == (
        "other",
        "서울과 타이베이, 스마트도시 업무협약",
        dt.date(2024, 6, 21),
    )
    assert shown(found, release)["kind"] == "보도자료"
    letter = "서울디지털재단\n수신  타이베이컴퓨터협회장\n제목  업무협약서 송부\n1. 귀 기관의 발전을 기원합니다.\n시행 국제협력팀-1234 (2024. 3. 5.)"
    assert (said(letter).kind, said(letter).dated_on) == ("other", dt.date(2024, 3, 5))


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("제 목 : 2024년 정기회의 개최 안내\n내용", "2024년 정기회의 개최 안내"),
        ("간세1235-2209, 1977. 7. 25.\n[ 제 목 ]\n인쇄비의 과세 여부", "인쇄비의 과세 여부"),
        ("Subject: Renewal of the programme\nDear colleagues", "Renewal of the programme"),
        ("EXHIBIT 10.3\n JOINT VENTURE CONTRACT\nCHAPTER 1 GENERAL", "JOINT VENTURE CONTRACT"),
        ("STRATEGIC\nALLIANCE\nAGREEMENT\nThis Agreement is made", "STRATEGIC ALLIANCE AGREEMENT"),
        (
            "MEMORANDUM OF UNDERSTANDING\n on Smart City Services\nbetween\nTHE CITY",
            "MEMORANDUM OF UNDERSTANDING on Smart City Services",
        ),
        ("이동지원 로봇\n 교차실증 협약서\n2025년 3월 4일", "이동지원 로봇 교차실증 협약서"),
        ("견본 문서 | Sample document\n업무협약서\n제1조 (목적)", "업무협약서"),
        ("COLLABORATION AGREEMENT\nBY AND BETWEEN\nA PHARMA INC.", "COLLABORATION AGREEMENT"),
        ("서울디지털재단\n업무협약서\n제1조 (목적)", "업무협약서"),
        ("조직도 2024\n그림", "조직도 2024"),
        ("- 3 -\n\n연구 보고", "연구 보고"),
    ],
)
def test_the_title_is_what_the_first_page_says(text: str, title: str) -> None:
    assert said(text).title == title


def test_a_running_header_is_no_title() -> None:
    texts = (
        "협약 자료집\n디지털 배움을 위한 업무협약서\n본문이 있다.",
        "협약 자료집\n둘째 쪽이다.",
        "협약 자료집\n셋째 쪽이다.",
    )
    assert said(*texts).title == "디지털 배움을 위한 업무협약서"


def test_the_metadata_title_is_believed_where_the_page_bears_it_out() -> None:
    page = "업무협약서\n서울디지털재단과 타이베이컴퓨터협회는 다음과 같이 협약한다."
    stated = "서울디지털재단 타이베이컴퓨터협회 업무협약서"
    found = said(page, metadata=unicodedata.normalize("NFD", stated))
    assert found.title == stated
    assert Evidence("title", 0, 0, 0, "metadata") in found.evidence
    for other in (
        "Microsoft Word - x.doc",
        "Lease Agreement between Harbour Trust and Dock Company",
        "계약.hwp",
        "제목 없음",
    ):
        assert said(page, metadata=other).title == "업무협약서"


def test_without_text_the_metadata_and_else_the_file_name_is_the_title() -> None:
    assert said("", metadata="업무\n협약서").title == "업무 협약서"
    assert (said("", "").title, said("").evidence) == ("문서 1", (Evidence("title", 0, 0, 0, "name"),))
    assert len(said("", metadata="협약" * 5000).title) <= 200


@pytest.mark.parametrize(
    ("texts", "day"),
    [
        (
            ("회의록\n2022. 1. 1. 체결 협약 점검\n일 시: 2023. 9. 6. 14:00\n다음 회의: 2024. 1. 18.",),
            dt.date(2023, 9, 6),
        ),
        (("Minutes\nMOU of 1 May 2020\nDate: 10 April 2025",), dt.date(2025, 4, 10)),
        (
            ("MOU of 2019\nSigned at Taipei on 28 March 2023.\nValid until 27 March 2026.",),
            dt.date(2023, 3, 28),
        ),
        (
            ("Alliance Agreement\nMay 04, 2017\nThis Agreement is entered into as of the 26th day of May, 2017, by",),
            dt.date(2017, 5, 26),
        ),
        (("AGREEMENT made as of 31 December,\n        -----\n1996, between",), dt.date(1996, 12, 31)),
        (
            ("AMENDMENT No. 1\nThe parties signed a Memorandum on 20 May 2024.", "Seoul, 17 November 2025"),
            dt.date(2025, 11, 17),
        ),
        (
            ("JOINT AGREEMENT\nRECITALS\nA. a Selling Agreement effective as of December 1, 2002 was made.",),
            None,
        ),
        (
            ("업무협약서\n2020. 1. 1. 논의를 시작하여", "제9조 (기타)\n2023년 3월 28일\n이사장 김하나"),
            dt.date(2023, 3, 28),
        ),
        (("정책브리프\n2024. 2. 5.\n2023. 1. 1.",), dt.date(2024, 2, 5)),
        (("정책브리프 제12호",), None),
        (("안내\n신청 기한: 2026. 3. 31.까지\n「협력법」(법률 제1234호, 2020. 1. 1.)",), None),
    ],
)
def test_the_date_is_the_documents_own_day_or_none(texts: tuple[str, ...], day: dt.date | None) -> None:
    assert said(*texts).dated_on == day


def test_every_field_is_proved_by_characters_of_the_page() -> None:
    texts = ("업무협약서\n체결일: 2021년 7월 1일", "제1조 (목적)\n협력한다.")
    found = said(*texts)
    assert shown(found, *texts) == {"title": "업무협약서", "kind": "업무협약서", "dated_on": "2021년 7월 1일"}


def test_languages_are_those_of_a_tenth_of_the_letters_the_more_frequent_first() -> None:
    assert languages_of(pages("양 기관은 협력한다 " * 10, "SDF")) == ("ko",)
    assert languages_of(pages("양 기관은 협력한다 " * 3, "The Parties shall cooperate. " * 3)) == ("en", "ko")
    assert languages_of(pages("The Parties shall cooperate.")) == ("en",)
    assert languages_of(pages("", " ")) == ()


def test_a_header_on_every_page_makes_no_text_bilingual() -> None:
    assert languages_of(
        pages(*(f"Sample document - not executed\n양 기관은 {each} 협력한다." for each in "가나다"))
    ) == ("ko",)


@given(st.lists(st.text(max_size=300), max_size=3), st.text(max_size=40))
def test_any_text_has_a_description(texts: list[str], metadata: str) -> None:
    document = pages(*texts)
    found = describe(document, metadata, FILE)
    for each in found.evidence:
        assert each.source != "text" or document[each.page - 1].text[each.start : each.end].strip()


@pytest.mark.parametrize("piece", ["signed ", "일시:\n", "- - ", "A ", "[ ", "2024. 1. 1.\n", "시행 1", " "])
def test_a_long_page_of_anything_is_described_in_seconds(piece: str) -> None:
    began = time.monotonic()
    said(piece * (300_000 // len(piece)), metadata="x y z")
    assert time.monotonic() - began < 15
