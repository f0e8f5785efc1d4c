"""An HWPX file becomes sections: numbers, tables, text boxes and notes in, deletions and running headers out."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.extract import Extract, Limits
from ingest.formats.hwpx import text_of
from ingest.formats.refusal import Refused
from tests.ingest.office_files import archive, hwpx


def p(text: str, shape: int = 0, inside: str = "") -> str:
    return f'<hp:p paraPrIDRef="{shape}"><hp:run><hp:t>{text}</hp:t>{inside}</hp:run></hp:p>'


def read(body: str, head: str = "", title: str = "") -> Extract:
    return text_of(hwpx(body, head, title), Limits())


def cell(column: int, row: int, content: str, columns: int = 1, header: int = 0) -> str:
    return (
        f'<hp:tc header="{header}"><hp:subList>{content}</hp:subList><hp:cellAddr colAddr="{column}" rowAddr="{row}"/>'
        f'<hp:cellSpan colSpan="{columns}" rowSpan="1"/></hp:tc>'
    )


def test_paragraphs_with_their_spaces_and_the_title() -> None:
    found = read(p("업무<hp:tab/>협<hp:nbSpace/>약") + p("제1조(목적)<hp:lineBreak/>협력"), title="업무 협 약")
    assert (found.format, found.title, found.pages[0].text) == ("hwpx", "업무 협 약", "업무 협 약\n제1조(목적) 협력")


def test_automatic_numbers_are_in_the_text_and_outlines_are_headings() -> None:
    head = (
        '<hh:numbering id="7"><hh:paraHead level="1" numFormat="DIGIT">제^1조</hh:paraHead>'
        '<hh:paraHead level="2" numFormat="HANGUL_SYLLABLE">^2.</hh:paraHead></hh:numbering><hh:bullet id="1" char="※"/>'
        '<hh:paraPr id="1"><hh:heading type="NUMBER" idRef="7" level="0"/></hh:paraPr>'
        '<hh:paraPr id="2"><hh:heading type="NUMBER" idRef="7" level="1"/></hh:paraPr>'
        '<hh:paraPr id="3"><hh:heading type="BULLET" idRef="1" level="0"/></hh:paraPr>'
        '<hh:paraPr id="4"><hh:heading type="OUTLINE" idRef="0" level="1"/></hh:paraPr>'
    )
    page = read(p("목적", 1) + p("비용", 2) + p("기간", 2) + p("기타", 1) + p("단서", 3) + p("개요", 4), head).pages[0]
    assert page.text == "제1조 목적\n가. 비용\n나. 기간\n제2조 기타\n※ 단서\n개요"
    assert [(page.text[one.start : one.end], one.level) for one in page.headings] == [("개요", 2)]


def test_a_table_keeps_its_cells_spans_and_header() -> None:
    rows = f"<hp:tr>{cell(0, 0, p('구분'), 2, 1)}</hp:tr><hp:tr>{cell(0, 1, p('분담금'))}{cell(1, 1, p('3월') + p('31일'))}</hp:tr>"
    page = read(
        p("표", inside=f"<hp:tbl><hp:caption><hp:subList>{p('표 1')}</hp:subList></hp:caption>{rows}</hp:tbl>")
    ).pages[0]
    assert page.text == "표\n표 1\n구분\n분담금\t3월 31일"
    assert (page.tables[0].cells[0].columns, page.tables[0].cells[0].header) == (2, True)


def test_text_boxes_and_notes_are_read_running_headers_comments_and_deletions_are_not() -> None:
    inside = (
        f"<hp:rect><hp:drawText><hp:subList>{p('글상자')}</hp:subList></hp:drawText></hp:rect>"
        f"<hp:ctrl><hp:footNote><hp:subList>{p('각주 내용')}</hp:subList></hp:footNote></hp:ctrl>"
        f"<hp:ctrl><hp:header><hp:subList>{p('머리말')}</hp:subList></hp:header></hp:ctrl>"
        f"<hp:ctrl><hp:hiddenComment><hp:subList>{p('숨은 설명')}</hp:subList></hp:hiddenComment></hp:ctrl>"
    )
    text = (
        read(p("두<hp:insertBegin/> 새<hp:insertEnd/><hp:deleteBegin/> 지운<hp:deleteEnd/> 기관", inside=inside))
        .pages[0]
        .text
    )
    assert text == "두 새 기관\n글상자\n1) 각주 내용"


def test_check_boxes_say_whether_they_are_ticked() -> None:
    boxes = '<hp:checkBtn caption="R&amp;&amp;D" value="CHECKED"/><hp:checkBtn caption="기타" value="UNCHECKED"/>'
    assert read(p("", inside=boxes)).pages[0].text == "☑ R&D ☐ 기타"


def test_pictures_without_text_are_counted() -> None:
    assert read(p("", inside="<hp:pic/>")).message == "it holds 1 pictures and no text"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (hwpx("", manifest="<manifest><encryption-data/></manifest>"), "encrypted"),
        (archive({"mimetype": "application/hwp+zip"}), "damaged"),
        (hwpx("<broken"), "damaged"),
    ],
)
def test_what_cannot_be_read_has_its_reason(data: bytes, reason: str) -> None:
    with pytest.raises(Refused) as refusal:
        text_of(data, Limits())
    assert refusal.value.reason == reason


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_xml_gives_sections_or_a_reason(draw: st.DataObject) -> None:
    rows = f"<hp:tr>{cell(0, 0, p('a'))}{cell(1, 0, p('b'))}</hp:tr>"
    body = bytearray(p("표", 1, f"<hp:tbl>{rows}</hp:tbl>").encode())
    for _ in range(draw.draw(st.integers(1, 6))):
        at = draw.draw(st.integers(0, len(body)))
        body[at : at + draw.draw(st.integers(0, 6))] = draw.draw(
            st.sampled_from([b"", b"-1", b"99999999999", b"<hp:tc>", b"</hp:tc>", b"&", b'"'])
        )
    try:
        found = read(body.decode("utf-8", "replace"))
    except Refused as refusal:
        assert refusal.reason == "damaged"
    else:
        assert found.reason or found.pages
