"""What becomes of a file is told: read, refused, crashed or hung, each from a process of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bench.outcomes import found_in, main, outcome
from tests.ingest.office_files import docx, hwp, paragraph


def agreement(document: Any) -> None:
    document.add_paragraph("두 기관은 협력한다.")


def test_files_are_read_or_refused_within_the_limits_of_the_products_worker(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(docx(agreement))
    (tmp_path / "b.hwp").write_bytes(hwp(paragraph("x"), flags=2))
    read = outcome(tmp_path / "a.docx")
    assert (read.kind.split(",")[0], read.text) == ("read", "두 기관은 협력한다.")
    assert outcome(tmp_path / "b.hwp").kind == "refused: encrypted"


def test_a_hang_and_a_crash_are_told_and_fail_the_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_bytes(b"text")
    assert outcome(tmp_path / "a.txt", 0.0).kind == "hung"
    assert outcome(tmp_path / "missing.txt").kind == "crashed"
    (tmp_path / "set").mkdir()
    (tmp_path / "set" / "a.txt").write_bytes(b"text")
    assert main(["--data", str(tmp_path), "set"]) == 0
    assert "1 files" in capsys.readouterr().out
    (tmp_path / "set" / "b.txt").symlink_to("/proc/self/mem")
    assert main(["--data", str(tmp_path), "set"]) == 1


@pytest.mark.parametrize("date", ["1977. 7. 25.", "1977.07.25", "1977-07-25", "1977년 7월 25일", "1977/7/25"])
def test_a_date_is_found_in_any_usual_form(date: str) -> None:
    row = {"doc_no": "간세 1235-2209", "date": "1977-07-25", "title": "인쇄비의 과세"}
    assert all(found_in(f"간세1235-2209 ({date})\n인쇄비의  과세", row).values())
    assert not found_in("1977. 7. 250", row)["date"]
