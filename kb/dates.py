"""Dates, periods and terms as Korean and English documents write them, with where they stand in the text.

A period that is due ("2024년 상반기", "by the end of March 2024") is due on its last day. A term runs from its first day up to
the day before its anniversary: three years from 2021-03-02 end on 2024-03-01. Where the anniversary does not exist (a year from
29 February), the term ends on the last day of that month, as article 160(3) of the Korean Civil Act says.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

_MONTH_NAMES = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")  # fmt: skip
_MONTH = (
    r"(?P<name>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_YEAR = r"(?P<year>(?:19|20)\d\d)"
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "last": 4}
_KOREAN_NUMBERS = {
    "한": 1,
    "두": 2,
    "세": 3,
    "석": 3,
    "네": 4,
    "넉": 4,
    "다섯": 5,
    "여섯": 6,
    "일곱": 7,
    "여덟": 8,
    "아홉": 9,
    "열": 10,
}
_ONES = dict(zip(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"], range(1, 20), strict=True))  # fmt: skip
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}


@dataclass(frozen=True, slots=True)
class Period:
    """A day or a longer stretch written at `text[start:end]`, from its `first` to its `last` day."""

    first: dt.date
    last: dt.date
    start: int
    end: int

    @property
    def is_day(self) -> bool:
        """Whether one day is written, not a month, quarter, half or year."""
        return self.first == self.last


@dataclass(frozen=True, slots=True)
class Term:
    """A length of time written at `text[start:end]`."""

    years: int
    months: int
    days: int
    start: int = 0
    end: int = 0

    @property
    def iso(self) -> str:
        """The length as an ISO 8601 duration, such as P3Y, P1Y6M or P30D."""
        parts = ((self.years, "Y"), (self.months, "M"), (self.days, "D"))
        return "P" + "".join(f"{count}{unit}" for count, unit in parts if count)


def add(day: dt.date, term: Term) -> dt.date:
    """The same day of the month `term` later, the month's last day where it is shorter; OverflowError past year 9999."""
    months = day.year * 12 + day.month - 1 + term.years * 12 + term.months
    year, month = divmod(months, 12)
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        raise OverflowError(f"{term.iso} after {day} is past the calendar")
    same_day = min(day.day, calendar.monthrange(year, month + 1)[1])
    return dt.date(year, month + 1, same_day) + dt.timedelta(days=term.days)


def subtract(day: dt.date, term: Term) -> dt.date:
    """The day `term` before `day`, as a notice period counts back from an expiry."""
    return add(day, Term(-term.years, -term.months, -term.days))


def last_day(first: dt.date, term: Term) -> dt.date:
    """The last day in force of a term that begins on `first`: the day before its anniversary."""
    anniversary = add(first, term)
    shorter_month = (term.years or term.months) and not term.days and anniversary.day < first.day
    return anniversary if shorter_month else anniversary - dt.timedelta(days=1)


