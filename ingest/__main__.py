"""The command line of ingest: `python -m ingest PATH... [--prune] [--json] [--home DIR]`."""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kb.errors import AgreementKBError

if TYPE_CHECKING:
    from ingest.pipeline import Progress, Report
    from kb.domain import DocumentSummary


def main(arguments: Sequence[str] | None = None) -> int:
    """File the PDFs under the paths given; exit status 1 when any could not be read, 2 for wrong usage."""
    parser = argparse.ArgumentParser(
        prog="python -m ingest", description="File PDF documents, new and changed ones only."
    )
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a PDF file, or a folder searched for PDFs")
    parser.add_argument(
        "--prune", action="store_true", help="remove documents whose files are gone from the folders given"
    )
    parser.add_argument("--json", action="store_true", help="print the report as one JSON value")
    parser.add_argument("--home", type=Path, help="the data home (default: KB_HOME, else ./data)")
    given = parser.parse_args(arguments)
    try:
        report = _filed(given)
    except AgreementKBError as error:
        print(error, file=sys.stderr)
        return 1
    if given.json:
        print(json.dumps(report_json(report), ensure_ascii=False))
    else:
        _print_report(report)
    for failure in report.failed:
        print(failure["error"], file=sys.stderr)
    return 1 if report.failed else 0


def _filed(given: argparse.Namespace) -> Report:
    from ingest.pipeline import ingest
    from kb.settings import read_settings

    settings = read_settings(home=given.home)
    with _bar() as show:
        return ingest(settings, given.paths, prune=given.prune, on_progress=show)


class _bar:
    """A progress bar on standard error, where that is a terminal; nothing else."""

    def __enter__(self) -> Callable[[Progress], None]:
        from tqdm import tqdm

        self._bar: Any = tqdm(unit=" files", disable=None, file=sys.stderr, dynamic_ncols=True)
        return self._show

    def __exit__(self, *_: object) -> None:
        self._bar.close()

    def _show(self, progress: Progress) -> None:
        self._bar.total = progress.total
        self._bar.n = progress.done
        self._bar.set_description_str(f"{progress.step} {progress.path.name if progress.path else ''}"[:60])
        self._bar.refresh()


def report_json(report: Report) -> dict[str, Any]:
    """The report as the documented JSON value."""
    groups = {
        name: [_entry(one) for one in getattr(report, name)] for name in ("added", "replaced", "unchanged", "removed")
    }
    return {**groups, "failed": report.failed, "seconds": report.seconds}


def _entry(summary: DocumentSummary) -> dict[str, Any]:
    wanted = ("id", "path", "title", "kind", "languages", "pages", "passages", "commitments", "warnings")
    everything = dataclasses.asdict(summary)
    return {name: everything[name] for name in wanted}


def _print_report(report: Report) -> None:
    for name in ("added", "replaced", "removed"):
        for one in getattr(report, name):
            print(f"{name:9} {one.name}: {one.pages} pages, {one.passages} passages, {one.commitments} commitments")
            for warning in one.warnings:
                print(f"          {warning}")
    counts = ", ".join(
        f"{len(getattr(report, name))} {name}" for name in ("added", "replaced", "unchanged", "removed", "failed")
    )
    print(f"{counts} in {report.seconds:.1f} s")


if __name__ == "__main__":
    sys.exit(main())
