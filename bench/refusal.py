"""How often a question is refused, of a base that holds its answer and of one that does not.

`python -m bench.refusal --home HOME --answerable FILE.jsonl --unanswerable FILE.jsonl`; the files as for `kb eval`.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from kb import KnowledgeBase
from kb.evaluation import GoldQuestion, read_questions


def main() -> None:
    """Ask both files and print the refused share of each, by language."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path, required=True, help="the data home that is asked")
    parser.add_argument("--answerable", type=Path, required=True, help="questions whose answer it holds")
    parser.add_argument("--unanswerable", type=Path, required=True, help="questions whose answer it does not hold")
    given = parser.parse_args()
    with KnowledgeBase.open(given.home) as base:
        base.warm()
        for name in ("answerable", "unanswerable"):
            _print(name, base, read_questions(getattr(given, name)))


def _print(name: str, base: KnowledgeBase, questions: list[GoldQuestion]) -> None:
    refused: dict[str, list[bool]] = {}
    for question in questions:
        refused.setdefault(question.language, []).append(base.ask(question.question).refused)
    for language, answers in sorted(refused.items()):
        print(f"{name:12} {language}: {sum(answers)} of {len(answers)} refused = {sum(answers) / len(answers):.3f}")


if __name__ == "__main__":
    main()
