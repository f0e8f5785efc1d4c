"""Words of the documents by their sound, so that a name is found that the question spells in the other alphabet."""

from __future__ import annotations

import re
from collections import defaultdict

import sqlalchemy as sa

from kb.domain import Language
from kb.keywords import vocabulary
from kb.transliteration import consonants_of_english, consonants_of_korean, sound_alike

_KOREAN = re.compile(r"[가-힣]{2,}")
_ENGLISH = re.compile(r"[a-z\u00c0-\u024f]{3,}")


class Sounds:
    """The words of one state's documents, read and sorted by their consonants when a language is first asked for.

    12,000 words take 0.2 s; asking costs a look into a table and a comparison with the few words of the same consonants.
    """

    def __init__(self) -> None:
        self._words: dict[Language, dict[str, list[str]]] = {}

    def alike(self, connection: sa.Connection, term: str) -> frozenset[str]:
        """The words in the other alphabet that sound like a term; empty for what is no word."""
        if _KOREAN.fullmatch(term):
            held = self._of(connection, "en").get(consonants_of_korean(term), ())
            return frozenset(word for word in held if sound_alike(term, word))
        if not _ENGLISH.fullmatch(term):
            return frozenset()
        words = self._of(connection, "ko")
        held = [word for sound in consonants_of_english(term) for word in words.get(sound, ())]
        return frozenset(word for word in held if sound_alike(word, term))

    def _of(self, connection: sa.Connection, language: Language) -> dict[str, list[str]]:
        if language not in self._words:
            words: dict[str, list[str]] = defaultdict(list)
            for word in vocabulary(connection, language):
                for sound in _sounds(word):
                    words[sound].append(word)
            self._words[language] = dict(words)
        return self._words[language]


def _sounds(word: str) -> frozenset[str]:
    """The consonants of a word in either alphabet; none of what is no word, or too short to be known by them."""
    if _KOREAN.fullmatch(word):
        return frozenset({consonants_of_korean(word)})
    return consonants_of_english(word) if _ENGLISH.fullmatch(word) else frozenset()
