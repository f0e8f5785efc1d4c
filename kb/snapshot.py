"""One committed state to answer from: a database transaction and the vector generation that belongs to it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import sqlalchemy as sa

from kb.catalogue import Catalogue, load
from kb.database import Database
from kb.domain import Language
from kb.errors import HomeUnusable
from kb.publication import current_generation, generations
from kb.settings import Settings
from kb.vectors import VectorIndex, Vectors

# A generation can be replaced between reading its number and opening its folder; each try reads the number anew.
_TRIES = 5


@dataclass
class _Opened:
    catalogue: Catalogue
    index: VectorIndex | None
    users: int = 0


@dataclass(frozen=True)
class Snapshot:
    """What one question sees from its beginning to its end, whatever is published meanwhile."""

    connection: sa.Connection
    catalogue: Catalogue
    index: VectorIndex | None

    def nearest(self, vector: Vectors, language: Language, count: int) -> list[int]:
        """The ids of the `count` passages of `language` nearest to `vector`."""
        return self.index.nearest(vector, language, count) if self.index else []


class Snapshots:
    """Keeps the newest generation open between questions, and an older one for as long as a question uses it."""

    def __init__(self, database: Database, settings: Settings) -> None:
        self._database = database
        self._folders = generations(settings)
        self._lock = threading.Lock()
        self._newest: _Opened | None = None

    @contextmanager
    def current(self) -> Iterator[Snapshot]:
        """The newest committed state; HomeUnusable when its index is missing."""
        for attempt in range(_TRIES):
            with self._database.read() as connection:
                try:
                    opened = self._open(connection, current_generation(connection))
                except HomeUnusable:
                    if attempt + 1 == _TRIES:
                        raise
                    continue
                try:
                    yield Snapshot(connection, opened.catalogue, opened.index)
                finally:
                    self._leave(opened)
                return

    def _open(self, connection: sa.Connection, generation: int) -> _Opened:
        with self._lock:
            if self._newest is None or self._newest.catalogue.generation != generation:
                index = VectorIndex(self._folders.path(generation)) if generation else None
                replaced, self._newest = self._newest, _Opened(load(connection, generation), index)
                self._close_unused(replaced)
            self._newest.users += 1
            return self._newest

    def _leave(self, opened: _Opened) -> None:
        with self._lock:
            opened.users -= 1
            if opened is not self._newest:
                self._close_unused(opened)

    def _close_unused(self, opened: _Opened | None) -> None:
        if opened is not None and opened.index is not None and not opened.users:
            opened.index.close()
            opened.index = None

    def release(self) -> None:
        """Close what no question uses."""
        with self._lock:
            replaced, self._newest = self._newest, None
            self._close_unused(replaced)
