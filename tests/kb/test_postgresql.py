"""The same promises on PostgreSQL: a real, throwaway cluster holds the truth; Chroma is its index as before."""

from __future__ import annotations

import datetime as dt
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.pipeline import ingest
from kb import KnowledgeBase
from kb.doctor import examine
from kb.errors import HomeUnusable, UnknownDocument
from kb.settings import Settings
from tests.letters import answer, memorandum, put

QUESTION = "한빛등대협회는 등대 관측 자료를 언제까지 제공하나?"


def _programs() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    on_path = shutil.which("initdb")
    if not found and on_path is None:
        reason = "PostgreSQL is not installed: apt install postgresql"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return (found[-1] if found else Path(str(on_path))).parent


def _owner() -> str | None:
    """Whom the cluster runs as: PostgreSQL refuses root."""
    if os.geteuid():
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """The URL of a new cluster that listens on a socket of its own only."""
    programs, owner = _programs(), _owner()
    folder = Path(tempfile.mkdtemp(prefix="kb-pg-"))
    if owner:
        shutil.chown(folder, owner)

    def run(program: str, *arguments: str) -> None:
        line = [str(programs / program), "-D", str(folder / "data"), *arguments]
        subprocess.run(line, check=True, user=owner, cwd=folder, stdout=subprocess.DEVNULL, timeout=120)

    run("initdb", "--auth=trust", "--username=kb", "--encoding=UTF8", "--no-locale", "--no-sync")
    options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
    run("pg_ctl", "start", "-w", "-l", str(folder / "log"), "-o", options)
    try:
        yield f"postgresql://kb@/postgres?host={folder}"
    finally:
        run("pg_ctl", "stop", "-m", "immediate")
        shutil.rmtree(folder)


@pytest.fixture
def remote(fresh: Settings, url: str) -> Settings:
    """An empty data home whose database is PostgreSQL."""
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")
    return fresh.model_copy(update={"database_url": url})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    put(
        tmp_path / "in" / "등대.pdf",
        memorandum("한빛등대협회", "2024년 6월 30일까지 등대 관측 자료를 제공하여야 한다."),
    )
    put(tmp_path / "in" / "숲.pdf", memorandum("푸른산림협회", "산림 지도를 공유하여야 한다."))
    return tmp_path / "in"


def test_documents_are_filed_asked_replaced_and_deleted(remote: Settings, folder: Path) -> None:
    old = next(one for one in ingest(remote, [folder]).added if one.name == "등대.pdf")
    assert not (remote.home / "kb.sqlite").exists()
    assert len(ingest(remote, [folder]).unchanged) == 2
    with KnowledgeBase.open(remote) as base:
        cited = base.ask(QUESTION).statements[0].citations[0]
        assert (cited.document, cited.page) == ("등대.pdf", 2)
        assert base.document(cited.document_id).page(2).text[cited.start : cited.end] == cited.quote
        assert [one.due_on for one in base.commitments(party="한빛등대협회")] == [dt.date(2024, 6, 30)]
        assert len(base.agreements(dt.date(2024, 1, 1))) == 2
        put(folder / "등대.pdf", memorandum("한빛등대협회", "등대 지도를 제공하여야 한다."))
        assert len(ingest(remote, [folder]).replaced) == 1
        assert "등대 지도" in base.search("등대 지도", 1)[0].passage.text
        assert "등대 관측 자료" in base.document(old.id).page(2).text, "the old version is citable"
        gone = base.delete("등대.pdf")
        assert {hit.document for hit in base.search(QUESTION, 10)} == {"숲.pdf"}
        for document_id in (gone.id, old.id):
            with pytest.raises(UnknownDocument):
                base.document(document_id)
    (folder / "숲.pdf").unlink()
    assert [one.name for one in ingest(remote, [folder], prune=True).removed] == ["숲.pdf"]
    assert examine(remote) == []


def test_another_process_files_and_this_one_finds_it_at_its_next_question(remote: Settings, folder: Path) -> None:
    lighthouse = (folder / "등대.pdf").rename(folder.parent / "등대.pdf")
    ingest(remote, [folder])
    with KnowledgeBase.open(remote) as base:
        assert {hit.document for hit in base.search(QUESTION, 10)} == {"숲.pdf"}
        answer(remote.home, "ingest", lighthouse, KB_DATABASE_URL=remote.database_url)
        assert base.search(QUESTION, 1)[0].document == "등대.pdf"
        answer(remote.home, "kb", "delete", "등대.pdf", KB_DATABASE_URL=remote.database_url)
        assert {hit.document for hit in base.search(QUESTION, 10)} == {"숲.pdf"}


