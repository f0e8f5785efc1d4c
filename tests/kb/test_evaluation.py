"""An evaluation says at which place the right page stands, by the usual formulas."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.domain import Hit, Passage
from kb.errors import QuestionRefused
from kb.evaluation import DEPTH, GoldQuestion, Ranked, evaluate, measured, read_questions


def hit(document: str, page: int) -> Hit:
    return Hit("id", document, "mou", str(page), Passage(page, 0, 4, "text", "en"), 0.5)


def question(number: int, *gold: tuple[str, int], language: str = "", kind: str = "") -> GoldQuestion:
    return GoldQuestion(f"q{number}", f"question {number}", frozenset(gold), language, kind)


def test_the_right_page_counts_not_the_right_document() -> None:
    found = {
        "question 1": [hit("a.pdf", 1)],
        "question 2": [hit("a.pdf", 2), hit("a.pdf", 3)],
        "question 3": [hit("b.pdf", 9)],
        "question 4": [],
    }
    asked = [question(1, ("a.pdf", 1)), question(2, ("a.pdf", 3)), question(3, ("a.pdf", 9)), question(4, ("a.pdf", 1))]
    result = evaluate(asked, lambda text: found[text])
    assert (result.overall.success_at_1, result.overall.success_at_5) == (0.25, 0.5)
    assert result.overall.mrr == pytest.approx((1 + 1 / 2) / 4)
    assert result.missed == ("q3", "q4")


def test_several_passages_of_a_page_take_one_place() -> None:
    hits = [hit("a.pdf", 1)] * 9 + [hit("가.pdf", 1)]
    assert evaluate([question(1, ("가.pdf", 1))], lambda text: hits).overall.mrr == 0.5


def test_any_of_several_gold_pages_is_right_and_ndcg_wants_them_all() -> None:
    asked = question(1, ("a.pdf", 1), ("a.pdf", 2))
    one = evaluate([asked], lambda text: [hit("a.pdf", 2)]).overall
    both = evaluate([asked], lambda text: [hit("a.pdf", 2), hit("a.pdf", 1)]).overall
    assert (one.success_at_1, both.success_at_1) == (1, 1)
    assert one.ndcg_at_10 < both.ndcg_at_10 == 1


@settings(deadline=None)
@given(st.permutations(range(31)), st.sets(st.integers(0, 30), min_size=1))
def test_ndcg_is_scikit_learns(order: list[int], gold: set[int]) -> None:
    sklearn = pytest.importorskip("sklearn.metrics")
    relevance = np.array([[float(page in gold) for page in range(31)]])
    scores = np.array([[float(31 - order.index(page)) for page in range(31)]])
    found = Ranked(question(1, *(("a", page) for page in gold)), tuple(("a", page) for page in order))
    assert found.ndcg == pytest.approx(sklearn.ndcg_score(relevance, scores, k=DEPTH))


def test_languages_and_types_are_told_apart() -> None:
    def search(text: str) -> Sequence[Hit]:
        return [hit("a.pdf", 1)]

    asked = [
        question(1, ("a.pdf", 1), language="ko", kind="lookup"),
        question(2, ("a.pdf", 2), language="en", kind="lookup"),
        question(3, ("a.pdf", 1), language="en"),
    ]
    result = evaluate(asked, search)
    assert {name: (m.questions, m.success_at_1) for name, m in result.languages.items()} == {
        "ko": (1, 1),
        "en": (2, 0.5),
    }
    assert {name: measures.questions for name, measures in result.types.items()} == {"lookup": 2}
    assert json.loads(json.dumps(result.as_dict()))["languages"]["ko"]["questions"] == 1
    assert [line.split()[0] for line in result.table().splitlines()[1:]] == ["all", "en", "ko", "lookup", "not"]


def test_latency_is_the_median_and_the_95th_percentile() -> None:
    ranked = [Ranked(question(number, ("a", 1)), (), float(number)) for number in range(1, 101)]
    assert (measured(ranked).overall.seconds_median, measured(ranked).overall.seconds_p95) == (50.5, 95)


def test_questions_are_read_from_json_lines(tmp_path: Path) -> None:
    file = tmp_path / "questions.jsonl"
    rows = [
        {"id": 1, "question": "협약 기간은?", "gold": [{"document": "가.pdf", "page": 2}]},
        {"id": "x", "question": "Who?", "gold": [{"document": "b.pdf", "page": 1}], "language": "en", "type": "list"},
    ]
    file.write_text("\n\n".join(json.dumps(row) for row in rows), "utf-8")
    first, second = read_questions(file)
    assert (first.id, first.language, first.gold) == ("1", "ko", frozenset({("가.pdf", 2)}))
    assert (second.language, second.type) == ("en", "list")


@pytest.mark.parametrize("line", ["{", "[]", '{"id": 1, "question": "?"}', '{"id": 1, "question": "?", "gold": []}'])
def test_a_line_that_is_no_question_is_named(tmp_path: Path, line: str) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_text(f'\n{line}\n{{"never": "reached"}}', "utf-8")
    with pytest.raises(QuestionRefused, match=r"Line 2 of .*questions\.jsonl"):
        read_questions(file)


def test_a_file_without_questions_is_refused(tmp_path: Path) -> None:
    (tmp_path / "none.jsonl").touch()
    with pytest.raises(QuestionRefused, match="holds no question"):
        read_questions(tmp_path / "none.jsonl")
    with pytest.raises(QuestionRefused, match="cannot be read"):
        read_questions(tmp_path / "missing.jsonl")
