"""The product's own commands, run as a user runs them, with what they took."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from kb.evaluation import Evaluation, GoldQuestion, Outcome, measured, pages_of, read_questions


@dataclass(frozen=True, slots=True)
class Run:
    """What a command printed and took: wall-clock and CPU seconds, and the peak memory of all its processes in megabytes."""

    output: str
    seconds: float
    cpu: float
    megabytes: int


def run(home: Path, *arguments: str, python: str = sys.executable) -> Run:
    """Run `python -m ARGUMENTS` on the data home; SystemExit with its last words when it fails."""
    began = time.perf_counter()
    environment = os.environ | {"KB_HOME": str(home)}
    process = subprocess.Popen([python, "-m", *arguments], env=environment, stdout=subprocess.PIPE, text=True)
    peak = _Peak(process.pid)
    output = process.stdout.read() if process.stdout else ""
    # wait4 alone tells the CPU time of this one child and of its own; it takes the exit status, so Popen need not wait.
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"python -m {' '.join(arguments)} ended with {process.returncode}: {output[-500:]}")
    return Run(output, time.perf_counter() - began, usage.ru_utime + usage.ru_stime, peak.megabytes())


class _Peak:
    """The most memory a process and its descendants held at once, looked at ten times a second; shared pages count once."""

    def __init__(self, pid: int) -> None:
        self._process = psutil.Process(pid)
        self._most = 0
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def _look(self) -> None:
        while self._process.is_running():
            held = 0
            try:
                for each in (self._process, *self._process.children(recursive=True)):
                    with suppress(psutil.Error):
                        held += each.memory_full_info().pss
            except psutil.Error:
                return
            self._most = max(self._most, held)
            time.sleep(0.1)

    def megabytes(self) -> int:
        """The peak, once the process has ended."""
        self._thread.join()
        return self._most >> 20


def ingest(home: Path, folder: Path) -> None:
    """Ingest `folder` and print pages a second and the peak of memory."""
    ran = run(home, "ingest", str(folder), "--json")
    report = json.loads(ran.output)
    documents = report["added"] + report["replaced"] + report["unchanged"]
    pages, passages = (sum(document[name] for document in documents) for name in ("pages", "passages"))
    print(
        f"ingest: {len(documents)} documents ({len(report['unchanged'])} unchanged), {pages} pages, "
        f"{passages} passages in {ran.seconds:.1f} s = {pages / ran.seconds:.1f} pages/s, "
        f"{ran.cpu:.1f} CPU s, peak {ran.megabytes} MB, failed {len(report['failed'])}"
    )
    if report["pages"]:
        print("by stage, seconds: " + ", ".join(f"{name} {spent}" for name, spent in report["stages"].items()))


def write_questions(path: Path, questions: Iterable[dict[str, Any]]) -> None:
    """Write questions with their gold pages, as `kb eval` and `kb search --batch` read them."""
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in questions), "utf-8")


def search(home: Path, questions: Path, k: int = 10) -> Evaluation:
    """The measures of `python -m kb search --batch` on a file of questions, answered in one process."""
    ran = run(home, "kb", "search", "--batch", str(questions), "-k", str(k), "--json")
    rows = {str(row["id"]): row for row in map(json.loads, ran.output.splitlines())}
    asked = read_questions(questions)
    each = ran.seconds / len(asked)
    print(
        f"search: {len(asked)} questions in {ran.seconds:.1f} s, start of the process included, peak {ran.megabytes} MB"
    )
    return measured([_outcome(question, rows[question.id], each) for question in asked])


def _outcome(question: GoldQuestion, row: dict[str, Any], otherwise: float) -> Outcome:
    hits: Sequence[dict[str, Any]] = row["hits"]
    pages = pages_of((hit["document"], hit["page"]) for hit in hits)
    return Outcome(question, pages, float(row.get("seconds", otherwise)))
