"""What an ingest tells: how far it is, and what became of each file."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypedDict

from kb.domain import DocumentSummary

Stage = Literal["read", "words", "embed", "facts", "store", "publish"]


class Failure(TypedDict):
    """One file that could not become a document, with the stable word for why."""

    path: str
    error: str
    reason: str


@dataclass
class Report:
    """What an ingest did with each file, how long it took in seconds, and how many of them each stage took.

    `reread` are documents on record whose facts were extracted anew, as a person has corrected what they are. Files are read in processes beside the others, so "read" may run while other stages do. `pages` counts those read.
    """

    added: list[DocumentSummary] = field(default_factory=list)
    replaced: list[DocumentSummary] = field(default_factory=list)
    unchanged: list[DocumentSummary] = field(default_factory=list)
    removed: list[DocumentSummary] = field(default_factory=list)
    reread: list[DocumentSummary] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)
    seconds: float = 0.0
    pages: int = 0
    stages: dict[Stage, float] = field(default_factory=dict)

    @contextmanager
    def timed(self, stage: Stage) -> Iterator[None]:
        """Counts what is done inside to `stage`."""
        began = time.perf_counter()
        try:
            yield
        finally:
            self.spent(stage, time.perf_counter() - began)

    def spent(self, stage: Stage, seconds: float) -> None:
        """Count `seconds` to `stage`."""
        self.stages[stage] = self.stages.get(stage, 0.0) + seconds


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an ingest is: `done` of `total` files, the file and step at hand, and how much of the step is done, 0 to 1."""

    done: int
    total: int
    path: Path | None
    step: str
    share: float = 0.0
