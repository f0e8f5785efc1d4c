"""A ruled table becomes rows of text whose cells are known; a frame around text is no table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ingest.extract import ExtractedPage
from tests.ingest.drawn import drawn, lines_at, page_of

ROWS = [
    ("Item", "Action", "Due"),
    ("(a)", "Translate the guide", "2025-06-19"),
    ("(b)", "Move the sensor", "2025-05-09"),
]


def ruled(canvas: Any, xs: Sequence[float], ys: Sequence[float]) -> None:
    for x in xs:
        canvas.line(x, ys[0], x, ys[-1])
    for y in ys:
        canvas.line(xs[0], y, xs[-1], y)


def filled(canvas: Any, rows: Sequence[tuple[str, ...]], xs: Sequence[float], top: float) -> None:
    for row, cells in enumerate(rows):
        for column, text in enumerate(cells):
            canvas.drawString(xs[column] + 4, top - 14 - 20 * row, text)


def cells(page: ExtractedPage) -> list[tuple[str, int, int, int, int]]:
    return [
        (page.text[cell.start : cell.end], cell.row, cell.column, cell.rows, cell.columns)
        for cell in page.tables[0].cells
    ]


def test_a_table_is_laid_row_by_row_with_tabs_and_its_headers_are_known() -> None:
    def draw(canvas: Any) -> None:
        canvas.drawString(60, 760, "Action items")
        ruled(canvas, [60, 120, 300, 400], [720, 700, 680, 660])
        filled(canvas, ROWS, [60, 120, 300], 720)
        canvas.drawString(60, 600, "Below the table.")

    page = page_of(drawn(draw))
    laid = "\n".join("\t".join(row) for row in ROWS)
    assert page.text == f"Action items\n\n{laid}\n\nBelow the table."
    (table,) = page.tables
    assert page.text[table.start : table.end] == laid
    assert [cell.header for cell in table.cells] == [True] * 3 + [False] * 6


def test_the_lines_of_a_cell_are_joined_and_columns_drawn_one_by_one_come_as_rows() -> None:
    def draw(canvas: Any) -> None:
        ruled(canvas, [60, 160, 300], [720, 680, 640])
        lines_at(canvas, 64, 706, "Korean", "guide")
        canvas.drawString(64, 666, "Sensor")
        canvas.drawString(164, 706, "Published")
        canvas.drawString(164, 666, "Moved")

    assert page_of(drawn(draw)).text == "Korean guide\tPublished\nSensor\tMoved"


def test_merged_cells_span_their_rows_and_columns() -> None:
    def draw(canvas: Any) -> None:
        canvas.rect(60, 660, 300, 60)
        canvas.line(160, 660, 160, 720)
        canvas.line(160, 700, 360, 700)
        canvas.line(160, 680, 360, 680)
        canvas.line(260, 660, 260, 700)
        for x, y, text in ((64, 688, "Foundation"), (164, 706, "Tasks of the year"), (164, 686, "train"),
                           (264, 686, "June"), (164, 666, "report"), (264, 666, "July")):  # fmt: skip
            canvas.drawString(x, y, text)

    assert cells(page_of(drawn(draw))) == [
        ("Foundation", 0, 0, 3, 1), ("Tasks of the year", 0, 1, 1, 2), ("train", 1, 1, 1, 1), ("June", 1, 2, 1, 1),
        ("report", 2, 1, 1, 1), ("July", 2, 2, 1, 1),
    ]  # fmt: skip


def test_a_table_open_at_its_sides_has_all_its_columns() -> None:
    def draw(canvas: Any) -> None:
        for y in (720, 700, 680, 660):
            canvas.line(60, y, 400, y)
        for x in (120, 300):
            canvas.line(x, 660, x, 720)
        filled(canvas, ROWS, [60, 120, 300], 720)

    assert page_of(drawn(draw)).text == "\n".join("\t".join(row) for row in ROWS)


def test_a_cell_drawn_as_a_filled_box_is_a_cell() -> None:
    def draw(canvas: Any) -> None:
        canvas.setFillGray(0.9)
        for x in (60, 200):
            canvas.rect(x, 700, 140, 20, stroke=0, fill=1)
            canvas.rect(x, 680, 140, 20, stroke=1, fill=0)
        canvas.setFillGray(0)
        filled(canvas, [("Name of 2025", "Result of 2025"), ("Kiosk", "Good")], [60, 200], 720)

    page = page_of(drawn(draw))
    assert page.text == "Name of 2025\tResult of 2025\nKiosk\tGood"
    assert [cell.header for cell in page.tables[0].cells] == [True, True, False, False], "a painted row is a header"


def test_a_frame_around_text_is_no_table() -> None:
    def draw(canvas: Any) -> None:
        canvas.rect(50, 500, 500, 300)
        lines_at(canvas, 60, 780, "Note", "This box is drawn around text.", "It has two sentences.")

    page = page_of(drawn(draw))
    assert page.tables == ()
    assert page.text.startswith("Note\nThis box")


def test_a_table_in_a_frame_is_a_table() -> None:
    def draw(canvas: Any) -> None:
        canvas.rect(30, 30, 535, 780)
        lines_at(canvas, 60, 780, *["The page is framed, and this is text."] * 3)
        ruled(canvas, [60, 120, 300, 400], [720, 700, 680, 660])
        filled(canvas, ROWS, [60, 120, 300], 720)

    assert len(page_of(drawn(draw)).tables[0].cells) == 9


def test_a_drawing_of_very_many_strokes_is_left_and_the_text_read() -> None:
    def draw(canvas: Any) -> None:
        path = canvas.beginPath()
        for index in range(30_000):
            canvas.line(index % 500, index % 700, index % 500 + 5, index % 700)
        canvas.drawPath(path)
        canvas.drawString(60, 780, "Map of the sites")

    page = page_of(drawn(draw))
    assert page.text == "Map of the sites" and page.tables == ()
