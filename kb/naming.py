"""Which documents a question names: by their titles, their file names and the organisations in them.

What names a document stands on its first page or on all of its pages and says nothing about where in it the answer stands.
So names tell the document, softly, since they may be mistaken, and the rest of the question tells the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
import sqlalchemy as sa

from kb.database import current, document, party_name
from kb.keywords import rarity
from kb.tokens import terms, terms_of

# A question names what a name is when it holds so much of it by the rarity of its words, so that a chance word of a long
# title names nothing. On the samples' agreements, 0.8 and 1 found the right page first alike, and oftener than 0.6.
_HELD = 0.8
_TITLE_PARTS = re.compile(r"\s*[–—/():]\s*|\s+between\s+")
_FILE_PARTS = re.compile(r"[\d_()–—-]+")
_SHORTEST = 3
# What a company is in law, as stems, is left out of what is asked for.
_LEGAL_FORMS = frozenset(
    "inc ltd llc llp lp corp co corpor compani limit gmbh plc ag sa bv 주식회사 유한회사 법인".split()
)


@dataclass(frozen=True, slots=True)
class Named:
    """The words of a question that name documents, and how surely each document is meant, 0 to 1, shape (documents,)."""

    terms: frozenset[str]
    documents: npt.NDArray[np.float64]


class Names:
    """What the documents of one state are called; `called` holds the names of each document."""

    def __init__(self, called: Sequence[Iterable[str]]) -> None:
        self._called = [tuple(names) for names in called]

    def named_in(self, question: Sequence[str]) -> Named:
        """The documents that the words of a question name, those that share the words of a name as far as they do."""
        asked = set(question)
        held = {name for term in asked for name in self._holding.get(term, ()) if self._is_held(name, asked)}
        naming = frozenset().union(*held) & asked
        weights = np.array([self._weight(naming & words) for words in self._words])
        surest = float(weights.max(initial=0.0))
        if not surest:
            return Named(frozenset(), np.zeros(len(self._words)))
        # One word that only one document bears names it for sure, however many or few documents there are.
        sure = min(1.0, surest / float(rarity(np.array([1]), len(self._words))[0]))
        best = self._words[int(weights.argmax())]
        return Named(naming & best, sure * weights / surest)

    @cached_property
    def _words(self) -> list[frozenset[str]]:
        """All words of each document's names."""
        return [frozenset().union(*map(_terms, names)) for names in self._called]

    @cached_property
    def _rarity(self) -> dict[str, float]:
        every = sorted(frozenset().union(*self._words))
        holding = np.array([sum(term in words for words in self._words) for term in every], np.int64)
        return dict(zip(every, rarity(holding, len(self._words)).tolist(), strict=True))

    @cached_property
    def _holding(self) -> dict[str, list[frozenset[str]]]:
        """The distinct names, as words, that hold each word."""
        found: dict[str, list[frozenset[str]]] = {}
        for name in {_terms(name) for names in self._called for name in names}:
            for term in name:
                found.setdefault(term, []).append(name)
        return found

    def _is_held(self, name: frozenset[str], asked: set[str]) -> bool:
        telling = name - _LEGAL_FORMS or name
        return self._weight(telling & asked) >= _HELD * self._weight(telling)

    def _weight(self, words: Iterable[str]) -> float:
        return sum(self._rarity[word] for word in words)


def read(connection: sa.Connection, documents: Sequence[Any]) -> Names:
    """The names of `documents`, rows with id, name and title: an organisation's in every document under all that any calls it."""
    names: dict[str, set[str]] = {}
    parties: dict[str, set[str]] = {}
    for row in connection.execute(sa.select(party_name.c.party_id, party_name.c.document_id, party_name.c.name)):
        names.setdefault(row.party_id, set()).add(row.name)
        parties.setdefault(row.document_id, set()).add(row.party_id)
    return Names(
        [
            {*_own(row.title, row.name), *(name for party in parties.get(row.id, ()) for name in names[party])}
            for row in documents
        ]
    )


def _own(title: str, file: str) -> Iterator[str]:
    """A document's title, the parts of it, and the parts of its file's name."""
    yield title
    parts = (*_TITLE_PARTS.split(title), *_FILE_PARTS.split(file.rsplit(".", 1)[0]))
    yield from (part for part in parts if len(part) >= _SHORTEST)


def without(text: str, naming: frozenset[str]) -> str:
    """`text` less its words that only name; all of it where no other is left."""
    words = text.split()
    said = [set(one) for one in terms_of(words)]
    left = [word for word, own in zip(words, said, strict=True) if not own or own - naming]
    return " ".join(left) if any(own - naming for own in said) else text


@lru_cache(maxsize=100_000)
def _terms(name: str) -> frozenset[str]:
    return frozenset(terms(name))


# A title of fewer letters may be any words of a question.
_TITLE = 16


def named_documents(connection: sa.Connection, question: str) -> tuple[tuple[str, ...], str]:
    """The names of the current documents that a question names by file name or whole title, and what else it says."""
    said = question.casefold()
    found: dict[str, str] = {}
    for row in connection.execute(sa.select(document.c.name, document.c.title).where(current)):
        stem = row.name.rpartition(".")[0] or row.name
        for written in (row.name, stem, " ".join(row.title.split())):
            long = len(written) >= (_TITLE if written not in (row.name, stem) else 5)
            if long and re.search(rf"(?<![\w.-]){re.escape(written.casefold())}(?![\w])", said):
                found[row.name] = written
                break
    rest = question
    for written in sorted(set(found.values()), key=len, reverse=True):
        rest = re.sub(re.escape(written), " ", rest, flags=re.IGNORECASE)
    return tuple(found), " ".join(rest.split()) if found else question
