"""What an agreement calls each of its parties (갑, "the Foundation", Party A), with the characters that say so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.facts.clauses import Clause
from ingest.facts.organisation_words import GENERIC, QUOTES
from ingest.facts.organisations import Organisation
from ingest.facts.stretch import Stretch, joined
from kb.domain import Citation, Document, Fact, PartyRole
from kb.text import hangul_share

# Definitions stand in the opening or the first articles; whoever signs is told by the part again at the end.
_OPENING = 20_000
_SIGNATURES = 40
# A party's description (seat, law, who represents it) may stand between its name and what it is called.
_DESCRIPTION = 400
# Its names in two languages stand so close together.
_NAMES = 60
_OPEN, _CLOSE = rf"[{QUOTES}]", rf"[,.]?[{QUOTES}]"
_HEREAFTER = r"(?:이하|herein\s?after|here\s?after|herein)"


def read_roles(
    document: Document, clauses: Sequence[Clause], parties: Sequence[Organisation]
) -> tuple[Fact[PartyRole], ...]:
    """The words that stand for each party, in the order of the parties; only those whose definition is on the page."""
    stretches = [joined([clause for clause in clauses if clause.kind != "row"], _OPENING)]
    stretches += [
        joined(clauses[-_SIGNATURES:]),
        joined([clause for clause in clauses if clause.kind == "row"], _OPENING),
    ]
    return tuple(
        Fact(PartyRole(party.party(), word), cited)
        for party in parties
        for word in _words(party)
        if (cited := _defined(document, stretches, party, word, parties)) is not None
    )


def _words(party: Organisation) -> Iterator[str]:
    """What may stand for the party besides its full names, without articles, none twice."""
    told = {_bare(name).casefold() for name in (party.ko, party.en) if name}
    for word in map(_bare, (*party.terms, party.short)):
        if word and word.casefold() not in told:
            told.add(word.casefold())
            yield word


def _bare(word: str) -> str:
    return re.sub(r"^[Tt]he\s+", "", word)


def _defined(
    document: Document,
    stretches: Sequence[Stretch],
    party: Organisation,
    word: str,
    parties: Sequence[Organisation],
) -> Citation | None:
    names = [name for name in (party.ko, party.en, party.short) if name and _bare(name) != word]
    others = [name for each in parties if each is not party for name in (each.ko, each.en) if name]
    for stretch in stretches if names else ():
        found = [*_behind(stretch.text, names, word, others), *_before(stretch.text, names, word)]
        if found:
            # A cover names the parties too, far above what they are called: the closest of both is the definition, from the
            # first of the names it gives.
            start, end = min(found, key=lambda place: place[1] - place[0])
            whole = [place for place in found if start - _NAMES <= place[0] <= start and place[1] >= end]
            return stretch.cite(document, min(each[0] for each in whole), max(each[1] for each in whole))
    return None


def _behind(text: str, names: Sequence[str], word: str, others: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where a name stands with the word behind it: "A(이하 “갑”)", "A (the “Agency”)", "A를 “갑”이라 하고"."""
    called = _calling(word)
    another = _any_of(others) if others else None
    for name in _any_of(names).finditer(text):
        following = text[name.end() : name.end() + _DESCRIPTION]
        # What stands behind the next party's name is that one's.
        next_party = another.search(following) if another else None
        found = called.search(following[: next_party.start()] if next_party else following)
        if found is not None:
            yield name.start(), name.end() + found.end()


def _calling(word: str) -> re.Pattern[str]:
    """How an agreement says that a party is called `word` from here on."""
    spelled = _spelled(word)
    quoted = rf"{_OPEN}\s*(?:the\s+)?{spelled}\s*{_CLOSE}"
    said = (
        rf"^\s*\(\s*{spelled}\s*\)",
        rf"\([^()]*{quoted}[^()]*\)",
        rf"\([^()]*{_HEREAFTER}[^()]*(?<![\w가-힣]){spelled}(?![\w가-힣])[^()]*\)",
        rf"{_HEREAFTER}[^()]{{0,40}}?(?:{quoted}|(?<![\w가-힣]){spelled}(?![\w가-힣]))",
        rf"^(?:을|를|은|는|이|가)?\s*{quoted}\s?(?:이?라|으?로)(?:\s?(?:한다|하고|하며|하되|칭한다|칭하고|부른다|약칭한다))?",
        rf"^\s*,?\s*(?:acting\s+)?as\s+(?:the\s+)?{spelled}\b",
        rf"\b(?:as|called|termed)\s+(?:the\s+)?{quoted}",
    )
    return re.compile("|".join(said), re.IGNORECASE if hangul_share(word) == 0 else re.NOFLAG)


def _before(text: str, names: Sequence[str], word: str) -> Iterator[tuple[int, int]]:
    """Where the word stands before a name: "갑: A", "(갑) A", "Party A: A", "“Agency” means A", "“재단”이란 A를 말한다"."""
    if not GENERIC.fullmatch(word):
        return
    lead = rf"(?<![\w가-힣])(?:[{QUOTES}(\[【<]+\s*)?(?:the\s+)?{_spelled(word)}\s*[{QUOTES})\]】>]*"
    # A part that no name ends in needs no colon before the name: "갑 서울디지털재단".
    plain = r"\s*[:：–—-]?\s*" if re.fullmatch(r"[갑을병정무]|(?i:party\s+\w+)", word) else r"\s*[:：]\s*"
    means = r"\s*,?\s+(?:shall\s+)?(?:means?|refers?\s+to|is|denotes?)\s+|(?:이)?(?:란|라\s?함은)\s+"
    pattern = re.compile(rf"{lead}(?:{plain}|{means})(?:the\s+)?(?:{_any_of(names).pattern})", re.IGNORECASE)
    for found in pattern.finditer(text):
        yield found.span()


def _any_of(names: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(_spelled(name) for name in sorted(names, key=len, reverse=True)), re.IGNORECASE)


def _spelled(name: str) -> str:
    """A name with white space as the page has it; a Korean one may be parted by the end of a line."""
    if hangul_share(name) > 0.9 and len(name) > 3:
        return r"\s?".join(map(re.escape, name.replace(" ", "")))
    return r"\s+".join(map(re.escape, name.split()))
