"""An HWP 5 file becomes sections: numbers, tables, text boxes and notes in, running headers out, locks told."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.extract import Extract, Limits
from ingest.formats.hwp import pattern, text_of
from ingest.formats.hwp_records import streams
from ingest.formats.refusal import Refused
from tests.ingest.office_files import hwp, ole, paragraph, record
from tests.letters import ROOT

DATA = ROOT.parent / "shared" / "data"


def read(body: bytes, info: bytes = b"", title: str = "") -> Extract:
    return text_of(streams(hwp(body, info, title=title)), Limits())


def control(name: str, level: int, *inside: bytes, data: bytes = b"") -> bytes:
    return record(0x47, level, name.encode()[::-1] + data) + b"".join(inside)


def cell(column: int, row: int, text: str, columns: int = 1, rows: int = 1, flags: int = 0) -> bytes:
    place = struct.pack("<HHI4H", 1, 0, flags, column, row, columns, rows)
    return record(0x48, 2, place) + paragraph(text, 2)


def shape(head: int, level: int, list_id: int) -> bytes:
    return record(0x19, 0, struct.pack("<I", head << 23 | level << 25) + bytes(26) + struct.pack("<HH", list_id, 0))


def numbering(*texts: str) -> bytes:
    levels = b"".join(bytes(12) + struct.pack("<H", len(text)) + text.encode("utf-16-le") for text in texts)
    return record(0x17, 0, levels + b"\0\0" + struct.pack("<7I", *[1] * 7))


def test_paragraphs_and_the_title() -> None:
    found = read(paragraph("업무협약서") + paragraph("제1조(목적) 협력한다."), title="업무협약서")
    assert (found.format, found.title, found.pages[0].text) == (
        "hwp",
        "업무협약서",
        "업무협약서\n제1조(목적) 협력한다.",
    )


def test_automatic_numbers_are_in_the_text_and_outlines_are_headings() -> None:
    info = (
        numbering("제^1조", "^1.^2", *["^3)"] * 5) + shape(0, 0, 0) + shape(2, 0, 1) + shape(2, 1, 1) + shape(1, 0, 0)
    )
    outlined = paragraph("", 0, 0, control("secd", 1, data=bytes(14) + struct.pack("<H", 1)))
    page = read(
        outlined
        + paragraph("목적", 0, 1)
        + paragraph("비용", 0, 2)
        + paragraph("기간", 0, 1)
        + paragraph("개요", 0, 3),
        info,
    ).pages[0]
    assert page.text == "제1조 목적\n1.1 비용\n제2조 기간\n제1조 개요"
    assert [(page.text[one.start : one.end], one.level) for one in page.headings] == [("제1조 개요", 1)]


def test_patterns_name_one_level_or_all_of_them() -> None:
    assert [pattern(text, 1) for text in ("^2.", "^n", "(^N)", "100%")] == ["%2.", "%1.%2", "(%1.%2.)", "100"]


def test_a_table_keeps_its_cells_spans_and_header() -> None:
    table = control(
        "tbl ",
        1,
        record(0x4D, 2, bytes(20)),
        cell(0, 0, "구분", columns=2, flags=1 << 18),
        cell(0, 1, "분담금"),
        cell(1, 1, "3월"),
    )
    page = read(paragraph("표", 0, 0, table) + paragraph("끝")).pages[0]
    assert page.text == "표\n구분\n분담금\t3월\n끝"
    first = page.tables[0].cells[0]
    assert (first.row, first.column, first.columns, first.header) == (0, 0, 2, True)


def test_text_boxes_notes_and_captions_are_read_and_running_headers_are_not() -> None:
    box = control("gso ", 1, record(0x4C, 2), record(0x48, 3, bytes(20)), paragraph("글상자", 3))
    note = control("fn  ", 1, record(0x48, 2, bytes(16)), paragraph("각주 내용", 2))
    header = control("head", 1, record(0x48, 2, bytes(16)), paragraph("머리말", 2))
    caption = control(
        "tbl ",
        1,
        record(0x48, 2, bytes(16)),
        paragraph("<표 1>", 2),
        record(0x4D, 2, bytes(20)),
        cell(0, 0, "a"),
        cell(1, 0, "b"),
    )
    assert (
        read(paragraph("본문", 0, 0, box, note, header, caption)).pages[0].text
        == "본문\n글상자\n1) 각주 내용\n<표 1>\na\tb"
    )


def test_control_characters_in_the_text_are_no_letters() -> None:
    tab = "\x09" + "\x00" * 6 + "\x09"
    anchor = "\x0b" + "로테" + "\x00" * 4 + "\x0b"
    assert read(paragraph(f"갑{tab}을\n병{anchor}정\x18\x0d")).pages[0].text == "갑 을 병정-"


@pytest.mark.parametrize(("flags", "reason"), [(2, "encrypted"), (16, "encrypted"), (4, "empty")])
def test_locks_are_told(flags: int, reason: str) -> None:
    try:
        found = text_of(streams(hwp(paragraph("x"), flags=flags)), Limits()).reason
    except Refused as refusal:
        found = refusal.reason
    assert found == reason


def test_a_distribution_copy_without_its_key_is_locked() -> None:
    header = b"HWP Document File".ljust(32, b"\0") + struct.pack("<2I", 0x05000300, 4)
    with pytest.raises(Refused) as refusal:
        streams(ole({"FileHeader": header, "DocInfo": b"", "ViewText/Section0": b"x"}))
    assert refusal.value.reason == "locked"


def test_pictures_without_text_are_counted() -> None:
    picture = control("gso ", 1, record(0x4C, 2), record(0x55, 3))
    found = read(paragraph("", 0, 0, picture, picture))
    assert (found.reason, found.message) == ("no_text", "it holds 2 pictures and no text")


def test_tables_in_tables_in_tables_end() -> None:
    deep = b"".join(
        paragraph("", 3 * at)
        + control("tbl ", 3 * at + 1, record(0x4D, 3 * at + 2, bytes(20)), record(0x48, 3 * at + 2, bytes(16)))
        for at in range(330)
    )
    assert read(deep + paragraph("깊은 곳", 991)).reason in ("", "empty")


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_any_bytes_give_sections_or_a_reason(draw: st.DataObject) -> None:
    table = control("tbl ", 1, record(0x4D, 2, bytes(20)), cell(0, 0, "a"), cell(1, 0, "b"))
    whole = hwp(paragraph("표", 0, 1, table), numbering(*["^1."] * 7) + shape(2, 0, 1) * 2, title="표")
    data = bytearray(whole)
    for _ in range(draw.draw(st.integers(1, 12))):
        at = draw.draw(st.integers(0, len(data) - 1))
        data[at : at + draw.draw(st.integers(0, 8))] = draw.draw(st.binary(max_size=8))
    try:
        found = text_of(streams(bytes(data)), Limits())
    except Refused as refusal:
        assert refusal.reason
    else:
        assert found.reason or found.pages


@pytest.mark.skipif(not DATA.is_dir(), reason="the shared test files are not on this machine")
def test_real_files_are_read_as_hancom_shows_them() -> None:
    stress = DATA / "hwp-stress" / "pyhwp"

    def text(name: str) -> str:
        return text_of(streams((stress / name).read_bytes()), Limits()).pages[0].text

    assert "개요 세 번째 (새 번호)\n제1장 1\n제2장 2\n제1절 2-1" in text("lists.hwp")
    assert text("viewtext.hwp") == "pyhwp 테스트를 위한 배포 문서 예제입니다."
    assert "글상자" in text("textbox.hwp")
    assert "머리말" not in text("headerfooter.hwp")
