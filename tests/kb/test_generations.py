"""A process that serves questions follows what another files and deletes, at its very next question."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

from ingest.pipeline import ingest
from kb import KnowledgeBase
from kb.errors import UnknownDocument
from kb.settings import Settings
from tests.letters import answer, memorandum, put

QUESTION = "새물운하협회가 운하 안내판을 설치하나?"


def names(base: KnowledgeBase, question: str = QUESTION) -> list[str]:
    return [hit.document for hit in base.search(question, 10)]


def test_the_new_is_found_and_the_deleted_lost_at_the_next_question(fresh: Settings, tmp_path: Path) -> None:
    put(tmp_path / "in" / "등대.pdf", memorandum("한빛등대협회", "등대 관측 자료를 제공하여야 한다."))
    ingest(fresh, [tmp_path / "in"])
    with KnowledgeBase.open(fresh) as base:
        assert set(names(base)) == {"등대.pdf"}
        put(tmp_path / "in" / "운하.pdf", memorandum("새물운하협회", "운하 안내판을 설치하여야 한다."))
        added = answer(fresh.home, "ingest", tmp_path / "in")["added"][0]
        assert names(base)[0] == "운하.pdf"
        assert base.ask(QUESTION).statements[0].citations[0].document_id == added["id"]
        answer(fresh.home, "kb", "delete", "운하.pdf")
        assert set(names(base)) == {"등대.pdf"}
        assert {one.name for one in base.documents()} == {"등대.pdf"}
        assert {one.citation.document for one in base.commitments()} == {"등대.pdf"}
        assert all(
            citation.document == "등대.pdf" for one in base.ask(QUESTION).statements for citation in one.citations
        )
        with pytest.raises(UnknownDocument):
            base.document(added["id"])


def test_questions_are_answered_all_the_while_another_process_files(fresh: Settings, tmp_path: Path) -> None:
    put(tmp_path / "in" / "등대.pdf", memorandum("한빛등대협회", "등대 관측 자료를 제공하여야 한다."))
    ingest(fresh, [tmp_path / "in"])
    for number in range(3):
        put(tmp_path / "in" / f"{number}.pdf", memorandum("새물운하협회", f"운하 안내판 {number}개를 설치하여야 한다."))
    failures: list[BaseException] = []
    seen: list[set[str]] = []
    done = threading.Event()

    def ask_on(base: KnowledgeBase) -> None:
        try:
            while not done.is_set():
                seen.append(set(names(base)))
                time.sleep(0.02)
        except BaseException as error:
            failures.append(error)

    with KnowledgeBase.open(fresh) as base:
        base.warm()
        threads = [threading.Thread(target=ask_on, args=(base,)) for _ in range(2)]
        for thread in threads:
            thread.start()
        try:
            answer(fresh.home, "ingest", tmp_path / "in", KB_PUBLISH_SECONDS="0")
        finally:
            done.set()
            for thread in threads:
                thread.join()
        assert not failures
        assert seen[0] == {"등대.pdf"}
        assert set(names(base)) == {"등대.pdf", "0.pdf", "1.pdf", "2.pdf"}
    assert len(list((fresh.home / "vectors").iterdir())) <= 2, "generations nobody reads are removed"


def test_a_generation_that_is_being_read_outlives_the_ones_after_it(fresh: Settings, tmp_path: Path) -> None:
    put(tmp_path / "in" / "등대.pdf", memorandum("한빛등대협회", "등대 관측 자료를 제공하여야 한다."))
    ingest(fresh, [tmp_path / "in"])
    with KnowledgeBase.open(fresh) as base, base._snapshots.current() as state:
        held = state.connection, state.catalogue
        put(tmp_path / "in" / "운하.pdf", memorandum("새물운하협회", "운하 안내판을 설치하여야 한다."))
        answer(fresh.home, "ingest", tmp_path / "in")
        # The question in progress goes on with the state it began with.
        assert state.index is not None
        assert state.index.count() == len(held[1].ids)
