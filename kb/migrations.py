"""How a base made by an earlier version becomes one of this: steps by version, run once, so that people's work is never lost.

A step names the columns it adds, its indexes, and what fills them. Tables it adds need no mention: what is missing is made in
whole before. Steps are never changed once released: a base of an old version goes through all of them in order.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import sqlalchemy as sa

SCHEMA_VERSION = "4"

Fill = Callable[[sa.Connection], None]


@dataclass(frozen=True, slots=True)
class Step:
    """From one version to the next: columns as (table, column, type and default in SQL), indexes in SQL, what fills them."""

    to: str
    columns: tuple[tuple[str, str, str], ...] = ()
    indexes: tuple[str, ...] = ()
    fill: Fill = lambda connection: None


def migrate(connection: sa.Connection, version: str, steps: Mapping[str, Step] | None = None) -> str:
    """Bring the tables from `version` as far as steps lead, all in the caller's transaction; gives the version reached."""
    chain: list[Step] = []
    known = STEPS if steps is None else steps
    while version in known:
        chain.append(known[version])
        version = known[version].to
    for step in chain:
        for table, column, kind in step.columns:
            _add_column(connection, table, column, kind)
        for index in step.indexes:
            connection.exec_driver_sql(index)
    # A step's filling reads the tables as they are now, with the columns of the later steps too.
    for step in chain:
        step.fill(connection)
    return version


def _add_column(connection: sa.Connection, table: str, column: str, kind: str) -> None:
    """Add a column; a table made just now has all of them."""
    if column not in {each["name"] for each in sa.inspect(connection).get_columns(table)}:
        quote = connection.dialect.identifier_preparer.quote
        connection.exec_driver_sql(f"ALTER TABLE {quote(table)} ADD COLUMN {quote(column)} {kind}")


def _key_commitments(connection: sa.Connection) -> None:
    """Give every document its family and every commitment its key; their parties' names are those of the first documents."""
    from kb.people.rekeying import key_all

    key_all(connection)


STEPS: dict[str, Step] = {
    "2": Step(
        "3",
        (
            ("commitment", "condition", "TEXT NOT NULL DEFAULT ''"),
            ("commitment", "due_trace", "TEXT NOT NULL DEFAULT ''"),
            ("commitment", "key", "VARCHAR NOT NULL DEFAULT ''"),
            ("commitment", "named", "JSON"),
            ("agreement_fact", "named", "JSON"),
        ),
        ("CREATE INDEX IF NOT EXISTS ix_commitment_key ON commitment (key)",),
        _key_commitments,
    ),
    # What parties are called is absent until their documents are ingested again.
    "3": Step("4", (("agreement_fact", "role", "VARCHAR"),)),
}
