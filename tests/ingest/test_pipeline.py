"""Filing a folder again and again: only what changed is read, and what has gone can be removed."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import shutil
from pathlib import Path

import pytest

from ingest.__main__ import report_json
from ingest.pipeline import Progress, Report, ingest
from kb import KnowledgeBase
from kb.domain import Filters
from kb.errors import IndexMismatch, UnknownDocument
from kb.settings import Settings
from tests.ingest.pdfs import pdf
from tests.letters import memorandum, put

LIGHT = memorandum("한빛등대협회", "매년 6월까지 등대 관측 자료를 제공하여야 한다.")
FOREST = memorandum("푸른산림협회", "산림 지도를 공유하기로 한다.")
CANAL = memorandum("새물운하협회", "운하 안내판을 설치하여야 한다.")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two agreements to file."""
    put(tmp_path / "in" / "등대.pdf", LIGHT)
    put(tmp_path / "in" / "숲.pdf", FOREST)
    return tmp_path / "in"


def told(report: Report) -> dict[str, list[str]]:
    """File names by what happened to them, the empty groups left out."""
    groups = {
        name: sorted(Path(one.path).name for one in getattr(report, name))
        for name in ("added", "replaced", "unchanged", "removed")
    }
    groups["failed"] = sorted(Path(one["path"]).name for one in report.failed)
    return {name: files for name, files in groups.items() if files}


def names_found(settings: Settings, question: str) -> list[str]:
    with KnowledgeBase.open(settings) as base:
        return [hit.document for hit in base.search(question, 5)]


def test_a_second_run_reads_nothing_again(fresh: Settings, folder: Path) -> None:
    steps: list[Progress] = []
    assert told(ingest(fresh, [folder])) == {"added": ["등대.pdf", "숲.pdf"]}
    again = ingest(fresh, [folder], on_progress=steps.append)
    assert told(again) == {"unchanged": ["등대.pdf", "숲.pdf"]}
    assert again.seconds < 2, "neither the model nor a PDF reader was started"
    assert [step.done for step in steps] == sorted(step.done for step in steps)
    assert (steps[-1].done, steps[-1].total) == (2, 2)


def test_a_document_is_known_by_its_bytes(fresh: Settings, folder: Path) -> None:
    report = ingest(fresh, [folder])
    assert {one.id for one in report.added} == {hashlib.sha256(data).hexdigest() for data in (LIGHT, FOREST)}


def test_changed_bytes_replace_the_old_version_which_stays_citable(fresh: Settings, folder: Path) -> None:
    old = ingest(fresh, [folder]).added[0]
    put(folder / "등대.pdf", CANAL)
    report = ingest(fresh, [folder])
    assert told(report) == {"replaced": ["등대.pdf"], "unchanged": ["숲.pdf"]}
    new = report.replaced[0]
    assert (new.version, new.id) == (2, hashlib.sha256(CANAL).hexdigest())
    with KnowledgeBase.open(fresh) as base:
        assert [one.id for one in base.documents() if one.name == "등대.pdf"] == [new.id]
        assert old.id not in {hit.document_id for hit in base.search("등대 관측 자료", 10)}
        assert not [one for one in base.commitments() if one.citation.document_id == old.id]
        kept = base.document(old.id)
        assert kept.superseded_by == new.id
        assert "등대 관측 자료" in kept.page(2).text
        assert base.original(old.id).read_bytes() == LIGHT


def test_the_old_bytes_put_back_are_the_current_version_again(fresh: Settings, folder: Path) -> None:
    ingest(fresh, [folder])
    for data in (CANAL, LIGHT):
        put(folder / "등대.pdf", data)
        ingest(fresh, [folder])
    with KnowledgeBase.open(fresh) as base:
        current = {one.id for one in base.documents()}
        assert current == {hashlib.sha256(data).hexdigest() for data in (LIGHT, FOREST)}
        assert base.search("등대 관측 자료", 1)[0].document_id == hashlib.sha256(LIGHT).hexdigest()
    assert told(ingest(fresh, [folder])) == {"unchanged": ["등대.pdf", "숲.pdf"]}