def read_term(iso: str) -> Term:
    """The term an ISO 8601 duration of years, months, weeks and days says; ValueError when it is none."""
    found = re.fullmatch(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?", iso)
    if found is None or iso == "P":
        raise ValueError(f"{iso!r} is no ISO 8601 duration")
    years, months, weeks, days = (int(group or 0) for group in found.groups())
    return Term(years, months, weeks * 7 + days)


def periods(text: str, near: dt.date | None = None) -> list[Period]:
    """The days and periods written in `text`, in order; impossible dates are left out.

    With `near` (the day of a meeting), what is written without a year is the first one that ends on or after it, and
    "올해" or "next year" count from it; without `near` such dates are left out.
    """
    found = [period for pattern, read in _READERS for match in pattern.finditer(text) if (period := read(match, near))]
    kept: list[Period] = []
    for period in sorted(found, key=lambda each: (each.start, -each.end)):
        if not kept or period.start >= kept[-1].end:
            kept.append(period)
    return kept


def days(text: str, near: dt.date | None = None) -> list[Period]:
    """The single days written in `text`, in order."""
    return [period for period in periods(text, near) if period.is_day]


_Reader = Callable[[re.Match[str], dt.date | None], Period | None]


def _month_end(year: int, month: int) -> dt.date:
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def _span(match: re.Match[str], first_month: int, months: int, near: dt.date | None, part: str = "") -> Period | None:
    """The `months` months from `first_month` of the written year, of all of it or its beginning, middle or end."""
    if not 1 <= first_month <= 12:
        return None
    year = _year(match, near, lambda year: _month_end(year, first_month + months - 1))
    if year is None:
        return None
    first, last = dt.date(year, first_month, 1), _month_end(year, first_month + months - 1)
    if part in ("초", "상순", "early"):
        last = dt.date(year, first_month, 10)
    elif part in ("중순", "mid"):
        first, last = dt.date(year, first_month, 11), dt.date(year, first_month, 20)
    return Period(first, last, match.start(), match.end())


def _year(match: re.Match[str], near: dt.date | None, ends: Callable[[int], dt.date]) -> int | None:
    """The written year, or the first one from `near` in which the period has not ended."""
    groups = match.groupdict()
    if groups.get("year"):
        year = int(groups["year"])
        return year + 2000 if year < 100 else year
    if near is None:
        return None
    if relative := groups.get("relative"):
        return near.year + (1 if relative in ("내년", "명년", "차년도", "next") else 0)
    try:
        return near.year if ends(near.year) >= near else near.year + 1
    except ValueError:
        return None


def _named_month(match: re.Match[str]) -> int:
    written = match["name"].lower().rstrip(".")
    return next(number for number, name in enumerate(_MONTH_NAMES, 1) if name.startswith(written[:3]))


def _day(match: re.Match[str], near: dt.date | None) -> Period | None:
    month = _named_month(match) if "name" in match.groupdict() else int(match["month"])
    try:
        year = _year(match, near, lambda year: dt.date(year, month, int(match["day"])))
        day = dt.date(year, month, int(match["day"])) if year else None
    except ValueError:
        return None
    return Period(day, day, match.start(), match.end()) if day else None


def _numbered_month(match: re.Match[str], near: dt.date | None) -> Period | None:
    return _span(match, int(match["month"]), 1, near, match["part"] or "")


def _month_in_words(match: re.Match[str], near: dt.date | None) -> Period | None:
    return _span(match, _named_month(match), 1, near, (match["part"] or "").lower().rstrip("- "))


def _half(match: re.Match[str], near: dt.date | None) -> Period | None:
    written = match["half"].lower()
    return _span(match, 1 if written in ("상", "first", "1", "1st") else 7, 6, near)


def _quarter(match: re.Match[str], near: dt.date | None) -> Period | None:
    written = match["quarter"].lower()
    number = ORDINALS.get(written) or int(written)
    return _span(match, number * 3 - 2, 3, near)


def _whole_year(match: re.Match[str], near: dt.date | None) -> Period | None:
    return _span(match, 1, 12, near)


_KOREAN_YEAR = rf"(?:{_YEAR}\s*년(?:도)?|(?P<relative>올해|금년|내년|명년|차년도))"
_NOT_EVERY = r"(?<!매년 )(?<!매년)(?<!해마다 )"
_EACH_YEAR = r"(?!\s*(?:,\s*)?(?:of\s+)?(?:each|every|in\s+each)\b)"
_TWO_DIGIT_YEAR = r"(?:(?P<year>(?:19|20)\d\d)|(?<=['’‘])(?P<short>\d\d))"
_READERS: tuple[tuple[re.Pattern[str], _Reader], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), read)
    for pattern, read in (
        (rf"{_KOREAN_YEAR}\s*(?P<month>\d{{1,2}})\s*월\s*(?P<day>\d{{1,2}})\s*일", _day),
        (rf"(?<!\d){_YEAR}\s*[.]\s*(?P<month>\d{{1,2}})\s*[.]\s*(?P<day>\d{{1,2}})(?!\d)\.?", _day),
        (rf"(?<!\d){_YEAR}(?P<mark>[-/])(?P<month>\d{{1,2}})(?P=mark)(?P<day>\d{{1,2}})(?!\d)", _day),
        (r"(?<=['’‘])(?P<year>\d\d)\s*\.\s*(?P<month>\d{1,2})\s*\.\s*(?P<day>\d{1,2})(?!\d)\.?", _day),
        (rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:(?:day\s+)?of\s+)?{_MONTH},?\s+{_YEAR}(?!\d)", _day),
        (rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}(?!\d)", _day),
        (rf"{_KOREAN_YEAR}\s*(?P<half>[상하])\s*반기", _half),
        (rf"{_KOREAN_YEAR}\s*제?\s*(?P<quarter>[1-4])\s*/?\s*4?\s*분기", _quarter),
        (rf"{_KOREAN_YEAR}\s*(?P<month>\d{{1,2}})\s*월(?!\s*\d{{1,2}}\s*일)(?:\s*(?P<part>초|상순|중순|하순|말))?", _numbered_month),
        (rf"{_KOREAN_YEAR}(?!\s*\d{{1,2}}\s*월)(?!\s*[상하]\s*반기)(?:\s*(?:말|연말|중|안|내)(?![가-힣]{{2}}))?", _whole_year),
        (rf"\b(?P<half>first|second|1st|2nd)\s+half\s+of\s+(?:the\s+year\s+)?{_YEAR}", _half),
        (rf"\bH(?P<half>[12])\s*(?:of\s+|/)?\s*{_YEAR}", _half),
        (rf"\b(?P<quarter>first|second|third|fourth|last|1st|2nd|3rd|4th)\s+quarter\s+of\s+{_YEAR}", _quarter),
        (rf"\bQ(?P<quarter>[1-4])\s*(?:of\s+|/)?\s*{_YEAR}", _quarter),
        (rf"(?<!\d)(?<!\d )(?:(?P<part>early|mid|late)[\s-]+)?\b{_MONTH},?\s+{_YEAR}(?!\d)", _month_in_words),
        (rf"(?:(?<=\bof )|(?<=\bin )|(?<=\bby )|(?<=\bduring )|(?<=\bbefore )){_YEAR}\b(?![-/.,]\d)", _whole_year),
        (rf"{_NOT_EVERY}(?<!년)(?<!년 )(?<!\d)(?P<month>\d{{1,2}})\s*월\s*(?P<day>\d{{1,2}})\s*일", _day),
        (rf"{_NOT_EVERY}(?<!년)(?<!년 )(?<!\d)(?P<month>\d{{1,2}})\s*월(?!\s*\d{{1,2}}\s*일)\s*(?P<part>초|상순|중순|하순|말)?", _numbered_month),
        (rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}(?!,?\s+\d{{4}}){_EACH_YEAR}", _day),
        (rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)(?!,?\s+\d{{4}}){_EACH_YEAR}", _day),
        (rf"(?<=\bend of )(?P<part>)?{_MONTH}(?!,?\s+\d{{4}}){_EACH_YEAR}", _month_in_words),
        (r"(?<=\bend of )(?:the\s+|this\s+)(?P<relative>year)\b", _whole_year),
        (r"\b(?P<relative>next)\s+year\b", _whole_year),
    )
)  # fmt: skip

