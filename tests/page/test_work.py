"""Watched work tells its steps, and ends with an outcome or with a sentence a person can read."""

from __future__ import annotations

import logging
from collections.abc import Callable

import pytest

from kb.errors import QuestionRefused
from page.work import Failed, Finished, watched


def test_steps_come_as_they_are_told_and_then_the_outcome() -> None:
    def work(tell: Callable[[str], None]) -> int:
        tell("search")
        tell("answer")
        return 7

    assert list(watched(work, "sorry")) == ["search", "answer", Finished(7)]


def test_an_error_of_the_product_keeps_its_message() -> None:
    def work(tell: Callable[[str], None]) -> int:
        raise QuestionRefused("The question is empty: write what you want to know.")

    assert list(watched(work, "sorry")) == [Failed("The question is empty: write what you want to know.")]


def test_an_unexpected_error_is_logged_and_told_plainly(caplog: pytest.LogCaptureFixture) -> None:
    def work(tell: Callable[[str], None]) -> int:
        tell("search")
        raise RuntimeError("secret detail")

    with caplog.at_level(logging.ERROR):
        assert list(watched(work, "Something went wrong.")) == ["search", Failed("Something went wrong.")]
    assert "secret detail" in caplog.text
