"""What an upload is told as: a line a file, while it is read and when it is in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from page.words import Words

if TYPE_CHECKING:
    from ingest.pipeline import Progress, Report


def uploading_line(progress: Progress, words: Words) -> str:
    """How far an upload is: the file being read, or that the index is being published."""
    if progress.path is None:
        return words.publishing
    return words.uploading.format(name=progress.path.name, number=progress.done + 1, total=progress.total)


def uploaded_lines(report: Report, words: Words) -> list[tuple[str, str]]:
    """What became of each file, as (kind, sentence); kinds are added, replaced, unchanged and failed."""
    told = {"added": words.added, "replaced": words.replaced, "unchanged": words.unchanged}
    filed = [
        (kind, " ".join([sentence.format(name=document.name), *document.warnings]))
        for kind, sentence in told.items()
        for document in getattr(report, kind)
    ]
    failed = [
        ("failed", words.rejected.format(name=Path(failure["path"]).name, why=failure["error"]))
        for failure in report.failed
    ]
    return filed + failed
