"""What the register and the list of documents look like outside: rows as JSON, and files of them (CSV, XLSX, ICS)."""

from kb.export.calendar import write_ics
from kb.export.rows import (
    AGREEMENT_COLUMNS,
    COMMITMENT_COLUMNS,
    DOCUMENT_COLUMNS,
    EVIDENCE_COLUMNS,
    Row,
    agreement_row,
    commitment_row,
    document_row,
    evidence_rows,
)
from kb.export.spreadsheets import Sheet, write_csv, write_xlsx

__all__ = [
    "AGREEMENT_COLUMNS",
    "COMMITMENT_COLUMNS",
    "DOCUMENT_COLUMNS",
    "EVIDENCE_COLUMNS",
    "Row",
    "Sheet",
    "agreement_row",
    "commitment_row",
    "document_row",
    "evidence_rows",
    "write_csv",
    "write_ics",
    "write_xlsx",
]
