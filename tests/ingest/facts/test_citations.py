"""Whatever a page says, a commitment cites the page's own characters, and no text takes long."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.facts.columns import is_task, read_task
from ingest.facts.conditions import condition_of
from ingest.facts.due import Anchors, find_due
from ingest.facts.english import english_promises
from ingest.facts.korean import korean_promises
from ingest.facts.naming import Names
from ingest.facts.promise import Setting
from ingest.facts.section_titles import is_plain_title
from kb.domain import LANGUAGES
from tests.ingest.facts.reading import document_of, facts_of

WORDS = st.sampled_from(
    ["The Agency", "BVF", "shall", "may", "will not", "agrees to", "send", "maps", "if", "by 30 June 2025", ";", ".", "\n", "• ",
     "1. ", "Party A", "갑은", "을은", "제공하여야 한다.", "하기로 함", "경우", "제3조(역할)", "\f", "담당: ", "It", "we", "\t", "\u00ad", "\x00"]
)  # fmt: skip
OPENING = 'Agreement between Aurora Agency (the "Agency") and Birch Valley Foundation ("BVF").\n갑: 한빛시\nArticle 1 Duties\n'


@given(st.lists(WORDS, max_size=40))
@settings(max_examples=60, deadline=None)
def test_a_quote_is_the_page_s_own_characters(words: list[str]) -> None:
    text = OPENING + " ".join(words)
    pages = text.split("\f")
    for each in facts_of(text).commitments:
        cited = each.citation
        assert pages[cited.page - 1][cited.start : cited.end] == cited.quote
        assert cited.quote.strip() and each.action


@pytest.mark.parametrize(
    "piece",
    [
        "shall ",
        "if the ",
        "x",
        "갑은 ",
        "하는 경우 ",
        "실",
        "Party A and ",
        "• ",
        "within a ",
        "expressed its ",
        "  ",
        "1 a ",
        "a: b; ",
        "30일 ",
    ],
)
def test_a_line_of_two_hundred_thousand_characters_is_read_in_time(piece: str) -> None:
    line = piece * (200_000 // len(piece))
    names = Names(document_of(OPENING), [])
    began = time.monotonic()
    for read in (english_promises, korean_promises):
        list(read(line, names, Setting("mou", binding=True)))
    for language in LANGUAGES:
        condition_of(line, language)
        find_due(line, language, Anchors())
    is_task(line)
    is_plain_title(line, "below")
    assert time.monotonic() - began < 10


def test_a_page_that_is_one_long_line_is_read_in_time() -> None:
    began = time.monotonic()
    facts_of(OPENING + "The Agency shall send maps if BVF asks, and " * 4_500)
    assert time.monotonic() - began < 20


def test_a_task_table_is_read_by_its_headers() -> None:
    reading = "No.: 1; Milestone: Draft; review: both; Responsible: BVF; Start: March; End by: 2025-06-30; Status: Open"
    assert is_task(reading)
    task = read_task(reading)
    assert (task.who, task.when, task.done) == ("BVF", "2025-06-30", False)
    assert read_task("과제: 초안 작성; 담당: 재단; 기한: 6월; 상태: 완료").done
    assert not is_task("Item: Contact; SDF: International Cooperation Team")
