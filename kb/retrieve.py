"""Question -> hits: keyword and vector scores fused, filtered, both languages served."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import sqlalchemy as sa

from kb.catalogue import Catalogue, Integers, Mask, passage_vectors
from kb.database import page, passage
from kb.domain import LANGUAGES, Filters, Hit, Language, Page, Passage
from kb.keywords import HIGHEST_WEIGHT, Occurrences, bm25, occurrences, rarity
from kb.query import Query, Space, read
from kb.vectors import Vectors

# What the score of a page rests on: the BM25 of the page and of its best clause, each as a share of the highest that the
# question's words could reach, and the best centred cosine on it, as a share of the highest of all. A question few of whose words
# are written anywhere, as across languages, is so found by its meaning. Near the best of a random search on one half of the
# questions of autorag-ko, belebele, cuad, the samples and another set of documents; that best lifted the other half's mean MRR
# from 0.780 to 0.788. Check a change with `python -m bench.autorag`, `bench.belebele` and `bench.cuad_questions`.
PAGE_WORDS = 2.5
CLAUSE_WORDS = 2.0
NEARNESS = 1.0
# A passage in the other language can hold fewer of the question's words: so much makes up for it.
FOREIGN = 0.1
# What a document gets that the question names for sure, so that what stands in no page of it can still be found in others.
NAMED = 1.5
# One that it describes, but not for sure, gets so much of that.
FAVOURED = 0.5
# A passage beside others of its document is told by its words even more, and what stands around it speaks for it a little.
PASSAGE_WORDS = 12.0
PAGE_OF_PASSAGE = 0.2
CANDIDATES = 200

Floats = npt.NDArray[np.float64]
Scoring = Literal["both", "words", "vectors"]


@dataclass(frozen=True, slots=True)
class Ranking:
    """Candidate passages of one question: rows in the catalogue with their scores, and what words and vectors said.

    `rows`, `scores` (of the passage), `page_scores` (of its page) and `closeness` (the passage's centred cosine with what is
    looked for) have one entry a candidate. `weights` are the question's words with their rarity; `nearness` the best centred
    cosine; `vector` the question's centred vector and `means` what was taken off, by language.
    """

    rows: Integers
    scores: Floats
    page_scores: Floats
    closeness: Floats
    weights: dict[str, float]
    nearness: float
    vector: Vectors
    means: Mapping[Language, Vectors]


@dataclass(frozen=True, slots=True)
class Found:
    """A hit with what choosing a sentence of it needs: how near its passage is, the text of its page, its document's day."""

    hit: Hit
    closeness: float
    page_text: str
    dated_on: dt.date | None


@dataclass(frozen=True, slots=True)
class _Words:
    """BM25 of each passage and of its page, 0 to 1, and the rarity of the question's own words."""

    clause: Floats
    page: Floats
    weights: dict[str, float]


def rank(
    connection: sa.Connection,
    catalogue: Catalogue,
    nearest: Callable[[Vectors, Language, int], list[int]],
    space: Space,
    question: str,
    filters: Filters,
    by: Scoring = "both",
    favoured: Sequence[str] = (),
) -> Ranking:
    """Score the passages that may answer `question`, by words, vectors or both; `space` gives its vectors, `nearest` the ids
    near one in a language. Documents of the `favoured` names are those it probably means.
    """
    allowed = None if filters.empty else catalogue.mask(connection, filters)
    narrowed, chosen = bool(filters.parties), bool(filters.documents) and not filters.parties
    spelt = partial(catalogue.sounds.alike, connection)
    query = read(question, catalogue.names, space, narrowed=narrowed, chosen=chosen, spelt=spelt)
    words = _keyword_scores(connection, catalogue, query)
    wordy = (PAGE_WORDS * words.page + CLAUSE_WORDS * words.clause) * (1.0 if allowed is None else allowed)
    near = _near(connection, catalogue, nearest, query, space.means, allowed)
    best = np.argsort(-wordy, kind="stable")[:CANDIDATES]
    rows = np.unique(np.concatenate([near, best[wordy[best] > 0]]))
    if not len(rows):
        none = np.zeros(0)
        return Ranking(rows, none, none, none, words.weights, 0.0, query.vector, space.means)
    vectors = _centred_passages(connection, catalogue, rows, space.means)
    cosines = _cosines(vectors, catalogue.languages[rows], query.vectors)
    closeness = NEARNESS * np.clip(_scaled(cosines), 0, 1)
    by_words, by_vectors, beside = by != "vectors", by != "words", _beside(catalogue, query, favoured, rows, by)
    pages = catalogue.page_of[rows]
    of_page = _best(pages, by_words * wordy[rows]) + _best(pages, by_vectors * closeness) + _best(pages, beside)
    own = by_words * PASSAGE_WORDS * words.clause[rows] + by_vectors * closeness + beside
    nearness = float((vectors @ query.vector).max())
    return Ranking(rows, _scaled(own), _scaled(of_page), cosines, words.weights, nearness, query.vector, space.means)


