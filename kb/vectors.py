"""Chroma, one folder a generation: passage vectors and ids, nothing else, rebuildable from the database.

A Chroma folder that another process writes goes stale in the processes that read it, and two writers corrupt it. So a
generation is written once, by one process, and never changed after it was published.
"""

from __future__ import annotations

import ctypes
import fcntl
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import IO, Any

import numpy as np
import numpy.typing as npt

from kb.domain import LANGUAGES, Language
from kb.errors import HomeUnusable

Vectors = npt.NDArray[np.float32]

# Chroma's own largest batch in local mode is 5,461 rows.
_BATCH = 5000
_LEASE = "readers.lock"
# glibc's mallopt parameter and the size in bytes from which memory comes fresh from the system.
_MMAP_THRESHOLD, _FRESH_FROM = -3, 1 << 16


class Generations:
    """The folders of the vector index under one data home, numbered from 1."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, number: int) -> Path:
        """The folder of generation `number`."""
        return self.folder / str(number)

    def numbers(self) -> list[int]:
        """The generations that have a folder, oldest first."""
        if not self.folder.is_dir():
            return []
        return sorted(int(entry.name) for entry in self.folder.iterdir() if entry.name.isdigit())

    def draft(self, current: int, *, empty: bool = False) -> int:
        """Make the folder of the next generation, a copy of the current one unless `empty`, and give its number."""
        self.remove_unread(keep=current)
        number = max([current, *self.numbers()]) + 1
        target = self.path(number)
        target.parent.mkdir(parents=True, exist_ok=True)
        if current and not empty:
            if not self.path(current).is_dir():
                raise _missing(self.path(current))
            shutil.copytree(self.path(current), target)
        else:
            target.mkdir()
        return number

    def remove_unread(self, keep: int) -> None:
        """Remove every generation but `keep` that no process is reading; drafts of a crashed run go too."""
        for number in self.numbers():
            if number != keep:
                with _unread(self.path(number)) as free:
                    if free:
                        shutil.rmtree(self.path(number), ignore_errors=True)


class VectorIndex:
    """One open generation: nearest passages by cosine, one Chroma collection a language so that neither hides the other."""

    def __init__(self, folder: Path) -> None:
        if not folder.is_dir():
            raise _missing(folder)
        import chromadb
        from chromadb.config import Settings as ChromaSettings
        from chromadb.errors import ChromaError

        _ask_for_fresh_memory()
        self._reading = _shared(folder)
        try:
            self._client: Any = chromadb.PersistentClient(
                str(folder), settings=ChromaSettings(anonymized_telemetry=False)
            )
            self._collections = {language: self._collection(language) for language in LANGUAGES}
        except (ChromaError, ValueError) as error:
            self._reading.close()
            raise _missing(folder) from error

    def _collection(self, language: Language) -> Any:
        configuration: Any = {"hnsw": {"space": "cosine", "ef_search": 400, "ef_construction": 200}}
        name = f"passages-{language}"
        return self._client.get_or_create_collection(name, embedding_function=None, configuration=configuration)

    def add(self, language: Language, ids: Sequence[int], vectors: Vectors) -> None:
        """Add passages by id with their vectors, shape (len(ids), dimension)."""
        for first in range(0, len(ids), _BATCH):
            batch = slice(first, first + _BATCH)
            self._collections[language].add(ids=[str(key) for key in ids[batch]], embeddings=vectors[batch])

    def delete(self, ids: Sequence[int]) -> None:
        """Forget passages by id; unknown ids are no error."""
        for collection in self._collections.values():
            for first in range(0, len(ids), _BATCH):
                collection.delete(ids=[str(key) for key in ids[first : first + _BATCH]])

    def nearest(self, query: Vectors, language: Language, count: int) -> list[int]:
        """The ids of up to `count` passages of `language` nearest to `query`, shape (dimension,), nearest first."""
        collection = self._collections[language]
        held = collection.count()
        if not held:
            return []
        found = collection.query(query_embeddings=[query.tolist()], n_results=min(count, held), include=["distances"])
        return [int(key) for key in found["ids"][0]]

    def count(self) -> int:
        """How many passages the generation holds."""
        return sum(int(collection.count()) for collection in self._collections.values())

    def close(self) -> None:
        """Write what is buffered, release the folder."""
        self._client.close()
        self._reading.close()

    def __enter__(self) -> VectorIndex:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


@cache
def _ask_for_fresh_memory() -> None:
    """Let large blocks of memory come zeroed from the system, not from what this process gave back.

    Chroma writes an index with all its unused room (167,600 bytes for 384 dimensions) as malloc gave it: a name of a deleted
    document, freed before, was found in data_level0.bin in 1 of 4 runs. Other C libraries than glibc have no such switch.
    """
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).mallopt(_MMAP_THRESHOLD, _FRESH_FROM)


def _missing(folder: Path) -> HomeUnusable:
    return HomeUnusable(f"The vector index {folder} is missing or damaged: run `python -m kb rebuild`.")


def _shared(folder: Path) -> IO[str]:
    """A lease on `folder`: while the file is open, no publisher removes it."""
    lease = (folder / _LEASE).open("w")
    fcntl.flock(lease, fcntl.LOCK_SH)
    return lease


@contextmanager
def _unread(folder: Path) -> Iterator[bool]:
    """Whether no process holds a lease on `folder`; none can take one until the end."""
    with (folder / _LEASE).open("w") as lease:
        try:
            fcntl.flock(lease, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


def pack(vectors: Vectors) -> list[bytes]:
    """Each row of `vectors` as the bytes the database keeps (little-endian float32)."""
    return [row.astype("<f4").tobytes() for row in vectors]


def unpack(rows: Sequence[bytes]) -> Vectors:
    """The rows the database kept, as an array of shape (len(rows), dimension)."""
    return (
        np.frombuffer(b"".join(rows), dtype="<f4").reshape(len(rows), -1)
        if rows
        else np.zeros((0, 0), dtype=np.float32)
    )
