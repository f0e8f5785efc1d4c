"""What each command of `python -m kb` does and prints."""

from __future__ import annotations

import argparse
import dataclasses
import datetime as dt
import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from kb import export
from kb.descriptions import FIELDS
from kb.domain import UNCERTAIN, Answer, Citation, Filters, Hit, Turn
from kb.errors import AgreementKBError, NothingToDo, QuestionRefused
from kb.knowledge import KnowledgeBase
from kb.settings import Settings, read_settings

Row = dict[str, Any]
_CITATION = ("document_id", "document", "kind", "page", "label", "quote", "source", "confidence")


def _settings(given: argparse.Namespace) -> Settings:
    return read_settings(home=given.home)


def ask(given: argparse.Namespace) -> int:
    """Answer one question, or each line of a file."""
    with KnowledgeBase.open(_settings(given)) as base:
        if given.batch:
            return _batch(given.batch, lambda line: _asked(base, line, given.as_of))
        answer = _asked(base, {"question": given.question}, given.as_of)
        if given.json:
            _print_json(answer)
        else:
            _print_answer(answer)
    return 0


def _asked(base: KnowledgeBase, line: Row, as_of: dt.date | None) -> Row:
    began = time.perf_counter()
    day = dt.date.fromisoformat(line["as_of"]) if line.get("as_of") else as_of
    history = [Turn(turn["role"], str(turn["content"])) for turn in line.get("history") or ()]
    answer = base.ask(str(line["question"]), history=history, as_of=day)
    return {**answer_json(answer), "seconds": round(time.perf_counter() - began, 4)}


def search(given: argparse.Namespace) -> int:
    """Find pages for one question, or for each line of a file."""
    filters = Filters(
        documents=tuple(given.document), kinds=tuple(given.kind), languages=tuple(given.language),
        parties=tuple(given.party), since=given.since, until=given.until,
    )  # fmt: skip
    with KnowledgeBase.open(_settings(given)) as base:
        if given.batch:
            return _batch(given.batch, lambda line: _found(base, str(line["question"]), given.k, filters))
        found = _found(base, given.question, given.k, filters)
    if given.json:
        _print_json(found["hits"])
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


def documents(given: argparse.Namespace) -> int:
    """List the documents."""
    with KnowledgeBase.open(_settings(given)) as base:
        return _rows(given, [export.document_row(one) for one in base.documents()])


def agreements(given: argparse.Namespace) -> int:
    """List the agreements with their status."""
    with KnowledgeBase.open(_settings(given)) as base:
        found = base.agreements(given.as_of, given.party, expiring_within=given.expiring_within)
    return _rows(given, [export.agreement_row(row) for row in found if not given.status or row.status == given.status])


def commitments(given: argparse.Namespace) -> int:
    """List the commitments."""
    names = ("obligor", "obligee", "party", "topic", "due_from", "due_until")
    with KnowledgeBase.open(_settings(given)) as base:
        found = base.commitments(**{name: getattr(given, name) for name in names})
    return _rows(given, [export.commitment_row(one) for one in found])


def _rows(given: argparse.Namespace, rows: Sequence[Row]) -> int:
    written = False
    for kind, write in (("csv", export.write_csv), ("xlsx", export.write_xlsx), ("ics", export.write_ics)):
        target = getattr(given, kind)
        if target:
            write(rows, target)
            written = True
    if given.json:
        _print_json(rows)
    elif not written:
        for row in rows:
            print("  ".join(str(row[name]) for name in row if row[name] not in (None, "", [])))
        print(f"{len(rows)} rows")
    return 0


def delete(given: argparse.Namespace) -> int:
    """Delete a document for good."""
    with KnowledgeBase.open(_settings(given)) as base:
        gone = base.delete(given.document)
    if given.json:
        _print_json({"deleted": {"id": gone.id, "path": gone.path, "title": gone.title}})
    else:
        print(
            f"Deleted {gone.name} ({gone.pages} pages, {gone.commitments} commitments); "
            "no file of the data home holds its text any more."
        )
    return 0


def correct(given: argparse.Namespace) -> int:
    """Say what a document really is."""
    values = {name: value for name in FIELDS if (value := getattr(given, name)) is not None}
    if not values:
        raise NothingToDo("Nothing to correct: give --title, --kind, --date or --languages.")
    with KnowledgeBase.open(_settings(given)) as base:
        row = export.document_row(base.correct(given.document, values))
    if given.json:
        _print_json(row)
    else:
        print(
            f"{row['document']}: {row['title']} ({row['kind']}, {row['date'] or 'no date'}, {', '.join(row['languages'])})"
        )
    return 0


def doctor(given: argparse.Namespace) -> int:
    """Say what is wrong and which command mends it; exit status 1 when anything is."""
    from kb.doctor import examine

    faults = examine(_settings(given))
    if given.json:
        _print_json({"sound": not faults, "faults": faults})
    else:
        print("\n".join(faults) or "The knowledge base is sound.")
    return 1 if faults else 0


def rebuild(given: argparse.Namespace) -> int:
    """Make the vector index anew."""
    with KnowledgeBase.open(_settings(given)) as base:
        count = base.rebuild()
    if given.json:
        _print_json({"passages": count})
    else:
        print(f"The vector index holds {count} passages.")
    return 0


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


def _print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False))


def _print_answer(answer: Row) -> None:
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


def eval(given: argparse.Namespace) -> int:
    """Measure the search with a file of questions and their gold pages."""
    from kb.evaluation import evaluate, read_questions

    questions = read_questions(given.file)
    with KnowledgeBase.open(_settings(given)) as base:
        base.warm()
        report = evaluate(questions, lambda question: base.search(question, 10))
    if given.json:
        _print_json(report.as_dict())
    else:
        print(report.table())
    return 0
