"""What the commands print: answers and rows as JSON, or as text for a person."""

from __future__ import annotations

import argparse
import dataclasses
import json
from typing import Any

from kb.domain import UNCERTAIN, Answer, Citation, Hit
from kb.export import Row
from kb.plan import Plan
from kb.settings import Settings, read_settings
from kb.text import one_line

_CITATION = ("document_id", "document", "kind", "page", "label", "quote", "source", "confidence")


def settings(given: argparse.Namespace) -> Settings:
    """The settings a command runs with."""
    return read_settings(home=given.home)


def answer_json(answer: Answer) -> Row:
    """An answer as the documented JSON value, without its seconds."""
    return {
        "question": answer.question,
        "language": answer.language,
        "refused": answer.refused,
        **({"reason": answer.reason} if answer.refused else {}),
        "statements": [
            {"text": statement.text, "citations": [citation_json(citation) for citation in statement.citations]}
            for statement in answer.statements
        ],
        "hits": [hit_json(hit) for hit in answer.hits],
    }


def citation_json(citation: Citation) -> Row:
    """A citation as the documented JSON value."""
    everything = dataclasses.asdict(citation)
    return {name: everything[name] for name in _CITATION}


def hit_json(hit: Hit) -> Row:
    """A hit as the documented JSON value."""
    return {
        "document_id": hit.document_id,
        "document": hit.document,
        "page": hit.passage.page,
        "heading": " > ".join(hit.passage.heading),
        "text": hit.passage.text,
        "score": hit.score,
    }


def plan_json(plan: Plan) -> Row:
    """How a question was understood as the documented JSON value, and `words`, the same for a reader."""
    row = dataclasses.asdict(plan)
    days = {name: row[name].isoformat() if row[name] else None for name in ("first", "last", "day")}
    return {**row, **days, "words": [f"{name}: {text}" for name, text in plan.lines()]}


def print_json(value: Any) -> None:
    """Print one JSON value on a line."""
    print(json.dumps(value, ensure_ascii=False))


def told(value: Any) -> str:
    """A value of a row as a person reads it, on one line."""
    if value is None or value is False:
        return ""
    if isinstance(value, dict):
        return "; ".join(f"{name}: {told(each) or 'nothing'}" for name, each in value.items())
    if isinstance(value, list):
        # Of what a party is called the word and where: page and quote are for `--json`.
        firsts = ([*each.values()][:2] if isinstance(each, dict) else [each] for each in value)
        return ", ".join(": ".join(told(one) for one in each) for each in firsts)
    return "yes" if value is True else one_line(str(value))


def print_answer(answer: Row) -> None:
    """Print an answer for a person: how it was understood if that is told, its statements, each with its citations."""
    for line in answer.get("plan", {}).get("words", ()):
        print(f"   {line}")
    if answer["refused"]:
        print(answer["reason"])
    for number, statement in enumerate(answer["statements"], start=1):
        print(f"{number}. {statement['text']}")
        for citation in statement["citations"]:
            print(f"   [{citation['document']}, {_where(citation)}] “{' '.join(citation['quote'].split())[:200]}”")


def _where(citation: Row) -> str:
    """The page or section cited, and how sure OCR was of it where it was not."""
    where = citation["label"] if citation["source"] == "section" else f"p. {citation['page']}"
    sure = citation["confidence"]
    if citation["source"] == "ocr" and (sure or 0.0) < UNCERTAIN:
        return f"{where}, read by OCR with {sure or 0.0:.0%} confidence: compare it with the page"
    return where
