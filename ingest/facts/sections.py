"""What a section of a document is for: articles that bind, decisions, talk, recitals, the duties of one side."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.facts.clauses import Clause
from ingest.facts.naming import Names
from ingest.facts.organisations import Organisation
from ingest.facts.section_titles import BODY, DECISIONS, RECITAL, ROLE, SILENT, UNDECIDED
from kb.domain import Kind

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

    def __init__(self, kind: Kind, clauses: Sequence[Clause], names: Names) -> None:
        self._kind = kind
        self._names = names
        # An agreement whose sections say nothing of the kind has no body to wait for.
        self.has_body = any(clause.kind == "heading" and BODY.search(clause.text) is not None for clause in clauses)

    def of(self, clause: Clause) -> Section:
        """The section that a clause stands in."""
        if any(SILENT.search(title) for title in clause.path[-1:]):
            return Section(silent=True)
        if self._kind == "minutes" and any(UNDECIDED.search(title) for title in clause.path[-1:]):
            return Section(silent=True)
        if self._kind != "mou":
            decided = any(DECISIONS.search(title) for title in clause.path[-2:])
            return Section(binding=decided, roles=self._roles(clause) if decided else ())
        opening = clause.preamble and self.has_body
        recital = opening or any(RECITAL.search(title) for title in clause.path[-2:])
        return Section(binding=not recital, recital=recital, roles=() if recital else self._roles(clause))

    def _roles(self, clause: Clause) -> tuple[Organisation, ...]:
        """Whose duties are listed: "Responsibilities of BVF", "갑의 역할", or a bare name below such a title."""
        outer = False
        found: tuple[Organisation, ...] = ()
        for title in clause.path:
            mentions = self._names.mentions(re.sub(r"[()\[\]:：]", " ", title) + " ")
            role = bool(ROLE.search(title))
            if mentions and (role or (outer and _is_name(title, mentions[0].start, mentions[-1].end))):
                found = tuple(dict.fromkeys(each for mention in mentions for each in mention.organisations))
            elif role and not mentions:
                found = ()
            outer = outer or role
        return found


def _is_name(title: str, start: int, end: int) -> bool:
    return bool(_BARE_NAME.fullmatch(title[:start])) and len(title[end:].strip(" :：()의")) <= 12
