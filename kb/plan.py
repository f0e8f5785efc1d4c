"""How a question was understood, told in the words of its language: what is asked, about whom, where, and who answers."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from kb import wording
from kb.conversation import Manner
from kb.domain import Language
from kb.labels import FIELDS, PLAN, PLAN_STATES
from kb.question import Asked

Asks = Literal["look-up", "list", "count", "date", "status", "comparison", "changes", "conflicts", "yes/no"]
Answering = Literal["register", "passages"]

_WHEN = re.compile(r"언제|며칠|\bwhen\b|\bwhat (?:date|day)\b|\bby what date\b", re.IGNORECASE)
_DATES = ("signed_on", "effective_on", "expires_on", "notice_by")


@dataclass(frozen=True, slots=True)
class Plan:
    """How a question was understood: what it asks, about whom, of which documents, and where the answer comes from.

    `field` is the field or clause of an agreement asked for, `state` the state of what is listed; `first` and `last` are the
    days of the period asked about; `question` is what is answered once the conversation is taken into account, `taken` how it
    goes on from it ("alone" where it does not).
    """

    language: Language
    question: str
    asks: Asks
    subject: Literal["agreements", "commitments", "passages"]
    parties: tuple[str, ...]
    unknown: str
    documents: tuple[str, ...]
    topic: tuple[str, ...]
    field: str
    state: str
    first: dt.date | None
    last: dt.date | None
    day: dt.date
    taken: Manner
    answered_by: Answering

    def lines(self) -> Iterator[tuple[str, str]]:
        """The plan in words, each as what is told and what it is; what a question leaves open is left out."""
        period = (self.first, self.last)
        told = {
            "asks": PLAN[self.asks][self.language],
            "subject": PLAN[self.subject][self.language],
            "parties": ", ".join(self.parties),
            "unknown": self.unknown,
            "documents": ", ".join(self.documents),
            "topic": ", ".join(self.topic),
            "field": FIELDS[self.field][self.language] if self.field else "",
            "state": PLAN_STATES[self.state][self.language] if self.state else "",
            "period": " – ".join(_day(day, self.language) for day in period if day is not None),
            "day": wording.day(self.day, self.language),
            "taken": "" if self.taken == "alone" else PLAN[self.taken][self.language],
            "question": "" if self.taken == "alone" else self.question,
            "answered_by": PLAN[self.answered_by][self.language],
        }
        return ((PLAN[f"{name}:"][self.language], text) for name, text in told.items() if text)


def plan_of(asked: Asked, documents: tuple[str, ...], answered_by: Answering) -> Plan:
    """The plan by which `asked` is answered, of `documents` where it is asked of some."""
    return Plan(
        language=asked.language,
        question=asked.carried.said,
        asks=_asks(asked),
        subject=asked.subject,
        parties=tuple(party.name(asked.language) for party in asked.parties),
        unknown=asked.unknown,
        documents=documents,
        topic=asked.topic_words,
        field=asked.field or asked.clause,
        state=asked.done or asked.status,
        first=asked.period.first if asked.period else None,
        last=asked.period.last if asked.period else None,
        day=asked.day,
        taken=asked.carried.manner,
        answered_by=answered_by,
    )


def _asks(asked: Asked) -> Asks:
    """What is asked, as a person would call it."""
    if asked.polar or asked.shape == "existence":
        return "yes/no"
    if asked.shape == "compare":
        return "comparison"
    if asked.shape == "field":
        return "date" if asked.field in _DATES else "look-up"
    if asked.shape == "lookup":
        return "date" if _WHEN.search(asked.carried.said) else "look-up"
    if asked.shape == "list" and asked.subject == "agreements" and asked.partners and asked.status:
        return "status"
    return asked.shape


def _day(day: dt.date, language: Language) -> str:
    """A day in words; one without end as an ellipsis."""
    return "…" if day.year == dt.MAXYEAR else wording.day(day, language)
