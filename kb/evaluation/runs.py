"""A run kept as a file, and what changed from one to the next."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kb.errors import QuestionRefused
from kb.evaluation.measures import Evaluation
from kb.evaluation.outcomes import Outcome

Row = dict[str, Any]
# What is compared of a question, in this order.
_COMPARED = ("right", "refused", "rank")


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one question: `better` or not, and each thing that is different, before and after."""

    id: str
    question: str
    better: bool
    differences: Mapping[str, tuple[Any, Any]]

    def line(self) -> str:
        """The change in a line."""
        told = ", ".join(f"{name} {before} → {after}" for name, (before, after) in self.differences.items())
        return f"{'better' if self.better else 'worse '}  {self.id}: {told}  {self.question}"


def save_run(path: Path, evaluation: Evaluation, outcomes: Sequence[Outcome]) -> None:
    """Write the measures and what became of each question as JSON; QuestionRefused where the file cannot be written."""
    rows = [_row(one) for one in outcomes]
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps({**evaluation.as_dict(), "rows": rows}, ensure_ascii=False, indent=1), "utf-8")
    except OSError as error:
        raise QuestionRefused(f"The run cannot be saved as {path} ({error}): name another file with --save.") from error


def _row(one: Outcome) -> Row:
    """What became of a question, without any words of a document: a run outlives the documents it was made on."""
    return {
        "id": one.question.id,
        "question": one.question.question,
        "rank": one.rank,
        "pages": [list(page) for page in one.pages],
        "right": one.right,
        "answerable": one.question.answerable,
        "refused": one.answer.refused if one.answer else None,
        "cited": [list(page) for page in one.cited],
        "gold": sorted(map(list, one.question.gold)),
        "seconds": round(one.seconds, 4),
    }


def read_run(path: Path) -> Row:
    """A run as it was saved; QuestionRefused where the file holds none."""
    try:
        run = json.loads(path.read_text("utf-8"))
        {str(row["id"]): row["rank"] for row in run["rows"]}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise QuestionRefused(f"{path} holds no run of `python -m kb eval` ({error}): name a file it saved.") from error
    return dict(run)


def compare(before: Row, after: Row) -> list[Change]:
    """The questions of both runs of which the answer, the refusal or the right page's place changed, the worse ones first."""
    earlier = {row["id"]: row for row in before["rows"]}
    changes = [change for row in after["rows"] if row["id"] in earlier for change in _changed(earlier[row["id"]], row)]
    return sorted(changes, key=lambda change: change.better)


def _changed(before: Row, after: Row) -> Iterator[Change]:
    differences = {
        name: (before.get(name), after.get(name)) for name in _COMPARED if before.get(name) != after.get(name)
    }
    if differences:
        yield Change(after["id"], after["question"], _worth(after) > _worth(before), differences)


def _worth(row: Row) -> tuple[bool, bool, float]:
    """What is right counts first, then whether it was refused as it should be, then the right page's place."""
    as_should_be = bool(row.get("refused")) != row.get("answerable", True)
    return bool(row.get("right")), as_should_be, 1 / row["rank"] if row.get("rank") else 0.0
