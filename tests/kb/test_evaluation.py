"""An evaluation says at which place the right page stands, by the usual formulas."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.domain import Answer, Citation, Hit, Passage, Statement
from kb.errors import QuestionRefused
from kb.evaluation import DEPTH, GoldQuestion, Outcome, compare, evaluate, measured, read_questions, read_run, save_run


def hit(document: str, page: int) -> Hit:
    return Hit("id", document, "mou", str(page), Passage(page, 0, 4, "text", "en"), 0.5)


def question(number: int, *gold: tuple[str, int], language: str = "", kind: str = "") -> GoldQuestion:
    return GoldQuestion(f"q{number}", f"question {number}", frozenset(gold), language, kind)


class Base:
    """Answers as it is told to; every page reads "The fee is 30 euros."."""

    def __init__(self, found: dict[str, list[Hit]], answers: dict[str, Answer] | None = None) -> None:
        self.found, self.answers = found, answers or {}

    def search(self, question: GoldQuestion) -> Sequence[Hit]:
        return self.found.get(question.question, [])

    def ask(self, question: GoldQuestion) -> Answer | None:
        return self.answers.get(question.question)

    def page_text(self, citation: Citation) -> str:
        return "The fee is 30 euros."


def said(name: str, text: str = "The fee is 30 euros.", page: int = 1, quote: str = "30 euros") -> Answer:
    start = "The fee is 30 euros.".index("30")
    cited = Citation("id", "a.pdf", "mou", page, str(page), quote, start, start + len(quote))
    return Answer(name, "en", (Statement(text, (cited,)),))


def refused(name: str) -> Answer:
    return Answer(name, "en", reason="Nothing on record.")


def test_the_right_page_counts_not_the_right_document() -> None:
    found = {
        "question 1": [hit("a.pdf", 1)],
        "question 2": [hit("a.pdf", 2), hit("a.pdf", 3)],
        "question 3": [hit("b.pdf", 9)],
        "question 4": [],
    }
    asked = [question(1, ("a.pdf", 1)), question(2, ("a.pdf", 3)), question(3, ("a.pdf", 9)), question(4, ("a.pdf", 1))]
    result = measured(evaluate(asked, Base(found)))
    assert (result.overall.success_at_1, result.overall.success_at_5) == (0.25, 0.5)
    assert result.overall.mrr == pytest.approx((1 + 1 / 2) / 4)
    assert result.missed == ("q3", "q4")


def test_several_passages_of_a_page_take_one_place() -> None:
    hits = [hit("a.pdf", 1)] * 9 + [hit("가.pdf", 1)]
    assert measured(evaluate([question(1, ("가.pdf", 1))], Base({"question 1": hits}))).overall.mrr == 0.5


def test_any_of_several_gold_pages_is_right_and_ndcg_wants_them_all() -> None:
    asked = question(1, ("a.pdf", 1), ("a.pdf", 2))
    one, both = (
        measured(evaluate([asked], Base({"question 1": hits}))).overall
        for hits in ([hit("a.pdf", 2)], [hit("a.pdf", 2), hit("a.pdf", 1)])
    )
    assert (one.success_at_1, both.success_at_1) == (1, 1)
    assert (one.ndcg_at_10 or 0) < 1 == both.ndcg_at_10


@settings(deadline=None)
@given(st.permutations(range(31)), st.sets(st.integers(0, 30), min_size=1))
def test_ndcg_is_scikit_learns(order: list[int], gold: set[int]) -> None:
    sklearn = pytest.importorskip("sklearn.metrics")
    relevance = np.array([[float(page in gold) for page in range(31)]])
    scores = np.array([[float(31 - order.index(page)) for page in range(31)]])
    found = Outcome(question(1, *(("a", page) for page in gold)), tuple(("a", page) for page in order))
    assert measured([found]).overall.ndcg_at_10 == pytest.approx(sklearn.ndcg_score(relevance, scores, k=DEPTH))


def test_languages_and_types_are_told_apart() -> None:
    asked = [
        question(1, ("a.pdf", 1), language="ko", kind="lookup"),
        question(2, ("a.pdf", 2), language="en", kind="lookup"),
        question(3, ("a.pdf", 1), language="en"),
    ]
    found = {f"question {number}": [hit("a.pdf", 1)] for number in (1, 2, 3)}
    result = measured(evaluate(asked, Base(found)))
    assert {name: (m.questions, m.success_at_1) for name, m in result.languages.items()} == {
        "ko": (1, 1),
        "en": (2, 0.5),
    }
    assert {name: measures.questions for name, measures in result.types.items()} == {"lookup": 2}
    assert json.loads(json.dumps(result.as_dict()))["languages"]["ko"]["questions"] == 1
    assert [line.split()[0] for line in result.table().splitlines()[1:]] == ["all", "en", "ko", "lookup", "not"]


def test_latency_is_the_median_and_the_95th_percentile() -> None:
    ranked = [Outcome(question(number, ("a", 1)), (), float(number)) for number in range(1, 101)]
    assert (measured(ranked).overall.seconds_median, measured(ranked).overall.seconds_p95) == (50.5, 95)


def test_an_answer_is_right_when_it_says_one_spelling_of_each_thing_it_must() -> None:
    asked = replace(question(1, ("a.pdf", 1)), must=(("30 euros", "€30"), ("fee",)))
    assert asked.is_right(said("q")) is True
    assert asked.is_right(said("q", "The price.")) is False
    assert replace(asked, must_not=("euros",)).is_right(said("q")) is False
    assert asked.is_right(refused("q")) is False
    assert question(1, ("a.pdf", 1)).is_right(said("q")) is None
    assert replace(asked, answerable=False).is_right(refused("q")) is True


def test_refusals_and_citations_are_counted() -> None:
    asked = [
        replace(question(1, ("a.pdf", 1)), must=(("30",),)),
        replace(question(2, ("a.pdf", 2)), must=(("30",),)),
        replace(question(3, ("a.pdf", 1)), must=(("30",),)),
        replace(question(4), answerable=False),
        replace(question(5), answerable=False),
    ]
    answers = {
        "question 1": said("1"),
        "question 2": said("2", quote="40 euros"),
        "question 3": refused("3"),
        "question 4": refused("4"),
        "question 5": said("5"),
    }
    outcomes = evaluate(asked, Base({}, answers))
    found = measured(outcomes)
    told = found.overall
    assert told.answer_accuracy == 3 / 5
    assert (told.first_citation, told.citation_precision) == (0.5, 0.5)
    assert told.quote_fidelity == 2 / 3
    assert (told.refusal_precision, told.refusal_recall) == (0.5, 0.5)
    assert told.refused_answerable == 1 / 3
    assert (found.wrong, found.refused) == (("q3", "q5"), ("q3",))


def test_a_run_is_kept_and_compared_with_the_next(tmp_path: Path) -> None:
    asked = [replace(question(number, ("a.pdf", 1)), must=(("30",),)) for number in (1, 2, 3)]
    before = evaluate(asked, Base({"question 1": [hit("a.pdf", 1)]}, {f"question {n}": said("q") for n in (1, 2, 3)}))
    after = evaluate(asked, Base({}, {"question 1": said("q"), "question 2": refused("q"), "question 3": said("q")}))
    for name, outcomes in (("before.json", before), ("after.json", after)):
        save_run(tmp_path / name, measured(outcomes), outcomes)
    changes = compare(read_run(tmp_path / "before.json"), read_run(tmp_path / "after.json"))
    assert {change.id: dict(change.differences) for change in changes} == {
        "q1": {"rank": (1, None)},
        "q2": {"right": (True, False), "refused": (False, True)},
    }
    assert not any(change.better for change in changes)
    assert "right True → False" in changes[1].line()


def test_a_file_that_is_no_run_is_named(tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text('{"rows": [1]}', "utf-8")
    with pytest.raises(QuestionRefused, match=r"run\.json holds no run"):
        read_run(tmp_path / "run.json")


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


def test_a_question_may_say_more_about_its_answer(tmp_path: Path) -> None:
    row = {
        "id": "f", "question": "그럼 비용은?", "answerable": False, "as_of": "2024-06-01", "must": [["30", "삼십"]], "split": "test",
        "document_language": "en", "history": [{"role": "user", "content": "기간은?"}],
    }  # fmt: skip
    (tmp_path / "questions.jsonl").write_text(json.dumps(row), "utf-8")
    (asked,) = read_questions(tmp_path / "questions.jsonl")
    assert (asked.pair, asked.answerable, asked.split) == ("ko→en", False, "test")
    assert (asked.history[0].content, asked.as_of, asked.must) == ("기간은?", dt.date(2024, 6, 1), (("30", "삼십"),))


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
