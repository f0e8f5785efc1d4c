"""What becomes of every file of the real sets: read, read with warnings, refused with a reason; never a crash or a hang.

`python -m bench.outcomes --data ../shared/data [SET ...]`; each file is read in a process of its own.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import re
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

SETS = ("pdf-stress", "hwp-stress", "hwp-nts", "gov-ko", "minutes-ko", "mou-en", "cuad/pdf")
_SKIPPED = {".jsonl", ".ts", ".md", ".csv"}
_MEMORY = 2 << 30
_FAULTS = ("crashed", "hung", "silent empty")
_ASKED = 98


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file; `text` is all of its text, `detail` what was said of it."""

    kind: str
    text: str = ""
    detail: str = ""
    seconds: float = 0.0


def outcome(path: Path, seconds: float = 60.0) -> Outcome:
    """What becomes of the file, given up after `seconds`."""
    mine, its = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.get_context("spawn").Process(target=_read, args=(str(path), its, seconds))
    began = time.monotonic()
    process.start()
    its.close()
    try:
        found = mine.recv() if mine.poll(seconds) else Outcome("hung")
    except EOFError:
        process.join(5)
        found = Outcome("crashed", detail=f"exit status {process.exitcode}")
    finally:
        process.kill()
        process.join()
    return Outcome(found.kind, found.text, found.detail, time.monotonic() - began)


def _read(path: str, answer: Connection, seconds: float) -> None:
    """Runs in the child: reads one file under the limits of the product's own worker."""
    import resource
    import traceback

    from ingest.extract import Limits
    from ingest.formats.recognition import read

    _, most = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, most))
    try:
        # As in the product: what is a picture still when half of the time is over waits for another process.
        limits = Limits(deadline=time.monotonic() + seconds / 2)
        found = read(Path(path).read_bytes(), Path(path).name, limits)
    except Exception:
        answer.send(Outcome("crashed", detail=traceback.format_exc(limit=-2)))
        return
    text = "\n".join(page.text for page in found.pages)
    if found.reason:
        answer.send(Outcome(f"refused: {found.reason}", detail=found.message))
    elif not text.strip() and not found.told:
        answer.send(Outcome("silent empty"))
    else:
        told = "; ".join(found.told)
        view = "" if found.view or found.format == "pdf" else ", no view"
        answer.send(Outcome(f"read{' with warnings' if told else ''}{view}", text, told))


def files(folder: Path) -> list[Path]:
    """The files of a set, without its index and notes."""
    return [path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix not in _SKIPPED]


def found_in(text: str, row: dict[str, str]) -> dict[str, bool]:
    """Whether a ruling's text holds its number, date and title, white space ignored and its date in any usual form."""
    letters = "".join(text.split())
    year, month, day = (int(number) for number in row["date"].split("-"))
    dated = re.search(rf"(?<!\d){year}(?:년|[.\-/,])0?{month}(?:월|[.\-/,])0?{day}(?!\d)", letters)
    return {
        "number": "".join(row["doc_no"].split()) in letters,
        "date": dated is not None,
        "title": "".join(row["title"].split()) in letters,
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the outcomes of each set; 1 where a file crashed, hung or came back empty without a word, or too few facts are found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("sets", nargs="*", metavar="SET", default=SETS)
    options = parser.parse_args(arguments)
    if missing := [name for name in options.sets if not (options.data / name).is_dir()]:
        parser.error(f"{options.data} has no {', '.join(missing)}")
    faults = 0
    for name in options.sets:
        outcomes = {path: outcome(path) for path in files(options.data / name)}
        faults += _print_set(name, outcomes)
        if (index := options.data / name / "index.jsonl").is_file():
            faults += _print_facts(index, {path.name: found.text for path, found in outcomes.items()})
    return 1 if faults else 0


def _print_set(name: str, outcomes: dict[Path, Outcome]) -> int:
    slowest = max((found.seconds for found in outcomes.values()), default=0.0)
    print(f"{name}: {len(outcomes)} files, slowest {slowest:.1f} s")
    for kind, count in sorted(Counter(found.kind for found in outcomes.values()).items()):
        print(f"  {count:4}  {kind}")
    bad = {path: found for path, found in outcomes.items() if found.kind in _FAULTS}
    for path, found in bad.items():
        print(f"        {found.kind}: {path.name} {found.detail}")
    return len(bad)


def _print_facts(index: Path, texts: dict[str, str]) -> int:
    rows = [json.loads(line) for line in index.read_text("utf-8").splitlines()]
    found = [found_in(texts.get(row["file"], ""), row) for row in rows]
    short = 0
    for fact in ("number", "date", "title"):
        count = sum(one[fact] for one in found)
        missed = [row["file"] for row, one in zip(rows, found, strict=True) if not one[fact]]
        print(
            f"  {count:4}  of {len(rows)} have their {fact} in the text{': not ' + ', '.join(missed) if missed else ''}"
        )
        short += count < _ASKED * len(rows) / 100
    return short


if __name__ == "__main__":
    raise SystemExit(main())
