"""What a document is, is read from its own text: kind, title, date and languages."""

from __future__ import annotations

import datetime as dt
import unicodedata
from pathlib import Path

import pytest

from ingest.description import date_of, kind_of, languages_of, title_of
from kb.domain import Kind, Page

FILE = Path("/x/문서 1.pdf")


def pages(*texts: str) -> list[Page]:
    return [Page(number, str(number), text) for number, text in enumerate(texts, 1)]


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("서울디지털재단과 타이베이컴퓨터협회 간 업무협약서", "mou"),
        ("양해각서", "mou"),
        ("Memorandum of Understanding", "mou"),
        ("Amendment No. 1", "mou"),
        ("협약 이행 점검 회의록", "minutes"),
        ("Minutes of the meeting on the MOU", "minutes"),
        ("정책 브리프: 디지털 포용", "brief"),
        ("Policy Brief on Agreements", "brief"),
        ("조직도", "other"),
        ("Brieftaube", "other"),
    ],
)
def test_the_kind_is_what_the_title_calls_it(title: str, kind: Kind) -> None:
    assert kind_of(title, pages("")) == kind


def test_without_a_telling_title_the_top_of_the_first_page_with_text_tells() -> None:
    assert kind_of("스캔 0007", pages("", "회 의 록\n일시: 2023. 9. 6.")) == "minutes"


def test_a_word_far_down_the_page_does_not_tell_the_kind() -> None:
    assert kind_of("조직도", pages("\n".join(["줄"] * 30 + ["업무협약서"]))) == "other"


def test_the_title_is_the_files_own_where_it_has_one() -> None:
    assert title_of(" 업무\n협약서 ", pages("회의록"), FILE) == "업무 협약서"
    assert title_of(unicodedata.normalize("NFD", "업무협약서"), [], FILE) == "업무협약서"


def test_else_the_title_is_the_line_that_names_a_kind() -> None:
    assert title_of("", pages("서울디지털재단\n업무협약서\n제1조 (목적)"), FILE) == "업무협약서"


def test_else_the_first_line_else_the_file_name() -> None:
    assert title_of("", pages("조직도 2024\n그림"), FILE) == "조직도 2024"
    assert title_of("", pages("", ""), FILE) == "문서 1"


def test_a_title_is_never_longer_than_a_line_on_screen_holds() -> None:
    assert len(title_of("협약" * 5000, [], FILE)) <= 200


def test_a_meeting_is_dated_by_its_date_line_not_by_the_dates_it_speaks_of() -> None:
    minutes = pages("회의록\n2022. 1. 1. 체결 협약 점검\n일 시: 2023. 9. 6. 14:00\n다음 회의: 2024. 1. 18.")
    assert date_of("minutes", minutes) == dt.date(2023, 9, 6)
    assert date_of("minutes", pages("Minutes\nMOU of 1 May 2020\nDate: 10 April 2025")) == dt.date(2025, 4, 10)


def test_an_agreement_is_dated_by_its_signing() -> None:
    assert date_of(
        "mou", pages("MOU of 2019\nSigned at Taipei on 28 March 2023.\nValid until 27 March 2026.")
    ) == dt.date(2023, 3, 28)


def test_an_agreement_without_words_of_signing_is_dated_by_its_last_page() -> None:
    mou = pages("업무협약서\n2020. 1. 1. 논의를 시작하여", "제9조 (기타)\n2023년 3월 28일")
    assert date_of("mou", mou) == dt.date(2023, 3, 28)


def test_another_document_is_dated_by_its_first_date_or_not_at_all() -> None:
    assert date_of("brief", pages("정책브리프\n2024. 2. 5.\n2023. 1. 1.")) == dt.date(2024, 2, 5)
    assert date_of("brief", pages("정책브리프 제12호")) is None


def test_languages_are_those_of_a_tenth_of_the_letters_the_more_frequent_first() -> None:
    assert languages_of(pages("양 기관은 협력한다 " * 10, "SDF")) == ("ko",)
    assert languages_of(pages("양 기관은 협력한다 " * 3, "The Parties shall cooperate. " * 3)) == ("en", "ko")
    assert languages_of(pages("The Parties shall cooperate.")) == ("en",)
    assert languages_of(pages("", " ")) == ()
