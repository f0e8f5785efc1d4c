"""A folder of many files: `python -m bench.folder --home DIR [--files 1000]`.

Prints when the first documents could be found while the ingest went on, the memory of all its processes along the way, and
how long the folder takes again, unchanged.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import psutil

from bench.agreements import write_agreements
from bench.commands import run


def main() -> None:
    """Make the files, ingest them while watching, and ingest them again."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path, required=True, help="a folder for the files and the data home")
    parser.add_argument("--files", type=int, default=1000)
    given = parser.parse_args()
    folder, home = given.home / "files", given.home / "kb"
    for old in (folder, home):
        shutil.rmtree(old, ignore_errors=True)
    write_agreements(folder, given.files)
    seconds = _watched(home, folder)
    again = run(home, "ingest", str(folder), "--json")
    unchanged = len(json.loads(again.output)["unchanged"])
    print(f"again: {unchanged} unchanged in {again.seconds:.1f} s, {seconds / again.seconds:.0f} times faster")


def _watched(home: Path, folder: Path) -> float:
    """Ingest the folder, looking at it once a second; the seconds it took."""
    began = time.monotonic()
    line = [sys.executable, "-m", "ingest", str(folder), "--json", "--home", str(home)]
    first, held = 0.0, list[int]()
    # To a file: a pipe that nobody reads meanwhile would stop the ingest at the end.
    told = home.with_suffix(".json")
    with told.open("w") as output, subprocess.Popen(line, env=os.environ, stdout=output) as process:
        watched = psutil.Process(process.pid)
        while process.poll() is None:
            time.sleep(1)
            held.append(_memory(watched))
            if not first and _visible(home):
                first = time.monotonic() - began
    report = json.loads(told.read_text("utf-8"))
    seconds = time.monotonic() - began
    print(f"{len(report['added'])} files, {report['pages']} pages in {seconds:.1f} s; first found after {first:.0f} s")
    quarters = [held[len(held) * part // 4] for part in (1, 2, 3)]
    print(f"memory of all processes: peak {max(held)} MB; after a quarter, half, three quarters {quarters} MB")
    print("by stage, seconds:", report["stages"])
    return seconds


def _memory(process: psutil.Process) -> int:
    total = 0
    try:
        for each in (process, *process.children(recursive=True)):
            total += each.memory_full_info().pss
    except psutil.Error:
        pass
    return total >> 20


def _visible(home: Path) -> bool:
    from kb import KnowledgeBase
    from kb.errors import HomeUnusable

    try:
        with KnowledgeBase.open(home) as base:
            return bool(base.documents())
    except HomeUnusable:
        return False


if __name__ == "__main__":
    main()