def _beside(catalogue: Catalogue, query: Query, favoured: Sequence[str], rows: Integers, by: Scoring) -> Floats:
    """What speaks for passages beside their words and vectors: that their document is named, and that they are in the other language."""
    described = np.array([FAVOURED * (row.name in favoured) for row in catalogue.document_rows])
    named: Floats = NAMED * np.maximum(query.documents, described)[catalogue.documents[rows]]
    foreign = catalogue.languages[rows] != LANGUAGES.index(query.language)
    return named + FOREIGN * foreign if by == "both" else named


def _keyword_scores(connection: sa.Connection, catalogue: Catalogue, query: Query) -> _Words:
    """BM25 of each passage and of its page as shares of what they could reach with all of the question's words."""
    total = len(catalogue.ids)
    found = _occurrences(connection, catalogue, query)
    if not total or not found.terms:
        return _Words(np.zeros(total), np.zeros(total), {})
    counted = np.array([query.weights[term] for term in found.terms])
    clause = np.zeros(total)
    clause[found.rows], _ = _shares(found.counts, catalogue.lengths[found.rows], catalogue.lengths, counted)
    pages, inverse = np.unique(catalogue.page_of[found.rows], return_inverse=True)
    counts = np.zeros((len(pages), len(found.terms)))
    np.add.at(counts, inverse, found.counts)
    scores = np.zeros(len(catalogue.page_lengths))
    scores[pages], page_idf = _shares(counts, catalogue.page_lengths[pages], catalogue.page_lengths, counted)
    weights = {term: weight for term, weight in zip(found.terms, page_idf.tolist(), strict=True) if term in query.own}
    # Every passage of a page bears the page's score, so that a clause can be found by what its neighbours say.
    return _Words(clause, scores[catalogue.page_of], weights)


def _shares(
    counts: Floats, lengths: Integers | Floats, every: Integers | Floats, counted: Floats
) -> tuple[Floats, Floats]:
    """BM25 of units that hold words, whose `lengths` are among `every` one, as shares of the highest; and the words' rarity."""
    idf = rarity((counts > 0).sum(axis=0), len(every))
    scores = bm25(counts, lengths.astype(np.float64), float(every.mean()), idf * counted)
    return scores / max(HIGHEST_WEIGHT * float(idf @ counted), 1e-9), idf


def _occurrences(connection: sa.Connection, catalogue: Catalogue, query: Query) -> Occurrences:
    """Where the question's words occur; a passage in the other language holds a word where it says what the lexicon has for it."""
    others = frozenset().union(*query.translations.values()) - query.weights.keys()
    found = occurrences(connection, (*query.weights, *sorted(others)), catalogue.ids)
    column = {term: index for index, term in enumerate(found.terms)}
    counts = found.counts[:, : len(query.weights)].copy()
    foreign = catalogue.languages[found.rows] != LANGUAGES.index(query.language)
    for word, translated in query.translations.items():
        said = found.counts[:, [column[term] for term in translated]].max(axis=1)
        counts[:, column[word]] = np.maximum(counts[:, column[word]], np.where(foreign, said, 0.0))
    return Occurrences(found.terms[: len(query.weights)], found.rows, counts)


def _near(
    connection: sa.Connection,
    catalogue: Catalogue,
    nearest: Callable[[Vectors, Language, int], list[int]],
    query: Query,
    means: Mapping[Language, Vectors],
    allowed: Mask | None,
) -> Integers:
    """Rows of the passages nearest in each language; exact over the database's vectors where a filter narrows."""
    if allowed is not None:
        # A filtered Chroma query costs 12 times an unfiltered one (20,000 vectors), exact search over all 2.5 times.
        rows = np.flatnonzero(allowed)
        if len(rows) <= CANDIDATES:
            return rows
        vectors = _centred_passages(connection, catalogue, rows, means)
        cosines = _cosines(vectors, catalogue.languages[rows], query.vectors)
        return rows[np.argsort(-cosines, kind="stable")[:CANDIDATES]]
    found = [key for language in catalogue.means for key in nearest(query.vectors[language], language, CANDIDATES)]
    keys = np.array(sorted(found), np.int64)
    positions = np.searchsorted(catalogue.ids, keys)
    positions = positions[positions < len(catalogue.ids)]
    return positions[np.isin(catalogue.ids[positions], keys)]


