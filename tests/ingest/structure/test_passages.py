"""A passage is a clause, a headed section or a paragraph on exactly one page, in the page's own characters."""

from __future__ import annotations

import re
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.extract import ExtractedPage, Heading
from ingest.structure.passages import LARGEST_ENGLISH, LARGEST_KOREAN, split
from ingest.structure.running import running_lines
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


def paths(text: str) -> list[tuple[str, ...]]:
    return [passage.heading for passage in split(pages(text))]


@pytest.mark.parametrize(
    "heading",
    [
        "제3조(비용)", "제3조의2 (비용)", "제 3 조 【비용】", "제3조 비용", "Article 3", "ARTICLE III", "Section 2", "3. COSTS", "1.2 Costs of travel",
        "3.1.4 Costs", "부속서 1 세부 계획", "별첨 2", "[별지 제1호 서식]", "붙임1 추진 현황", "부 칙", "Annex A – Milestones", "Schedule 1", "Exhibit B",
        "APPENDIX 2: FORMS", "제2장 협력", "Chapter 2 Duties", "PART I", "Ⅱ. 추진 계획", "안건 1", "안건 2: 예산", "제1호 안건", "Agenda item 2 – Costs",
        "3. Any other business", "논의 사항", "□ 추진 배경", "가. 협력 분야", "RECITALS", "<협력 사례>",
    ],
)  # fmt: skip
def test_a_heading_is_in_the_path_of_what_stands_below_it(heading: str) -> None:
    below = "양 기관은 협력한다." if re.search("[가-힣]", heading) else "The Parties shall cooperate."
    assert paths(f"{heading}\n{below}") == [(" ".join(heading.split()),)]


@pytest.mark.parametrize(
    "line",
    [
        "제3조에 따라 정한 사항을 협의하고", "제2조 및 제4조", "제2조제1항의 사업", "20 May 2024", "12 명", "3.1 The Parties shall meet twice a year to review the progress",
        "1. 갑이 만든 교재 12종의 원본 파일을 2022년 4월 30일까지 을에게 제공", "2023. 9. 6.", "붙임과 같이 통보함", "붙임 1. 명단 1부.  끝.", "Exhibit 10.18",
        "제3조 비용 ........ 7", "4. Costs ............. 12", "Article 5 of the Agreement, as amended,",
    ],
)  # fmt: skip
def test_a_line_that_only_looks_like_a_heading_is_none(line: str) -> None:
    below = "양 기관은 협력한다." if re.search("[가-힣]", line) else "the progress of the work is reviewed."
    assert paths(f"{line}\n{below}") == [()]


def test_items_of_a_list_are_no_headings_and_nor_are_items_of_a_korean_article() -> None:
    assert set(paths("1. 홍보물 제작\n2. 전시관 운영\n3. 성과 공유")) == {()}
    assert set(paths("제2조 (사업)\n1. 전시관 운영\n양 기관이 함께 정한다.")) == {("제2조 (사업)",)}


def test_a_title_that_shares_its_line_with_the_text_is_the_heading() -> None:
    found = split(pages("5. Compensation Committee. The Company shall appoint two members.\n6. Fees. None are due."))
    assert [passage.heading for passage in found] == [("5. Compensation Committee",), ("6. Fees",)]


def test_the_title_below_an_articles_number_is_read_with_it() -> None:
    found = split(pages("ARTICLE 1\nDEFINITIONS\n1.1 Actions are what the parties do together."))
    assert {passage.heading for passage in found} == {("ARTICLE 1 DEFINITIONS",)}


def test_numbered_headings_nest_by_their_numbers() -> None:
    text = "Annex A – Plan\n1. Purpose\nIt is a plan.\n1.2 Scope of it\nIt is wide.\n1.2.1 Limits\nThere are some.\n2. Costs\nNone."
    assert paths(text)[-1] == ("Annex A – Plan", "2. Costs")
    text = "제1장 총칙\n제1절 목적\n제1조 (목적)\n협력한다.\n제2장 협력\n제2조 (분야)\n넓다."
    assert paths(text)[-1] == ("제2장 협력", "제2조 (분야)")


def test_a_heading_inside_a_passage_counts_for_what_follows() -> None:
    text = f"□ 배경\n짧다.\n□ 현황\n{'협력은 이어지고 있다. ' * 12}\n○ {'성과가 있었다. ' * 12}"
    assert paths(text)[-1] == ("□ 현황",)


