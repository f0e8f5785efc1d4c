"""What a file is, is told by its content; every file gives an Extract, with text or with a reason."""

from __future__ import annotations

import os
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from ingest.extract import Limits
from ingest.formats.recognition import format_of, read
from ingest.formats.refusal import Refused
from ingest.readers import _REMEDIES
from tests.ingest.office_files import archive, docx, hwp, hwpx, ole, paragraph
from tests.ingest.pdfs import pdf
from tests.letters import ROOT

DATA = ROOT.parent / "shared" / "data"
MAIL = b"Received: by x\r\nFrom: a@example.org\r\nSubject: hi\r\n\r\ntext"


def picture(format: str) -> bytes:
    data = BytesIO()
    Image.new("RGB", (30, 20)).save(data, format)
    return data.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "format"),
    [
        (pdf(["x"]), "a.hwp", "pdf"), (b"junk\n" + pdf(["x"]), "a", "pdf"), (hwp(paragraph("x")), "a.pdf", "hwp"),
        (hwpx(""), "a.zip", "hwpx"), (docx(lambda document: None), "a.txt", "docx"), (b"{\\rtf1 x}", "a.doc", "rtf"),
        (archive({"mimetype": "application/vnd.oasis.opendocument.text"}), "a", "odt"), (ole({"WordDocument": b"x"}), "a", "doc"),
        (picture("PNG"), "a", "png"), (picture("JPEG"), "a.png", "jpg"), (picture("TIFF"), "a", "tif"), (picture("BMP"), "a", "bmp"),
        (picture("WEBP"), "a", "webp"), (picture("GIF"), "a", "gif"), (b"<!DOCTYPE html><p>x", "a.txt", "html"),
        ("\ufeff<html>".encode(), "a", "html"), (MAIL, "a", "eml"), (MAIL, "a.txt", "txt"), (b"x", "a.EML", "eml"),
        (b"# x", "a.md", "md"), (b"<p>x", "a.htm", "html"), (b"text", "a", "txt"), ("협약".encode("cp949"), "a.TXT", "txt"),
        (b"BMW and others", "a", "txt"),
    ],
)  # fmt: skip
def test_a_file_is_what_it_holds_and_its_name_decides_only_between_texts(data: bytes, name: str, format: str) -> None:
    assert format_of(data, name) == format


@pytest.mark.parametrize(
    ("data", "reason", "said"),
    [
        (b"", "empty", "empty"), (b"\0" * 100, "empty", "empty"), (b"HWP Document File V3.00 \x1a", "old_format", "HWP 3"),
        (ole({"EncryptedPackage": b"x"}), "encrypted", "password"), (hwp(paragraph("x"), flags=2), "encrypted", "password"),
        (ole({"Workbook": b"x"}), "unsupported", "Excel"), (archive({"xl/workbook.xml": ""}), "unsupported", "Excel"),
        (archive({"a.pdf": ""}), "unsupported", "zip archive"), (b"Rar!\x1a\x07x", "unsupported", "RAR"),
        (os.urandom(32) * 40 + b"\0\1", "unsupported", "not known"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "damaged", "broken"),
        (b"PK\x03\x04", "damaged", "archive"), (archive({"word/document.xml": "<x"}), "damaged", "XML"), (hwpx(""), "empty", "no text"),
    ],
)  # fmt: skip
def test_what_is_not_read_has_a_reason_a_sentence_and_a_remedy(data: bytes, reason: str, said: str) -> None:
    found = read(data, "파일", Limits())
    assert (found.reason, found.pages) == (reason, ())
    assert said in found.message
    assert not found.message.endswith(".")
    assert found.reason in _REMEDIES


def test_an_image_is_read_as_the_pdf_it_is_shown_as() -> None:
    found = read(picture("PNG"), "scan.png", Limits())
    assert found.format == "png"
    assert found.view.startswith(b"%PDF")
    assert len(found.pages) == 1


def test_nothing_heavy_is_imported_before_it_is_needed() -> None:
    import subprocess
    import sys

    code = "import sys, ingest.formats.recognition; print(sorted({'lxml', 'olefile', 'PIL', 'markdown_it', 'rhwp', 'pypdfium2', 'email'} & set(sys.modules)))"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert ended.stdout.strip() == "[]"


@settings(max_examples=300, deadline=None)
@given(
    st.binary(max_size=300),
    st.sampled_from(["a", "a.md", "a.html", "a.eml", "a.txt"]),
    st.sampled_from(
        [
            b"",
            b"PK\x03\x04",
            b"{\\rt",
            b"II*\0",
            b"BM",
            b"<html",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            b"RIFF1234WEBP",
            b"%PDF-",
            b"From: x\nSubject: y\n",
        ]
    ),
)
def test_any_bytes_as_any_format_give_an_extract(data: bytes, name: str, start: bytes) -> None:
    found = read(start + data, name, Limits())
    assert found.pages or found.reason in _REMEDIES or found.reason == "not_pdf"


@given(st.binary(max_size=200), st.text(max_size=20))
def test_any_bytes_have_a_format_or_are_refused(data: bytes, name: str) -> None:
    try:
        assert format_of(data, name)
    except Refused as refusal:
        assert refusal.reason in _REMEDIES


@pytest.mark.skipif(not DATA.is_dir(), reason="the shared test files are not on this machine")
def test_nearly_all_real_rulings_hold_their_number_date_and_title() -> None:
    import json

    from bench.outcomes import found_in

    folder = DATA / "hwp-nts"
    rows = [json.loads(line) for line in (folder / "index.jsonl").read_text("utf-8").splitlines()][::10]
    for row in rows:
        found = read((folder / row["file"]).read_bytes(), row["file"], Limits())
        assert all(found_in("\n".join(page.text for page in found.pages), row).values())
