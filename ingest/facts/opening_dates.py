"""The dates of an opening: the one an agreement bears, the one from which it holds, and whether that is left to an event."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.facts.clauses import Clause, cite_clause
from ingest.facts.openings import opening_stretch
from kb.dates import days
from kb.domain import Document, Fact

_OWN = r"(?:agreement|contract|memorandum|understanding|mou|covenant|deed|addendum|amendment|arrangement)"
# "This Supply Agreement", "AGREEMENT made ...", and a title at the head of its sentence; "a Selling Agreement" is another one.
_ITSELF = re.compile(
    rf"\b(?i:this\s+(?:\S+\s+){{0,12}}?{_OWN})\b|\b(?:AGREEMENT|CONTRACT|MEMORANDUM|UNDERSTANDING)\b|^\W*(?:[A-Z][\w-]*\s+){{0,8}}(?i:{_OWN})\b"
)
_BEARS = re.compile(
    r"(?:\b(?:dated|made|entered|executed|concluded|signed)\b[^.;:()]{0,60}|\bas\s+of\s+(?:the\s+)?|\bthis\s+(?:the\s+)?|(?<!effective\s)(?<!commencement\s)\bdate\s*:\s*)$",
    re.IGNORECASE,
)
_HOLDS_FROM = re.compile(
    r"\b(?:effective|commencement|commencing|commences|begins)\b(?:\s+date)?(?:(?!\b(?:ends?|ending|until|expir|through|terminat))[^.;()]){0,20}$",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"\s*,?\s*\(?\s*(?:(?:the|hereinafter|herein|hereafter|called|referred\s+to\s+as|its)\s+){0,4}[“”\"'‘]*(?:the\s+)?(?:Effective|Commencement|Start)\s+Date",
    re.IGNORECASE,
)
_ANOTHER = re.compile(
    r"\bthat\s+certain\b|\bpreviously\b|\bamend(?:s|ed|ing)\b|\bamendment\b.{0,30}\bto\b|\bpursuant\b|\bin\s+connection\s+with\b|\bsupersed|\breplac|\bunder\s+the\b"
    r"|\b(?:previous|prior|original)\b",
    re.IGNORECASE,
)
_MEANS = re.compile(
    r"[“\"]?(?:Effective|Commencement)\s+Date[”\"]?\s*(?:of\s+this\s+\w+\s+)?(?:means|shall\s+mean|shall\s+be|is|has\s+the\s+meaning)\b",
    re.IGNORECASE,
)
_FIRST_ABOVE = re.compile(
    r"(?:date|day)\s+(?:and\s+year\s+)?(?:first\s+)?(?:above\s+written|written\s+above|set\s+forth\s+above|first\s+above|stated\s+above)|date\s+(?:hereof|of\s+this\s+Agreement)\b",
    re.IGNORECASE,
)
# An effective date that is no day on the page: an approval, the last signature, a closing.
_EVENT = re.compile(
    r"\bdate\s+(?:on|upon)\s+which\b|\bdate\s+that\b|\bapprov|\blast\s+(?:date|signature|day|party)\b|\blast\s+of\b|\blater\s+of\b|\blast\s+to\s+sign\b|\bsatisf"
    r"|\bclosing\b|\bdeclared\b|\bfirst\s+day\b|\breceipt\b",
    re.IGNORECASE,
)
_NAMES_DATE = re.compile(r"[“\"](?:the\s+)?(?:Effective|Commencement)\s+Date[”\"]", re.IGNORECASE)
_TAKES_EFFECT = re.compile(
    r"\b(?:agreement|contract|memorandum|mou)\s+(?:shall|will)\s+(?:take\s+effect|become\s+effective|come\s+into\s+(?:force|effect))\b|\beffective\s+as\s+of\s+the\s+last\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class OpeningDates:
    """What an opening says: the date borne, the first day of effect, and whether that day is left to an event."""

    borne: Fact[dt.date] | None = None
    effective: Fact[dt.date] | None = None
    event: bool = False
    # The date borne where it is said as one of effect: "This Agreement, effective as of ...".
    as_of: Fact[dt.date] | None = None


def read_opening_dates(document: Document, clauses: Sequence[Clause]) -> OpeningDates:
    """The first date of the opening that it calls its own, and the effective date of opening or definitions."""
    borne, effective, as_of = _labelled(document, clauses)
    event = False
    for clause in clauses:
        if clause.language == "ko" or clause.kind in ("heading", "row") or effective is not None:
            continue
        means = _MEANS.search(clause.text)
        if means is not None and (found := days(clause.text[means.end() :])):
            effective = Fact(found[0].first, cite_clause(document, clause))
        elif ((means or _NAMES_DATE.search(clause.text)) and _EVENT.search(clause.text)) or (
            _TAKES_EFFECT.search(clause.text) and _EVENT.search(clause.text) and not days(clause.text)
        ):
            event = True
        elif means is not None and borne is not None and _FIRST_ABOVE.search(clause.text, means.end()):
            effective = Fact(
                borne.value, cite_clause(document, clause), f"the date it bears, {borne.value.isoformat()}"
            )
    return OpeningDates(borne, effective, event and effective is None, as_of)


def _labelled(
    document: Document, clauses: Sequence[Clause]
) -> tuple[Fact[dt.date] | None, Fact[dt.date] | None, Fact[dt.date] | None]:
    """The date an opening bears, the one it takes effect on, often the same, and that one where a sentence says it."""
    stretch = opening_stretch(clauses)
    borne: Fact[dt.date] | None = None
    effective: Fact[dt.date] | None = None
    as_of: Fact[dt.date] | None = None
    for day in days(stretch.text):
        before = re.split(r"(?<!\bNo)(?<!\bNO)[.;]\s", stretch.text[max(0, day.start - 400) : day.start])[-1]
        # The title above may run on into the sentence: "AMENDMENT NO. 1 to the Memorandum This Amendment is ...".
        before = before[max(0, before.rfind("This ")) :]
        if not _ITSELF.search(before) or _ANOTHER.search(before):
            continue
        bears, holds = _BEARS.search(before[-100:]), _HOLDS_FROM.search(before[-60:])
        named = _NAMED.match(stretch.text, day.end)
        fact = Fact(day.first, stretch.cite(document, stretch.same_page(day.start - len(before), day.start), day.end))
        if borne is None and bears:
            borne = fact
        if effective is None and (holds or named):
            effective = fact
            as_of = fact if holds and not re.search(r"date\s*:?\s*$", before, re.IGNORECASE) else None
        if borne is not None and effective is not None:
            break
    return borne, effective, as_of
