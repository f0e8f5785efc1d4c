"""`python -m bench.kills_child HOME FOLDER LOG`: an ingest that notes each batch it begins to embed, for bench.kills."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ingest.pipeline import ingest
from ingest.report import Progress
from kb.backends import Embedder
from kb.settings import read_settings


def main() -> None:
    """File the folder, a line on stdout once the first file is at hand, and the size of each batch in the log."""
    home, folder, log = map(Path, sys.argv[1:])
    passages = Embedder.passages
    begun = False

    def noted(self: Embedder, texts: Sequence[str], *arguments: Any, **named: Any) -> Any:
        with log.open("a") as stream:
            stream.write(f"{len(texts)}\n")
        return passages(self, texts, *arguments, **named)

    def told(progress: Progress) -> None:
        nonlocal begun
        if not begun and progress.path is not None:
            begun = True
            print("begun", flush=True)

    Embedder.passages = noted  # type: ignore[method-assign]
    ingest(read_settings(home=home), [folder], on_progress=told)


if __name__ == "__main__":
    main()
