"""The command line: `python -m kb ask | search | documents | agreements | commitments | delete | correct | doctor | rebuild | eval`."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections.abc import Sequence
from pathlib import Path

from kb.errors import AgreementKBError

_KINDS = ("mou", "minutes", "brief", "other")
_LANGUAGES = ("ko", "en")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; exit status 1 for an error told in one sentence, 2 for wrong usage."""
    given = parser().parse_args(arguments)
    try:
        # Loaded after the arguments are read: `--help` must not pay for the database and its libraries.
        from kb import commands

        status: int = getattr(commands, given.command)(given)
        return status
    except AgreementKBError as error:
        print(error, file=sys.stderr)
        return 1
    except BrokenPipeError:
        return 1


def parser() -> argparse.ArgumentParser:
    """The commands and their options."""
    top = argparse.ArgumentParser(
        prog="python -m kb", description="Ask what partners have promised, with the page that proves it."
    )
    top.add_argument("--home", type=Path, default=None, help="the data home (default: KB_HOME, else ./data)")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    ask = _command(commands, "ask", "answer a question, or a file of them")
    _questions(ask)
    ask.add_argument(
        "--as-of", type=_day, help="the day terms and deadlines are judged on, YYYY-MM-DD (default: today)"
    )
    search = _command(commands, "search", "find pages, or for a file of questions")
    _questions(search)
    search.add_argument("-k", type=_positive, default=10, help="how many hits (default: 10)")
    _narrowing(search)
    documents = _command(commands, "documents", "list the documents")
    _export(documents)
    agreements = _command(commands, "agreements", "list the agreements with their status")
    agreements.add_argument("--party", default="", help="only agreements with this organisation, by any of its names")
    agreements.add_argument("--status", default="", help="only this status, as in_force, renewed, expired, draft")
    agreements.add_argument(
        "--expiring-within",
        type=_positive,
        metavar="DAYS",
        help="only those in force whose term ends within so many days",
    )
    agreements.add_argument("--as-of", type=_day, help="the day the status is judged on, YYYY-MM-DD (default: today)")
    _export(agreements)
    commitments = _command(commands, "commitments", "list the commitments")
    for name, help_text in (
        ("party", "who promises or is promised to"), ("obligor", "who promises"), ("obligee", "who is promised to"),
        ("topic", "a word of the topic or action"),
    ):  # fmt: skip
        commitments.add_argument(f"--{name}", default="", help=help_text)
    commitments.add_argument("--due-from", type=_day, help="due on or after YYYY-MM-DD")
    commitments.add_argument("--due-until", type=_day, help="due on or before YYYY-MM-DD")
    _export(commitments)
    delete = _command(commands, "delete", "delete a document for good")
    delete.add_argument("document", help="its id, file name or path")
    correct = _command(commands, "correct", "say what a document really is, where it was mistaken")
    correct.add_argument("document", help="its id, file name or path")
    correct.add_argument("--title", help="its title")
    correct.add_argument("--kind", choices=_KINDS, help="its kind")
    correct.add_argument("--date", dest="dated_on", type=_day, help="its date, YYYY-MM-DD")
    correct.add_argument(
        "--languages", type=_languages, help="its languages, the main one first: ko, en, ko,en or en,ko"
    )
    _command(commands, "doctor", "check the data home; says what is wrong and which command mends it")
    _command(commands, "rebuild", "make the vector index anew from the database")
    evaluation = _command(commands, "eval", "measure the search with a file of questions")
    evaluation.add_argument("file", type=Path, help='JSONL: {"id", "question", "gold": [{"document", "page"}]} a line')
    return top


def _command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, help_text: str
) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=help_text, description=help_text)
    command.add_argument("--json", action="store_true", help="print one JSON value")
    # `--home` is a global option and may stand before or after the command.
    command.add_argument("--home", type=Path, default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    return command


def _questions(command: argparse.ArgumentParser) -> None:
    one = command.add_mutually_exclusive_group(required=True)
    one.add_argument("question", nargs="?", help="the question")
    one.add_argument(
        "--batch", type=Path, metavar="FILE.jsonl", help='{"id", "question"} a line; prints one JSON value a line'
    )


def _narrowing(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--document", action="append", default=[], help="only this document, by file name or id (repeatable)"
    )
    command.add_argument("--kind", action="append", default=[], choices=_KINDS, help="only this kind (repeatable)")
    command.add_argument(
        "--language", action="append", default=[], choices=_LANGUAGES, help="only passages in this language"
    )
    command.add_argument("--party", action="append", default=[], help="only documents that name this organisation")
    command.add_argument("--since", type=_day, help="only documents dated on or after YYYY-MM-DD")
    command.add_argument("--until", type=_day, help="only documents dated on or before YYYY-MM-DD")


def _export(command: argparse.ArgumentParser) -> None:
    for kind in ("csv", "xlsx", "ics"):
        command.add_argument(f"--{kind}", type=Path, metavar="FILE", help=f"write the rows to a {kind.upper()} file")


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is no date: write YYYY-MM-DD") from error


def _languages(text: str) -> list[str]:
    found = text.split(",")
    if not set(found) <= set(_LANGUAGES) or len(set(found)) != len(found):
        raise argparse.ArgumentTypeError(f"{text!r} names no languages: write ko, en, ko,en or en,ko")
    return found


def _positive(text: str) -> int:
    if not text.isdigit() or not 0 < int(text) <= 1000:
        raise argparse.ArgumentTypeError(f"{text!r} is not between 1 and 1000")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
