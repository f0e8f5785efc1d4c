"""The page being drawn: running header, sample line, footer, page labels, and where the next line goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from samples.lettering import Theme, theme_named
from samples.source import Sample, Sentence

SAMPLE_LINE = "견본 문서 – 체결된 협약이 아님 | Sample document - not an executed agreement"
WIDTH, HEIGHT = A4
TOP, BOTTOM = HEIGHT - 82, 66
ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii")


@dataclass
class Drawn:
    """A drawn document: its bytes, the printed label of each page, and the page of each annotated sentence."""

    data: bytes = b""
    labels: list[str] = field(default_factory=list)
    placed: list[tuple[int, Sentence]] = field(default_factory=list)


class Sheet:
    """The page being drawn: where the next line goes, and what opens and closes a page."""

    def __init__(self, sample: Sample, total: int) -> None:
        self.sample, self.total = sample, total
        self.theme: Theme = theme_named(sample.about.get("theme", "gothic"))
        self.out = BytesIO()
        self.canvas = Canvas(self.out, pagesize=A4, invariant=1)
        self.canvas.setTitle(sample.about["title"])
        self.canvas.setAuthor(sample.about.get("author", "서울디지털재단 (견본)"))
        self.canvas.setSubject("Sample document - not an executed agreement")
        self.drawn = Drawn()
        self.roman = sample.about.get("front") == "roman"
        self.page = 0
        self.columns = 1
        self.column = 0
        self.y = 0.0
        self.column_top = TOP
        self.open_page()

    @property
    def left(self) -> float:
        """Is the left edge of the current column, in points."""
        return self.theme.margin + self.column * (self.width + 22)

    @property
    def width(self) -> float:
        """Is the width of the current column, in points."""
        return float(WIDTH - 2 * self.theme.margin - 22 * (self.columns - 1)) / self.columns

    def open_page(self) -> None:
        """Opens a page: header, sample line, label."""
        self.page += 1
        arabic = self.page - sum(label in ROMAN for label in self.drawn.labels)
        self.drawn.labels.append(ROMAN[self.page - 1] if self.roman else str(arabic))
        canvas, theme, margin = self.canvas, self.theme, self.theme.margin
        canvas.setFillColor(HexColor("#b03030"))
        canvas.setFont(theme.regular, 8)
        canvas.drawCentredString(WIDTH / 2, HEIGHT - 30, SAMPLE_LINE)
        canvas.setFillColor(HexColor("#555555"))
        canvas.drawString(margin, HEIGHT - 50, self.sample.about.get("header", self.sample.about["title"]))
        canvas.drawRightString(WIDTH - margin, HEIGHT - 50, self.sample.about.get("number", ""))
        canvas.setStrokeColor(HexColor(theme.accent))
        canvas.setLineWidth(0.6)
        canvas.line(margin, HEIGHT - 56, WIDTH - margin, HEIGHT - 56)
        canvas.setFillColor(HexColor("#111111"))
        self.y, self.column, self.column_top = TOP, 0, TOP

    def close_page(self) -> None:
        """Draws the footer and ends the page."""
        canvas, label = self.canvas, self.drawn.labels[-1]
        canvas.setFillColor(HexColor("#555555"))
        canvas.setFont(self.theme.regular, 8.5)
        style = self.theme.footer if not self.roman else "{n}"
        text = style.format(n=label, total=self.total, file=self.sample.about.get("footer", ""))
        canvas.drawCentredString(WIDTH / 2, 36, text)
        canvas.showPage()

    def need(self, height: float) -> None:
        """Moves to the next column or page where `height` points do not fit."""
        if self.y - height >= BOTTOM:
            return
        if self.column + 1 < self.columns:
            self.column += 1
            self.y = self.column_top
            return
        self.turn()

    def turn(self) -> None:
        """Ends this page and opens the next."""
        self.close_page()
        self.open_page()

    def line(self, text: str, x: float, font: str, size: float, leading: float) -> None:
        """Draws one line at `x` and moves down by `leading`."""
        self.y -= leading
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, self.y + leading * 0.28, text)

    def place(self, sentences: Sequence[Sentence]) -> None:
        """Records that the sentences stand on the current page."""
        self.drawn.placed.extend((self.page, sentence) for sentence in sentences if sentence.notes)

    def finish(self) -> Drawn:
        """Ends the document and returns it."""
        self.close_page()
        roman = sum(label in ROMAN for label in self.drawn.labels)
        if roman:
            self.canvas.addPageLabel(0, style="ROMAN_LOWER", start=1)
            self.canvas.addPageLabel(roman, style="ARABIC", start=1)
        self.canvas.save()
        self.drawn.data = self.out.getvalue()
        return self.drawn
