"""Clauses -> the agreement: each field with the sentence that settles it, or absent."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.facts.amendments import OF_ITSELF
from ingest.facts.clauses import Clause, cite_clause
from ingest.facts.law import read_binding, read_law
from ingest.facts.naming import Names
from ingest.facts.opening_dates import read_opening_dates
from ingest.facts.renewal import read_notice, read_renewal
from ingest.facts.roles import read_roles
from ingest.facts.signing import read_draft, read_signed_on
from ingest.facts.terms import read_term_dates
from ingest.facts.title import read_title
from kb.dates import days
from kb.domain import Agreement, Document, Fact

_AMENDS = re.compile(
    r"(?:parties|sides|foundations?)\s+(?:hereby\s+)?(?:agree to\s+)?amend\b|이\s?(?:협약|각서|합의서)?.{0,30}(?:일부)?(?:를|을)?\s?(?:다음과\s?같이\s?)?(?:변경|개정)(?:한다|하기로)"
    r"|amendment\b.{0,40}\bto the\b",
    re.IGNORECASE,
)
_AMENDING_TITLE = re.compile(
    r"^\W*(?:amendment|addendum)\b|변경\s?(?:협약|합의)|개정\s?(?:협약|합의)|수정\s?(?:협약|합의)", re.IGNORECASE
)
_SUPERSEDES = re.compile(
    r"(?:협약|각서|약정|합의서|계약)[^.]{0,20}(?:를|을)\s?(?:대체|갈음|폐지)|\b(?:supersedes?|replaces?)\b[^.]{0,60}(?:Memorand|MOU|Agreement|Understanding)"
    r"|일(?:자|에)?\s[^.]{0,16}(?:협약|각서|약정|합의서|계약)서?(?:은|는|이|가)\s[^.]{0,40}(?:대체|갈음|실효|폐지|효력을\s?(?:잃|상실))"
    r"|\b(?:Memorand\w+|MOU|Agreement|Understanding|Letter)\b[^.;]{0,80}\b(?:is|are|shall\s+be|will\s+be)\s+(?:hereby\s+|also\s+)?(?:superseded|replaced|cancelled)\b(?:\s+(?:in\s+(?:full|whole|its\s+entirety)\s+)?(?:by|with))?"
    r"|\bin\s+(?:place|replacement|substitution)\s+of\b[^.;]{0,60}\b(?:Memorand|MOU|Agreement|Understanding)",
    re.IGNORECASE,
)

# What only an agreement says of itself near its beginning; papers and plans name many organisations too.
_CONCLUDES = re.compile(
    r"다음과\s?같이\s?\S{0,4}\s?(?:협약|합의|약정|계약|체결|협력)|(?:협약|계약|약정)(?:을|를)\s?체결(?:한다|하고)|\bagrees?\s+as\s+follows|\bhereby\s+agrees?|\bentered\s+into\b"
    r"|\bagreed\s+(?:as\s+follows|to\s+the\s+following)|\bby\s+and\s+between\b|\bhave\s+reached\b",
    re.IGNORECASE,
)
_OPENING = 80


def read_agreement(document: Document, clauses: Sequence[Clause], names: Names) -> Agreement | None:
    """The agreement a document is, or None where it is none: minutes, briefs, anything without parties and articles."""
    articles = sum(clause.kind == "heading" and bool(re.search(r"\d|[IVX]", clause.text)) for clause in clauses)
    concludes = any(_CONCLUDES.search(clause.text) for clause in clauses[:_OPENING])
    unnamed = document.kind == "other" and len(names.parties) > 1 and articles > 2 and concludes
    if not clauses or not (document.kind == "mou" or unnamed):
        return None
    opening = read_opening_dates(document, clauses)
    signed = read_signed_on(document, clauses, opening)
    draft = read_draft(document, clauses)
    if draft is not None:
        signed = None
    found = read_term_dates(document, clauses, signed, opening)
    renewal = read_renewal(document, clauses)
    agreement = Agreement(
        document_id=document.id,
        title=read_title(document, clauses),
        parties=tuple(Fact(each.party(), each.citation) for each in names.parties),
        signed_on=signed,
        effective_on=found.effective,
        expires_on=found.expires,
        term=found.term,
        renewal=renewal,
        notice_period=read_notice(document, clauses, renewal),
        governing_law=read_law(document, clauses),
        binding=read_binding(document, clauses),
        draft=draft,
        roles=read_roles(document, clauses, names.parties),
    )
    own = signed.value if signed else None
    return replace(agreement, amends=_amends(document, clauses, own), supersedes=_supersedes(document, clauses, own))


def _amends(document: Document, clauses: Sequence[Clause], own: dt.date | None) -> Fact[str] | None:
    opening = " ".join(clause.text for clause in clauses[:6])
    if not _AMENDING_TITLE.search(document.title) and not any(
        _AMENDING_TITLE.search(clause.text) for clause in clauses[:6]
    ):
        return None
    for clause in clauses:
        if _AMENDS.search(clause.text) and clause.kind != "heading":
            other = _other_days(clause.text, own) or _other_days(opening, own)
            return Fact(other[0].isoformat() if other else clause.text, cite_clause(document, clause))
    return None


def _other_days(text: str, own: dt.date | None) -> list[dt.date]:
    """The days of a text on which an agreement made before can have been made: not its `own`."""
    return [day.first for day in days(text) if day.first != own and not OF_ITSELF.search(text[: day.start])]


def _supersedes(document: Document, clauses: Sequence[Clause], own: dt.date | None) -> Fact[str] | None:
    for clause in clauses:
        if _SUPERSEDES.search(clause.text) and not re.search(
            r"paragraph|article|조를|항을|문구|row|words", clause.text, re.IGNORECASE
        ):
            dates = _other_days(clause.text, own)
            if dates:
                return Fact(dates[0].isoformat(), cite_clause(document, clause))
    return None
