"""What a question takes over from the conversation before it; one that stands alone takes nothing.

What was said before is untrusted text: it is only searched for, and compared with the names on record.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from kb import phrases, pointers
from kb.counterparty import asked_for
from kb.domain import Party, Turn
from kb.restating import Reader, asked_again, content, countries_in, names_anew
from kb.text import language_of, nfc, one_line
from kb.tokens import terms

# How a question goes on from the one before it: not at all; perhaps, which what is found decides; with another matter of what
# was spoken of; with more of the same ("by when?"); with the same of another party or time; with what became of it; with the
# reason or the place of what was said; with the next or the previous item, or the one of another number.
Manner = Literal["alone", "perhaps", "matter", "more", "again", "later", "why", "source", "next", "previous", "item"]

# So many questions back something can be meant; so many letters of a turn are read.
_TURNS, _ASKED, _SAID = 6, 1000, 4000
# A question of so many words or fewer says too little to stand alone; one of more speaks for itself, whatever stands in it.
_SHORT, _LONG = 3, 7


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


ALONE = Carried("", "")


def continued(question: str, own: Sequence[Party], history: Sequence[Turn], reader: Reader) -> Carried:
    """The question in the light of its conversation; `own` are the parties it names itself."""
    turns = [turn for turn in history if turn.content.strip()]
    asked = [_clipped(turn.content, _ASKED) for turn in turns if turn.role == "user"][-_TURNS:]
    alone = Carried(question, question, tuple(own))
    if not asked:
        return alone
    last = turns[-1]
    answer = _clipped(last.content, _SAID) if last.role == "assistant" else ""
    before = _standing(asked, reader)
    manner = _manner(question, own, before.question, reader)
    if manner == "alone":
        return alone
    return _taken_over(question, own, manner, replace(before, answer=answer), reader)


@dataclass(frozen=True, slots=True)
class _Before:
    """The question asked before, complete, the parties it is about, and its answer."""

    question: str = ""
    parties: tuple[Party, ...] = ()
    answer: str = ""

    @property
    def exchange(self) -> str:
        return one_line(f"{self.question} {self.answer[:_ASKED]}")

    def spoken_of(self, reader: Reader) -> tuple[Party, ...]:
        """Whom the question was about; else the one party that its answer names: of several none can be singled out."""
        named = () if self.parties else tuple(reader.partners(self.answer))
        return self.parties or (named if len(named) == 1 else ())


def _clipped(text: str, length: int) -> str:
    return one_line(nfc(text[:length]))


def _standing(asked: Sequence[str], reader: Reader) -> _Before:
    """The last question, made complete by those before it."""
    before = _Before()
    for question in asked:
        own = reader.named(question)
        manner = _manner(question, own, before.question, reader) if before.question else "alone"
        if manner in ("why", "source"):
            continue
        named = tuple(party for party in own if not reader.is_ours(party))
        kept = named or (() if manner == "alone" else before.parties)
        before = _Before(
            asked_again(question, own, before.question, reader) if manner in ("again", "item") else question, kept
        )
    return before


def _manner(question: str, own: Sequence[Party], before: str, reader: Reader) -> Manner:
    """How a question goes on from the one `before` it."""
    opens, points = bool(pointers.OPENS.search(question)), bool(pointers.POINTS.search(question))
    said = content(question, own, reader)
    if not said and not own and pointers.ITEM.search(question):
        return "item"
    if names_anew(question, own, reader) and (
        said <= (set(terms(before)) if opens else set()) or (len(said) <= _SHORT and pointers.ELLIPSIS.search(question))
    ):
        return "again"
    if not said:
        return _pointing(question) or ("more" if pointers.ASKING.search(question) else "matter")
    if any(not reader.is_ours(party) for party in own) or (not own and asked_for(question)):
        # A pronoun beside a name stands for that name, on record or not.
        return "alone"
    if len(said) > _LONG:
        return "perhaps"
    short = len(said) <= _SHORT
    if short or opens or points:
        pointing = _pointing(question)
        if pointing or points:
            return pointing or _later(question)
    if opens and short and pointers.DOCUMENT.search(question) and not _asks_of_one(question):
        return "again"
    if _asks_of_all(question):
        return "alone"
    if opens:
        return _later(question)
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


def _taken_over(question: str, own: Sequence[Party], manner: Manner, before: _Before, reader: Reader) -> Carried:
    if manner == "perhaps":
        return Carried(question, question, tuple(own), manner, before.exchange)
    if manner in ("again", "item"):
        said = asked_again(question, own, before.question, reader)
        return Carried(said, said, tuple(own) or _kept(question, before, reader), manner, before.exchange)
    if manner in ("why", "source"):
        query = one_line(f"{before.question} {before.answer[:_ASKED]}")
        return Carried(before.question, query, before.parties, manner, before.exchange)
    parties = before.spoken_of(reader)
    if manner == "more":
        return Carried(question, one_line(f"{question} {before.exchange}"), parties, manner, before.exchange)
    names = " ".join(party.name(language_of(question)) for party in parties)
    topic = before.question if manner == "later" else names
    return Carried(question, one_line(f"{question} {topic}"), parties, manner, before.exchange)


def _kept(question: str, before: _Before, reader: Reader) -> tuple[Party, ...]:
    """The parties that stay when only the time is another."""
    return () if countries_in(question) or reader.called(question) else before.parties
