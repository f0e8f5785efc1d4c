"""When an agreement begins and ends, and how long it lasts."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.facts.clauses import Clause
from ingest.facts.opening_dates import OpeningDates
from ingest.facts.stretch import Stretch, sentence_at
from kb.dates import Period, Term, days, last_day, notices, terms
from kb.domain import Document, Fact

ITSELF = re.compile(
    r"협약|각서|약정|합의서|계약|MOU|Memorandum|Agreement|Understanding|Amendment|Contract|Joint\s+Venture|Alliance|\bterm\b|\bit\b|\bthis\b|유효\s?기간|효력",
    re.IGNORECASE,
)
ABOUT_TERM = re.compile(r"기간|효력|유효|발효|갱신|종료|해지|term|duration|effect|renewal|valid|expir", re.IGNORECASE)
_BEGINS = re.compile(
    r"효력(?:이|을)?\s?(?:생|발생|가|있|개시)|발효|시행|유효|takes?\s+effect|(?:enters?|comes?|entered)\s+into\s+(?:force|effect)|effective|in\s+effect|begin(?:s|ning)?|starts?|commenc(?:e|es|ing)|\bruns?\s+(?:for\b[^.;]{0,40}\s)?from|기간",
    re.IGNORECASE,
)
_BEGINS_OR_ENDS = re.compile(
    rf"{_BEGINS.pattern}|\bterm\b|\bduration\b|\bperiod\b|\bexpires?\b|\banniversary\b|\bforce\s+and\s+effect\b|\bremains?\b|\bcontinues?\b|\bruns?\b|\blasts?\b",
    re.IGNORECASE,
)
_FROM_SIGNING = re.compile(
    r"(?:서명|체결|조인)(?:한|된)?\s?(?:날|일)|(?:date|day)\s+of\s+(?:its\s+)?(?:signature|signing|execution)|(?:upon|on)\s+signature|when\s+signed|(?:on|from)\s+(?:the\s+(?:date|day)\s+(?:on\s+which|when|that)\s+)(?:\w+\s+){1,4}?(?:counter)?signs?\b",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"까지\s?(?:로|유효|효력|존속|한다)?|에\s?(?:끝|만료|종료|효력을\s?(?:잃|상실))|until|ends?\s+on|expires?\s+on|expire\s+on|through|\bto\b|terminates?\s+on|up\s+to",
    re.IGNORECASE,
)
_NOT_ENDING = re.compile(
    r"supersede|대체|갈음|notice|통지|통보|서면으로|renew|갱신|연장|confirm|보고|제출|report|delete|disclos|비밀|누설",
    re.IGNORECASE,
)
_LASTS = re.compile(
    r"유효|효력|기간|존속|valid|remain|in\s+(?:effect|force)|lasts?|runs?|period\s+of|\bterm\b|duration|anniversary|effective\s+(?:until|through|for|as\s+of|on|from|date)|takes?\s+effect|commenc|for\s+an\s+initial|shall\s+be\s+for",
    re.IGNORECASE,
)

_OF_ANOTHER = re.compile(
    r"비밀|confidential|disclos|누설|제\d+항은|어긴|위반|바로잡|breach|\bcure|surviv|warrant|exclusiv|\borders?\b|royalt|\baudit|\brecords?\b|non-?compet|standstill|\binvoice|\bemploy|\binsurance",
    re.IGNORECASE,
)
# A term that ends with whichever of two things comes first or last has no day on the page.
_WHICHEVER = re.compile(
    r"\b(?:earlier|later|earliest|latest|longer|shorter)\s+(?:of|to\s+occur|date)\b|\bwhichever\b", re.IGNORECASE
)
_OWN = r"(?:agreement|contract|mou|memorandum(?:\s+of\s+understanding)?|(?:joint\s+)?venture|alliance|understanding|amendment|cooperation|collaboration|arrangement)"
_TERM_OF = re.compile(
    rf"\b(?:term|duration|period)\s+(?:of\s+(?:validity\s+of\s+)?)?(?:this|the)\s+(?:[\w’'-]+\s+){{0,3}}?{_OWN}\b[^.;]*$"
    rf"|\b(?:this|the|said)\s+(?:[\w’'-]+\s+){{0,3}}?{_OWN}\b[^.;]{{0,160}}\b(?:in\s+(?:full\s+)?(?:effect|force)|remains?|continues?|valid|effective|lasts?|runs?|term|period|shall\s+be\s+for)\b[^.;]*$"
    r"|\b(?:initial|contract|cooperation|collaboration|agreement)\s+(?:term|period)\b[^.;]*$|\bfor\s+an?\s+(?:initial\s+(?:term|period)|term)\s+of\s*$"
    r"|^\W*(?:the\s+)?(?:term|duration)\b[^.;]*$|\bit\s+(?:shall\s+|will\s+)?(?:remains?|continues?|lasts?|runs?|is\s+valid)\b[^.;]*$",
    re.IGNORECASE,
)
_OF_ITSELF = re.compile(
    rf"\bthis\s+(?:[\w’'-]+\s+){{0,3}}?{_OWN}\b|\b(?:the|said)\s+{_OWN}\b|\bit\s+(?:shall|will|is|enters|takes|remains|runs|lasts)\b|\b(?:the|initial|contract)\s+(?:term|period)\b"
    r"|\bMOU\b|^\W*(?:the\s+)?(?:term|duration)\b|\bterm\b.*$",
    re.IGNORECASE,
)
# Another agreement that a clause mentions: "have previously entered into a Supply Agreement, effective as of ...".
_MENTIONED = re.compile(r"\bpreviously\b|\bthat\s+certain\b|\bpursuant\s+to\s+(?:the|an?)\b|\bwhereas\b", re.IGNORECASE)
_STAYS = re.compile(r"\b(?:effect|force|continue|remain|valid|last|run|term|period)s?\b[^.;]*$", re.IGNORECASE)
_EXPIRES_AT = re.compile(
    r"\b(?:expire|terminate|end|continue|remain|effect|force|term)s?\b[^.;]{0,120}\banniversary\b", re.IGNORECASE
)
_ANNIVERSARY = re.compile(
    r"(?:until|on|to|at|through|upon)\s+(?:and\s+including\s+)?(?:the\s+)?(?P<ordinal>\d{1,2}(?:st|nd|rd|th)|[a-z]+)\s+(?:\(\d{1,2}(?:st|nd|rd|th)?\)\s+)?(?:year\s+)?anniversary\s+of\s+"
    r"(?:the\s+)?(?:Effective\s+Date|date\s+(?:hereof|of\s+this)|Execution\s+Date|Commencement\s+Date)",
    re.IGNORECASE,
)
_ORDINALS = {word: number for number, word in enumerate("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth".split(), 1)} | {"twentieth": 20}  # fmt: skip
_FROM_EXECUTION = re.compile(
    r"\b(?:from|after|of|on|upon)\s+(?:the\s+)?(?:date\s+of\s+(?:its\s+)?(?:execution|signature|signing|this\s+agreement)|execution\s+date|signing\s+date|date\s+hereof|date\s+on\s+which\s+(?:\w+\s+){1,4}?(?:counter)?signs?)\b",
    re.IGNORECASE,
)
_FROM_ANOTHER = re.compile(
    r"\b(?:from|after|following|on|upon|with)\s+(?:the\s+)?(?:date\s+of\s+)?(?:the\s+)?(?:first\s+(?:commercial\s+)?(?:sale|delivery|shipment)|closing|launch|approval|completion|issuance|establishment|registration)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class TermDates:
    """When an agreement begins and ends, and its length, each where it is written or follows from what is."""

    effective: Fact[dt.date] | None
    expires: Fact[dt.date] | None
    term: Fact[str] | None


def read_term_dates(
    document: Document, clauses: Sequence[Clause], signed: Fact[dt.date] | None, opening: OpeningDates
) -> TermDates:
    """The first day, last day and length; what is computed says so in its trace."""
    effective = opening.effective
    expires: Fact[dt.date] | None = None
    lasts: Lasts | None = None
    for clause, stretch in _about_itself(clauses):
        text = stretch.text
        begin, end = _ends_of(text)
        quoted = re.search(r"replaced by the following|다음과 같이 (?:변경|개정)", text) is not None
        if effective is None and begin is not None and not quoted:
            effective = Fact(begin.first, stretch.whole(document))
        elif effective is None and signed and _FROM_SIGNING.search(text) and _BEGINS.search(text):
            effective = Fact(signed.value, stretch.whole(document), f"signed on {signed.value.isoformat()}")
        if expires is None and end is not None:
            expires = Fact(end.last, stretch.whole(document))
        if lasts is None and (length := _length(clause, text)) is not None:
            lasts = Lasts(length, Fact(length.iso, stretch.whole(document)), text)
    start = _start(lasts, effective, signed, opening) if lasts else None
    if expires is None and lasts is not None and start is not None:
        expires = lasts.expiry(start)
    term = lasts.fact if lasts else None
    if term is None and effective is not None and expires is not None:
        term = _whole_years(effective, expires)
    return TermDates(effective, expires, term)


@dataclass(frozen=True, slots=True)
class Lasts:
    """A length with the fact and the words that state it."""

    length: Term
    fact: Fact[str]
    text: str

    def expiry(self, start: Fact[dt.date]) -> Fact[dt.date] | None:
        """The last day of the length counted from `start`, None past the calendar."""
        try:
            last = last_day(start.value, self.length)
        except OverflowError:
            return None
        trace = f"{self.length.iso} from {start.value.isoformat()}, to the day before its anniversary"
        return Fact(last, self.fact.citation, trace)


def _start(
    lasts: Lasts, effective: Fact[dt.date] | None, signed: Fact[dt.date] | None, opening: OpeningDates
) -> Fact[dt.date] | None:
    """The day from which a length counts; none where it counts from an event that is no day on the page."""
    if signed is not None and _FROM_EXECUTION.search(lasts.text):
        return signed
    if _FROM_ANOTHER.search(lasts.text):
        return None
    return effective or (None if opening.event else signed)


def _about_itself(clauses: Sequence[Clause]) -> Iterator[tuple[Clause, Stretch]]:
    """The clauses about the agreement's own time, each with its whole sentence."""
    for index, clause in enumerate(clauses):
        if clause.kind in ("row", "heading"):
            continue
        begins = _BEGINS if clause.language == "ko" else _BEGINS_OR_ENDS
        about = (ITSELF.search(clause.text) and begins.search(clause.text)) or ABOUT_TERM.search(clause.heading)
        if clause.language != "ko" and (
            _MENTIONED.search(clause.text) or not _OF_ITSELF.search(clause.text + clause.heading)
        ):
            continue
        if about and _LASTS.search(clause.text + clause.heading):
            yield clause, sentence_at(clauses, index)


