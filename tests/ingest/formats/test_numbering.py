"""Automatic numbers read as the word processor shows them."""

from __future__ import annotations

import pytest

from ingest.formats.numbering import Counters, Level, numeral


@pytest.mark.parametrize(
    ("number", "style", "shown"),
    [
        (3, "decimal", "3"), (4, "upper-roman", "IV"), (1999, "lower-roman", "mcmxcix"), (2, "upper-letter", "B"),
        (28, "lower-letter", "bb"), (3, "ganada", "다"), (2, "jamo", "ㄴ"), (3, "circled", "③"), (21, "circled", "21"),
        (12, "hangul", "십이"), (20, "han", "二十"), (1, "stems", "갑"), (5, "zero", "05"), (5, "none", ""), (7, "unknown", "7"),
    ],
)  # fmt: skip
def test_a_number_in_each_style(number: int, style: str, shown: str) -> None:
    assert numeral(number, style) == shown


def test_no_number_is_too_large_or_too_small_to_show() -> None:
    for style in ("upper-roman", "lower-letter", "ganada", "han", "circled"):
        assert all(len(numeral(number, style)) < 12 for number in (-5, 0, 1 << 31))


def test_levels_count_and_begin_anew_under_each_number_above() -> None:
    levels = {0: Level("decimal", "제%1조"), 1: Level("decimal", "%1.%2")}
    counters = Counters()
    marks = [counters.next("a", level, levels) for level in (0, 1, 1, 0, 1)]
    assert marks == ["제1조", "1.1", "1.2", "제2조", "2.1"]


def test_legal_numbers_are_digits_whatever_the_level_above_uses() -> None:
    counters = Counters()
    levels = {0: Level("upper-roman", "Article %1"), 1: Level("decimal", "%1.%2", plain=True)}
    assert [counters.next("a", level, levels) for level in (0, 1)] == ["Article I", "1.1"]


def test_a_level_that_does_not_restart_goes_on() -> None:
    counters = Counters()
    levels = {0: Level("decimal", "%1."), 1: Level("lower-letter", "(%2)", restarts=False)}
    assert [counters.next("a", level, levels) for level in (0, 1, 0, 1)] == ["1.", "(a)", "2.", "(b)"]
