"""Families and keys for a base that was made before there were any."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from kb.database import commitment, document
from kb.domain import Citation, Commitment
from kb.parties import read_parties
from kb.people.keys import join_family, keys


def key_all(connection: sa.Connection) -> None:
    """Record the family of every document, older versions first, and give every commitment its key."""
    everyone = read_parties(connection)

    def names(ids: list[str]) -> tuple[str, ...]:
        return tuple(everyone[each].names[0] if each in everyone and everyone[each].names else each for each in ids)

    for document_id in connection.execute(sa.select(document.c.id).order_by(document.c.version)).scalars().all():
        family = join_family(connection, document_id)
        query = sa.select(commitment).where(commitment.c.document_id == document_id).order_by(commitment.c.id)
        rows = connection.execute(query).all()
        made = keys(connection, family, [_as_found(row, names(row.obligor)) for row in rows])
        for row, key in zip(rows, made, strict=True):
            connection.execute(sa.update(commitment).where(commitment.c.id == row.id).values(key=key))


def _as_found(row: sa.Row[Any], obligor: tuple[str, ...]) -> Commitment:
    cited = Citation(row.document_id, "", "other", row.page, row.label, row.quote, row.start, row.end)
    return Commitment(obligor, (), row.action, row.modality, cited)
