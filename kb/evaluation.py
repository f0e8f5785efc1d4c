"""How well search finds the right page: questions with their gold pages, and the usual measures of a ranking."""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import fmean, median
from typing import Any

from kb.domain import Hit
from kb.errors import QuestionRefused
from kb.text import language_of, nfc

DEPTH = 10
PageKey = tuple[str, int]


@dataclass(frozen=True, slots=True)
class GoldQuestion:
    """A question with the pages, as (file name, physical page), that answer it."""

    id: str
    question: str
    gold: frozenset[PageKey]
    language: str = ""
    type: str = ""


@dataclass(frozen=True, slots=True)
class Ranked:
    """The pages found for a question, best first and none twice, and how long it took."""

    question: GoldQuestion
    pages: tuple[PageKey, ...]
    seconds: float = 0.0

    @property
    def rank(self) -> int | None:
        """The place of the first right page, from 1; None when it is not among those found."""
        return next((place for place, page in enumerate(self.pages, 1) if page in self.question.gold), None)

    @property
    def ndcg(self) -> float:
        """nDCG@10 with binary relevance: DCG = sum of 1 / log2(1 + place), over that of the ideal order."""
        places = [place for place, page in enumerate(self.pages[:DEPTH], 1) if page in self.question.gold]
        ideal = range(1, min(len(self.question.gold), DEPTH) + 1)
        return _dcg(places) / _dcg(ideal)


@dataclass(frozen=True, slots=True)
class Measures:
    """Means over questions: success@k (a right page among the first k), MRR@10, nDCG@10; latency in seconds."""

    questions: int
    success_at_1: float
    success_at_5: float
    success_at_10: float
    mrr: float
    ndcg_at_10: float
    seconds_median: float
    seconds_p95: float


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The measures of all questions, of each language and type, and the ids without a right page in the first 10."""

    overall: Measures
    languages: Mapping[str, Measures] = field(default_factory=dict)
    types: Mapping[str, Measures] = field(default_factory=dict)
    missed: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """The same as values that JSON holds."""
        return asdict(self)

    def table(self) -> str:
        """The same as lines of text, a group a line."""
        groups = {"all": self.overall, **self.languages, **self.types}
        width = max(len(name) for name in groups)
        head = f"{'':{width}}  {'n':>5}  page@1  page@5  page@10    MRR  nDCG@10  median s   p95 s"
        lines = [
            f"{name:{width}}  {m.questions:5}  {m.success_at_1:6.3f}  {m.success_at_5:6.3f}  {m.success_at_10:7.3f}  "
            f"{m.mrr:5.3f}  {m.ndcg_at_10:7.3f}  {m.seconds_median:8.3f}  {m.seconds_p95:6.3f}"
            for name, m in groups.items()
        ]
        return "\n".join([head, *lines, f"not within {DEPTH}: {', '.join(self.missed) or 'none'}"])


def read_questions(path: Path) -> list[GoldQuestion]:
    """The questions in a JSON Lines file of {"id", "question", "gold": [{"document", "page"}], "language"?, "type"?}.

    QuestionRefused names the line that is not one.
    """
    questions = []
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise QuestionRefused(f"The questions {path} cannot be read ({error}): give JSON Lines in UTF-8.") from error
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                questions.append(_question(json.loads(line)))
            except (ValueError, KeyError, TypeError) as error:
                raise QuestionRefused(
                    f"Line {number} of {path} is no question ({type(error).__name__}: {error}): write "
                    '{"id": ..., "question": ..., "gold": [{"document": FILE NAME, "page": NUMBER}]}.'
                ) from error
    if not questions:
        raise QuestionRefused(f"The file {path} holds no question: write one JSON object a line.")
    return questions


def evaluate(questions: Iterable[GoldQuestion], search: Callable[[str], Sequence[Hit]]) -> Evaluation:
    """The measures of `search`, asked each question once, in order."""
    ranked = []
    for question in questions:
        began = time.perf_counter()
        hits = search(question.question)
        seconds = time.perf_counter() - began
        ranked.append(Ranked(question, pages_of((hit.document, hit.passage.page) for hit in hits), seconds))
    return measured(ranked)


def pages_of(found: Iterable[PageKey]) -> tuple[PageKey, ...]:
    """The distinct pages in the order found; several passages of one page take one place."""
    return tuple(dict.fromkeys((nfc(document), page) for document, page in found))


def measured(ranked: Sequence[Ranked]) -> Evaluation:
    """The measures of questions already asked, at least one."""

    def groups(name: Callable[[Ranked], str]) -> dict[str, Measures]:
        names = sorted({name(one) for one in ranked} - {""})
        return {key: _measures([one for one in ranked if name(one) == key]) for key in names}

    missed = tuple(one.question.id for one in ranked if (one.rank or math.inf) > DEPTH)
    languages, types = groups(lambda one: one.question.language), groups(lambda one: one.question.type)
    return Evaluation(_measures(ranked), languages, types, missed)


def _question(row: dict[str, Any]) -> GoldQuestion:
    gold = frozenset((nfc(str(page["document"])), int(page["page"])) for page in row["gold"])
    if not gold or not str(row["question"]).strip():
        raise ValueError("a question and at least one gold page are needed")
    question = str(row["question"])
    return GoldQuestion(
        str(row["id"]), question, gold, str(row.get("language") or language_of(question)), str(row.get("type") or "")
    )


def _measures(ranked: Sequence[Ranked]) -> Measures:
    ranks = [one.rank or math.inf for one in ranked]
    seconds = sorted(one.seconds for one in ranked)
    return Measures(
        questions=len(ranked),
        success_at_1=fmean(rank <= 1 for rank in ranks),
        success_at_5=fmean(rank <= 5 for rank in ranks),
        success_at_10=fmean(rank <= DEPTH for rank in ranks),
        mrr=fmean(1 / rank if rank <= DEPTH else 0.0 for rank in ranks),
        ndcg_at_10=fmean(one.ndcg for one in ranked),
        seconds_median=median(seconds),
        seconds_p95=seconds[math.ceil(0.95 * len(seconds)) - 1],
    )


def _dcg(places: Iterable[int]) -> float:
    return sum(1 / math.log2(1 + place) for place in places)
