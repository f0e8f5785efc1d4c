"""The words that a file has used so far: they tell whether the hyphen at a line's end is the typesetter's or the word's own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.pdf.layout import Strand

_LETTERS = re.compile(r"[^\W\d_]+")
_WORDS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)?")
# What makes a compound with a hyphen of its own wherever the line ends: non-transferable, project-based, paid-up.
_COMPOUND_HEADS = frozenset("all cross half multi non quasi self well".split())
_COMPOUND_TAILS = frozenset(
    "based driven free funded led level oriented owned party related sized specific term up wide year".split()
)


class Vocabulary:
    """The words of a file, page after page, in small letters."""

    def __init__(self) -> None:
        self._words: set[str] = set()

    def learn(self, found: Sequence[Strand]) -> None:
        """Take the words of the strands, the parts of divided words left out."""
        divided = False
        for strand in found:
            text = "".join(f" {glyph.text}" if glyph.spaced else glyph.text for glyph in strand.glyphs)
            words = _WORDS.findall(text)[1 if divided else 0 :]
            divided = strand.glyphs[-1].divides
            self._words.update(word.lower() for word in (words[:-1] if divided else words))

    def joins(self, first: str, second: str) -> bool:
        """Whether the hyphen between the parts of a divided word is the typesetter's alone: as the file's other words have it."""
        letters = _LETTERS.match(second)
        first, second = first.lower(), letters.group().lower() if letters else ""
        if first + second in self._words:
            return True
        if f"{first}-{second}" in self._words or first in _COMPOUND_HEADS or second in _COMPOUND_TAILS:
            return False
        # What hyphenation cuts off ("ation") is no word by itself; the end of a compound ("third-party") mostly is.
        return second not in self._words
