"""Whose promise it is where the sentence does not say, and to whom it is made."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.facts.clauses import Clause
from ingest.facts.meeting_sides import THEIRS
from ingest.facts.naming import Names
from ingest.facts.organisations import Organisation, distinct
from ingest.facts.promise import Promise
from ingest.facts.sections import Section
from kb.domain import Document, Kind

Organisations = tuple[Organisation, ...]

# What an agreement says of itself, in Korean: no party is bound by "이 협약은 ...".
_ITSELF = re.compile(
    r"^(?:(?:이|본|동)\s?)?(?:협약|양해\s?각서|각서|합의서|약정|계약|조항|제\d+[조항]|효력|유효\s?기간|기간|국문본|영문본|한국어본|준거법|지식재산|저작권|소유권|권리|[^\s]+의 (?:귀속|저작권|소유권|권리))(?:의\s\S+)?$"
)
_CHANGED = re.compile(r"연장|갱신|해지|변경|개정")
# What all sides do together, whoever was spoken of before.
_TOGETHER = re.compile(
    r"^\W*(?:(?:the|all|any|such|regular|joint|additional|more\s+frequent|further)\s+)*(?:\w+\s+)?(?:meetings?|check-ins?|disputes?|differences?|disagreements?|consultations?|visits)\b|회의|분쟁|이견|협의회",
    re.IGNORECASE,
)
# A body that is not on record acts for itself: "한빛시는", "예산과장은".
_UNKNOWN_BODY = re.compile(
    r"[가-힣]{2,9}(?:시|청|부|처|팀|과|실|국|구|군|센터|재단|협회|공사|대학교?|위원회|과장|팀장|국장|부장|실장)"
)
_THIRD = re.compile(r"제3자|외부|third part|누구에게|개인정보|인적 사항|personal (?:data|particulars)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sides:
    """Who takes part in one document: `parties` in order, every organisation it names, and the `kind` it is read as.

    A paper that is taken for none of the kinds, but holds an agreement's parties and articles, is read as one.
    """

    document: Document
    names: Names
    parties: Organisations
    kind: Kind

    @property
    def agreed(self) -> bool:
        """Whether the document is an agreement."""
        return self.kind == "mou"

    @property
    def first(self) -> Organisations:
        """Whose document it is: the side whose teams it speaks of, else the one named first."""
        return (self.names.home,) if self.names.home is not None else self.parties[:1]

    @property
    def ours(self) -> Organisations:
        """Whoever keeps the minutes, as far as the document is known to be ours."""
        us = self.names.us or self.names.home
        return (us,) if us is not None and us in self.parties and self.kind == "minutes" else ()

    def opposite(self, speaker: Organisations) -> Organisations | None:
        """The one other side of whoever speaks, or of whoever keeps the minutes; None where there are several."""
        rest = self.others(speaker or self.ours)
        return rest if len(rest) == 1 and (speaker or self.ours) else None

    def others(self, organisations: Sequence[Organisation]) -> Organisations:
        """The parties besides `organisations`."""
        return tuple(each for each in self.parties if each not in organisations)


def obligor_of(
    sides: Sides,
    clause: Clause,
    promise: Promise,
    section: Section,
    speaker: Organisations,
    last: Organisations,
    person: Organisations = (),
) -> Organisations | None:
    """Whose promise it is: empty where nobody on record is bound, None where it is no promise at all.

    `speaker` is the organisation whose turn the clause is from, `last` whoever was bound before in the same section,
    `person` the organisation of the person that the promise names.
    """
    if promise.obligor is not None:
        return promise.obligor if promise.obligor != sides.names.parties else sides.parties or promise.obligor
    if promise.team and clause.language == "en":
        return person or (() if section.binding else None)
    if promise.thing and person:
        return person
    if sides.kind == "minutes" and THEIRS.fullmatch(promise.thing):
        return sides.opposite(speaker)
    if clause.speaker:
        # What a person nobody is known to speak for says binds no organisation.
        return (speaker or None) if not promise.thing or promise.own or speaker == last else None
    if promise.own:
        return sides.parties if sides.agreed else sides.ours or None
    if sides.kind in ("brief", "other") and not (clause.language == "en" and last and not promise.thing):
        # Policy papers say what is so and what ought to be; only what an organisation says of itself is a promise.
        return None
    if promise.thing:
        return _of_a_thing(sides, clause, promise, section, last)
    if section.roles or last:
        return last or section.roles
    return sides.parties if sides.agreed or len(sides.parties) == 2 else sides.first


def _of_a_thing(
    sides: Sides, clause: Clause, promise: Promise, section: Section, last: Organisations
) -> Organisations | None:
    """Who is bound by a sentence about a thing: "Meetings will be held monthly", "비용은 각자 부담한다"."""
    thing = promise.thing
    if _ITSELF.match(thing) and not (promise.modality == "permission" and _CHANGED.search(clause.text)):
        return None
    if not sides.agreed and not section.binding and promise.modality == "obligation":
        return None
    if promise.modality == "permission" and not _ITSELF.match(thing) and clause.language == "en":
        return ()
    if clause.language == "ko" and _UNKNOWN_BODY.fullmatch(thing):
        return ()
    together = [each for each in sides.names.mentions(f"{thing} ") if each.together]
    if sides.agreed and (together or _TOGETHER.search(thing)):
        return sides.parties
    if promise.to and len(sides.parties) == 2 and sides.others(promise.to):
        return sides.others(promise.to)
    return last or section.roles or (sides.parties if sides.agreed else sides.first)


def obligee_of(sides: Sides, clause: Clause, obligor: Organisations) -> Organisations:
    """To whom: in an agreement the other side, elsewhere whoever else the sentence names."""
    if not obligor:
        return ()
    mentions = [each for each in sides.names.mentions(clause.text) if not each.together]
    named = distinct([each for mention in mentions for each in mention.organisations if each not in obligor])
    if named:
        return named
    if above := _named_above(sides, clause, obligor):
        return above
    if len(sides.parties) == 2 and sides.kind in ("mou", "minutes"):
        if rest := sides.others(obligor):
            return rest
        third = _THIRD.search(clause.text) and "상대" not in clause.text and "other" not in clause.text
        return () if third else sides.parties
    if len(obligor) > 1:
        return obligor
    return sides.others(obligor) if sides.agreed else ()


def _named_above(sides: Sides, clause: Clause, obligor: Organisations) -> Organisations:
    """In minutes of several meetings, the one organisation whose name heads the section, and we where it promises."""
    if sides.kind != "minutes" or len(sides.parties) < 3 or not clause.path:
        return ()
    title = re.sub(r"[()]", " ", clause.path[-1])
    headed = distinct([each for mention in sides.names.mentions(f"{title} ") for each in mention.organisations])
    if len(headed) != 1 or len(obligor) != 1:
        return ()
    return sides.ours if obligor == headed else headed
