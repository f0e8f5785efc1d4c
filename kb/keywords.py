"""The keyword index: BM25 over postings in the database itself, so that a document and its words come and go together.

Plain postings, not SQLite's FTS5: the same rows serve PostgreSQL, pages as well as passages can be scored from them, and
they tell which of the question's words a passage holds, which is what a refusal rests on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import sqlalchemy as sa

from kb.database import posting
from kb.domain import Language

# Robertson and Zaragoza 2009, "The Probabilistic Relevance Framework: BM25 and Beyond".
K1 = 1.2
B = 0.75
# What a term's BM25 weight, times its rarity, tends to as it fills the unit.
HIGHEST_WEIGHT = K1 + 1
# A longer word is kept by its beginning.
LONGEST = 200

Scores = npt.NDArray[np.float64]


def add(connection: sa.Connection, words: dict[int, list[str]]) -> None:
    """Index passages: `words` holds the terms of each passage by its id."""
    rows = [
        {"term": term[:LONGEST], "passage_id": passage_id, "count": count}
        for passage_id, terms in words.items()
        for term, count in Counter(term[:LONGEST] for term in terms).items()
    ]
    if rows:
        connection.execute(sa.insert(posting), rows)


def held(connection: sa.Connection, terms: Sequence[str]) -> bool:
    """Whether any passage holds one of `terms`."""
    return (
        connection.execute(sa.select(posting.c.passage_id).where(posting.c.term.in_(terms)).limit(1)).first()
        is not None
    )


def vocabulary(connection: sa.Connection, language: Language) -> list[str]:
    """Every distinct word of a language that documents hold."""
    first, last = ("가", "힣힣") if language == "ko" else ("a", "zzz")
    between = posting.c.term.between(first, last)
    return list(connection.execute(sa.select(posting.c.term).where(between).distinct()).scalars())


@dataclass(frozen=True, slots=True)
class Occurrences:
    """Where the words of a question occur: `counts[i, j]` is how often term `terms[j]` stands in passage `rows[i]`.

    `rows` are positions in the catalogue; `counts` has shape (passages that hold any term, terms).
    """

    terms: tuple[str, ...]
    rows: npt.NDArray[np.int64]
    counts: npt.NDArray[np.float64]


def occurrences(connection: sa.Connection, terms: Sequence[str], ids: npt.NDArray[np.int64]) -> Occurrences:
    """Where each distinct term occurs among the passages whose ids, ascending, are `ids`."""
    distinct = tuple(dict.fromkeys(term[:LONGEST] for term in terms))
    if not distinct or not len(ids):
        return Occurrences(distinct, np.zeros(0, np.int64), np.zeros((0, len(distinct))))
    query = sa.select(posting.c.term, posting.c.passage_id, posting.c.count).where(posting.c.term.in_(distinct))
    found = connection.execute(query).all()
    column = {term: index for index, term in enumerate(distinct)}
    keys = np.fromiter((row.passage_id for row in found), np.int64, len(found))
    columns = np.fromiter((column[row.term] for row in found), np.int64, len(found))
    values = np.fromiter((row[2] for row in found), np.float64, len(found))
    positions = np.minimum(np.searchsorted(ids, keys), len(ids) - 1)
    known = ids[positions] == keys
    rows, inverse = np.unique(positions[known], return_inverse=True)
    counts = np.zeros((len(rows), len(distinct)))
    counts[inverse, columns[known]] = values[known]
    return Occurrences(distinct, rows, counts)


def rarity(holding: npt.NDArray[np.int64], units: int) -> Scores:
    """The inverse document frequency of terms held by `holding` of `units` units, always positive."""
    return np.log1p((units - holding + 0.5) / (holding + 0.5))


def bm25(counts: Scores, lengths: Scores, mean_length: float, idf: Scores) -> Scores:
    """BM25 of each unit: `counts` of shape (units, terms), `lengths` in terms of shape (units,), `idf` of shape (terms,)."""
    saturation = K1 * (1 - B + B * lengths / max(mean_length, 1e-9))
    weighted: Scores = (counts * (K1 + 1) / (counts + saturation[:, None])) @ idf
    return weighted
