"""An ingest killed again and again: `python -m bench.kills --home DIR [--files 200] [--kills 50]`.

Agreements made up for the purpose are filed by `python -m ingest`, killed with SIGKILL at random moments of its work and
started again, until all are filed. Then nothing may be lost or half there, and little may have been done twice: the
passages embedded in all runs are counted against those on record.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

from bench.agreements import write_agreements

_CHILD = "bench.kills_child"


def main() -> None:
    """Print how many runs were killed, what is on record, and what share of the work was done twice; exit 1 for a loss."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path, required=True, help="a folder for the files and the data home")
    parser.add_argument("--files", type=int, default=200)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=time.time_ns() % 1_000_000)
    given = parser.parse_args()
    folder, home = given.home / "files", given.home / "kb"
    for old in (folder, home):
        shutil.rmtree(old, ignore_errors=True)
    write_agreements(folder, given.files)
    log, chance, kills = given.home / "embedded.log", random.Random(given.seed), 0
    log.unlink(missing_ok=True)
    while True:
        # A run that is not killed any more ends the trial; moments are counted from where its work begins.
        left = given.kills - kills
        killed = _run(home, folder, log, chance.uniform(0.0, 2.0 * _pace(given)) if left else None)
        kills += killed
        if not killed:
            break
    print(f"killed {kills} times (seed {given.seed})")
    raise SystemExit(_told(home, given.files, log))


def _pace(given: argparse.Namespace) -> float:
    """The mean seconds of work between kills at which the files last for all of them, at a third of a second a file."""
    return float(given.files) / 3 / float(given.kills)


def _run(home: Path, folder: Path, log: Path, seconds: float | None) -> bool:
    """File the folder; was it killed, `seconds` after its first file was at hand?"""
    line = [sys.executable, "-m", _CHILD, str(home), str(folder), str(log)]
    with subprocess.Popen(
        line, env=os.environ | {"KB_PUBLISH_SECONDS": "5"}, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        if seconds is not None:
            try:
                process.wait(seconds)
            except subprocess.TimeoutExpired:
                process.kill()
        process.wait()
    if process.returncode not in (0, -9):
        raise SystemExit(f"the ingest ended with {process.returncode}")
    return process.returncode == -9


def _told(home: Path, files: int, log: Path) -> int:
    from kb import KnowledgeBase
    from kb.doctor import examine

    with KnowledgeBase.open(home) as base:
        found = base.documents()
        faults = examine(base.settings)
    shapes = {(one.pages, one.passages) for one in found}
    passages = _distinct(home)
    embedded = sum(int(line) for line in log.read_text("utf-8").split())
    whole = len(found) == files and len(shapes) <= 2 and not faults
    print(f"on record: {len(found)} of {files} files, pages and passages of each {sorted(shapes)}, faults {faults}")
    print(
        f"embedded {embedded} texts for {passages} different ones on record: {embedded / passages - 1:.1%} done twice"
    )
    return 0 if whole else 1


def _distinct(home: Path) -> int:
    """How many different texts the passages on record have: what repeats is embedded once."""
    import sqlalchemy as sa

    from kb.database import Database, passage
    from kb.settings import read_settings

    database = Database(read_settings(home=home))
    with database.read() as connection:
        return int(connection.execute(sa.select(sa.func.count(passage.c.digest.distinct()))).scalar_one())


if __name__ == "__main__":
    main()
