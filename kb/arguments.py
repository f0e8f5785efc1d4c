"""The arguments of `python -m kb`: its commands and their options. Standard library only, so that `--help` is quick."""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path
from typing import TypeAlias

_KINDS = ("mou", "minutes", "brief", "other")
_LANGUAGES = ("ko", "en")
_STATUSES = ("open", "done", "overdue", "dropped")
_MODALITIES = ("obligation", "best_effort", "permission", "prohibition", "intent")
_AGREEMENT_STATUSES = (
    "draft", "not_yet_in_force", "in_force", "renewed", "expired", "superseded", "terminated", "unknown",
)  # fmt: skip
_REVIEWS = ("none", "accepted", "corrected", "rejected", "all")
Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


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
    ask.add_argument("--explain", action="store_true", help="tell how the question was understood, too")
    search = _command(commands, "search", "find pages, or for a file of questions")
    _questions(search)
    search.add_argument("-k", type=_positive, default=10, help="how many hits (default: 10)")
    _narrowing(search)
    documents = _command(commands, "documents", "list the documents")
    _export(documents)
    _agreements(_command(commands, "agreements", "list the agreements with their status"))
    _commitments(_command(commands, "commitments", "list the commitments"))
    _people(commands)
    _keeping(commands)
    evaluation = _command(commands, "eval", "measure the search and the answers with a file of questions")
    evaluation.add_argument("file", type=Path, help='JSONL: {"id", "question", "gold": [{"document", "page"}]} a line')
    evaluation.add_argument("--split", default="", help='only the questions with this "split"')
    evaluation.add_argument("--search-only", action="store_true", help="measure the search, ask for no answers")
    evaluation.add_argument(
        "--save", type=Path, metavar="RUN.json", help="keep the run as this file (default: in the data home)"
    )
    evaluation.add_argument("--compare", type=Path, metavar="RUN.json", help="tell which questions changed since a run")
    return top


def _agreements(command: argparse.ArgumentParser) -> None:
    command.add_argument("--party", default="", help="only agreements with this organisation, by any of its names")
    command.add_argument("--status", default="", choices=_AGREEMENT_STATUSES, help="only this status")
    command.add_argument(
        "--expiring-within",
        type=_positive,
        metavar="DAYS",
        help="only those in force whose term ends within so many days",
    )
    command.add_argument("--as-of", type=_day, help="the day the status is judged on, YYYY-MM-DD (default: today)")
    _reviewed(command)
    _export(command)


def _commitments(command: argparse.ArgumentParser) -> None:
    for name, help_text in (
        ("party", "who promises or is promised to"), ("obligor", "who promises"), ("obligee", "who is promised to"),
        ("topic", "a word of the topic or action"), ("owner", "whose work it is, or a part of the name"),
    ):  # fmt: skip
        command.add_argument(f"--{name}", default="", help=help_text)
    command.add_argument("--due-from", type=_day, help="due on or after YYYY-MM-DD")
    command.add_argument("--due-until", type=_day, help="due on or before YYYY-MM-DD")
    command.add_argument("--as-of", type=_day, help="the day on which they are overdue, YYYY-MM-DD (default: today)")
    command.add_argument(
        "--status", action="append", default=[], choices=_STATUSES, help="only this status (repeatable)"
    )
    command.add_argument("--modality", action="append", default=[], choices=_MODALITIES, help="only this (repeatable)")
    _reviewed(command)
    _export(command)


def _reviewed(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--review", default="", choices=_REVIEWS, help="by what people made of them (default: all but the rejected)"
    )
    command.add_argument("--rejected", dest="review", action="store_const", const="rejected", help="only the rejected")


