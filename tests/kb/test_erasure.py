"""What is deleted is looked for in every file of the data home, and found where it is still there."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.pipeline import ingest
from kb import KnowledgeBase
from kb.database import Database
from kb.erasure import probes, verify
from kb.errors import ErasureIncomplete
from kb.settings import Settings
from tests.letters import memorandum, put

SHARED = "서울디지털재단과 한빛등대협회는 다음과 같이 업무협약을 체결한다."


@pytest.fixture
def two(fresh: Settings, tmp_path: Path) -> list[str]:
    """The ids of two agreements of the same partner, filed."""
    put(tmp_path / "in" / "1.pdf", memorandum("한빛등대협회", "등대 관측 자료를 매년 제공하여야 한다."))
    put(tmp_path / "in" / "2.pdf", memorandum("한빛등대협회", "등대 안내 지도를 해마다 만들어야 한다."))
    return [one.id for one in ingest(fresh, [tmp_path / "in"]).added]


def stretches(settings: Settings, document_id: str) -> list[str]:
    database = Database(settings)
    try:
        with database.read() as connection:
            return probes(connection, [document_id])
    finally:
        database.close()


def test_what_another_document_says_too_is_not_looked_for(fresh: Settings, two: list[str]) -> None:
    found = stretches(fresh, two[0])
    assert found and not any(stretch in SHARED for stretch in found)
    assert any("관측 자료" in stretch for stretch in found)


def test_text_that_is_still_in_a_file_is_found_and_named(fresh: Settings, two: list[str]) -> None:
    with pytest.raises(ErasureIncomplete, match=r"kb\.sqlite.*rebuild"):
        verify(fresh.home, stretches(fresh, two[0]))


def test_after_a_deletion_every_file_was_read_and_none_holds_the_text(fresh: Settings, two: list[str]) -> None:
    looked_for = stretches(fresh, two[0])
    with KnowledgeBase.open(fresh) as base:
        base.delete(two[0])
    assert verify(fresh.home, looked_for) >= 3


def test_a_copy_left_in_the_data_home_is_told(fresh: Settings, two: list[str]) -> None:
    (stretch, *_) = stretches(fresh, two[0])
    (fresh.home / "notes.txt").write_text(f"x {stretch} y", "utf-8")
    with KnowledgeBase.open(fresh) as base, pytest.raises(ErasureIncomplete, match=r"notes\.txt"):
        base.delete(two[0])