def test_peoples_work_outlives_a_new_version_and_its_words_go_with_the_document(remote: Settings, folder: Path) -> None:
    ingest(remote, [folder])
    with KnowledgeBase.open(remote) as base:
        (promise,) = base.commitments(party="한빛등대협회")
        base.work(promise.id, status="done", owner="김하나", note="관측 자료 받음", by="이두리")
        base.review(promise.id, "accept", {"due_on": "2024-07-31", "obligee": "시민"})
        base.correct_agreement("등대.pdf", {"expires_on": "2030-01-01"})
        base.merge_parties("한빛등대협회", "푸른산림협회")
        same = "2024년 6월 30일까지 등대 관측 자료를 제공하여야 한다."
        put(folder / "등대.pdf", memorandum("한빛등대협회", f"{same}\n끝."))
        assert len(ingest(remote, [folder]).replaced) == 1
        (after,) = base.commitments(topic="관측 자료")
        assert (after.id, after.status, after.owner, after.due_on) == (
            promise.id,
            "done",
            "김하나",
            dt.date(2024, 7, 31),
        )
        assert {each.expires_on for each in base.agreements(party="푸른산림협회")} >= {dt.date(2030, 1, 1)}
        assert base.split_party("한빛등대협회", ["푸른산림협회"]).names == ("푸른산림협회",)
        assert [each.ko for each in (one.party for one in base.parties())].count("푸른산림협회") == 1
        base.delete("등대.pdf", by="이두리")
        told = {(each.field, each.before, each.after, each.erased) for each in base.journal()}
        assert ("status", "open", "done", False) in told and ("note", None, None, True) in told
        assert base.works() == []


def test_a_base_of_an_earlier_version_is_brought_to_this_one(remote: Settings, folder: Path, url: str) -> None:
    import psycopg

    ingest(remote, [folder])
    with KnowledgeBase.open(remote) as base:
        before = base.commitments()
        base.correct_agreement("등대.pdf", {"expires_on": "2030-01-01"})
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("DELETE FROM agreement_fact WHERE field = 'role'")
        connection.execute("ALTER TABLE agreement_fact DROP COLUMN role")
        connection.execute("UPDATE meta SET value = '3' WHERE key = 'schema'")
    with KnowledgeBase.open(remote) as base:
        assert base.commitments() == before
        assert dt.date(2030, 1, 1) in {each.expires_on for each in base.agreements()}
        assert all(each.agreement.roles == () for each in base.agreements())
    with psycopg.connect(url, autocommit=True) as connection:
        for table, column in (("commitment", "key"), ("commitment", "named"), ("agreement_fact", "named")):
            connection.execute(f"ALTER TABLE {table} DROP COLUMN {column}".encode())
        connection.execute("ALTER TABLE agreement_fact DROP COLUMN role")
        connection.execute("DROP TABLE document_family, commitment_work, journal")
        connection.execute("UPDATE meta SET value = '2' WHERE key = 'schema'")
    with KnowledgeBase.open(remote) as base:
        assert base.commitments() == before
        base.work(before[0].id, owner="김하나")


def test_a_lost_index_is_made_anew_from_the_database(remote: Settings, folder: Path) -> None:
    ingest(remote, [folder])
    shutil.rmtree(remote.home / "vectors")
    assert "python -m kb rebuild" in examine(remote)[0]
    with KnowledgeBase.open(remote) as base:
        assert base.rebuild() == sum(one.passages for one in base.documents())
        assert base.search(QUESTION, 1)[0].document == "등대.pdf"
    assert examine(remote) == []


def test_a_database_that_cannot_be_reached_is_told_without_its_password(fresh: Settings) -> None:
    nowhere = fresh.model_copy(update={"database_url": "postgresql://kb:hunter2@127.0.0.1:1/kb"})
    with pytest.raises(HomeUnusable) as error:
        KnowledgeBase.open(nowhere)
    assert "hunter2" not in str(error.value)
    assert "\n" not in str(error.value)
    assert "KB_DATABASE_URL" in str(error.value)
