"""Files and the documents they hold: exact copies are one document with several paths, new bytes at a path a new version."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from kb.database import document, document_path
from kb.text import nfc


@dataclass(frozen=True, slots=True)
class Earlier:
    """The version a file's new bytes replace."""

    id: str
    version: int


def is_current(connection: sa.Connection, document_id: str) -> bool:
    """Whether these bytes are on record as a newest version; an old version's row is removed, to be filed anew."""
    row = connection.execute(sa.select(document.c.superseded_by).where(document.c.id == document_id)).one_or_none()
    return row is not None and row.superseded_by is None


def forget_old(connection: sa.Connection, document_id: str) -> None:
    """Take an old version off the record: its bytes are back, and become the newest version again."""
    old = sa.and_(document.c.id == document_id, document.c.superseded_by.is_not(None))
    connection.execute(sa.delete(document).where(old))


def earlier(connection: sa.Connection, path: Path) -> Earlier | None:
    """What new bytes at `path` replace: the document last seen there, or under this name where its file is gone.

    A document that another path still holds, an exact copy, is not replaced.
    """
    place = str(path.resolve())
    query = (
        sa.select(document.c.id, document.c.version, document_path.c.path)
        .join(document_path, document_path.c.document_id == document.c.id)
        .where(document.c.superseded_by.is_(None), document.c.generation.is_not(None))
        .where(sa.or_(document_path.c.path == place, document.c.name == nfc(path.name)))
        .order_by(document_path.c.path != place)
    )
    for row in connection.execute(query).all():
        if all(held == place or not Path(held).exists() for held in paths_of(connection, row.id)):
            return Earlier(row.id, row.version)
    return None


def holds(connection: sa.Connection, place: str, document_id: str) -> bool:
    """Whether it is on record that the path `place` holds the document, and the document's own path is there."""
    query = sa.select(document.c.path).join(document_path, document_path.c.document_id == document.c.id)
    own = connection.execute(
        query.where(document_path.c.path == place, document.c.id == document_id)
    ).scalar_one_or_none()
    return own is not None and (own == place or Path(own).exists())


def note_path(connection: sa.Connection, place: str, document_id: str) -> None:
    """Record that a path holds a document; one whose own path is gone takes the name of a path that holds it."""
    here = document_path.c.path == place
    before = connection.execute(sa.select(document_path.c.document_id).where(here)).scalars().all()
    connection.execute(sa.delete(document_path).where(here))
    connection.execute(sa.insert(document_path).values(path=place, document_id=document_id))
    for one in {*before, document_id}:
        paths = [path for path in paths_of(connection, one) if Path(path).exists()]
        own = connection.execute(sa.select(document.c.path).where(document.c.id == one)).scalar_one()
        if paths and own not in paths:
            values = {"path": paths[0], "name": nfc(Path(paths[0]).name)}
            connection.execute(sa.update(document).where(document.c.id == one).values(**values))


def paths_of(connection: sa.Connection, document_id: str) -> list[str]:
    """Every path on record that holds a document, in order."""
    query = sa.select(document_path.c.path).where(document_path.c.document_id == document_id)
    return list(connection.execute(query.order_by(document_path.c.path)).scalars())


def orphans(connection: sa.Connection, folders: Iterable[Path]) -> list[str]:
    """The ids of documents none of whose files is there any more, after forgetting the paths below `folders` that are gone."""
    below = [folder.resolve() for folder in folders]
    for path in connection.execute(sa.select(document_path.c.path)).scalars().all():
        if any(Path(path).is_relative_to(folder) for folder in below) and not Path(path).exists():
            connection.execute(sa.delete(document_path).where(document_path.c.path == path))
    held = sa.select(document_path.c.document_id)
    unheld = sa.select(document.c.id).where(document.c.id.not_in(held), document.c.superseded_by.is_(None))
    return list(connection.execute(unheld).scalars())


def copies(connection: sa.Connection, ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Every path of each document of `ids` that has more than one."""
    query = sa.select(document_path.c.document_id, document_path.c.path).order_by(document_path.c.path)
    found: dict[str, tuple[str, ...]] = {}
    for row in connection.execute(query.where(document_path.c.document_id.in_(ids))):
        found[row.document_id] = (*found.get(row.document_id, ()), row.path)
    return {key: paths for key, paths in found.items() if len(paths) > 1}
