"""Under whose law an agreement stands, and whether it binds in law."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.facts.clauses import Clause, cite_clause
from ingest.facts.places import COUNTRY_OF, STATES
from ingest.facts.stretch import sentence_at
from kb.domain import Document, Fact

_KOREAN_LAW = re.compile(
    r"(?:준거법(?:은|으로)?\s?)?(?P<law>[가-힣]{2,12}(?:\s?[가-힣]{2,10})?)(?:의)?\s?(?:법률?|법령)(?:을|에|으로|이)?\s?(?:준거법|적용|따르|따른|따라\s?해석|의하|의한|로\s?한다|한다)"
)
_GOVERNED = re.compile(
    r"\bgovern|\binterpret|\bconstru|\bcontrolled\s+by|\bin\s+accordance\s+with\b|\bunder\s+the\s+(?:\w+\s+)?laws?\b",
    re.IGNORECASE,
)
_STRONG = re.compile(
    r"\b(?:agreement|contract|memorandum|mou|understanding|letter|deed|matters|disputes?)\b.{0,500}?\b(?:govern|interpret|constru|controlled)|\bgoverning\s+law\b|\bapplicable\s+law\b",
    re.IGNORECASE,
)
_NOT_ITS_LAW = re.compile(
    r"\b(?:incorporated|organi[sz]ed|existing|established)\b[^.;]{0,60}\blaws?\b|\bin\s+compliance\b|\bcomply\b",
    re.IGNORECASE,
)
# A jurisdiction is a run of capitals behind "laws of", with "of", "and" between them and the country behind a comma.
_PLACE = r"(?:[A-Z][\w’'.-]*|D\.C\.|U\.S\.A?\.?)"
_LAWS_OF = re.compile(
    r"\b(?:law|LAW|Law)[sS]?\b(?:\s+(?:and\s+\w+|applicable|in\s+force|in\s+effect|then\s+in\s+effect|rules))*(?:,?\s+(?:and|but)\s+not\s+[^.;]{3,50}?)?,?\s+(?:of|OF|in|IN)\s+(?:(?:the|THE|The)\s+)?"
    r"(?:(?:State|STATE|state|Commonwealth|COMMONWEALTH|Province|PROVINCE|province|Territory|Canton)\s+(?:of|OF)\s+)?"
    rf"(?P<law>{_PLACE}(?:\s+(?:(?:of|OF|and|AND)\s+(?:(?:the|THE)\s+)?)?{_PLACE})*(?:,\s+{_PLACE}(?:\s+(?:of\s+)?{_PLACE}){{0,3}}(?=[,.;)]|\s+(?:and|without|excluding|applicable|as)\b|$))?)"
)
_LAW_BEHIND = re.compile(r"\b(?:the\s+)?(?P<law>[A-Z][a-z]+(?:\s[A-Z][a-z]+){0,2})\s+(?:state\s+)?laws?\b(?!\s+of)")
_STOPS = frozenset(
    "WITHOUT EXCLUDING EXCLUSIVE APPLICABLE REGARDLESS IRRESPECTIVE EXCEPT WITH SHALL NOTWITHSTANDING FOR AS IN TO BY OTHER APPLIED BUT WHICH ANY AND OF ITS".split()
)
# The law under which a body exists is not that of the agreement.
_OF_A_BODY = re.compile(
    r"\b(?:incorporated|organi[sz]ed|existing|established|formed|good\s+standing|registered)\b", re.IGNORECASE
)
_LAW_GOVERNS = re.compile(
    r"\blaws?\s+of\b[^;]{0,240}?\b(?:shall|will|is\s+to)\s+(?:govern|control|apply)", re.IGNORECASE
)


def read_law(document: Document, clauses: Sequence[Clause]) -> Fact[str] | None:
    """Under whose law it stands, as written; a law still in brackets is not agreed."""
    weaker: Fact[str] | None = None
    for index, clause in enumerate(clauses):
        if clause.kind in ("heading", "row") or ("[" in clause.text and "/" in clause.text):
            continue
        if clause.language == "ko":
            if law := _korean_law(clause.text):
                return Fact(law, cite_clause(document, clause))
            continue
        if not _GOVERNED.search(clause.text):
            continue
        stretch = sentence_at(clauses, index)
        place = _english_law(stretch.text)
        if place is None:
            continue
        fact = Fact(place, stretch.whole(document))
        if _STRONG.search(stretch.text):
            return fact
        weaker = weaker or fact
    return weaker


def _korean_law(text: str) -> str:
    """The country a Korean clause names, or nothing where it speaks of laws in general."""
    match = _KOREAN_LAW.search(text)
    if match is None:
        return ""
    law = re.sub(
        r"^(?:이|본)\s?(?:협약|각서)(?:은|는|에는)?\s?|^(?:관련|국내|국제|해당|모든)$|^.*(?:은|는)\s",
        "",
        match["law"].strip(),
    )
    return "" if re.search(r"관련|국내|국제|관계|해당|개인정보|보호|따른", law) else law


def _english_law(text: str) -> str | None:
    """The jurisdiction behind "governed by the laws of", without the kind of state it is."""
    governed = _GOVERNED.search(text)
    if governed is None or (_NOT_ITS_LAW.search(text) and not _STRONG.search(text)):
        return None
    begin = 0 if _LAW_GOVERNS.search(text) else governed.start()
    places = [
        place
        for match in _LAWS_OF.finditer(text, begin)
        if not _OF_A_BODY.search(text, max(0, match.start() - 70), match.start()) and (place := _place(match["law"]))
    ]
    if places:
        # "The laws of the United States and of the State of Ohio" are those of Ohio.
        return next((place for place in places if not place.startswith("United States")), places[0])
    behind = _LAW_BEHIND.search(text, begin) if _STRONG.search(text) else None
    return COUNTRY_OF.get(behind["law"]) or _state(behind["law"]) if behind else None


def _place(written: str) -> str:
    words: list[str] = []
    shouted = written.isupper()
    for word in written.split():
        if (
            shouted
            and word.strip(",.") in _STOPS
            and not (word in ("OF", "AND") and words and words[-1] in ("REPUBLIC", "ENGLAND", "STATES", "KINGDOM"))
        ):
            break
        words.append(word)
    place = " ".join(words).rstrip(",;")
    place = place[:-1] if place.endswith(".") and not re.search(r"\b[A-Z]\.$", place) else place
    if shouted:
        place = " ".join(word.lower() if word in ("OF", "AND", "THE") else word.title() for word in place.split())
    state, _, country = place.partition(", ")
    if state in STATES and re.match(r"(?:the\s+)?(?:United\s+States|U\.?S\.?A?)", country):
        place = state
    return (
        ""
        if re.fullmatch(
            r"(?:State|Country|Jurisdiction|Act|Section|Courts?|Party|Licens\w+|Territory|General|Contract|Arbitration)",
            place,
        )
        else place
    )


def _state(written: str) -> str | None:
    """The state where a law is called by its name, as in "New York law"."""
    return written if written in STATES else None


_FORCE = re.compile(
    r"구속|법률상\s?청구권|legally\s+(?:binding|enforceable)|legal\s+(?:rights|obligations)|binding\s+in\s+law|bind\s+the\s+part|legally\s+bind"
    r"|binding\s+(?:force|effect|legal)|non-binding|obligations?\s+that\s+are\s+binding",
    re.IGNORECASE,
)
_NO_FORCE = re.compile(r"없|아니|않|\bnot\b|\bno\b|\bnon-binding\b|\bneither\b|\bnothing\b", re.IGNORECASE)
_PARTLY = re.compile(r"빼고|제외|except|나머지|다만|제\d+조(?:부터|와|,|는|은)|Articles?\s+\d", re.IGNORECASE)


def read_binding(document: Document, clauses: Sequence[Clause]) -> Fact[bool] | None:
    """Whether it binds in law; where only some articles do, it is not binding, and the trace says so."""
    for clause in clauses:
        if (
            clause.kind in ("heading", "row")
            or not _FORCE.search(clause.text)
            or re.search(r"초안|draft", clause.text, re.IGNORECASE)
        ):
            continue
        partly = _PARTLY.search(clause.text) is not None
        binds = not _NO_FORCE.search(clause.text) and not re.search(r"나머지", clause.text)
        if clause.language == "ko" and not re.search(r"구속|청구권", clause.text):
            continue
        return Fact(binds, cite_clause(document, clause), "only in part" if partly and not binds else "")
    return None
