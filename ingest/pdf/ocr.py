"""A page that is a picture, read by Tesseract: rendered, straightened, its words found with where they stand."""

from __future__ import annotations

import csv
import os
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from io import BytesIO, StringIO
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.cleaning import clean
from ingest.pdf.page_text import PageText
from ingest.pdf.straighten import Straightened, is_sideways, straightened
from kb.domain import Word

if TYPE_CHECKING:
    from PIL.Image import Image

# Tesseract reads Korean best where a line is 25 to 40 pixels high; 250 dots an inch give that at 9 to 11 points.
DOTS = 250
# Photographs and JPEG leave a grain that reads as strokes: a blur of a pixel took a third of the errors off.
_BLUR = 1.0
_SECONDS = 40.0
# Below this a page is tried on its head as well: upside down, pages come out at 0.2 to 0.65, upright ones mostly above.
_DOUBTFUL = 0.75
# A page that is read so well one way is not tried on its side.
_LEGIBLE = 0.5
# Tesseract sees letters in stains: words less certain than this are left out.
_NOISE = 0.25
# Latin words within Korean are right at 0.95 and more; what is Korean in truth comes out below, at times at 0.91.
_LATIN_SURE = 0.95
_KOREAN_SURE = 0.6
_HANGUL = re.compile("[\uac00-\ud7a3]")
_LATIN = re.compile("[A-Za-z]")
_OTHER = re.compile("[A-Za-z\u1100-\u11ff\u3130-\u318f]")
# Several threads on one page take more time in all than one.
_ONE_THREAD = {"OMP_THREAD_LIMIT": "1"}


@dataclass(frozen=True, slots=True)
class Seen:
    """One word, or a part of one, as Tesseract sees it: its text, confidence 0 to 1, line, box in pixels of the image
    given, and whether white space stands before it."""

    text: str
    confidence: float
    line: tuple[int, int, int]
    left: float
    top: float
    right: float
    bottom: float
    spaced: bool = True


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
    for tries, turn in enumerate((90, 270, 0, 180) if is_sideways(image) else (0, 180, 90, 270)):
        straight = straightened(image, turn)
        found = _seen(straight.image, deadline)
        if found is None:
            break
        sure = _confidence(found)
        if best is None or sure * _size(found) > best[0] * _size(best[1]):
            best = sure, found, straight
        if sure >= _DOUBTFUL or (not found and not tries) or (tries and best[0] >= _LEGIBLE):
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
    found = _words(picture.getvalue(), deadline, "kor+eng")
    doubtful = found and any(map(_may_be_korean, _lines(found)))
    if not found or not doubtful:
        return found
    korean = _words(picture.getvalue(), deadline, "kor")
    return [corrected(word, line, korean or []) for line in _lines(found) for word in line]


def _lines(found: Sequence[Seen]) -> list[list[Seen]]:
    return [list(line) for _, line in groupby(found, key=lambda word: word.line)]


def _may_be_korean(line: Sequence[Seen]) -> bool:
    """Whether a line of Korean has a word in Latin letters that Tesseract is not quite sure of."""
    return any(_HANGUL.search(word.text) for word in line) and any(map(_is_doubtful, line))


def _is_doubtful(word: Seen) -> bool:
    return word.confidence < _LATIN_SURE and bool(_LATIN.search(word.text)) and not _HANGUL.search(word.text)


def corrected(word: Seen, line: Sequence[Seen], korean: Sequence[Seen]) -> Seen:
    """The word as Korean alone reads it, where that gives syllables for Latin letters within a line of Korean.

    With two languages Tesseract reads one Korean word in thirty as capitals ("BSS" for 활동을); Korean alone reads it
    right, but splits it into syllables and reads no English.
    """
    if not _is_doubtful(word) or not any(_HANGUL.search(other.text) for other in line):
        return word
    inside = sorted((one for one in korean if _within(one, word)), key=lambda one: one.left)
    text = "".join(one.text for one in inside)
    sure = _confidence(inside)
    syllables = len(_HANGUL.findall(text))
    if not syllables or _OTHER.search(text) or sure < _KOREAN_SURE:
        return word
    # A syllable is about as wide as high: one for a long word is a guess at a part of it.
    if syllables < 0.5 * (word.right - word.left) / (word.bottom - word.top):
        return word
    return replace(word, text=text, confidence=sure)


def _within(one: Seen, word: Seen) -> bool:
    across = min(one.right, word.right) - max(one.left, word.left)
    down = min(one.bottom, word.bottom) - max(one.top, word.top)
    return across > 0.6 * (one.right - one.left) and down > 0.5 * min(one.bottom - one.top, word.bottom - word.top)


def _words(picture: bytes, deadline: float, languages: str) -> list[Seen] | None:
    """What Tesseract sees; None where time ran out or it fails.

    Its table gives many Korean words a syllable a row; only its text tells which of them stand together.
    """
    seconds = min(_SECONDS, deadline - time.monotonic())
    if seconds <= 0:
        return None
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "page"
        command = [
            "timeout",
            f"{_SECONDS:.0f}",
            "tesseract",
            "-",
            str(out),
            "-l",
            languages,
            "--dpi",
            str(DOTS),
            "--psm",
            "4",
            "txt",
            "tsv",
        ]
        try:
            environment = os.environ | _ONE_THREAD
            subprocess.run(command, input=picture, capture_output=True, timeout=seconds, check=True, env=environment)
            text, table = (out.with_suffix(ending).read_text("utf-8", "replace") for ending in (".txt", ".tsv"))
        except (OSError, subprocess.SubprocessError):
            return None
    rows = csv.DictReader(StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE)
    found: list[Seen] = []
    position, spaced = 0, True
    for row in rows:
        raw = (row.get("text") or "").strip()
        while raw and position < len(text) and text[position].isspace():
            position, spaced = position + 1, True
        position += len(raw)
        word = _word(row, spaced)
        if word is not None:
            found.append(word)
            spaced = False
    return found


def _word(row: dict[str, Any], spaced: bool) -> Seen | None:
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
    return Seen(text, min(sure, 1.0), line, left, top, left + width, top + height, spaced)


def _written(found: Sequence[Seen], straight: Straightened, number: int) -> PageText:
    """The words as Tesseract orders them, a line a line, a blank line between its paragraphs."""
    parts: list[str] = []
    words: list[Word] = []
    length = 0
    before: Seen | None = None
    for word in found:
        if before is not None:
            space = "\n" if before.line[:2] == word.line[:2] else "\n\n"
            if before.line == word.line:
                space = " " if word.spaced else ""
            parts.append(space)
            length += len(space)
        box = straight.box(word.left, word.top, word.right, word.bottom)
        if box.left < box.right and box.top < box.bottom:
            words.append(Word(length, length + len(word.text), number, box))
        parts.append(word.text)
        length += len(word.text)
        before = word
    return PageText("".join(parts), tuple(words))
