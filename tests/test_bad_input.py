"""Whatever is put in: one plain sentence that says what to do, and nothing else affected."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
import unicodedata
from pathlib import Path

import pypdf
import pytest

from ingest.pipeline import ingest
from kb import KnowledgeBase
from kb.doctor import examine
from kb.errors import AgreementKBError, HomeUnusable, IndexMismatch, QuestionRefused
from kb.settings import Settings
from tests.ingest.pdfs import pdf
from tests.letters import ROOT, answer, command, memorandum, put

GOOD = memorandum("한빛등대협회", "등대 관측 자료를 제공하여야 한다.")
QUESTION = "한빛등대협회는 무엇을 제공하나?"


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory, models: Path) -> Settings:
    """A base of one good document; tests that change it take a copy."""
    folder = tmp_path_factory.mktemp("sound")
    (folder / "home").mkdir()
    (folder / "home" / "models").symlink_to(models)
    settings = Settings(home=folder / "home")
    assert ingest(settings, [put(folder / "등대.pdf", GOOD)]).added
    return settings


@pytest.fixture
def copy(sound: Settings, tmp_path: Path) -> Settings:
    """A copy of the sound base, to be spoilt."""
    shutil.copytree(sound.home, tmp_path / "home", symlinks=True)
    return sound.model_copy(update={"home": tmp_path / "home"})


def check_sound(settings: Settings) -> None:
    with KnowledgeBase.open(settings) as base:
        assert base.ask(QUESTION).statements[0].citations[0].document == "등대.pdf"
    assert examine(settings) == []


def check_sentence(text: str) -> None:
    """One line that ends as a sentence, and no trace of the program in it."""
    assert text.strip() and "\n" not in text.strip()
    assert text.strip()[-1] in ".다"
    assert not re.search(r"Traceback|Error\(|File \"|<class|object at", text)


def encrypted(data: bytes, folder: Path) -> bytes:
    writer = pypdf.PdfWriter()
    writer.append(put(folder / "plain.pdf", data))
    writer.encrypt("secret", algorithm="AES-256")
    writer.write(folder / "locked.pdf")
    writer.close()
    return (folder / "locked.pdf").read_bytes()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"PK\x03\x04 a word document", "not_pdf"),
        (b"", "empty"),
        (b"\0" * 4096, "empty"),
        (pdf([]), "no_pages"),
        (GOOD[: len(GOOD) // 10], "damaged"),
    ],
)
def test_a_file_that_is_no_document_is_told_and_the_rest_goes_on(
    copy: Settings, tmp_path: Path, data: bytes, reason: str
) -> None:
    put(tmp_path / "in" / "a 나쁜 파일.pdf", data)
    put(tmp_path / "in" / "b.pdf", memorandum("푸른산림협회", "산림 지도를 공유하여야 한다."))
    report = ingest(copy, [tmp_path / "in"])
    assert [(Path(one["path"]).name, one["reason"]) for one in report.failed] == [("a 나쁜 파일.pdf", reason)]
    check_sentence(report.failed[0]["error"])
    assert "a 나쁜 파일.pdf" in report.failed[0]["error"]
    assert [one.name for one in report.added] == ["b.pdf"]
    check_sound(copy)


def test_an_encrypted_file_says_to_take_the_password_off(copy: Settings, tmp_path: Path) -> None:
    locked = put(tmp_path / "in" / "잠긴.pdf", encrypted(GOOD, tmp_path))
    (failure,) = ingest(copy, [locked]).failed
    assert failure["reason"] == "encrypted" and "password" in failure["error"]
    check_sentence(failure["error"])
    check_sound(copy)


def test_a_missing_file_and_a_folder_without_pdfs(copy: Settings, tmp_path: Path) -> None:
    (tmp_path / "비었음").mkdir()
    report = ingest(copy, [tmp_path / "없음.pdf", tmp_path / "비었음"])
    assert [one["reason"] for one in report.failed] == ["unreadable"]
    check_sentence(report.failed[0]["error"])
    check_sound(copy)


def test_a_document_without_any_text_is_on_record_and_warns(copy: Settings, tmp_path: Path) -> None:
    report = ingest(copy, [put(tmp_path / "스캔.pdf", pdf([None, None]))])
    assert (report.added[0].pages, report.added[0].passages, len(report.added[0].warnings)) == (2, 0, 1)
    check_sound(copy)


def test_a_huge_page_is_filed_up_to_the_limit_that_is_set(copy: Settings, tmp_path: Path) -> None:
    smaller = copy.model_copy(update={"page_text_limit": 20_000})
    line = "The Parties shall share the results of the joint pilot with each other.\n"
    huge = put(tmp_path / "huge.pdf", pdf([line * 4000]))
    report = ingest(smaller, [huge])
    assert len(report.added) == 1 and "20000 characters" in report.added[0].warnings[0]
    with KnowledgeBase.open(smaller) as base:
        assert len(base.document(report.added[0].id).page(1).text) <= 20_000
    check_sound(copy)


@pytest.mark.parametrize(
    "name",
    [
        'it\'s "quoted" & <b>bold</b>.pdf',
        "'; DROP TABLE document; --.pdf",
        unicodedata.normalize("NFD", "업무협약서.pdf"),
        "-rf.pdf",
        "two\nlines\tand \x07 a bell.pdf",
        "%s {0} ${HOME} $(id).pdf",
    ],
)
def test_any_file_name_is_only_a_name(copy: Settings, tmp_path: Path, name: str) -> None:
    put(tmp_path / "in" / name, memorandum("푸른산림협회", "산림 지도를 공유하여야 한다."))
    (added,) = ingest(copy, [tmp_path / "in"]).added
    assert unicodedata.is_normalized("NFC", added.name)
    with KnowledgeBase.open(copy) as base:
        assert base.search("산림 지도", 1)[0].document_id == added.id
        assert base.delete(added.name).id == added.id
    check_sound(copy)


def test_a_file_name_in_no_encoding_is_told(copy: Settings, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    written = Path(os.fsdecode(os.fsencode(tmp_path / "in") + b"/\xbe\xf7\xb9\xab.pdf"))  # EUC-KR
    written.write_bytes(memorandum("푸른산림협회", "산림 지도를 공유하여야 한다."))
    (failure,) = answer(copy.home, "ingest", tmp_path / "in", status=1)["failed"]
    assert failure["reason"] == "unreadable" and "rename" in failure["error"]
    check_sentence(failure["error"])
    check_sound(copy)


@pytest.mark.parametrize("text", ["", " \n\t\u3000", "협" * 10_000, "x " * 5_000])
def test_an_empty_or_endless_question_is_refused_in_a_sentence(sound: Settings, text: str) -> None:
    with KnowledgeBase.open(sound) as base:
        for asking in (base.ask, base.search):
            with pytest.raises(QuestionRefused) as error:
                asking(text)
            check_sentence(str(error.value))
    check_sound(sound)


@pytest.mark.parametrize(
    "text", ["台北電腦公會承諾了什麼?", "Что обещал партнёр?", "どんな約束をしましたか", "ما هي الالتزامات؟"]
)
def test_a_question_in_another_language_is_answered_with_the_languages_served(sound: Settings, text: str) -> None:
    with KnowledgeBase.open(sound) as base:
        refusal = base.ask(text)
    assert refusal.refused
    assert "한국어" in refusal.reason or "Korean" in refusal.reason


@pytest.mark.parametrize(
    "text", ["?", "🦄🦄🦄", "'; DROP TABLE document; --", "\u202e협약\x00은\ud800?", "a" * 3999, "%' OR 1=1"]
)
def test_any_other_question_has_an_answer_or_a_refusal(sound: Settings, text: str) -> None:
    with KnowledgeBase.open(sound) as base:
        given = base.ask(text)
    assert given.statements or given.refused
    json.dumps(given.question)
    check_sound(sound)


def test_a_missing_data_home_says_to_ingest_first(tmp_path: Path) -> None:
    with pytest.raises(HomeUnusable, match="python -m ingest") as error:
        KnowledgeBase.open(tmp_path / "nowhere")
    check_sentence(str(error.value))
    assert not (tmp_path / "nowhere").exists(), "asking makes nothing"


@pytest.mark.parametrize("spoil", [b"", b"not a database" * 500])
def test_a_corrupt_database_is_told_by_every_command(copy: Settings, tmp_path: Path, spoil: bytes) -> None:
    for path in copy.home.glob("kb.sqlite*"):
        path.unlink()
    (copy.home / "kb.sqlite").write_bytes(spoil)
    (copy.home / "kb.sqlite-wal").write_bytes(spoil)
    for line in (["kb", "ask", QUESTION], ["kb", "doctor"], ["kb", "documents"]):
        ended = command(copy.home, *line)
        if spoil:
            assert ended.returncode == 1
        said = (ended.stderr + ended.stdout).strip()
        assert "Traceback" not in said
        if spoil:
            check_sentence(said)


def test_a_database_spoilt_in_its_middle_is_told(copy: Settings) -> None:
    with KnowledgeBase.open(copy) as base:
        base._database.vacuum()
    whole = (copy.home / "kb.sqlite").read_bytes()
    (copy.home / "kb.sqlite").write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    for line in (["kb", "ask", QUESTION], ["kb", "doctor"]):
        ended = command(copy.home, *line)
        assert ended.returncode == 1
        assert "move the data home away" in ended.stderr + ended.stdout
        check_sentence((ended.stderr + ended.stdout).strip().splitlines()[-1])


def test_a_changed_embedding_model_names_the_command_that_mends_it(copy: Settings, models: Path) -> None:
    other = copy.model_copy(update={"embedding_model": str(next(models.iterdir()))})
    with KnowledgeBase.open(other) as base:
        with pytest.raises(IndexMismatch, match="python -m kb rebuild") as error:
            base.search("등대")
        check_sentence(str(error.value))
        assert base.documents(), "what needs no model goes on"
        assert base.rebuild() > 0
        assert base.search("등대 관측 자료", 1)[0].document == "등대.pdf"


def test_a_missing_embedding_model_is_told(copy: Settings) -> None:
    other = copy.model_copy(update={"embedding_model": str(copy.home / "no such model")})
    with KnowledgeBase.open(other) as base, pytest.raises(AgreementKBError) as error:
        base.search("등대")
    check_sentence(str(error.value))


FULL = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), resource.RLIM_INFINITY))
from ingest.__main__ import main
sys.exit(main(sys.argv[2:]))
"""


