"""HTML is read as a reader sees it: blocks are paragraphs, lists have marks, tables cells; what is hidden stays out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.extract import Extract, Limits
from ingest.formats.html import extract
from ingest.formats.refusal import Refused


def read(page: str) -> Extract:
    return extract(page.encode(), Limits())


def text(page: str) -> str:
    return read(page).pages[0].text


def test_title_headings_and_paragraphs() -> None:
    found = read(
        "<html><head><title>업무 협약</title></head><body><h1>협약서</h1><div>첫 <b>문</b>단</div>줄<h3>부칙</h3></body></html>"
    )
    page = found.pages[0]
    assert (found.title, page.text) == ("업무 협약", "협약서\n첫 문단\n줄\n부칙")
    assert [(page.text[one.start : one.end], one.level) for one in page.headings] == [("협약서", 1), ("부칙", 3)]


def test_a_line_break_is_soft_and_two_end_the_paragraph() -> None:
    assert text("one<br>two<br> <br>three") == "one two\nthree"


def test_lists_have_their_marks() -> None:
    page = "<ol start=3><li>c<li value=7><p>g</p><p>more</p><ul><li>x</ul></ol><ol type=a><li>y</ol>end"
    assert text(page) == "3. c\n7. g\nmore\n• x\na. y\nend"


def test_hidden_parts_scripts_and_menus_stay_out() -> None:
    page = "<nav>menu</nav><p hidden>a</p><p style='color:red; DISPLAY: none'>b</p><script>c</script><style>d</style><template>e</template><p>shown</p><!-- f -->"
    assert text(page) == "shown"


def test_a_table_keeps_spans_header_and_caption() -> None:
    page = read(
        "<table><caption>표 1</caption><thead><tr><th colspan=2>구분<th>기한</thead>"
        "<tr><td rowspan=2>갑<td>1<td>2<tr><td>3<td><p>4</p><p>5</p></table>"
    ).pages[0]
    assert page.text == "표 1\n구분\t기한\n갑\t1\t2\n3\t4 5"
    places = [(cell.row, cell.column, cell.rows, cell.columns, cell.header) for cell in page.tables[0].cells]
    assert places == [
        (0, 0, 1, 2, True), (0, 2, 1, 1, True), (1, 0, 2, 1, False), (1, 1, 1, 1, False), (1, 2, 1, 1, False),
        (2, 1, 1, 1, False), (2, 2, 1, 1, False),
    ]  # fmt: skip


def test_a_layout_table_is_paragraphs() -> None:
    page = read("<table><tr><td><h2>제목</h2><p>본문</p></table>").pages[0]
    assert (page.text, page.tables, page.headings[0].level) == ("제목\n본문", (), 2)


def test_the_declared_encoding_is_taken() -> None:
    assert extract("<meta charset=euc-kr><p>서울 협약</p>".encode("euc-kr"), Limits()).pages[0].text == "서울 협약"


def test_entities_are_letters_and_none_is_expanded_into_a_bomb() -> None:
    assert text("<p>a&amp;b &#xd611;&nbsp;c") == "a&b 협 c"
    bomb = '<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><p>&b;</p>'
    assert "aaaaaaaaaaaa" not in text(bomb)


def test_elements_nested_without_end_are_refused_not_cut() -> None:
    with pytest.raises(Refused) as refusal:
        read("<p>start</p>" + "<div>" * 50_000 + "deep")
    assert refusal.value.reason == "damaged"
    assert text("<div>" * 245 + "deep") == "deep"


_TAGS = st.sampled_from(
    [
        "<table>",
        "<tr>",
        "<td rowspan=9>",
        "<th colspan=99999>",
        "</table>",
        "<ol>",
        "<li>",
        "<p>",
        "<br>",
        "</p>",
        "<h2>",
        "x",
        "가",
        "<!--",
        "<td",
        "\0",
        "&#0;",
        "<ul type=i>",
    ]
)


@given(st.lists(_TAGS | st.text(max_size=5), max_size=40).map("".join))
def test_any_page_gives_sections_or_a_reason(page: str) -> None:
    try:
        found = extract(page.encode("utf-8", "replace"), Limits())
    except Refused as refusal:
        assert refusal.reason == "not_text"
    else:
        assert found.pages or found.reason == "empty"
