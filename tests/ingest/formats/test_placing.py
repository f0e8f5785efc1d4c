"""A section's words are found among the letters drawn on the sheets, whatever either side lacks."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ingest.extract import ExtractedPage
from ingest.formats.placing import placed
from kb.domain import Box, Word

Sheet = list[tuple[str, Box]]


def sheet(*lines: str) -> Sheet:
    """Letters as wide as a fiftieth of the sheet, lines as high as a fortieth."""
    return [
        (letter, Box(column / 50, row / 40, (column + 1) / 50, (row + 1) / 40))
        for row, line in enumerate(lines)
        for column, letter in enumerate(line)
        if letter != " "
    ]


def words(text: str, *sheets: Sheet) -> dict[str, Word]:
    page = placed([ExtractedPage("§1", text, "section")], sheets)[0]
    return {text[word.start : word.end]: word for word in page.words}


def test_a_word_has_the_box_around_its_letters() -> None:
    found = words("서울 디지털재단", sheet("서울 디지털재단"))
    assert found["디지털재단"] == Word(3, 8, 1, Box(3 / 50, 0, 8 / 50, 1 / 40))


def test_a_word_over_two_lines_or_sheets_has_two_boxes() -> None:
    found = words("협력사업을 추진한다", sheet("협력사"), sheet("업을 추진", "한다"))
    assert [(name, word.sheet) for name, word in found.items()] == [
        ("협력사", 1),
        ("업을", 2),
        ("추진", 2),
        ("한다", 2),
    ]


def test_repeated_text_is_placed_in_order() -> None:
    lines = ("The parties agree to cooperate.", "The parties agree to cooperate.")
    page = placed([ExtractedPage("§1", "\n".join(lines), "section")], [sheet(*lines)])[0]
    assert [word.box.top for word in page.words] == [0.0] * 5 + [1 / 40] * 5


def test_letters_missing_on_either_side_do_not_lose_the_rest() -> None:
    drawn = sheet("1 머리말", "두 기관은 상호 협력하기로1 합의한다. 기한은 다음과 같다")
    found = words("• 두 기관은 상호 협력하기로 합의한다. (추가) 기한은 다음과 같다", drawn)
    assert {"기관은", "협력하기로", "합의한다.", "다음과", "같다"} <= set(found)
    assert "(추가)" not in found


def test_what_is_drawn_elsewhere_is_found_by_its_letters() -> None:
    found = words(
        "본문은 여기에서 시작하여 끝난다\n글상자의 내용은 뒤에 그려진다\n다음 문단도 이어서 읽힌다",
        sheet("본문은 여기에서 시작하여 끝난다", "다음 문단도 이어서 읽힌다"),
        sheet("글상자의 내용은 뒤에 그려진다"),
    )
    assert (found["글상자의"].sheet, found["이어서"].sheet) == (2, 1)


def test_a_file_of_repeating_letters_takes_no_longer_than_its_length() -> None:
    text = "가" * 200_000
    page = placed(
        [ExtractedPage("§1", text + "\n" + "나가" * 20_000, "section")],
        [[(letter, Box(0, 0, 1, 1)) for letter in text]],
    )[0]
    assert page.words


@given(st.text("ab \n\t가", max_size=300), st.text("ab가", max_size=300))
def test_words_fit_the_text_and_the_sheets(text: str, drawn: str) -> None:
    page = placed([ExtractedPage("§1", text, "section")], [sheet(drawn)])[0]
    for word in page.words:
        assert 0 <= word.start < word.end <= len(text)
        assert word.sheet == 1
        assert not set(text[word.start : word.end]) & set(" \n\t")
