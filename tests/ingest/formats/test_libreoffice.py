"""LibreOffice lays pages out and opens older files: with nothing fetched, nothing run, and an end in any case."""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from ingest.extract import Extract, ExtractedPage, Limits
from ingest.formats import libreoffice as office
from ingest.formats.docx import extract
from ingest.formats.recognition import read
from tests.ingest.office_files import docx

needed = pytest.mark.usefixtures("libreoffice")


@pytest.fixture(scope="module")
def libreoffice() -> None:
    """Skips a test that needs LibreOffice where it is missing; there it fails in the gate."""
    if not office.installed():
        if os.environ.get("CI") == "true":
            pytest.fail("libreoffice-writer-nogui is missing")
        pytest.skip("LibreOffice is not installed")


def agreement(document: Any) -> None:
    document.add_heading("업무협약서", 1)
    document.add_paragraph("서울디지털재단과 Taipei Computer Association은 협력한다.")
    document.add_page_break()
    document.add_paragraph("제2조 기간은 3년으로 한다.")


def with_picture(document: Any) -> None:
    picture = BytesIO()
    Image.new("RGB", (20, 20)).save(picture, "PNG")
    document.add_paragraph("letter")
    document.add_picture(picture)


@needed
def test_a_docx_is_shown_as_laid_out_with_its_words_places() -> None:
    import pypdfium2 as pdfium

    found = extract(docx(agreement), Limits())
    assert len(pdfium.PdfDocument(found.view)) == 2
    text = found.pages[0].text
    sheets = {text[word.start : word.end]: word.sheet for word in found.pages[0].words}
    assert (sheets["서울디지털재단과"], sheets["Taipei"], sheets["3년으로"]) == (1, 1, 2)


@needed
@pytest.mark.parametrize("format", ["doc", "rtf", "odt"])
def test_older_files_are_read_by_way_of_docx(format: str) -> None:
    old = office.converted(docx(agreement), "docx", format)
    found = read(old, f"any.{format}", Limits())
    assert (found.format, found.reason) == (format, "")
    assert "Taipei Computer Association은 협력한다." in found.pages[0].text
    assert found.view.startswith(b"%PDF")


@pytest.fixture
def requests() -> Iterator[tuple[str, list[str]]]:
    """A server on this machine, and the paths it was asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET

        def log_message(self, format: str, *args: object) -> None:
            """Nothing: a test prints nothing."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()


@needed
def test_a_link_to_a_picture_elsewhere_is_not_followed(requests: tuple[str, list[str]]) -> None:
    address, asked = requests
    data = docx(
        with_picture,
        {
            "document.xml": lambda xml: xml.replace("r:embed=", "r:link="),
            "_rels/document.xml.rels": lambda xml: re.sub(
                'Target="media/[^"]*"', f'Target="{address}/tracked.png" TargetMode="External"', xml
            ),
        },
    )
    linked = f'{{\\rtf1 letter {{\\field{{\\*\\fldinst INCLUDEPICTURE "{address}/tracked.png" \\\\d}}{{\\fldrslt x}}}}}}'.encode()
    page = f'<html><body><p>letter<img src="{address}/tracked.png"></body></html>'.encode()
    for content, ending in ((data, "docx"), (linked, "rtf"), (page, "html")):
        office.converted(content, ending, "pdf")
    assert asked == []


@needed
def test_an_endless_run_is_ended_with_its_children(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "_SECONDS", 0.05)
    found = extract(docx(agreement), Limits())
    assert (found.view, found.reason) == (b"", "")
    assert "nothing of it is lost" in found.warnings[0]


@needed
def test_what_it_cannot_open_is_damaged() -> None:
    assert read(b"{\\rtf1", "a.rtf", Limits()).reason in ("damaged", "empty")


def test_without_libreoffice_the_text_is_whole_and_older_files_say_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "_program", lambda: None)
    found = extract(docx(agreement), Limits())
    assert (found.view, found.warnings) == (b"", ())
    assert "협력한다." in found.pages[0].text
    refused = read(b"{\\rtf1 letter}", "a.rtf", Limits())
    assert (refused.reason, "LibreOffice" in refused.message) == ("unsupported", True)


def test_a_refused_file_is_not_laid_out() -> None:
    assert office.shown(Extract("docx", reason="empty"), b"", "docx").view == b""
    assert office.shown(Extract("docx", pages=(ExtractedPage("§1", "x"),), reason="x"), b"", "docx").pages
