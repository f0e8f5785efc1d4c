"""Rows of action and milestone tables: what, who, until when, by the headers of their columns or by their order."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from ingest.facts.attendance import Attendance
from ingest.facts.columns import read_task
from ingest.facts.naming import Names
from ingest.facts.organisations import Organisation, distinct
from kb.dates import Period, periods

_NUMBER = re.compile(r"^\s*(?:\d{1,2}|[①-⑳]|[A-Z]?-?\d{1,2})[.)]?\s+")
_BARE_DAY = re.compile(r"^\s*[’']?(\d{1,2})\.\s?(\d{1,2})\.?(?=\s*(?:\([월화수목금토일]\))?\s*(?:까지|한)?\s*$)")
_OWN_TEAM = re.compile(r"\s[가-힣A-Za-z]{2,10}(?:팀|실|과|본부)$")
_TEAM_WORDS = ("팀", "실", "부", "과", "본부", "센터", "Team", "Unit", "Office", "and", "및")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table of tasks: `due` is the last date of its column, `due_text` what the column says.

    `status` is how far it is, where a column says so; one that is `paid` is an instalment of a sum promised elsewhere.
    """

    action: str
    organisations: tuple[Organisation, ...]
    team: str
    due: Period | None
    due_text: str
    status: str = ""
    paid: bool = False


def read_row(
    reading: str, names: Names, attendance: Attendance | None = None, near: dt.date | None = None
) -> Row | None:
    """What a row of a table with headers says; None where it is done, or names nobody on record in the column for it.

    A person in that column is the organisation `attendance` knows; dates without a year are those `near` a day.
    """
    task = read_task(reading)
    paid = bool(task.amount and task.when and re.search(r"\d", task.amount))
    if task.done or not (task.what or paid):
        return None
    # "6. 20.(금)": in a column of dates a month and a day need no more.
    when = _BARE_DAY.sub(r"\1월 \2일", task.when) if near is not None else task.when
    dates = periods(when, near=near)
    mentions = names.mentions(f"{task.who} ")
    organisations = distinct([each for mention in mentions for each in mention.organisations])
    team = " ".join(each.team for each in mentions if each.team) or _without(task.who, names)
    if task.who and not organisations and attendance is not None:
        organisations = attendance.organisation_of(re.sub(r"\s*\([^()]*\)$", "", task.who))
    if task.who and not organisations:
        if names.home is None or not _OWN_TEAM.search(f" {task.who}"):
            return None
        organisations, team = (names.home,), task.who
    action = " ".join(filter(None, (task.what, task.amount)))
    return Row(action, organisations, team, dates[-1] if dates else None, task.when, task.status, paid)


def read_line(text: str, names: Names) -> Row | None:
    """A row whose columns have no headers: a task, then who, then a date at its end; None for any other line."""
    dates = periods(text)
    if not dates or not re.fullmatch(r"[\s\])까지.]*", text[dates[-1].end :]):
        return None
    cells = text[: _first_date_cell(text, dates)].rstrip(" [(")
    number = _NUMBER.match(cells)
    begin = number.end() if number else 0
    responsible = [
        each for each in names.mentions(cells) if each.start > begin and _is_team(_rest(cells, each.end, names))
    ]
    due_text = text[dates[-1].start : dates[-1].end]
    if responsible:
        first = responsible[0].start
        team = " ".join(each.team for each in responsible if each.team) or cells[responsible[-1].end :].strip(" ,·/")
        organisations = distinct([each for mention in responsible for each in mention.organisations])
        return Row(cells[begin:first].strip(" ,·|"), organisations, team, dates[-1], due_text)
    own = _OWN_TEAM.search(cells)
    if own is None or names.home is None:
        return None
    return Row(cells[begin : own.start()].strip(" ,·|"), (names.home,), own.group().strip(), dates[-1], due_text)


def _without(who: str, names: Names) -> str:
    """What a column for who is responsible says besides the organisations: a team, a person."""
    for mention in reversed(names.mentions(f"{who} ")):
        who = f"{who[: mention.start]} {who[mention.end :]}"
    return " ".join(who.split()).strip(" ,·/&및()")


def _first_date_cell(text: str, dates: list[Period]) -> int:
    """Where the run of dates at the end of a row begins; a date within the task stays with the task."""
    first = len(text)
    for date in reversed(dates):
        if re.fullmatch(r"[\s\[\]()~–.-]*(?:까지)?[\s\[\]()~–.-]*", text[date.end : first]):
            first = date.start
    return first


def _rest(cells: str, end: int, names: Names) -> str:
    """What follows in a row besides other organisations: where it is teams alone, `end` stands in the column of who is responsible."""
    rest = cells[end:]
    for mention in reversed(names.mentions(rest)):
        rest = rest[: mention.start] + rest[mention.end :]
    return rest


def _is_team(rest: str) -> bool:
    return all(word.endswith(_TEAM_WORDS) for word in re.split(r"[\s,·/&]+", rest) if word)
