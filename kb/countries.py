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