def test_headings_that_the_file_marks_come_before_those_that_words_tell() -> None:
    text = "Background\nThe city grew.\nTravel\nStaff travel.\nCosts\nNone."
    marks = tuple(
        Heading(text.index(word), text.index(word) + len(word), level)
        for word, level in (("Background", 1), ("Travel", 2), ("Costs", 1))
    )
    found = split([ExtractedPage("1", text, source="section", headings=marks)])
    assert [passage.heading for passage in found] == [("Background",), ("Background", "Travel"), ("Costs",)]


def test_marked_levels_stand_where_their_numbered_headings_do() -> None:
    text = "업무협약서\n제1조 (목적)\n협력한다.\n제2조 (비용)\n각자 낸다."
    places = [(text.index(words), len(words), level) for words, level in (("업무협약서", 1), ("제1조 (목적)", 2))]
    marks = tuple(Heading(start, start + length, level) for start, length, level in places)
    found = split([ExtractedPage("1", text, headings=marks)])
    assert found[-1].heading == ("업무협약서", "제2조 (비용)")


@pytest.mark.parametrize(
    "block",
    [
        "IN WITNESS WHEREOF, the parties have signed this MOU.\nSeoul, 28 March 2023\nBy: ______\nName: Kim Hana\nTitle: President",
        "위 협약을 증명하기 위하여 협약서 2부를 작성한다.\n2023년 3월 28일\n서울디지털재단 이사장 김하나 (인)\n타이베이컴퓨터협회 회장",
        "Signed at Port Linden on 20 May 2024\nFor the Agency\nBy: ______",
        "2023년 3월 28일\n서울디지털재단\n이사장 김하나 (인)\n한빛협회\n회장 이두리 (직인)",
    ],
)  # fmt: skip
def test_a_signature_block_is_a_passage_of_its_own(block: str) -> None:
    body = (
        "제9조 (기타)\n정하지 아니한 사항은 협의한다.\n"
        if re.search("[가-힣]", block)
        else "9. Law\nThe law of Korea applies.\n"
    )
    found = split(pages(f"{body}{block}\nAnnex A – Plan\nThe plan is here."))
    signed = [passage for passage in found if passage.heading[-1] in ("서명", "Signatures")]
    assert texts(signed) == [block]
    assert found[-1].heading == ("Annex A – Plan",)


def test_a_table_of_contents_is_one_searchable_passage_and_heads_nothing() -> None:
    text = "목 차\n제1조 목적 ........ 3\n제2조 비용 ........ 7\n부속서 1 계획 ........ 9"
    found = split(pages(text, "제1조 (목적) 협력한다."))
    assert (texts(found)[0], found[0].heading) == (text, ("목 차",))
    assert found[1].heading == ("제1조 (목적)",)


def test_each_turn_of_a_speaker_is_a_passage_under_who_speaks() -> None:
    one, other = "교차실증 비용을 나누자고 제안한다. " * 6, "The association will report by June. " * 4
    found = split(
        pages(
            f"안건 1: 비용\n○ 김하나 팀장: {one}\nMs. Lee (TCA): {other}\n김 OO 과장 : {one}\n2. 다음 회의\n봄에 연다."
        )
    )
    assert [passage.heading for passage in found] == [
        ("안건 1: 비용", "김하나 팀장"),
        ("안건 1: 비용", "Ms. Lee (TCA)"),
        ("안건 1: 비용", "김 OO 과장"),
        ("2. 다음 회의",),
    ]


def test_short_turns_stay_together_under_none_of_the_speakers() -> None:
    found = split(pages("의장: 시작하겠습니다.\n김하나 팀장: 네.\n이두리 과장: 좋습니다."))
    assert [passage.heading for passage in found] == [()]


def test_a_turn_goes_on_over_the_page() -> None:
    found = split(pages(f"Ms. Lee: {'We shall report by June. ' * 6}", "And we shall send the list of companies."))
    assert [passage.heading for passage in found] == [("Ms. Lee",), ("Ms. Lee",)]


def test_names_before_a_colon_are_speakers_only_where_they_speak_again_and_again() -> None:
    form = "Project Lead: Kim\nProject Aim: exhibition\nProject Lead: Lee"
    assert set(paths(form)) == {()}
    talk = "\n".join(f"{who}: {'I shall send the list of companies. ' * 4}" for who in ("Anna Holm", "Yuri Tan") * 3)
    assert paths(talk)[:2] == [("Anna Holm",), ("Yuri Tan",)]


@pytest.mark.parametrize(
    "piece", ["a\tb\tc\n", "1. A\n", "[ ", ". ", "김 팀장: 네\n", "By:\n", "목차\n", "- ", "가 ", " ", "제1조", "(a) "]
)
def test_a_long_page_of_anything_is_split_in_seconds(piece: str) -> None:
    began = time.monotonic()
    split(pages(piece * (300_000 // len(piece))))
    assert time.monotonic() - began < 15
