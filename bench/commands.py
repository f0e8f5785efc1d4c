"""The product's own commands, run as a user runs them, with what they took."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kb.evaluation import Evaluation, GoldQuestion, Ranked, measured, pages_of, read_questions


@dataclass(frozen=True, slots=True)
class Run:
    """What a command printed and took: wall-clock seconds and the peak of its resident memory in megabytes."""

    output: str
    seconds: float
    megabytes: int


def run(home: Path, *arguments: str) -> Run:
    """Run `python -m ARGUMENTS` on the data home; SystemExit with its last words when it fails."""
    began = time.perf_counter()
    environment = os.environ | {"KB_HOME": str(home)}
    process = subprocess.Popen([sys.executable, "-m", *arguments], env=environment, stdout=subprocess.PIPE, text=True)
    output = process.stdout.read() if process.stdout else ""
    # wait4 alone tells this one child's memory; it also takes the exit status, so Popen need not wait.
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"python -m {' '.join(arguments)} ended with {process.returncode}: {output[-500:]}")
    return Run(output, time.perf_counter() - began, usage.ru_maxrss // 1024)


def ingest(home: Path, folder: Path) -> None:
    """Ingest `folder` and print pages a second and the peak of memory."""
    ran = run(home, "ingest", str(folder), "--json")
    report = json.loads(ran.output)
    documents = report["added"] + report["replaced"] + report["unchanged"]
    pages, passages = (sum(document[name] for document in documents) for name in ("pages", "passages"))
    print(
        f"ingest: {len(documents)} documents ({len(report['unchanged'])} unchanged), {pages} pages, "
        f"{passages} passages in {ran.seconds:.1f} s = {pages / ran.seconds:.1f} pages/s, peak {ran.megabytes} MB, "
        f"failed {len(report['failed'])}"
    )


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
    return measured([_ranked(question, rows[question.id], each) for question in asked])


def _ranked(question: GoldQuestion, row: dict[str, Any], otherwise: float) -> Ranked:
    hits: Sequence[dict[str, Any]] = row["hits"]
    pages = pages_of((hit["document"], hit["page"]) for hit in hits)
    return Ranked(question, pages, float(row.get("seconds", otherwise)))
