"""The organisations a document names: learned from its opening, definitions, roles, titles and lists of attendance."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ingest.facts.clauses import Clause, cite_clause
from ingest.facts.definitions import BETWEEN, named
from ingest.facts.letterhead import letterhead
from ingest.facts.openings import opening_parties
from ingest.facts.organisation_words import GENERIC, tidy
from ingest.facts.undefined import undefined_parties
from kb.domain import Citation, Document, Party
from kb.text import hangul_share, nfc

# The parties of an agreement are defined within so many sentences of each other.
_OPENING = 6


@dataclass(eq=False)
class Organisation:
    """One organisation as a document names it: full names, abbreviation, and the terms it goes by there."""

    citation: Citation
    ko: str = ""
    en: str = ""
    short: str = ""
    terms: list[str] = field(default_factory=list)
    defined: bool = False
    # Words that mean it in this document alone: the city's "시", "한국 측", "the Union".
    here: list[str] = field(default_factory=list)
    # It only watches the meeting.
    watches: bool = False

    @property
    def label(self) -> str:
        """The name its commitments carry."""
        return self.ko or self.en or self.short

    def all_names(self) -> list[str]:
        """Every word of the document that means it, the longest first."""
        names = {name for name in (self.ko, self.en, self.short, *self.terms, *self.here) if name}
        return sorted(names, key=len, reverse=True)

    def take(self, name: str) -> None:
        """Add a name: a full Korean or English one where there is none, else a term."""
        name = tidy(name)
        if not name or name in (self.ko, self.en, self.short):
            return
        if GENERIC.fullmatch(name):
            self._term(name)
        elif hangul_share(name) > 0.3 and not self.ko:
            self.ko = name
        elif hangul_share(name) <= 0.3 and _is_acronym(name, self.en) and not self.short:
            self.short = name
        elif hangul_share(name) <= 0.3 and not self.en:
            self.en = name
        else:
            self._term(name)

    def _term(self, name: str) -> None:
        if name not in self.terms:
            self.terms.append(name)

    def party(self) -> Party:
        """It as a party on record; words that mean it in this document alone (갑, "the Foundation") are left out."""
        other = tuple(term for term in self.terms if not GENERIC.fullmatch(term) and len(term) > 1)
        return Party(party_id(self.en or self.ko or self.short), self.ko, self.en, self.short, other)


def party_id(name: str) -> str:
    """A readable id made of a name: letters and digits, joined by hyphens."""
    return "-".join(re.findall(r"[a-z0-9가-힣]+", nfc(name).lower()))[:80] or "party"


def _is_acronym(name: str, full: str = "") -> bool:
    letters = re.sub(r"[^A-Za-z]", "", name)
    return " " not in name and (sum(letter.isupper() for letter in letters) >= max(2, len(letters) - 2) or full != "")


def distinct(organisations: Iterable[Organisation]) -> tuple[Organisation, ...]:
    """Each organisation once, in order."""
    return tuple(dict.fromkeys(organisations))


def learn(document: Document, clauses: Sequence[Clause]) -> list[Organisation]:
    """The organisations of a document in the order they appear, two names of one organisation joined."""
    found = _opened(document, clauses)
    opened = bool(found)
    last = next((index for index, clause in enumerate(clauses) if opened and _holds(clause, found[0].citation)), 0)
    for index, clause in enumerate(clauses):
        # Once the two sides are defined, what is defined far below is an abbreviation, not a third side.
        closed = opened and (len(found) > 1 or index > last + 1)
        closed = closed or (document.kind == "mou" and len(found) > 1 and index > last + _OPENING)
        for names in named(clause, bool(found)):
            korean = any(hangul_share(name) > 0.3 for name in names)
            organisation = known(found, names) or _another_language(found, names, clause)
            # What an opening names, it names in full; only a text in another language adds to it.
            if (organisation is None and closed) or (organisation is not None and opened and not korean):
                continue
            if organisation is None:
                last = index
                organisation = Organisation(cite_clause(document, clause), defined=True)
                found.append(organisation)
            for name in names:
                organisation.take(name)
    if document.kind in ("mou", "other") and len(found) < 2:
        for citation, names in undefined_parties(document, clauses):
            organisation = known(found, names)
            if organisation is None:
                organisation = Organisation(citation, defined=True)
                found.append(organisation)
            for name in names:
                organisation.take(name)
    head = letterhead(document, clauses) if document.kind == "minutes" else None
    if head is not None and known(found, head[1:]) is None:
        found.insert(0, Organisation(head[0], en=head[1], defined=True))
    return [each for each in found if each.label]


def _opened(document: Document, clauses: Sequence[Clause]) -> list[Organisation]:
    """The parties that an agreement's opening lists; they are all there are."""
    found: list[Organisation] = []
    if document.kind in ("mou", "other"):
        for citation, names in opening_parties(document, clauses):
            organisation = Organisation(citation, defined=True)
            for name in names:
                organisation.take(name)
            found.append(organisation)
    return found


def _holds(clause: Clause, citation: Citation) -> bool:
    """Whether the citation begins in the clause."""
    return clause.page == citation.page and clause.offsets[0] <= citation.start <= clause.offsets[-1]


def known(found: Iterable[Organisation], names: Sequence[str]) -> Organisation | None:
    """The one that already has a distinctive name among `names`, whole or as the end of a longer one."""
    wanted = {_key(name) for name in names if not GENERIC.fullmatch(tidy(name))}
    for organisation in found:
        held = {_key(name) for name in organisation.all_names() if not GENERIC.fullmatch(name)}
        held |= {_key(core) for core in map(_without_country, organisation.all_names()) if " " in core}
        if wanted & held or any(len(name) > 5 and each.endswith(name) for name in wanted for each in held):
            return organisation
    return None


def _without_country(name: str) -> str:
    """A name without the state it belongs to: "Harbour Directorate of the Republic of Tavania"."""
    return re.sub(r",?\s+(?:of|in)\s+the\s+(?:\w+\s+)?(?:Republic|Kingdom|State|Federation)\b.*$", "", name)


def _another_language(found: Sequence[Organisation], names: Sequence[str], clause: Clause) -> Organisation | None:
    """In a text that repeats itself in the other language, the party defined at the same place of its opening."""
    if (
        not clause.preamble
        and not BETWEEN.search(clause.text)
        and "이하" not in clause.text
        and "(the" not in clause.text
    ):
        return None
    korean = hangul_share(names[0]) > 0.3
    waiting = [each for each in found if (not each.ko if korean else not each.en) and each.citation.page <= clause.page]
    one_sided = [each for each in found if bool(each.ko) != bool(each.en)]
    return waiting[0] if waiting and len(found) == 2 and one_sided and len(names) > 1 else None


def _key(name: str) -> str:
    return re.sub(r"[\W_]+", "", nfc(name)).lower()
