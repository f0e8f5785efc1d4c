"""Question + history -> what is asked: which kind of answer, about whom, over which period, in which language."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import sqlalchemy as sa

from kb.counterparty import asked_for, named_in_part
from kb.countries import in_the_other_language
from kb.dates import Period, periods
from kb.domain import Language, Party, Passage, Turn
from kb.keywords import held
from kb.parties import PARTICLES, find_parties, parties
from kb.text import language_of, nfc, one_line
from kb.tokens import terms

Shape = Literal["lookup", "list", "count", "existence", "field"]
Subject = Literal["agreements", "commitments", "passages"]
Direction = Literal["ours", "theirs", "any"]

_AGREEMENT = re.compile(r"협약|양해각서|합의서|협정|\bMOUs?\b|\bagreements?\b|\bmemorand", re.I)
_COMMITMENT = re.compile(
    r"하기로\s?(?:한|했|하였)|약속|의무|이행\s?사항|해야\s?(?:할|하는)\s?(?:일|것)|맡은|할\s?일|한\s?일은|과제"
    r"|\bcommit|\bpromis|\bobligat|\bundert[ao]|\bagreed? to (?:do|provide|deliver)|\bsupposed to\b|\bresponsib|\bpledg|\bhave to do\b|\bdeliverables?\b|\bdue\b",
    re.I,
)
_COUNT = re.compile(r"몇\s?(?:건|개|곳|번|군데)|건수|개수|\bhow many\b|\bnumber of\b", re.I)
_LIST = re.compile(
    r"목록|모두|전부|모든|나열|무엇무엇|알려|어떤\s?(?:것|협약|기관)|어느\s?협약|(?:협약|양해각서|MOU)(?:은|는|들은)\s?\??$"
    r"|\blist\b|\ball\b|\bwhich\s+(?:of|agreements?|mous?|commitments?)\b|\bwhat (?:agreements|mous|commitments)\b",
    re.I,
)
_EXISTENCE = re.compile(
    r"(?:협약|양해각서|합의|MOU|협정)\S*\s?(?:을|를|이|가)?\s?(?:\S+\s)?(?:있|없|맺었|체결했|체결하였|했)(?:는|나|습|어|지|을)"
    r"|(?:시행|유효|효력)\S*\s?(?:중|있|한가)"
    r"|\b(?:is there|are there|do we have|have we|did we|does .{1,60} have|has .{1,60} signed|did .{1,60} sign)\b.{0,60}\b(?:agreement|mou|memorandum|sign)"
    r"|\bstill (?:in force|valid)\b|\bin force\b",
    re.I,
)
_IN_FORCE = re.compile(r"시행\s?중|유효|효력이?\s?있|발효\s?중|\bin force\b|\bvalid\b|\bactive\b|\bcurrent\b", re.I)
_EXPIRING = re.compile(r"만료|끝나|종료|\bexpir|\bend(?:s|ing)?\b|\brun out\b|\blapse", re.I)
_RENEWING = re.compile(
    r"자동\S*\s?(?:연장|갱신)|\bautomatic(?:ally)? renew|\brenews? automatically|\bauto-?renew", re.I
)
_OURS = re.compile(
    r"우리(?:가|는|측이|\s?재단|의\s?(?:의무|약속|과제))|저희|재단이\s|\bwe\b|\bour (?:commit|oblig|promis|side)|\bdo we\b",
    re.I,
)
_TO_US = re.compile(r"우리(?:에게|한테)|\b(?:to|for|promised?|owe[sd]?) us\b", re.I)
_FIELDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("notice_period", re.compile(r"해지\S*\s?.{0,12}(?:통보|통지|며칠|기간|전)|통보\s?기간|사전\s?통보|\bnotice\b|\bterminat\w* .{0,30}(?:how|days)", re.I)),
    ("governing_law", re.compile(r"준거법|적용\s?법|어느\s?나라\s?법|\bgoverning law\b|\bwhich law\b|\bgoverned by\b", re.I)),
    ("renewal", re.compile(r"연장|갱신|\brenew|\bextend", re.I)),
    ("binding", re.compile(r"구속력|\bbinding\b", re.I)),
    ("expires_on", re.compile(r"만료|언제까지\s?(?:유효|효력)|언제\s?(?:끝|종료)|종료일|\bexpir|\bend date\b|\bwhen .{0,40}\bend\b|\bvalid until\b", re.I)),
    ("effective_on", re.compile(r"발효|효력\S*\s?발생|시행일|\beffective (?:date|from|on)|\benter(?:s|ed)? into force\b|\btake effect\b", re.I)),
    ("signed_on", re.compile(r"언제\s?.{0,14}(?:체결|서명|맺)|(?:체결|서명|맺은)\S*\s?.{0,6}(?:언제|날|일자)|체결일|서명일|\bwhen .{0,60}\bsign|\bsigning date|\bdate .{0,12}signed\b|\bsigned on\b", re.I)),
    ("term", re.compile(r"(?:협약|유효|계약)\s?기간|\bhow long\b|\bterm of\b|\bduration\b", re.I)),
)  # fmt: skip
# Words that ask; what remains of a question is its topic.
_TOPICLESS = re.compile(
    r"협약|양해각서|합의서|협정|약속|의무|이행|사항|과제|목록|모두|전부|모든|알려\S*|우리|저희|재단|기관|무엇\S*|하기로\s?\S*|맺은|체결\S*|올해|내년|작년|이번|분기"
    r"|만료\S*|시행|유효|\d+년|\d+월|\d+일"
    r"|\b(?:mous?|memorand\w+|agree\w*|commit\w*|promis\w*|obligat\w*|undert\w+|pledg\w*|responsib\w*|list|all|which|partners?|part(?:y|ies)"
    r"|due|year|quarter|expir\w*|signed?|tell|show|give|made|make|supposed|foundation|side)\b",
    re.I,
)
_FOLLOW = re.compile(
    r"^\s*(?:그럼|그러면|그리고|그렇다면|그건|그것|그\s|거기|이건|이것|또|그때|그쪽|근데|그런데|and\b|what about\b|how about\b|then\b|so\b|also\b)"
    r"|\b(?:it|its|they|their|them|that (?:agreement|mou|one)|this (?:agreement|mou)|the same|there)\b|그\s?(?:협약|기관|회의|문서|쪽)|해당\s",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What one question asks, standing alone; `query` is what is searched for, `day` the day it is judged on."""

    text: str
    query: str
    language: Language
    shape: Shape
    subject: Subject
    parties: tuple[Party, ...]
    direction: Direction
    field: str
    period: Period | None
    status: Literal["in_force", "expiring", "automatic", ""]
    day: dt.date
    our_names: frozenset[str]
    unknown: str

    @property
    def partners(self) -> tuple[Party, ...]:
        """The organisations asked about, our own apart."""
        return tuple(party for party in self.parties if not self.our_names & {name.casefold() for name in party.names})

    def names_partner(self, text: str) -> bool:
        """Whether a text names one of the partners asked about."""
        folded = text.casefold()
        return any(name.casefold() in folded for party in self.partners for name in party.names)

    def states_field(self, passage: Passage) -> bool:
        """Whether a passage or its heading speaks of the field asked for."""
        pattern = dict(_FIELDS)[self.field]
        return bool(pattern.search(passage.text) or any(pattern.search(heading) for heading in passage.heading))

    @property
    def about(self) -> str:
        """What is asked, the partners' names left out; all of it where nothing else is left."""
        text = _without_names(self.query, self.partners)
        return text if terms(text) else self.query

    @property
    def topic(self) -> frozenset[str]:
        """The question's words that say what it is about, not whom or how it asks."""
        names = {term for party in self.parties for name in party.names for term in terms(name)}
        return frozenset(set(terms(_TOPICLESS.sub(" ", self.about))) - names)


