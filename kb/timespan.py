"""Which days a question asks about: the period things fall into, and the day on which they are judged."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from kb import phrases
from kb.dates import Period, Term, add, periods, terms
from kb.phrases import AS_OF

_LAST = dt.date(9999, 12, 31)
_UNITS: tuple[tuple[str, str], ...] = (
    ("year", r"올해|금년|이번\s?해|\bthis year\b|내년|\bnext year\b|작년|지난해|\blast year\b"),
    ("half", r"(?:이번\s?|올\s?)?(?:상|하)반기"),
    ("quarter", r"(?:이번|다음|지난)\s?분기|\b(?:this|next|last|current) quarter\b"),
    ("month", r"이번\s?달|이달|금월|다음\s?달|내달|지난\s?달|\b(?:this|next|last|current) month\b"),
    ("week", r"이번\s?주|금주|다음\s?주|지난\s?주|\b(?:this|next|last) week\b"),
)
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")  # fmt: skip
# "Soon" is a quarter: as long as the longest notice that is usual.
_SOON = re.compile(r"곧|임박|조만간|가까운\s?시일|\bsoon\b|\bshortly\b|\bupcoming\b|\babout to\b", re.IGNORECASE)
_SOON_DAYS = 90
_NEXT = re.compile(r"다음|내년|내달|next", re.IGNORECASE)
_BEFORE_NOW = re.compile(r"지난|작년|last", re.IGNORECASE)
_WITHIN = re.compile(r"^\s*(?:안에|이내|내에|내로|안으로|이내에|동안|후까지|뒤까지)")
_WITHIN_BEFORE = re.compile(
    r"(?:within|in the next|over the next|in the coming|during the next|next|in|앞으로|향후)\s+(?:the\s+)?(?:next\s+)?$",
    re.I,
)
_UNTIL_AFTER = re.compile(r"^\s*(?:까지|이전|전에|전\s|이전에|말까지)")
_STRICTLY = re.compile(r"^\s*(?:이?전에?)(?:\s|$|의)")
_UNTIL_BEFORE = re.compile(
    r"\b(?:before|by|until|prior to|up to|no later than)\s+(?:the\s+)?(?:end of\s+)?$", re.IGNORECASE
)
_BEFORE = re.compile(r"\b(?:before|prior to)\s+(?:the\s+)?$", re.IGNORECASE)
_SINCE = re.compile(r"\b(?:after|since|from)\s+(?:the\s+)?$", re.IGNORECASE)
_SINCE_AFTER = re.compile(r"^\s*(?:이후|부터|후에|뒤에|다음)")


def period_asked(question: str, day: dt.date) -> Period | None:
    """The days asked about, seen from `day`: "this quarter", "다음 달", "within 30 days", "before 1 June 2027"."""
    span = _counted(question, day)
    if span is not None:
        return span
    relative = _relative(question, day)
    written = [each for each in periods(question, near=day) if relative is None or each.start != relative.start]
    found = relative or (written[0] if written else _month_alone(question, day))
    if found is None or phrases.OF_A_MEETING.search(question[found.end :]):
        return None
    if len(written) > 1 and relative is None and re.search(r"부터|between|from|~|–", question):
        # "1월부터 6월까지": what is written without a year goes on from the first.
        later = periods(question, near=written[0].first)[1]
        return replace(written[0], last=later.last, end=later.end)
    return _bounded(question, found, day)


def _month_alone(question: str, day: dt.date) -> Period | None:
    """ "in December": the next one, the present month included."""
    match = re.search(r"\b(?:in|by|during|before|of) (?P<name>January|February|March|April|May|June|July|August|September|October|November|December)\b", question)  # fmt: skip
    if match is None:
        return None
    month = _MONTHS.index(match["name"]) + 1
    first = dt.date(day.year + (month < day.month), month, 1)
    return Period(first, _end(first, 1), match.start("name"), match.end())


def _bounded(question: str, found: Period, day: dt.date) -> Period:
    before, after = question[: found.start], question[found.end :]
    if _UNTIL_AFTER.match(after) or _UNTIL_BEFORE.search(before):
        strictly = _STRICTLY.match(after) or _BEFORE.search(before)
        last = found.first - dt.timedelta(days=1) if strictly else found.last
        return Period(min(day, last), last, found.start, found.end)
    if _SINCE_AFTER.match(after) or _SINCE.search(before):
        return Period(found.first, _LAST, found.start, found.end)
    return found


def _counted(question: str, day: dt.date) -> Period | None:
    """ "30일 안에", "within three months": from `day` so long."""
    for term in terms(question):
        after, before = question[term.end :], question[: term.start]
        if _WITHIN.match(after) or _WITHIN_BEFORE.search(before):
            return Period(day, add(day, term), term.start, term.end)
    return None


def _relative(question: str, day: dt.date) -> Period | None:
    for unit, pattern in _UNITS:
        match = re.search(pattern, question, re.IGNORECASE)
        if match is None or (unit == "half" and re.search(r"년\s?$", question[: match.start()])):
            continue
        step = 1 if _NEXT.search(match.group()) else -1 if _BEFORE_NOW.search(match.group()) else 0
        if unit == "year" and (
            half := re.match(r"\s?([상하])반기|\s?([1-4])/?4?분기|\s?(\d{1,2})월", question[match.end() :])
        ):
            return _part_of_year(day.year + step, half, match)
        first, last = _unit(unit, day, step, match.group())
        return Period(first, last, match.start(), match.end())
    return None


def _part_of_year(year: int, part: re.Match[str], match: re.Match[str]) -> Period | None:
    half, quarter, month = part.groups()
    begin, months = (1 if half == "상" else 7, 6) if half else (3 * int(quarter) - 2, 3) if quarter else (int(month), 1)
    if not 1 <= begin <= 12:
        return None
    first = dt.date(year, begin, 1)
    return Period(first, _end(first, months), match.start(), match.end() + part.end())


def _unit(unit: str, day: dt.date, step: int, written: str) -> tuple[dt.date, dt.date]:
    if unit == "year":
        return dt.date(day.year + step, 1, 1), dt.date(day.year + step, 12, 31)
    if unit == "half":
        first = dt.date(day.year, 1 if "상" in written else 7, 1)
        return first, _end(first, 6)
    if unit == "week":
        monday = day - dt.timedelta(days=day.weekday()) + dt.timedelta(weeks=step)
        return monday, monday + dt.timedelta(days=6)
    months = 3 if unit == "quarter" else 1
    begin = months * ((day.month - 1) // months) + 1
    first = add(dt.date(day.year, begin, 1), Term(0, months * step, 0))
    return first, _end(first, months)


def _end(first: dt.date, months: int) -> dt.date:
    return add(first, Term(0, months, 0)) - dt.timedelta(days=1)


def end_asked(question: str, day: dt.date) -> Period:
    """When something ends that is asked about without a date: soon, or any time from `day` on."""
    match = _SOON.search(question)
    return Period(day, day + dt.timedelta(days=_SOON_DAYS) if match else _LAST, *(match.span() if match else (0, 0)))


def day_asked(question: str, day: dt.date, in_force: bool) -> dt.date | None:
    """The day a question itself names for its state of things, the last one of a month or year; None where it names none.

    With `in_force` what is asked is what was in force, so that any date it gives is such a day.
    """
    found = periods(question, near=day if AS_OF.search(question) else None)
    if len(found) != 1 or not (in_force or AS_OF.search(question)):
        return None
    before, after = question[: found[0].start], question[found[0].end :]
    if any(pattern.search(before) for pattern in (_UNTIL_BEFORE, _SINCE)) or (
        re.match(r"\s*(?:이?전에|이후|부터)", after) or re.search(r"체결|맺|signed|signing", question, re.IGNORECASE)
    ):
        return None
    return found[0].last
