"""When a document was made, as a question says it: "June 2024", "Q3", "9월 6일", "작년", in whole or in part."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from kb.dates import ORDINALS

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
# "May" and "Mar" are months only with a capital, which is why the name of a month is read with its case.
_NAME = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_YEAR = re.compile(r"(?<![\d-])(?P<full>(?:19|20)\d\d)(?![\d%])|(?<!\d)[’']?(?P<short>\d\d)년(?!치|간|차|\s?동안)")
_ISO = re.compile(r"(?<!\d)(?:19|20)\d\d\s?[-./]\s?(?P<month>\d{1,2})(?:\s?[-./]\s?(?P<day>\d{1,2}))?(?!\d)")
_NAMED = re.compile(
    rf"(?:(?P<before>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?)?\b(?P<name>{_NAME})(?:\s+(?P<after>\d{{1,2}})(?:st|nd|rd|th)?(?!\d))?"
)
_KOREAN = re.compile(r"(?<!\d)(?P<month>\d{1,2})\s?월(?:\s?(?P<day>\d{1,2})\s?일)?(?!\s?(?:간|째))")
_QUARTER = re.compile(
    r"(?<!\d)([1-4])\s?(?:/\s?4\s?)?분기|\bQ([1-4])\b|\b(first|second|third|fourth|1st|2nd|3rd|4th) quarter\b", re.I
)
_HALF = re.compile(r"(상|하)반기|\bH([12])\b|\b(first|second) half\b", re.I)
_YEARS_AGO = (
    (2, re.compile(r"재작년|\byear before last\b", re.I)),
    (1, re.compile(r"(?<!재)작년|지난해|\blast year(?:['’]s)?\b", re.I)),
    (0, re.compile(r"올해|금년|올\s|\bthis year(?:['’]s)?\b", re.I)),
)
_MONTHS_AGO = (
    (1, re.compile(r"지난\s?달|전월|\blast month(?:['’]s)?\b", re.I)),
    (0, re.compile(r"이번\s?달|이달|금월|\bthis month(?:['’]s)?\b", re.I)),
)


@dataclass(frozen=True, slots=True)
class Moment:
    """A day or a stretch of days, as far as it is said: what is not said is 0, `first` and `last` are months."""

    year: int = 0
    first: int = 0
    last: int = 0
    day: int = 0

    def fits(self, day: dt.date | None) -> bool:
        """Whether a day may be the one that is meant."""
        return (
            day is not None
            and self.year in (0, day.year)
            and (not self.first or self.first <= day.month <= self.last)
            and self.day in (0, day.day)
        )

    def __bool__(self) -> bool:
        return bool(self.year or self.first)


def moment_in(text: str, today: dt.date) -> Moment:
    """When `text` says something was made, seen from `today`; false where it does not say."""
    ago = next((ago for ago, pattern in _MONTHS_AGO if pattern.search(text)), None)
    if ago is not None:
        years, month = divmod(today.year * 12 + today.month - 1 - ago, 12)
        return Moment(years, month + 1, month + 1)
    year = _year(text, today)
    if (found := _ISO.search(text) or _KOREAN.search(text)) and 1 <= int(found["month"]) <= 12:
        return Moment(year, int(found["month"]), int(found["month"]), int(found["day"] or 0))
    if named := _NAMED.search(text):
        month = _MONTHS.index(named["name"][:3].lower()) + 1
        return Moment(year, month, month, int(named["before"] or named["after"] or 0))
    if quarter := _QUARTER.search(text):
        number = int(quarter[1] or quarter[2] or ORDINALS[quarter[3].lower()])
        return Moment(year, 3 * number - 2, 3 * number)
    if half := _HALF.search(text):
        first = 1 if (half[1] == "상" or half[2] == "1" or (half[3] or "").lower() == "first") else 7
        return Moment(year, first, first + 5)
    return Moment(year)


def _year(text: str, today: dt.date) -> int:
    if found := _YEAR.search(text):
        return int(found["full"] or f"20{found['short']}")
    return next((today.year - ago for ago, pattern in _YEARS_AGO if pattern.search(text)), 0)
