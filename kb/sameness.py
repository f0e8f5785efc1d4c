"""Whether two texts speak of the same thing: by the words they share, a rare word counting for more than a common one."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Sequence

from kb.tokens import terms, terms_of

_KEPT = 20_000


_DATED = re.compile(
    r"\d+\s*(?:년|월|일)(?:까지|에|의|부터)?|\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b|\b(?:19|20)\d\d\b",
)


def undated(text: str) -> str:
    """A text without its dates: two texts of one thing give different ones."""
    return _DATED.sub(" ", text)


class Words:
    """The words of many texts with their rarity among them; names of the organisations concerned may be left out."""

    def __init__(self, texts: Sequence[str], without: Collection[str] = ()) -> None:
        left_out = {term for name in without for term in words_of(name)}
        self._words = [each - left_out for each in words_of_all(texts)]
        count = Counter(term for each in self._words for term in each)
        self._rarity = {term: math.log(1 + len(texts) / found) for term, found in count.items()}
        self._lengths = [math.sqrt(sum(self._rarity[term] ** 2 for term in each)) for each in self._words]

    def alike(self, one: int, other: int) -> float:
        """How alike the texts at these two positions are, 0 to 1."""
        shared = sum(self._rarity[term] ** 2 for term in self._words[one] & self._words[other])
        return shared / (self._lengths[one] * self._lengths[other]) if shared else 0.0


def words_of_all(texts: Sequence[str]) -> list[frozenset[str]]:
    """The searchable words of each text; texts met before cost nothing."""
    new = list(dict.fromkeys(text for text in texts if text not in _known))
    for text, found in zip(new, terms_of(new), strict=True):
        if len(_known) >= _KEPT:
            _known.clear()
        _known[text] = frozenset(found)
    return [_known[text] if text in _known else words_of(text) for text in texts]


# Splitting a register's Korean sentences into words takes longer than everything else a question needs.
_known: dict[str, frozenset[str]] = {}


def words_of(text: str) -> frozenset[str]:
    """The searchable words of one short text, as a name."""
    return frozenset(terms(text))
