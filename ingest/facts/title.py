"""What an agreement calls itself: the lines of its first page that name it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.facts.clauses import Clause, cite, cite_clause
from kb.domain import Document, Fact
from kb.text import locate, one_line

_KIND = re.compile(
    r"협\s?약\s?서?|양\s?해\s?각\s?서|각\s?서|합\s?의\s?서|계\s?약\s?서|약\s?정\s?서?|Memorandum|MOU\b|Agreement|Contract\b|Amendment|Understanding|Letter of Intent|Arrangement",
    re.IGNORECASE,
)
_ONLY_KIND = re.compile(
    r"(?:업\s?무\s?)?(?:협\s?약\s?서|양\s?해\s?각\s?서|합\s?의\s?서|각\s?서)(?:\s?\(안\))?|(?:MEMORANDUM OF UNDERSTANDING|AGREEMENT|MOU)(?:\s?\(draft\))?|AMENDMENT\s+No\.?\s?\d*",
    re.IGNORECASE,
)
# Where the title ends and the parties begin.
_ITSELF = re.compile(
    r"(?:^|\s)(?:(?i:between)$|(?i:by and between)\b|(?i:Effective Date:)|(?i:dated as of)\b|갑\s+\S|[(（]갑[)）]|Parties$|협약\s?당사자)"
)
# The number under which a filing holds the agreement.
_EXHIBIT = re.compile(r"(?:EXHIBIT|Exhibit|APPENDIX|Appendix)\s+[\w.()-]{1,12}\s+(?=\S)")
_NOTICE = re.compile(r"견본|sample|특기|유의|대외비|confidential", re.IGNORECASE)


def read_title(document: Document, clauses: Sequence[Clause]) -> Fact[str]:
    """The title with the characters that say it; the document's own where the first page names no agreement."""
    lines = [clause for clause in clauses[:14] if clause.page == clauses[0].page and clause.kind in ("line", "heading")]
    lines = [clause for clause in lines if not _NOTICE.search(clause.text)]
    for index, clause in enumerate(lines):
        if not _KIND.search(clause.text) or len(clause.text) > 160:
            continue
        if _ONLY_KIND.fullmatch(clause.text.strip()):
            return _with_subject(document, lines, index)
        exhibit = _EXHIBIT.match(clause.text)
        begin = exhibit.end() if exhibit else 0
        start, end = clause.span(begin, len(_ITSELF.split(clause.text, maxsplit=1)[0].rstrip()))
        return Fact(one_line(document.pages[clause.page - 1].text[start:end]), cite(document, clause.page, start, end))
    page = document.pages[0]
    place = locate(document.title, page.text) if document.title else None
    if place is not None:
        return Fact(one_line(page.text[slice(*place)]), cite(document, page.number, *place))
    first = lines[0] if lines else clauses[0]
    return Fact(document.title or one_line(first.text)[:120], cite_clause(document, first))


def _with_subject(document: Document, lines: Sequence[Clause], index: int) -> Fact[str]:
    """A bare "업무협약서" together with the line next to it that says what about."""
    clause = lines[index]
    following = lines[index + 1] if index + 1 < len(lines) else None
    about = r"^(?:on|for|concerning|regarding|between|to the)\b|관하여|위하여|위한|관한|협약|간의|[–—]"
    if following is None or not re.search(about, following.text) or len(following.text) > 120:
        return Fact(_closed_up(clause.text), cite_clause(document, clause))
    subject = _ITSELF.split(following.text, maxsplit=1)[0].rstrip()
    if not subject:
        return Fact(_closed_up(clause.text), cite_clause(document, clause))
    start, end = clause.span()[0], following.span(0, len(subject))[1]
    return Fact(f"{_closed_up(clause.text)} {subject}", cite(document, clause.page, start, end))


def _closed_up(text: str) -> str:
    """A title whose letters are spaced out, as one word: "업 무 협 약 서"."""
    spaced = re.fullmatch(r"(?:[가-힣]\s)+[가-힣]", text.strip())
    return text.replace(" ", "") if spaced else one_line(text)