def understand(
    connection: sa.Connection, text: str, history: Sequence[Turn], day: dt.date, our_names: Sequence[str]
) -> Asked:
    """Read a question in the light of the user's earlier ones; parties are those on record, `our_names` our own."""
    question = one_line(nfc(text))
    own = _named(connection, question)
    earlier = [one_line(nfc(turn.content)) for turn in history if turn.role == "user" and turn.content.strip()]
    query, parties_named = question, own
    if earlier and _leans_on_history(question, own):
        query, parties_named = _standing_alone(connection, question, own, earlier)
    query = _as_filed(connection, query)
    language = language_of(question)
    subject = _subject(query)
    field = next((name for name, pattern in _FIELDS if pattern.search(question)), "")
    shape = _shape(query, question, subject, field, bool(parties_named))
    return Asked(
        text=question, query=query, language=language, shape=shape, subject=subject, parties=tuple(parties_named),
        direction=_direction(query), field=field, period=_period(question, day), status=_status(question), day=day,
        our_names=frozenset(name.casefold() for name in our_names),
        unknown=asked_for(question) if subject == "agreements" and not parties_named else "",
    )  # fmt: skip


def _named(connection: sa.Connection, question: str) -> list[Party]:
    """The organisations a question names in full, or else in part."""
    return find_parties(connection, question) or named_in_part(question, parties(connection))[0]


