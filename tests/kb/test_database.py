"""The database is the truth: one committed state to a reader, all or nothing to a writer, no byte of what was deleted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from kb.database import Database, document, meta, page, read_meta, write_meta
from kb.errors import HomeUnusable
from kb.settings import Settings, read_settings


@pytest.fixture
def home(tmp_path: Path) -> Settings:
    return read_settings(home=tmp_path)


@pytest.fixture
def database(home: Settings) -> Iterator[Database]:
    opened = Database(home)
    opened.prepare()
    yield opened
    opened.close()


def add_document(connection: sa.Connection, name: str, text: str) -> None:
    connection.execute(
        sa.insert(document).values(
            id=name, name=name, path=name, title=name, kind="mou", languages=["ko"], version=1, warnings=[],
            added_at=sa.func.now(), generation=1, format="pdf", signature=b"",
        )
    )  # fmt: skip
    connection.execute(
        sa.insert(page).values(document_id=name, number=1, label="1", text=text, source="text", words=b"")
    )


def test_preparing_again_changes_nothing(database: Database) -> None:
    with database.write() as connection:
        write_meta(connection, "generation", "7")
    database.prepare()
    with database.read() as connection:
        assert read_meta(connection, "generation") == "7"


def test_a_reader_sees_one_state_from_its_first_query_to_its_end(database: Database, home: Settings) -> None:
    writer = Database(home)
    with database.read() as reading:
        assert read_meta(reading, "generation") is None
        with writer.write() as connection:
            write_meta(connection, "generation", "1")
        assert read_meta(reading, "generation") is None
    with database.read() as reading:
        assert read_meta(reading, "generation") == "1"
    writer.close()


def test_a_failed_transaction_leaves_nothing(database: Database) -> None:
    with pytest.raises(ZeroDivisionError), database.write() as connection:
        write_meta(connection, "generation", "1")
        raise ZeroDivisionError
    with database.read() as connection:
        assert read_meta(connection, "generation") is None


def test_writing_a_value_replaces_it(database: Database) -> None:
    with database.write() as connection:
        write_meta(connection, "generation", "1")
        write_meta(connection, "generation", "2")
        assert connection.execute(sa.select(meta.c.value).where(meta.c.key == "generation")).scalars().all() == ["2"]


def test_a_documents_rows_go_with_it(database: Database) -> None:
    with database.write() as connection:
        add_document(connection, "a.pdf", "협약")
        add_document(connection, "b.pdf", "협약")
        connection.execute(sa.delete(document).where(document.c.id == "a.pdf"))
        assert connection.execute(sa.select(page.c.document_id)).scalars().all() == ["b.pdf"]


def test_no_byte_of_a_deleted_text_stays_in_the_files(database: Database, home: Settings) -> None:
    secret = "THE-SECRET-CLAUSE"
    with database.write() as connection:
        add_document(connection, "a.pdf", f"{secret} " * 2000)
    held = [path for path in home.home.iterdir() if secret.encode() in path.read_bytes()]
    assert held, "the text is in the files before"
    with database.write() as connection:
        connection.execute(sa.delete(document))
    database.vacuum()
    assert not [path for path in home.home.iterdir() if secret.encode() in path.read_bytes()]


def test_readers_do_not_wait_for_a_writer(database: Database, home: Settings) -> None:
    writer = Database(home)
    with writer.write() as connection:
        write_meta(connection, "generation", "1")
        with database.read() as reading:
            assert read_meta(reading, "generation") is None
    writer.close()


def test_a_file_that_is_no_database_is_named_with_what_to_do(home: Settings) -> None:
    (home.home / "kb.sqlite").write_bytes(b"this is a text file, and no database at all\n" * 100)
    broken = Database(home)
    with pytest.raises(HomeUnusable, match=r"kb\.sqlite cannot be used .*move the data home away and ingest again"):
        broken.prepare()
    broken.close()


def test_another_schema_is_refused(database: Database) -> None:
    with database.write() as connection:
        write_meta(connection, "schema", "0")
    with pytest.raises(HomeUnusable, match="made by another version"):
        database.prepare()


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    nowhere = Database(read_settings(home=tmp_path / "nowhere"))
    with pytest.raises(HomeUnusable, match="cannot be used"):
        nowhere.prepare()
    nowhere.close()


def test_a_password_is_never_shown(tmp_path: Path) -> None:
    remote = Database(read_settings(home=tmp_path, database_url="postgresql+psycopg://kb:hunter2@127.0.0.1:1/kb"))
    assert "hunter2" not in remote.shown
    with pytest.raises(HomeUnusable) as error:
        remote.prepare()
    assert "hunter2" not in str(error.value)
    remote.close()
