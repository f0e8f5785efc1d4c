"""How long answers take: `python -m bench.latency --home DIR --questions FILE.jsonl`."""

from __future__ import annotations

import argparse
import json
import math
import time
from pathlib import Path
from statistics import median

from bench.commands import run


def main() -> None:
    """Print the seconds of the help, of one question in a new process, and of many questions in one process."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path, required=True, help="the data home")
    parser.add_argument("--questions", type=Path, required=True, help='a JSON Lines file of {"question"}')
    parser.add_argument("-n", type=int, default=50, help="how many of them, repeated when there are fewer")
    given = parser.parse_args()
    asked = [json.loads(line)["question"] for line in given.questions.read_text("utf-8").splitlines() if line.strip()]
    questions = (asked * math.ceil(given.n / len(asked)))[: given.n]
    print(f"help: {min(run(given.home, 'kb', '--help').seconds for _ in range(3)):.2f} s")
    alone = run(given.home, "kb", "ask", questions[0], "--json")
    print(f"one question in a new process: {alone.seconds:.2f} s, peak {alone.megabytes} MB")
    _many(given.home, questions)


def _many(home: Path, questions: list[str]) -> None:
    began = time.perf_counter()
    from kb import KnowledgeBase

    seconds = []
    with KnowledgeBase.open(home) as base:
        base.ask(questions[0])
        print(f"first answer, imports and loading included: {time.perf_counter() - began:.2f} s")
        for question in questions:
            start = time.perf_counter()
            base.ask(question)
            seconds.append(time.perf_counter() - start)
    seconds.sort()
    last = seconds[math.ceil(0.95 * len(seconds)) - 1]
    print(f"{len(seconds)} answers after it: median {1000 * median(seconds):.0f} ms, p95 {1000 * last:.0f} ms")


if __name__ == "__main__":
    main()
