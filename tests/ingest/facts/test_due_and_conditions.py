"""When a promise is due and on what it hangs: the words as written, the day they fix, how it was computed."""

from __future__ import annotations

import datetime as dt

import pytest

from ingest.facts import due_words
from ingest.facts.conditions import condition_of
from ingest.facts.due import Anchors, Due, find_due
from kb.domain import Language

ANCHORS = Anchors(
    signed=dt.date(2024, 3, 4),
    effective=dt.date(2024, 4, 1),
    expires=dt.date(2027, 3, 3),
    meeting=dt.date(2024, 5, 6),
)


@pytest.mark.parametrize(
    ("text", "language", "due"),
    [
        ("갑은 2024년 6월 30일까지 제공한다", "ko", Due("2024년 6월 30일까지", dt.date(2024, 6, 30))),
        ("협약을 체결한 날부터 30일 이내에 지정한다", "ko", Due("협약을 체결한 날부터 30일 이내에", dt.date(2024, 4, 3), "P30D from 2024-03-04 (signature)")),
        ("효력이 발생한 날부터 3개월 이내에 보고한다", "ko", Due("효력이 발생한 날부터 3개월 이내에", dt.date(2024, 7, 1), "P3M from 2024-04-01 (effective date)")),
        ("매년 1월 31일까지 통지한다", "ko", Due("매년 1월 31일까지")),
        ("지체 없이 알려야 한다", "ko", Due("지체 없이")),
        ("BVF shall check the names within two weeks of this meeting.", "en", Due("within two weeks of this meeting", dt.date(2024, 5, 20), "P14D from 2024-05-06 (meeting)")),
        ("AMA shall deliver the map by 20 June.", "en", Due("by 20 June", dt.date(2024, 6, 20), "by 20 June: the year from 2024-05-06 (meeting)")),
        ("The Agency shall pay monthly.", "en", Due("monthly")),
        ("Party B shall pay at once.", "en", Due("at once")),
        ("After the agreement is signed, Party A shall complete its review.", "en", Due("After the agreement is signed")),
        ("Upon completion of the trial, SU will report.", "en", Due("Upon completion of the trial")),
        ("The Agency shall keep it.", "en", Due()),
    ],
)  # fmt: skip
def test_due(text: str, language: Language, due: Due) -> None:
    assert find_due(text, language, ANCHORS) == due


@pytest.mark.parametrize(
    ("text", "language", "condition"),
    [
        ("If Party A delays the work, Party A shall pay.", "en", "If Party A delays the work"),
        ("Without written consent of Party A, Party B may not sell.", "en", "Without written consent of Party A"),
        ("BVF may use the maps, provided that the Agency is named.", "en", "provided that the Agency is named"),
        ("The Agency shall help if BVF asks for it.", "en", "if BVF asks for it"),
        ("The Agency shall help.", "en", ""),
        ("을은 기기가 고장난 경우 갑에게 알려야 한다.", "ko", "기기가 고장난 경우"),
        ("다만, 갑이 요청하면 을은 자료를 제출하여야 한다.", "ko", "갑이 요청하면"),
        ("갑은 을의 동의 없이 자료를 넘겨서는 아니 된다.", "ko", "을의 동의 없이"),
        ("갑은 자료를 제공한다.", "ko", ""),
    ],
)
def test_condition(text: str, language: Language, condition: str) -> None:
    assert condition_of(text, language) == condition


def test_every_table_of_words_compiles() -> None:
    tables = [each for name, each in vars(due_words).items() if name.isupper() and isinstance(each, tuple)]
    assert len(tables) == 7
    assert all(due_words.compiled(table) for table in tables)
