"""Evidence as rows hold it: where a citation stands and what it quotes, written and read back."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from kb.domain import Citation, Kind

_COLUMNS = ("page", "label", "quote", "start", "end")


def evidence_of(citation: Citation) -> dict[str, Any]:
    """The columns of a row that hold a citation; its document is a column of its own."""
    return {name: getattr(citation, name) for name in _COLUMNS}


def citation_of(row: sa.Row[Any], kind: Kind) -> Citation:
    """The citation that a row holds, read with its document's name; `kind` is the document's."""
    return Citation(row.document_id, row.name, kind, row.page, row.label, row.quote, row.start, row.end)
