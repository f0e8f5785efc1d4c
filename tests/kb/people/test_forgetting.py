"""A deleted document leaves no word of its own in what people wrote; that somebody did something stays."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.pipeline import ingest
from kb import KnowledgeBase
from kb.settings import Settings
from tests.letters import memorandum, put

LONG = "한빛푸른바다등대관측자료연구진흥국제협력협회"
CLAUSE = "해마다 등대 관측 자료와 조류 관측 일지를 빠짐없이 제공하여야 한다."


def holding(home: Path, text: str) -> list[str]:
    """The files of the data home that hold `text`, raw or as JSON writes it."""
    forms = (text.encode(), text.encode("unicode_escape"))
    files = (path for path in home.rglob("*") if path.is_file() and "models" not in path.parts)
    return [path.name for path in files if any(form in path.read_bytes() for form in forms)]


@pytest.fixture
def base(fresh: Settings, tmp_path: Path) -> Iterator[KnowledgeBase]:
    put(tmp_path / "in" / "등대.pdf", memorandum(LONG, CLAUSE))
    put(tmp_path / "in" / "숲.pdf", memorandum("푸른산림협회", "산림 지도를 공유하여야 한다."))
    ingest(fresh, [tmp_path / "in"])
    with KnowledgeBase(fresh) as opened:
        yield opened


def test_words_of_a_deleted_document_leave_work_and_journal(base: KnowledgeBase, tmp_path: Path) -> None:
    (promise,) = base.commitments(topic="관측 일지")
    base.work(promise.id, status="done", owner="김하나", note=f"인용: {CLAUSE}", by="이두리")
    base.review(promise.id, "accept", {"action": "조류 관측 일지를 빠짐없이 낸다", "topic": "관측 일지 제공"})
    base.correct_agreement("등대.pdf", {"title": "조류 관측 일지 협약서"})
    base.correct("등대.pdf", {"title": "조류 관측 일지 문서"})
    base.delete("등대.pdf", by="이두리")
    assert holding(base.settings.home, "관측 일지") == []
    assert holding(base.settings.home, "등대.pdf") == []
    told = [(each.by, each.field, each.before, each.after, each.erased) for each in base.journal()]
    assert ("이두리", "status", "open", "done", False) in told
    assert ("이두리", "note", None, None, True) in told
    assert ("이두리", "deleted", None, "yes", False) in told
    assert base.works() == [], "a deleted document is not counted"
    assert all(each.document == "" for each in base.journal())


def test_what_was_done_comes_back_with_the_file(base: KnowledgeBase, tmp_path: Path) -> None:
    (promise,) = base.commitments(topic="관측 일지")
    base.work(promise.id, status="done", note="끝")
    base.delete("등대.pdf")
    ingest(base.settings, [tmp_path / "in"])
    (again,) = base.commitments(topic="관측 일지")
    assert (again.id, again.status, again.note) == (promise.id, "done", "")


@pytest.mark.parametrize("kept", [LONG, "푸른산림협회"])
def test_names_that_only_a_deleted_document_gave_leave_peoples_decisions(base: KnowledgeBase, kept: str) -> None:
    base.rename_party(LONG, {"en": "Lighthouse Union"})
    base.merge_parties(kept, ({LONG, "푸른산림협회"} - {kept}).pop())
    base.delete("등대.pdf")
    assert holding(base.settings.home, LONG) == []
    assert "푸른산림협회" in {name for each in base.parties() for name in each.party.names}
    assert [each.field for each in base.journal() if each.noun == "party" and each.erased][:1] == ["en"]


def test_what_people_wrote_of_another_document_stays_though_it_says_the_same(base: KnowledgeBase) -> None:
    (other,) = base.commitments(topic="산림 지도")
    base.work(other.id, note=f"등대 협약과 비교: {CLAUSE}")
    base.delete("등대.pdf")
    assert base.commitments(topic="산림 지도")[0].note.endswith(CLAUSE)


def test_pruning_forgets_as_deleting_does(base: KnowledgeBase, tmp_path: Path) -> None:
    (promise,) = base.commitments(topic="관측 일지")
    base.work(promise.id, note=CLAUSE)
    (tmp_path / "in" / "등대.pdf").unlink()
    assert len(ingest(base.settings, [tmp_path / "in"], prune=True).removed) == 1
    assert holding(base.settings.home, "관측 일지") == []
    assert [(each.field, each.after) for each in base.journal()] == [("note", None), ("deleted", "yes")]