@pytest.mark.parametrize("room", [60_000, 190_000, 222_000])
def test_a_full_disk_is_told_and_leaves_what_was_there(copy: Settings, tmp_path: Path, room: int) -> None:
    """The kernel lets no file grow beyond `room` bytes: the database fails, or the copy of the index, or its growth."""
    for number in range(3):
        put(tmp_path / "in" / f"{number}.pdf", memorandum("푸른산림협회", f"산림 지도 {number}장을 공유하여야 한다."))
    line = [sys.executable, "-c", FULL, str(room), str(tmp_path / "in"), "--home", str(copy.home)]
    ended = subprocess.run(line, cwd=ROOT, capture_output=True, text=True)
    assert ended.returncode == 1, ended.stdout
    check_sentence(ended.stderr)
    assert "free disk space" in ended.stderr
    with KnowledgeBase.open(copy) as base:
        assert base.ask(QUESTION).statements[0].citations[0].document == "등대.pdf"
    assert len(answer(copy.home, "ingest", tmp_path / "in")["failed"]) == 0
    with KnowledgeBase.open(copy) as base:
        assert len(base.documents()) == 4
    check_sound(copy)


def test_a_home_that_is_a_file_is_told(tmp_path: Path) -> None:
    ended = command(put(tmp_path / "home", b"x"), "ingest", put(tmp_path / "a.pdf", GOOD))
    assert ended.returncode == 1
    check_sentence(ended.stderr)


def test_a_second_writer_waits_for_the_first(fresh: Settings, tmp_path: Path) -> None:
    for number in range(2):
        put(tmp_path / str(number) / f"{number}.pdf", memorandum("푸른산림협회", f"지도 {number}장을 공유하여야 한다."))
    lines = [[sys.executable, "-m", "ingest", str(tmp_path / str(n)), "--home", str(fresh.home)] for n in range(2)]
    runs = [subprocess.Popen(line, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) for line in lines]
    began = time.monotonic()
    for run in runs:
        assert run.communicate()[1] == b"" and run.returncode == 0
    assert time.monotonic() - began < 200
    with KnowledgeBase.open(fresh) as base:
        assert [one.name for one in base.documents()] == ["0.pdf", "1.pdf"]
    assert examine(fresh) == []
