"""Where a section's words stand on the sheets drawn from its file: their letters are matched in order, white space ignored."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.extract import ExtractedPage
from kb.domain import Box, Word
from kb.text import LAYOUT, nfc

_GRAM = 8  # letters in a row that tell a place; shorter texts are looked for nearby only
_NEAR = 3_000  # letters before and after where the last text ended
_CANDIDATES = 64  # places kept of letters that repeat, as dotted lines do
_SLIP = 3  # letters one side may have more than the other: a note's mark, a bullet, a hyphen
_TOKEN = re.compile(r"\S+")

Letters = Sequence[tuple[str, Box]]


@dataclass(frozen=True, slots=True)
class _Drawn:
    """All letters of all sheets in one row, and where each run of _GRAM letters begins in it."""

    letters: str
    places: list[tuple[int, Box]]
    grams: dict[str, list[int]]


def placed(pages: Sequence[ExtractedPage], sheets: Sequence[Letters]) -> tuple[ExtractedPage, ...]:
    """`pages` with their words' boxes on `sheets` (each its letters in reading order); a word not found has none."""
    drawn = _drawn(sheets)
    found: list[ExtractedPage] = []
    position = 0
    for page in pages:
        words: list[Word] = []
        start = 0
        for line in page.text.split("\n"):
            matches, position = _matched(line, position, drawn)
            words.extend(_words(line, start, matches, drawn))
            start += len(line) + 1
        found.append(replace(page, words=tuple(words)))
    return tuple(found)


def _drawn(sheets: Sequence[Letters]) -> _Drawn:
    letters: list[str] = []
    places: list[tuple[int, Box]] = []
    for number, sheet in enumerate(sheets, 1):
        for character, box in sheet:
            # A ligature or a decomposed syllable is several letters in one box.
            for letter in nfc(character):
                if not LAYOUT.match(letter):
                    letters.append(letter)
                    places.append((number, box))
    text = "".join(letters)
    grams: dict[str, list[int]] = defaultdict(list)
    for at in range(len(text) - _GRAM + 1):
        known = grams[text[at : at + _GRAM]]
        if len(known) < _CANDIDATES:
            known.append(at)
    return _Drawn(text, places, dict(grams))


def _matched(line: str, position: int, drawn: _Drawn) -> tuple[dict[int, int], int]:
    """For the offsets of `line`, the drawn letters they are; and where in the drawing the next line is looked for."""
    offsets = [at for at, letter in enumerate(line) if not LAYOUT.match(letter)]
    wanted = "".join(line[at] for at in offsets)
    if len(wanted) < _GRAM:
        at = _nearby(wanted, position, drawn.letters)
        if at is None:
            return {}, position
        return dict(zip(offsets, range(at, at + len(wanted)), strict=True)), at + len(wanted)
    matches: dict[int, int] = {}
    done = 0
    while done < len(wanted):
        at = _place(wanted, done, position, drawn)
        if at is None:
            done += 1
            continue
        while at is not None and done < len(wanted):
            while done < len(wanted) and at < len(drawn.letters) and wanted[done] == drawn.letters[at]:
                matches[offsets[done]] = at
                done, at = done + 1, at + 1
            position = at
            done, at = _resumed(wanted, done, at, drawn.letters)
    return matches, position


def _nearby(wanted: str, position: int, letters: str) -> int | None:
    """Where a short text stands next after `position`, or else shortly before it."""
    if not wanted:
        return None
    at = letters.find(wanted, position, position + _NEAR)
    if at < 0:
        at = letters.rfind(wanted, max(0, position - _NEAR), position)
    return None if at < 0 else at


def _place(wanted: str, done: int, position: int, drawn: _Drawn) -> int | None:
    """Where the letters of `wanted` from `done` stand: at `position`, or else nearest after it, or else anywhere."""
    if drawn.letters.startswith(wanted[done : done + _GRAM], position) and len(wanted) - done >= 2:
        return position
    if len(wanted) - done < _GRAM:
        return None
    known = drawn.grams.get(wanted[done : done + _GRAM])
    if not known:
        return None
    after = bisect_left(known, position)
    return known[after] if after < len(known) else known[-1]


def _resumed(wanted: str, done: int, at: int, letters: str) -> tuple[int, int | None]:
    """Where matching goes on when one side has up to _SLIP letters more or other than the other; None where it does not."""
    for skipped in range(1, _SLIP + 1):
        for left, right in ((0, skipped), (skipped, 0), (skipped, skipped)):
            ahead = wanted[done + left : done + left + 4]
            if len(ahead) == 4 and letters.startswith(ahead, at + right):
                return done + left, at + right
    return done, None


def _words(line: str, start: int, matches: dict[int, int], drawn: _Drawn) -> Iterator[Word]:
    """The words of a line, each as often as it stands on lines or sheets of the drawing."""
    for token in _TOKEN.finditer(line):
        first = last = -1
        sheet, box = 0, Box(0, 0, 0, 0)
        for offset in range(token.start(), token.end()):
            if offset not in matches:
                continue
            there, letter = drawn.places[matches[offset]]
            if first >= 0 and there == sheet and box.beside(letter) and letter.left >= box.left - 0.02:
                box = box.joined(letter)
            else:
                if first >= 0:
                    yield Word(start + first, start + last + 1, sheet, box)
                first, sheet, box = offset, there, letter
            last = offset
        if first >= 0:
            yield Word(start + first, start + last + 1, sheet, box)
