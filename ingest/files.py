"""Which files an ingest is given: those named, and those below the folders named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from kb.text import nfc, one_line

# What programs and systems leave beside documents: locks, thumbnails, downloads not finished.
_LEFT_BEHIND = ("~$", "~lock", ".")
_SYSTEM = frozenset({"thumbs.db", "desktop.ini"})
_UNFINISHED = frozenset({".tmp", ".part", ".crdownload", ".lock"})


def files(paths: Sequence[Path]) -> Iterator[Path]:
    """Every file to file, each once, in order of name; whatever a folder holds is meant, but for what programs leave behind."""
    seen: set[Path] = set()
    for path in paths:
        for file in _below(path) if path.is_dir() else [path]:
            if file.resolve() not in seen:
                seen.add(file.resolve())
                yield file


def _below(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if is_document(path.relative_to(folder)) and path.is_file())


def is_document(path: Path) -> bool:
    """Whether a path, from the folder named downwards, is one that a person put there."""
    name = path.name.casefold()
    hidden = any(part.startswith(_LEFT_BEHIND) for part in path.parts)
    return not hidden and name not in _SYSTEM and path.suffix.casefold() not in _UNFINISHED


def shown(path: Path) -> str:
    """A path as a message may show it: NFC, on one line."""
    return one_line(nfc(str(path).encode("utf-8", "surrogateescape").decode("utf-8", "replace")))
