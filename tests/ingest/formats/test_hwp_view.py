"""An HWP or HWPX file is shown as drawn, in Korean letters, with its words' places; where drawing fails nothing is lost."""

from __future__ import annotations

import os
import struct

import pytest

from ingest.extract import Extract, ExtractedPage, Limits
from ingest.formats import hwp_view
from ingest.formats.hwp_fonts import put_fonts, renamed
from ingest.formats.hwp_view import letters, shown
from ingest.formats.hwpx import extract
from tests.ingest.office_files import hwpx
from tests.letters import ROOT

DATA = ROOT.parent / "shared" / "data"
BODY = '<hp:p><hp:run charPrIDRef="0"><hp:t>업무협약서 본문</hp:t></hp:run></hp:p>'


@pytest.fixture(autouse=True, scope="module")
def _fonts(tmp_path_factory: pytest.TempPathFactory) -> None:
    if not put_fonts(tmp_path_factory.mktemp("fonts")):
        if os.environ.get("CI") == "true":
            pytest.fail("fonts-nanum is missing")
        pytest.skip("fonts-nanum is not installed")


def test_the_sheets_show_the_letters_where_the_words_are_said_to_be() -> None:
    import pypdfium2 as pdfium

    found = extract(hwpx(BODY), Limits())
    word = found.pages[0].words[0]
    assert (found.pages[0].text[word.start : word.end], word.sheet) == ("업무협약서", 1)
    sheet = pdfium.PdfDocument(found.view)[0].render(scale=2).to_pil().convert("L")
    box = word.box
    inked = sheet.crop(
        (
            int(box.left * sheet.width),
            int(box.top * sheet.height),
            int(box.right * sheet.width),
            int(box.bottom * sheet.height),
        )
    )
    # Without stand-ins for Hancom's fonts the sheet stays white.
    assert sum(inked.histogram()[:128]) > 50


def test_where_drawing_fails_the_text_stays_with_a_warning(capfd: pytest.CaptureFixture[str]) -> None:
    found = shown(Extract("hwp", pages=(ExtractedPage("§1", "본문", "section"),)), b"no such file")
    assert (found.pages[0].text, found.view) == ("본문", b"")
    assert "nothing of it is lost" in found.warnings[0]
    extract(hwpx(BODY * 200), Limits())
    assert capfd.readouterr() == ("", "")


def test_drawing_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hwp_view, "_SECONDS", 0.01)
    assert not extract(hwpx(BODY), Limits()).view


def test_letters_stand_where_the_drawing_puts_them() -> None:
    svg = (
        '<svg xmlns="x" width="100" height="200"><text x="10" y="20" font-size="10">가</text>'
        '<text transform="translate(50,100) scale(0.5,1)" font-size="10">&amp;</text><text x="1" y="1">no size</text></svg>'
    )
    assert [(letter, tuple(round(corner, 4) for corner in box)) for letter, box in letters(svg)] == [
        ("가", (0.1, 0.0575, 0.2, 0.1075)),
        ("&", (0.5, 0.4575, 0.5275, 0.5075)),
    ]


def test_a_font_under_another_name_is_the_same_font() -> None:
    table = struct.pack(">4s3L", b"name", 0, 28, 2)
    font = b"\0\1\0\0" + struct.pack(">4H", 1, 0, 0, 0) + table + b"xx"
    changed = renamed(font, "Batang", "바탕", "Bold")
    offset, length = struct.unpack_from(">2L", changed, 20)
    assert "Batang Bold".encode("utf-16-be") in changed[offset : offset + length]
    assert "바탕".encode("utf-16-be") in changed[offset : offset + length]
    assert renamed(b"no font", "Batang", "바탕", "Bold") == b"no font"


@pytest.mark.skipif(not DATA.is_dir(), reason="the shared test files are not on this machine")
def test_nearly_all_letters_of_real_files_are_placed() -> None:
    from ingest.formats.recognition import read

    for name in ("gov-ko/inner-table-01.hwp", "gov-ko/table-vpos-01.hwpx", "hwp-nts/010000000000018984.hwp"):
        found = read((DATA / name).read_bytes(), name, Limits())
        written = sum(len("".join(page.text.split())) for page in found.pages)
        assert sum(word.end - word.start for page in found.pages for word in page.words) > 0.95 * written
