"""How well a text reads: whether its characters are letters a person knows, or what a broken font leaves of them."""

from __future__ import annotations

import re

from ingest.cleaning import UNREADABLE

_HANGUL = re.compile("[\uac00-\ud7a3]")
_LATIN = re.compile("[A-Za-z]")
_VOWEL = re.compile("[AEIOUYaeiouy]")
_LATIN_1 = re.compile("[\u00a1-\u00a6\u00a8\u00aa\u00ac\u00af\u00b1-\u00b6\u00b8-\u00ba\u00bc-\u00ff]")
# In Korean prose these make up a third to a half of all syllables; of syllables mixed up by a wrong map, 1 in 200.
_COMMON = re.compile("[이다는의을를에서로고하한지기가은대시사자어아으리도인나해그일정여있제국업부수성주과구장전원협]")
# Below these counts of characters a share says nothing.
_ENOUGH_LATIN = 80
_ENOUGH_HANGUL = 100
_SOUP = 0.2


def letters(text: str) -> int:
    """How many letters and digits the text has."""
    return sum(map(str.isalnum, text))


def unreadable_share(text: str) -> float:
    """The share, 0 to 1, of characters without a meaning among all that are not white space."""
    shown = sum(not character.isspace() for character in text)
    return sum(len(found.group()) for found in UNREADABLE.finditer(text)) / shown if shown else 0.0


def legibility(text: str) -> float:
    """How well it reads, 0 to 1: the share of readable characters, much less where the letters make no language.

    Measured on what broken fonts give: Korean bytes read as Latin-1 ("Áö¹æ"), an alphabet shifted by some places
    ("7KH SDUWLHV", which has no vowels), and Hangul out of a wrong map (syllables no text uses).
    """
    share = 1.0 - unreadable_share(text)
    return share * _SOUP if _is_soup(text) else share


def _is_soup(text: str) -> bool:
    hangul, latin = len(_HANGUL.findall(text)), len(_LATIN.findall(text))
    if hangul >= _ENOUGH_HANGUL and len(_COMMON.findall(text)) < 0.12 * hangul:
        return True
    accented = len(_LATIN_1.findall(text))
    if accented >= _ENOUGH_LATIN // 2 and accented > 0.3 * (latin + accented) and accented > hangul:
        return True
    vowels = len(_VOWEL.findall(text))
    return latin >= _ENOUGH_LATIN and latin > hangul and not 0.2 <= vowels / latin <= 0.75
