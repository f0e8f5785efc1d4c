"""A page that is a picture, read by Tesseract: rendered, straightened, its words found with where they stand."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, Any

from ingest.glyphs import clean
from ingest.page_text import PageText
from ingest.straighten import Straightened, is_sideways, straightened
from kb.domain import Word

if TYPE_CHECKING:
    from PIL.Image import Image

INSTALL = "install Tesseract: apt install tesseract-ocr tesseract-ocr-kor"
# Tesseract reads Korean best where a line is 25 to 40 pixels high; 250 dots an inch give that at 9 to 11 points.
DOTS = 250
_LANGUAGES = "kor+eng"
# Photographs and JPEG leave a grain that reads as strokes: a blur of a pixel took a third of the errors off.
_BLUR = 1.0
_SECONDS = 40.0
# Below this a page is tried turned as well. Upside down or sideways pages come out at 0.2 to 0.45, straight ones above.
_DOUBTFUL = 0.6
# Tesseract sees letters in stains: words less certain than this are left out.
_NOISE = 0.25
_MEMORY = {"OMP_THREAD_LIMIT": "1"}


@dataclass(frozen=True, slots=True)
class Seen:
    """One word as Tesseract sees it: its text, confidence 0 to 1, line, and box in pixels of the image given."""

    text: str
    confidence: float
    line: tuple[int, int, int]
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Recognised:
    """What was read of an image: its text with the words' boxes, the mean confidence 0 to 1 of its characters."""

    page: PageText
    confidence: float


@cache
def available() -> bool:
    """Whether Tesseract is installed with Korean and English."""
    if shutil.which("tesseract") is None:
        return False
    try:
        listed = subprocess.run(["tesseract", "--list-langs"], capture_output=True, timeout=20, check=True).stdout
    except (OSError, subprocess.SubprocessError):
        return False
    return {b"kor", b"eng"} <= set(listed.split())


def recognise(image: Image, number: int, deadline: float) -> Recognised | None:
    """The text of page `number` in a grey image of it as displayed at `DOTS` an inch; None where time ran out.

    The page is straightened, and turned where it lies on its side or head; the boxes are those of the page as shown.
    """
    best: tuple[float, list[Seen], Straightened] | None = None
    for turn in (90, 270, 0, 180) if is_sideways(image) else (0, 180, 90, 270):
        straight = straightened(image, turn)
        found = _seen(straight.image, deadline)
        if found is None:
            break
        sure = _confidence(found)
        if best is None or sure * _size(found) > best[0] * _size(best[1]):
            best = sure, found, straight
        if sure >= _DOUBTFUL or (not found and turn == 0):
            break
    if best is None:
        return None
    sure, found, straight = best
    return Recognised(_written(found, straight, number), round(sure, 3))


def _size(found: Sequence[Seen]) -> int:
    return sum(len(word.text) for word in found)


def _confidence(found: Sequence[Seen]) -> float:
    size = _size(found)
    return sum(word.confidence * len(word.text) for word in found) / size if size else 0.0


def _seen(image: Image, deadline: float) -> list[Seen] | None:
    """The words of an upright image, noise left out; None where time ran out."""
    from PIL import ImageFilter

    picture = BytesIO()
    image.filter(ImageFilter.GaussianBlur(_BLUR)).save(picture, "BMP")
    rows = _tesseract(picture.getvalue(), deadline, _LANGUAGES)
    return None if rows is None else [word for row in rows if (word := _word(row)) is not None]


def _tesseract(picture: bytes, deadline: float, languages: str) -> list[dict[str, Any]] | None:
    seconds = min(_SECONDS, deadline - time.monotonic())
    if seconds <= 0:
        return None
    command = ["tesseract", "-", "-", "-l", languages, "--dpi", str(DOTS), "--psm", "4", "tsv"]
    try:
        ended = subprocess.run(
            command, input=picture, capture_output=True, timeout=seconds, check=True, env=os.environ | _MEMORY
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return list(csv.DictReader(StringIO(ended.stdout.decode("utf-8", "replace")), delimiter="\t", quoting=csv.QUOTE_NONE))


def _word(row: dict[str, Any]) -> Seen | None:
    """One row of Tesseract's table as a word; None for the rows of blocks and lines, for noise and specks."""
    text = "".join(clean(row.get("text") or "").split())
    try:
        sure = float(row["conf"]) / 100
        left, top, width, height = (int(row[name]) for name in ("left", "top", "width", "height"))
        line = (int(row["block_num"]), int(row["par_num"]), int(row["line_num"]))
    except (KeyError, TypeError, ValueError):
        return None
    speck = min(width, height) < 4 and len(text) > 1
    if not text or sure < _NOISE or speck:
        return None
    return Seen(text, min(sure, 1.0), line, left, top, left + width, top + height)


def _written(found: Sequence[Seen], straight: Straightened, number: int) -> PageText:
    """The words as Tesseract orders them, a line a line, a blank line between its paragraphs."""
    parts: list[str] = []
    words: list[Word] = []
    length = 0
    before: Seen | None = None
    for word in found:
        if before is not None:
            space = " " if before.line == word.line else "\n" if before.line[:2] == word.line[:2] else "\n\n"
            parts.append(space)
            length += len(space)
        box = straight.box(word.left, word.top, word.right, word.bottom)
        if box.left < box.right and box.top < box.bottom:
            words.append(Word(length, length + len(word.text), number, box))
        parts.append(word.text)
        length += len(word.text)
        before = word
    return PageText("".join(parts), tuple(words))

