"""A page is read as a person reads it, whatever the order in which its characters were drawn."""

from __future__ import annotations

from typing import Any

from tests.ingest.drawn import drawn, lines_at, page_of

BODY = "The parties cooperate in the exchange of open data and of the people who work with it."
LEFT = [f"The first column goes on with line {number} of its text" for number in "abcdefgh"]
RIGHT = [f"The second column goes on with line {number} of its text" for number in "abcdefgh"]


def small(canvas: Any) -> None:
    canvas.setFont("Helvetica", 8)


def test_a_title_drawn_after_the_body_is_read_before_it() -> None:
    def draw(canvas: Any) -> None:
        lines_at(canvas, 60, 700, "Article 1", BODY, "They meet every year.")
        canvas.drawString(200, 780, "MEMORANDUM OF UNDERSTANDING")
        canvas.drawString(280, 40, "- 1 -")

    assert page_of(drawn(draw)).text.split("\n") == [
        "MEMORANDUM OF UNDERSTANDING", "", "Article 1", BODY, "They meet every year.", "", "- 1 -",
    ]  # fmt: skip


def test_columns_of_text_are_read_one_after_the_other_though_drawn_line_by_line() -> None:
    def draw(canvas: Any) -> None:
        small(canvas)
        canvas.drawString(60, 740, "A heading over both columns of the page, from the one side of it to the other side")
        for index, (left, right) in enumerate(zip(LEFT, RIGHT, strict=True)):
            canvas.drawString(60, 700 - 12 * index, left)
            canvas.drawString(320, 700 - 12 * index, right)

    text = page_of(drawn(draw)).text
    assert text.index("A heading") < text.index(LEFT[0]) < text.index(LEFT[-1]) < text.index(RIGHT[0])
    assert "\n".join(LEFT) in text and "\n".join(RIGHT) in text


def test_rows_without_lines_stay_rows_with_a_tab_between_cells() -> None:
    def draw(canvas: Any) -> None:
        for index, row in enumerate([("Date", "16 October 2025"), ("Place", "Seoul"), ("Chair", "H. Soldatova")]):
            canvas.drawString(60, 700 - 14 * index, row[0])
            canvas.drawString(200, 700 - 14 * index, row[1])

    assert page_of(drawn(draw)).text == "Date\t16 October 2025\nPlace\tSeoul\nChair\tH. Soldatova"


def test_a_gap_between_paragraphs_is_a_blank_line() -> None:
    def draw(canvas: Any) -> None:
        lines_at(canvas, 60, 700, "One line of the first paragraph,", "and another of it.")
        lines_at(canvas, 60, 660, "The second paragraph,", "which has two lines.")

    assert "of it.\n\nThe second paragraph,\nwhich" in page_of(drawn(draw)).text


def test_a_gap_between_words_is_a_space_though_none_is_drawn() -> None:
    def draw(canvas: Any) -> None:
        canvas.drawString(60, 700, "joint")
        canvas.drawString(86, 700, "pilot")

    assert page_of(drawn(draw)).text == "joint pilot"


def test_text_that_runs_up_the_page_is_read_along_its_own_lines() -> None:
    def draw(canvas: Any) -> None:
        lines_at(canvas, 60, 700, "Upright text on the page")
        canvas.translate(500, 300)
        canvas.rotate(90)
        lines_at(canvas, 0, 0, "Sideways line one", "Sideways line two")

    page = page_of(drawn(draw))
    assert page.text.split("\n") == ["Upright text on the page", "", "Sideways line one", "Sideways line two"]
    box = next(word.box for word in page.words if page.text[word.start : word.end] == "Sideways")
    assert 0.8 < box.left < box.right < 0.86 and box.bottom - box.top > 0.04, "it stands upright on its side"


def test_a_word_divided_at_the_end_of_a_line_is_one_word_with_two_boxes() -> None:
    def draw(canvas: Any) -> None:
        lines_at(canvas, 60, 700, "Both sides rely on the cooper-", "ation of the other.")

    page = page_of(drawn(draw))
    assert page.text == "Both sides rely on the cooperation\nof the other."
    parts = [page.text[word.start : word.end] for word in page.words]
    assert parts[5:7] == ["cooper", "ation"]
    assert page.words[5].box.bottom < page.words[6].box.bottom


def test_a_compound_keeps_its_hyphen_at_the_end_of_a_line() -> None:
    def draw(canvas: Any) -> None:
        lines_at(
            canvas, 60, 700, "A cross-border pilot is run.", "This is the first cross-", "border pilot of the two."
        )

    assert "first cross-border\npilot" in page_of(drawn(draw)).text


def test_a_compound_of_its_kind_keeps_its_hyphen_though_the_file_has_it_nowhere_else() -> None:
    def draw(canvas: Any) -> None:
        lines_at(canvas, 60, 700, "The licence is non-", "transferable and paid-", "up for all project-", "based work.")

    assert (
        page_of(drawn(draw)).text.split()
        == "The licence is non-transferable and paid-up for all project-based work.".split()
    )


def test_a_clause_s_number_drawn_after_the_body_stands_at_the_head_of_its_clause() -> None:
    def draw(canvas: Any) -> None:
        lines_at(canvas, 90, 700, "Each side names one person", "to run the pilot.")
        lines_at(canvas, 90, 660, "The pilot ends in June.")
        canvas.drawString(70, 700, "1.")
        canvas.drawString(70, 660, "(b)")

    assert page_of(drawn(draw)).text.split("\n") == [
        "1. Each side names one person", "to run the pilot.", "", "(b) The pilot ends in June.",
    ]  # fmt: skip


def test_a_number_that_stands_far_off_is_no_clause_s() -> None:
    def draw(canvas: Any) -> None:
        lines_at(canvas, 250, 700, "Each side names one person", "to run the pilot.")
        canvas.drawString(60, 700, "1.")

    assert not page_of(drawn(draw)).text.startswith("1. Each")


def test_letters_drawn_twice_for_a_shadow_are_read_once() -> None:
    def draw(canvas: Any) -> None:
        for index, letter in enumerate("SEOUL"):
            canvas.drawString(60 + 7.4 * index, 700, letter)
            canvas.drawString(60.3 + 7.4 * index, 699.8, letter)
        canvas.drawString(60, 660, "all will tell 1100")

    assert page_of(drawn(draw)).text == "SEOUL\n\nall will tell 1100"
