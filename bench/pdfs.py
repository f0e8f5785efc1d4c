"""Real PDF files made from texts: one page a text, in embedded Korean fonts, checked by reading them back."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from ingest.readers import read_file

# Debian's fonts-nanum has Hangul and Latin; fonts-dejavu-core what it lacks of signs.
_FONTS = (
    Path("/usr/share/fonts/truetype/nanum/NanumGothic.ttf"),
    Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"),
)
_SIZE, _LEADING, _MARGIN = 10.0, 14.0, 40.0
_A4 = (595.0, 842.0)


def write_pdf(path: Path, texts: Sequence[str]) -> None:
    """Write a page a text, each as large as its text needs; ValueError when a page does not read back the same."""
    from reportlab.pdfgen.canvas import Canvas

    texts = [unicodedata.normalize("NFC", text) for text in texts]
    canvas = Canvas(str(path), invariant=1)
    for text in texts:
        lines = [_runs(line) for line in text.splitlines()]
        width = max([_A4[0], *(_width(line) + 2 * _MARGIN for line in lines)])
        height = max(_A4[1], len(lines) * _LEADING + 2 * _MARGIN)
        canvas.setPageSize((width, height))
        page = canvas.beginText(_MARGIN, height - _MARGIN)
        for line in lines:
            for font, run in line:
                page.setFont(font, _SIZE, _LEADING)
                page.textOut(run)
            page.textLine()
        canvas.drawText(page)
        canvas.showPage()
    canvas.save()
    read = [page.text for page in read_file(path).pages]
    for number, (written, found) in enumerate(zip(texts, read, strict=True), 1):
        if _letters(written) != _letters(found):
            raise ValueError(f"{path} does not read back the same on page {number}")


def _letters(text: str) -> str:
    # A hyphen at the end of a line may divide a word, which the reader puts together.
    return "".join(letter for letter in text if letter in _drawable() and not letter.isspace() and letter != "-")


@cache
def _drawable() -> dict[str, str]:
    """The font of every character that some font has, the first font's before the second's."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    found: dict[str, str] = {}
    for path in _FONTS:
        if not path.is_file():
            raise SystemExit(f"{path} is missing: install fonts-nanum and fonts-dejavu-core.")
        font: Any = TTFont(path.stem, str(path))
        pdfmetrics.registerFont(font)
        for code, glyph in font.face.charToGlyph.items():
            if glyph and chr(code).isprintable():
                found.setdefault(chr(code), path.stem)
    return found


def _runs(line: str) -> list[tuple[str, str]]:
    """`line` as runs of one font each; what no font has is left out."""
    runs: list[tuple[str, str]] = []
    for character in line.expandtabs(4):
        font = _drawable().get(character)
        if font and runs and runs[-1][0] == font:
            runs[-1] = (font, runs[-1][1] + character)
        elif font:
            runs.append((font, character))
    return runs


def _width(line: Sequence[tuple[str, str]]) -> float:
    from reportlab.pdfbase import pdfmetrics

    return sum(float(pdfmetrics.stringWidth(run, font, _SIZE)) for font, run in line)
