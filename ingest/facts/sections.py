"""What a section of a document is for: articles that bind, decisions, talk, recitals, the duties of one side."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.facts.clauses import Clause, begins_body
from ingest.facts.naming import Names
from ingest.facts.organisations import Organisation
from kb.domain import Document

_DECISIONS = re.compile(
    r"결정|합의|조치|후속|향후|할\s?일|추진|의결|협의\s?결과|action|decision|decided|agreed|resolution|next step|undertaking|follow|to do|commitments?\b",
    re.IGNORECASE,
)
_RECITAL = re.compile(
    r"^\W*(?:[\dIVXA-Z]{1,4}[.)]\s*)?(?:background|recitals?|preamble|whereas|introduction|about\b|context|mission|overview of|who we are|배경|전\s?문|추진\s?배경|체결\s?배경|기관\s?소개|들어가며)",
    re.IGNORECASE,
)
_SILENT = re.compile(
    r"^\W*(?:(?:Article|Section|Clause|제\s?\d+\s?조)?\s*[\d.IVX]*[.):]?\s*\W*)?(?:definitions?|interpretation|governing\s+law|applicable\s+law|entire\s+agreement|counterparts?|severability|headings|representations(?:\s+and\s+warranties)?"
    r"|용어의?\s?정의|정의|준거법|완전\s?합의)\b",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"responsibilit|\broles?\b|undertakings?|obligations?|duties|contributions?|\bscope\s+of\b|warrant(?:ie)?s|commitments?|deliverables|\btasks\b"
    r"|(?:will|shall|agrees?\s+to|undertakes?\s+to|is\s+responsible\s+for)\s*[:：]?$|역할|의무|책임|담당|분담|이행\s?사항|협력\s?사항|지원\s?사항|업무",
    re.IGNORECASE,
)
_BARE_NAME = re.compile(r"[\W\dIVX가-하]{0,8}")


@dataclass(frozen=True, slots=True)
class Section:
    """What the sentences of a section may promise: `binding` where plain words bind, `silent` where nothing is promised.

    In a `recital` only strong words are a promise; `roles` are those whose duties the section lists.
    """

    binding: bool = False
    silent: bool = False
    recital: bool = False
    roles: tuple[Organisation, ...] = ()


class Sections:
    """The sections of one document."""

    def __init__(self, document: Document, clauses: Sequence[Clause], names: Names) -> None:
        self._kind = document.kind
        self._names = names
        # An agreement whose sections say nothing of the kind has no body to wait for.
        self._has_body = any(clause.kind == "heading" and begins_body(clause.text) for clause in clauses)

    def of(self, clause: Clause) -> Section:
        """The section that a clause stands in."""
        if any(_SILENT.search(title) for title in clause.path[-1:]):
            return Section(silent=True)
        if self._kind != "mou":
            decided = any(_DECISIONS.search(title) for title in clause.path[-2:])
            return Section(binding=decided, roles=self._roles(clause) if decided else ())
        opening = clause.preamble and self._has_body
        recital = opening or any(_RECITAL.search(title) for title in clause.path[-2:])
        return Section(binding=not recital, recital=recital, roles=() if recital else self._roles(clause))

    def _roles(self, clause: Clause) -> tuple[Organisation, ...]:
        """Whose duties are listed: "Responsibilities of BVF", "갑의 역할", or a bare name below such a title."""
        outer = False
        found: tuple[Organisation, ...] = ()
        for title in clause.path:
            mentions = self._names.mentions(re.sub(r"[()\[\]:：]", " ", title) + " ")
            role = bool(_ROLE.search(title))
            if mentions and (role or (outer and _is_name(title, mentions[0].start, mentions[-1].end))):
                found = tuple(dict.fromkeys(each for mention in mentions for each in mention.organisations))
            elif role and not mentions:
                found = ()
            outer = outer or role
        return found


def _is_name(title: str, start: int, end: int) -> bool:
    return bool(_BARE_NAME.fullmatch(title[:start])) and len(title[end:].strip(" :：()의")) <= 12
