"""What changes in folders, batch by batch, as the system tells it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.files import is_document

# A file is filed once nothing has changed for so long: a large copy comes in pieces.
_QUIET_MS = 1500
_LONGEST_MS = 30_000


@dataclass(frozen=True, slots=True)
class Changes:
    """Files and folders in which something came or changed, in order of name, and whether anything went."""

    paths: tuple[Path, ...]
    gone: bool


def changes(paths: Sequence[Path]) -> Iterator[Changes]:
    """Each batch of changes at or below `paths`, until the process is interrupted."""
    from watchfiles import watch

    tops = [path.resolve() for path in paths]
    watching = False
    events = watch(
        *paths, watch_filter=None, debounce=_LONGEST_MS, step=_QUIET_MS, rust_timeout=_QUIET_MS, yield_on_timeout=True
    )
    for batch in events:
        touched = {path for _, name in batch if _meant(path := Path(name), tops)}
        if not watching:
            # What changed before the first look was not seen: everything is looked at once more.
            watching, touched = True, {*touched, *tops}
        here = tuple(sorted(path for path in touched if path.exists()))
        if touched:
            yield Changes(here, len(here) < len(touched))


def _meant(path: Path, tops: Sequence[Path]) -> bool:
    below = [top for top in tops if path.is_relative_to(top)]
    return any(path == top or is_document(path.relative_to(top)) for top in below)
