"""The sides of a meeting by where they are from: "the Tavanian side", "루센타 측", "우리 측"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.facts.organisations import Organisation

_ENGLISH = re.compile(r"\b[Tt]he\s+(?P<whose>[A-Z][a-z]{3,})\s+(?:side|delegation|party|team)\b")
_KOREAN = re.compile(
    r"(?<![가-힣A-Za-z])(?P<whose>[가-힣A-Za-z]{2,12})\s?(?:측|대표단)(?=[은는이가과와의에을,\s.]|에서|$)"
)
OURS = re.compile(r"(?:우리|저희|당)\s?(?:측|쪽)?|[Oo]ur\s+(?:side|delegation)|we")
THEIRS = re.compile(r"상대\s?(?:방|측|기관)?(?:\s?측)?|[Tt]he\s+other\s+(?:side|delegation)")


def side_mentions(text: str, organisations: Sequence[Organisation]) -> Iterator[tuple[int, int, Organisation]]:
    """Where `text` names a side by its place or the beginning of its name, and the only organisation that can be."""
    for found in _ENGLISH.finditer(text):
        # "Tavanian" and "Tavania", "Swedish" and "Sweden" begin alike.
        stem = found["whose"][: max(4, len(found["whose"]) - 3)]
        meant = [each for each in organisations if re.search(rf"\b{stem}", each.en)]
        if len(meant) == 1:
            yield found.start(), found.end(), meant[0]
    for found in _KOREAN.finditer(text):
        meant = [
            each for each in organisations if found["whose"] not in each.all_names() and _begins(each, found["whose"])
        ]
        if len(meant) == 1:
            yield found.start(), found.end("whose"), meant[0]


def _begins(organisation: Organisation, whose: str) -> bool:
    return any(word.startswith(whose) for word in organisation.ko.split())
