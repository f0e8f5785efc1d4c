"""What a document is taken for can be corrected by a person, and the correction outlives a re-ingest."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from ingest.pipeline import ingest
from kb import KnowledgeBase
from kb.domain import Filters
from kb.errors import UnknownDocument
from kb.settings import Settings
from tests.letters import answer, command, memorandum, put

LIGHT = memorandum("한빛등대협회", "등대 관측 자료를 제공하여야 한다.")
NEXT = memorandum("한빛등대협회", "등대 관측 자료와 사진을 제공하여야 한다.")
RENAMED = {"title": "등대 협약", "kind": "other", "dated_on": dt.date(2020, 1, 2), "languages": ["ko", "en"]}


@pytest.fixture
def lighthouse(fresh: Settings, tmp_path: Path) -> Path:
    """One agreement, filed."""
    ingest(fresh, [put(tmp_path / "등대.pdf", LIGHT)])
    return tmp_path / "등대.pdf"


def described(settings: Settings) -> tuple[str, str, dt.date | None, tuple[str, ...]]:
    with KnowledgeBase.open(settings) as base:
        (one,) = base.documents()
    return one.title, one.kind, one.dated_on, one.languages


def test_a_correction_is_what_the_document_is_from_then_on(fresh: Settings, lighthouse: Path) -> None:
    with KnowledgeBase.open(fresh) as base:
        told = base.correct("등대.pdf", RENAMED)  # type: ignore[arg-type]
        assert (told.title, told.kind) == ("등대 협약", "other")
        assert base.search("등대 관측", 1, Filters(kinds=("other",)))
    assert described(fresh) == ("등대 협약", "other", dt.date(2020, 1, 2), ("ko", "en"))


def test_it_outlives_a_second_ingest_and_a_new_version_that_is_mistaken_alike(
    fresh: Settings, lighthouse: Path
) -> None:
    with KnowledgeBase.open(fresh) as base:
        base.correct("등대.pdf", {"kind": "brief"})
    ingest(fresh, [lighthouse])
    assert described(fresh)[1] == "brief"
    put(lighthouse, NEXT)
    assert ingest(fresh, [lighthouse]).replaced[0].kind == "brief"
    assert described(fresh)[1] == "brief"


def test_a_new_version_that_states_something_else_is_believed(fresh: Settings, lighthouse: Path) -> None:
    with KnowledgeBase.open(fresh) as base:
        base.correct("등대.pdf", {"dated_on": dt.date(2020, 1, 2)})
    put(lighthouse, memorandum("한빛등대협회", "등대를 지어야 한다.", signed="2025년 7월 1일"))
    ingest(fresh, [lighthouse])
    assert described(fresh)[2] == dt.date(2025, 7, 1)


def agreements_and_commitments(settings: Settings) -> tuple[int, int]:
    with KnowledgeBase.open(settings) as base:
        return len(base.agreements()), len(base.commitments())


def test_the_next_ingest_reads_the_facts_anew_for_what_a_person_says_it_is(fresh: Settings, lighthouse: Path) -> None:
    before = agreements_and_commitments(fresh)
    assert before[0] == 1
    with KnowledgeBase.open(fresh) as base:
        base.correct("등대.pdf", {"kind": "brief"})
    assert [one.name for one in ingest(fresh, [lighthouse]).reread] == ["등대.pdf"]
    assert agreements_and_commitments(fresh)[0] == 0, "a brief is no agreement"
    assert not ingest(fresh, [lighthouse]).reread, "it is read anew once"
    with KnowledgeBase.open(fresh) as base:
        base.correct("등대.pdf", {"kind": "mou"})
    assert len(ingest(fresh, [lighthouse]).reread) == 1
    assert agreements_and_commitments(fresh) == before


def test_the_facts_of_a_new_version_are_those_of_what_a_person_said_it_is(fresh: Settings, lighthouse: Path) -> None:
    with KnowledgeBase.open(fresh) as base:
        base.correct("등대.pdf", {"kind": "brief"})
    put(lighthouse, NEXT)
    ingest(fresh, [lighthouse])
    assert agreements_and_commitments(fresh)[0] == 0


def test_the_command_corrects_and_says_what_is_wrong(fresh: Settings, lighthouse: Path) -> None:
    row = answer(
        fresh.home, "kb", "correct", "등대.pdf", "--kind", "minutes", "--date", "2024-05-06", "--languages", "en"
    )
    assert (row["kind"], row["date"], row["languages"]) == ("minutes", "2024-05-06", ["en"])
    for line, status in ((["등대.pdf"], 1), (["없다.pdf", "--kind", "mou"], 1), (["등대.pdf", "--languages", "fr"], 2)):
        ended = command(fresh.home, "kb", "correct", *line)
        assert ended.returncode == status and ended.stderr.strip()


def test_an_unknown_document_cannot_be_corrected(fresh: Settings, lighthouse: Path) -> None:
    with KnowledgeBase.open(fresh) as base, pytest.raises(UnknownDocument):
        base.correct("숲.pdf", {"kind": "mou"})
