"""Question + history -> what is asked: which kind of answer, about whom, over which period, in which language."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import sqlalchemy as sa

from kb import phrases
from kb.conversation import ALONE, Carried, continued
from kb.counterparty import asked_for, body_in
from kb.counterparty import names as names_in
from kb.countries import in_the_other_language
from kb.dates import Period
from kb.described import descriptions
from kb.domain import Language, Party, Passage, Turn
from kb.keywords import held
from kb.naming import named_documents
from kb.restating import Reader
from kb.roll import Roll, is_ours, without_names
from kb.scope import ALL, Scope, meant
from kb.text import language_of, nfc, one_line
from kb.timespan import day_asked, end_asked, period_asked
from kb.tokens import terms

Shape = Literal["lookup", "list", "count", "existence", "field", "compare", "changes", "conflicts"]
Subject = Literal["agreements", "commitments", "passages"]
Direction = Literal["ours", "theirs", "both", "any"]


@dataclass(frozen=True, slots=True)
class Asked:
    """What one question asks, standing alone; `query` is what is searched for, `day` the day it is judged on.

    `status` is that of agreements, `done` that of commitments; `clause` is what is compared where no field holds it; `documents`
    are the names of those the question names or describes for sure, `scope` is what it describes; `polar` asks whether something is said at all.
    """

    text: str
    query: str
    language: Language
    shape: Shape
    subject: Subject
    parties: tuple[Party, ...]
    direction: Direction
    field: str
    period: Period | None
    status: str
    day: dt.date
    our_names: frozenset[str]
    unknown: str
    clause: str = ""
    done: str = ""
    owner: bool = False
    polar: bool = False
    documents: tuple[str, ...] = ()
    carried: Carried = ALONE
    scope: Scope = ALL
    # Documents write the name of `unknown`, though they tell nothing of what it is.
    mentioned: bool = False

    @property
    def partners(self) -> tuple[Party, ...]:
        """The organisations asked about, our own apart."""
        return tuple(party for party in self.parties if not self.is_ours(party))

    @property
    def partner_names(self) -> tuple[str, ...]:
        """All names of the organisations asked about, our own apart."""
        return tuple(name for party in self.partners for name in party.names)

    def is_ours(self, party: Party) -> bool:
        """Whether an organisation is our own."""
        return is_ours(party, self.our_names)

    def names_partner(self, text: str) -> bool:
        """Whether a text names one of the partners asked about."""
        folded = text.casefold()
        return any(name.casefold() in folded for name in self.partner_names)

    def states_field(self, passage: Passage) -> bool:
        """Whether a passage or its heading speaks of the field asked for."""
        pattern = phrases.named(self.field)
        return bool(pattern.search(passage.text) or any(pattern.search(heading) for heading in passage.heading))

    @property
    def under_an_agreement(self) -> bool:
        """Whether it is asked of what an agreement says or obliges to."""
        return bool(phrases.UNDER.search(self.query))

    @property
    def about(self) -> str:
        """What is asked, the partners' names left out; all of it where nothing else is left."""
        text = without_names(self.scope.undescribed(self.query), self.partners)
        return text if terms(text) else self.query

    @property
    def topic(self) -> frozenset[str]:
        """The question's words that say what it is about, not whom or how it asks."""
        names = {term for party in self.parties for name in party.names for term in terms(name)}
        return frozenset(set(terms(phrases.TOPICLESS.sub(" ", self.about))) - names)

    @property
    def topic_words(self) -> tuple[str, ...]:
        """The topic as the question writes it: English words whole, Korean ones without their particles."""
        topic = self.topic
        words = re.findall(r"[A-Za-z][\w’'-]*", self.about)
        english = [word for word in words if topic & set(terms(word))]
        korean = [term for term in terms(self.about) if term in topic and not term.isascii()]
        return tuple(dict.fromkeys((*korean, *english)))


def understand(
    connection: sa.Connection, text: str, history: Sequence[Turn], day: dt.date, our_names: Sequence[str]
) -> Asked:
    """Read a question in the light of its conversation; parties are those on record, `our_names` our own."""
    question = one_line(nfc(text))
    roll = Roll(connection, tuple(our_names))
    documents, said = named_documents(connection, question)
    own = roll.named(said)
    carried = Carried(said, said, tuple(own))
    if history and not documents:
        carried = continued(said, own, history, _reader(roll, day))
    said, query, parties_named = carried.said, carried.query, carried.parties
    polar = phrases.is_polar(phrases.ACCORDING_TO.sub(" ", said))
    if polar:
        query = one_line(phrases.POLAR.sub(" ", phrases.ACCORDING_TO.sub(" ", query))) or query
    query = _as_filed(connection, query)
    read = _Reading(query, said, any(not is_ours(party, our_names) for party in parties_named), polar)
    scope = ALL if documents else _scope(roll, said, parties_named, day, read)
    unknown = "" if documents or scope.documents else _unknown(roll, said, read.subject, parties_named)
    own_day = day_asked(said, day, read.status == "in_force")
    period = None if own_day else period_asked(said, day)
    if period is None and read.status == "expiring" and read.subject == "agreements":
        period = end_asked(said, own_day or day)
    return Asked(
        text=question, query=query, language=language_of(question), shape=read.shape, subject=read.subject,
        parties=tuple(parties_named), direction=_direction(query, parties_named, our_names), field=read.field,
        period=period, status=read.status, day=own_day or day,
        our_names=frozenset(name.casefold() for name in our_names),
        unknown=unknown, mentioned=bool(unknown) and roll.is_written(unknown),
        clause=read.clause, done=read.done, owner=bool(phrases.OWNER.search(said)),
        polar=polar, documents=documents or scope.documents, scope=scope, carried=carried,
    )  # fmt: skip


