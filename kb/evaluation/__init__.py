"""How well a base answers: questions with their gold pages and answers, the measures of a run, and what changed between two."""

from __future__ import annotations

from kb.evaluation.measures import DEPTH, Evaluation, Measures, measured
from kb.evaluation.outcomes import Asks, Outcome, evaluate, pages_of
from kb.evaluation.questions import GoldQuestion, PageKey, read_questions
from kb.evaluation.runs import Change, compare, read_run, save_run

__all__ = [
    "DEPTH", "Asks", "Change", "Evaluation", "GoldQuestion", "Measures", "Outcome", "PageKey", "compare", "evaluate", "measured",
    "pages_of", "read_questions", "read_run", "save_run",
]  # fmt: skip
