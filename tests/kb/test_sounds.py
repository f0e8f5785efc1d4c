"""A word is found by its sound among the words of documents in the other alphabet."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from kb.keywords import add
from kb.sounds import Sounds
from kb.tables import metadata


@pytest.fixture
def documents() -> sa.Connection:
    connection = sa.create_engine("sqlite://").connect()
    metadata.create_all(connection)
    add(connection, {1: ["helsinki", "panel", "contract"], 2: ["헬싱키", "협약", "바르셀로나"]})
    return connection


@pytest.mark.parametrize(
    ("asked", "held"),
    [("헬싱키", "helsinki"), ("패널", "panel"), ("helsinki", "헬싱키"), ("barcelona", "바르셀로나")],
)
def test_a_name_leads_to_its_spelling_in_the_other_alphabet(documents: sa.Connection, asked: str, held: str) -> None:
    assert Sounds().alike(documents, asked) == {held}


@pytest.mark.parametrize("asked", ["베를린", "berlin", "3", "가", "a", ""])
def test_what_no_document_spells_leads_nowhere(documents: sa.Connection, asked: str) -> None:
    assert Sounds().alike(documents, asked) == frozenset()
