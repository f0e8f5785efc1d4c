"""Fits which sentence answers and whether any does: `python -m bench.sentences HOME=QUESTIONS.jsonl ... [--write]`.

Each home holds the documents of its questions (as for `kb eval`); questions of the split `test` are left out. A sentence answers
that stands on a gold page and says most of what the answer must say. What has no answer are the unanswerable questions, and the
answerable ones asked of the base without their gold pages, which count half. Figures are cross-validated by document.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from kb import KnowledgeBase, answer, fitted, narrowing, retrieve
from kb.domain import Answer, Statement
from kb.evaluation import GoldQuestion, read_questions
from kb.features import NAMES, centred, features
from kb.from_pages import COMPARED_LENGTH, PASSAGES, of_pages, said
from kb.question import Asked
from kb.retrieve import Floats, Ranking
from kb.sentences import Sentence, candidates, whole
from kb.support import EVIDENCE, evidence
from kb.wanted import wanted

_FOLDS = 8
# So many sentences of a question are given a vector for the fit, more than are compared when it is asked.
_EMBEDDED = 24
_WITHOUT_PAGES = 0.5
# Refusing so many of the answerable questions is what the decision may cost.
_REFUSED = 0.06


@dataclass(frozen=True, slots=True)
class Example:
    """A question asked: its sentences' features and cosines (NaN where not compared), and how much of the answer each says."""

    document: str
    table: Floats
    cosines: Floats
    across: tuple[bool, ...]
    says: Floats
    answerable: bool
    weight: float


def examples(base: KnowledgeBase, question: GoldQuestion) -> list[Example]:
    """The question asked of the base, and where it has an answer asked once more without the pages that give it."""
    day = question.as_of or dt.date.today()
    with base.sources(question.question, history=question.history, as_of=day) as (asked, sources):
        ranking = narrowing.ranking(asked, sources.rank)
        rows = [_example(question, asked, sources, ranking, 1.0)]
        if question.answerable:
            catalogue = sources.catalogue
            on_gold = [
                (catalogue.document_rows[int(catalogue.documents[row])].name, int(catalogue.pages[row]))
                in question.gold
                for row in ranking.rows
            ]
            rows.append(
                _example(question, asked, sources, _without(ranking, np.array(on_gold, dtype=bool)), _WITHOUT_PAGES)
            )
    return [row for row in rows if row is not None]