_KOREAN_COUNT = r"(?<![\d.])(\d{1,3}|반|" + "|".join(_KOREAN_NUMBERS) + ")"
_KOREAN_TERM = re.compile(
    rf"{_KOREAN_COUNT}\s*\]?\s*(개?년|해|개월|달|주일?|일|영업일)(?!도)(?:\s*(\d{{1,2}})\s*(개월))?"
)
_ENGLISH_TERM = re.compile(
    r"\b(?:(?P<word>[A-Za-z]+(?:-[A-Za-z]+)?)\s*\(\s*(?P<figure>\d{1,3})\s*\)|(?P<digits>\d{1,3})|(?P<alone>[A-Za-z]+(?:-[A-Za-z]+)?))"
    r"[\s-]+(?:calendar\s+|business\s+|working\s+|consecutive\s+|full\s+)?(?P<unit>year|month|week|day)s?\b",
    re.IGNORECASE,
)


def terms(text: str) -> list[Term]:
    """The lengths of time written in `text`, in order; dates and days of a month are none."""
    return sorted((*_korean_terms(text), *_english_terms(text)), key=lambda term: term.start)


def _korean_terms(text: str) -> Iterator[Term]:
    for match in _KOREAN_TERM.finditer(text):
        count, unit, more, _ = match.groups()
        before, after = text[: match.start()].rstrip(), text[match.end() :].lstrip()
        # "3월 28일" is a day; "반" and the native numerals stand before 년, 달, 해 only as words of their own.
        if (unit == "일" and before.endswith("월")) or re.match(r"\d{1,2}\s*월", after):
            continue
        if not count.isdigit() and (
            (before[-1:] and text[match.start() - 1] not in " \n([“‘") or unit not in ("년", "달", "해", "주")
        ):
            continue
        number = int(count) if count.isdigit() else _KOREAN_NUMBERS.get(count, 0)
        if count == "반":
            yield Term(0, 6, 0, match.start(), match.end())
        elif number:
            yield _term(number, {"년": "year", "개년": "year", "해": "year", "개월": "month", "달": "month", "주": "week", "주일": "week"}.get(unit, "day"), match, int(more or 0))  # fmt: skip


def _english_terms(text: str) -> Iterator[Term]:
    for match in _ENGLISH_TERM.finditer(text):
        figure = match["figure"] or match["digits"]
        number = int(figure) if figure else _english_number(match["alone"].lower())
        if number:
            yield _term(number, match["unit"].lower(), match)


def _english_number(word: str) -> int:
    tens, _, ones = word.partition("-")
    if tens in _TENS:
        return _TENS[tens] + _ONES.get(ones, 0)
    return _ONES.get(word, 0)


def _term(number: int, unit: str, match: re.Match[str], more_months: int = 0) -> Term:
    years, months, weeks, day_count = (number if unit == each else 0 for each in ("year", "month", "week", "day"))
    return Term(years, months + more_months, weeks * 7 + day_count, match.start(), match.end())


_NOTICE = re.compile(
    r"^\s*\]?\s*(?:전|이전|前)|^[’']?s?[’']?\s*(?:prior|advance|written|in\s+advance|notice|before|’|')|^\s+or\s+more\s+(?:prior|before)",
    re.IGNORECASE,
)


def notices(text: str) -> list[Term]:
    """The terms of `text` that are counted before something: "30일 전", "sixty (60) days' prior notice"."""
    return [term for term in terms(text) if _NOTICE.match(text[term.end :])]
