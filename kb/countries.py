"""Countries under their Korean and English names and their English adjectives, from Unicode's CLDR by Babel."""

from __future__ import annotations

import re
from functools import cache


@cache
def _in_korean() -> dict[str, str]:
    """English name or adjective -> Korean name, as "denmark" and "danish" -> "덴마크"."""
    from babel import Locale
    from babel.core import get_global

    korean, english = Locale("ko"), Locale("en")
    found: dict[str, str] = {}
    # The language that most people of a country speak gives its adjective: "Danish" is of Denmark.
    for language, likely in get_global("likely_subtags").items():
        territory = likely.rsplit("_", 1)[-1]
        adjective = english.languages.get(language, "")
        if adjective and korean.territories.get(territory, "") == korean.languages.get(language, "").removesuffix("어"):
            found[adjective.lower()] = korean.territories[territory]
    found.update(
        {english.territories[code].lower(): name for code, name in korean.territories.items() if code.isalpha()}
    )
    return found


@cache
def _in_english() -> dict[str, str]:
    from babel import Locale

    korean, english = Locale("ko"), Locale("en")
    return {name: english.territories[code] for code, name in korean.territories.items() if code.isalpha()}


def in_the_other_language(text: str) -> list[tuple[str, str]]:
    """The countries `text` names, each as it is written there and as it is called in the other language."""
    english = [(name, korean) for name, korean in _in_korean().items() if name in text.lower()]
    found = [
        (match.group(), korean)
        for name, korean in english
        if (match := re.search(rf"\b{re.escape(name)}\b", text, re.I))
    ]
    for word in re.findall(r"[가-힣]{2,}", text):
        # A particle may follow the name: the longest beginning that is one.
        name = next((word[:end] for end in range(len(word), 1, -1) if word[:end] in _in_english()), "")
        if name:
            found.append((name, _in_english()[name]))
    return found


# Peoples whose name does not come from the country's by an ending.
_PEOPLES = {
    "finn": "Finland", "dane": "Denmark", "swede": "Sweden", "norwegian": "Norway", "dutch": "Netherlands", "swiss": "Switzerland",
    "british": "United Kingdom", "briton": "United Kingdom", "american": "United States", "french": "France", "german": "Germany",
    "greek": "Greece", "pole": "Poland", "turk": "Türkiye", "spaniard": "Spain", "irish": "Ireland", "thai": "Thailand",
    "argentine": "Argentina", "filipino": "Philippines", "peruvian": "Peru", "iraqi": "Iraq", "saudi": "Saudi Arabia",
    "emirati": "United Arab Emirates", "kiwi": "New Zealand", "welsh": "United Kingdom", "scottish": "United Kingdom",
}  # fmt: skip
_ENDINGS = r"(?:n|an|ian|ean|ese|i|er|ish)?"


@cache
def of_people(word: str) -> str:
    """The English name of the country whose people, or whose thing, a word calls: "Canadians" are of Canada; else empty."""
    said = word.lower()
    for form in (said, said.removesuffix("s")):
        if form in _PEOPLES:
            return _PEOPLES[form]
        for name in _in_english().values():
            stem = name.lower()
            roots = {stem, stem.removesuffix("stan"), stem.rstrip("aeiouy")}
            if len(form) > 3 and any(
                len(root) > 3 and re.fullmatch(re.escape(root) + _ENDINGS, form) for root in roots
            ):
                return name
    return ""