def test_a_moved_file_is_not_read_again_and_not_pruned(fresh: Settings, folder: Path) -> None:
    first = ingest(fresh, [folder]).added[0]
    (folder / "2023").mkdir()
    (folder / "등대.pdf").rename(folder / "2023" / "등대 협약.pdf")
    report = ingest(fresh, [folder], prune=True)
    assert told(report) == {"unchanged": ["등대 협약.pdf", "숲.pdf"]}
    assert first.id in {one.id for one in report.unchanged}
    with KnowledgeBase.open(fresh) as base:
        moved = base.document(first.id)
    assert (moved.name, Path(moved.path)) == ("등대 협약.pdf", (folder / "2023" / "등대 협약.pdf").resolve())


def test_exact_copies_under_two_names_are_one_document(fresh: Settings, folder: Path) -> None:
    shutil.copy(folder / "등대.pdf", folder / "등대 사본.pdf")
    ingest(fresh, [folder])
    with KnowledgeBase.open(fresh) as base:
        assert len(base.documents()) == 2
        found = base.search("등대 관측 자료", 10)
        assert len({(hit.document_id, hit.passage.page) for hit in found}) == len(found)
    (folder / "등대.pdf").unlink()
    assert "removed" not in told(ingest(fresh, [folder], prune=True)), "the other copy is still there"
    (folder / "등대 사본.pdf").unlink()
    assert len(ingest(fresh, [folder], prune=True).removed) == 1


def test_changing_one_of_two_copies_leaves_the_other_on_record(fresh: Settings, folder: Path) -> None:
    shutil.copy(folder / "등대.pdf", folder / "하늘.pdf")
    ingest(fresh, [folder])
    put(folder / "등대.pdf", CANAL)
    ingest(fresh, [folder])
    with KnowledgeBase.open(fresh) as base:
        ids = {one.id for one in base.documents()}
    assert ids == {hashlib.sha256(data).hexdigest() for data in (LIGHT, FOREST, CANAL)}


def test_two_files_of_one_name_in_two_folders_are_two_documents(fresh: Settings, folder: Path) -> None:
    put(folder / "다른" / "등대.pdf", CANAL)
    assert len(ingest(fresh, [folder]).added) == 3
    with KnowledgeBase.open(fresh) as base:
        assert [one.name for one in base.documents()].count("등대.pdf") == 2


def test_prune_removes_what_has_gone_from_the_folders_given_and_nothing_else(
    fresh: Settings, folder: Path, tmp_path: Path
) -> None:
    elsewhere = put(tmp_path / "elsewhere" / "운하.pdf", CANAL)
    ingest(fresh, [folder, elsewhere])
    elsewhere.unlink()
    (folder / "등대.pdf").unlink()
    assert told(ingest(fresh, [folder])) == {"unchanged": ["숲.pdf"]}, "without --prune nothing goes"
    report = ingest(fresh, [folder], prune=True)
    assert told(report) == {"unchanged": ["숲.pdf"], "removed": ["등대.pdf"]}
    assert set(names_found(fresh, "등대 관측 자료")) == {"숲.pdf", "운하.pdf"}
    with KnowledgeBase.open(fresh) as base, pytest.raises(UnknownDocument):
        base.document(report.removed[0].id)


def test_pruning_the_newest_version_takes_the_older_ones_with_it(fresh: Settings, folder: Path) -> None:
    old = ingest(fresh, [folder]).added[0]
    put(folder / "등대.pdf", CANAL)
    ingest(fresh, [folder])
    (folder / "등대.pdf").unlink()
    ingest(fresh, [folder], prune=True)
    with KnowledgeBase.open(fresh) as base, pytest.raises(UnknownDocument):
        base.document(old.id)
    assert [path.stem for path in (fresh.home / "originals").iterdir()] == [hashlib.sha256(FOREST).hexdigest()]


def test_pruning_a_folder_that_is_not_there_removes_nothing(fresh: Settings, folder: Path) -> None:
    ingest(fresh, [folder])
    report = ingest(fresh, [folder.with_name("typo")], prune=True)
    assert told(report) == {"failed": ["typo"]}
    assert set(names_found(fresh, "협약")) == {"등대.pdf", "숲.pdf"}