def _without(ranking: Ranking, gone: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> Ranking:
    return replace(
        ranking, rows=ranking.rows[~gone], scores=ranking.scores[~gone],
        page_scores=ranking.page_scores[~gone], closeness=ranking.closeness[~gone],
    )  # fmt: skip


def _example(
    question: GoldQuestion, asked: Asked, sources: answer.Sources, ranking: Ranking, weight: float
) -> Example | None:
    if not len(ranking.rows):
        return None
    found = retrieve.found(sources.connection, sources.catalogue, ranking, answer.READ, PASSAGES)
    sentences = candidates(of_pages(found), wanted(asked.query))
    if not sentences:
        return None
    table = features(asked, sentences, ranking)
    compared = np.argsort(-(table @ fitted.weights("first", NAMES)), kind="stable")[:_EMBEDDED]
    texts = [sentences[index].text[:COMPARED_LENGTH] for index in compared]
    cosines = np.full(len(sentences), np.nan)
    cosines[compared] = centred(texts, sources.near(texts), ranking)
    gold = sorted(question.gold)
    return Example(
        document=gold[0][0] if gold else question.id,
        table=table,
        cosines=cosines,
        across=tuple(one.found.hit.passage.language != asked.language for one in sentences),
        says=np.array([_says(question, asked, one) for one in sentences]),
        answerable=question.answerable and weight == 1.0,
        weight=weight,
    )


def _says(question: GoldQuestion, asked: Asked, sentence: Sentence) -> float:
    """How many of the things that an answer must say a sentence of a gold page says, as a share."""
    told = whole(sentence)
    if (told.citation.document, told.citation.page) not in question.gold or not question.must:
        return 0.0
    statement = Statement(said(asked, told), (told.citation,))
    groups = [replace(question, must=(group,), must_not=()) for group in question.must]
    return float(
        np.mean([bool(one.is_right(Answer(question.question, asked.language, (statement,)))) for one in groups])
    )


def _ascent(slope: Callable[[Floats], Floats], width: int, steps: int = 1000, rate: float = 0.03) -> Floats:
    """The weights at which a concave function with this slope is highest, by Adam."""
    weights, first, second = np.zeros(width), np.zeros(width), np.zeros(width)
    for step in range(1, steps + 1):
        gradient = slope(weights)
        first, second = 0.9 * first + 0.1 * gradient, 0.99 * second + 0.01 * gradient**2
        weights = weights + rate * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
    return weights


def choosing(rows: Sequence[Example], with_cosine: bool) -> Floats:
    """Weights by which a sentence that says most of the answer is the likeliest of all sentences of its question."""
    given = []
    for row in rows:
        table, says = _columns(row, with_cosine)
        if row.answerable and len(says) and says.max() > 0:
            given.append((table, says >= says.max()))

    def slope(weights: Floats) -> Floats:
        total = -weights
        for table, right in given:
            odds = np.exp(table @ weights - (table @ weights).max())
            total = total + table.T @ (odds * right / (odds * right).sum() - odds / odds.sum())
        return np.asarray(total)

    return _ascent(slope, len(NAMES) + with_cosine)


def _columns(row: Example, with_cosine: bool) -> tuple[Floats, Floats]:
    if not with_cosine:
        return row.table, row.says
    kept = ~np.isnan(row.cosines)
    return np.column_stack([row.table, row.cosines])[kept], row.says[kept]


def known(row: Example, then: Floats) -> Floats:
    """What the decision knows of a question whose sentences are scored by `then`."""
    table, _ = _columns(row, with_cosine=True)
    scores = table @ then
    best = np.flatnonzero(~np.isnan(row.cosines))[int(np.argmax(scores))]
    return evidence(table[:, :-1], table[:, -1], scores, row.across[best])


def deciding(rows: Sequence[Example], then: Floats) -> tuple[Floats, float]:
    """Logistic weights and bias by which a question's evidence tells that it has an answer."""
    table = np.array([known(row, then) for row in rows])
    mean, spread = table.mean(axis=0), table.std(axis=0) + 1e-9
    wide = np.column_stack([(table - mean) / spread, np.ones(len(rows))])
    right, counted = np.array([row.answerable for row in rows]), np.array([row.weight for row in rows])

    def slope(weights: Floats) -> Floats:
        rest = counted * (right - 1 / (1 + np.exp(-wide @ weights)))
        return np.asarray(wide.T @ rest - 0.1 * np.append(weights[:-1], 0.0))

    weights = _ascent(slope, wide.shape[1])
    scaled = weights[:-1] / spread
    return scaled, float(weights[-1] - scaled @ mean)


def _folds(rows: Sequence[Example]) -> list[tuple[list[Example], list[Example]]]:
    documents = sorted({row.document for row in rows})
    fold = {document: place % _FOLDS for place, document in enumerate(documents)}
    return [
        ([row for row in rows if fold[row.document] != held], [row for row in rows if fold[row.document] == held])
        for held in range(_FOLDS)
    ]


def measure(rows: Sequence[Example]) -> float:
    """Print what the fit is worth on documents it has not seen; the bias at which so many of the answerable are refused."""
    right, before, decided = [], [], []
    in_use = fitted.weights("then", (*NAMES, "cosine"))
    for seen, held in _folds(rows):
        then = choosing(seen, with_cosine=True)
        weights, bias = deciding(seen, then)
        for row in held:
            table, says = _columns(row, with_cosine=True)
            if row.answerable:
                right.append(says[int(np.argmax(table @ then))] >= 1)
                before.append(says[int(np.argmax(table @ in_use))] >= 1)
            decided.append((row, float(known(row, then) @ weights + bias)))
    allowed = float(np.quantile([value for row, value in decided if row.answerable], _REFUSED))
    print(f"first sentence says all: {np.mean(right):.3f} of {len(right)}, by the weights in use {np.mean(before):.3f}")
    for name, weight in (("unanswerable", 1.0), ("without its pages", _WITHOUT_PAGES)):
        values = [value for row, value in decided if not row.answerable and row.weight == weight]
        print(
            f"refused at {_REFUSED:.2f} of the answerable: {name} {np.mean(np.array(values) < allowed):.3f} of {len(values)}"
        )
    return allowed


def main() -> None:
    """Collect, measure, fit on all and, where asked, write the table that the product reads."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("given", nargs="+", metavar="HOME=QUESTIONS", help="a data home and the questions asked of it")
    parser.add_argument("--write", action="store_true", help="write kb/fitted.json")
    options = parser.parse_args()
    rows: list[Example] = []
    for pair in options.given:
        home, _, questions = pair.partition("=")
        with KnowledgeBase.open(Path(home)) as base:
            base.warm()
            asked = [one for one in read_questions(Path(questions)) if one.split != "test"]
            rows += [row for question in asked for row in examples(base, question)]
    allowed = measure(rows)
    first, then = choosing(rows, with_cosine=False), choosing(rows, with_cosine=True)
    weights, bias = deciding(rows, then)
    table = {
        "fitted by": "python -m bench.sentences, on the samples' development questions and questions on other documents",
        "first": _named(NAMES, first),
        "then": _named((*NAMES, "cosine"), then),
        "support": {**_named(EVIDENCE, weights), "bias": round(bias - allowed, 3)},
    }
    print(json.dumps(table, indent=1))
    if options.write:
        Path(fitted.__file__).with_name("fitted.json").write_text(json.dumps(table, indent=1) + "\n", "utf-8")


def _named(names: Sequence[str], weights: Floats) -> dict[str, float]:
    return {name: round(float(weight), 3) for name, weight in zip(names, weights, strict=True)}


if __name__ == "__main__":
    main()