def _reader(roll: Roll, day: dt.date) -> Reader:
    return Reader(
        named=roll.named,
        called=names_in,
        without=without_names,
        period=lambda text: period_asked(text, day),
        is_ours=lambda party: party.id in roll.ours,
    )


def _scope(roll: Roll, said: str, named: Sequence[Party], day: dt.date, read: _Reading) -> Scope:
    """The documents a question describes; one on what changed asks of an agreement and its amendments alike."""
    partners = [party for party in named if party.id not in roll.ours]
    scope = meant(roll, descriptions(said, day), said, partners)
    return replace(scope, documents=()) if read.shape == "changes" else scope


def _unknown(roll: Roll, said: str, subject: Subject, named: Sequence[Party]) -> str:
    """Whom the question names and no document does; empty where all are known."""
    other = asked_for(said) if subject == "agreements" and not named else ""
    if not other and not named and phrases.UNDER.search(said):
        # "What does the Mobility Authority owe us under its contract?" takes its being a partner for granted.
        other = body_in(said)
    return other or roll.unheard_of(said)


def _as_filed(connection: sa.Connection, query: str) -> str:
    """The query with a country under the name by which documents know it, where none knows the one written."""
    for written, other in in_the_other_language(query):
        if not held(connection, terms(written)) and held(connection, terms(other)):
            query = query.replace(written, other)
    return query


class _Reading:
    """What is asked for and in which shape, by the phrases of the question (`said`) and of what it leaves unsaid (`query`)."""

    def __init__(self, query: str, said: str, named: bool, polar: bool) -> None:
        self.named = named
        self.field = phrases.first(phrases.FIELDS, said)
        self.clause = phrases.first(phrases.CLAUSES, said)
        promised = bool(phrases.COMMITMENT.search(query))
        agreed = bool(phrases.AGREEMENT.search(query))
        self.status = phrases.first(phrases.STATES, said)
        self.done = phrases.first(phrases.STATES_OF_WORK, said) if promised else ""
        self.subject: Subject = "commitments" if promised else "agreements" if agreed else "passages"
        # "Which renew automatically?" says no more, and can mean nothing else.
        asks_which = bool(phrases.LIST.search(said) or phrases.COUNT.search(said))
        if (
            self.subject == "passages"
            and asks_which
            and self.status in ("automatic", "expiring", "expired", "terminated")
        ):
            self.subject = "agreements"
        if polar:
            # Only a text says whether something is said.
            self.subject = "passages"
        self.shape: Shape = "lookup" if polar else self._shape(query, said, asks_which)
        if self.subject == "agreements" and self.shape in ("list", "existence") and _tells_more(said):
            # "What happens to running trials if somebody terminates the MOU?" asks for a clause, not for a state.
            self.shape = "lookup"

    def _shape(self, query: str, said: str, asks_which: bool) -> Shape:
        if phrases.CONFLICT.search(said) and not phrases.COMMITMENT.search(said):
            return "conflicts"
        if phrases.COUNT.search(said) and self.subject != "passages":
            return "count"
        if phrases.CHANGED.search(said) and (self.subject != "passages" or self.named):
            return "changes"
        if phrases.COMPARE.search(said) and (self.field or self.clause or self.subject == "agreements"):
            return "compare"
        if self.subject == "agreements" and self.status == "terminated" and self.named:
            return "existence"
        if self.field == "notice_by" and not self.named:
            return "compare"
        if phrases.EXISTENCE.search(query) and self.subject == "agreements":
            return "existence"
        if self.field and self.named and not phrases.COMMITMENT.search(said):
            return "field"
        if self.subject == "commitments":
            return "list"
        return "list" if self.subject == "agreements" and (phrases.LIST.search(said) or self.status) else "lookup"


# A question for the state of agreements says besides whose they are and since when; so many other words ask for something else.
_MORE = 4


def _tells_more(said: str) -> bool:
    names = {term for name in names_in(said) for term in terms(name)}
    for _, state in phrases.STATES:
        # "Lapsed because their time ran out" says no more than that they have expired.
        said = state.sub(" ", said)
    return len(set(terms(phrases.TOPICLESS.sub(" ", said))) - names) >= _MORE


def _direction(query: str, parties: Sequence[Party], our_names: Sequence[str]) -> Direction:
    if phrases.TO_US.search(query):
        return "theirs"
    if phrases.OURS.search(query):
        return "ours"
    if phrases.BETWEEN.search(query):
        return "both"
    # "What did SDF promise TCA?": whoever is named first promises.
    return "ours" if parties and is_ours(parties[0], our_names) else "any"
