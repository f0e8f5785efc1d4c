"""Clauses -> changes: what a document changes in an agreement made before it, clause by clause, or that it ends it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.facts.clauses import Clause, cite, cite_clause
from kb.dates import days
from kb.domain import Agreement, Change, ChangeKind, Document, Fact
from kb.places import named_in

_QUOTED = r"[“\"‘'「『](?P<{0}>[^”\"’'」』]{{1,400}})[”\"’'」』]"
# "the words “A” are replaced by “B”", "‘가’를 ‘나’로 한다".
_REWORDED = re.compile(
    _QUOTED.format("old")
    + r"\s*(?:(?:is|are|shall be|be)\s+(?:hereby\s+)?(?:replaced|substituted|changed|amended)\s+(?:by|with|to|to read)\s+(?:the\s+(?:words?|figures?|date)\s+)?"
    r"|(?:을|를|은|는)?\s*(?:다음과\s?같이\s*)?)" + _QUOTED.format("new"),
    re.IGNORECASE,
)
_KINDS: tuple[tuple[ChangeKind, re.Pattern[str]], ...] = (
    (
        "deleted",
        re.compile(
            r"\b(?:is|are|shall be)\s+(?:hereby\s+)?(?:deleted|struck out|removed|repealed)\b|(?:을|를|은|는)\s?(?:삭제|폐지)\s?(?:한다|하기로|하며|하고|함)"
            r"|\bhereby\s+delete[sd]?\b",
            re.IGNORECASE,
        ),
    ),
    (
        "added",
        re.compile(
            r"\b(?:is|are|shall be)\s+(?:hereby\s+)?(?:added|inserted)\b|\bnew\s+(?:article|paragraph|section|clause)\b[^.]{0,60}\b(?:added|inserted)\b"
            r"|(?:신설|추가|삽입)\s?(?:한다|하기로|하며|하고|함)|다음과\s?같이\s?(?:신설|추가)",
            re.IGNORECASE,
        ),
    ),
    (
        "replaced",
        re.compile(
            r"\b(?:is|are|shall be|be)\s+(?:hereby\s+)?(?:replaced|substituted|superseded|amended|revised|modified|changed|restated|deleted and replaced)\b"
            r"|\bshall (?:now )?read\b|(?:을|를|은|는)\s?(?:다음|아래)(?:과|와)?\s?같이\s?(?:변경|개정|수정|대체|고치|고친|바꾸|바꾼|한다)"
            r"|(?:으?로)\s?(?:변경|개정|수정|대체)\s?(?:한다|하기로|하며|하고|함)|(?:으?로)\s?(?:고친다|바꾼다)",
            re.IGNORECASE,
        ),
    ),
)
_BESIDE = re.compile(
    r"\b(?:after|before|following)\s+(?:Article|Section|Clause|Paragraph)|(?:조|항)\s?(?:다음|뒤|앞)에", re.IGNORECASE
)
# What follows these words is the new text, which may begin with its own number.
_INTRODUCED = re.compile(
    r"(?:\b(?:added|inserted)\s+(?:after|before|to|in)\s[^:“\"]{1,60}|the following|to read(?: as follows)?|read as follows|as follows|added to [^:]{1,40}|같이\s?\S{2,8})\s*[:.]\s*[“\"‘「]?\s*(?:[①-⑳]|\(\w{1,2}\)|\d{1,2}(?:\.\d{1,2})?\.?)?\s*",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"\b(?:hereby\s+(?:gives?\s+(?:\w+\s+){0,4}notice\s+(?:of\s+(?:the\s+)?terminat|that\s+it\s+(?:is\s+)?terminat)|terminates?)|"
    r"(?:agree|agrees|agreed|decided?|elects?)\s+to\s+terminate\b|give[sn]?\s+(?:\w+\s+){0,5}notice\s+(?:of\s+(?:the\s+)?(?:its\s+)?terminat|to\s+terminate)|"
    r"(?:is|are|was|shall be|has been)\s+(?:hereby\s+)?terminated\s+(?:with effect|as of|as from|effective|on|by mutual))"
    r"|(?:협약|각서|약정|계약|합의서)(?:을|를|은|는|이|가)?[^.]{0,60}(?:해지|해제|종료)(?:하기로\s?(?:합의)?한다|하기로\s?(?:합의|결정)?\s?(?:한다|하였|했|함)|한다|합니다|됨을|함을|를\s?통[보지]|를\s?알|하고자|되었음을|하였음을|되었다|하였다)"
    r"|(?:해지|해제|종료)(?:를|을|의\s?뜻을)?\s?(?:통보|통지)(?:한다|합니다|하였|드립|함)",
    re.IGNORECASE,
)
# What an agreement says of its own end is no act that ends it.
_CONDITIONAL = re.compile(
    r"\bmay\b|\bcan\b|\bif\b|\bunless\b|\bprovided\b|\bwhere\b|\bwhen\b|\bin the event\b|할\s?수\s?있|경우|때에?는|하려면|하려는|않는\s?한",
    re.IGNORECASE,
)
_ENDING_TITLE = re.compile(
    r"해지\s?(?:통보|통지|합의|협의|공문)|종료\s?(?:통보|통지|합의)|협약\s?해지|notice of termination|termination (?:notice|agreement|letter)|(?:terminat|end)\w* of the (?:mou|memorandum|agreement)",
    re.IGNORECASE,
)
_TAKES_EFFECT = re.compile(
    r"takes?\s+effect|(?:enters?|comes?)\s+into\s+(?:force|effect)|effective\s+(?:as of|on|from|date)|with effect (?:from|on)|(?:shall be|is)\s+effective|효력|시행|발효|적용",
    re.IGNORECASE,
)
_FROM = re.compile(
    r"(?:as\s+of|as\s+from|effective(?:\s+(?:on|from|as\s+of))?|with\s+effect\s+(?:from|on)|\bon|\bfrom)\s*(?:the\s+)?$",
    re.IGNORECASE,
)
_KOREAN_FROM = re.compile(r"\s?(?:자로|부로|부터|자\s|부\s|에\s?(?:해지|종료)|까지만)")
# "This Amendment is concluded on ...": its own day.
OF_ITSELF = re.compile(
    r"\bthis\s+(?:\w+\s+)?(?:amendment|addendum)\b[^;]{0,60}$|(?:이|본)\s?(?:변경|개정|수정)\s?(?:협약|합의|계약)서?[^.;]{0,30}$",
    re.IGNORECASE,
)
_MADE = re.compile(
    r"(?:signed|dated?|concluded|made|entered into|executed)\s*(?:on|as of|at\s+\w+\s+on)?\s*(?:the\s+)?$|(?:memorandum|mou|agreement|understanding)\s+of\s*(?:the\s+)?$|^of\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_KOREAN_MADE = re.compile(r"(?:에|일에|자로|자|일자)?\s?(?:체결|서명|맺|조인|작성)")


def read_changes(document: Document, clauses: Sequence[Clause], agreement: Agreement | None) -> list[Change]:
    """The changes a document makes; none where it is minutes or a brief, which can only tell of them."""
    made = [] if document.kind in ("minutes", "brief") else _amending(document, clauses)
    ends = _ending(document, clauses, agreement)
    begins = begins_on(document, clauses, agreement)
    since = begins.value if begins else None
    own = agreement.signed_on.value if agreement and agreement.signed_on else None
    return [replace(each, of=_agreement_meant(clauses, own), effective_on=since) for each in made] + ends


def without_amending(clauses: Sequence[Clause]) -> list[Clause]:
    """The clauses without the words that only put others in place: what is put in place promises, its introduction does not."""
    kept: list[Clause] = []
    for clause in clauses:
        if clause.kind == "heading" or not _amends_by(clause):
            kept.append(clause)
        elif (opened := _INTRODUCED.search(clause.text)) and opened.end() < min(len(clause.text), len(clause.offsets)):
            rest = clause.text[opened.end() :].rstrip('”"’」 ')
            kept.append(replace(clause, text=rest, offsets=clause.offsets[opened.end() :][: len(rest)]))
    return kept


def _amends_by(clause: Clause) -> bool:
    named = named_in(clause.text)
    changes = any(pattern.search(clause.text) for _, pattern in _KINDS) or _REWORDED.search(clause.text)
    return named is not None and named[1] < 60 and bool(changes)


def begins_on(document: Document, clauses: Sequence[Clause], agreement: Agreement | None) -> Fact[dt.date] | None:
    """From which day an amendment holds: as it says of itself, else its effective or signing date."""
    for clause in clauses:
        own = re.search(
            r"\bthis\s+(?:amendment|addendum)|이\s?(?:변경|개정|수정)|본\s?(?:변경|개정|수정)", clause.text, re.I
        )
        found = days(clause.text)
        if own and found and _TAKES_EFFECT.search(clause.text):
            return Fact(found[0].first, cite_clause(document, clause))
    return (agreement.effective_on or agreement.signed_on) if agreement else None


def _amending(document: Document, clauses: Sequence[Clause]) -> list[Change]:
    changes: list[Change] = []
    for index, clause in enumerate(clauses):
        named = named_in(clause.text)
        if clause.kind == "heading" or named is None:
            continue
        place, first, _ = named
        worded = _REWORDED.search(clause.text)
        kind = next((kind for kind, pattern in _KINDS if pattern.search(clause.text)), None)
        if worded is not None and (kind == "replaced" or re.search(r"[’'”\"」]\s?(?:으?로)", clause.text)):
            old, new = worded["old"], worded["new"]
            changes.append(Change("reworded", cite_clause(document, clause), place, old, new))
        elif kind is not None and first < 60:
            last = _new_text(clauses, index) if kind != "deleted" else clause
            start, end = clause.span()[0], last.span()[1]
            if kind == "added" and _BESIDE.search(clause.text) and (new := named_in(clause.heading)):
                # "inserted after Article 3.4" below "New Article 3.5": the heading names the place that is new.
                place = new[0]
            changes.append(Change(kind, cite(document, clause.page, start, end), place))
    return changes


def _new_text(clauses: Sequence[Clause], index: int) -> Clause:
    """The last clause of what is put in place: those after the amending one, up to a heading, another change or the page's end."""
    opening = clauses[index]
    if not re.search(r"(?:following|read|follows|below)[^.]{0,20}[:.]?$|[:：]$|같이\s?\S+[.。]?$", opening.text, re.I):
        return opening
    last = opening
    for clause in clauses[index + 1 :]:
        if clause.page != opening.page or clause.kind == "heading" or clause.span()[0] < last.span()[1]:
            break
        if named_in(clause.text) and any(pattern.search(clause.text) for _, pattern in _KINDS):
            break
        if re.search(r"takes? effect|other provisions|remain unchanged|그 밖|나머지", clause.text, re.I):
            break
        last = clause
    return last


