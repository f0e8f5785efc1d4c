"""The measures of a run: of its ranking by ir-measures, of its answers and refusals by counting."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from statistics import fmean, median
from typing import Any

from kb.evaluation.outcomes import Outcome, pages_of

DEPTH = 10


@dataclass(frozen=True, slots=True)
class Measures:
    """Means over questions, each from 0 to 1 or None where no question tells.

    Of those with gold pages: success@k (a right page among the first k), MRR@10, nDCG@10 with binary relevance. Of those
    asked: `answer_accuracy` (says what it must, or is refused where there is no answer), `first_citation` (an answer's first
    statement cites a gold page), `citation_precision` (the share of pages cited that are gold), `quote_fidelity` (of quotes
    that are their page's own characters), `refusal_precision` and `refusal_recall` (of what has no answer),
    `refused_answerable` (the share of what has one). Latency is in seconds, of answers where they were asked for.
    """

    questions: int
    success_at_1: float | None
    success_at_5: float | None
    success_at_10: float | None
    mrr: float | None
    ndcg_at_10: float | None
    answer_accuracy: float | None
    first_citation: float | None
    citation_precision: float | None
    quote_fidelity: float | None
    refusal_precision: float | None
    refusal_recall: float | None
    refused_answerable: float | None
    seconds_median: float
    seconds_p95: float


_COLUMNS = {
    "questions": "n", "success_at_1": "page@1", "success_at_5": "page@5", "success_at_10": "page@10", "mrr": "MRR",
    "ndcg_at_10": "nDCG@10", "answer_accuracy": "answer", "first_citation": "cite@1", "citation_precision": "cite",
    "quote_fidelity": "quote", "refusal_precision": "ref.prec", "refusal_recall": "ref.rec", "refused_answerable": "ref.wrong",
    "seconds_median": "median s", "seconds_p95": "p95 s",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The measures of all questions, and of each language, type and pair of languages, and the ids of those to read:
    without a right page in the first 10, answered wrongly, refused wrongly.
    """

    overall: Measures
    languages: Mapping[str, Measures] = field(default_factory=dict)
    types: Mapping[str, Measures] = field(default_factory=dict)
    pairs: Mapping[str, Measures] = field(default_factory=dict)
    follow_ups: Mapping[str, Measures] = field(default_factory=dict)
    missed: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """The same as values that JSON holds."""
        return asdict(self)

    def table(self) -> str:
        """The same as lines of text, a group a line; measures that no question tells are left out."""
        groups = {"all": self.overall, **self.languages, **self.types, **self.pairs, **self.follow_ups}
        shown = [name for name in _COLUMNS if getattr(self.overall, name) is not None]
        rows = [["", *(_COLUMNS[name] for name in shown)]]
        rows += [[group, *(_shown(getattr(one, name)) for name in shown)] for group, one in groups.items()]
        widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
        lines = ["  ".join([row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])]) for row in rows]
        lines.append(f"not within {DEPTH}: {', '.join(self.missed) or 'none'}")
        if self.overall.answer_accuracy is not None:
            lines += [
                f"wrong: {', '.join(self.wrong) or 'none'}",
                f"refused wrongly: {', '.join(self.refused) or 'none'}",
            ]
        return "\n".join(lines)


def measured(outcomes: Sequence[Outcome]) -> Evaluation:
    """The measures of questions already asked, at least one."""

    def groups(name: Callable[[Outcome], str]) -> dict[str, Measures]:
        names = sorted({name(one) for one in outcomes} - {""})
        return {key: _measures([one for one in outcomes if name(one) == key]) for key in names}

    def ids(kept: Callable[[Outcome], bool]) -> tuple[str, ...]:
        return tuple(one.question.id for one in outcomes if kept(one))

    turns = groups(lambda one: "follow-up" if one.question.history else "stand-alone")
    return Evaluation(
        _measures(outcomes),
        groups(lambda one: one.question.language),
        groups(lambda one: one.question.type),
        groups(lambda one: one.question.pair),
        turns if len(turns) > 1 else {},
        missed=ids(lambda one: bool(one.question.gold) and (one.rank or math.inf) > DEPTH),
        wrong=ids(lambda one: one.right is False),
        refused=ids(lambda one: _was_refused(one) and one.question.answerable),
    )


def _measures(outcomes: Sequence[Outcome]) -> Measures:
    seconds = sorted(one.seconds for one in outcomes)
    asked = [one for one in outcomes if one.answer is not None]
    answered = [one for one in asked if not _was_refused(one) and one.question.gold]
    unanswerable = [_was_refused(one) for one in asked if not one.question.answerable]
    quotes = sum(len(one.citations) for one in asked)
    return Measures(
        questions=len(outcomes),
        **ranking_measures(outcomes),
        answer_accuracy=_mean(one.right for one in asked if one.right is not None),
        first_citation=_mean(bool(_first_cited(one) & one.question.gold) for one in answered),
        citation_precision=_mean(
            fmean(page in one.question.gold for page in one.cited) for one in answered if one.cited
        ),
        quote_fidelity=sum(one.faithful for one in asked) / quotes if quotes else None,
        refusal_precision=_mean(not one.question.answerable for one in asked if _was_refused(one)),
        refusal_recall=_mean(unanswerable),
        refused_answerable=_mean(_was_refused(one) for one in asked if one.question.answerable),
        seconds_median=median(seconds),
        seconds_p95=seconds[math.ceil(0.95 * len(seconds)) - 1],
    )  # fmt: skip


def ranking_measures(outcomes: Sequence[Outcome]) -> dict[str, float | None]:
    """The measures of the ranking by their names in `Measures`."""
    import ir_measures
    from ir_measures import RR, Success, nDCG

    measures = {
        "success_at_1": Success @ 1, "success_at_5": Success @ 5, "success_at_10": Success @ DEPTH, "mrr": RR @ DEPTH,
        "ndcg_at_10": nDCG @ DEPTH,
    }  # fmt: skip
    judged = [(str(index), one) for index, one in enumerate(outcomes) if one.question.gold]
    if not judged:
        return dict.fromkeys(measures)
    gold = {key: {_named(page): 1 for page in one.question.gold} for key, one in judged}
    # The order is the score: an evaluator that sorted equal scores by name would measure another ranking.
    run = {key: {_named(page): float(-place) for place, page in enumerate(one.pages)} for key, one in judged}
    found = ir_measures.calc_aggregate(list(measures.values()), gold, run)
    return {name: float(found[measure]) for name, measure in measures.items()}


def _named(page: tuple[str, int]) -> str:
    return f"{page[0]}#{page[1]}"


def _was_refused(one: Outcome) -> bool:
    return one.answer is not None and one.answer.refused


def _first_cited(one: Outcome) -> set[tuple[str, int]]:
    first = one.answer.statements[0].citations if one.answer and one.answer.statements else ()
    return set(pages_of((cited.document, cited.page) for cited in first))


def _mean(values: Iterable[float]) -> float | None:
    held = list(values)
    return fmean(held) if held else None


def _shown(value: float | None) -> str:
    return "" if value is None else str(value) if isinstance(value, int) else f"{value:.3f}"
