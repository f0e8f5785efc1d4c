"""`ask`, `search` and `eval`: one question, or a file of them."""

from __future__ import annotations

import argparse
import dataclasses
import datetime as dt
import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from kb.commands.printing import answer_json, hit_json, plan_json, print_answer, print_json, settings
from kb.domain import Filters, Turn
from kb.errors import AgreementKBError, QuestionRefused
from kb.export import Row
from kb.knowledge import KnowledgeBase


def ask(given: argparse.Namespace) -> int:
    """Answer one question, or each line of a file."""
    with KnowledgeBase.open(settings(given)) as base:
        if given.batch:
            return _batch(given.batch, lambda line: _asked(base, line, given))
        answer = _asked(base, {"question": given.question}, given)
        if given.json:
            print_json(answer)
        else:
            print_answer(answer)
    return 0


def _asked(base: KnowledgeBase, line: Row, given: argparse.Namespace) -> Row:
    began = time.perf_counter()
    day = dt.date.fromisoformat(line["as_of"]) if line.get("as_of") else given.as_of
    history = [Turn(turn["role"], str(turn["content"])) for turn in line.get("history") or ()]
    answer = base.ask(str(line["question"]), history=history, as_of=day)
    seconds = round(time.perf_counter() - began, 4)
    plan = base.explain(str(line["question"]), history=history, as_of=day) if given.explain else None
    return {**answer_json(answer), **({"plan": plan_json(plan)} if plan else {}), "seconds": seconds}


def search(given: argparse.Namespace) -> int:
    """Find pages for one question, or for each line of a file."""
    filters = Filters(
        documents=tuple(given.document), kinds=tuple(given.kind), languages=tuple(given.language),
        parties=tuple(given.party), since=given.since, until=given.until,
    )  # fmt: skip
    with KnowledgeBase.open(settings(given)) as base:
        if given.batch:
            return _batch(given.batch, lambda line: _found(base, str(line["question"]), given.k, filters))
        found = _found(base, given.question, given.k, filters)
    if given.json:
        print_json(found["hits"])
    else:
        for hit in found["hits"]:
            print(
                f"{hit['score']:.3f}  {hit['document']}, p. {hit['page']}  {hit['heading']}\n       {' '.join(hit['text'].split())[:160]}"
            )
    return 0


def _found(base: KnowledgeBase, question: str, k: int, filters: Filters) -> Row:
    began = time.perf_counter()
    hits = [hit_json(hit) for hit in base.search(question, k, filters)]
    return {"question": question, "hits": hits, "seconds": round(time.perf_counter() - began, 4)}


def _batch(file: Path, work: Callable[[Row], Row]) -> int:
    """One JSON value a line, with its id; a line that cannot be answered carries its error and the rest goes on."""
    status = 0
    for number, line in enumerate(_lines(file), start=1):
        name: Any = number
        try:
            asked = json.loads(line)
            name = asked.get("id", number)
            result = work(asked)
        except (QuestionRefused, ValueError, KeyError, TypeError, AttributeError) as error:
            reason = (
                str(error)
                if isinstance(error, AgreementKBError)
                else f"Line {number} of {file} is no question ({error})."
            )
            print(reason, file=sys.stderr)
            result, status = {"error": reason}, 1
        print(json.dumps({"id": name, **result}, ensure_ascii=False), flush=True)
    return status


def _lines(file: Path) -> Iterator[str]:
    try:
        with file.open(encoding="utf-8-sig") as stream:
            yield from (line for line in stream if line.strip())
    except (OSError, UnicodeDecodeError) as error:
        raise QuestionRefused(f"The questions in {file} cannot be read ({error}): give a UTF-8 JSONL file.") from error


def eval(given: argparse.Namespace) -> int:
    """Measure the search and the answers with a file of questions, and compare with an earlier run."""
    from tqdm import tqdm

    from kb import evaluation
    from kb.evaluation.asked import AskedBase

    questions = [one for one in evaluation.read_questions(given.file) if given.split in ("", one.split)]
    if not questions:
        raise QuestionRefused(
            f"No question of {given.file} is of the split {given.split!r}: name another with --split."
        )
    earlier = evaluation.read_run(given.compare) if given.compare else None
    with KnowledgeBase.open(settings(given)) as base:
        base.warm()
        shown = tqdm(questions, unit=" questions", leave=False, disable=None)
        outcomes = evaluation.evaluate(shown, AskedBase(base, answers=not given.search_only))
        report = evaluation.measured(outcomes)
        kept = (
            given.save
            or base.settings.home / "evaluations" / f"{given.file.stem}-{time.strftime('%Y%m%d-%H%M%S')}.json"
        )
    evaluation.save_run(kept, report, outcomes)
    changes = evaluation.compare(earlier, evaluation.read_run(kept)) if earlier else []
    if given.json:
        changed = {"changes": [dataclasses.asdict(one) for one in changes]} if earlier else {}
        print_json({**report.as_dict(), **changed, "saved": str(kept)})
    else:
        print(report.table())
        if earlier:
            print(
                "\n".join([f"{len(changes)} questions changed since {given.compare}", *(one.line() for one in changes)])
            )
        print(f"saved as {kept}")
    return 0
