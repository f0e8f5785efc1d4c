"""A DOCX file becomes sections: clause numbers, tables, text boxes and notes in, deletions, comments and running headers out."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.extract import Extract, ExtractedPage, Limits
from ingest.formats.docx import text_of
from ingest.formats.refusal import Refused
from tests.ingest.office_files import archive, docx

_NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)


def body(content: str, **parts: str) -> Extract:
    """What is read of a document part with this content, and other parts by their stem."""
    found: dict[str, str | bytes] = {
        "word/document.xml": f"<w:document {_NAMES}><w:body>{content}</w:body></w:document>"
    }
    for stem, part in parts.items():
        root = f"<w:{stem}"
        found[f"word/{stem}.xml"] = part.replace(root, f"{root} {_NAMES}", 1)
    return text_of(archive(found), Limits())


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def cells(page: ExtractedPage) -> list[tuple[str, int, int, int, int]]:
    return [
        (page.text[c.start : c.end], c.row, c.column, c.rows, c.columns) for table in page.tables for c in table.cells
    ]


def lists(*levels: str, more: str = "") -> str:
    made = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{level.split("|")[0]}"/><w:lvlText w:val="{level.split("|")[1]}"/></w:lvl>'
        for at, level in enumerate(levels)
    )
    return f'<w:numbering><w:abstractNum w:abstractNumId="0">{made}</w:abstractNum><w:num w:numId="5"><w:abstractNumId w:val="0"/></w:num>{more}</w:numbering>'


def numbered(text: str, level: int = 0, list_id: int = 5) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')


def test_headings_have_their_level_and_a_standing_title_is_kept() -> None:
    def write(document: Any) -> None:
        document.core_properties.title = "업무협약서"
        document.add_heading("업무협약서", 0)
        document.add_heading("제1조 (목적)", 2)
        document.add_paragraph("두 기관은\n협력한다.")

    found = text_of(docx(write), Limits())
    page = found.pages[0]
    assert (found.format, found.title, page.text) == (
        "docx",
        "업무협약서",
        "업무협약서\n제1조 (목적)\n두 기관은 협력한다.",
    )
    assert [(page.text[one.start : one.end], one.level) for one in page.headings] == [
        ("업무협약서", 1),
        ("제1조 (목적)", 2),
    ]


@pytest.mark.parametrize(
    ("levels", "marks"),
    [
        (("decimal|%1.", "decimal|%1.%2"), ["1.", "1.1", "1.2", "2."]),
        (("decimal|제%1조", "ganada|%2."), ["제1조", "가.", "나.", "제2조"]),
        (("upperRoman|Article %1", "lowerLetter|(%2)"), ["Article I", "(a)", "(b)", "Article II"]),
        (("decimalEnclosedCircle|%1", "bullet|\uf0b7"), ["①", "•", "•", "②"]),
    ],
)
def test_clause_numbers_are_in_the_text(levels: tuple[str, ...], marks: list[str]) -> None:
    text = body("".join(numbered("목적", level) for level in (0, 1, 1, 0)), numbering=lists(*levels)).pages[0].text
    assert text.split("\n") == [f"{mark} 목적" for mark in marks]


def test_lists_of_one_kind_go_on_and_an_override_begins_anew() -> None:
    more = (
        '<w:num w:numId="6"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="7"><w:abstractNumId w:val="0"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="4"/></w:lvlOverride></w:num>'
    )
    content = "".join(numbered("x", 0, list_id) for list_id in (5, 6, 7, 7))
    assert body(content, numbering=lists("decimal|%1.", more=more)).pages[0].text == "1. x\n2. x\n4. x\n5. x"


def test_a_style_can_number_and_head() -> None:
    styles = (
        '<w:styles><w:style w:type="paragraph" w:styleId="A"><w:name w:val="Article"/><w:pPr><w:outlineLvl w:val="1"/>'
        '<w:numPr><w:numId w:val="5"/></w:numPr></w:pPr></w:style><w:style w:type="paragraph" w:styleId="B">'
        '<w:name w:val="Sub"/><w:basedOn w:val="A"/></w:style></w:styles>'
    )
    page = body(
        p("목적", '<w:pStyle w:val="B"/>') + p("기간", '<w:pStyle w:val="A"/>'),
        styles=styles,
        numbering=lists("decimal|제%1조"),
    ).pages[0]
    assert page.text == "제1조 목적\n제2조 기간"
    assert [heading.level for heading in page.headings] == [2, 2]


def test_merged_cells_keep_their_spans() -> None:
    def write(document: Any) -> None:
        table = document.add_table(3, 3)
        for row in range(3):
            for column in range(3):
                table.cell(row, column).text = f"{'가나다'[row]}{'abc'[column]}"
        table.cell(0, 1).merge(table.cell(0, 2)).text = "넓은"
        table.cell(1, 0).merge(table.cell(2, 0)).text = "높은"

    page = text_of(docx(write), Limits()).pages[0]
    assert page.text == "가a\t넓은\n높은\t나b\t나c\n다b\t다c"
    assert cells(page)[1:3] == [("넓은", 0, 1, 1, 2), ("높은", 1, 0, 2, 1)]


def test_a_marked_row_is_the_header_and_a_deleted_row_is_gone() -> None:
    row = "<w:tr><w:trPr>{}</w:trPr>{}</w:tr>"
    two = "<w:tc>{}</w:tc><w:tc>{}</w:tc>"
    table = (
        row.format("<w:tblHeader/>", two.format(p("갑 1"), p("을 2")))
        + row.format("<w:del/>", two.format(p("지운"), p("줄")))
        + row.format("", two.format(p("a"), p("b")))
    )
    page = body(f"<w:tbl>{table}</w:tbl>").pages[0]
    assert page.text == "갑 1\t을 2\na\tb"
    assert [cell.header for cell in page.tables[0].cells] == [True, True, False, False]


def test_insertions_are_kept_deletions_hidden_text_and_fields_commands_are_not() -> None:
    content = (
        "<w:p><w:ins><w:r><w:t>새 </w:t></w:r></w:ins><w:del><w:r><w:delText>지운 </w:delText></w:r></w:del>"
        "<w:moveFrom><w:r><w:t>옮긴 </w:t></w:r></w:moveFrom><w:r><w:rPr><w:vanish/></w:rPr><w:t>숨은 </w:t></w:r>"
        "<w:r><w:instrText>PAGE</w:instrText></w:r><w:hyperlink><w:r><w:t>링크</w:t></w:r></w:hyperlink>"
        "<w:r><w:tab/><w:t>끝</w:t><w:noBreakHyphen/><w:br/></w:r><w:sdt><w:sdtContent><w:r><w:t>칸</w:t></w:r></w:sdtContent></w:sdt></w:p>"
        f"<w:sdt><w:sdtPr/><w:sdtContent>{p('목차')}</w:sdtContent></w:sdt>"
    )
    assert body(content).pages[0].text == "새 링크 끝- 칸\n목차"


def test_text_boxes_are_read_once_and_notes_follow_their_paragraph() -> None:
    box = f"<w:txbxContent>{p('글상자')}</w:txbxContent>"
    content = (
        f'<w:p><w:r><w:t>본문</w:t><w:footnoteReference w:id="2"/></w:r><w:r><mc:AlternateContent><mc:Choice Requires="wps"><wps:txbx>{box}</wps:txbx>'
        f"</mc:Choice><mc:Fallback><v:textbox>{box}</v:textbox></mc:Fallback></mc:AlternateContent></w:r></w:p>{p('다음')}"
    )
    notes = f'<w:footnotes><w:footnote w:id="0">{p("---")}</w:footnote><w:footnote w:id="2">{p("각주 내용")}</w:footnote></w:footnotes>'
    assert body(content, footnotes=notes).pages[0].text == "본문\n글상자\n1) 각주 내용\n다음"


def test_running_headers_and_comments_stay_out() -> None:
    def write(document: Any) -> None:
        document.sections[0].header.paragraphs[0].text = "머리말"
        document.add_comment(document.add_paragraph("본문").runs, "의견")

    assert text_of(docx(write), Limits()).pages[0].text == "본문"


def test_a_strict_file_is_read_as_well() -> None:
    def strict(xml: str) -> str:
        return xml.replace(
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            "http://purl.oclc.org/ooxml/wordprocessingml/main",
        )

    assert (
        text_of(docx(lambda document: document.add_paragraph("본문"), {"document.xml": strict}), Limits()).pages[0].text
        == "본문"
    )


def test_pictures_without_text_are_told() -> None:
    assert body("<w:p><w:r><w:drawing><w:pic/></w:drawing></w:r></w:p>").message == "it holds 1 pictures and no text"


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_xml_gives_sections_or_a_reason(draw: st.DataObject) -> None:
    content = bytearray(
        (
            numbered("목적", 1)
            + f'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/><w:vMerge/></w:tcPr>{p("a")}</w:tc></w:tr></w:tbl>'
        ).encode()
    )
    for _ in range(draw.draw(st.integers(1, 6))):
        at = draw.draw(st.integers(0, len(content)))
        content[at : at + draw.draw(st.integers(0, 6))] = draw.draw(
            st.sampled_from([b"", b"-1", b"99999999999", b"<w:tc>", b"</w:tc>", b"&", b'"', b"<w:tbl/>"])
        )
    try:
        found = body(content.decode("utf-8", "replace"), numbering=lists("decimal|%1.%9"))
    except Refused as refusal:
        assert refusal.reason == "damaged"
    else:
        assert found.reason or found.pages