def _ends_of(text: str) -> tuple[Period | None, Period | None]:
    """The first and the last day a clause writes for the agreement itself."""
    found = days(text)
    own = re.search(r"유효|valid|효력|(?:협약|계약|약정|사업)\s?기간(?:은|은 본|이)?\s", text)
    if not found or (_NOT_ENDING.search(text.split(".", maxsplit=1)[0]) and not own):
        return None, None
    if re.search(r"supersede|대체|갈음|replaced by “|meeting|회의", text, re.IGNORECASE):
        return None, None
    begin = end = None
    for day in found:
        before, after = text[max(0, day.start - 32) : day.start], text[day.end : day.end + 14]
        if re.match(r"\s?(?:까지|에\s?(?:끝|만료|종료))", after) or re.search(
            r"(?:until|ends?\s+on|expires?\s+on|expire\s+on|through|\bto|terminates?\s+on|up\s+to|ending(?:\s+on)?|and\s+ends?(?:\s+on)?)\s*(?:and\s+including\s*)?$",
            before,
            re.IGNORECASE,
        ):
            end = end or day
        elif re.match(r"\s?(?:부터|자로|에\s?(?:효력|발효)|로부터)", after) or re.search(
            r"(?:from|effect\s+on|effect\s+as\s+of|force\s+on|effective\s+(?:as\s+of|on|from)|begins?\s+on|starts?\s+on|commenc\w+\s+on|effective\s+date\s+(?:is|of)|beginning(?:\s+on)?|commenc\w+(?:\s+on)?)\s*(?:the\s+)?$",
            before,
            re.IGNORECASE,
        ):
            begin = begin or day
    return begin, end


