"""The organisations a document names: learned from its definitions, roles, titles and lists of attendance."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from ingest.facts.clauses import Clause, cite_clause
from kb.domain import Citation, Document, Party
from kb.text import hangul_share, nfc

# Nouns that say "this is an organisation" in either language; the names themselves are learned from the document.
_KOREAN_KINDS = (
    "재단법인|사단법인|재단|협회|센터|공사|공단|연구원|연구소|진흥원|진흥회|진흥공단|위원회|협의회|대학교|대학|주식회사|유한회사|은행|시청|도청|구청|군청|조합|기구"
    "|연합회|연합|연맹|학회|학교|회사|상공회의소|박물관|도서관|병원|정부|개발청|혁신청|개발부|사무국|사무소|대사관|의회|네트워크|기금|평의회|특별시|광역시"
)
_KOREAN_SHORT_KINDS = "청|부|처|국|원|시|도|군|구|회|성|단"
_ENGLISH_KINDS = (
    "Foundation|Association|Cent(?:er|re)|Authority|Agency|Ministry|Department|Office|Council|Institute|University|College|School"
    "|Corporation|Company|Commission|Committee|Board|Bureau|Federation|Union|Society|Chamber|Bank|Group|Organi[sz]ation|Network"
    "|Alliance|Consortium|Secretariat|Administration|Government|Municipality|City|Province|Fund|Trust|Academy|Laborator(?:y|ies)"
    "|Hospital|Library|Museum|Partnership|Inc|Ltd|LLC|GmbH|Corp|Limited|AG|B\\.V|S\\.A|Co|PLC|LP|Pty"
)
_ENGLISH_KIND = re.compile(
    rf"\b(?:{_ENGLISH_KINDS})\b(?=\.?$|,|\s(?:of|for|in|and|President)\b|\s(?:{_ENGLISH_KINDS})\b|\.?,?\s(?:Ltd|Inc))"
)
_KOREAN_KIND = re.compile(rf"(?:{_KOREAN_KINDS})$|^\(?(?:주식회사|㈜|\(주\)|재단법인|사단법인)")
_GENERIC = re.compile(
    rf"(?:갑|을|병|정|무|(?:본|동|당)?(?:{_KOREAN_KINDS}|{_KOREAN_SHORT_KINDS}|기관|기업|회사|주관기관|협력기관|참여기관))"
    rf"|(?:the\s+)?(?:{_ENGLISH_KINDS}|Partner|Supplier|Provider|Recipient|Host|Institution|Party\s+[A-Z\d]|First Party|Second Party)",
    re.IGNORECASE,
)
_NO_PARTY = re.compile(
    r"^(?:the\s+)?(?:MOU|MoU|Memorandum|Agreement|Amendment|Understanding|Party|Parties|Project|Programme|Program|Contract|Effective Date)\b"
    r"|^(?:협약|본 협약|이 협약|양해각서|각서|계약|사업|본 사업|프로젝트|합의서|당사자|양 ?기관|양 ?당사자|양측|회의|행사)$",
    re.IGNORECASE,
)
# The parties of an agreement are defined within so many sentences of each other.
_OPENING = 6
_QUOTES = "“”\"'‘’「」『』"
_KOREAN_DEFINITION = re.compile(
    rf"\((?P<inside>[^()]*?)이하\s*(?:각각\s*)?[{_QUOTES}]?(?P<term>[^{_QUOTES}()]+?)[{_QUOTES}]?\s*(?:이?라(?:고)?\s*(?:한다|함|하며|칭한다|칭함|칭하며|부른다)|로\s*약칭(?:한다|함)?)?\s*\)"
)
_ENGLISH_DEFINITION = re.compile(
    rf"\((?:(?:herein)?after|here(?:in)?after|individually|each)?[^()]*?[“\"‘'](?P<term>[^{_QUOTES}()]{{1,60}})[”\"’'][^()]*\)"
)
_ACRONYM = re.compile(r"\((?P<term>[A-Z][A-Za-z&.-]{0,11})\)")
_KOREAN_GLOSS = re.compile(
    r"(?P<name>[가-힣A-Za-z·]+(?:\s[가-힣]+){0,2})\s?\((?P<inside>[A-Z][A-Za-z0-9 ,.&'’\-]{1,90})\)"
)
_DESCRIPTION = re.compile(
    r",\s+(?:an?|the|each|one|having|with|whose|which|established|organi[sz]ed|represented|located|duly|acting|incorporated|registered)\s"
)
# A name at the end of the line above, which ran on into the one that is defined.
_TITLE_ABOVE = re.compile(
    r"^.*\b(?:Foundation|Association|Agency|Authority|Council|Institute|University|Corporation|Inc\.?|Ltd\.?|Understanding|Agreement)\s+"
    r"(?=(?:[A-Z][\w&-]*\s+)+(?:(?:of|for|and|the)\s+)*[A-Z][\w-]+\s*$)"
)
_ROLE_LINE = re.compile(
    rf"^[{_QUOTES}]?(?P<role>갑|을|병|정|Party [A-D])[{_QUOTES}]?\s*(?:[:：)]|\s)\s*(?P<name>\S.{{1,60}})$"
)
_ROLE_BRACKET = re.compile(
    r"\((?P<role>갑|을|병|정)\)\s?(?P<name>[^,()]{3,40}?)(?=\s*[,(]|\s(?:체결|협약|일자|대표|담당)|$)"
)
_BETWEEN = re.compile(r"\b(?:by and between|between|among)\s+(?P<rest>.+)", re.IGNORECASE)


@dataclass(eq=False)
class Organisation:
    """One organisation as a document names it: full names, abbreviation, and the terms it goes by there."""

    citation: Citation
    ko: str = ""
    en: str = ""
    short: str = ""
    terms: list[str] = field(default_factory=list)
    defined: bool = False

    @property
    def label(self) -> str:
        """The name its commitments carry."""
        return self.ko or self.en or self.short

    def all_names(self) -> list[str]:
        """Every word of the document that means it, the longest first."""
        names = {name for name in (self.ko, self.en, self.short, *self.terms) if name}
        return sorted(names, key=len, reverse=True)

    def take(self, name: str) -> None:
        """Add a name: a full Korean or English one where there is none, else a term."""
        name = _tidy(name)
        if not name or name in (self.ko, self.en, self.short):
            return
        if _GENERIC.fullmatch(name):
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
        other = tuple(term for term in self.terms if not _GENERIC.fullmatch(term) and len(term) > 1)
        return Party(party_id(self.en or self.ko or self.short), self.ko, self.en, self.short, other)


def party_id(name: str) -> str:
    """A readable id made of a name: letters and digits, joined by hyphens."""
    return "-".join(re.findall(r"[a-z0-9가-힣]+", nfc(name).lower()))[:80] or "party"


def _tidy(name: str) -> str:
    name = re.sub(rf"[{_QUOTES}]", "", " ".join(name.split())).strip(" ,;:·-–—[]")
    return re.sub(r"^(?:the|and|between|및)\s+(?=\S+\s)", "", name, flags=re.IGNORECASE).strip()


def _is_acronym(name: str, full: str = "") -> bool:
    letters = re.sub(r"[^A-Za-z]", "", name)
    return " " not in name and (sum(letter.isupper() for letter in letters) >= max(2, len(letters) - 2) or full != "")


def distinct(organisations: Iterable[Organisation]) -> tuple[Organisation, ...]:
    """Each organisation once, in order."""
    return tuple(dict.fromkeys(organisations))


def learn(document: Document, clauses: Sequence[Clause]) -> list[Organisation]:
    """The organisations of a document in the order they appear, two names of one organisation joined."""
    found: list[Organisation] = []
    last = 0
    for index, clause in enumerate(clauses):
        # Once the two sides are defined, what is defined far below is an abbreviation, not a third side.
        closed = document.kind == "mou" and len(found) > 1 and index > last + _OPENING
        for names in _named(clause, document, bool(found)):
            organisation = known(found, names) or _another_language(found, names, clause)
            if organisation is None and closed:
                continue
            if organisation is None:
                last = index
                organisation = Organisation(cite_clause(document, clause), defined=True)
                found.append(organisation)
            for name in names:
                organisation.take(name)
    return found


def known(found: Iterable[Organisation], names: Sequence[str]) -> Organisation | None:
    """The one that already has a distinctive name among `names`, whole or as the end of a longer one."""
    wanted = {_key(name) for name in names if not _GENERIC.fullmatch(_tidy(name))}
    for organisation in found:
        held = {_key(name) for name in organisation.all_names() if not _GENERIC.fullmatch(name)}
        if wanted & held or any(len(name) > 5 and each.endswith(name) for name in wanted for each in held):
            return organisation
    return None


def _another_language(found: Sequence[Organisation], names: Sequence[str], clause: Clause) -> Organisation | None:
    """In a text that repeats itself in the other language, the party defined at the same place of its opening."""
    if (
        not clause.preamble
        and not _BETWEEN.search(clause.text)
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


def _named(clause: Clause, document: Document, some_known: bool) -> Iterator[list[str]]:
    """The names of each organisation that `clause` introduces, the full one first."""
    if clause.kind != "heading":
        yield from _korean_definitions(clause.text)
        yield from _english_definitions(clause.text, clause.preamble or not some_known)
    yield from _glosses(clause.text)
    for roled in _ROLE_BRACKET.finditer(clause.text):
        if is_organisation(roled["name"]):
            yield [roled["name"], roled["role"]]
    if (role := _ROLE_LINE.match(clause.text)) and is_organisation(role["name"]):
        yield [role["name"], role["role"]]


def _korean_definitions(text: str) -> Iterator[list[str]]:
    after = 0
    for match in _KOREAN_DEFINITION.finditer(text):
        name = re.sub(r"^.*[)\]]\s*(?:과|와|및|,|는|은|이|가)?\s*", "", text[after : match.start()])
        name = re.sub(r"^(?:과|와|및|,)\s*", "", name).split(",")[-1].strip()
        after = match.end()
        term, inside = match["term"].strip(), match["inside"].strip(" ,")
        if _NO_PARTY.search(term) or not name or len(name) > 60:
            continue
        role = term in ("갑", "을", "병", "정")
        joined = re.match(r"\s*(?:과|와|및|은|는|,|간|의|이|가)", text[match.end() :])
        plain = not re.search(r"[가-힣](?:을|를|이|에|의|한|하는|하여)\s", name) or hangul_share(name) < 0.3
        if role or is_organisation(name) or (joined and plain and _ENGLISH_KIND.search(inside)):
            yield [name, *([inside] if re.match(r"[A-Z가-힣]", inside) else []), term]
        elif joined and plain and re.search(rf"(?:{_KOREAN_SHORT_KINDS})$", name) and name.endswith(term[-1]):
            yield [name, *([inside] if re.match(r"[A-Z]", inside) else []), term]


def _english_definitions(text: str, opening: bool) -> Iterator[list[str]]:
    after = 0
    matches = sorted((*_ENGLISH_DEFINITION.finditer(text), *_ACRONYM.finditer(text)), key=lambda match: match.start())
    for match in matches:
        name = _english_name(text[after : match.start()])
        after = match.end()
        term = match["term"].strip(" ,.")
        if not name or _NO_PARTY.search(term) or _NO_PARTY.search(name):
            continue
        between = opening and _BETWEEN.search(text[: match.start()]) and len(name.split()) <= 10
        if _ENGLISH_KIND.search(name) or _initials(name, term) or between:
            yield [name, term]


def _english_name(before: str) -> str:
    """The name that ends where `before` ends: back to the word that joins it, its description left out."""
    if (between := re.search(r"^.*\b(?:between|among)\s+(?=(?:the\s+)?[A-Z])", before)) is not None:
        before = before[between.end() :]
    before = re.split(r"[;:]\s", before)[-1]
    before = re.sub(r"^\s*(?:,|;)?\s*(?:and|between|with)?\s+(?:the\s+)?(?=[A-Z])", "", before)
    before = _TITLE_ABOVE.sub("", re.split(r"\s[–—]\s", _DESCRIPTION.split(before)[0])[-1])
    words = before.strip(" ,").split()
    kept: list[str] = []
    for word in reversed(words):
        if (
            word[:1].isupper()
            or word[:1].isdigit()
            or (kept and word in ("of", "and", "for", "the", "&", "in", "on", "de", "der", "von", "du"))
        ):
            kept.append(word)
        elif kept or not word:
            break
        else:
            return ""
    while kept and kept[-1] in ("of", "and", "for", "the", "&", "in", "on"):
        kept.pop()
    return " ".join(reversed(kept)).strip(" ,")


def _initials(name: str, term: str) -> bool:
    capitals = "".join(word[0] for word in re.findall(r"[A-Za-z]+", name) if word[0].isupper())
    return len(term) > 1 and term.isupper() and (capitals == term or capitals.startswith(term))


def _glosses(text: str) -> Iterator[list[str]]:
    """A Korean organisation with its name in Latin letters: "타이베이 국제협력센터(Taipei ... Center, ICC)"."""
    for match in _KOREAN_GLOSS.finditer(text):
        words = match["name"].split()
        name = next((" ".join(words[index:]) for index in range(len(words)) if _starts_name(words[index:])), "")
        inside = [part for part in re.split(r",\s*", match["inside"]) if part.strip()]
        if name and (is_organisation(name) or any(_ENGLISH_KIND.search(part) for part in inside)):
            yield [name, *inside]


def _starts_name(words: Sequence[str]) -> bool:
    """Whether no word before the last ends in a particle, so that the words are one name."""
    return not any(
        re.search(r"[가-힣](?:은|는|을|를|과|와|에|에서|으로|및|한|하는|년|월|일|부터|까지)$", word)
        for word in words[:-1]
    )


def is_organisation(name: str) -> bool:
    name = _tidy(name)
    return bool(_KOREAN_KIND.search(name) or _ENGLISH_KIND.search(name)) and not _GENERIC.fullmatch(name)
