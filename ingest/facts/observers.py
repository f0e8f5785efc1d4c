"""Organisations that minutes say only watch or attend: they sit at the table, and what the meeting decides does not bind them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from ingest.facts.clauses import Clause
from ingest.facts.organisations import Organisation
from kb.domain import Document

_WATCHING = (
    r"(?:참관|배석|옵[서저]버|방청)\s?(?:자|인|기관|명단)?|(?:기타\s?)?참고인|(?:Official\s+)?Observers?|Observing|(?:Also\s+)?[Ii]n\s+[Aa]ttendance"
    r"|Also\s+(?:[Pp]resent|[Aa]ttending)|(?:Invited\s+)?Guests?|Invitees?|By\s+[Ii]nvitation"
)
_PRESENT = (
    r"(?:참석|참가|출석|면담|참여)\s?(?:자|기관|인원|위원|부서|자\s?명단)?|Members(?:\s+[Pp]resent)?|Present|Attendees|Attending|Participants|Delegates|Delegations?"
    r"|For\s+the\s+[A-Z][\w’'& -]{2,60}"
)
_HEAD = re.compile(
    rf"(?:^|(?<=\s))\W?(?:(?P<watching>{_WATCHING})|(?P<present>{_PRESENT}))\s*(?:[:：]|$)|^\W*(?P<alone>{_WATCHING})\s(?=\S+\s\S)"
)
# What ends a list: another field of the minutes' head.
_FIELD = re.compile(
    r"^\W*(?:일\s?시|장\s?소|안\s?건|목\s?적|주\s?제|의\s?제|작성|기록|불참|결석|배포)|^\W*(?:Apologies|Absent|Agenda|Date|Time|Venue|Place|Subject|Purpose)\b"
)
_MARKED = re.compile(
    r"[(\[,]\s*(?:참관|배석|옵[서저]버|방청)\s?(?:인|자|기관)?\s*[)\],]|[(\[,]\s*(?:as\s+(?:an?\s+)?)?(?:official\s+)?(?:observers?|guests?|invited|by\s+invitation)\b"
    r"|\bas\s+(?:an?\s+)?observers?\b",
    re.IGNORECASE,
)
_ENTRY = re.compile(r"[;/·\n]\s*|,\s*(?![^()]*\))(?!\s*(?:as\s+)?(?:an?\s+)?observers?\b)")
_OPENING = 60


def observers(
    document: Document, clauses: Sequence[Clause], named: Callable[[str], Iterable[Organisation]]
) -> set[Organisation]:
    """Who is listed as an observer or as in attendance alone; `named` gives the organisations that a text names.

    Where minutes have no other list, those in attendance are the meeting.
    """
    if document.kind != "minutes":
        return set()
    watching: set[Organisation] = set()
    present: set[Organisation] = set()
    for entry, watches in _entries(clauses[:_OPENING]):
        (watching if watches else present).update(named(f"{entry} "))
    return watching - present if present else set()


def _entries(clauses: Sequence[Clause]) -> Iterator[tuple[str, bool]]:
    """The entries of the lists of attendance, each with whether it stands among those who only watch."""
    watches: bool | None = None
    for clause in clauses:
        heads = list(_HEAD.finditer(clause.text))
        if not heads and (clause.kind == "heading" or _FIELD.match(clause.text) or re.search(r"다\.?$", clause.text)):
            watches = None
        before = clause.text[: heads[0].start()] if heads else clause.text
        parts = [(watches, before)]
        ends = [*(each.start() for each in heads), len(clause.text)][1:]
        for head, end in zip(heads, ends, strict=True):
            watches = not head["present"]
            parts.append((watches, clause.text[head.start() if head["present"] else head.end() : end]))
        for listed, part in parts:
            if listed is not None:
                yield from ((entry, listed or _MARKED.search(f"{entry},") is not None) for entry in _ENTRY.split(part))
