"""Openings: the paragraph in which an English agreement names its parties, and what it calls each of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from ingest.facts.clauses import Clause
from ingest.facts.legal_names import ends_as_organisation, looks_like_organisation, name_at
from ingest.facts.party_list import QUOTES, REACH, NamedParty, PartyList, is_no_party, read_list
from ingest.facts.stretch import Stretch, joined
from kb.domain import Citation, Document
from kb.text import hangul_share

_STARTS = re.compile(
    r"\b(?:by\s+and\s+)?(?:between|among|amongst)\b[\s:–—-]*|\b(?:entered|made|executed)[^.;]{0,40}?\sby\s+(?!and\b)",
    re.IGNORECASE,
)
_ITSELF = re.compile(
    r"\b(?:agreement|contract|memorandum|understanding|mou|covenant|deed|addendum|amendment|arrangement|letter)\b",
    re.IGNORECASE,
)
_RECITALS = re.compile(r"\bWHEREAS\b|\bNOW,?\s+THEREFORE\b|\bWhereas,")
_ACTS = re.compile(r"\b(?:agree|associate|have\s+entered|enter\s+into|undertake)\b", re.IGNORECASE)
_ROLE_LINE = re.compile(rf"[{QUOTES}]?(?P<role>(?:Party|PARTY)\s+(?:[A-D]|[1-4]|I{{1,3}}))[{QUOTES}]?\s*[:：–-]\s*")
# "Client: Harbour Light Foundation": the part a party has, before its name.
_LABEL = re.compile(
    r"(?<![\w(])(?P<role>(?:(?:First|Second|Third|Lead|Local|Host|Implementing|Funding|Sending|Receiving)\s+)?(?:Party|Partner|Agency|Institution|Organi[sz]ation)"
    r"|Client|Customer|Provider|Service\s+Provider|Supplier|Contractor|Consultant|Licensor|Licensee|Buyer|Seller|Vendor|Purchaser|Lender|Borrower|Grantor|Grantee"
    r"|Donor|Recipient|Host|Sponsor|Employer|Landlord|Tenant|Lessor|Lessee|Distributor|Manufacturer|Company)\s*[:：]\s*(?:[Tt]he\s+)?"
)
_CLAUSES = 150
_MOST_STARTS = 25
_FAR = 20_000


def opening_parties(document: Document, clauses: Sequence[Clause]) -> list[tuple[Citation, list[str]]]:
    """The parties of the best opening among the first clauses, the one with most of them defined, then the first.

    There is only one where the place of the other is blank, or its name is none that can be told from other words.
    """
    begun = _begun(clauses)
    if any(hangul_share(clause.text) > 0.3 for clause in begun):
        return []
    stretch = joined(begun, _FAR)
    best: list[NamedParty] = []
    for found in (*(read_list(stretch.text, start) for start in _starts(stretch.text)), *_apart(stretch.text, begun)):
        if _weight(found) > _weight(best) and (len(found) > 1 or _alone(stretch.text, found)):
            best = found
    best = _each_once(stretch.text, best)
    return [
        (
            stretch.cite(document, party.start, max([party.end, *(end for _, end in party.aliases)])),
            party.names(stretch.text),
        )
        for party in best
    ]


def opening_stretch(clauses: Sequence[Clause]) -> Stretch:
    """What stands before the recitals of an agreement: its cover and its opening, as far as they are not Korean."""
    stretch = joined([clause for clause in _begun(clauses) if hangul_share(clause.text) <= 0.3], _FAR)
    recitals = _RECITALS.search(stretch.text)
    end = min(recitals.start() if recitals else REACH, len(stretch.text))
    return Stretch(stretch.text[:end], stretch.places[:end])


def _begun(clauses: Sequence[Clause]) -> list[Clause]:
    return [clause for clause in clauses[:_CLAUSES] if clause.kind != "row"]


def _each_once(text: str, parties: Sequence[NamedParty]) -> list[NamedParty]:
    """The parties without those that repeat the name or the role of an earlier one."""
    kept: dict[str, NamedParty] = {}
    roles: set[str] = set()
    for party in parties:
        name, *called = ("".join(re.findall(r"\w+", name.lower())) for name in party.names(text))
        role = {each for each in called if re.fullmatch(r"party(?:\d|[a-d]|i{1,3})", each)}
        if name not in kept and not role & roles:
            kept[name] = party
            roles |= role
    return list(kept.values())


def _starts(text: str) -> Iterator[int]:
    """Where a list of the parties may begin: behind "between", in a sentence about this agreement, before the recitals."""
    recitals = _RECITALS.search(text)
    matches = _STARTS.finditer(text, 0, recitals.start() if recitals else len(text))
    for match in islice(matches, _MOST_STARTS):
        if _ITSELF.search(text, max(0, match.start() - 300), match.end()):
            yield match.end()


def _apart(text: str, clauses: Sequence[Clause]) -> Iterator[list[NamedParty]]:
    """Lists without "between": sentences or lines that begin with a party and its definition, and "Party A: ..."."""
    roled: list[NamedParty] = []
    defined: list[NamedParty] = []
    labelled: list[NamedParty] = []
    place = 0
    for clause in clauses:
        start = text.find(clause.text, place)
        if start < 0:
            continue
        place = start + len(clause.text)
        if _ACTS.search(clause.text) and clause.kind != "item":
            yield PartyList(text, start, place, True, True).read()
        roles = list(_ROLE_LINE.finditer(text, start, place))
        labels = list(_LABEL.finditer(text, start, place))
        stops = [*(each.start() for each in labels), place][1:]
        for label, stop in zip(labels, stops, strict=True):
            end = name_at(text[:stop], label.end())
            if end is not None and ends_as_organisation(text[label.end() : end]):
                labelled.append(NamedParty(label.end(), end, [label.span("role")]))
        for role in roles:
            end = name_at(text[:place], role.end())
            if end is not None and not is_no_party(text[role.end() : end]):
                roled.append(NamedParty(role.end(), end, [role.span("role")]))
        if not roles and clause.kind != "heading":
            first = PartyList(text, start, place, True, True).first()
            if first is not None and first.aliases and looks_like_organisation(text[first.start : first.end]):
                defined.append(first)
                yield PartyList(text, start, min(len(text), place + 1), True, True).read()
    yield from (_each_once(text, roled), _each_once(text, defined), _each_once(text, labelled))


def _alone(text: str, parties: Sequence[NamedParty]) -> bool:
    """Whether a party that stands alone in what was read is one: an organisation that is called something."""
    return (
        len(parties) == 1
        and bool(parties[0].aliases)
        and looks_like_organisation(text[parties[0].start : parties[0].end])
    )


def _weight(parties: Sequence[NamedParty]) -> int:
    return sum(bool(party.aliases) for party in parties) * 2 + min(len(parties), 2)
