"""When something is due: the words that say it, and the day they fix."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from kb.dates import Period, Term, add, periods, subtract, terms
from kb.domain import Language

_KOREAN_EVERY = re.compile(
    r"(?:매년|해마다|매월|매달|다달이|매주|매\s?분기|분기마다|매\s?반기|반기마다|반년마다|격월|(?:연|월|주)(?=\s?\d{1,2}\s?(?:회|번))|분기별|반기별)(?:로)?"
    r"(?:\s?\d{1,2}월(?:\s?\d{1,2}일)?까지|\s?(?:\d{1,2}|한|두|세|네)\s?(?:회|번|차례)(?:\s?이상)?|\s?\d{1,2}일까지)?"
)
_KOREAN_RELATIVE = re.compile(
    r"(?:(?:[^\s,.]+\s){0,5}?[^\s,.]*(?:날|일)(?:로)?부터\s?|[가-힣]+\s?(?:체결|종료|만료|접수|수령|요청)?\s?(?:후|뒤)\s?)?"
    r"\[?(?:\d{1,3}|한|두|세|석|네)\s?(?:영업일|일|주|주일|개월|달|년|시간)\]?\s?(?:이내|안|내)에?"
)
_KOREAN_BEFORE = re.compile(
    r"(?:(?:끝나는|만료)[^\s]*\s?(?:날의\s|일\s?)?)?\[?(?:\d{1,3}|한|두|세)\s?(?:일|주|개월|달|년)\]?\s?전(?:까지|에)"
)
_KOREAN_AFTER_PERIOD = re.compile(r"^\s?(?:전?까지|이내에?|안에|내에?|중에?|전에?|에)")
_KOREAN_EVENT = re.compile(
    r"(?:[가-힣]+\s){0,3}[가-힣]+(?:될|할|릴|때)\s?때?까지|차기\s[가-힣]+(?:\s?전)?까지|다음\s[가-힣\s]{1,8}까지|기한까지|완료일까지|즉시|지체\s?없이"
)
_ENGLISH_LEAD = re.compile(
    r"(?:(?:no|not)\s+later\s+than|on\s+or\s+before|by|before|until|prior\s+to|in\s+the\s+course\s+of|during|in|on|at)"
    r"(?:\s+the)?(?:\s+(?:beginning|end|middle)\s+of)?(?:\s+the)?\s*$",
    re.IGNORECASE,
)
_BINDING_LEAD = re.compile(r"(?:later|before|by|until|prior|course|end\s+of)", re.IGNORECASE)
_ENGLISH_WITHIN = re.compile(
    r"\b(?:with)in\s+(?:a\s+period\s+of\s+)?[\w-]+(?:\s*\(\d+\))?\s+(?:calendar\s+|business\s+|working\s+)?(?:day|week|month|year)s?"
    r"(?:\s+(?:of|after|from|following)\s+(?:[\w’'-]+\s*){1,7}?(?=[,.;]|\s(?:the\s+(?:Foundation|Agency|Association|Parties)|by|to|in|shall|and|which|with)\b|$))?",
    re.IGNORECASE,
)
_ENGLISH_EVERY = re.compile(
    r"\b(?:by\s+(?:the\s+end\s+of\s+)?(?:\d{1,2}\s+)?[A-Z][a-z]+\s+(?:\d{1,2}\s+)?)?(?:at\s+least\s+)?(?:(?:once|twice|\w+\s+times)\s+(?:a|per|each|every)\s+"
    r"(?:year|month|quarter|week)|(?:every|each)\s+(?:\w+\s+)?(?:years?|months?|quarters?|weeks?|January|February|March|April|May|June|July|August|September"
    r"|October|November|December)|(?:annually|quarterly|monthly|weekly)(?=\s*(?:[.,;]|$)|\s(?:to|with|and|by|in)\b)|(?:a|per)\s+(?:year|month|quarter)(?=\s*[.,;]|$))\b"
)
_ENGLISH_NOTICE = re.compile(
    r"\b[\w-]+(?:\s*\(\d+\))?\s+(?:days?|weeks?|months?)[’']?(?:\s+(?:prior|advance|written|in\s+advance|notice(?:\s+in\s+writing)?|before\s+(?:that|the)\s+[\w\s]{1,20}))+",
    re.IGNORECASE,
)
_DURATION = re.compile(
    r"(?:\[?(?:\d{1,3}|한|두|세)\s?(?:년|개월|달|주|일)\]?\s?(?:동안|간\s)|[가-힣]+\s(?:중|동안)\s?(?:한|두|세)\s?(?:번|차례)\s?이상|(?:끝난|마친)\s(?:뒤|후)(?:에)?(?:\s\d+년까지)?)"
    r"|\bfor\s+(?:up\s+to\s+|a\s+period\s+of\s+)?[\w-]+(?:\s\(\d+\))?\s+(?:years?|months?|weeks?|days?)(?:\s+thereafter)?\b"
    r"|\b(?:at\s+least\s+)?[\w-]+\s+(?:years?|months?|weeks?|days?)\s+(?:before|after|from)\s+\w+|\bat\s+least\s+(?:once|twice)\s+(?:in|a|per)\s+(?:\w+\s+)?\w+"
    r"|\bwithout\s+limit\s+of\s+time\b",
    re.IGNORECASE,
)
_FROM_SIGNING = re.compile(r"체결|서명|조인|signature|signing|signed|execution|conclusion", re.IGNORECASE)
_FROM_EFFECT = re.compile(r"효력|발효|시행|effective|entry\s+into\s+force|takes?\s+effect", re.IGNORECASE)
_FROM_MEETING = re.compile(r"회의|this\s+meeting|the\s+meeting|본\s?회의|이\s?자리", re.IGNORECASE)
_BEFORE_EXPIRY = re.compile(r"끝나는|만료|that\s+date|expir|end\s+of\s+the\s+term", re.IGNORECASE)
_UNTIL_EVENT = re.compile(
    r"\b[Uu]ntil\s+(?:[a-z][\w’']*\s+){1,8}[a-z]\w*(?=,)|\bbefore\s+the\s+(?:[a-z]+\s*){1,4}(?=[.,;]|$)"
)


@dataclass(frozen=True, slots=True)
class Anchors:
    """The days of a document that its relative terms count from."""

    signed: dt.date | None = None
    effective: dt.date | None = None
    expires: dt.date | None = None
    meeting: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """The words that say when, as written, and the day where they fix one."""

    text: str = ""
    on: dt.date | None = None
    trace: str = ""


def find_due(text: str, language: Language, anchors: Anchors) -> Due:
    """When the promise in `text` is due; empty where it does not say."""
    return next(iter(all_due(text, language, anchors)), Due())


def all_due(text: str, language: Language, anchors: Anchors) -> list[Due]:
    """Every due time `text` writes as a date; else the one it writes in other words."""
    every = (_KOREAN_EVERY if language == "ko" else _ENGLISH_EVERY).search(text)
    spans = [] if every is None else [every.span()]
    found = [
        due
        for period in periods(text, near=anchors.meeting)
        if not any(start <= period.start < end for start, end in spans)
        and (due := _korean_dated(text, period) if language == "ko" else _english_dated(text, period))
    ]
    if found:
        return found
    other = _relative(text, language, anchors)
    if other is None and every is not None:
        other = Due(every.group().strip())
    if other is None and (lasting := _DURATION.search(text)) is not None:
        other = Due(lasting.group().strip())
    event = None if other else (_KOREAN_EVENT if language == "ko" else _UNTIL_EVENT).search(text)
    return [other] if other else [Due(event.group().strip())] if event else []


def _korean_dated(text: str, period: Period) -> Due | None:
    after = _KOREAN_AFTER_PERIOD.match(text[period.end :])
    if after is None and not re.match(r"\s*(?:$|[)\]])", text[period.end :]):
        return None
    if re.match(r"\s?에?\s?(?:체결|서명|열린|개최된|맺은)", text[period.end :]):
        return None
    before = "전" in (after.group() if after else "") and "전까지" not in (after.group() if after else "")
    end = period.end + (after.end() if after else 0)
    return Due(
        text[period.start : end], period.first - dt.timedelta(days=1) if before and period.is_day else period.last
    )


def _english_dated(text: str, period: Period) -> Due | None:
    lead = _ENGLISH_LEAD.search(text[: period.start])
    if lead is None:
        return Due(text[period.start : period.end], period.last) if period.start == 0 and period.is_day else None
    written = text[lead.start() : period.end]
    if not period.is_day and not _BINDING_LEAD.search(lead.group()):
        return Due(written, period.last if re.match(r"in\s+[A-Z]", written) else None)
    return Due(written, period.last)


def _relative(text: str, language: Language, anchors: Anchors) -> Due | None:
    patterns = (_KOREAN_RELATIVE, _KOREAN_BEFORE) if language == "ko" else (_ENGLISH_WITHIN, _ENGLISH_NOTICE)
    for pattern in patterns:
        if (match := pattern.search(text)) is not None:
            written = match.group().strip()
            return Due(written, _computed(text, written, anchors))
    return None


def _computed(text: str, written: str, anchors: Anchors) -> dt.date | None:
    lengths: list[Term] = terms(written)
    if not lengths or re.search(r"영업일|business|working|시간", written):
        return None
    if _BEFORE_EXPIRY.search(written) and re.search(r"전|before", written):
        return subtract(anchors.expires, lengths[0]) if anchors.expires else None
    for pattern, day in (
        (_FROM_EFFECT, anchors.effective),
        (_FROM_SIGNING, anchors.signed),
        (_FROM_MEETING, anchors.meeting),
    ):
        if pattern.search(written):
            return add(day, lengths[0]) if day else None
    return None
