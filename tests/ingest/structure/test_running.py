"""Running headers, footers and page numbers are no text of a page; headings and table headers that come back are."""

from __future__ import annotations

import pytest

from ingest.extract import Cell, ExtractedPage, Table
from ingest.structure.running import running_lines


def left(*texts: str, source: str = "text") -> list[list[str]]:
    """What is left of each page's lines."""
    pages = [
        ExtractedPage(str(n), text, source="section" if source == "section" else "text")
        for n, text in enumerate(texts, 1)
    ]
    found: list[list[str]] = []
    for page, out in zip(pages, running_lines(pages), strict=True):
        position, kept = 0, []
        for line in page.text.splitlines(keepends=True):
            if position not in out:
                kept.append(line.strip())
            position += len(line)
        found.append(kept)
    return found


def bodies(count: int) -> list[str]:
    return [f"Body {letter} begins.\nThe middle of {letter}.\nBody {letter} ends." for letter in "abcdefgh"[:count]]


@pytest.mark.parametrize(
    "number",
    ["- 3 -", "Page 3 of 9", "3/9", "3 / 9", "3", "iv", "– iv –", "3쪽", "총 9쪽 중 3쪽", "p. 3", "페이지 3", "| 3"],
)
def test_a_page_number_is_left_out_of_a_single_page(number: str) -> None:
    assert left(f"The Parties agree.\nThey meet.\n{number}") == [["The Parties agree.", "They meet."]]


@pytest.mark.parametrize("line", ["2024년 3월 4일", "12 명", "(a)", "제3조", "Article 3", "3. Costs", "총액 300"])
def test_a_last_line_that_says_something_stays(line: str) -> None:
    assert left(f"The Parties agree.\n{line}")[0][-1] == line


def test_headers_of_a_file_of_two_pages_are_left_out() -> None:
    one, other = bodies(2)
    assert left(f"MOU, draft 2\n{one}\n1 / 2", f"MOU, draft 2\n{other}\n2 / 2") == [one.split("\n"), other.split("\n")]


def test_left_and_right_headers_that_alternate_are_left_out() -> None:
    texts = [f"{'Harbour Agency' if n % 2 else 'Yearly report'}\n{body}" for n, body in enumerate(bodies(4))]
    assert left(*texts) == [body.split("\n") for body in bodies(4)]


def test_articles_that_begin_pages_are_no_header_for_all_their_likeness() -> None:
    texts = [f"Article {n}\n{body}" for n, body in enumerate(bodies(3), 1)]
    assert [page[0] for page in left(*texts)] == ["Article 1", "Article 2", "Article 3"]


def test_a_chapter_title_that_goes_on_as_a_header_stays_where_it_first_stands() -> None:
    texts = [f"제2장 협력의 원칙\n{body}" for body in bodies(4)]
    assert [page[0] == "제2장 협력의 원칙" for page in left(*texts)] == [True, False, False, False]


def test_the_header_row_of_a_table_on_every_page_is_the_tables() -> None:
    text = "Task\tOwner\tDue\nPilot\tAgency\tMay\nReport\tAgency\tJune"
    cells = tuple(Cell(start, start + 3, 0, column) for column, start in enumerate((0, 5, 11)))
    pages = [ExtractedPage(str(n), text, tables=(Table(0, len(text), cells),)) for n in (1, 2, 3)]
    assert running_lines(pages) == [frozenset()] * 3


def test_sections_of_a_file_without_pages_have_no_running_lines() -> None:
    texts = ["협약서\n첫 문단이다.\n3", "협약서\n둘째 문단이다.\n4"]
    assert left(*texts, source="section") == [text.split("\n") for text in texts]
