"""Rows of action and milestone tables, as the text of a PDF gives them: what, who, until when."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.facts.clauses import Clause
from ingest.facts.naming import Names
from ingest.facts.organisations import Organisation, distinct
from kb.dates import Period, periods

_NUMBER = re.compile(r"^\s*(?:\d{1,2}|[①-⑳]|[A-Z]?-?\d{1,2})[.)]?\s+")

_OWN_TEAM = re.compile(r"\s[가-힣A-Za-z]{2,10}(?:팀|실|과|본부)$")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table of tasks: `due` is its last date."""

    action: str
    organisations: tuple[Organisation, ...]
    team: str
    due: Period


def read_row(clause: Clause, names: Names) -> Row | None:
    """What a row says, or None where no organisation stands before its dates."""
    text = clause.text
    dates = periods(text)
    # A date still to be agreed stands in brackets.
    cells = text[: _first_date_cell(text, dates)].rstrip(" [(")
    number = _NUMBER.match(cells)
    begin = number.end() if number else 0
    responsible = [each for each in names.mentions(cells) if each.start > begin and _at_end(cells, each.end, names)]
    if not dates:
        return None
    if not responsible:
        own = _OWN_TEAM.search(cells)
        if own is None or names.home is None:
            return None
        return Row(cells[begin : own.start()].strip(" ,·|"), (names.home,), own.group().strip(), dates[-1])
    first = responsible[0].start
    team = " ".join(each.team for each in responsible if each.team)
    organisations = distinct([each for mention in responsible for each in mention.organisations])
    return Row(cells[begin:first].strip(" ,·|"), organisations, team or _team(cells[responsible[-1].end :]), dates[-1])


def _first_date_cell(text: str, dates: list[Period]) -> int:
    """Where the run of dates at the end of a row begins; a date within the task stays with the task."""
    first = len(text)
    for date in reversed(dates):
        if re.fullmatch(r"[\s\[\]()~–-]*(?:까지)?[\s\[\]()~–-]*", text[date.end : first]):
            first = date.start
    return first


def _at_end(cells: str, end: int, names: Names) -> bool:
    """Whether only other organisations and teams follow, so that it stands in the column of who is responsible."""
    rest = cells[end:]
    for mention in reversed(names.mentions(rest)):
        rest = rest[: mention.start] + rest[mention.end :]
    return (
        re.fullmatch(
            r"[\s,·/&및]*(?:and\s*)?(?:[가-힣A-Za-z]{0,10}(?:팀|실|부|과|본부|센터|Team|Unit|Office)[\s,]*)*", rest
        )
        is not None
    )


def _team(rest: str) -> str:
    return rest.strip(" ,·/")
