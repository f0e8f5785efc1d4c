"""Text is characters: composed, in one of two languages, and a quote is found whatever the layout around it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.text import LAYOUT, hangul_share, is_served, language_of, locate, nfc, one_line, sentences

LAID_OUT = st.text(alphabet="가나다협약제조ABab019.,()’ \n\t\u200b\u00ad\ufeff", max_size=120)
LAYOUT_ONLY = st.text(alphabet=" \n\t\u200b\u00ad\u2060", max_size=3)


def letters(text: str) -> str:
    return LAYOUT.sub("", text)


def spans(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


def test_hangul_typed_on_any_machine_is_the_same() -> None:
    assert nfc(unicodedata.normalize("NFD", "업무협약서")) == "업무협약서"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("서울디지털재단은 Taipei Computer Association (TCA)와 협약을 체결한다.", "ko"),
        ("Seoul Digital Foundation (서울디지털재단) and the Taipei Computer Association agree to cooperate.", "en"),
        ("SDF", "en"),
        ("2023", "en"),
    ],
)
def test_a_text_is_korean_when_a_fifth_of_its_letters_are_hangul(text: str, language: str) -> None:
    assert language_of(text) == language


def test_the_share_of_hangul_counts_letters_only() -> None:
    assert hangul_share("가나 ab 12 !?") == 0.5
    assert hangul_share("12 !?") == 0.0


@pytest.mark.parametrize("text", ["협약이 있나?", "Is there an MOU?", "Ærø kommune", "2023-03-28?", ""])
def test_korean_and_latin_letters_are_served(text: str) -> None:
    assert is_served(text)


@pytest.mark.parametrize(
    "text", ["台北電腦公會", "どんな協定がありますか", "Какие соглашения?", "MOU 協議書是什麼意思"]
)
def test_other_scripts_are_not_served(text: str) -> None:
    assert not is_served(text)


@given(st.data())
def test_a_quote_is_found_whatever_layout_stands_between_its_letters(data: st.DataObject) -> None:
    page = data.draw(LAID_OUT.filter(lambda text: bool(letters(text))))
    start = data.draw(st.integers(0, len(page) - 1))
    end = data.draw(st.integers(start + 1, len(page)))
    quote = "".join(c + data.draw(LAYOUT_ONLY) for c in page[start:end])
    found = locate(quote, page)
    if not letters(quote):
        assert found is None
        return
    assert found is not None
    assert letters(page[found[0] : found[1]]) == letters(quote)
    assert letters(page[found[0]]) and letters(page[found[1] - 1]), "the span has no layout at its ends"
    assert len(letters(page[: found[0]])) <= len(letters(page[:start])), "the first occurrence is found"


@given(LAID_OUT, LAID_OUT)
def test_characters_are_never_ignored(quote: str, page: str) -> None:
    expected = bool(letters(quote)) and letters(quote) in letters(page)
    assert (locate(quote, page) is not None) == expected


def test_a_quote_typed_decomposed_is_found_in_the_composed_page() -> None:
    assert locate(unicodedata.normalize("NFD", "협 약"), "업무협약서") == (2, 4)


def test_a_later_occurrence_is_found_from_where_the_search_starts() -> None:
    assert locate("협약", "협약과 협약", start=1) == (4, 6)
    assert locate("협약", "협약과 협약", start=5) is None


@given(st.text(max_size=300) | LAID_OUT | st.text(alphabet="A.”) \n①-", max_size=60))
def test_sentences_leave_out_nothing_and_do_not_overlap(text: str) -> None:
    position = 0
    for start, end in sentences(text):
        assert position <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        assert not text[position:start].strip(), "characters between two sentences belong to neither"
        position = end
    assert not text[position:].strip()


def test_a_sentence_ends_at_its_full_stop_in_both_languages() -> None:
    assert spans("양 기관은 협력한다. 본 협약은 2년간 유효하다.") == [
        "양 기관은 협력한다.",
        "본 협약은 2년간 유효하다.",
    ]
    assert spans("SDF shall host. TCA may visit.") == ["SDF shall host.", "TCA may visit."]


def test_what_closes_a_sentence_stays_with_it() -> None:
    assert spans("He said “we agree.” Then they left.") == ["He said “we agree.”", "Then they left."]
    assert spans("(It then expires.) The rest stands.") == ["(It then expires.)", "The rest stands."]


@pytest.mark.parametrize(
    "text",
    ["See Art. 3 and No. 7 of it.", "Prof. Kim and Dr. Lee met.", "On 28. March it ended.", "Acme Co. Ltd. agrees."],
)
def test_an_abbreviation_and_a_day_number_end_no_sentence(text: str) -> None:
    assert spans(text) == [text]


def test_each_item_of_a_list_is_a_sentence() -> None:
    assert spans("① 자료를 공유한다\n② 행사를 연다\n③ 보고한다") == ["① 자료를 공유한다", "② 행사를 연다", "③ 보고한다"]


def test_a_line_broken_sentence_stays_whole() -> None:
    text = (
        "The Parties shall share the results of the joint pilot\nwith each other before the end of every calendar year."
    )
    assert spans(text) == [text]


def test_one_line_folds_white_space_and_drops_control_characters() -> None:
    assert one_line(" 업무\n협약\x07\t서 \u202e") == "업무 협약 서"
