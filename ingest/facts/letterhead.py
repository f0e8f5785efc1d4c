"""Letterheads: the organisation whose paper a record is written on, in capitals or on a line of its own at its very top."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.facts.clauses import Clause, cite_clause
from ingest.facts.legal_names import looks_like_organisation, name_at
from ingest.facts.organisation_words import GENERIC
from kb.domain import Citation, Document

_LINES = 3
_SMALL = frozenset("of the and for in on at de la du".split())
_MARK = re.compile(r"\b(?:sample|record|minutes|agenda|memorandum|agreement|report|meeting)\b", re.IGNORECASE)


def letterhead(document: Document, clauses: Sequence[Clause]) -> tuple[Citation, str] | None:
    """The organisation that a line at the top of `document` names and nothing else, or None."""
    for clause in clauses[:_LINES]:
        text = clause.text.strip()
        if clause.kind not in ("line", "heading") or not clause.preamble or _MARK.search(text):
            continue
        name = _spelled(text)
        if name_at(name, 0) == len(name) and looks_like_organisation(name) and not GENERIC.fullmatch(name):
            return cite_clause(document, clause), name
    return None


def _spelled(name: str) -> str:
    """A name in capitals as it is spelled elsewhere: "MINISTRY OF PORTS" -> "Ministry of Ports"."""
    if not name.isupper() or len(name.split()) < 2:
        return name
    words = name.lower().split()
    return " ".join(
        word if index and word in _SMALL else word[:1].upper() + word[1:] for index, word in enumerate(words)
    )
