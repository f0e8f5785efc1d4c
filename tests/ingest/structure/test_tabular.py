"""A row of a table is a passage: its own characters, and a reading that says them with their headers."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ingest.extract import Cell, ExtractedPage, Table
from ingest.structure.fitting import LARGEST_KOREAN
from ingest.structure.passages import split
from kb.domain import Passage

Span = tuple[str, int, int]


def page(before: str, rows: list[list[str | Span]], *, header: int = 0, after: str = "") -> ExtractedPage:
    """A page with a table as readers lay it: rows on lines, cells after tabs; a cell may be (text, rows, columns)."""
    text, cells = before, []
    begin = len(text)
    taken: set[tuple[int, int]] = set()
    for number, row in enumerate(rows):
        column = 0
        for place, cell in enumerate(row):
            words, down, across = (cell, 1, 1) if isinstance(cell, str) else cell
            while (number, column) in taken:
                column += 1
            taken |= {(number + r, column + c) for r in range(down) for c in range(across)}
            text += "\t" if place else ""
            cells.append(Cell(len(text), len(text) + len(words), number, column, down, across, number < header))
            text += words
            column += across
        text += "\n"
    end = len(text) - 1 if rows else len(text)
    return ExtractedPage("1", text + after, tables=(Table(begin, end, tuple(cells)),))


def readings(one: ExtractedPage) -> list[str]:
    return [passage.reading for passage in split([one]) if passage.reading]


MILESTONES: list[list[str | Span]] = [
    ["Milestone", "Start", "End"],
    ["Pilot report on the harbour", "1 March 2025", "30 June 2025"],
    ["Second round of trials", "", "28 February 2027"],
]


def test_a_row_reads_with_its_headers_and_is_its_own_characters() -> None:
    one = page("Annex A – Milestones\n", MILESTONES, header=1)
    rows = [passage for passage in split([one]) if passage.reading]
    assert [row.reading for row in rows] == [
        "Milestone: Pilot report on the harbour; Start: 1 March 2025; End: 30 June 2025",
        "Milestone: Second round of trials; End: 28 February 2027",
    ]
    assert rows[0].text == "Pilot report on the harbour\t1 March 2025\t30 June 2025"
    assert all(one.text[row.start : row.end] == row.text for row in rows)
    assert all(row.heading == ("Annex A – Milestones",) for row in rows)


def test_a_table_that_goes_on_over_a_page_keeps_its_headers() -> None:
    first, rest = page("", MILESTONES[:2]), page("", [MILESTONES[2]])
    assert [passage.reading for passage in split([first, rest]) if passage.reading][-1:] == [
        "Milestone: Second round of trials; End: 28 February 2027"
    ]
    apart = page("Another matter.\n", [MILESTONES[2]])
    assert not any("Milestone: Second" in passage.reading for passage in split([first, apart]))


def test_a_caption_is_in_the_path_of_the_rows_below_it() -> None:
    found = split([page("The plan is as follows.\nTable 2 Yearly plan of work\n", MILESTONES, header=1)])
    assert {row.heading for row in found if row.reading} == {("Table 2 Yearly plan of work",)}


def test_a_first_row_of_names_over_figures_is_a_header_though_unmarked() -> None:
    assert readings(page("", MILESTONES))[0].startswith("Milestone: Pilot report")


def test_a_table_without_headers_reads_as_its_cells() -> None:
    rows: list[list[str | Span]] = [
        ["제1차 회의를 서울에서 열었다", "2024. 3. 1.", "서울 본관 대회의실"],
        ["제2차 회의를 대만에서 열었다", "2024. 9. 1.", "타이베이 전시장 회의실"],
    ]
    assert readings(page("", rows))[0] == "제1차 회의를 서울에서 열었다; 2024. 3. 1.; 서울 본관 대회의실"


def test_two_columns_read_as_label_and_value_the_short_ones_together() -> None:
    rows: list[list[str | Span]] = [["일시", "2024. 3. 1."], ["장소", "서울"], ["참석", "국제협력팀장, " * 8]]
    found = readings(page("", rows))
    assert found[0] == "일시: 2024. 3. 1.\n장소: 서울"
    assert found[1].startswith("참석: 국제협력팀장")


def test_a_cell_over_several_rows_is_read_in_each_and_headers_over_several_columns_too() -> None:
    rows: list[list[str | Span]] = [
        [("기관", 2, 1), ("2025년 분담금", 1, 2)],
        ["상반기", "하반기"],
        [("서울디지털재단 국제협력팀", 2, 1), "시범사업에 3억원을 낸다", "전시회에 2억원을 낸다"],
        ["교육에 1억원을 낸다", "출판에 1억원을 낸다"],
    ]
    found = readings(page("", rows, header=2))
    assert found == [
        "기관: 서울디지털재단 국제협력팀; 2025년 분담금 상반기: 시범사업에 3억원을 낸다; 2025년 분담금 하반기: 전시회에 2억원을 낸다",
        "기관: 서울디지털재단 국제협력팀; 2025년 분담금 상반기: 교육에 1억원을 낸다; 2025년 분담금 하반기: 출판에 1억원을 낸다",
    ]


def test_a_row_longer_than_the_model_reads_is_cut_between_cells_and_inside_one() -> None:
    long = "협력 사업의 내용을 적는다. " * 60
    rows: list[list[str | Span]] = [["과제", "내용", "기한"], ["교차실증", long.strip(), "2025년 6월 30일"]]
    found = [passage for passage in split([page("", rows, header=1)]) if passage.reading]
    assert max(len(each.text) for each in found) <= LARGEST_KOREAN
    assert max(len(each.words) for each in found) <= LARGEST_KOREAN
    assert any("기한: 2025년 6월 30일" in each.reading for each in found)


def test_a_table_of_one_column_lays_out_text() -> None:
    found = split([page("", [["제1조 (목적) 협력한다."], ["제2조 (기간) 2년이다."]])])
    assert [passage.heading for passage in found] == [("제1조 (목적)",), ("제2조 (기간)",)]


def test_lines_of_tabs_below_a_line_of_names_are_rows_though_no_reader_said_so() -> None:
    text = "이행 계획\n과제\t담당\t기한\n교차실증 안내서\t서울디지털재단 국제협력팀\t2025년 6월 30일\n부스 배치안\t타이베이컴퓨터협회 전시팀\t2025년 1월 31일\n끝이다."
    found = split([ExtractedPage("1", text)])
    assert next(passage.reading for passage in found if passage.reading) == (
        "과제: 교차실증 안내서; 담당: 서울디지털재단 국제협력팀; 기한: 2025년 6월 30일"
    )


def test_a_tab_after_a_clause_number_makes_no_table() -> None:
    assert not any(passage.reading for passage in split([ExtractedPage("1", "1.\tPurpose\n2.\tTerm\n3.\tCosts")]))


CELL = st.tuples(*[st.integers(-2, 60)] * 2, *[st.integers(-1, 6)] * 2, *[st.integers(-1, 9)] * 2, st.booleans())


@given(
    st.text(alphabet="가나 ab\t\n.1", max_size=60), st.lists(CELL, max_size=12), st.integers(0, 60), st.integers(0, 60)
)
def test_whatever_a_reader_says_of_a_table_no_character_is_lost_or_told_twice(
    text: str, cells: list[tuple[int, int, int, int, int, int, bool]], start: int, end: int
) -> None:
    table = Table(start, end, tuple(Cell(*cell) for cell in cells))
    found: list[Passage] = split([ExtractedPage("1", text, source="section", tables=(table,))])
    for one, following in pairwise(found):
        assert one.end <= following.start
    left = list(text)
    for passage in found:
        assert text[passage.start : passage.end] == passage.text
        left[passage.start : passage.end] = " " * len(passage.text)
    assert not "".join(left).strip()
