"""A passage is a clause, a headed section or a paragraph on exactly one page, in the page's own characters."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.extract import ExtractedPage
from ingest.passages import LARGEST_ENGLISH, LARGEST_KOREAN, split
from ingest.running import running_lines
from kb.domain import Passage

LINE = st.sampled_from(
    [
        "제1조 (목적) 이 협약은 양 기관의 협력을 목적으로 한다.", "제2조(유효기간)", "① 양 기관은 자료를 공유한다.", "Article 3", "3.1 Term",
        "The Parties shall meet twice a year.", "(a) to share the results;", "□ 추진 배경", "- 12 -", "", "   ", "붙임 1", "2023년 9월 6일",
        "서울디지털재단 이사장", "• item", "CHAPTER II", "a", "\x0c", "가. 협력 분야",
    ]
)  # fmt: skip
PAGE_TEXT = st.lists(LINE, max_size=25).map("\n".join) | st.text(max_size=400)


def pages(*texts: str) -> list[ExtractedPage]:
    return [ExtractedPage(str(number), text) for number, text in enumerate(texts, 1)]


def texts(found: list[Passage]) -> list[str]:
    return [passage.text for passage in found]


@given(st.lists(PAGE_TEXT, max_size=4))
def test_every_passage_is_the_characters_of_its_page_and_none_overlap(page_texts: list[str]) -> None:
    document = pages(*page_texts)
    found = split(document)
    for passage in found:
        assert document[passage.page - 1].text[passage.start : passage.end] == passage.text
        assert passage.text.strip()
    for one, following in pairwise(found):
        assert (one.page, one.end) <= (following.page, following.start)


@given(st.lists(PAGE_TEXT, min_size=1, max_size=4))
def test_every_character_of_a_page_is_in_a_passage_but_for_running_lines_and_white_space(page_texts: list[str]) -> None:
    document = pages(*page_texts)
    covered = [[False] * len(page.text) for page in document]
    for passage in split(document):
        covered[passage.page - 1][passage.start : passage.end] = [True] * len(passage.text)
    for page, held, left_out in zip(document, covered, running_lines(document), strict=True):
        position = 0
        for line in page.text.splitlines(keepends=True):
            first = position + len(line) - len(line.lstrip())
            if first not in left_out:
                lost = [index for index in range(position, position + len(line)) if not held[index]]
                assert not "".join(page.text[index] for index in lost).strip(), line
            position += len(line)


@pytest.mark.parametrize("word", ["협약서", "agreement "])
def test_no_passage_is_too_long_for_the_model(word: str) -> None:
    largest = max(LARGEST_KOREAN, LARGEST_ENGLISH) if word.isascii() else LARGEST_KOREAN
    text = word * 3000
    found = split(pages(text))
    assert max(len(passage.text) for passage in found) <= largest
    assert "".join("".join(texts(found)).split()) == "".join(text.split())


def test_each_korean_article_is_a_passage_under_its_title() -> None:
    found = split(
        pages("업무협약서\n제1조 (목적) 이 협약은 협력을 목적으로 한다.\n제2조 (유효기간) 이 협약은 2년간 유효하다.")
    )
    assert [passage.heading[-1:] for passage in found] == [(), ("제1조 (목적)",), ("제2조 (유효기간)",)]
    assert texts(found)[2] == "제2조 (유효기간) 이 협약은 2년간 유효하다."


def test_each_english_article_is_a_passage_under_its_title() -> None:
    found = split(pages("Article 1 Purpose\nThe Parties cooperate.\nArticle 2 Term\nIt lasts two years."))
    assert [passage.heading for passage in found] == [("Article 1 Purpose",), ("Article 2 Term",)]


def test_a_heading_goes_on_over_the_page_and_a_passage_does_not() -> None:
    found = split(
        pages("Article 4 Term\nThis Memorandum takes effect on", "the date of the last signature.\nArticle 5 Law")
    )
    assert [(passage.page, passage.heading[-1]) for passage in found] == [
        (1, "Article 4 Term"),
        (2, "Article 4 Term"),
        (2, "Article 5 Law"),
    ]


def test_headings_nest_by_depth() -> None:
    found = split(pages("제1장 총칙\n제1조 (목적) 목적이다.\n제2장 협력\n제2조 (분야) 분야이다."))
    assert found[-1].heading == ("제2장 협력", "제2조 (분야)")


def test_headers_and_footers_that_run_through_the_pages_are_in_no_passage() -> None:
    bodies = ["The Parties shall share data.", "The Parties shall hold meetings.", "The Parties shall report."]
    document = pages(*(f"MOU between SDF and TCA\n{body}\n{number} / 3" for number, body in enumerate(bodies, 1)))
    assert texts(split(document)) == bodies


def test_a_line_in_the_middle_of_the_pages_is_no_header_however_often_it_stands() -> None:
    body = "\n".join(f"Sentence number {n} of this page is here." for n in "abcd")
    document = pages(*(f"{body}\nThe Parties agree.\n{body}" for _ in range(3)))
    assert all("The Parties agree." in "".join(texts(split([page]))) for page in document)
    assert sum("The Parties agree." in passage.text for passage in split(document)) == 3


def test_a_passage_knows_its_own_language() -> None:
    found = split(pages("제1조 (목적) 양 기관은 협력한다.\nArticle 1 Purpose\nThe Parties cooperate."))
    assert [passage.language for passage in found] == ["ko", "en"]


def test_a_page_without_text_has_no_passage() -> None:
    assert [passage.page for passage in split(pages("", "제1조 (목적) 협력한다.", "\n \n"))] == [2]


def test_a_page_of_ten_megabytes_is_split_in_seconds() -> None:
    line = "제1조 (목적) 양 기관은 상호 협력하여 공동 연구를 수행하고 그 결과를 공유한다.\n"
    found = split(pages(line * (10_000_000 // len(line.encode()))))
    assert len(found) > 10_000
