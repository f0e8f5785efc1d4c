"""A PDF becomes its physical pages, or one sentence says which file cannot be read, why, and what to do."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import signal
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.cleaning import clean
from ingest.extract import Limits
from ingest.pdf.reader import extract
from ingest.readers import Readers, Reading, read_file, shown
from kb.errors import UnreadableDocument
from tests.ingest.pdfs import file_of, pdf
from tests.letters import ROOT

DATA = ROOT.parent / "shared" / "data"
REASONS = {"not_pdf", "empty", "encrypted", "no_pages", "damaged", "too_large"}


@pytest.fixture(scope="module")
def readers() -> Iterator[Readers]:
    """Processes that many tests have their files read in: starting one takes longer than reading most."""
    with Readers(Limits()) as started:
        yield started


def read(tmp_path: Path, data: bytes, page_text_limit: int = 2_000_000) -> Reading:
    (tmp_path / "협약서.pdf").write_bytes(data)
    return read_file(tmp_path / "협약서.pdf", Limits(page_text=page_text_limit))


def refused(path: Path, seconds: float = 60.0, readers: Readers | None = None) -> UnreadableDocument:
    with pytest.raises(UnreadableDocument) as error:
        if readers:
            readers.begin(path).reading()
        else:
            read_file(path, seconds=seconds)
    return error.value


def test_pages_count_from_one_and_keep_their_printed_labels(tmp_path: Path) -> None:
    labels = "/PageLabels << /Nums [0 << /S /r >> 2 << /S /D >> 3 << /P (A-) /S /D /St 7 >>] >>"
    data = pdf(["cover", "contents", "제1조 목적", "annex"], catalog=labels)
    reading = read(tmp_path, data)
    assert [(page.number, page.label) for page in reading.pages] == [(1, "i"), (2, "ii"), (3, "1"), (4, "A-7")]
    assert reading.pages[2].text.strip() == "제1조 목적"
    assert reading.id == hashlib.sha256(data).hexdigest()
    assert reading.extract.told == ()


def test_a_page_without_printed_label_is_called_by_its_number(tmp_path: Path) -> None:
    assert [page.label for page in read(tmp_path, pdf(["one", "two"])).pages] == ["1", "2"]
    unlabelled = pdf(["one", "two"], catalog="/PageLabels << /Nums [0 << /P () >>] >>")
    assert [page.label for page in read(tmp_path, unlabelled).pages] == ["1", "2"]


def test_decomposed_hangul_is_read_composed(tmp_path: Path) -> None:
    text = read(tmp_path, pdf([unicodedata.normalize("NFD", "서울디지털재단은 협력한다")])).pages[0].text
    assert "서울디지털재단은 협력한다" in text


def test_control_characters_surrogates_and_non_characters_do_not_get_through(tmp_path: Path) -> None:
    text = read(tmp_path, pdf(["a\x00b\x1bc\ud800d\ufffee\U0001f600f"])).pages[0].text
    assert text.strip().replace("\ufffd", "") == "abcde\U0001f600f"
    assert clean("1\r\n2\r3\f4\x9b5\udc006\ufdd0\U0010ffff\ud83d\ude007") == "1\n2\n3\n456\U0001f6007"
    assert clean("① ㎡ ～ “갑”\t을 \u00a0 ﬁ") == "① ㎡ ～ “갑”\t을 \u00a0 ﬁ"


def test_a_page_without_text_stays_and_is_told(tmp_path: Path) -> None:
    reading = read(tmp_path, pdf(["text", None, "text", None, "", "end"]))
    assert [page.number for page in reading.pages] == [1, 2, 3, 4, 5, 6]
    assert reading.pages[1].text.strip() == ""
    assert reading.extract.told == ("pages 2, 4-5 are blank: there is no text to search",)
    assert read(tmp_path, pdf([None])).extract.told == ("page 1 is blank: there is no text to search",)


def test_a_page_that_fails_stays_empty_and_is_told(tmp_path: Path) -> None:
    broken = pdf(["first", "second", "third"]).replace(b"/Contents 10 0 R", b"/Contents [7 ] ", 1)
    reading = read(tmp_path, broken)
    assert [page.text.strip() for page in reading.pages] == ["first", "", "third"]
    assert any(warning.startswith("page 2 ") for warning in reading.extract.told)


def test_too_long_a_page_is_cut_and_told(tmp_path: Path) -> None:
    reading = read(tmp_path, pdf(["협력" * 2000]), page_text_limit=1000)
    assert len(reading.pages[0].text) == 1000
    assert reading.extract.told == (
        "the text of page 1 was cut after 1000 characters: what follows cannot be searched",
    )


def test_megabytes_of_text_on_one_page_are_read_to_the_limit(tmp_path: Path) -> None:
    lines = "\n".join(["The parties agree to cooperate in good faith and share results."] * 20_000)
    reading = read(tmp_path, pdf([lines]), page_text_limit=1_000_000)
    assert len(reading.pages[0].text) == 1_000_000
    assert "cut after 1000000 characters" in reading.extract.told[0]


def test_letters_whose_meaning_the_file_does_not_tell_are_told(tmp_path: Path) -> None:
    assert "without their meaning" in read(tmp_path, pdf(["\ue001\ue002\ue003\ue004"])).extract.told[0]


@pytest.mark.parametrize("title", ["", "Untitled", "Microsoft Word - 안.docx", "제목 없음", "mou.hwp", "--- 1 ---"])
def test_a_placeholder_is_no_title(tmp_path: Path, title: str) -> None:
    encoded = title.encode("utf-16").hex()
    assert read(tmp_path, pdf(["text"], info=f"/Title <{encoded}>")).extract.title == ""


def test_the_title_is_the_metadatas_on_one_line(tmp_path: Path) -> None:
    encoded = unicodedata.normalize("NFD", "업무협약서\n (제2차)").encode("utf-16").hex()
    assert read(tmp_path, pdf(["text"], info=f"/Title <{encoded}>")).extract.title == "업무협약서 (제2차)"


def test_what_is_no_pdf_or_empty_is_refused_with_its_reason(tmp_path: Path) -> None:
    for name, data, reason in (
        ("a.pdf", b"", "empty"), ("b.pdf", b"\0" * 100, "empty"), ("c.pdf", b"PK\x03\x04 zip", "not_pdf"),
        ("d.pdf", b"%PDF-1.7\n", "damaged"), ("e.pdf", pdf(["x"])[:200], "damaged"), ("f.pdf", pdf([]), "no_pages"),
    ):  # fmt: skip
        (tmp_path / name).write_bytes(data)
        error = refused(tmp_path / name)
        assert (name, error.reason) == (name, reason)
        assert str(error).startswith(f"{name} cannot be read: ")
        assert str(error).endswith(".")


def test_a_password_is_asked_for_only_when_the_file_needs_one(tmp_path: Path) -> None:
    from pypdf import PdfWriter

    for password, readable in (("", True), ("secret", False)):
        writer = PdfWriter(clone_from=BytesIO(pdf(["비밀 협약"])))
        writer.encrypt(user_password=password, owner_password="owner", algorithm="AES-256")
        writer.write(tmp_path / "locked.pdf")
        if readable:
            assert "비밀 협약" in read_file(tmp_path / "locked.pdf").pages[0].text
        else:
            error = refused(tmp_path / "locked.pdf")
            assert error.reason == "encrypted"
            assert "without the password" in str(error)


def test_a_wrong_cross_reference_is_repaired_and_told(tmp_path: Path) -> None:
    data = pdf(["first page", "둘째 쪽"])
    at = data.rindex(b"startxref\n") + 10
    reading = read(tmp_path, data[:at] + b"17\n%%EOF\n")
    assert [page.text.strip() for page in reading.pages] == ["first page", "둘째 쪽"]
    assert len([warning for warning in reading.extract.told if "worked around" in warning]) == 1


def test_a_page_tree_that_loops_is_read_once_and_one_that_never_ends_is_refused(tmp_path: Path) -> None:
    looping = pdf(["x"], kids="7 0 R 2 0 R")
    endless = file_of(
        {1: "<< /Type /Catalog /Pages 2 0 R >>", 6: "<< >>"}
        | {n: f"<< /Type /Pages /Count 1 /Kids [{n + 1} 0 R] >>" for n in (2, *range(7, 5000))}
    )
    many = pdf(["x"], kids="7 0 R " * 30_000)
    reading = read(tmp_path, looping)
    assert [page.text.strip() for page in reading.pages] == ["x"]
    assert "worked around" in reading.extract.told[0]
    for name, data in (("endless.pdf", endless), ("many.pdf", many)):
        (tmp_path / name).write_bytes(data)
        assert refused(tmp_path / name).reason in REASONS


def test_a_file_that_takes_too_long_is_given_up(tmp_path: Path) -> None:
    (tmp_path / "slow.pdf").write_bytes(pdf(["x"]))
    error = refused(tmp_path / "slow.pdf", seconds=0.001)
    assert error.reason == "too_large"
    assert "split it" in str(error)


def test_what_is_no_file_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.pdf")
    for name in ("pipe.pdf", "missing.pdf", "."):
        assert refused(tmp_path / name).reason == "unreadable"


def test_any_file_name_is_shown_composed_and_without_control_characters(tmp_path: Path) -> None:
    name = unicodedata.normalize("NFD", "협약") + "'\"<b>\x1b[31m\n\u202e.pdf"
    (tmp_path / name).write_bytes(b"")
    message = str(refused(tmp_path / name))
    assert message.startswith("협약'\"<b> [31m .pdf cannot be read")
    assert message.isprintable()
    assert shown(Path(os.fsdecode(b"\xff\xfe.pdf"))).isprintable()


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_bytes_raise_anything_but_a_reason(draw: st.DataObject) -> None:
    whole = pdf(["제1조 (목적)", "Article 2"], catalog="/PageLabels << /Nums [0 << /S /r >>] >>", info="/Title (T)")
    data = bytearray(whole)
    for _ in range(draw.draw(st.integers(1, 12))):
        start = draw.draw(st.integers(0, len(data)))
        end = start + draw.draw(st.integers(0, 40))
        data[start:end] = draw.draw(
            st.binary(max_size=40) | st.sampled_from([b"<<", b"]", b" 2 0 R ", b"-1", b"99999999"])
        )
    found = extract(bytes(data), Limits(1000))
    assert found.pages or found.reason in REASONS
    json.dumps([found.title, [asdict(page) for page in found.pages], found.warnings, found.message]).encode()


@settings(max_examples=15, deadline=None)
@given(st.binary(max_size=400).map(lambda tail: b"%PDF-1.4\n" + tail) | st.binary(max_size=100))
def test_no_file_raises_anything_but_unreadable_document(
    tmp_path_factory: pytest.TempPathFactory, readers: Readers, data: bytes
) -> None:
    path = tmp_path_factory.mktemp("any") / "any.pdf"
    path.write_bytes(data)
    assert refused(path, readers=readers).reason in REASONS


@pytest.mark.skipif(not DATA.is_dir(), reason="the shared test files are not on this machine")
def test_real_nasty_files_have_the_pages_that_another_reader_sees(readers: Readers) -> None:
    stress = DATA / "pdf-stress"
    expected = [json.loads(line) for line in (stress / "observed.jsonl").read_text("utf-8").splitlines()]
    found = [(row, path) for row in expected for path in stress.rglob(Path(row["file"]).name)]
    for row, path, pending in [(row, path, readers.begin(path)) for row, path in found]:
        if row.get("pypdf_error") or not row.get("mu_pages"):
            assert refused(path, readers=readers).reason in REASONS
        else:
            assert (row["file"], len(pending.reading().pages)) == (row["file"], row["mu_pages"])


def test_a_process_that_dies_costs_only_its_file(tmp_path: Path, readers: Readers) -> None:
    (tmp_path / "good.pdf").write_bytes(pdf(["good"]))
    before = readers.begin(tmp_path / "good.pdf").reading()
    children = multiprocessing.active_children()
    assert children, "files are read in processes"
    for child in children:
        os.kill(child.pid or 0, signal.SIGKILL)
    for _ in range(3):
        with suppress(UnreadableDocument):
            readers.begin(tmp_path / "good.pdf").reading()
    assert readers.begin(tmp_path / "good.pdf").reading().pages == before.pages
