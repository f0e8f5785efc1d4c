"""Lists of parties: "A Inc., a Delaware corporation (“A”), B and Sons Ltd. and John C. Doe", name by name with what each is called."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ingest.facts.legal_names import also_known, ends_as_organisation, ends_with_form, looks_like_organisation, name_at
from ingest.facts.organisation_words import GENERIC, NO_PARTY

QUOTES = "“”\"‘’'„«»"
# A list of parties is at most this long.
REACH = 3_000
_ENDS = re.compile(
    r"\bWHEREAS\b|\bRECITALS?\b|\bW\s?I\s?T\s?N\s?E\s?S\s?S\s?E\s?T\s?H\b|\bNOW,?\s+THEREFORE\b|\bBACKGROUND\b|\b[Ii]n\s+consideration\b|\bIN\s+CONSIDERATION\b"
    r"|\bhereby\s+agree|\bagree\s+as\s+follows|\bWhereas\b|\bRecitals\b|\bwitnesseth\b|\bPREAMBLE\b|\bTABLE\s+OF\s+CONTENTS\b|\bby\s+this\s+[A-Z]|\bhave\s+(?:entered|agreed)\b|\bHAVE\s+[A-Z]{4,}|\bHave\s+(?:Agreed|Reached)\b"
    r"|[,;]\s+(?:(?i:noting|recogni[sz]ing|considering|desiring|acknowledging|recalling|reaffirming|wishing|convinced|mindful|bearing\s+in\s+mind))\s"
)
_COLLECTIVE = re.compile(
    r"^\W*(?:collectively|together|each|individually|jointly|both|all|hereinafter\s+(?:collectively|jointly)|the\s+\W?parties)\b|\bPart(?:y|ies)\W*$",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"\b(?:Party|PARTY)\s+(?:[A-Z]|\d|[IVX]+)\b|\b(?:First|Second|Third|Disclosing|Receiving)\s+Party\b", re.IGNORECASE
)
_QUOTED = re.compile(rf"[{QUOTES}]+\s*(?P<term>[^{QUOTES}()]{{1,60}}?)[,.]?\s*[{QUOTES}]+")
_OR_QUOTED = re.compile(rf"\s*(?:,|,?\s*\b(?:or|and)\b)\s*(?:the\s+)?(?P<quoted>[{QUOTES}])")
_CALLED = re.compile(
    r"\b(?:herein\s?after|here\s?after|herein)\b\s*,?\s*(?:also\s+)?(?:(?:referred|refer)\s+to\s+as|called|known\s+as|designated\s+as|termed)?\s*,?\s*(?:the\s+)?"
    rf"[{QUOTES}]*(?P<term>[A-Z][\w&.’' -]{{0,40}}?)[{QUOTES}]*(?=[),;.]|\s(?:and|a|an|having)\b|$)"
)
# "Harbor Light Foundation, as Party A, and ..."
_AS_PART = re.compile(
    rf"\s*,?\s*\b(?:acting\s+)?as\s+(?:the\s+)?[{QUOTES}]*(?P<term>(?i:party)\s+(?:[A-D]|\d|[IVX]+)\b|(?<=[{QUOTES}])[A-Z][\w ]{{1,30}}(?=[{QUOTES}]))[{QUOTES}]*"
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
# A cover's last name, in capitals, and the sentence below it: "HILL RELIEF The Office for Ports (“OP”) ...".
_COVER_NAME = re.compile(r"(?P<name>[A-Z][A-Z&.,’'-]+(?:\s[A-Z&.,’'-]{2,})+)\s+The\s+[A-Z][\w-]*[a-z]")
_PLACE_BEFORE = re.compile(r"\b(?:laws?\s+of|[Ss]tates?\s+of|in|at|of)\s+(?:the\s+)?(?:\w+\s+of\s+)?[A-Z][\w.]+$")
# A name behind one of these belongs to a description.
_LEADS_ON = frozenset("of by to with from for and or in at as between among under".split())
_SENTENCE_END = re.compile(r"(?<=[a-z\d”\"’)]{2})\.\s+(?=[A-Z])|[”\"]\)?\.\s")
_BLANK = re.compile(r"\s*(?P<open>_{3,}|\.{4,}|…+|\[[^\[\]]{0,60}\]|<[^<>]{1,60}>)")


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


def read_list(text: str, start: int) -> list[NamedParty]:
    """The parties listed from `start`, read ever less strictly until there are two."""
    end = _ENDS.search(text, start, start + REACH)
    stop = end.start() if end else min(len(text), start + REACH)
    found: list[NamedParty] = []
    for join, strict in ((True, True), (False, True), (True, False)):
        found = PartyList(text, start, stop, join, strict).read()
        if len(found) > 1:
            break
    return found


class PartyList:
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
            if self._closes() or self._restarts():
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
        while self.text[self.place : self.place + 1] in (" ", ","):
            self.place += 1
        self._alias()
        return self.parties[0]

    def _take(self, place: int) -> bool:
        """Take the name that begins at `place`, behind its number and article."""
        for pattern in (_NUMBER, _ARTICLE):
            if found := pattern.match(self.text, place):
                place = found.end()
        end = name_at(self.text[: self.stop], place, self.join)
        if end is None or is_no_party(self.text[place:end]):
            return False
        if cover := _COVER_NAME.match(self.text, place, end):
            end = cover.end("name")
        self.parties.append(NamedParty(place, end))
        self.place, self.plain = end, True
        return True

    def _alias(self) -> bool:
        """Read what the party is called, in a bracket or behind "hereinafter", or skip a bracket that does not say it."""
        bracket = _BRACKET.match(self.text, self.place)
        if bracket is not None:
            self.place = min(bracket.end(), self.stop)
            self._bracketed(bracket)
            return True
        called = _AS_PART.match(self.text, self.place) or _CALLED.match(self.text, self.place)
        if called is None or called.end() > self.stop or _COLLECTIVE.search(called.group()):
            return False
        self._call(*called.span("term"))
        self.place = called.end()
        return True

    def _bracketed(self, bracket: re.Match[str]) -> None:
        """Take what a bracket calls the party; one that names the agreement itself ends the list."""
        inside, first = bracket["inside"], bracket.start("inside")
        term = _QUOTED.search(inside) or _CALLED.search(inside) or _ROLE.search(inside)
        role = _ROLE.search(inside) is not None
        if term is None:
            short = self.plain and re.fullmatch(r"[A-Z][\w&.’' -]{1,24}", inside) and len(inside.split()) < 4
            if short and not _COLLECTIVE.search(inside):
                self._call(first, bracket.end("inside"))
            return
        group = "term" if "term" in term.re.groupindex else 0
        collective = _COLLECTIVE.search(inside[: term.start()]) or _COLLECTIVE.search(term.group())
        if role or not (collective or NO_PARTY.search(term.group(group))):
            self._call(first + term.start(group), first + term.end(group))
            self._call_also(inside, first, term)
        elif not collective:
            self.stop = self.place

    def _call(self, start: int, end: int) -> None:
        # What is defined after a party has its name is a law, a place or a product of its description.
        if not self.parties[-1].aliases or self.plain:
            self.parties[-1].aliases.append((start, end))
        self.plain = True

    def _call_also(self, inside: str, first: int, term: re.Match[str]) -> None:
        """Take what else the bracket calls the party: (“we”, “us” or “the University”)."""
        while term.re is _QUOTED and (more := _OR_QUOTED.match(inside, term.end())) is not None:
            following = _QUOTED.search(inside, more.start("quoted"))
            if following is None:
                return
            term = following
            if not NO_PARTY.search(term["term"]):
                self.parties[-1].aliases.append((first + term.start("term"), first + term.end("term")))

    def _next_party(self) -> bool:
        """Whether the next party begins here: after "and", a semicolon, or after a comma where the last one is done with."""
        separator = (_BETWEEN_PARTIES if self.plain and self.parties[-1].aliases else _AND).match(self.text, self.place)
        listed = separator is None
        # In a list whose members are described, a comma stands before the next one: "A LP, a partnership, B LLC, a ...".
        separator = separator or _COMMA.match(self.text, self.place)
        if separator is None or not separator.group().strip() or separator.end() > self.stop:
            return False
        place, plain, last = self.place, self.plain, self.parties[-1]
        if self._take(separator.end()):
            before = "" if plain else self.text[last.end : place].rstrip()
            if self._described_in_list() if listed else self._credible(before, plain, separator.group()):
                return True
            del self.parties[-1]
        self.place, self.plain = place, plain
        return False

    def _described_in_list(self) -> bool:
        """Whether the party just taken has a legal form and a description, so that a comma is enough before it."""
        party = self.parties[-1]
        name = self.text[party.start : party.end]
        alone = ends_with_form(name) and not re.search(r"\sand\s", name, re.IGNORECASE)
        return alone and _DESCRIBED.match(self.text, party.end) is not None

    def _credible(self, before: str, plain: bool, separator: str) -> bool:
        """Whether the capitals just taken are a party, not a place or a trade of the description `before` them."""
        party = self.parties[-1]
        name = self.text[party.start : party.end]
        several = len(name.split()) > 1
        if ends_as_organisation(name) and several:
            return True
        described = _DESCRIBED.match(self.text, party.end) is not None
        if not self.strict:
            return several or described
        if _PLACE_BEFORE.search(before) and "," not in separator:
            return False
        ends_list = party.end >= self.stop - 3 or re.match(r"\s*[.;]", self.text[party.end :]) is not None
        return described or looks_like_organisation(name) or (plain and ends_list and several)

    def _restarts(self) -> bool:
        """Whether a title that defines nobody is over here: the sentence below it names its first party anew."""
        first = self.parties[0]
        if len(self.parties) < 2 or any(party.aliases for party in self.parties) or self.text[self.place] != " ":
            return False
        name = self.text[first.start : first.end].lower()
        article = _ARTICLE.match(self.text, self.place + 1)
        begins = article.end() if article else self.place + 1
        above = self.text[max(0, self.place - 40) : self.place].split()[-1:]
        return self.text[begins : begins + len(name)].lower() == name and not (above and above[0] in _LEADS_ON)

    def _closes(self) -> bool:
        return bool(len(self.parties) > 1 and self.plain and _SENTENCE_END.match(self.text, self.place))


def is_no_party(name: str) -> bool:
    """Whether capitals name no party: a role, the agreement itself, a date, a figure."""
    words = name.split()
    return bool(
        (GENERIC.fullmatch(name) and (len(words) == 1 or not ends_as_organisation(name)))
        or re.search(r"\b(?:Agreement|Memorandum|Contract|Parties|undersigned)\b", name, re.IGNORECASE)
        or re.fullmatch(
            r"(?:the\s+)?(?:Party|Parties|Company|Effective Date|Section|Date|Mr|Ms|Whereas|You|Us|We)\W*",
            name,
            re.IGNORECASE,
        )
        or len(re.sub(r"\W", "", name)) < 2
        or (len(words) == 1 and words[0].isdigit())
    )
