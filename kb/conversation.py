"""What a question takes over from the conversation before it; one that stands alone takes nothing.

What was said before is untrusted text: it is only searched for, and compared with the names on record.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from kb import countries, phrases, pointers
from kb.dates import Period
from kb.domain import Party, Turn
from kb.text import language_of, nfc, one_line
from kb.tokens import terms

# How a question goes on from the one before it: not at all; perhaps, which what is found decides; with another matter of what
# was spoken of; with the same of another party or time; with what became of it; with the reason or the place of what was
# said; with the next or the previous item.
Manner = Literal["alone", "perhaps", "matter", "again", "later", "why", "source", "next", "previous"]

# So many questions back something can be meant; so many letters of a turn are read.
_TURNS, _ASKED, _SAID = 6, 1000, 4000
# A question of so many words or fewer says too little to stand alone; one of more speaks for itself, whatever stands in it.
_SHORT, _LONG = 3, 7
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")

# The parties a text names in full or in part, a text without the names of parties, and the period a text asks about.
Named = Callable[[str], list[Party]]
Without = Callable[[str, Sequence[Party]], str]
Asked = Callable[[str], Period | None]


@dataclass(frozen=True, slots=True)
class Carried:
    """A question with what it takes over: `said` is what is asked, complete; `query` what is searched for.

    `exchange` are the question before it and its answer, by whose words the documents spoken of are found; `parties` those it
    is asked about. Of a question that stands alone, `said` and `query` are its own words.
    """

    said: str
    query: str
    parties: tuple[Party, ...] = ()
    manner: Manner = "alone"
    exchange: str = ""

    @property
    def leans(self) -> bool:
        """Whether it cannot be understood without the conversation."""
        return self.manner not in ("alone", "perhaps")


@dataclass(frozen=True, slots=True)
class Reader:
    """How a conversation is read against what is on record; `is_ours` tells our own organisation."""

    named: Named
    without: Without
    period: Asked
    is_ours: Callable[[Party], bool]

    def partners(self, text: str) -> list[Party]:
        """The partners a text names."""
        return [party for party in self.named(text) if not self.is_ours(party)]


def continued(question: str, own: Sequence[Party], history: Sequence[Turn], reader: Reader) -> Carried:
    """The question in the light of its conversation; `own` are the parties it names itself."""
    turns = [turn for turn in history if turn.content.strip()]
    asked = [_clipped(turn.content, _ASKED) for turn in turns if turn.role == "user"][-_TURNS:]
    alone = Carried(question, question, tuple(own))
    if not asked:
        return alone
    last = turns[-1]
    answer = _clipped(last.content, _SAID) if last.role == "assistant" else ""
    manner = _manner(question, own, reader)
    if manner == "alone":
        return alone
    standing, parties = _standing(asked, reader)
    parties = parties or reader.partners(answer)
    return _taken_over(question, own, manner, _Before(standing, answer, tuple(parties)), reader)


@dataclass(frozen=True, slots=True)
class _Before:
    """The question asked before, complete, its answer, and whom they were about."""

    question: str
    answer: str
    parties: tuple[Party, ...]

    @property
    def exchange(self) -> str:
        return one_line(f"{self.question} {self.answer[:_ASKED]}")


def _clipped(text: str, length: int) -> str:
    return one_line(nfc(text[:length]))


def _standing(asked: Sequence[str], reader: Reader) -> tuple[str, list[Party]]:
    """The last question made complete by those before it, and the parties it is about."""
    text, parties = "", list[Party]()
    for question in asked:
        own = reader.named(question)
        manner = _manner(question, own, reader) if text else "alone"
        if manner == "again":
            text = _asked_again(question, own, _Before(text, "", tuple(parties)), reader)
        elif manner in ("why", "source"):
            continue
        else:
            text = question
        named = [party for party in own if not reader.is_ours(party)]
        parties = named or ([] if manner == "alone" else parties)
    return text, parties


def _manner(question: str, own: Sequence[Party], reader: Reader) -> Manner:
    """How a question goes on from what was said before it."""
    opens, points = bool(pointers.OPENS.search(question)), bool(pointers.POINTS.search(question))
    content = _content(question, own, reader)
    if not content:
        anew = own or _when(question, reader) or _countries(question) or pointers.ITEM.search(question)
        return "again" if anew else _pointing(question) or "matter"
    named = [party for party in own if not reader.is_ours(party)]
    if named:
        # A pronoun beside a name stands for that name.
        return "matter" if opens and len(content) <= 1 and points else "alone"
    short = len(content) <= _SHORT
    if (short or opens or points) and len(content) <= _LONG and (pointing := _pointing(question)):
        return pointing
    if points and len(content) <= _LONG:
        return _later(question)
    if _asks_of_all(question):
        return "alone"
    if opens and len(content) <= _LONG:
        return "again" if _countries(question) else _later(question)
    return "matter" if short or _asks_of_one(question) else "perhaps"


def _pointing(question: str) -> Manner | None:
    """What is asked of the last answer itself."""
    if pointers.SOURCE.search(question):
        return "source"
    if pointers.NEXT.search(question):
        return "next"
    if pointers.PREVIOUS.search(question):
        return "previous"
    return "why" if pointers.WHY.search(question) and len(terms(question)) <= _SHORT else None


def _later(question: str) -> Manner:
    """Whether it is asked what became of it, on a day or at a meeting, or what else is said in the same place."""
    return "later" if pointers.AT_A_MEETING.search(question) or pointers.LATER.search(question) else "matter"


def _asks_of_all(question: str) -> bool:
    """Whether it asks for agreements or promises in general, which nothing said before limits."""
    every = phrases.LIST.search(question) or phrases.COUNT.search(question) or phrases.COMPARE.search(question)
    state = phrases.first(phrases.STATES, question) or phrases.first(phrases.STATES_OF_WORK, question)
    of_all = phrases.AGREEMENT.search(question) or phrases.COMMITMENT.search(question)
    return bool(of_all and (every or state)) or bool(every and phrases.first(phrases.STATES, question))


def _asks_of_one(question: str) -> bool:
    """Whether it asks for a field or a clause of some agreement, without saying of which."""
    return bool(phrases.first(phrases.FIELDS, question) or phrases.first(phrases.CLAUSES, question))


def _content(question: str, own: Sequence[Party], reader: Reader) -> frozenset[str]:
    """The words of a question that say what is asked, less those that name somebody or a time, or only take up."""
    text = reader.without(question, own)
    if (span := _when(text, reader)) is not None:
        text = f"{text[: span[0]]} {text[span[1] :]}"
    for written in _countries(text):
        text = text.replace(written, " ")
    text = pointers.ITEM.sub(" ", text)
    return frozenset(terms(pointers.EMPTY.sub(" ", text)))


def _countries(text: str) -> list[str]:
    return [written for written, _ in countries.in_the_other_language(text)]


def _when(text: str, reader: Reader) -> tuple[int, int] | None:
    """Where a text says when: a period, or a year alone."""
    found = reader.period(text)
    if found is not None and found.end > found.start:
        return found.start, found.end
    year = _YEAR.search(text)
    return year.span() if year else None


def _asked_again(question: str, own: Sequence[Party], before: _Before, reader: Reader) -> str:
    """The question before with what is named anew in the place of what it named."""
    text = before.question
    rest = question
    if (span := _when(question, reader)) is not None:
        new = question[span[0] : span[1]]
        rest = f"{question[: span[0]]} {question[span[1] :]}"
        text = _at(text, new, reader)
    elif item := pointers.ITEM.search(question):
        text = pointers.ITEM.sub(item.group(), text, count=1) if pointers.ITEM.search(text) else f"{item.group()} {text}"
    if own or _countries(question):
        text = reader.without(text, [party for party in reader.named(text) if not reader.is_ours(party)])
        for written in _countries(text):
            text = re.sub(rf"\b{re.escape(written)}", " ", text)
        # In front of the rest, where a Korean question names whom it asks about, and an English one after it.
        name = one_line(pointers.OPENS.sub(" ", rest)).strip(" ?.,!")
        text = f"{name} {text}" if language_of(text) == "ko" else f"{text.rstrip(' ?.')} {name}?"
    return one_line(text)


def _at(text: str, new: str, reader: Reader) -> str:
    """`text` asked of another time."""
    span = _when(text, reader)
    if span is None:
        return f"{new} {text}" if language_of(text) == "ko" else f"{text.rstrip(' ?.')} in {new}?"
    old = text[span[0] : span[1]]
    if _YEAR.fullmatch(new) and _YEAR.search(old):
        new = _YEAR.sub(new, old)
    return text[: span[0]] + new + text[span[1] :]


def _taken_over(question: str, own: Sequence[Party], manner: Manner, before: _Before, reader: Reader) -> Carried:
    if manner == "perhaps":
        return Carried(question, question, tuple(own), manner, before.exchange)
    if manner == "again":
        said = _asked_again(question, own, before, reader)
        return Carried(said, said, tuple(own) or tuple(reader.named(said)) or _kept(question, before), manner, before.exchange)
    if manner in ("why", "source"):
        query = one_line(f"{before.question} {before.answer[:_ASKED]}")
        return Carried(before.question, query, before.parties, manner, before.exchange)
    names = " ".join(party.name(language_of(question)) for party in before.parties)
    topic = before.question if manner == "later" else names
    return Carried(question, one_line(f"{question} {topic}"), before.parties, manner, before.exchange)


def _kept(question: str, before: _Before) -> tuple[Party, ...]:
    """The parties that stay when only the time is another."""
    return () if _countries(question) else before.parties
