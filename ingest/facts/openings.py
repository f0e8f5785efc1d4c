"""Openings: the paragraph in which an English agreement names its parties, and what it calls each of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ingest.facts.clauses import Clause
from ingest.facts.legal_names import also_known, ends_as_organisation, ends_with_form, looks_like_organisation, name_at
from ingest.facts.organisation_words import GENERIC, NO_PARTY
from ingest.facts.stretch import Stretch, joined
from kb.domain import Citation, Document
from kb.text import hangul_share

_QUOTES = "“”\"‘’'„«»"
_STARTS = re.compile(
    r"\b(?:by\s+and\s+)?(?:between|among|amongst)\b[\s:–—-]*|\b(?:entered|made|executed)[^.;]{0,40}?\sby\s+(?!and\b)",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"\bWHEREAS\b|\bRECITALS?\b|\bW\s?I\s?T\s?N\s?E\s?S\s?S\s?E\s?T\s?H\b|\bNOW,?\s+THEREFORE\b|\bBACKGROUND\b|\b[Ii]n\s+consideration\b|\bIN\s+CONSIDERATION\b"
    r"|\bhereby\s+agree|\bagree\s+as\s+follows|\bWhereas\b|\bRecitals\b|\bwitnesseth\b|\bPREAMBLE\b|\bTABLE\s+OF\s+CONTENTS\b|\bby\s+this\s+[A-Z]|\bhave\s+(?:entered|agreed)\b"
)
_COLLECTIVE = re.compile(
    r"^\W*(?:collectively|together|each|individually|jointly|both|all|hereinafter\s+(?:collectively|jointly)|the\s+\W?parties)\b|\bPart(?:y|ies)\W*$",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"\b(?:Party|PARTY)\s+(?:[A-Z]|\d|[IVX]+)\b|\b(?:First|Second|Third|Disclosing|Receiving)\s+Party\b", re.IGNORECASE
)
_QUOTED = re.compile(rf"[{_QUOTES}]+\s*(?P<term>[^{_QUOTES}()]{{1,60}}?)[,.]?\s*[{_QUOTES}]+")
_CALLED = re.compile(
    r"\b(?:herein\s?after|here\s?after|herein)\b\s*,?\s*(?:also\s+)?(?:(?:referred|refer)\s+to\s+as|called|known\s+as|designated\s+as|termed)?\s*,?\s*(?:the\s+)?"
    rf"[{_QUOTES}]*(?P<term>[A-Z][\w&.’' -]{{0,40}}?)[{_QUOTES}]*(?=[),;.]|\s(?:and|a|an|having)\b|$)"
)
_BRACKET = re.compile(r"\((?P<inside>[^()]{1,300}(?:\([^()]{0,80}\)[^()]{0,200})?)\)")
_BETWEEN_PARTIES = re.compile(r"(?:\s*[,;.:–—-]?\s*(?:\b(?:and|AND|And|as well as)\b|&)[\s,;:–—-]*|\s*;\s*|\s*,\s*)")
_COMMA = re.compile(r",\s+")
_AND = re.compile(r"[,;.)]?\s*[–—-]?\s*(?:\b(?:and|AND|And)\b|&)\s*[–—:-]?\s*|;\s*")
_NUMBER = re.compile(
    r"(?:\d{1,2}[.)]|\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})\))\s+|(?:PARTY|Party)\s+(?:[A-D]|\d)\s*[:：]\s*|[•·]\s*"
)
_ARTICLE = re.compile(r"(?:the|The|THE|Messrs?\.|Mr\.|Ms\.|Mrs\.|Dr\.)\s+")
_DESCRIBED = re.compile(
    r"\s*,?\s*\(|\s*,?\s+(?:an?|AN?|the|one|having|HAVING|with|WITH|whose|which|organi[sz]ed|incorporated|established|located|represented|acting|residing|registered|on\s+behalf"
    r"|by\s+and\s+through|its|their|duly|existing|together|as)\b"
)
_PLACE_BEFORE = re.compile(r"\b(?:laws?\s+of|[Ss]tates?\s+of|in|at|of)\s+(?:the\s+)?(?:\w+\s+of\s+)?[A-Z][\w.]+$")
_SENTENCE_END = re.compile(r"(?<=[a-z\d”\"’)]{2})\.\s+(?=[A-Z])|[”\"]\)?\.\s")
_ITSELF = re.compile(
    r"\b(?:agreement|contract|memorandum|understanding|mou|covenant|deed|addendum|amendment|arrangement|letter)\b",
    re.IGNORECASE,
)
_RECITALS = re.compile(r"\bWHEREAS\b|\bNOW,?\s+THEREFORE\b|\bWhereas,")
_ACTS = re.compile(r"\b(?:agree|associate|have\s+entered|enter\s+into|undertake)\b", re.IGNORECASE)
_ROLE_LINE = re.compile(rf"[{_QUOTES}]?(?P<role>(?:Party|PARTY)\s+(?:[A-D]|[1-4]|I{{1,3}}))[{_QUOTES}]?\s*[:：–-]\s*")
_BLANK = re.compile(r"\s*(?P<open>_{3,}|\.{4,}|…+|\[[^\[\]]{0,60}\]|<[^<>]{1,60}>)")
_REACH = 3_000
_CLAUSES = 150
_FAR = 20_000


@dataclass(slots=True)
class NamedParty:
    """A party in its opening: where its name stands in the stretch, and where what it is called."""

    start: int
    end: int
    aliases: list[tuple[int, int]] = field(default_factory=list)

    def names(self, text: str) -> list[str]:
        """Its names, the full one first."""
        return [
            *also_known(text[self.start : self.end]),
            *(text[start:end].strip(" ,.") for start, end in self.aliases),
        ]


def opening_parties(document: Document, clauses: Sequence[Clause]) -> list[tuple[Citation, list[str]]]:
    """The parties of the best opening among the first clauses, the one with most of them defined, then the first.

    There is only one where the place of the other is blank, or its name is none that can be told from other words.
    """
    begun = _begun(clauses)
    if any(hangul_share(clause.text) > 0.3 for clause in begun):
        return []
    stretch = joined(begun, _FAR)
    best: list[NamedParty] = []
    for found in (*(_read(stretch.text, start) for start in _starts(stretch.text)), *_apart(stretch.text, begun)):
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
    end = min(recitals.start() if recitals else _REACH, len(stretch.text))
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
    for match in _STARTS.finditer(text, 0, recitals.start() if recitals else len(text)):
        if _ITSELF.search(text, max(0, match.start() - 300), match.end()):
            yield match.end()


def _apart(text: str, clauses: Sequence[Clause]) -> Iterator[list[NamedParty]]:
    """Lists without "between": sentences or lines that begin with a party and its definition, and "Party A: ..."."""
    roled: list[NamedParty] = []
    defined: list[NamedParty] = []
    place = 0
    for clause in clauses:
        start = text.find(clause.text, place)
        if start < 0:
            continue
        place = start + len(clause.text)
        if _ACTS.search(clause.text) and clause.kind != "item":
            yield _List(text, start, place, True, True).read()
        if role := _ROLE_LINE.match(clause.text):
            end = name_at(text[:place], start + role.end())
            if end is not None and not _is_no_party(text[start + role.end() : end]):
                roled.append(
                    NamedParty(start + role.end(), end, [(start + role.start("role"), start + role.end("role"))])
                )
        elif clause.kind != "heading":
            first = _List(text, start, place, True, True).first()
            if first is not None and first.aliases and looks_like_organisation(text[first.start : first.end]):
                defined.append(first)
    yield from (_each_once(text, roled), _each_once(text, defined))


def _alone(text: str, parties: Sequence[NamedParty]) -> bool:
    """Whether a party that stands alone in what was read is one: an organisation that is called something."""
    return (
        len(parties) == 1
        and bool(parties[0].aliases)
        and looks_like_organisation(text[parties[0].start : parties[0].end])
    )


def _weight(parties: Sequence[NamedParty]) -> int:
    return sum(bool(party.aliases) for party in parties) * 2 + min(len(parties), 2)


def _read(text: str, start: int) -> list[NamedParty]:
    """The parties listed from `start`, read ever less strictly until there are two."""
    end = _ENDS.search(text, start, start + _REACH)
    stop = end.start() if end else min(len(text), start + _REACH)
    found: list[NamedParty] = []
    for join, strict in ((True, True), (False, True), (True, False)):
        found = _List(text, start, stop, join, strict).read()
        if len(found) > 1:
            break
    return found


class _List:
    """One reading of a list of parties."""

    def __init__(self, text: str, start: int, stop: int, join: bool, strict: bool) -> None:
        self.text, self.place, self.stop, self.join, self.strict = text, start, stop, join, strict
        self.parties: list[NamedParty] = []
        # Where the description of the last party begins: nothing but brackets stands between it and its name.
        self.plain = True

    def read(self) -> list[NamedParty]:
        """The parties, in order."""
        if not self._take(self.place) and not self._blank():
            return []
        while self.place < self.stop:
            if self._alias() or self._next_party():
                continue
            if self._closes():
                break
            self.plain = self.plain and self.text[self.place] in " ,"
            self.place += 1
        return [party for party in self.parties if not _BLANK.match(self.text, party.start)]

    def _blank(self) -> bool:
        """Whether the first name is left open, to be filled in: it keeps its place until the list is read."""
        blank = _BLANK.match(self.text, self.place)
        if blank is None:
            return False
        self.parties.append(NamedParty(blank.start("open"), blank.end("open")))
        self.place = blank.end("open")
        return True

    def first(self) -> NamedParty | None:
        """The first party with what it is called directly behind its name, or None."""
        if not self._take(self.place):
            return None
        comma = re.compile(r"\s*,?\s*").match(self.text, self.place)
        self.place = comma.end() if comma else self.place
        self._alias()
        return self.parties[0]

    def _take(self, place: int) -> bool:
        """Take the name that begins at `place`, behind its number and article."""
        for pattern in (_NUMBER, _ARTICLE):
            if found := pattern.match(self.text, place):
                place = found.end()
        end = name_at(self.text[: self.stop], place, self.join)
        if end is None or _is_no_party(self.text[place:end]):
            return False
        self.parties.append(NamedParty(place, end))
        self.place, self.plain = end, True
        return True

    def _alias(self) -> bool:
        """Read a bracket that says what the party is called, or skip one that does not."""
        bracket = _BRACKET.match(self.text, self.place)
        if bracket is not None:
            inside = bracket["inside"]
            term = _QUOTED.search(inside) or _CALLED.search(inside) or _ROLE.search(inside)
            collective = _COLLECTIVE.search(inside[: term.start()] if term else inside) or (
                term and _COLLECTIVE.search(term.group())
            )
            short = re.fullmatch(r"[A-Z][\w&.’' -]{1,24}", inside) if self.plain else None
            if (
                term
                and NO_PARTY.search(term.groupdict().get("term") or "")
                and not _ROLE.search(inside)
                and not collective
            ):
                self.stop = self.place
                return True
            if term and not (collective and not _ROLE.search(inside)):
                group = "term" if "term" in term.re.groupindex else 0
                self._call(bracket.start("inside") + term.start(group), bracket.start("inside") + term.end(group))
            elif short and not collective and len(inside.split()) < 4:
                self._call(bracket.start("inside"), bracket.end("inside"))
            self.place = min(bracket.end(), self.stop)
            return True
        called = _CALLED.match(self.text, self.place)
        if called is not None and called.end() <= self.stop and not _COLLECTIVE.search(called.group()):
            self._call(*called.span("term"))
            self.place = called.end()
            return True
        return False

    def _call(self, start: int, end: int) -> None:
        # What is defined after a party has its name is a law, a place or a product of its description.
        if not self.parties[-1].aliases or self.plain:
            self.parties[-1].aliases.append((start, end))
        self.plain = True

    def _next_party(self) -> bool:
        """Whether the next party begins here: after "and", a semicolon, or after a comma where the last one is done with."""
        separator = (_BETWEEN_PARTIES if self.plain and self.parties[-1].aliases else _AND).match(self.text, self.place)
        listed = separator is None
        if listed:
            # In a list whose members are described, a comma stands before the next one: "A LP, a limited partnership, B LLC, a ...".
            separator = _COMMA.match(self.text, self.place)
        if separator is None or not separator.group().strip(" ") or separator.end() > self.stop:
            return False
        earlier, plain, before = len(self.parties), self.plain, self.text[self.parties[-1].end : self.place].rstrip()
        place = self.place
        if not self._take(separator.end()):
            self.place, self.plain = place, plain
            return False
        name = self.text[self.parties[-1].start : self.parties[-1].end]
        if listed:
            credible = ends_with_form(name) and _DESCRIBED.match(self.text, self.parties[-1].end) is not None
        else:
            credible = self._credible(name, before, plain, separator.group())
        if credible:
            return True
        del self.parties[earlier:]
        self.place, self.plain = place, plain
        return False

    def _credible(self, name: str, before: str, plain: bool, separator: str) -> bool:
        """Whether a capitalised run behind "and" is a party, not a place or a trade of the description before it."""
        if ends_as_organisation(name) and len(name.split()) > 1:
            return not _trade(name)
        described = _DESCRIBED.match(self.text, self.parties[-1].end)
        if not self.strict:
            return len(name.split()) > 1 or described is not None
        if _PLACE_BEFORE.search(before) and "," not in separator and not plain:
            return False
        ends_list = (
            self.parties[-1].end >= self.stop - 3 or re.match(r"\s*[.;]", self.text[self.parties[-1].end :]) is not None
        )
        return described is not None or looks_like_organisation(name) or (plain and ends_list and len(name.split()) > 1)

    def _closes(self) -> bool:
        return bool(len(self.parties) > 1 and self.plain and _SENTENCE_END.match(self.text, self.place))


def _trade(name: str) -> bool:
    """Whether a run of capitals is a description written large: "Delaware Corporation", "Type A City"."""
    return (
        bool(re.fullmatch(r"(?:[A-Z]\w+\s){1,2}(?:Corporation|corporation|Company|company|City|Partnership)", name))
        and name.rsplit(maxsplit=1)[-1].islower()
    )


def _is_no_party(name: str) -> bool:
    words = name.split()
    return bool(
        (GENERIC.fullmatch(name) and not ends_as_organisation(name))
        or re.search(r"\b(?:Agreement|Memorandum|Contract|Parties|undersigned)\b", name, re.IGNORECASE)
        or re.fullmatch(
            r"(?:the\s+)?(?:Party|Parties|Company|Effective Date|Section|Date|Mr|Ms|Whereas|You|Us|We)\W*",
            name,
            re.IGNORECASE,
        )
        or len(re.sub(r"\W", "", name)) < 2
        or (len(words) == 1 and words[0].isdigit())
    )
