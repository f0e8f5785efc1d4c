"""Passages -> clauses: headings, sentences, list items and loose lines, each knowing its characters on the page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ingest.facts.layout import COUNTED, ENDED, MARKER, Unit, read_units
from ingest.facts.section_titles import BODY
from kb.domain import Citation, Document, Language, Passage
from kb.text import language_of, sentences

ClauseKind = Literal["heading", "sentence", "item", "line", "row"]

_NUMBERED = re.compile(r"\b(?:No|NO|no|Nos|Art|Sec|Para)\.\s*$")
_YEAR_END = re.compile(r"(?<=\b20\d\d)\.\s+(?=[A-Z][A-Za-z]+\s)|(?<=\b19\d\d)\.\s+(?=[A-Z][A-Za-z]+\s)")


@dataclass(frozen=True, slots=True)
class Clause:
    """One heading, sentence, list item or loose line: `text` is one line of it, `offsets` where each character stands.

    `path` are the headings it stands below, `heading` the last of them; `speaker` is whose turn it is from, as the `label` at its
    beginning says, so many characters long; `reading` is a table's row with its headers,
    `listed` tells that it stands in an entry of a list.
    """

    kind: ClauseKind
    page: int
    text: str
    offsets: tuple[int, ...]
    heading: str = ""
    preamble: bool = False
    path: tuple[str, ...] = ()
    speaker: str = ""
    label: int = 0
    reading: str = ""
    listed: bool = False

    @property
    def language(self) -> Language:
        """The language it is written in."""
        return language_of(self.text)

    def span(self, start: int = 0, end: int | None = None) -> tuple[int, int]:
        """The offsets in the page of the characters `start` to `end` of the text."""
        # What goes on over the end of the page is read with the sentence, and cited up to there.
        last = len(self.offsets) if end is None else min(end, len(self.offsets))
        return self.offsets[min(start, last - 1)], self.offsets[last - 1] + 1


def cite(document: Document, page_number: int, start: int, end: int) -> Citation:
    """The citation of the page's own characters `start` to `end`; ValueError where there are none."""
    page = document.page(page_number)
    if not 0 <= start < end <= len(page.text):
        raise ValueError(f"{document.name} page {page_number} has no characters {start} to {end}")
    return Citation(
        document.id, document.name, document.kind, page.number, page.place(start), page.text[start:end], start, end
    )


def cite_clause(document: Document, clause: Clause, start: int = 0, end: int | None = None) -> Citation:
    """The citation of a clause, or of the characters `start` to `end` of its text."""
    return cite(document, clause.page, *clause.span(start, end))


def read_clauses(document: Document, passages: Sequence[Passage]) -> list[Clause]:
    """The clauses of all passages in reading order; a clause never crosses a page."""
    preamble = True
    clauses: list[Clause] = []
    for unit in read_units(document, passages):
        if unit.kind == "heading":
            clauses.append(_whole(document, unit, "heading", preamble))
            preamble = preamble and not BODY.search(clauses[-1].text)
        elif unit.kind == "row":
            clauses.append(_whole(document, unit, "row", False))
        else:
            for clause in _sentences(document, unit, preamble):
                if clauses and _torn(clauses[-1], clause):
                    clauses[-1] = replace(clauses[-1], text=f"{clauses[-1].text} {clause.text}")
                    continue
                clauses.append(clause)
    return clauses


def _split(text: str) -> Iterator[tuple[int, int]]:
    """The sentences of `text`; one may end in a year: "before 31 December 2022. SDF may ...", none in "No." before a number."""
    held: int | None = None
    for start, last in sentences(text):
        first, held = start if held is None else held, None
        if _NUMBERED.search(text, first, last) and re.match(r"\s*\d", text[last:]):
            held = first
            continue
        for match in _YEAR_END.finditer(text, first, last):
            yield first, match.start() + 1
            first = match.end()
        yield first, last


def _torn(earlier: Clause, later: Clause) -> bool:
    """Whether the end of a page stands inside a sentence."""
    begins = later.kind == "row" or (later.kind == "item" and not COUNTED.search(earlier.text))
    if later.page != earlier.page + 1 or begins or earlier.kind not in ("line", "item"):
        return False
    unfinished = earlier.heading == later.heading and len(earlier.text) > 15 and not ENDED.search(earlier.text)
    return unfinished and len(earlier.offsets) == len(earlier.text) and bool(re.search(r"[.。]$", later.text))


def _whole(document: Document, unit: Unit, kind: ClauseKind, preamble: bool) -> Clause:
    page = unit.lines[0].page
    text, offsets = _one_line(document.page(page).text, unit.lines[0].start, unit.lines[-1].end)
    above = unit.path[:-1] if kind == "heading" else unit.path
    heading = "" if kind == "heading" else " ".join(unit.path[-1:])
    return Clause(kind, page, text, offsets, heading, preamble, above, reading=unit.reading)


def _sentences(document: Document, unit: Unit, preamble: bool) -> Iterator[Clause]:
    page, start, end = unit.lines[0].page, unit.lines[0].start, unit.lines[-1].end
    page_text = document.page(page).text
    marker = MARKER.match(page_text[start:end])
    for first, last in _split(page_text[start:end]):
        opening = marker if first == 0 else None
        begin = start + first + (opening.end() if opening else 0)
        if begin >= start + last:
            continue
        text, offsets = _one_line(page_text, begin, start + last)
        kind: ClauseKind = "item" if opening else "sentence" if ENDED.search(text) else "line"
        label = max(0, unit.label - (begin - start)) if first == 0 else 0
        yield Clause(
            kind,
            page,
            text,
            offsets,
            " ".join(unit.path[-1:]),
            preamble,
            unit.path,
            unit.speaker,
            label,
            "",
            marker is not None,
        )


def _one_line(page_text: str, start: int, end: int) -> tuple[str, tuple[int, ...]]:
    """The characters `start` to `end` as one line and where each stands: white space folded, unprintable ones left out."""
    characters: list[str] = []
    offsets: list[int] = []
    for offset in range(start, end):
        character = page_text[offset]
        if character.isspace():
            if not characters or characters[-1] == " ":
                continue
            character = " "
        elif not character.isprintable():
            continue
        characters.append(character)
        offsets.append(offset)
    while characters and characters[-1] == " ":
        characters.pop()
        offsets.pop()
    return "".join(characters), tuple(offsets)
