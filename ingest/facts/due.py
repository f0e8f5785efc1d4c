"""When something is due: the words that say it, the day they fix, and how it was computed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.facts import due_words as words
from kb.dates import Period, Term, add, periods, subtract, terms
from kb.domain import Language

_EVERY = {"ko": words.compiled(words.KOREAN_EVERY), "en": words.compiled(words.ENGLISH_EVERY)}
_RELATIVE = {
    "ko": words.compiled(words.KOREAN_RELATIVE),
    "en": words.compiled(words.ENGLISH_WITHIN, ignore_case=True),
}
_LASTING = words.compiled(words.DURATION, ignore_case=True)
_EVENT = {"ko": words.compiled(words.KOREAN_EVENT), "en": words.compiled(words.ENGLISH_EVENT)}
_KOREAN_AFTER_PERIOD = re.compile(r"^\s?(?:전?까지|이내에?|안에|내에?|중에?|전에?|에)")
_KOREAN_PAST = re.compile(r"\s?에?\s?(?:(?:체결|서명)(?!하(?:기|려|고자|여야|도록))|열린|개최된|맺은)")
_ENGLISH_LEAD = re.compile(
    r"(?:(?:no|not)\s+later\s+than|on\s+or\s+before|by|before|until|prior\s+to|in\s+the\s+course\s+of|during|in|on|at)"
    r"(?:\s+the)?(?:\s+(?:beginning|end|middle)\s+of)?(?:\s+the)?\s*$",
    re.IGNORECASE,
)
_BINDING_LEAD = re.compile(r"(?:later|before|by|until|prior|course|end\s+of)", re.IGNORECASE)
_FROM_SIGNING = re.compile(r"체결|서명|조인|signature|signing|signed|execution|conclusion", re.IGNORECASE)
_FROM_EFFECT = re.compile(r"효력|발효|시행|effective|entry\s+into\s+force|takes?\s+effect", re.IGNORECASE)
_FROM_MEETING = re.compile(r"회의|this\s+meeting|the\s+meeting|본\s?회의|이\s?자리", re.IGNORECASE)
_BEFORE_EXPIRY = re.compile(r"끝나는|만료|that\s+date|expir|end\s+of\s+the\s+term", re.IGNORECASE)
# No sentence of prose is longer.
_LONGEST = 4000
_UNCOUNTED = re.compile(r"영업일|근무일|business|working|시간|hour", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Anchors:
    """The days of a document that its relative terms count from."""

    signed: dt.date | None = None
    effective: dt.date | None = None
    expires: dt.date | None = None
    meeting: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """The words that say when, as written, the day where they fix one, and how that was computed where it is not written."""

    text: str = ""
    on: dt.date | None = None
    trace: str = ""


def find_due(text: str, language: Language, anchors: Anchors) -> Due:
    """When the promise in `text` is due; empty where it does not say."""
    return next(iter(all_due(text, language, anchors)), Due())


def all_due(text: str, language: Language, anchors: Anchors) -> list[Due]:
    """Every due time `text` writes as a date; else the one it writes in other words."""
    text = text[:_LONGEST]
    every = next(words.matches(_EVERY[language], text), None)
    found = [
        due
        for period in periods(text, near=anchors.meeting)
        if not (every and every.start() <= period.start < every.end())
        and (due := _dated(text, period, language, anchors))
    ]
    return found or list(_in_words(text, language, anchors, every))[:1]


def _in_words(text: str, language: Language, anchors: Anchors, every: re.Match[str] | None) -> Iterator[Due]:
    """The due times that are written without a date, those that fix a day first."""
    for match in words.matches(_RELATIVE[language], text):
        yield _computed(match.group().strip(), anchors)
    if every is not None:
        yield Due(every.group().strip())
    for pattern in (_LASTING, _EVENT[language]):
        for match in words.matches(pattern, text):
            yield Due(match.group().strip())


def _dated(text: str, period: Period, language: Language, anchors: Anchors) -> Due | None:
    due = _korean_dated(text, period) if language == "ko" else _english_dated(text, period)
    if due is None or due.on is None or anchors.meeting is None or re.search(r"\d{4}", text[period.start : period.end]):
        return due
    return Due(due.text, due.on, f"{due.text}: the year from {anchors.meeting.isoformat()} (meeting)")


def _korean_dated(text: str, period: Period) -> Due | None:
    after = _KOREAN_AFTER_PERIOD.match(text[period.end :])
    if after is None and not re.match(r"\s*(?:$|[)\]])", text[period.end :]):
        return None
    if _KOREAN_PAST.match(text[period.end :]):
        return None
    written = after.group() if after else ""
    before = "전" in written and "전까지" not in written
    last = period.first - dt.timedelta(days=1) if before and period.is_day else period.last
    return Due(text[period.start : period.end + len(written)], last)


def _english_dated(text: str, period: Period) -> Due | None:
    lead = _ENGLISH_LEAD.search(text[max(0, period.start - 60) : period.start])
    if lead is None:
        return Due(text[period.start : period.end], period.last) if period.start == 0 and period.is_day else None
    written = lead.group() + text[period.start : period.end].rstrip(".")
    if not period.is_day and not _BINDING_LEAD.search(lead.group()):
        return Due(written, period.last if re.match(r"in\s+[A-Z]", written) else None)
    return Due(written, period.last)


def _computed(written: str, anchors: Anchors) -> Due:
    """A length from a day of the document as a date: "체결한 날부터 30일 이내" of an agreement whose signature is dated."""
    lengths: list[Term] = terms(written)
    if not lengths or _UNCOUNTED.search(written):
        return Due(written)
    if _BEFORE_EXPIRY.search(written) and re.search(r"전|before", written):
        if anchors.expires is None:
            return Due(written)
        return Due(
            written,
            subtract(anchors.expires, lengths[0]),
            f"{lengths[0].iso} before {anchors.expires.isoformat()} (expiry)",
        )
    for pattern, day, name in (
        (_FROM_EFFECT, anchors.effective, "effective date"),
        (_FROM_SIGNING, anchors.signed, "signature"),
        (_FROM_MEETING, anchors.meeting, "meeting"),
    ):
        if pattern.search(written):
            if day is None:
                return Due(written)
            return Due(written, add(day, lengths[0]), f"{lengths[0].iso} from {day.isoformat()} ({name})")
    return Due(written)
