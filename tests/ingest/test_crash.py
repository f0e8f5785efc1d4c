"""An ingest killed at any moment leaves the previous state whole, and the next run finishes the work."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from ingest.pipeline import ingest
from kb import KnowledgeBase
from kb.doctor import examine
from kb.domain import DocumentSummary, Filters
from kb.settings import Settings
from tests.letters import ROOT, answer, command, memorandum, put

PARTNERS = ("한빛등대협회", "푸른산림협회", "새물운하협회")
ROUNDS = 6


def write_round(folder: Path, number: int) -> None:
    """Every file gets new bytes, and one comes and goes."""
    for partner in PARTNERS:
        put(folder / f"{partner}.pdf", memorandum(partner, f"제{number:03}차 관측 자료를 제공하여야 한다."))
    passing = folder / "잠깐협회.pdf"
    if number % 2:
        put(passing, memorandum("잠깐스친협회", f"제{number:03}차 관측 자료를 제공하여야 한다."))
    else:
        passing.unlink(missing_ok=True)


def round_of(base: KnowledgeBase, one: DocumentSummary) -> int:
    """Which round's bytes a document on record holds."""
    text = base.document(one.id).page(2).text
    return int(text[text.index("제2조") :].split("제", 2)[2][:3])


def killed(home: Path, folder: Path, moment: Callable[[float], bool]) -> bool:
    """Start a real ingest that publishes after each document, kill it when `moment` (seconds since start) says; was it?"""
    line = [sys.executable, "-m", "ingest", str(folder), "--prune", "--home", str(home)]
    environment = os.environ | {"KB_PUBLISH_SECONDS": "0"}
    with subprocess.Popen(line, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        began = time.monotonic()
        while process.poll() is None and not moment(time.monotonic() - began):
            time.sleep(0.002)
        process.kill()
        output = process.communicate()[0].decode()
    assert process.returncode in (0, -signal.SIGKILL), output
    return process.returncode == -signal.SIGKILL


def check_whole(base: KnowledgeBase, shape: tuple[int, int, int], reached: dict[str, int]) -> None:
    """What is visible is whole and no older than it was; what is not visible cannot be found."""
    found = base.documents()
    names = [one.name for one in found]
    assert len(names) == len(set(names)), "two versions of one file are current"
    assert {f"{partner}.pdf" for partner in PARTNERS} <= set(names), "a document was lost"
    for one in found:
        assert (one.pages, one.passages, one.commitments) == shape
        assert {hit.passage.page for hit in base.search("관측 자료", 5, Filters(documents=(one.id,)))} == {1, 2}
        number = round_of(base, one)
        assert number >= reached.get(one.name, 0), "an older version is back"
        reached[one.name] = number
    assert {hit.document_id for hit in base.search("관측 자료를 제공하여야 한다", 50)} <= {one.id for one in found}
    assert {one.citation.document_id for one in base.commitments()} <= {one.id for one in found}


def test_a_kill_at_any_moment_leaves_the_previous_state_whole(fresh: Settings, tmp_path: Path) -> None:
    folder, seed = tmp_path / "in", time.time_ns()
    chance, reached = random.Random(seed), dict[str, int]()
    write_round(folder, 0)
    began = time.monotonic()
    first = ingest(fresh, [folder]).added[0]
    # A new process also imports and loads the model, which the kills may hit as well.
    longest = 1.5 * (time.monotonic() - began) + 3
    shape = (first.pages, first.passages, first.commitments)
    kills = 0
    with KnowledgeBase.open(fresh) as base:
        for number in range(1, ROUNDS + 1):
            write_round(folder, number)
            kills += killed(fresh.home, folder, _moment(fresh.home, chance, number, longest))
            check_whole(base, shape, reached)
            faults = examine(fresh)
            # A copy is stored just before its document is on record; the next run takes it up, or away.
            assert all(fault.endswith("run `python -m ingest PATH...` again.") for fault in faults), (seed, faults)
        assert kills >= ROUNDS // 2, f"only {kills} of {ROUNDS} runs were killed at work (seed {seed})"
        answer(fresh.home, "ingest", folder, "--prune")
        check_whole(base, shape, reached)
        assert {one.name: round_of(base, one) for one in base.documents()} == {f"{p}.pdf": ROUNDS for p in PARTNERS}
    assert command(fresh.home, "kb", "doctor").returncode == 0


def _moment(home: Path, chance: random.Random, number: int, longest: float) -> Callable[[float], bool]:
    """Any moment of the run, or in every other round one while documents are being published."""
    if number % 2:
        delay = chance.uniform(0.0, longest)
        return lambda seconds: seconds > delay
    vectors, wait = home / "vectors", chance.uniform(0.0, 0.25)
    before, seen = set(vectors.iterdir()), list[float]()

    def publishing(seconds: float) -> bool:
        if not seen and set(vectors.iterdir()) != before:
            seen.append(seconds)
        return bool(seen) and seconds > seen[0] + wait

    return publishing
