"""Stretches: clauses that follow each other read as one line, each character still knowing its page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.facts.clauses import Clause, cite
from ingest.facts.layout import ENDED
from kb.domain import Citation, Document

# Underlining that a text file draws with hyphens, and rules between the parts of a page.
_RULE = re.compile(r"^[-=*–—\s]+$")
_SENTENCE_CLAUSES = 4


@dataclass(frozen=True, slots=True)
class Stretch:
    """Clauses joined by spaces: `places[i]` is the page and the offset in it of character `i` of `text`."""

    text: str
    places: tuple[tuple[int, int], ...]

    def cite(self, document: Document, start: int, end: int) -> Citation:
        """The citation of the characters `start` to `end`, as far as they stand on the page where they begin."""
        page, first = self.places[start]
        last = next(offset for number, offset in reversed(self.places[start:end]) if number == page)
        return cite(document, page, first, last + 1)

    def whole(self, document: Document) -> Citation:
        """The citation of all of it, as far as its first page goes."""
        return self.cite(document, 0, len(self.text))

    def same_page(self, start: int, place: int) -> int:
        """The first character from `start` on the page of the character at `place`."""
        page = self.places[place][0]
        return next(index for index in range(max(0, start), place + 1) if self.places[index][0] == page)


def joined(clauses: Sequence[Clause], limit: int = 12_000) -> Stretch:
    """The clauses as one stretch of `limit` characters at most, give or take one, without lines that are no words."""
    text: list[str] = []
    places: list[tuple[int, int]] = []
    for clause in clauses:
        room = limit - len(places)
        if room <= 0:
            break
        if _RULE.match(clause.text):
            continue
        if text:
            text.append(" ")
            places.append(places[-1])
        # What goes on over the end of the page has no offsets there: it is cited with the clause's last character.
        known = len(clause.offsets)
        text.append(clause.text[:room])
        places += [(clause.page, clause.offsets[min(index, known - 1)]) for index in range(min(room, len(clause.text)))]
    return Stretch("".join(text), tuple(places))


def sentence_at(clauses: Sequence[Clause], index: int) -> Stretch:
    """The clause at `index` with what follows it, as far as its English sentence goes on below."""
    end = index + 1
    if clauses[index].language == "ko":
        return joined(clauses[index:end])
    while end < min(len(clauses), index + _SENTENCE_CLAUSES) and not ENDED.search(clauses[end - 1].text):
        if clauses[end].kind in ("heading", "row"):
            break
        end += 1
    return joined(clauses[index:end])
