"""Files of register rows: complete, readable in Korean, and harmless in a spreadsheet."""

from __future__ import annotations

import csv
import datetime as dt
import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from kb import export
from kb.domain import (
    Agreement,
    Citation,
    Commitment,
    CommitmentStatus,
    DocumentSummary,
    Fact,
    JournalEntry,
    Party,
    PartyListing,
    Work,
)
from kb.errors import FileNotWritten
from kb.export import agreement_row, commitment_row, document_row, write_csv, write_ics, write_xlsx
from kb.export.files import write_whole
from kb.register import AgreementRow

CITED = Citation("f" * 64, "협약서.pdf", "mou", 3, "iii", "재단은 6월 30일까지 목록을 보낸다.", 0, 22)
PARTY = Party("ada", ko="오로라협회", en="Aurora Association")
AGREEMENT = Agreement(
    "f" * 64, Fact("=업무협약", CITED), (Fact(PARTY, CITED),), signed_on=Fact(dt.date(2024, 3, 4), CITED)
)
ROW = AgreementRow(AGREEMENT, "협약서.pdf", "in_force", dt.date(2027, 3, 3), dt.date(2027, 1, 2), "aaaaaaaaaa")
PROMISE = Commitment(
    ("재단",), ("오로라협회",), "-목록을 보낸다", "obligation", CITED, due_on=dt.date(2026, 6, 30), id="cccccccccc", note="확인 중",
    corrected=(("due_on", "2026-05-30"), ("obligee", ("협회", "시민"))),
)  # fmt: skip
SUMMARY = DocumentSummary(
    "f" * 64, "협약서.pdf", "/협약서.pdf", "협약서", "mou", ("ko",), dt.date(2024, 3, 4), 3, 9, 4, 1, None
)
ROWS = [commitment_row(PROMISE), {**commitment_row(PROMISE), "action": "@cmd", "topic": "\t=1+1", "owner": "+82 2"}]


def test_every_row_says_where_it_is_proved_and_is_json() -> None:
    for row in (document_row(SUMMARY), agreement_row(ROW), commitment_row(PROMISE)):
        assert row["document"] == "협약서.pdf"
        assert row["page"] >= 1
        assert row["quote"]
        assert json.loads(json.dumps(row)) == row


def test_dates_are_iso_and_every_field_of_an_agreement_has_its_evidence() -> None:
    row = agreement_row(ROW)
    assert (row["signed_on"], row["running_until"], row["expires_on"]) == ("2024-03-04", "2027-03-03", None)
    assert [(each["field"], each["page"]) for each in row["evidence"]] == [("title", 3), ("signed_on", 3), ("party", 3)]