def test_a_failing_file_is_reported_and_the_rest_goes_on(fresh: Settings, folder: Path) -> None:
    put(folder / "0 앞.pdf", b"this is no PDF")
    put(folder / "뒤.pdf", b"")
    report = ingest(fresh, [folder])
    assert told(report) == {"added": ["등대.pdf", "숲.pdf"], "failed": ["0 앞.pdf", "뒤.pdf"]}
    assert {one["reason"] for one in report.failed} == {"not_pdf", "empty"}
    assert all(one["error"].endswith(".") and "\n" not in one["error"] for one in report.failed)


def test_a_file_that_fails_now_leaves_its_last_good_version(fresh: Settings, folder: Path) -> None:
    ingest(fresh, [folder])
    put(folder / "등대.pdf", b"%PDF-1.7 cut sh")
    assert told(ingest(fresh, [folder], prune=True)) == {"unchanged": ["숲.pdf"], "failed": ["등대.pdf"]}
    assert names_found(fresh, "등대 관측 자료")[0] == "등대.pdf"


def test_the_report_is_the_documented_json(fresh: Settings, folder: Path) -> None:
    put(folder / "빈.pdf", b"")
    report = json.loads(json.dumps(report_json(ingest(fresh, [folder]))))
    assert list(report) == [
        "added",
        "replaced",
        "unchanged",
        "removed",
        "failed",
        "seconds",
        "pages",
        "stages",
        "reread",
    ]
    keys = ["id", "path", "title", "kind", "languages", "pages", "passages", "commitments", "warnings", "format"]
    assert [list(one) for one in report["added"]] == [keys, keys]
    one = report["added"][0]
    assert (one["kind"], one["languages"], one["pages"]) == ("mou", ["ko"], 2)
    assert one["passages"] >= 3 and one["commitments"] >= 1
    assert [list(failure) for failure in report["failed"]] == [["path", "error", "reason"]]


def test_a_long_run_publishes_as_it_goes(fresh: Settings, folder: Path) -> None:
    often = fresh.model_copy(update={"publish_seconds": 0.0})
    seen: list[int] = []

    def look(progress: Progress) -> None:
        if progress.step == "read" and progress.done:
            with KnowledgeBase.open(fresh) as base:
                seen.append(len(base.documents()))

    ingest(often, [folder], on_progress=look)
    assert seen == [1]


def test_a_scanned_page_is_a_page_with_a_warning(fresh: Settings, tmp_path: Path) -> None:
    put(tmp_path / "스캔.pdf", pdf(["업무협약서 표지", None, "제1조 (목적) 협력한다."]))
    report = ingest(fresh, [tmp_path / "스캔.pdf"])
    assert (report.added[0].pages, len(report.added[0].warnings)) == (3, 1)
    with KnowledgeBase.open(fresh) as base:
        assert [page.number for page in base.document(report.added[0].id).pages] == [1, 2, 3]
        assert base.search("목적", 1)[0].passage.page == 3


def test_another_model_is_refused_before_anything_is_written(fresh: Settings, folder: Path, models: Path) -> None:
    ingest(fresh, [folder / "숲.pdf"])
    other = fresh.model_copy(update={"embedding_model": str(next(models.iterdir()))})
    with pytest.raises(IndexMismatch, match="python -m kb rebuild"):
        ingest(other, [folder])
    assert names_found(fresh, "등대 관측 자료") == ["숲.pdf"] * len(names_found(fresh, "등대 관측 자료"))


def test_filters_narrow_by_document_kind_language_date_and_party(fresh: Settings, folder: Path) -> None:
    ingest(fresh, [folder])
    with KnowledgeBase.open(fresh) as base:
        one = base.documents()[0]
        assert one.dated_on is not None

        def found(filters: Filters) -> set[str]:
            return {hit.document for hit in base.search("협약 협력", 10, filters)}

        assert found(Filters(documents=("숲.pdf",))) == found(Filters(parties=("푸른산림협회",))) == {"숲.pdf"}
        assert found(Filters(kinds=("mou",))) == found(Filters(since=one.dated_on)) == {"숲.pdf", "등대.pdf"}
        for nothing in (Filters(kinds=("brief",)), Filters(languages=("en",)), Filters(parties=("없는 협회",))):
            assert found(nothing) == set(), dataclasses.asdict(nothing)
