"""Two agreements set against each other in one field: the value of each, and what they come to, computed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from kb import countries, labels, phrases, wording
from kb.chosen import names_one_of_several
from kb.dates import read_term
from kb.domain import Answer, Citation, Statement
from kb.phrases import any_of
from kb.question import Asked
from kb.register import AgreementRow
from kb.text import one_line
from kb.told import ALIVE, answered, newest_first, own, partners_of, signed
from kb.wording import say

_AGAINST = any_of(
    r"더\s|먼저|나중|늦|이르|이른|빠르|빨리|길|긴\s|짧|많|적[은을]|높|낮|비싸|엄격|같(?:은|아|나|습|은가)|동일|다르|다른|차이|비교|각각|둘\s?(?:다|중)|중에?\s?(?:어느|어디|어떤|뭐)|대비",
    r"\b(?:longer|longest|shorter|shortest|later|latest|earlier|earliest|sooner|faster|fastest|quicker|slower|higher|highest|lower|lowest|larger|bigger|smaller|fewer|stricter|cheaper|more|most|first|last|same|differ\w*|compar\w*|both|each|vs\.?|versus|than)\b",
)
_LENGTH = any_of(r"길|긴\s|짧|기간", r"\blonger|\bshorter|\bhow long\b|\bduration\b|\blength\b")
_SAME = any_of(r"같|동일|다르|다른", r"\bsame\b|\bdiffer")
_DATES = ("signed_on", "effective_on", "expires_on", "notice_by")
_LENGTHS = ("notice_period", "term")
# So many days make a month and a year, to tell the longer of two lengths of time.
_MONTH, _YEAR = 30.44, 365.25


@dataclass(frozen=True, slots=True)
class _Side:
    """What one agreement says: in words, and in what it is compared by."""

    whose: str
    shown: str
    measure: float | str
    citation: Citation


def sets_apart(asked: Asked) -> bool:
    """Whether a question sets several partners against each other."""
    return len(asked.partners) > 1 and (asked.shape == "compare" or bool(_AGAINST.search(asked.text)))


def answer(asked: Asked, connection: sa.Connection, rows: Sequence[AgreementRow]) -> Answer | None:
    """The field of each of the agreements named and how they compare; None where fewer than two state it."""
    field = asked.field or ("term" if asked.subject == "agreements" and _LENGTH.search(asked.text) else "")
    if not field or not _AGAINST.search(asked.text) or asked.subject == "commitments":
        return None
    sides = [side for row in _chosen(asked, signed(rows, asked)) if (side := _side(row, field, asked)) is not None]
    if len(sides) < 2:
        return None
    ordered = sorted(sides, key=lambda side: side.measure, reverse=True) if field in (*_DATES, *_LENGTHS) else sides
    told = [Statement(say("value", asked.language, whose=side.whose, value=side.shown), (side.citation,)) for side in ordered]  # fmt: skip
    verdict = Statement(_verdict(ordered, field, asked), tuple(dict.fromkeys(side.citation for side in ordered)))
    return answered(asked, [verdict, *told])


def _chosen(asked: Asked, rows: Sequence[AgreementRow]) -> list[AgreementRow]:
    """One agreement of each partner named, the one in force if any; of one partner named alone all of them, if several are meant."""
    if len(asked.partners) < 2:
        several = own(rows) if asked.partners and names_one_of_several(asked) else []
        return several if len(several) > 1 else []
    found = []
    for party in asked.partners:
        theirs = [row for row in own(rows) if party.id in {fact.value.id for fact in row.agreement.parties}]
        alive = [row for row in theirs if row.status in ALIVE]
        found.extend(newest_first(alive or theirs)[:1])
    return found


def _side(row: AgreementRow, field: str, asked: Asked) -> _Side | None:
    whose = _whose(row, asked)
    if field == "notice_by":
        period = row.agreement.notice_period
        if row.notice_by is None or period is None:
            return None
        return _Side(whose, wording.day(row.notice_by, asked.language), row.notice_by.toordinal(), period.citation)
    fact = getattr(row.agreement, field)
    if fact is None:
        return _reckoned(row, whose, asked) if field == "term" else None
    value = row.expires_on if field == "expires_on" and row.ended_by is None and row.expires_on else fact.value
    if isinstance(value, dt.date):
        return _Side(whose, wording.day(value, asked.language), value.toordinal(), fact.citation)
    if field in _LENGTHS:
        return _Side(whose, wording.duration(str(value), asked.language), _days(str(value)), fact.citation)
    known = labels.VALUES.get(str(value))
    shown = known[asked.language] if known else one_line(str(value))
    return _Side(whose, shown, _known_as(str(value)), fact.citation)


def _reckoned(row: AgreementRow, whose: str, asked: Asked) -> _Side | None:
    """A term that only its first and last day tell."""
    begins = row.agreement.effective_on or row.agreement.signed_on
    ends = row.agreement.expires_on
    if begins is None or ends is None:
        return None
    shown = f"{wording.day(begins.value, asked.language)} – {wording.day(ends.value, asked.language)}"
    return _Side(whose, shown, float((ends.value - begins.value).days + 1), ends.citation)


def _whose(row: AgreementRow, asked: Asked) -> str:
    """Whom it is with, and of which day where a partner has several."""
    made = row.agreement.signed_on
    name = partners_of(row, asked)
    return f"{name} ({wording.day(made.value, asked.language)})" if made and len(asked.partners) < 2 else name


def _days(iso: str) -> float:
    term = read_term(iso)
    return term.years * _YEAR + term.months * _MONTH + term.days


def _known_as(value: str) -> str:
    """A country under one name, whichever language it is written in."""
    for written, other in countries.in_the_other_language(value):
        return min(written.casefold(), other.casefold())
    return value.casefold()


def _verdict(ordered: Sequence[_Side], field: str, asked: Asked) -> str:
    language, first, last = asked.language, ordered[0], ordered[-1]
    if len({side.measure for side in ordered}) == 1:
        text = say("all_same", language, field=labels.FIELDS[field][language], value=first.shown)
        same = True
    elif field in (*_DATES, *_LENGTHS):
        name = "further_date" if field in _DATES else "further_length"
        days = round(float(first.measure) - float(last.measure)) if field in _DATES else 0
        return say(
            name, language, first=f"{first.whose} ({first.shown})", last=f"{last.whose} ({last.shown})", days=days
        )
    else:
        text, same = say("all_different", language, field=labels.FIELDS[field][language]), False
    if _SAME.search(asked.text) and not phrases.any_of(r"다르|다른", r"\bdiffer").search(asked.text):
        return say("verdict", language, verdict=labels.VERDICT[same][language], state=text)
    return text