def _centred_passages(
    connection: sa.Connection, catalogue: Catalogue, rows: Integers, means: Mapping[Language, Vectors]
) -> Vectors:
    """The vectors of passages less the mean of their language, at length 1."""
    taken_off = np.stack([means[language] for language in LANGUAGES])[catalogue.languages[rows]]
    vectors = passage_vectors(connection, catalogue.ids[rows]) - taken_off
    centred: Vectors = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    return centred


def _cosines(passages: Vectors, languages: Integers, queries: Mapping[Language, Vectors]) -> Floats:
    """How near each passage is to what is looked for in its language."""
    looked_for = np.stack([queries[language] for language in LANGUAGES])
    cosines: Floats = (passages @ looked_for.T)[np.arange(len(passages)), languages].astype(np.float64)
    return cosines


def _scaled(values: Floats) -> Floats:
    return values / max(float(values.max(initial=0.0)), 1e-9)


def _best(groups: Integers, values: Floats) -> Floats:
    """For each entry the highest value of its group."""
    _, inverse = np.unique(groups, return_inverse=True)
    highest = np.full(int(inverse.max()) + 1, -np.inf)
    np.maximum.at(highest, inverse, values)
    result: Floats = highest[inverse]
    return result


def hits(connection: sa.Connection, catalogue: Catalogue, ranking: Ranking, count: int, per_page: int = 1) -> list[Hit]:
    """The best `count` hits, pages in order of their score and at most `per_page` passages of each."""
    return [one.hit for one in found(connection, catalogue, ranking, count, per_page)]


def found(
    connection: sa.Connection, catalogue: Catalogue, ranking: Ranking, count: int, per_page: int = 1
) -> list[Found]:
    """The best `count` hits as `hits` orders them, each with what its sentences are chosen by."""
    order = np.lexsort((-ranking.scores, -ranking.page_scores))
    return _of(connection, catalogue, ranking, _some_of_a_page(catalogue, ranking, order, count, per_page))


def passages(connection: sa.Connection, catalogue: Catalogue, ranking: Ranking, count: int) -> list[Hit]:
    """The best `count` passages, however many of them stand on one page."""
    order = np.argsort(-(ranking.scores + PAGE_OF_PASSAGE * ranking.page_scores), kind="stable")
    return [one.hit for one in _of(connection, catalogue, ranking, order[:count].tolist())]


def _some_of_a_page(catalogue: Catalogue, ranking: Ranking, order: Integers, count: int, per_page: int) -> list[int]:
    taken: dict[int, int] = {}
    chosen: list[int] = []
    for position in order:
        page = int(catalogue.page_of[ranking.rows[position]])
        if taken.get(page, 0) < per_page:
            taken[page] = taken.get(page, 0) + 1
            chosen.append(int(position))
        if len(chosen) >= count:
            break
    return chosen


def _of(connection: sa.Connection, catalogue: Catalogue, ranking: Ranking, chosen: Sequence[int]) -> list[Found]:
    held = _held(connection, [int(catalogue.ids[ranking.rows[position]]) for position in chosen])
    return [_found(held[int(catalogue.ids[ranking.rows[place]])], catalogue, ranking, place) for place in chosen]


def _held(connection: sa.Connection, ids: Sequence[int]) -> dict[int, sa.Row[Any]]:
    """The passages `ids` with the pages they stand on, by id."""
    on_page = sa.and_(page.c.document_id == passage.c.document_id, page.c.number == passage.c.page)
    columns = (page.c.label, page.c.text.label("page_text"), page.c.source, page.c.confidence)
    query = sa.select(passage, *columns).join(page, on_page).where(passage.c.id.in_(ids))
    return {row.id: row for row in connection.execute(query)}


def _found(held: sa.Row[Any], catalogue: Catalogue, ranking: Ranking, position: int) -> Found:
    document = catalogue.document_rows[int(catalogue.documents[ranking.rows[position]])]
    text = Passage(held.page, held.start, held.end, held.text, held.language, tuple(held.heading), held.reading)
    place = Page(held.page, held.label, held.page_text, held.source, held.confidence).place(held.start)
    share = round(min(1.0, max(0.0, float(ranking.page_scores[position]))), 4)
    hit = Hit(document.id, document.name, document.kind, place, text, share, held.source, held.confidence)
    return Found(hit, float(ranking.closeness[position]), held.page_text, document.dated_on)