def _ending(document: Document, clauses: Sequence[Clause], agreement: Agreement | None) -> list[Change]:
    titled = any(_ENDING_TITLE.search(text) for text in (document.title, *(clause.text for clause in clauses[:6])))
    for clause in clauses:
        if not _ENDS.search(clause.text) or _CONDITIONAL.search(clause.text):
            continue
        # Inside an agreement only one that is about ending another ends it; minutes tell of an end that was agreed.
        if document.kind == "brief" or (agreement is not None and not titled):
            continue
        made, ends = _days_of(clause)
        made = made or _agreement_meant(clauses)
        ends = ends or _ends_elsewhere(clauses) or document.dated_on
        return [Change("terminated", cite_clause(document, clause), of=made, effective_on=ends)]
    return []


def _days_of(clause: Clause) -> tuple[dt.date | None, dt.date | None]:
    """The day on which the agreement meant was made, and the day from which it ends."""
    made = ends = None
    for day in days(clause.text):
        before, after = clause.text[: day.start], clause.text[day.end : day.end + 14]
        if _MADE.search(before) or _KOREAN_MADE.match(after):
            made = made or day.first
        elif _FROM.search(before) or _KOREAN_FROM.match(after):
            ends = ends or day.first
    return made, ends


def _ends_elsewhere(clauses: Sequence[Clause]) -> dt.date | None:
    for clause in clauses:
        if re.search(r"해지일|종료일|효력|terminat|effect", clause.text, re.IGNORECASE):
            for day in days(clause.text):
                before, after = clause.text[: day.start], clause.text[day.end : day.end + 14]
                stated = re.search(
                    r"(?:해지일|종료일|date of termination|termination date)\s*[:：]?\s*(?:is\s+)?$", before, re.I
                )
                if not _MADE.search(before) and (stated or _FROM.search(before) or _KOREAN_FROM.match(after)):
                    return day.first
    return None


def _agreement_meant(clauses: Sequence[Clause], own: dt.date | None = None) -> dt.date | None:
    """The day on which the agreement that the document is about was made, as its opening says; not the document's `own`."""
    for clause in clauses[:14]:
        for day in days(clause.text):
            before, after = clause.text[: day.start], clause.text[day.end : day.end + 14]
            if (
                day.first != own
                and not OF_ITSELF.search(before)
                and (_MADE.search(before) or _KOREAN_MADE.match(after))
            ):
                return day.first
    return None
