"""The standing clauses of an agreement: when it begins and ends, its renewal, notice, law and binding force."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.facts.clauses import Clause, cite_clause
from kb.dates import Period, Term, days, last_day, notices, terms
from kb.domain import Document, Fact, Renewal

_ITSELF = re.compile(
    r"협약|각서|약정|합의서|계약|MOU|Memorandum|Agreement|Understanding|Amendment|\bterm\b|\bit\b|\bthis\b|유효\s?기간|효력",
    re.IGNORECASE,
)
_ABOUT_TERM = re.compile(r"기간|효력|유효|발효|갱신|종료|해지|term|duration|effect|renewal|valid|expir", re.IGNORECASE)
_BEGINS = re.compile(
    r"효력(?:이|을)?\s?(?:생|발생|가|있|개시)|발효|시행|유효|takes?\s+effect|(?:enters?|comes?|entered)\s+into\s+(?:force|effect)|effective|in\s+effect|begins?|starts?|commences?|기간",
    re.IGNORECASE,
)
_FROM_SIGNING = re.compile(
    r"(?:서명|체결|조인)(?:한|된)?\s?(?:날|일)|(?:date|day)\s+of\s+(?:its\s+)?(?:signature|signing|execution)|(?:upon|on)\s+signature|when\s+signed",
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
    r"유효|효력|기간|존속|valid|remain|in\s+(?:effect|force)|lasts?|runs?|period\s+of|term\s+of|duration|for\s+an\s+initial|shall\s+be\s+for",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class TermDates:
    """When an agreement begins and ends, and its length, each where it is written or follows from what is."""

    effective: Fact[dt.date] | None
    expires: Fact[dt.date] | None
    term: Fact[str] | None


def read_term_dates(document: Document, clauses: Sequence[Clause], signed: Fact[dt.date] | None) -> TermDates:
    """The first day, last day and length; what is computed says so in its trace."""
    effective = expires = None
    term: Fact[str] | None = None
    length: Term | None = None
    for clause in _about_itself(clauses):
        begin, end = _ends_of(clause)
        quoted = re.search(r"replaced by the following|다음과 같이 (?:변경|개정)", clause.text) is not None
        if effective is None and begin is not None and not quoted:
            effective = Fact(begin.first, cite_clause(document, clause))
        elif effective is None and signed and _FROM_SIGNING.search(clause.text) and _BEGINS.search(clause.text):
            effective = Fact(signed.value, cite_clause(document, clause), f"signed on {signed.value.isoformat()}")
        if expires is None and end is not None:
            expires = Fact(end.last, cite_clause(document, clause))
        if length is None and (found := _length(clause)) is not None:
            length, term = found, Fact(found.iso, cite_clause(document, clause))
    start = effective or (signed if length else None)
    if expires is None and length is not None and term is not None and start is not None:
        trace = f"{length.iso} from {start.value.isoformat()}, to the day before its anniversary"
        expires = Fact(last_day(start.value, length), term.citation, trace)
    if term is None and effective is not None and expires is not None:
        term = _whole_years(effective, expires)
    return TermDates(effective, expires, term)


def _about_itself(clauses: Sequence[Clause]) -> Iterator[Clause]:
    for clause in clauses:
        if clause.kind in ("row", "heading"):
            continue
        if (
            (_ITSELF.search(clause.text) and _BEGINS.search(clause.text)) or _ABOUT_TERM.search(clause.heading)
        ) and _LASTS.search(clause.text + clause.heading):
            yield clause


def _ends_of(clause: Clause) -> tuple[Period | None, Period | None]:
    """The first and the last day a clause writes for the agreement itself."""
    found = days(clause.text)
    if not found or (_NOT_ENDING.search(clause.text.split(".")[0]) and not re.search(r"유효|valid|효력", clause.text)):
        return None, None
    if re.search(r"supersede|대체|갈음|replaced by “|meeting|회의", clause.text, re.IGNORECASE):
        return None, None
    begin = end = None
    for day in found:
        before, after = clause.text[max(0, day.start - 32) : day.start], clause.text[day.end : day.end + 14]
        if re.match(r"\s?(?:까지|에\s?(?:끝|만료|종료))", after) or re.search(
            r"(?:until|ends?\s+on|expires?\s+on|expire\s+on|through|\bto|terminates?\s+on|up\s+to)\s*(?:and\s+including\s*)?$",
            before,
            re.IGNORECASE,
        ):
            end = end or day
        elif re.match(r"\s?(?:부터|자로|에\s?(?:효력|발효)|로부터)", after) or re.search(
            r"(?:from|effect\s+on|effect\s+as\s+of|force\s+on|effective\s+(?:as\s+of|on|from)|begins?\s+on|starts?\s+on|commenc\w+\s+on|effective\s+date\s+(?:is|of))\s*$",
            before,
            re.IGNORECASE,
        ):
            begin = begin or day
    return begin, end


def _length(clause: Clause) -> Term | None:
    if not _LASTS.search(clause.text) or re.search(
        r"비밀|confidential|disclos|누설|제\d+항은|어긴|위반|바로잡|breach|cure", clause.text, re.IGNORECASE
    ):
        return None
    for term in terms(clause.text):
        after, before = clause.text[term.end : term.end + 12], clause.text[max(0, term.start - 30) : term.start]
        if re.match(r"\s?\]?\s?(?:전|이내|씩|의 범위|연장|안에)", after) or re.search(
            r"(?:further|successive|additional|renew\w*|within|최대)\s[\w\s]*$", before
        ):
            continue
        if term in notices(clause.text):
            continue
        return term
    return None


def _whole_years(effective: Fact[dt.date], expires: Fact[dt.date]) -> Fact[str] | None:
    for years in range(1, 31):
        if last_day(effective.value, Term(years, 0, 0)) == expires.value:
            trace = f"{effective.value.isoformat()} to {expires.value.isoformat()}"
            return Fact(f"P{years}Y", expires.citation, trace)
    return None


_AUTOMATIC = re.compile(
    r"자동(?:으로|적으로)?\s?(?:연장|갱신)|renews?\s+itself|automatic(?:ally)?\s+(?:be\s+)?(?:renew|extend)|(?:renew|extend)\w*\s+automatically|(?:연장|갱신)된\s?것으로\s?본다",
    re.IGNORECASE,
)
_NO_AUTOMATIC = re.compile(
    r"자동(?:으로|적으로)?\s?(?:연장|갱신)(?:되지|하지)|(?:no|not)\s+(?:be\s+)?automatic|(?:갱신|연장)되지\s?(?:아니|않)|(?:shall|is|will)\s+not\s+(?:be\s+)?renew",
    re.IGNORECASE,
)
_AGREED = re.compile(
    r"(?:합의|동의|협의)[^.]{0,40}(?:연장|갱신)|(?:연장|갱신)할\s?수\s?있|may\s+(?:be\s+)?(?:\w+\s+)?(?:renew|extend)|(?:renew|extend)\w*\b[^.;]{0,80}\b(?:agreement|consent|confirm|signed)",
    re.IGNORECASE,
)


def read_renewal(document: Document, clauses: Sequence[Clause]) -> Fact[Renewal] | None:
    """Whether it renews itself, by agreement, or not at all."""
    agreed: Fact[Renewal] | None = None
    refused: Fact[Renewal] | None = None
    for clause in clauses:
        if clause.kind in ("heading", "row") or not (_ITSELF.search(clause.text) or _ABOUT_TERM.search(clause.heading)):
            continue
        if _NO_AUTOMATIC.search(clause.text) and not _ends_without_objection(clause.text):
            refused = refused or Fact("none", cite_clause(document, clause))
        elif _AUTOMATIC.search(clause.text):
            return Fact("automatic", cite_clause(document, clause))
        if _AGREED.search(clause.text):
            agreed = agreed or Fact("by_agreement", cite_clause(document, clause))
    return agreed or refused


def _ends_without_objection(text: str) -> bool:
    """Whether "not renewed" is what a party would have to say for it to end."""
    return bool(re.search(r"(?:연장|갱신)되지[^.]*(?:한|하면|경우)[^.]*(?:자동|연장된)", text))


_TERMINATES = re.compile(
    r"해지|해제|종료|끝내|파기|terminat|withdraw|cancel|\bend\s+(?:it|this|the)|leave", re.IGNORECASE
)


def read_notice(document: Document, clauses: Sequence[Clause]) -> Fact[str] | None:
    """How long before it a party has to say that it ends the agreement."""
    fallback: Fact[str] | None = None
    for clause in clauses:
        if clause.kind in ("heading", "row") or not _TERMINATES.search(clause.text) or _AUTOMATIC.search(clause.text):
            continue
        given = notices(clause.text)
        spoken = re.search(r"notice|통지|통보|알리|알려|서면|writ|해지", clause.text, re.IGNORECASE)
        given = [
            each for each in given if not re.match(r"[^,]{0,6}(?:전까지)?\s?서면으로\s?합의", clause.text[each.end :])
        ]
        if given and spoken:
            return Fact(given[-1].iso, cite_clause(document, clause))
        if (
            fallback is None
            and spoken
            and (
                set_period := [
                    each
                    for each in terms(clause.text)
                    if re.match(r"\s?의\s?기간|\s+of\s+notice", clause.text[each.end :])
                ]
            )
        ):
            fallback = Fact(set_period[0].iso, cite_clause(document, clause))
    return fallback


_KOREAN_LAW = re.compile(
    r"(?:준거법(?:은|으로)?\s?)?(?P<law>[가-힣]{2,12}(?:\s?[가-힣]{2,10})?)(?:의)?\s?(?:법률?|법령)(?:을|에|으로|이)?\s?(?:준거법|적용|따르|따른|따라\s?해석|의하|의한|로\s?한다|한다)"
)
_ENGLISH_LAW = re.compile(
    r"(?:govern|interpret|constru)\w*[^.]{0,60}?\blaws?\s+of\s+(?:the\s+)?(?P<law>[A-Z][\w’'-]+(?:\s+(?:of\s+(?:the\s+)?)?[A-Z][\w’'-]+)*)"
    r"|(?P<law2>[A-Z]\w+(?:\s[A-Z]\w+)*)\s+law\s+(?:shall\s+)?(?:govern|appl)"
)


def read_law(document: Document, clauses: Sequence[Clause]) -> Fact[str] | None:
    """Under whose law it stands, as written; a law still in brackets is not agreed."""
    for clause in clauses:
        if clause.kind in ("heading", "row"):
            continue
        match = _KOREAN_LAW.search(clause.text) if clause.language == "ko" else _ENGLISH_LAW.search(clause.text)
        if match is None or ("[" in clause.text and "/" in clause.text):
            continue
        law = match["law"] if clause.language == "ko" else match["law"] or match["law2"]
        law = re.sub(
            r"^(?:이|본)\s?(?:협약|각서)(?:은|는|에는)?\s?|^(?:관련|국내|국제|해당|모든)$|^.*(?:은|는)\s",
            "",
            law.strip(),
        )
        if law and not re.search(r"관련|국내|국제|관계|해당|개인정보|보호|따른", law):
            return Fact(law, cite_clause(document, clause))
    return None


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
