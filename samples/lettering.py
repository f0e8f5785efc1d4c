"""Fonts, themes and line breaking of the sample documents."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FONTS = (
    "NanumGothic",
    "NanumGothicBold",
    "NanumMyeongjo",
    "NanumMyeongjoBold",
    "NanumBarunGothic",
    "NanumBarunGothicBold",
)
_FOLDERS = ("/usr/share/fonts/truetype/nanum", "/usr/local/share/fonts/nanum", "~/.local/share/fonts/nanum")


class FontsMissing(Exception):
    """The Nanum fonts are not on this machine."""


@dataclass(frozen=True)
class Theme:
    """How one family of documents looks; sizes in points."""

    regular: str
    bold: str
    size: float
    leading: float
    title: float
    margin: float
    accent: str
    footer: str


_THEMES = {
    "myeongjo": Theme("NanumMyeongjo", "NanumMyeongjoBold", 12.5, 24, 20, 80, "#222222", "- {n} -"),
    "gothic": Theme("NanumGothic", "NanumGothicBold", 11.5, 21.5, 19, 74, "#1f4e79", "{n} / {total}"),
    "barun": Theme("NanumBarunGothic", "NanumBarunGothicBold", 12, 22, 19, 76, "#2d5d3b", "{file}   {n}"),
    "letter": Theme("NanumMyeongjo", "NanumMyeongjoBold", 12, 20.5, 19, 84, "#222222", "Page {n} of {total}"),
    "modern": Theme("NanumGothic", "NanumGothicBold", 11, 19.5, 18, 78, "#5b2a6e", "{file} | {n}"),
    "dense": Theme("NanumGothic", "NanumGothicBold", 11.5, 20, 21, 58, "#1f4e79", "{n}"),
}


def font_path(name: str) -> Path:
    """Finds a font's file in KB_SAMPLE_FONTS or the usual folders; raises FontsMissing."""
    folders = [os.environ["KB_SAMPLE_FONTS"]] if "KB_SAMPLE_FONTS" in os.environ else list(_FOLDERS)
    for folder in folders:
        path = Path(folder).expanduser() / f"{name}.ttf"
        if path.is_file():
            return path
    raise FontsMissing(f"{name}.ttf is in none of {', '.join(folders)}; install the Nanum fonts (Debian: fonts-nanum).")


@cache
def fonts_digest() -> str:
    """Is the SHA-256 of the font files together, since other versions of them draw other bytes."""
    digest = hashlib.sha256()
    for name in FONTS:
        digest.update(font_path(name).read_bytes())
    return digest.hexdigest()


def theme_named(name: str) -> Theme:
    """Returns the theme, its fonts ready for drawing."""
    theme = _THEMES[name]
    for font in (theme.regular, theme.bold):
        if font not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(font, str(font_path(font))))
    return theme


def width_of(text: str, font: str, size: float) -> float:
    """Is the width of the text in points."""
    return float(pdfmetrics.stringWidth(text, font, size))


def wrapped(text: str, font: str, size: float, first: float, rest: float | None = None) -> list[str]:
    """Breaks text at spaces into lines of `first`, then `rest`, points; a word wider than a line is broken inside."""
    rows: list[str] = []
    row = ""
    for word in text.split(" "):
        room = first if not rows or rest is None else rest
        joined = f"{row} {word}" if row else word
        if width_of(joined, font, size) <= room:
            row = joined
            continue
        if row:
            rows.append(row)
        row = word
        while width_of(row, font, size) > (rest or first):
            cut = next(at for at in range(len(row), 0, -1) if width_of(row[:at], font, size) <= (rest or first))
            rows.append(row[:cut])
            row = row[cut:]
    return [*rows, row]
