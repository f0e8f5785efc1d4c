"""Whatever a person put into a folder is to be filed; what programs leave behind is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.files import files, is_document, shown
from tests.letters import put


def test_a_folder_is_searched_for_every_file_and_a_file_is_taken_as_named(tmp_path: Path) -> None:
    for name in ("등대.pdf", "아래/깊이/SCAN.PDF", "메모.txt", "양식.hwp", "이름만"):
        put(tmp_path / name, b"x")
    found = [path.name for path in files([tmp_path, tmp_path / "등대.pdf"])]
    assert sorted(found) == sorted(["등대.pdf", "SCAN.PDF", "메모.txt", "양식.hwp", "이름만"])


def test_the_same_file_named_twice_or_linked_is_filed_once(tmp_path: Path) -> None:
    put(tmp_path / "a.pdf", b"x")
    (tmp_path / "b.pdf").symlink_to(tmp_path / "a.pdf")
    assert len(list(files([tmp_path, tmp_path / "a.pdf", tmp_path / "b.pdf"]))) == 1


def test_a_name_that_is_not_there_is_kept_to_be_told(tmp_path: Path) -> None:
    assert list(files([tmp_path / "typo.pdf"])) == [tmp_path / "typo.pdf"]


@pytest.mark.parametrize(
    "name",
    [
        ".DS_Store",
        "Thumbs.db",
        "desktop.ini",
        "~$협약.docx",
        ".git/config",
        "협약.pdf.part",
        "x.crdownload",
        ".~lock.a.odt#",
    ],
)
def test_what_programs_leave_behind_is_no_document(name: str) -> None:
    assert not is_document(Path(name))


def test_any_path_is_shown_on_one_line() -> None:
    assert shown(Path("a\n\x1b[31mb\udcff.pdf")).isprintable()
