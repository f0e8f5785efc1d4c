"""The command line of ingest: `python -m ingest PATH... [--prune] [--watch] [--json] [--home DIR]`."""

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
    from ingest.report import Progress, Report
    from kb.domain import DocumentSummary
    from kb.settings import Settings


def main(arguments: Sequence[str] | None = None) -> int:
    """File the documents under the paths given; exit status 1 when any could not be read, 2 for wrong usage."""
    given = parser().parse_args(arguments)
    try:
        from kb.settings import read_settings

        settings = read_settings(home=given.home)
        report = _filed(settings, given.paths, given.prune)
        status = _told(report, given.json)
        if given.watch:
            _watch(settings, given)
    except AgreementKBError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped. What was filed is kept; the same command goes on from there.", file=sys.stderr)
        return 130
    return status


def parser() -> argparse.ArgumentParser:
    """The options of the command."""
    options = argparse.ArgumentParser(
        prog="python -m ingest", description="File documents, new and changed ones only, and make them searchable."
    )
    options.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a file, or a folder searched for files")
    options.add_argument(
        "--prune", action="store_true", help="remove documents whose files are gone from the folders given"
    )
    options.add_argument("--watch", action="store_true", help="go on filing what comes and changes, until stopped")
    options.add_argument("--json", action="store_true", help="print the report as one JSON value (a line a report)")
    options.add_argument("--home", type=Path, help="the data home (default: KB_HOME, else ./data)")
    return options


def _filed(settings: Settings, paths: Sequence[Path], prune: bool) -> Report:
    from ingest.pipeline import ingest

    with _bar() as show:
        return ingest(settings, paths, prune=prune, on_progress=show)


def _watch(settings: Settings, given: argparse.Namespace) -> None:
    """Files each batch of changes below the paths given as it comes."""
    from ingest.watch import changes

    print(f"Watching {', '.join(map(str, given.paths))}: Ctrl-C stops.", file=sys.stderr, flush=True)
    for batch in changes(given.paths):
        prune = batch.gone and given.prune
        # Only whole folders are pruned: what went is found out from what is still there.
        report = _filed(settings, given.paths if prune else batch.paths, prune)
        if report.added or report.replaced or report.removed or report.reread or report.failed:
            _told(report, given.json)


class _bar:
    """A progress bar on standard error, where that is a terminal; nothing else."""

    def __enter__(self) -> Callable[[Progress], None]:
        from tqdm import tqdm

        # Time left comes from files and parts of files, so that one long file is not a standstill.
        layout = "{desc} {percentage:3.0f}%|{bar}| {n:.0f}/{total} files [{elapsed}<{remaining}]"
        self._bar: Any = tqdm(unit="file", disable=None, file=sys.stderr, dynamic_ncols=True, bar_format=layout)
        return self._show

    def __exit__(self, *_: object) -> None:
        self._bar.close()

    def _show(self, progress: Progress) -> None:
        self._bar.total = progress.total
        self._bar.n = progress.done + progress.share
        self._bar.set_description_str(f"{progress.step} {progress.path.name if progress.path else ''}"[:60])
        self._bar.refresh()


def report_json(report: Report) -> dict[str, Any]:
    """The report as the documented JSON value."""
    groups = {
        name: [_entry(one) for one in getattr(report, name)] for name in ("added", "replaced", "unchanged", "removed")
    }
    stages = {stage: round(seconds, 2) for stage, seconds in report.stages.items()}
    told = {"failed": report.failed, "seconds": report.seconds, "pages": report.pages, "stages": stages}
    return {**groups, **told, "reread": [_entry(one) for one in report.reread]}


def _entry(summary: DocumentSummary) -> dict[str, Any]:
    wanted = ("id", "path", "title", "kind", "languages", "pages", "passages", "commitments", "warnings", "format")
    everything = dataclasses.asdict(summary)
    return {name: everything[name] for name in wanted}


def _told(report: Report, as_json: bool) -> int:
    """Prints the report, and each file that failed on standard error; gives the exit status."""
    if as_json:
        print(json.dumps(report_json(report), ensure_ascii=False), flush=True)
    else:
        _print_report(report)
    for failure in report.failed:
        print(failure["error"], file=sys.stderr, flush=True)
    return 1 if report.failed else 0


def _print_report(report: Report) -> None:
    for name in ("added", "replaced", "removed", "reread"):
        for one in getattr(report, name):
            print(f"{name:9} {one.name}: {one.pages} pages, {one.passages} passages, {one.commitments} commitments")
            for warning in one.warnings:
                print(f"          {warning}")
    counts = ", ".join(
        f"{len(getattr(report, name))} {name}" for name in ("added", "replaced", "unchanged", "removed", "failed")
    )
    print(f"{counts} in {report.seconds:.1f} s", flush=True)
    if report.pages:
        rates = (f"{stage} {report.pages / max(seconds, 1e-3):.0f}" for stage, seconds in report.stages.items())
        print(f"pages a second: {report.pages / max(report.seconds, 1e-3):.1f} in all; {', '.join(rates)}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
