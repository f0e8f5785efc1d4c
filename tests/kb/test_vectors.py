"""The vector index finds the nearest passages of each language, and is written once a generation, never beneath a reader."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from kb.errors import HomeUnusable
from kb.vectors import Generations, VectorIndex, Vectors, pack, unpack

DIMENSION = 8


@pytest.fixture
def generations(tmp_path: Path) -> Generations:
    return Generations(tmp_path / "vectors")


def directions(count: int, seed: int = 1, dimension: int = DIMENSION) -> Vectors:
    vectors = np.random.default_rng(seed).normal(size=(count, dimension))
    unit: Vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    return unit


def made(generations: Generations, current: int = 0) -> int:
    """A generation with passages 1 to 40 in Korean and 101 to 140 in English."""
    number = generations.draft(current)
    with VectorIndex(generations.path(number)) as index:
        index.add("ko", range(1, 41), directions(40))
        index.add("en", range(101, 141), directions(40, seed=2))
    return number


def test_the_nearest_by_cosine_come_first(generations: Generations) -> None:
    vectors, query = directions(40), directions(1, seed=3)[0]
    with VectorIndex(generations.path(made(generations))) as index:
        found = index.nearest(query, "ko", 10)
    exact = (np.argsort(-(vectors @ query))[:10] + 1).tolist()
    assert found == exact


def test_one_language_never_hides_the_other(generations: Generations) -> None:
    korean = directions(40)[0]
    with VectorIndex(generations.path(made(generations))) as index:
        assert index.nearest(korean, "ko", 1) == [1]
        assert len(index.nearest(korean, "en", 40)) == 40
        assert all(key > 100 for key in index.nearest(korean, "en", 40))


def test_more_are_asked_for_than_there_are(generations: Generations) -> None:
    with VectorIndex(generations.path(made(generations))) as index:
        assert len(index.nearest(directions(1)[0], "ko", 1000)) == 40


def test_an_empty_index_finds_nothing(generations: Generations) -> None:
    with VectorIndex(generations.path(generations.draft(0))) as index:
        assert index.nearest(directions(1)[0], "ko", 5) == []
        assert index.count() == 0


def test_a_deleted_passage_is_not_found_again(generations: Generations) -> None:
    query = directions(40)[6]
    number = made(generations)
    with VectorIndex(generations.path(number)) as index:
        assert index.nearest(query, "ko", 1) == [7]
        index.delete([7, 107, 9999])
        assert 7 not in index.nearest(query, "ko", 40)
        assert index.count() == 78
    with VectorIndex(generations.path(number)) as again:
        assert 7 not in again.nearest(query, "ko", 40)


def test_more_rows_than_chroma_takes_at_once_are_added_and_deleted(generations: Generations) -> None:
    count = 5600
    with VectorIndex(generations.path(generations.draft(0))) as index:
        index.add("ko", range(count), directions(count))
        assert index.count() == count
        index.delete(range(count))
        assert index.count() == 0


def test_the_next_generation_is_a_copy_and_the_current_one_stays_as_it_was(generations: Generations) -> None:
    first = made(generations)
    second = generations.draft(first)
    assert second > first
    with VectorIndex(generations.path(second)) as index:
        assert index.count() == 80
        index.delete(range(1, 41))
    with VectorIndex(generations.path(first)) as index:
        assert index.count() == 80


def test_an_empty_draft_copies_nothing(generations: Generations) -> None:
    with VectorIndex(generations.path(generations.draft(made(generations), empty=True))) as index:
        assert index.count() == 0


def test_a_generation_is_kept_while_somebody_reads_it(generations: Generations) -> None:
    first = made(generations)
    reader = VectorIndex(generations.path(first))
    second = generations.draft(first)
    generations.remove_unread(keep=second)
    assert generations.numbers() == [first, second]
    assert reader.nearest(directions(40)[0], "ko", 1) == [1]
    reader.close()
    generations.remove_unread(keep=second)
    assert generations.numbers() == [second]


def test_what_a_crashed_run_left_is_swept_by_the_next(generations: Generations) -> None:
    current = made(generations)
    left = generations.draft(current)
    (generations.path(left) / "half written").write_bytes(b"x")
    following = generations.draft(current)
    assert generations.numbers() == [current, following]
    assert not (generations.path(following) / "half written").exists()


def test_a_missing_generation_names_the_command_that_mends_it(generations: Generations) -> None:
    with pytest.raises(HomeUnusable, match=r"missing or damaged: run `python -m kb rebuild`"):
        VectorIndex(generations.path(4))
    with pytest.raises(HomeUnusable, match=r"python -m kb rebuild"):
        generations.draft(4)


def test_a_damaged_generation_names_the_command_that_mends_it(generations: Generations) -> None:
    number = made(generations)
    (generations.path(number) / "chroma.sqlite3").write_bytes(b"no database" * 1000)
    with pytest.raises(HomeUnusable, match=r"missing or damaged: run `python -m kb rebuild`"):
        VectorIndex(generations.path(number))


@given(arrays(np.float32, st.tuples(st.integers(1, 5), st.just(DIMENSION)), elements=st.floats(-1, 1, width=32)))
def test_the_database_keeps_vectors_to_the_bit(vectors: Vectors) -> None:
    assert np.array_equal(unpack(pack(vectors)), vectors)


def test_no_rows_are_no_vectors() -> None:
    assert unpack([]).size == 0
