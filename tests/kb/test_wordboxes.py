"""Where words are seen is kept as it was read, and what is cited is marked line by line."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kb.domain import Box, Word
from kb.wordboxes import pack, sight, unpack

SIDE = st.floats(0, 1)
BOXES = st.builds(lambda xs, ys: Box(min(xs), min(ys), max(xs), max(ys)), st.tuples(SIDE, SIDE), st.tuples(SIDE, SIDE))
WORDS = st.lists(
    st.builds(Word, st.integers(0, 2**31), st.integers(0, 2**31), st.integers(1, 70_000), BOXES), max_size=20
)


def line(start: int, end: int, top: float, left: float = 0.1, sheet: int = 1) -> Word:
    """A word of a tenth of the page's width a character, one line high."""
    return Word(start, end, sheet, Box(left, top, left + 0.1 * (end - start), top + 0.02))


@given(WORDS)
def test_words_come_back_as_they_were_kept(words: list[Word]) -> None:
    back = unpack(pack(words))
    assert [(word.start, word.end, word.sheet) for word in back] == [
        (word.start, word.end, word.sheet) for word in words
    ]
    for was, now in zip(words, back, strict=True):
        sides = zip((was.box.left, was.box.top), (now.box.left, now.box.top), strict=True)
        assert all(abs(one - other) < 1e-4 for one, other in sides)


def test_only_the_cited_part_of_a_word_is_marked() -> None:
    found = sight([line(0, 4, 0.5)], 1, 3)
    assert found is not None and found.sheet == 1
    (box,) = found.boxes
    assert abs(box.left - 0.2) < 1e-6 and abs(box.right - 0.4) < 1e-6


def test_words_of_one_line_are_one_box_and_each_line_has_its_own() -> None:
    words = [line(0, 2, 0.1), line(3, 5, 0.1, left=0.35), line(6, 8, 0.14)]
    found = sight(words, 0, 8)
    assert found is not None and len(found.boxes) == 2
    assert found.boxes[0].right > 0.5 and found.boxes[1].top > found.boxes[0].bottom


def test_a_column_further_left_at_the_same_height_is_a_line_of_its_own() -> None:
    found = sight([line(0, 2, 0.1, left=0.7), line(3, 5, 0.1, left=0.1)], 0, 5)
    assert found is not None and len(found.boxes) == 2


def test_a_quote_is_shown_on_the_sheet_where_it_begins() -> None:
    words = [line(0, 2, 0.9, sheet=3), line(3, 5, 0.1, sheet=4)]
    found = sight(words, 0, 5)
    assert found is not None and (found.sheet, len(found.boxes)) == (3, 1)
    begin = sight(words)
    assert begin is not None and (begin.sheet, begin.boxes) == (3, ())


def test_what_is_nowhere_placed_is_nowhere_seen() -> None:
    assert sight([]) is None
    assert sight([line(0, 2, 0.1)], 5, 8) is None
