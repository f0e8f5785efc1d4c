"""Blocks become sections: one paragraph a line, begun at headings, neither tiny nor too long, tables with their cells."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ingest.extract import Extract, Limits
from ingest.formats.blocks import Block, Grid, GridCell, Paragraph, flat
from ingest.formats.sections import SECTION, cut, extracted, with_standing_title

LONG = "두 기관은 상호 협력한다. " * 30


def sections(*blocks: Block, limits: Limits | None = None) -> Extract:
    return extracted("docx", blocks, limits or Limits())


def grid(*rows: tuple[str, ...], header: bool = False) -> Grid:
    cells = (
        GridCell((Paragraph(text),), row, column, header=header and not row)
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
    )
    return Grid(tuple(cells))


def test_a_paragraph_is_a_line_and_a_citation_counts_them() -> None:
    page = sections(Paragraph("업무\n협약서"), Paragraph(" \t "), Paragraph("제1조(목적)\u00a0협력한다.")).pages[0]
    assert (page.label, page.source, page.text) == ("§1", "section", "업무 협약서\n제1조(목적) 협력한다.")


def test_a_section_begins_at_each_heading_of_the_highest_level_used_more_than_once() -> None:
    found = sections(
        Paragraph("Agreement", 1),
        *(
            block
            for name in ("Purpose", "Term")
            for block in (Paragraph(name, 2), Paragraph(LONG), Paragraph("Detail", 3), Paragraph(LONG))
        ),
    )
    assert [page.text.split("\n")[0] for page in found.pages] == ["Agreement", "Term"]
    page = found.pages[0]
    assert [(page.text[one.start : one.end], one.level) for one in page.headings] == [
        ("Agreement", 1),
        ("Purpose", 2),
        ("Detail", 3),
    ]


def test_without_headings_a_section_begins_at_each_clause() -> None:
    clauses = (
        "제1조(목적) ",
        "제2조의2 (비용) ",
        "제 3 조 【기간】",
        "Article 4. Term: ",
        "ARTICLE IV Term ",
        "Section 2.1 Costs ",
    )
    found = sections(*(Paragraph(clause + LONG) for clause in clauses))
    assert [page.text.split("\n")[0][:5] for page in found.pages] == [clause[:5] for clause in clauses]


def test_a_mention_of_a_clause_begins_no_section() -> None:
    found = sections(
        Paragraph(LONG), Paragraph("제3조에 따라 " + LONG), Paragraph("Article 3 of this Agreement applies. " + LONG)
    )
    assert len(found.pages) == 1


def test_a_tiny_section_goes_with_the_next_and_a_tiny_last_one_with_the_one_before() -> None:
    found = sections(Paragraph("제1조(목적) 짧다."), Paragraph("제2조(기간) " + LONG), Paragraph("제3조(서명) 짧다."))
    assert len(found.pages) == 1


def test_too_long_a_section_is_split_between_paragraphs_and_a_heading_stays_with_its_text() -> None:
    blocks = [Paragraph(LONG) for _ in range(60)]
    blocks[14] = Paragraph("heading of the rest", 3)
    found = sections(*blocks)
    assert all(len(page.text) <= SECTION for page in found.pages)
    assert "\n".join(page.text for page in found.pages).count("\n") == 59
    assert not any(page.text.split("\n")[-1] == "heading of the rest" for page in found.pages)


def test_a_table_is_rows_and_tabs_with_the_place_of_each_cell() -> None:
    page = sections(Paragraph("표"), grid(("구분", "기한"), ("분담금", "3월 31일"))).pages[0]
    assert page.text == "표\n구분\t기한\n분담금\t3월 31일"
    cells = page.tables[0].cells
    assert [page.text[cell.start : cell.end] for cell in cells] == ["구분", "기한", "분담금", "3월 31일"]
    assert [(cell.row, cell.column, cell.header) for cell in cells] == [
        (0, 0, True),
        (0, 1, True),
        (1, 0, False),
        (1, 1, False),
    ]


def test_a_form_of_labels_and_values_has_no_header_row() -> None:
    assert not any(
        cell.header for cell in sections(grid(("일시", "본관 회의실"), ("장소", "서울"))).pages[0].tables[0].cells
    )
    assert not any(
        cell.header for cell in sections(grid(("성명", "2024", "부서"), ("a", "b", "c"))).pages[0].tables[0].cells
    )
    assert sections(grid(("일시", "장소"), ("a", "b"), header=True)).pages[0].tables[0].cells[0].header


def test_one_column_is_layout_and_its_tables_stay_tables() -> None:
    inner = grid(("a", "b"), ("c", "d"))
    page = sections(Grid((GridCell((Paragraph("제목"), inner, Paragraph("끝")), 0, 0),))).pages[0]
    assert page.text == "제목\na\tb\nc\td\n끝"
    assert len(page.tables) == 1


def test_a_table_in_a_cell_is_read_within_it() -> None:
    outer = Grid((GridCell((Paragraph("x"), grid(("a", "b"))), 0, 0), GridCell((Paragraph("y"),), 0, 1)))
    assert sections(outer).pages[0].text == "x a b\ty"


def test_a_table_longer_than_a_section_is_split_between_rows() -> None:
    found = sections(grid(*((f"행 {number}", LONG) for number in range(40))))
    assert len(found.pages) > 1
    assert all(page.tables[0].cells[0].row == 0 for page in found.pages)
    assert sum(page.text.count("행 ") for page in found.pages) == 40


def test_no_text_is_a_reason_and_pictures_are_told() -> None:
    assert sections().reason == "empty"
    found = extracted("hwp", [], Limits(), pictures=3)
    assert (found.reason, found.message) == ("no_text", "it holds 3 pictures and no text")


def test_limits_cut_with_a_warning_and_refuse_too_many_sections() -> None:
    found = sections(Paragraph("협력" * 600), limits=Limits(page_text=100))
    assert len(found.pages[0].text) == 100
    assert "cut after 100 characters" in found.warnings[0]
    assert sections(*[Paragraph(LONG)] * 60, limits=Limits(pages=2)).reason == "too_large"


def test_a_title_left_over_from_another_document_is_dropped() -> None:
    page = sections(Paragraph("업무 협약서")).pages
    assert with_standing_title(Extract("hwp", "업무협약서", page)).title == "업무협약서"
    assert with_standing_title(Extract("hwp", "대안입찰", page)).title == ""


_BLOCKS = st.recursive(
    st.builds(Paragraph, st.text(max_size=200) | st.just("제1조(목적)") | st.just(LONG), st.integers(0, 4)),
    lambda inner: st.builds(
        Grid,
        st.lists(
            st.builds(
                GridCell,
                st.lists(inner, max_size=2).map(tuple),
                st.integers(0, 9),
                st.integers(0, 3),
                st.integers(1, 3),
            ),
            max_size=8,
        ).map(tuple),
    ),
    max_leaves=20,
)


@given(st.lists(_BLOCKS, max_size=40))
def test_no_letter_is_lost_and_offsets_fit(blocks: list[Block]) -> None:
    found = sections(*blocks)
    whole = "".join("".join(page.text.split()) for page in found.pages)
    assert sorted(whole) == sorted("".join(flat(blocks).split()))
    for page in found.pages:
        for table in page.tables:
            for cell in table.cells:
                assert table.start <= cell.start <= cell.end <= table.end <= len(page.text)
                assert "\t" not in page.text[cell.start : cell.end]
        assert all(0 <= heading.start < heading.end <= len(page.text) for heading in page.headings)
        assert all(cell.end <= 50 for table in cut(page, 50).tables for cell in table.cells)
