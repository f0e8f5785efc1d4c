"""Names across alphabets: whether a Korean and an English spelling sound alike ("발모라" and "Valmora")."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import product

from kb.text import nfc

# Hangul's own order of initial consonants, vowels and finals, each as the Revised Romanization writes it (2000).
_INITIALS = "g kk n d tt r m b pp s ss  j jj ch k t p h".split(" ")
_VOWELS = "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i".split(" ")
_FINALS = " k k k n n n t l k m l l l p l m p p t t ng t t k t p t".split(" ")
_FIRST, _LAST = ord("가"), ord("힣")

# Consonants that Korean does not tell apart, or writes now so and now so, are one: 발모라 for Valmora, 피웨어 for FIWARE.
_CLASSES = {
    **dict.fromkeys("gkcq", "K"), **dict.fromkeys("dt", "T"), **dict.fromkeys("bpvf", "P"), **dict.fromkeys("rl", "L"),
    **dict.fromkeys("sx", "S"), **dict.fromkeys("jz", "C"), "m": "M", "n": "N", "h": "H",
}  # fmt: skip
# What two English letters stand for, every reading that Korean spellings give them.
_DIGRAPHS = {
    "ch": ("C", "K"), "sh": ("S",), "th": ("S", "T"), "ph": ("P",), "ck": ("K",), "ng": ("N", "NK"), "qu": ("K",), "gh": ("K", ""),
    "ce": ("S",), "ci": ("S",), "cy": ("S",), "ge": ("C", "K"), "gi": ("C", "K"), "gy": ("C", "K"), "ts": ("C",), "tz": ("C",),
}  # fmt: skip
_READINGS = 64
# Two consonants are too few to know a name by, unless its vowels sound alike too.
_ALIKE, _ALIKE_SHORT = 0.4, 0.7


def sound_alike(korean: str, english: str) -> bool:
    """Whether a Korean word and an English one are spellings of one name."""
    sound = consonants_of_korean(korean)
    if len(sound) < 2 or sound not in consonants_of_english(english):
        return False
    ratio = SequenceMatcher(None, romanized(korean), english.casefold(), autojunk=False).ratio()
    return ratio >= (_ALIKE if len(sound) > 2 else _ALIKE_SHORT)


def begins_alike(korean: str, english: str) -> bool:
    """Whether a Korean name begins with what the English word spells: "기타나미지역정보화협의회" and "Kitanami"."""
    letters = re.match(r"[가-힣]+", nfc(korean))
    if letters is None:
        return False
    name = letters.group()
    return any(sound_alike(name[:length], english) for length in range(2, min(len(name), len(english)) + 1))


def romanized(korean: str) -> str:
    """Hangul in Latin letters, each syllable for itself; what is no Hangul is left out."""
    return "".join("".join(parts) for parts in _syllables(korean))


def consonants_of_korean(word: str) -> str:
    """The consonants of a Korean word by class, repeated ones once: vowels vary most between spellings."""
    return _once("".join(_of(initial) + _of(final) for initial, _, final in _syllables(word)))


def consonants_of_english(word: str) -> frozenset[str]:
    """The consonants of an English word by class, in every way that a Korean spelling may read them."""
    readings: list[tuple[str, ...]] = [("",)]
    letters = re.sub(r"[^a-z]", "", unicodedata.normalize("NFKD", word).casefold())
    index = 0
    while index < len(letters):
        pair = letters[index : index + 2]
        if pair in _DIGRAPHS:
            readings.append(_DIGRAPHS[pair])
            index += 1 if pair[1] in "eiy" else 2
            continue
        readings.append(_readings(letters, index))
        index += 1
    several = 1
    for position, each in enumerate(readings):
        # A word of many readings is read in its likeliest from there on.
        several *= len(each)
        if several > _READINGS:
            readings[position:] = [one[:1] for one in readings[position:]]
            break
    return frozenset(_once("".join(parts)) for parts in product(*readings))


def _readings(letters: str, index: int) -> tuple[str, ...]:
    letter = letters[index]
    following = letters[index + 1 : index + 2]
    if letter == "r" and following not in tuple("aeiouy"):
        # Before a consonant and at the end Korean often leaves it out: 덴마크, 올더머스.
        return ("L", "")
    if letter == "c":
        # Slavic names: 브레니차 for Brenica.
        return ("K", "C")
    if letter == "h" and index:
        return ("", "H")
    if letter == "x":
        return ("KS",)
    return (_CLASSES.get(letter, ""),)


def _of(written: str) -> str:
    """The class of a consonant in the Revised Romanization; "ch" and "ng" are one consonant each."""
    return "C" if written == "ch" else "N" if written == "ng" else _CLASSES.get(written[:1], "")


def _syllables(korean: str) -> Iterator[tuple[str, str, str]]:
    for character in nfc(korean):
        if _FIRST <= ord(character) <= _LAST:
            rest, final = divmod(ord(character) - _FIRST, len(_FINALS))
            initial, vowel = divmod(rest, len(_VOWELS))
            yield _INITIALS[initial], _VOWELS[vowel], _FINALS[final]


def _once(sounds: str) -> str:
    return re.sub(r"(.)\1+", r"\1", sounds)
