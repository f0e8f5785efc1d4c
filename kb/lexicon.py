"""Words of offices and agreements across Korean and English, so that a question finds words it does not share."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from pathlib import Path

from kb.tokens import english_terms

_TABLE = Path(__file__).with_name("lexicon.tsv")


def in_the_other_language(term: str) -> frozenset[str]:
    """The terms (Korean morphemes, English stems) by which the other language may say a term; empty for most words."""
    return _translations().get(term, frozenset())


@cache
def _translations() -> dict[str, frozenset[str]]:
    """The table both ways, by term."""
    found: dict[str, set[str]] = defaultdict(set)
    for line in _TABLE.read_text("utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        korean, english = line.split("\t")
        stems = {stem for word in english.split("|") for stem in english_terms(word)}
        for morpheme in korean.split("|"):
            found[morpheme] |= stems
            for stem in stems:
                found[stem].add(morpheme)
    return {term: frozenset(others) for term, others in found.items()}