def _people(commands: Commands) -> None:
    """The commands by which people work."""
    work = _command(commands, "work", "set the status, owner or note of a commitment; without one, list all work")
    work.add_argument("id", nargs="?", help="the commitment's id, or the beginning of it")
    work.add_argument("--status", choices=_STATUSES, help="its status; open takes back what was set")
    work.add_argument("--owner", help="who sees to it; empty for nobody")
    work.add_argument("--note", help="a note; empty for none")
    work.add_argument("--move-to", metavar="ID", help="give work whose clause is gone to this commitment")
    work.add_argument("--orphaned", action="store_true", help="list only work whose clause is gone from its document")
    _by(work)
    _export(work, calendar=False)
    _review(
        _command(
            commands,
            "review",
            "accept, reject or correct a commitment or an agreement; without one, list what is doubtful",
        )
    )
    journal = _command(commands, "journal", "say who changed what and when")
    journal.add_argument("id", nargs="?", help="of this commitment, agreement, organisation or document")
    _export(journal, calendar=False)
    _export(_command(commands, "parties", "list the organisations under all their names"), calendar=False)
    party = commands.add_parser("party", help="merge, split or rename organisations")
    actions = party.add_subparsers(dest="action", required=True, metavar="ACTION")
    merge = _command(actions, "merge", "declare that two organisations are one, under the first one's id")
    merge.add_argument("party", help="an organisation, by id or any name")
    merge.add_argument("other", help="the other one, by id or any name")
    split = _command(actions, "split", "make an organisation of its own of some names of another")
    split.add_argument("party", help="an organisation, by id or any name")
    split.add_argument("names", nargs="+", metavar="NAME", help="a name that means the other organisation")
    rename = _command(actions, "rename", "give an organisation its names; an empty one takes it back")
    rename.add_argument("party", help="an organisation, by id or any name")
    for role, help_text in (("ko", "its Korean name"), ("en", "its English name"), ("short", "its short name")):
        rename.add_argument(f"--{role}", help=help_text)
    for action in (merge, split, rename):
        _by(action)


def _review(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "id",
        nargs="?",
        help="the id of a commitment or an agreement, or the beginning of it; for an agreement also its document",
    )
    decision = command.add_mutually_exclusive_group()
    for name, help_text in (
        ("accept", "it is right"), ("reject", "it is none: it leaves lists, counts and answers, an agreement with its commitments"),
        ("reset", "take back decision and corrections"),
    ):  # fmt: skip
        decision.add_argument(
            f"--{name}", dest="decision", action="store_const", const=name, default="", help=help_text
        )
    _setting(
        command,
        "of a commitment obligor, obligee (names joined by ;), action, modality, due_on, due_text, topic, condition; of an agreement "
        "title, parties (names joined by ;), signed_on, effective_on, expires_on, term, notice_period, renewal, governing_law, "
        "binding, draft, amends, supersedes",
    )
    for name, help_text in (("add", "a party the agreement has"), ("remove", "no party of the agreement")):
        command.add_argument(
            f"--{name}-party", action="append", default=[], metavar="NAME", help=f"{help_text} (repeatable)"
        )
    _by(command)
    _export(command, calendar=False)


def _keeping(commands: Commands) -> None:
    """The commands that keep the base right."""
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
    _setting(
        correct, "a field of its agreement: signed_on, effective_on, expires_on, term, renewal, notice_period, ..."
    )
    _by(correct)
    _by(delete)
    _command(commands, "doctor", "check the data home; says what is wrong and which command mends it")
    _command(commands, "rebuild", "make the vector index anew from the database")


def _command(commands: Commands, name: str, help_text: str) -> argparse.ArgumentParser:
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


def _by(command: argparse.ArgumentParser) -> None:
    command.add_argument("--by", default="", metavar="NAME", help="who says so (default: the user of this machine)")


def _setting(command: argparse.ArgumentParser, fields: str) -> None:
    command.add_argument("--set", action="append", default=[], metavar="FIELD=VALUE", help=f"{fields} (repeatable)")
    command.add_argument(
        "--unset", action="append", default=[], metavar="FIELD", help="back to what was extracted (repeatable)"
    )


def _export(command: argparse.ArgumentParser, *, calendar: bool = True) -> None:
    for kind in ("csv", "xlsx", "ics") if calendar else ("csv", "xlsx"):
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