def test_a_csv_opens_in_korean_with_formulas_made_harmless(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    write_csv(ROWS, path)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as stream:
        first, second = csv.DictReader(stream)
    assert (first["obligor"], first["action"], first["page"]) == ("재단", "'-목록을 보낸다", "3")
    assert (second["action"], second["topic"], second["owner"]) == ("'@cmd", "'\t=1+1", "'+82 2")


def test_a_workbook_holds_text_and_no_formula(tmp_path: Path) -> None:
    path = tmp_path / "rows.xlsx"
    write_xlsx([agreement_row(ROW)], path)
    sheet = load_workbook(path).active
    assert sheet is not None
    header, cells = (list(row) for row in sheet.iter_rows())
    values = {str(name.value): cell for name, cell in zip(header, cells, strict=True)}
    assert values["title"].value == "'=업무협약"
    assert all(cell.data_type != "f" for cell in cells)


def test_without_rows_a_file_still_has_its_header(tmp_path: Path) -> None:
    write_csv([], tmp_path / "none.csv", export.COMMITMENT_COLUMNS)
    write_xlsx([], tmp_path / "none.xlsx", export.COMMITMENT_COLUMNS)
    with (tmp_path / "none.csv").open(encoding="utf-8-sig", newline="") as stream:
        assert next(csv.reader(stream)) == list(export.COMMITMENT_COLUMNS)
    sheet = load_workbook(tmp_path / "none.xlsx").active
    assert sheet is not None
    assert [cell.value for cell in next(sheet.iter_rows())] == list(export.COMMITMENT_COLUMNS)
    assert write_ics([], tmp_path / "none.ics") == 0


def test_the_columns_of_each_list_are_those_of_its_rows() -> None:
    at = dt.datetime(2026, 11, 24, tzinfo=dt.UTC)
    work = Work("c", "a.pdf", "q", "", "", "", "", (), False, "kim", at)
    change = JournalEntry(at, "kim", "party", "x", "", "ko", None, "y")
    agreement = agreement_row(ROW)
    (evidence, *_) = export.evidence_rows([agreement])
    for row, columns in (
        (document_row(SUMMARY), export.DOCUMENT_COLUMNS),
        (commitment_row(PROMISE), export.COMMITMENT_COLUMNS),
        ({name: agreement[name] for name in agreement if name != "evidence"}, export.AGREEMENT_COLUMNS),
        (evidence, export.EVIDENCE_COLUMNS),
        (export.work_row(work), export.WORK_COLUMNS),
        (export.change_row(change), export.CHANGE_COLUMNS),
        (export.party_row(PartyListing(PARTY, ("a.pdf",), 1, 2, 3)), export.PARTY_COLUMNS),
    ):
        assert set(row) == set(columns) and json.loads(json.dumps(row)) == row


def test_a_workbook_is_one_to_work_in(tmp_path: Path) -> None:
    path, rows = tmp_path / "rows.xlsx", [agreement_row(ROW)]
    evidence = export.Sheet("evidence", export.EVIDENCE_COLUMNS, export.evidence_rows(rows))
    write_xlsx(rows, path, export.AGREEMENT_COLUMNS, name="agreements", more=[evidence])
    book = load_workbook(path)
    assert book.sheetnames == ["agreements", "evidence"]
    sheet = book["agreements"]
    header, cells = (list(row) for row in sheet.iter_rows())
    letters = [get_column_letter(number) for number in range(1, len(header) + 1)]
    named = {str(name.value): cell for name, cell in zip(header, cells, strict=True)}
    assert (named["signed_on"].value, named["signed_on"].number_format) == (dt.datetime(2024, 3, 4), "yyyy-mm-dd")
    assert named["page"].value == 3 and named["expires_on"].value is None
    assert named["quote"].alignment.wrap_text and all(cell.font.bold for cell in header)
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == f"A1:{letters[-1]}2"
    assert all(8 <= sheet.column_dimensions[letter].width <= 61 for letter in letters)
    proofs = list(book["evidence"].iter_rows(values_only=True))
    assert [(row[2], row[5]) for row in proofs[1:]] == [("title", 3), ("signed_on", 3), ("party", 3)]


def test_what_a_person_set_right_is_told_beside_what_was_extracted(tmp_path: Path) -> None:
    write_csv([commitment_row(PROMISE)], tmp_path / "rows.csv")
    with (tmp_path / "rows.csv").open(encoding="utf-8-sig", newline="") as stream:
        (row,) = csv.DictReader(stream)
    assert row["corrected"] == "due_on: 2026-05-30; obligee: 협회, 시민"


@pytest.mark.parametrize("kind", ["csv", "xlsx", "ics"])
def test_a_file_that_cannot_be_written_is_named_and_what_was_there_stays(tmp_path: Path, kind: str) -> None:
    writers: dict[str, Callable[[Sequence[export.Row], Path], object]] = {
        "csv": write_csv, "xlsx": write_xlsx, "ics": write_ics,
    }  # fmt: skip
    write = writers[kind]
    with pytest.raises(FileNotWritten, match=rf"none/rows\.{kind} cannot be written .*the folder"):
        write(ROWS, tmp_path / "none" / f"rows.{kind}")
    with pytest.raises(FileNotWritten, match="it is a folder"):
        write(ROWS, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_replaced_whole_or_stays_as_it_was(tmp_path: Path) -> None:
    def fail(stream: BinaryIO) -> None:
        stream.write(b"half")
        raise OSError(28, "No space left on device")

    path = tmp_path / "rows.csv"
    path.write_bytes(b"before")
    path.chmod(0o640)
    with pytest.raises(FileNotWritten, match=r"No space left on device.*free disk space"):
        write_whole(path, fail)
    assert path.read_bytes() == b"before"
    write_csv(ROWS, path)
    assert path.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_to_a_file_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "link.csv").symlink_to(tmp_path / "rows.csv")
    write_csv(ROWS, tmp_path / "link.csv")
    assert (tmp_path / "link.csv").is_symlink() and (tmp_path / "rows.csv").is_file()


def test_a_calendar_holds_due_dates_ends_and_notice_deadlines(tmp_path: Path) -> None:
    path = tmp_path / "rows.ics"
    assert write_ics([commitment_row(PROMISE), agreement_row(ROW)], path) == 3
    events = Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    assert [event.decoded("dtstart") for event in events] == [
        dt.date(2026, 6, 30),
        dt.date(2027, 3, 3),
        dt.date(2027, 1, 2),
    ]
    assert "협약서.pdf, p. 3" in str(events[0]["description"])


def test_an_event_keeps_its_identity_when_words_and_days_change(tmp_path: Path) -> None:
    def event(promise: Commitment) -> Any:
        write_ics([commitment_row(promise)], tmp_path / "rows.ics")
        (made,) = Calendar.from_ical((tmp_path / "rows.ics").read_bytes()).walk("VEVENT")
        return made

    first = event(PROMISE)
    second = event(replace(PROMISE, action="지도를 보낸다", due_on=dt.date(2027, 1, 1)))
    assert first["uid"] == second["uid"]
    assert first["summary"] != second["summary"]


def test_an_event_reminds_and_says_where_it_is_proved(tmp_path: Path) -> None:
    rows = [commitment_row(replace(PROMISE, owner="김하나")), agreement_row(ROW)]
    write_ics(rows, tmp_path / "rows.ics")
    events: list[Any] = list(Calendar.from_ical((tmp_path / "rows.ics").read_bytes()).walk("VEVENT"))
    reminded = [alarm.decoded("trigger").days for event in events for alarm in event.walk("VALARM")]
    assert reminded == [-7, -30, -14]
    assert len({str(event["uid"]) for event in events}) == 3
    assert all(event["categories"].cats for event in events)
    told = str(events[0]["description"])
    assert "협약서.pdf, p. 3" in told and CITED.quote in told and "김하나" in told and "확인 중" in told


@pytest.mark.parametrize(("status", "count"), [("open", 1), ("overdue", 1), ("done", 0), ("dropped", 0)])
def test_what_is_settled_is_in_no_calendar(tmp_path: Path, status: CommitmentStatus, count: int) -> None:
    assert write_ics([commitment_row(replace(PROMISE, status=status))], tmp_path / "rows.ics") == count


@pytest.mark.parametrize("status", ["draft", "superseded", "expired"])
def test_what_is_over_or_unsigned_is_in_no_calendar(tmp_path: Path, status: str) -> None:
    assert write_ics([{**agreement_row(ROW), "status": status}], tmp_path / "rows.ics") == 0


@given(st.text(max_size=60))
def test_no_cell_begins_as_a_formula(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    folder = tmp_path_factory.mktemp("cells")
    write_csv([{"cell": text}], folder / "rows.csv")
    write_xlsx([{"cell": text}], folder / "rows.xlsx")
    with (folder / "rows.csv").open(encoding="utf-8-sig", newline="") as stream:
        written = list(csv.reader(stream))
    assert not written[-1] or not written[-1][0].lstrip().startswith(("=", "+", "-", "@"))
