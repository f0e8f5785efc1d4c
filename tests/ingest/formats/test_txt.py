"""Plain text of any encoding is read, paragraph by paragraph; other data is refused."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.extract import Limits
from ingest.formats.refusal import Refused
from ingest.formats.txt import decoded, extract, paragraphs

KOREAN = "서울디지털재단과 타이베이컴퓨터협회는 상호 협력한다."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp949", "euc-kr"])
def test_korean_is_read_in_every_usual_encoding(encoding: str) -> None:
    assert decoded(KOREAN.encode(encoding)) == KOREAN


def test_western_quotes_and_accents_are_no_korean() -> None:
    text = "The “Parties” agree to cooperate with the Société Générale and others in good faith."
    assert decoded(text.encode("cp1252")) == text


def test_a_declared_encoding_is_taken_and_an_unknown_one_is_not() -> None:
    assert decoded("협약".encode("johab"), "johab") == "협약"
    assert decoded(KOREAN.encode(), "no-such") == KOREAN


@pytest.mark.parametrize(
    "data", [bytes(range(256)) * 20, b"\x00\x01\x02" * 100, codecs.BOM_UTF16_LE + b"\x01\x00" * 50]
)
def test_other_data_is_no_text(data: bytes) -> None:
    with pytest.raises(Refused) as refusal:
        extract(data, Limits())
    assert refusal.value.reason == "not_text"


def test_lines_broken_by_hand_are_joined_and_items_and_short_lines_are_not() -> None:
    text = (
        "MEMORANDUM OF UNDERSTANDING\n\nThe parties, wishing to strengthen their cooperation,\nhave agreed to meet once a year and to share\nwhat they learn.\n"
        "1. Each party names a contact person for the work.\n(a) The contact person answers within ten days.\n① 협회는 통지한다.\nDate: 28 March 2023\n"
    )
    assert [block.text for block in paragraphs(text) if block.text] == [  # type: ignore[union-attr]
        "MEMORANDUM OF UNDERSTANDING",
        "The parties, wishing to strengthen their cooperation, have agreed to meet once a year and to share what they learn.",
        "1. Each party names a contact person for the work.",
        "(a) The contact person answers within ten days.",
        "① 협회는 통지한다.",
        "Date: 28 March 2023",
    ]


def test_lines_not_broken_by_hand_are_paragraphs() -> None:
    text = "\n".join(["두 기관은 상호 협력한다. " * 20] * 3)
    assert extract(text.encode(), Limits()).pages[0].text.count("\n") == 2


@given(st.binary(max_size=400))
def test_any_bytes_give_text_or_a_reason(data: bytes) -> None:
    try:
        found = extract(data, Limits())
    except Refused as refusal:
        assert refusal.reason == "not_text"
    else:
        assert found.pages or found.reason == "empty"
