"""A base of an earlier version becomes one of this in place: nothing that people wrote, and no document, is lost."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from ingest.pipeline import ingest
from kb import KnowledgeBase
from kb.database import SCHEMA_VERSION, Database, meta, read_meta, write_meta
from kb.errors import HomeUnusable
from kb.migrations import STEPS, Step, migrate
from kb.settings import Settings, read_settings
from tests.letters import memorandum, put

# What version 4 added to version 3, and 3 to 2, taken away again.
_TO_VERSION_3 = """
DELETE FROM agreement_fact WHERE field = 'role';
ALTER TABLE agreement_fact DROP COLUMN role;
UPDATE meta SET value = '3' WHERE key = 'schema';
"""
_TO_VERSION_2 = f"""
{_TO_VERSION_3}
DROP INDEX ix_commitment_key;
ALTER TABLE commitment DROP COLUMN key;
ALTER TABLE commitment DROP COLUMN named;
ALTER TABLE commitment DROP COLUMN condition;
ALTER TABLE commitment DROP COLUMN due_trace;
ALTER TABLE agreement_fact DROP COLUMN named;
DROP TABLE document_family; DROP TABLE commitment_work; DROP TABLE agreement_work;
DROP TABLE party_verdict; DROP TABLE party_title; DROP TABLE journal;
UPDATE meta SET value = '2' WHERE key = 'schema';
"""


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database(read_settings(home=tmp_path))
    opened.prepare()
    yield opened
    opened.close()


def shape(settings: Settings) -> dict[str, set[str]]:
    """The columns and indexes of every table."""
    database = Database(settings)
    try:
        there = sa.inspect(database.engine)
        return {
            table: {each["name"] for each in there.get_columns(table)}
            | {str(each["name"]) for each in there.get_indexes(table)}
            for table in there.get_table_names()
        }
    finally:
        database.close()


def test_a_base_of_version_2_is_brought_to_this_one_with_its_documents(fresh: Settings, tmp_path: Path) -> None:
    put(tmp_path / "in" / "등대.pdf", memorandum("한빛등대협회", "등대 관측 자료를 제공하여야 한다."))
    ingest(fresh, [tmp_path / "in"])
    put(tmp_path / "in" / "등대.pdf", memorandum("한빛등대협회", "등대 사진을 제공하여야 한다."))
    ingest(fresh, [tmp_path / "in"])
    with KnowledgeBase.open(fresh) as base:
        before = base.commitments()
    now = shape(fresh)
    with sqlite3.connect(fresh.home / "kb.sqlite") as connection:
        connection.executescript(_TO_VERSION_2)
    connection.close()
    with KnowledgeBase.open(fresh) as base:
        assert [each.id for each in base.commitments()] == [each.id for each in before]
        assert base.commitments() == before
        base.work(before[0].id, owner="김하나")
        put(tmp_path / "in" / "등대.pdf", memorandum("한빛등대협회", "등대 사진을 제공하여야 한다.\n끝."))
        ingest(fresh, [tmp_path / "in"])
        assert base.commitments(topic="등대 사진")[0].owner == "김하나"
    assert shape(fresh) == now


def test_a_base_of_version_3_keeps_peoples_work_and_has_no_roles_until_a_document_is_read_again(
    fresh: Settings, tmp_path: Path
) -> None:
    letter = memorandum("한빛등대협회", "등대 관측 자료를 제공하여야 한다.", parts=("재단", "협회"))
    put(tmp_path / "in" / "등대.pdf", letter)
    ingest(fresh, [tmp_path / "in"])
    with KnowledgeBase.open(fresh) as base:
        (row,) = base.agreements()
        assert [each.value.word for each in row.agreement.roles] == ["재단", "협회"]
        base.work(base.commitments()[0].id, owner="김하나")
        base.correct_agreement("등대.pdf", {"expires_on": "2030-01-01"}, by="이두리")
    now = shape(fresh)
    with sqlite3.connect(fresh.home / "kb.sqlite") as connection:
        connection.executescript(_TO_VERSION_3)
    connection.close()
    with KnowledgeBase.open(fresh) as base:
        (row,) = base.agreements()
        assert row.agreement.roles == ()
        assert (row.expires_on, [each.by for each in row.given]) == (dt.date(2030, 1, 1), ["이두리"])
        assert base.commitments()[0].owner == "김하나" and len(base.journal()) == 2
        put(tmp_path / "in" / "등대.pdf", letter + b"\n")
        assert len(ingest(fresh, [tmp_path / "in"]).replaced) == 1
        (row,) = base.agreements()
        assert [each.value.word for each in row.agreement.roles] == ["재단", "협회"]
        assert (row.expires_on, base.commitments()[0].owner) == (dt.date(2030, 1, 1), "김하나")
    assert shape(fresh) == now


def test_the_steps_lead_to_this_version() -> None:
    assert {step.to for step in STEPS.values()} - set(STEPS) == {SCHEMA_VERSION}


def test_steps_are_taken_in_order_columns_before_what_fills_them(database: Database) -> None:
    def fill(connection: sa.Connection) -> None:
        connection.exec_driver_sql("UPDATE journal SET why = 'x' || place")

    steps = {
        "7": Step("8", (("journal", "why", "TEXT NOT NULL DEFAULT ''"),), fill=fill),
        "8": Step("9", (("journal", "place", "TEXT NOT NULL DEFAULT 'y'"),), ("CREATE INDEX ix_why ON journal (why)",)),
    }
    with database.write() as connection:
        connection.exec_driver_sql(
            "INSERT INTO journal (at, by, noun, subject, family, field, erased) VALUES ('2026-01-01', '', '', '', '', '', 0)"
        )
        assert migrate(connection, "7", steps) == "9"
        assert connection.exec_driver_sql("SELECT why FROM journal").scalar_one() == "xy"
        assert migrate(connection, "9", steps) == "9"
        assert migrate(connection, "0", steps) == "0"


def test_a_step_that_fails_leaves_the_base_as_it_was(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(connection: sa.Connection) -> None:
        raise ZeroDivisionError

    monkeypatch.setitem(STEPS, "2", Step("3", (("meta", "extra", "TEXT"),), fill=fail))
    with database.write() as connection:
        write_meta(connection, "schema", "2")
    with pytest.raises(ZeroDivisionError):
        database.prepare()
    with database.read() as connection:
        assert read_meta(connection, "schema") == "2"
        assert "extra" not in {each["name"] for each in sa.inspect(connection).get_columns("meta")}


@pytest.mark.parametrize("version", ["0", "99"])
def test_a_base_that_no_step_leads_from_is_refused_and_left_alone(database: Database, version: str) -> None:
    with database.write() as connection:
        write_meta(connection, "schema", version)
    with pytest.raises(HomeUnusable, match="update this program"):
        database.prepare()
    with database.read() as connection:
        assert connection.execute(sa.select(meta.c.value).where(meta.c.key == "schema")).scalar_one() == version
