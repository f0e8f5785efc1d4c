"""The keyword index lives in the database: a passage and its words come and go together, and BM25 ranks by them."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import sqlalchemy as sa

from kb import keywords
from kb.database import Database, document, passage, posting
from kb.domain import Document, Page, Passage
from kb.keywords import K1, B, bm25, occurrences, rarity
from kb.settings import read_settings
from kb.staging import Staged, stage

WORDS = [["협약", "체결", "협약"], ["협약", "연장"], ["pilot", "share"]]


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database(read_settings(home=tmp_path))
    opened.prepare()
    yield opened
    opened.close()


def stage_words(connection: sa.Connection, name: str, words: list[list[str]]) -> list[int]:
    """Put a document on record whose passages hold `words`; the ids of its passages."""
    texts = [" ".join(one) for one in words]
    pages = tuple(Page(number, str(number), text) for number, text in enumerate(texts, 1))
    found = Document(name, name, name, name, "mou", ("ko",), None, pages)
    passages = [Passage(page.number, 0, len(page.text), page.text, "ko") for page in pages]
    vectors = np.eye(len(words), dtype=np.float32)
    stage(connection, Staged(found, [()] * len(pages), passages, words, vectors, b"", None))
    ids = sa.select(passage.c.id).where(passage.c.document_id == name).order_by(passage.c.id)
    return list(connection.execute(ids).scalars())


def test_it_tells_how_often_each_word_stands_in_each_passage(database: Database) -> None:
    with database.write() as connection:
        ids = np.array(stage_words(connection, "a.pdf", WORDS))
        found = occurrences(connection, ["협약", "연장", "unheard", "협약"], ids)
    assert found.terms == ("협약", "연장", "unheard")
    assert found.rows.tolist() == [0, 1]
    assert found.counts.tolist() == [[2, 0, 0], [1, 1, 0]]


def test_only_the_passages_asked_for_are_told(database: Database) -> None:
    with database.write() as connection:
        first, second, _ = stage_words(connection, "a.pdf", WORDS)
        stage_words(connection, "b.pdf", WORDS)
        found = occurrences(connection, ["협약"], np.array([first, second]))
    assert found.rows.tolist() == [0, 1]


@pytest.mark.parametrize("terms", [[], ["unheard"]])
def test_words_nowhere_written_occur_nowhere(database: Database, terms: list[str]) -> None:
    with database.write() as connection:
        ids = np.array(stage_words(connection, "a.pdf", WORDS))
        found = occurrences(connection, terms, ids)
    assert found.counts.shape == (0, len(terms))


def test_an_empty_base_holds_no_word(database: Database) -> None:
    with database.read() as connection:
        assert occurrences(connection, ["협약"], np.zeros(0, np.int64)).rows.tolist() == []


def test_a_deleted_documents_words_go_with_it(database: Database) -> None:
    with database.write() as connection:
        stage_words(connection, "a.pdf", WORDS)
        kept = stage_words(connection, "b.pdf", [["협약"]])
        connection.execute(sa.delete(document).where(document.c.id == "a.pdf"))
        assert connection.execute(sa.select(posting.c.passage_id).distinct()).scalars().all() == kept


def test_a_monstrous_word_is_indexed_and_found_by_its_beginning(database: Database) -> None:
    with database.write() as connection:
        ids = np.array(stage_words(connection, "a.pdf", [["x" * 5000, "x" * 5001]]))
        assert occurrences(connection, ["x" * 5002], ids).counts.tolist() == [[2]]


def test_nothing_to_add_is_no_error(database: Database) -> None:
    with database.write() as connection:
        keywords.add(connection, {})
        keywords.add(connection, {1: []})
        assert connection.execute(sa.select(sa.func.count()).select_from(posting)).scalar_one() == 0


def test_the_scores_are_those_of_the_published_formula() -> None:
    counts, lengths = np.array([[2.0, 0.0], [1.0, 1.0]]), np.array([3.0, 2.0])
    idf = rarity(np.array([2, 1]), 3)
    assert idf.tolist() == pytest.approx([math.log(1 + (3 - n + 0.5) / (n + 0.5)) for n in (2, 1)])
    mean = 7 / 3
    expected = [
        sum(
            idf[term] * counts[unit, term] * (K1 + 1)
            / (counts[unit, term] + K1 * (1 - B + B * lengths[unit] / mean))
            for term in range(2)
        )
        for unit in range(2)
    ]  # fmt: skip
    assert bm25(counts, lengths, mean, idf).tolist() == pytest.approx(expected)


def test_a_word_in_every_passage_still_counts_for_something() -> None:
    assert (rarity(np.array([1000, 1]), 1000) > 0).all()
    assert rarity(np.array([1]), 1000)[0] > rarity(np.array([2]), 1000)[0]


def test_a_passage_that_holds_a_word_more_often_scores_higher_at_the_same_length() -> None:
    scores = bm25(np.array([[1.0], [3.0]]), np.array([10.0, 10.0]), 10.0, np.array([1.0]))
    assert scores[1] > scores[0]
