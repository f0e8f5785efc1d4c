"""Mentions: where a text names an organisation of its document, or all of them at once ("양 기관", "the Parties")."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.facts.attending import entries
from ingest.facts.clauses import Clause, cite
from ingest.facts.introductions import EQUIVALENTS, introduced, nouns_used, owner_of, speakers
from ingest.facts.meeting_sides import side_mentions
from ingest.facts.observers import observers
from ingest.facts.organisation_words import JOINT_BODY, is_organisation
from ingest.facts.organisations import Organisation, distinct, known, learn
from kb.domain import Document
from kb.text import hangul_share

_KOREAN_ALL = (
    r"(?:양|두|각|쌍)\s?(?:기관|측|당사자|쪽|재단|협회|회사|부처|단체|사|교|도시|시|국)|양측|쌍방|(?:협약\s?)?당사자들?|협약\s?기관|(?:참여|참석|참가)\s?기관|(?:참석자|회의\s?참석자)(?:\s?(?:전원|모두|일동))?(?=[은는]\s)|(?:어느\s?)?한\s?(?:쪽|당사자|기관)|어느\s(?:쪽|기관|일방)|일방"
    r"|(?:세|네|모든|[3-9]개)\s?(?:기관|당사자|회사|단체|도시|재단)"
    r"|각자|[가-힣]{1,6}(?:는|은|낸|한|된|인|진|쓴)\s쪽"
)
_ENGLISH_ALL = (
    r"(?:the\s+two|both|each|either|neither|no|all)\s+(?:of\s+the\s+(?:two\s+)?)?"
    r"(?:part(?:y|ies)|sides?|foundations?|institutions?|organi[sz]ations?|signator(?:y|ies)|agenc(?:y|ies)|associations?|delegations?)"
    r"|(?:the|any|all\s+the)\s+(?:parties|(?:two\s+)?sides|foundations|institutions|organi[sz]ations|signatories|agencies|associations)"
    r"|(?:a|any|such|another|the\s+(?:host|sending|receiving|disclosing|responsible|requesting|other|affected|notifying|indemnifying|(?:non-?)?(?:breaching|defaulting|terminating)|prevailing)|that|one|an?\s+(?:non-?)?(?:breaching|defaulting|terminating|affected|indemnified|indemnifying))\s+(?:party|side)\b(?!\s[A-Z\d]\b)"
    r"|(?-i:(?:(?:[Bb]oth|[Tt]he|[Ee]ach|[Ee]ither|[Nn]either|[Aa]ll)\s+(?:of\s+the\s+)?)?(?:Parties|Participants?|Partners?|Signatories))(?=\s+(?:shall|will|may|must|can|should|agrees?|undertakes?|intends?|also|jointly|hereby)\b)"
    r"|(?-i:(?:[Tt]he\s+|[Aa]ll\s+)?(?:[Mm]embers|[Dd]elegations|[Aa]ttendees|[Tt]hose present|present))(?=\s+(?:have\s+)?(?:agreed|decided|undertook|resolved)\b)"
    r"|the\s+party(?=\s+(?:claiming|seeking|invoking|requesting|terminating|giving|in\s+default)\b)"
    r"|(?:each|both|either|neither|all|one|the\s+two)\s+of\s+us"
    r"|(?:each|no|every|all|any)\s+(?:member|participant|delegation)s?(?=\s+(?:shall|will|may|must|can|agrees?|undertakes?)\b)"
    r"|(?:each|both|either|neither)(?:\s+of\s+them)?(?=\s+(?:shall|will|may|must|can|agrees?|undertakes?))"
)
_ALL = re.compile(
    rf"(?<![가-힣A-Za-z])(?:{_KOREAN_ALL})(?![A-Za-z])|(?<![A-Za-z])(?:{_ENGLISH_ALL})(?![A-Za-z])", re.IGNORECASE
)
# What a letter calls its writer and whom it is written to.
_SPOKEN = {
    word: words
    for words in (("we", "We", "us", "our", "Our"), ("you", "You", "your", "Your"))
    for word in ("we", "us", "our", "you", "your")
    if word in words
}
# "..., collectively the “Sponsors”", "두 기관을 함께 이를 때에는 ‘양 기관’": some of the parties in one word.
_COLLECTIVE = re.compile(
    r"(?:함께|합하여|통칭|총칭|collectively|together|jointly)[^()“”‘’\"']{0,40}[“‘\"'](?P<term>[^“”‘’\"']{2,30})[”’\"']",
    re.IGNORECASE,
)
_JOINED = re.compile(r"\s*(?:,?\s*\band\b|과|와|및)\s*(?:the\s+)?", re.IGNORECASE)
_OTHER = re.compile(r"상대(?:방|측|\s?기관)?|the other(?:\s+(?:Party|side))?", re.IGNORECASE)
_TEAM = re.compile(r"(?<![가-힣A-Za-z])(?:각\s)?[가-힣A-Za-z]{0,9}(?:팀|조정실|본부)(?=(?:은|는|이|가|에서)\s)")
# "스마트시티국", "디지털혁신청": an office whose city stands before it.
_OFFICE = re.compile(r"[가-힣]{3,}(?:청|국|처|원|실|본부)")
_AFTER_KOREAN = r"(?=(?:측|들)?(?:은|는|이|가|을|를|의|에|에게|에서|와|과|및|도|로|으로|이나|나|이든|든|께서|간|만|까지|부터)?(?:[\s,.)(:;·ㆍ/–\-\]”\"]|$))"


@dataclass(frozen=True, slots=True)
class Mention:
    """Characters `start` to `end` of a text that name `organisations`; `team` is the part of one that is meant."""

    start: int
    end: int
    organisations: tuple[Organisation, ...]
    together: bool = False
    team: str = ""


class Names:
    """The organisations of one document and every word it has for them."""

    def __init__(self, document: Document, clauses: Sequence[Clause], our_names: Sequence[str] = ()) -> None:
        self.organisations = learn(document, clauses)
        # Whoever is defined in the opening of an agreement is a party to it; whoever is only mentioned is not.
        for citation, names, takes_part in introduced(document, clauses, self.organisations):
            organisation = known(self.organisations, names)
            if organisation is None:
                organisation = Organisation(citation)
                self.organisations.append(organisation)
            organisation.defined = organisation.defined or takes_part
            for name in names:
                organisation.take(name)
        self._take_endings(clauses)
        for citation, names in speakers(document, clauses):
            if known(self.organisations, names) is None:
                self.organisations.append(Organisation(citation, ko=names[0], defined=True))
        self._take_us(document, our_names)
        self._take_nouns(document, our_names)
        for each in self.organisations:
            spoken = {said for term in each.terms for said in _SPOKEN.get(term.lower(), ())}
            each.terms += sorted(spoken - set(each.terms))
        if document.kind == "minutes":
            self._take_words_of_here(document, clauses)
            sides = [each for each in self.organisations if each.defined]
            for each in sides if len(sides) > 2 else ():
                # What the sides form together is none of them.
                each.defined = not JOINT_BODY.search(each.label)
        self.home = _home(document, self.organisations)
        # Whoever keeps the minutes writes "we" and "our side".
        self.us = known(self.organisations, our_names) if our_names else None
        self._sided = document.kind == "minutes"
        self._words = {_folded(name): each for each in self.organisations for name in each.all_names()}
        alternatives = sorted((name for each in self.organisations for name in each.all_names()), key=len, reverse=True)
        self._some: dict[str, tuple[Organisation, ...]] = {}
        self._called_together: list[re.Pattern[str]] = []
        self._pattern = re.compile("|".join(_alternative(name) for name in alternatives)) if alternatives else None
        for each in observers(document, clauses, self._named_in):
            each.watches = True
        if len(self.parties) > 2:
            self._some = dict(self._collectives(clauses))
            self._called_together = [re.compile(_alternative(term)) for term in self._some]

    def _collectives(self, clauses: Sequence[Clause]) -> Iterator[tuple[str, tuple[Organisation, ...]]]:
        """The words that an opening gives to some of the parties together, and to which."""
        for clause in clauses:
            end = 0
            for match in _COLLECTIVE.finditer(clause.text) if clause.preamble else ():
                said, end = clause.text[end : match.start()], match.end()
                named = [each for each in self.mentions(said) if not each.together]
                if named and len(said) - named[-1].end < 4:
                    # "..., A and B together the “Sponsors”": those joined just before, not whoever else is named.
                    parted = [
                        i
                        for i in range(1, len(named))
                        if not _JOINED.fullmatch(said[named[i - 1].end : named[i].start])
                    ]
                    named = named[parted[-1] :] if parted else named
                some = distinct(each for mention in named for each in mention.organisations)
                if 1 < len(some) < len(self.parties):
                    yield _folded(match["term"]), some

    def _take_words_of_here(self, document: Document, clauses: Sequence[Clause]) -> None:
        """Give each word that a list of attendance explains ("시", "the Union") to the only organisation it can mean."""
        listed = {tuple(each.names): each for each in entries(document, clauses)}.values()
        counts = Counter(word for each in listed for word in set(each.here))
        taken = {name for each in self.organisations for name in each.all_names()}
        for each in listed:
            organisation = known(self.organisations, each.names)
            if organisation is not None:
                organisation.here += [word for word in each.here if counts[word] == 1 and word not in taken]

    def _take_endings(self, clauses: Sequence[Clause]) -> None:
        """Call an organisation by its name without the first word, its state or city, where the document does too."""
        text = " ".join(clause.text for clause in clauses)
        for each in self.organisations:
            first, _, rest = each.ko.partition(" ")
            alone = rf"(?<![가-힣A-Za-z])(?<!{re.escape(first)} ){re.escape(rest)}{_AFTER_KOREAN}"
            named = is_organisation(rest) or _OFFICE.fullmatch(rest) is not None
            if named and sum(other.ko.endswith(rest) for other in self.organisations) == 1 and re.search(alone, text):
                each.take(rest)

    def _take_us(self, document: Document, our_names: Sequence[str]) -> None:
        """Know us by all our names where minutes or a brief use one of them, defined there or not: "SDF plans to ..."."""
        if document.kind not in ("minutes", "brief"):
            return
        us = known(self.organisations, our_names)
        ours = re.compile(
            "|".join(rf"(?<![A-Za-z가-힣]){re.escape(name)}(?![A-Za-z])" for name in our_names) or r"(?!)"
        )
        named = ((page, found) for page in document.pages if (found := ours.search(page.text)))
        if us is None and (first := next(named, None)) is not None:
            us = Organisation(cite(document, first[0].number, *first[1].span()))
            self.organisations.append(us)
        if us is not None:
            for name in our_names:
                us.take(name)

    def _take_nouns(self, document: Document, our_names: Sequence[str]) -> None:
        """Give each bare noun ("재단", "the Agency") to the organisation it can only mean; outside agreements, first to us."""
        for noun, (count, citation) in nouns_used(document).items():
            ours = [name for name in our_names if name.endswith(noun) or name.endswith(EQUIVALENTS.get(noun, noun))]
            if ours and document.kind != "mou" and count > 1:
                us = known(self.organisations, our_names)
                if us is None:
                    us = Organisation(citation)
                    self.organisations.insert(0, us)
                for name in our_names:
                    us.take(name)
                us.defined = True
                us.terms.append(noun)
            elif (owner := owner_of(noun, self.organisations)) is not None:
                owner.terms.append(noun)

    @property
    def parties(self) -> tuple[Organisation, ...]:
        """Who takes part, in order: defined as a party, listed as present and no observer, named on the cover."""
        return tuple(each for each in self.organisations if each.defined and not each.watches)

    def _named_in(self, text: str) -> Iterator[Organisation]:
        for mention in self.mentions(text):
            yield from () if mention.together else mention.organisations

    def mentions(self, text: str) -> list[Mention]:
        """The mentions in `text`, in order; where two overlap, the longer one."""
        found = [
            Mention(match.start(), match.end(), self._some.get(_folded(match.group()), self.parties), together=True)
            for pattern in (_ALL, *self._called_together)
            for match in pattern.finditer(text)
        ]
        if self._pattern is not None:
            for match in self._pattern.finditer(text):
                organisation = self._words[_folded(match.group())]
                if not _part_of_longer(text, match, organisation):
                    found.append(Mention(match.start(), match.end(), (organisation,)))
        if self._sided:
            found += [Mention(start, end, (each,)) for start, end, each in side_mentions(text, self.parties)]
        if self.home is not None:
            found += [Mention(m.start(), m.end(), (self.home,), team=m.group()) for m in _TEAM.finditer(text)]
        kept: list[Mention] = []
        for mention in sorted(found, key=lambda each: (each.start, -each.end)):
            if not kept or mention.start >= kept[-1].end:
                kept.append(mention)
        return kept


def _folded(name: str) -> str:
    return re.sub(r"\s+", "", re.sub(r"^[Tt]he\s+", "", name)).replace("’", "'")


def _alternative(name: str) -> str:
    # A line may end inside a long name.
    wrapped = hangul_share(name) > 0.9 and len(name) > 3
    spelled = (r"\s?" if wrapped else r"\s*").join(map(re.escape, name.replace(" ", "") if wrapped else name.split()))
    if name == "시":
        # "요청 시" is when, "시는" a city; "시에" is one behind a word with a particle.
        return r"(?<![가-힣A-Za-z0-9])시(?=(?:측|[은는이가와의도]|에서|에게)?[\s,])(?!\s)(?!,)|(?<=[을를지은는]\s)시(?=에\s)"
    if hangul_share(name[-1:]) > 0:
        return rf"(?<![가-힣A-Za-z0-9]){spelled}{_AFTER_KOREAN}"
    bare = re.sub(r"^[Tt]he\s+", "", name)
    words = r"\s+".join(re.escape(word) for word in bare.split())
    return rf"(?<![A-Za-z0-9])(?:[Tt]he\s+)?{words}(?![A-Za-z0-9])"


def _part_of_longer(text: str, match: re.Match[str], organisation: Organisation) -> bool:
    """Whether a bare noun belongs to another name: "FIWARE 재단", "Baltic Digital Cities Foundation"."""
    written = re.sub(r"^[Tt]he\s+", "", match.group())
    if " " in written or written.islower() or written in (organisation.ko, organisation.en, organisation.short):
        return False
    before = text[: match.start()].rstrip()
    if re.match(r"[Tt]he\s", match.group()):
        return False
    return bool(re.search(r"[A-Z][A-Za-z]+$", before)) and not re.search(
        r"(?:^|[.!?] )(?:The|If|When|And|Both)$", before
    )


def _home(document: Document, organisations: Sequence[Organisation]) -> Organisation | None:
    """Whose teams the document speaks of: the organisation whose name most often stands before one."""
    counts: Counter[int] = Counter()
    text = "\n".join(page.text for page in document.pages)
    for index, organisation in enumerate(organisations):
        for name in organisation.all_names():
            counts[index] += len(re.findall(rf"{re.escape(name)}\s+[가-힣]{{2,9}}(?:팀|실|본부)", text))
    best = counts.most_common(1)
    return organisations[best[0][0]] if best and best[0][1] else None


def other_mentioned(text: str) -> bool:
    """Whether `text` speaks of "the other" side without naming it."""
    return bool(_OTHER.search(text))
