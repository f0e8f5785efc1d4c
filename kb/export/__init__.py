"""What the register and the list of documents look like outside: rows as JSON, and files of them (CSV, XLSX, ICS)."""

from kb.export.calendar import write_ics
from kb.export.people import CHANGE_COLUMNS, PARTY_COLUMNS, WORK_COLUMNS, change_row, party_row, work_row
from kb.export.rows import (
    AGREEMENT_COLUMNS,
    COMMITMENT_COLUMNS,
    DOCUMENT_COLUMNS,
    DOUBT_COLUMNS,
    EVIDENCE_COLUMNS,
    Row,
    agreement_row,
    commitment_row,
    document_row,
    doubt_row,
    evidence_rows,
)
from kb.export.spreadsheets import Sheet, write_csv, write_xlsx

__all__ = [
    "AGREEMENT_COLUMNS",
    "CHANGE_COLUMNS",
    "COMMITMENT_COLUMNS",
    "DOCUMENT_COLUMNS",
    "DOUBT_COLUMNS",
    "EVIDENCE_COLUMNS",
    "PARTY_COLUMNS",
    "WORK_COLUMNS",
    "Row",
    "Sheet",
    "agreement_row",
    "change_row",
    "commitment_row",
    "document_row",
    "doubt_row",
    "evidence_rows",
    "party_row",
    "work_row",
    "write_csv",
    "write_ics",
    "write_xlsx",
]
