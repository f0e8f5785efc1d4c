"""Text is kept composed and without control characters; a placeholder is no title."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.cleaning import clean, folded, title_of


def test_control_characters_surrogates_and_non_characters_do_not_get_through() -> None:
    assert clean("1\r\n2\r3\f4\x9b5\udc006\ufdd0\U0010ffff\ud83d\ude007") == "1\n2\n3\n456\U0001f6007"
    assert clean("① ㎡ ～ “갑”\t을 \u00a0 ﬁ") == "① ㎡ ～ “갑”\t을 \u00a0 ﬁ"


def test_decomposed_hangul_is_composed() -> None:
    assert clean(unicodedata.normalize("NFD", "서울디지털재단")) == "서울디지털재단"


@pytest.mark.parametrize(
    "title", ["", "Untitled", "Microsoft Word - 안.docx", "제목 없음", "mou.hwp", "--- 1 ---", "□ "]
)
def test_a_placeholder_is_no_title(title: str) -> None:
    assert title_of(title) == ""


def test_a_title_stands_on_one_line() -> None:
    assert title_of("업무협약서\n (제2차)") == "업무협약서 (제2차)"


@given(st.text())
def test_folded_text_has_one_blank_between_words_and_no_line_end(text: str) -> None:
    found = folded(text)
    assert found == " ".join(found.split())
    found.encode("utf-8")