def _length(clause: Clause, text: str) -> Term | None:
    """How long a clause lets the agreement last."""
    english = clause.language != "ko"
    if not _LASTS.search(text) or (not english and _OF_ANOTHER.search(text)):
        return None
    if english and _WHICHEVER.search(text):
        return None
    for term in terms(text):
        after, before = text[term.end : term.end + 12], text[max(0, term.start - 30) : term.start]
        open_choice = re.match(r"[^\[\]]*\]", text[term.end :]) and re.search(r"\[[^\[\]]*$", text[: term.start])
        if open_choice and re.search(
            r"/|또는|\bor\b|_", text[text.rfind("[", 0, term.start) : text.find("]", term.end)]
        ):
            # "[2년 / 3년]간": still to be agreed.
            return None
        if re.match(
            r"\s?\]?\s?(?:following|after|전|이내|(?:간|씩|단위로|더)?\s?연장|씩|의 범위|안에)", after
        ) or re.search(
            r"(?:further|successive|additional|renew\w*|within|최대|each|first|prior|exceed\w*|less\s+than)\s[\w\s]*$|\band\s+for\s+(?:an?\s+(?:further\s+)?(?:period|term)\s+of\s+)?$",
            before,
        ):
            continue
        if term in notices(text) or (english and not _of_the_term(clause, text, term)):
            continue
        return term
    found = _ANNIVERSARY.search(text) if english and _EXPIRES_AT.search(text) else None
    if found and not _OF_ANOTHER.search(text[: found.start()]):
        return _ordinal(found["ordinal"].lower())
    return None


def _of_the_term(clause: Clause, text: str, term: Term) -> bool:
    """Whether an English length is that of the agreement: "the term of this Agreement is", "for an initial term of"."""
    before = re.split(r"[;.]\s", text[max(0, term.start - 220) : term.start])[-1]
    if _OF_ANOTHER.search(before):
        return False
    if _TERM_OF.search(before) or re.match(r"[\s-]+(?:initial\s+)?term\b", text[term.end :]):
        return True
    return bool(ABOUT_TERM.search(clause.heading) and _STAYS.search(before))


def _ordinal(word: str) -> Term | None:
    written = re.match(r"\d{1,2}", word)
    number = int(written.group()) if written else _ORDINALS.get(word, 0)
    return Term(number, 0, 0) if number else None


def _whole_years(effective: Fact[dt.date], expires: Fact[dt.date]) -> Fact[str] | None:
    for years in range(1, 31):
        if last_day(effective.value, Term(years, 0, 0)) == expires.value:
            trace = f"{effective.value.isoformat()} to {expires.value.isoformat()}"
            return Fact(f"P{years}Y", expires.citation, trace)
    return None
