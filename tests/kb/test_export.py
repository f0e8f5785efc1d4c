"""Files of register rows: complete, readable in Korean, and harmless in a spreadsheet."""

from __future__ import annotations

import csv
import datetime as dt
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from openpyxl import load_workbook

from kb.domain import Agreement, Citation, Commitment, DocumentSummary, Fact, Party
from kb.export import agreement_row, commitment_row, document_row, write_csv, write_ics, write_xlsx
from kb.register import AgreementRow

CITED = Citation("f" * 64, "협약서.pdf", "mou", 3, "iii", "재단은 6월 30일까지 목록을 보낸다.", 0, 22)
PARTY = Party("ada", ko="오로라협회", en="Aurora Association")
AGREEMENT = Agreement(
    "f" * 64, Fact("=업무협약", CITED), (Fact(PARTY, CITED),), signed_on=Fact(dt.date(2024, 3, 4), CITED)
)
ROW = AgreementRow(AGREEMENT, "협약서.pdf", "in_force", dt.date(2027, 3, 3), dt.date(2027, 1, 2))
PROMISE = Commitment(("재단",), ("오로라협회",), "-목록을 보낸다", "obligation", CITED, due_on=dt.date(2026, 6, 30))
ROWS = [commitment_row(PROMISE), {**commitment_row(PROMISE), "action": "@cmd", "topic": "\t=1+1", "owner": "+82 2"}]


def test_every_row_says_where_it_is_proved_and_is_json() -> None:
    summary = DocumentSummary(
        "f" * 64, "협약서.pdf", "/협약서.pdf", "협약서", "mou", ("ko",), dt.date(2024, 3, 4), 3, 9, 4, 1, None
    )
    for row in (document_row(summary), agreement_row(ROW), commitment_row(PROMISE)):
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


def test_no_rows_make_an_empty_file(tmp_path: Path) -> None:
    write_csv([], tmp_path / "none.csv")
    write_xlsx([], tmp_path / "none.xlsx")
    assert write_ics([], tmp_path / "none.ics") == 0


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
