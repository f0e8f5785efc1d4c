"""Clauses -> the agreement: each field with the sentence that settles it, or absent."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.facts.clauses import Clause, cite, cite_clause
from ingest.facts.naming import Names
from ingest.facts.terms import read_binding, read_law, read_notice, read_renewal, read_term_dates
from ingest.facts.title import read_title
from kb.dates import days
from kb.domain import Agreement, Citation, Document, Fact

_SIGNED = re.compile(
    r"체결일|서명일|조인일|서명\s?날짜|체결\s?날짜|date of signature|signature date|signed\s+(?:on|at|in|this)|^signed\b|^done\b|^dated?\b|작성일"
    r"|(?:entered into|made|concluded|executed)\s+(?:and entered into\s+)?(?:on|as of|this)|as of\s+the\b",
    re.IGNORECASE,
)
_EARLIER = re.compile(
    r"대체|갈음|변경|개정|supersede|replace|amend|(?:에|일)\s?(?:체결|서명)(?:한|된|하였|했)|signed a|회의|meeting",
    re.IGNORECASE,
)
_DRAFT = re.compile(
    r"\((?:안|초안)\)|초안|미서명|서명되지\s?(?:아니|않)|\bdraft\b|not yet signed|unsigned|20[_\sX]{2,4}년\s+[X_\s]*월\s+[X_\s]*일"
    r"|20\d\d년\s+월\s+일|____+\s*20_+",
    re.IGNORECASE,
)
_AMENDS = re.compile(
    r"(?:parties|sides|foundations?)\s+(?:hereby\s+)?(?:agree to\s+)?amend\b|이\s?(?:협약|각서|합의서)?.{0,30}(?:일부)?(?:를|을)?\s?(?:다음과\s?같이\s?)?(?:변경|개정)(?:한다|하기로)"
    r"|amendment\b.{0,40}\bto the\b",
    re.IGNORECASE,
)
_AMENDING_TITLE = re.compile(
    r"^\W*(?:amendment|addendum)\b|변경\s?(?:협약|합의)|개정\s?(?:협약|합의)|수정\s?(?:협약|합의)", re.IGNORECASE
)
_SUPERSEDES = re.compile(
    r"(?:협약|각서|약정|합의서)[^.]{0,20}(?:를|을)\s?(?:대체|갈음|폐지)|\b(?:supersedes?|replaces?)\b[^.]{0,60}(?:Memorand|MOU|Agreement|Understanding)",
    re.IGNORECASE,
)


def read_agreement(document: Document, clauses: Sequence[Clause], names: Names) -> Agreement | None:
    """The agreement a document is, or None where it is none: minutes, briefs, anything without parties and articles."""
    articles = sum(clause.kind == "heading" and bool(re.search(r"\d|[IVX]", clause.text)) for clause in clauses)
    if not clauses or (
        document.kind != "mou" and not (document.kind == "other" and len(names.parties) > 1 and articles > 2)
    ):
        return None
    signed = _signed_on(document, clauses)
    draft = _draft(document, clauses)
    if draft is not None:
        signed = None
    found = read_term_dates(document, clauses, signed)
    agreement = Agreement(
        document_id=document.id,
        title=read_title(document, clauses),
        parties=tuple(Fact(each.party(), each.citation) for each in names.parties),
        signed_on=signed,
        effective_on=found.effective,
        expires_on=found.expires,
        term=found.term,
        renewal=read_renewal(document, clauses),
        notice_period=read_notice(document, clauses),
        governing_law=read_law(document, clauses),
        binding=read_binding(document, clauses),
        draft=draft,
    )
    return replace(agreement, amends=_amends(document, clauses), supersedes=_supersedes(document, clauses))


def _signed_on(document: Document, clauses: Sequence[Clause]) -> Fact[dt.date] | None:
    """A date that is labelled as the signature, else one that stands alone after the text or on the cover."""
    labelled: list[Fact[dt.date]] = []
    alone: list[tuple[bool, Fact[dt.date]]] = []
    body_begun = False
    for clause in clauses:
        body_begun = body_begun or not clause.preamble
        for first, last, value in _signing_dates(clause):
            before = clause.text[max(0, first - 60) : first]
            fact = Fact(value, cite_clause(document, clause))
            if _labels(before) and not _EARLIER.search(clause.text):
                labelled.append(fact)
            elif clause.kind in ("line", "heading", "sentence") and _is_date_line(clause.text, first, last):
                alone.append((body_begun, _date_line(document, clause, first, last, value)))
    after = [fact for late, fact in alone if late]
    return next(iter([*labelled, *reversed(after), *(fact for _, fact in alone)]), None)


def _labels(before: str) -> bool:
    """Whether the words just before a date call it the signature."""
    found = list(_SIGNED.finditer(before))
    return (
        bool(found)
        and len(before) - found[-1].end() <= 20
        and not re.search(r"\bends?\b|until|까지|from|부터", before[found[-1].end() :])
    )


def _signing_dates(clause: Clause) -> Iterator[tuple[int, int, dt.date]]:
    for day in days(clause.text):
        # The dates of a row, a range or a deadline are not when the parties signed.
        if clause.kind != "row" and not re.match(r"\s?(?:까지|부터|이내)", clause.text[day.end :]):
            yield day.start, day.end, day.first


def _is_date_line(text: str, first: int, last: int) -> bool:
    """Whether a line is a date and little else: "2023년 3월 29일 (예시)", "Port Linden, 20 May 2024"."""
    rest = (text[:first] + text[last:]).strip(" .,()[]/·–-")
    return (
        len(rest) <= 45
        and not re.search(r"\b(?:version|rev|ref|no)\b|판$|버전|개정|번호", rest, re.IGNORECASE)
        and text[:first].count(" ") < 7
    )


def _date_line(document: Document, clause: Clause, first: int, last: int, value: dt.date) -> Fact[dt.date]:
    whole = len(clause.text) <= 80
    return Fact(
        value, cite_clause(document, clause) if whole else cite(document, clause.page, *clause.span(first, last))
    )


def _draft(document: Document, clauses: Sequence[Clause]) -> Fact[bool] | None:
    """A mark that the document is not signed, in its title, its opening or its signature block."""
    for index, clause in enumerate(clauses):
        edge = clause.preamble or index > len(clauses) * 0.6 or clause.kind == "heading"
        mark = _DRAFT.search(clause.text)
        if not edge or mark is None or clause.kind == "item" or _spoken_of(clause, mark):
            continue
        return Fact(True, cite_clause(document, clause))
    return None


def _spoken_of(clause: Clause, mark: re.Match[str]) -> bool:
    """Whether a body sentence only talks about some draft, as of a report or a text to be agreed."""
    own = re.search(
        r"이 문서|본 문서|this (?:document|draft|text)|not yet signed|미서명|서명되지", clause.text, re.IGNORECASE
    )
    return clause.kind == "sentence" and own is None and "월" not in mark.group()


def _amends(document: Document, clauses: Sequence[Clause]) -> Fact[str] | None:
    opening = " ".join(clause.text for clause in clauses[:6])
    if not _AMENDING_TITLE.search(document.title) and not any(
        _AMENDING_TITLE.search(clause.text) for clause in clauses[:6]
    ):
        return None
    for clause in clauses:
        if _AMENDS.search(clause.text) and clause.kind != "heading":
            own = days(clause.text)
            other = own or days(opening)
            value = other[0].first.isoformat() if other else clause.text
            return Fact(value, cite_clause(document, clause))
    return None


def _supersedes(document: Document, clauses: Sequence[Clause]) -> Fact[str] | None:
    for clause in clauses:
        if _SUPERSEDES.search(clause.text) and not re.search(
            r"paragraph|article|조를|항을|문구|row|words", clause.text, re.IGNORECASE
        ):
            dates = days(clause.text)
            if dates:
                return Fact(dates[0].first.isoformat(), _citation(document, clause))
    return None


def _citation(document: Document, clause: Clause) -> Citation:
    return cite_clause(document, clause)
