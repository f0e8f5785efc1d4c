"""What agreements are asked for and how they write it, in both languages: a question's words lead to those of the clause."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kb.domain import LANGUAGES, Language
from kb.text import nfc, one_line
from kb.tokens import english_terms, terms_of
from kb.vectors import Vectors

_TABLE = Path(__file__).with_name("glossary.tsv")
_AGREEMENT = re.compile(r"협약|양해각서|협정|합의서|계약|\bagreements?\b|\bcontracts?\b|\bMOUs?\b|\bmemorand", re.I)


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing that agreements settle: the words that ask for it, and a clause that says it in Korean and in English."""

    korean: tuple[str, ...]
    stems: frozenset[str]
    phrases: tuple[str, ...]
    clauses: tuple[str, str]
    asked: frozenset[str]
    terms: frozenset[str]


def is_about_agreements(question: str) -> bool:
    """Whether a question speaks of an agreement."""
    return bool(_AGREEMENT.search(question))


def matters_of(question: str) -> list[Matter]:
    """What of the glossary a question asks for: Korean whatever its spaces and endings, an English word whatever its inflection."""
    folded = one_line(nfc(question)).casefold()
    bare, stems = folded.replace(" ", ""), set(english_terms(question))
    return [
        each
        for each in glossary()
        if each.stems & stems
        or any(word in bare for word in each.korean)
        or any(re.search(rf"\b{phrase}\b", folded) for phrase in each.phrases)
    ]


@cache
def glossary() -> tuple[Matter, ...]:
    """The glossary, read once."""
    with _TABLE.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.reader((line for line in lines if not line.startswith("#")), delimiter="\t"))
    asked = terms_of([f"{korean} {english}".replace("|", " ") for korean, english, *_ in rows])
    said = terms_of([" ".join(clauses) for _, _, *clauses in rows])
    return tuple(map(_matter, rows, asked, said))


def _matter(row: Sequence[str], asked: Iterable[str], said: Iterable[str]) -> Matter:
    korean, english = row[0].split("|"), row[1].split("|")
    stems = frozenset(stem for word in english if " " not in word for stem in english_terms(word))
    phrases = tuple(word for word in english if " " in word)
    bare = tuple(word.replace(" ", "") for word in korean)
    words = frozenset(asked)
    return Matter(bare, stems, phrases, (row[2], row[3]), words, words.union(said))


class ClauseVectors:
    """The vectors of the glossary's clauses, each embedded when it is first asked for."""

    def __init__(self, embed: Callable[[Sequence[str]], Vectors]) -> None:
        self._embed = embed
        self._known: dict[tuple[str, str], dict[Language, Vectors]] = {}

    def of(self, matter: Matter) -> Mapping[Language, Vectors]:
        """The vector of a matter's clause in each language, shape (dimension,)."""
        if matter.clauses not in self._known:
            self._known[matter.clauses] = dict(zip(LANGUAGES, self._embed(matter.clauses), strict=True))
        return self._known[matter.clauses]
