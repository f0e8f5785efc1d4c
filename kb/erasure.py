"""Whether what was deleted is gone: its text is looked for in every file of the data home."""

from __future__ import annotations

import json
import mmap
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import sqlalchemy as sa

from kb.database import page
from kb.errors import ErasureIncomplete
from kb.people.forgetting import kept_words

# So many stretches of so many characters of each document are looked for, spread over its pages, chosen among these.
_PROBES = 24
_CANDIDATES = 2000
_LENGTH = 24
_MODELS = "models"


def probes(connection: sa.Connection, documents: Sequence[str]) -> list[str]:
    """Stretches of the text of `documents` (ids), spread over each, that no other document on record says, and no person."""
    own = {document_id: _stretches(_texts(connection, [document_id])) for document_id in documents}
    candidates = set().union(*own.values())
    for text in _texts(connection, documents, others=True):
        candidates.difference_update(_windows(text, step=1))
    for text in kept_words(connection, documents):
        candidates.difference_update(_windows(text, step=1))
    lone = [[stretch for stretch in stretches if stretch in candidates] for stretches in own.values()]
    return [stretch for stretches in lone for stretch in _spread(stretches, _PROBES)]


def _texts(connection: sa.Connection, documents: Sequence[str], *, others: bool = False) -> Iterator[str]:
    named = page.c.document_id.in_(list(documents))
    query = (
        sa.select(page.c.text).where(sa.not_(named) if others else named).order_by(page.c.document_id, page.c.number)
    )
    yield from connection.execute(query).scalars()


def _stretches(texts: Iterable[str]) -> list[str]:
    windows = [window for text in texts for line in text.splitlines() for window in _windows(line, step=_LENGTH // 2)]
    return _spread(windows, _CANDIDATES)


def _windows(text: str, step: int) -> Iterator[str]:
    for start in range(0, len(text) - _LENGTH + 1, step):
        yield text[start : start + _LENGTH]


def _spread(stretches: Sequence[str], count: int) -> list[str]:
    return list(stretches[:: max(1, len(stretches) // count)][:count])


def verify(home: Path, stretches: Sequence[str]) -> int:
    """Look for `stretches` in every file of the data home; gives how many files were read, ErasureIncomplete where one is found."""
    wanted = [form for stretch in stretches for form in {stretch.encode(), json.dumps(stretch)[1:-1].encode()}]
    files = [path for path in sorted(home.rglob("*")) if path.is_file() and _MODELS not in path.relative_to(home).parts]
    for path in files:
        if _holds(path, wanted):
            raise ErasureIncomplete(
                f"Text of a deleted document is still in {path}: close every program that uses the data home, "
                "then run `python -m kb rebuild`."
            )
    return len(files)


def _holds(path: Path, wanted: Sequence[bytes]) -> bool:
    try:
        with path.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as content:
            return any(content.find(each) >= 0 for each in wanted)
    except (FileNotFoundError, ValueError):
        return False  # gone meanwhile, or empty