def _without_names(text: str, named: Sequence[Party]) -> str:
    """`text` less the names of the parties, and less the part of a name by which it calls them."""
    part = named_in_part(text, named)[1]
    for name in sorted({part, *(name for party in named for name in party.names)} - {""}, key=len, reverse=True):
        # A particle left alone would be read as a word.
        text = re.sub(rf"{re.escape(name)}(?:{PARTICLES})?", " ", text, flags=re.I)
    return one_line(text)


def _as_filed(connection: sa.Connection, query: str) -> str:
    """The query with a country under the name by which documents know it, where none knows the one written."""
    for written, other in in_the_other_language(query):
        if not held(connection, terms(written)) and held(connection, terms(other)):
            query = query.replace(written, other)
    return query


def _leans_on_history(question: str, own: Sequence[Party]) -> bool:
    """A follow-up points back, or says too little to stand alone, or names only another party."""
    said = len(set(terms(question)))
    return bool(_FOLLOW.search(question)) or said <= 2 or (bool(own) and said <= 4 and not _has_predicate(question))


def _has_predicate(question: str) -> bool:
    return bool(
        _COMMITMENT.search(question) or _EXISTENCE.search(question) or any(p.search(question) for _, p in _FIELDS)
    )


def _standing_alone(
    connection: sa.Connection, question: str, own: Sequence[Party], earlier: Sequence[str]
) -> tuple[str, list[Party]]:
    """The question with what it leaves unsaid: the parties of the last question that named any, and its topic."""
    last = earlier[-1]
    if own:
        # "And the Danish one?": the same thing asked of another party, so the earlier party's names go.
        return one_line(f"{question} {_without_names(last, _named(connection, last))}"), list(own)
    for sentence in reversed(earlier):
        named = _named(connection, sentence)
        if named:
            names = " ".join(party.name(language_of(question)) for party in named)
            return one_line(f"{question} {names}"), named
    return one_line(f"{question} {last}"), []


def _subject(query: str) -> Subject:
    if _COMMITMENT.search(query):
        return "commitments"
    return "agreements" if _AGREEMENT.search(query) else "passages"


def _shape(query: str, question: str, subject: Subject, field: str, named: bool) -> Shape:
    if _COUNT.search(question) and subject != "passages":
        return "count"
    if _EXISTENCE.search(query) and subject == "agreements":
        return "existence"
    if field and named and not _COMMITMENT.search(question):
        return "field"
    if subject == "commitments":
        return "list"
    return "list" if subject == "agreements" and (_LIST.search(question) or _status(question)) else "lookup"


def _direction(query: str) -> Direction:
    if _TO_US.search(query):
        return "theirs"
    return "ours" if _OURS.search(query) else "any"


def _status(question: str) -> Literal["in_force", "expiring", "automatic", ""]:
    if _RENEWING.search(question):
        return "automatic"
    if _EXPIRING.search(question):
        return "expiring"
    return "in_force" if _IN_FORCE.search(question) else ""


_RELATIVE: tuple[tuple[re.Pattern[str], int], ...] = (
    (re.compile(r"올해|금년|\bthis year\b", re.I), 0),
    (re.compile(r"내년|\bnext year\b", re.I), 1),
    (re.compile(r"작년|지난해|\blast year\b", re.I), -1),
)


def _period(question: str, day: dt.date) -> Period | None:
    for pattern, years in _RELATIVE:
        match = pattern.search(question)
        if match:
            year = day.year + years
            return Period(dt.date(year, 1, 1), dt.date(year, 12, 31), match.start(), match.end())
    if match := re.search(r"이번\s?분기|\bthis quarter\b", question, re.I):
        first = dt.date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
        return Period(first, _quarter_end(first), match.start(), match.end())
    found = periods(question)
    return found[0] if found else None


def _quarter_end(first: dt.date) -> dt.date:
    after = dt.date(first.year + (first.month == 10), (first.month + 2) % 12 + 1, 1)
    return after - dt.timedelta(days=1)
