"""The date an agreement bears, and marks that it is only a draft."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from ingest.facts.clauses import Clause, cite, cite_clause
from ingest.facts.opening_dates import OpeningDates
from ingest.facts.openings import opening_stretch
from kb.dates import days
from kb.domain import Document, Fact

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
    r"|20\d\d년\s+월\s+일|(?:^|[^\d\s])\s*년\s{1,12}월\s{1,12}일|(?<!_)____+\s*20_+",
    re.IGNORECASE,
)

_ITSELF = re.compile(
    r"^\W*(?:signed|done|dated?|executed|signature|as\s+of)\b|\bin\s+witness\s+whereof\b|\bthis\s+(?:[\w’'-]+\s+){0,5}(?:agreement|contract|memorandum|mou|understanding|amendment"
    r"|addendum|arrangement)\b|\bdate\s+of\s+signature\b|\bsignature\s+date\b|\bsigned\b",
    re.IGNORECASE,
)

# A date or a side that is left to be filled in; a copy that shows who signed ("/s/ ...") is signed all the same.
_BLANK = re.compile(
    r"\b(?:this|on|of|dated|between|and)\s*:?\s*(?:the\s+)?(?:_{3,}|\.{5,}|…{2,}|\[\s*(?:[●•]|_*|date|insert[^\]]{0,40}|name[^\]]{0,40})\s*\])",
    re.IGNORECASE,
)
_CONFORMED = re.compile(r"/s/", re.IGNORECASE)
_WITNESS = re.compile(r"\bin\s+witness\s+whereof\b.{0,300}\b(?:on|as\s+of|this|dated?)\s+(?:the\s+)?$", re.IGNORECASE)


def read_signed_on(document: Document, clauses: Sequence[Clause], opening: OpeningDates) -> Fact[dt.date] | None:
    """The date the opening bears, else one labelled as the signature, one alone after the text or on the cover, or "effective as of"."""
    if opening.borne is not None:
        return opening.borne
    labelled: list[Fact[dt.date]] = []
    alone: list[tuple[bool, Fact[dt.date]]] = []
    body_begun = False
    for clause in clauses:
        body_begun = body_begun or not clause.preamble
        for first, last, value in _signing_dates(clause):
            before = clause.text[max(0, first - 60) : first]
            fact = Fact(value, cite_clause(document, clause))
            if (
                (_labels(before) or _WITNESS.search(clause.text[:first]))
                and not _EARLIER.search(clause.text)
                and _of_itself(clause)
            ):
                labelled.append(fact)
            elif clause.kind in ("line", "heading", "sentence") and _is_date_line(clause.text, first, last):
                alone.append((body_begun, _date_line(document, clause, first, last, value)))
    after = [fact for late, fact in alone if late]
    found = [
        *labelled,
        *reversed(after),
        *(fact for _, fact in alone),
        *([opening.as_of] if opening.as_of else []),
    ]
    return found[0] if found else None


def _of_itself(clause: Clause) -> bool:
    """Whether an English clause that labels a date speaks of this agreement, not of one it mentions."""
    return clause.language == "ko" or bool(_ITSELF.search(clause.text))


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
        and text[:first].strip().lower() != "of"
        and not re.search(r"\b(?:version|rev|ref|no)\b|판$|버전|개정|번호", rest, re.IGNORECASE)
        and text[:first].count(" ") < 7
    )


def _date_line(document: Document, clause: Clause, first: int, last: int, value: dt.date) -> Fact[dt.date]:
    whole = len(clause.text) <= 80
    return Fact(
        value, cite_clause(document, clause) if whole else cite(document, clause.page, *clause.span(first, last))
    )


def read_draft(document: Document, clauses: Sequence[Clause]) -> Fact[bool] | None:
    """A mark that the document is not signed, in its title, its opening or its signature block, or an opening left blank."""
    for index, clause in enumerate(clauses):
        edge = clause.preamble or index > len(clauses) * 0.6 or clause.kind == "heading"
        mark = _DRAFT.search(clause.text)
        if not edge or mark is None or clause.kind == "item" or _spoken_of(clause, mark):
            continue
        return Fact(True, cite_clause(document, clause))
    opening = opening_stretch(clauses)
    blank = _BLANK.search(opening.text)
    if blank is None or any(_CONFORMED.search(page.text) for page in document.pages):
        return None
    return Fact(True, opening.cite(document, *blank.span()))


def _spoken_of(clause: Clause, mark: re.Match[str]) -> bool:
    """Whether a body sentence or a long English line only talks about some draft, as of a report or a text to be agreed."""
    if mark.start() < 3 and mark.group() == "DRAFT" and clause.kind != "sentence":
        return False
    if clause.language != "ko" and mark.group().lower() == "draft" and len(clause.text) > 100:
        return not re.search(r"\bthis (?:document|draft|text)\b", clause.text, re.IGNORECASE)
    own = re.search(
        r"이 문서|본 문서|this (?:document|draft|text)|not yet signed|미서명|서명되지", clause.text, re.IGNORECASE
    )
    return clause.kind == "sentence" and own is None and "월" not in mark.group()
