"""What words, vectors and both together find: `python -m bench.fusion --home HOME --questions FILE.jsonl`, as for `kb eval`.

The fused search is to be as good as the better of the two alone, in every language. Wrong document: the share of questions whose
first page is of another document than the right one.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from statistics import fmean, median
from typing import get_args

from kb import KnowledgeBase
from kb.domain import Answer, Citation, Hit
from kb.evaluation import DEPTH, GoldQuestion, Outcome, evaluate, read_questions
from kb.evaluation.measures import ranking_measures
from kb.retrieve import Scoring

SHOWN = ("success_at_1", "success_at_5", "success_at_10", "mrr", "ndcg_at_10")


class Searched:
    """A base as its search ranks by words, by vectors or by both."""

    def __init__(self, base: KnowledgeBase, by: Scoring) -> None:
        self._base = base
        self._by = by

    def search(self, question: GoldQuestion) -> Sequence[Hit]:
        """The pages found."""
        return self._base.search(question.question, DEPTH, by=self._by)

    def ask(self, question: GoldQuestion) -> Answer | None:
        """No answer: only the search is measured."""
        return None

    def page_text(self, citation: Citation) -> str:
        """Nothing: no answer cites."""
        return ""


def main() -> None:
    """Search with each way of scoring and print the measures side by side, by language of the question."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path, required=True, help="the data home that is searched")
    parser.add_argument("--questions", type=Path, required=True, help="questions with their gold pages")
    given = parser.parse_args()
    print_scorings(given.home, given.questions)


def print_scorings(home: Path, questions: Path) -> None:
    """A line for each way of scoring and language: the measures of the ranking, wrong documents and the median time."""
    asked = read_questions(questions)
    print("              n  " + "  ".join([*SHOWN, "wrong document", "median ms"]))
    with KnowledgeBase.open(home) as base:
        base.warm()
        for by in reversed(get_args(Scoring)):
            found = evaluate(asked, Searched(base, by))
            for language in sorted({one.question.language for one in found}):
                print(_line(by, language, [one for one in found if one.question.language == language]))


def _line(by: str, language: str, found: Sequence[Outcome]) -> str:
    measures = ranking_measures(found)
    shown = "  ".join(f"{measures[name]:{len(name)}.3f}" for name in SHOWN)
    wrong = fmean(not one.pages or one.pages[0][0] not in {name for name, _ in one.question.gold} for one in found)
    took = 1000 * median(one.seconds for one in found)
    return f"{by:8} {language} {len(found):4}  {shown}  {wrong:14.3f}  {took:9.0f}"


if __name__ == "__main__":
    main()
