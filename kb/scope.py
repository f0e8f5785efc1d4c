"""Which documents a question means by describing them, and what it describes that no document on record is."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import sqlalchemy as sa

from kb.counterparty import parts_of_names
from kb.database import page
from kb.described import COMPARES, PROGRESS, WHEREABOUTS, Description
from kb.domain import Party
from kb.filed import Filed, newest_first, read
from kb.lexicon import in_the_other_language
from kb.roll import Roll
from kb.text import one_line
from kb.tokens import terms, terms_of

# What tells one meeting from another by its day or its turn.
_TIMES = (
    "January February March April May June July August September October November December Q1 Q2 Q3 Q4 last this year month "
    "new latest most recent first second third fourth fifth"
)
_KOREAN_TIMES = "월 일 년 분기 상반기 하반기 오전 오후 작년 올해 지난해 지난달 첫 두 번째 차 회 열리 한"


@cache
def _times() -> frozenset[str]:
    return frozenset((*terms(_TIMES), *_KOREAN_TIMES.split()))


@dataclass(frozen=True, slots=True)
class Scope:
    """The documents that a question means, by name: `documents` for sure, `favoured` maybe; `nearest` are those there are
    instead of `missing`, which is a description that fits none. `naming` are the question's words that only tell the documents.
    """

    documents: tuple[str, ...] = ()
    favoured: tuple[str, ...] = ()
    missing: Description | None = None
    nearest: tuple[str, ...] = ()
    naming: tuple[str, ...] = ()

    def undescribed(self, text: str) -> str:
        """`text` without the words that only tell the documents."""
        for word in self.naming:
            text = re.sub(rf"(?<!\S){re.escape(word)}(?!\S)", " ", text, count=1)
        return one_line(text)


ALL = Scope()


def meant(roll: Roll, described: Sequence[Description], question: str, partners: Sequence[Party]) -> Scope:
    """The documents that the descriptions of a question mean; `partners` are all whom it names, our own apart."""
    if not described:
        return ALL
    archive = _Archive(roll, question, partners)
    several = len(partners) > 1
    found = [archive.meant(each, (roll.partners(each.words) if several else ()) or partners) for each in described]
    missing = next((scope for scope in found if scope.missing), None)
    if missing is not None:
        return missing
    sure = [scope for scope in found if scope.documents]
    favoured = tuple(dict.fromkeys(name for scope in found for name in (*scope.documents, *scope.favoured)))
    if not sure or any(_leaves_open(scope, each, sure) for scope, each in zip(found, described, strict=True)):
        return Scope(favoured=favoured)
    documents = tuple(dict.fromkeys(name for scope in sure for name in scope.documents))
    return Scope(documents, favoured, naming=tuple(word for scope in sure for word in scope.naming))


def _leaves_open(scope: Scope, each: Description, sure: Sequence[Scope]) -> bool:
    """Whether a description of its own kind leaves it open which documents are meant beside those that others mean for sure."""
    if scope.documents:
        return False
    if scope.favoured:
        # "The TCA agreement or the 2024 BDCA agreement": that the other is unsure makes neither less meant.
        return not set(scope.favoured) <= {name for one in sure for name in one.documents}
    return each.particular


class _Archive:
    """The documents on record as one question looks among them."""

    def __init__(self, roll: Roll, question: str, partners: Sequence[Party]) -> None:
        self._filed = read(roll)
        # With one partner, what the question calls it by is its name; of several, whose part it is stays open.
        parts = [part for part in parts_of_names(question, partners) if len(part) > 2] if len(partners) == 1 else []
        self._spelled = {party.id: {*party.names, *parts} for party in partners}
        names = "|".join(re.escape(name) for spelled in self._spelled.values() for name in spelled)
        self._with_them = bool(names) and bool(_with(names).search(question))
        self._connection = roll.connection
        self._progress = bool(PROGRESS.search(question))
        self._whereabouts = bool(WHEREABOUTS.search(question))
        self._compares = bool(COMPARES.search(question))

    def meant(self, each: Description, partners: Sequence[Party]) -> Scope:
        """What one description means among the documents of the partners, if any."""
        ids = {party.id for party in partners}
        kin = [one for one in self._filed if one.is_a(each.kind)]
        own = [one for one in kin if self._is_with(one, ids)] if ids else kin
        if ids and not own and each.kind == "agreement":
            own = [one for one in self._filed if one.is_a("draft") and ids & one.agreed]
        fitting = _fitting(each, own)
        if not fitting and ids and each.kind == "meeting" and not self._with_them:
            # Minutes tell of partners that did not take part.
            telling = self._mentioning(ids)
            own = [one for one in kin if one in own or one.id in telling]
            fitting = _fitting(each, own)
        if not fitting:
            return self._none(each, own, kin, ids)
        if len(fitting) > 1:
            fitting = _by_their_words(each, fitting)
        names = tuple(one.name for one in self._with_amendments(each, fitting))
        if self._is_sure(each, bool(ids), fitting, own, kin):
            return Scope(documents=names, naming=_naming_words(each, fitting))
        told = bool(ids) or each.particular or _is_theirs(each, fitting, at_all=True)
        return Scope(favoured=names if told and len(fitting) < len(kin) else ())

    def _none(self, each: Description, own: Sequence[Filed], kin: Sequence[Filed], ids: set[str]) -> Scope:
        if not (each.particular or each.kind == "amendment") or not self._is_missing(each, own, kin, ids):
            return Scope()
        near = (
            own
            or [one for one in self._filed if self._is_with(one, ids)]
            or [one for one in self._filed if ids & one.named]
        )
        return Scope(missing=each, nearest=tuple(one.name for one in newest_first(near if ids else kin)))

    def _is_missing(self, each: Description, own: Sequence[Filed], kin: Sequence[Filed], ids: set[str]) -> bool:
        """Whether what is described would be on record if it existed; a mere year may be that of a fact."""
        if each.kind in ("draft", "brief") or not (each.made or each.ordinal or each.kind == "amendment"):
            return False
        if each.kind == "agreement":
            year = each.made.year
            return bool(year and own and ids) and not any(one.covers(year) for one in own)
        if each.kind == "amendment":
            return bool(ids) or each.ordinal > _last(kin)
        # A report on a visit tells of a meeting, too; that one is to come may stand anywhere.
        others = (one for one in self._filed if not one.is_a("meeting") and not one.agreed and ids & one.named)
        reported = any(each.made and each.made.fits(one.dated_on) for one in others)
        if reported or self._whereabouts:
            return False
        if each.ordinal and not each.made.first:
            return 0 < _last(own) < each.ordinal
        return bool(each.made.first) and bool(ids or each.made.year)

    def _with_amendments(self, each: Description, fitting: Sequence[Filed]) -> list[Filed]:
        """An agreement stands as its amendments have made it."""
        if each.kind != "agreement":
            return list(fitting)
        partners = frozenset[str]().union(*(one.agreed for one in fitting))
        since = min((one.dated_on for one in fitting if one.dated_on), default=dt.date.min)
        later = (one for one in self._filed if one.is_a("amendment") and (one.dated_on or dt.date.max) >= since)
        return [*fitting, *(one for one in later if one.agreed & partners)]

    def _is_sure(
        self, each: Description, partnered: bool, fitting: Sequence[Filed], own: Sequence[Filed], kin: Sequence[Filed]
    ) -> bool:
        if each.kind == "agreement":
            told = each.made or (each.turn and len(fitting) < len(own))
            # What was done under an agreement stands in other documents.
            # "The association" is known by the year alone where one association's agreement is of that year.
            known = partnered or (len(fitting) == 1 and _is_theirs(each, fitting, at_all=True))
            return bool(told) and known and not self._progress and not self._compares
        if each.kind == "meeting":
            return each.particular and (partnered or _is_theirs(each, fitting))
        if each.kind == "brief":
            return not self._compares
        return partnered or bool(each.particular and len(fitting) < 3)

    def _is_with(self, one: Filed, ids: set[str]) -> bool:
        """Whether a document is an agreement with one of the partners, or names one in its title or heading."""
        if one.agreed:
            return bool(ids & one.agreed)
        title = f"{one.title} {one.name} {one.heading}".casefold()
        return any(name.casefold() in title for key in ids for name in self._spelled.get(key, ()) if len(name) > 1)

    def _mentioning(self, partners: Collection[str]) -> set[str]:
        """The ids of the documents whose pages write a name of one of the partners."""
        written = {name for key in partners for name in self._spelled.get(key, ()) if len(name) > 2}
        if not written:
            return set()
        like = sa.or_(*(page.c.text.contains(name, autoescape=True) for name in sorted(written)))
        return set(self._connection.execute(sa.select(page.c.document_id).where(like).distinct()).scalars())


def _with(names: str) -> re.Pattern[str]:
    """Finds a question that says with whom something was agreed or discussed."""
    return re.compile(rf"\bwith (?:the )?(?:{names})|(?:{names})(?:측)?(?:와|과|이?랑|하고)", re.IGNORECASE)


def _fitting(each: Description, own: Sequence[Filed]) -> list[Filed]:
    found = [one for one in own if not each.made or each.made.fits(one.dated_on)]
    if each.ordinal:
        found = [one for one in found if each.ordinal in one.ordinals]
    if each.turn and not each.made and not each.ordinal and len(found) > 1:
        ordered = newest_first(found)
        found = ordered[:1] if each.turn == "new" else ordered[1:]
    return found


def _by_their_words(each: Description, fitting: Sequence[Filed]) -> list[Filed]:
    """Those whose titles hold most of the words of the description, in either language."""
    counts = [len(_shared(each, one)) for one in fitting]
    return [one for one, count in zip(fitting, counts, strict=True) if count == max(counts)]


def _shared(each: Description, one: Filed) -> set[str]:
    """The words of a description that a document's title, name or heading holds, in either language."""
    held = _words(f"{one.title} {one.name} {one.heading}")
    return {term for term in terms(each.words) if not held.isdisjoint(in_the_other_language(term) | {term})}


@lru_cache(maxsize=10_000)
def _words(text: str) -> frozenset[str]:
    return frozenset(terms(text))


def _is_theirs(each: Description, fitting: Sequence[Filed], at_all: bool = False) -> bool:
    """Whether the fitting documents hold the words by which a description tells a document from others, if it has any."""
    words = [word for word in each.words.split() if not any(letter.isdigit() for letter in word)]
    telling = set(terms(" ".join(words[:-1]))) - _times()
    return (not telling and not at_all) or any(telling & _shared(each, one) for one in fitting)


def _naming_words(each: Description, fitting: Sequence[Filed]) -> tuple[str, ...]:
    """The words of a description that its documents' titles hold, and its days and numbers."""
    shared = {term for one in fitting for term in _shared(each, one)}
    words = each.words.split()
    told = ((word, set(own)) for word, own in zip(words, terms_of(words), strict=True))
    return tuple(
        word for word, own in told if own <= shared or own & _times() or any(letter.isdigit() for letter in word)
    )


def _last(found: Iterable[Filed]) -> int:
    """The highest number that one of the documents bears, 0 where none bears any."""
    return max((number for one in found for number in one.ordinals), default=0)
