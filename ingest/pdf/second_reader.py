"""pypdf beside PDFium: the printed labels, the title, and the text of a page where PDFium's does not read well."""

from __future__ import annotations

import logging
import struct
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from io import BytesIO
from typing import TYPE_CHECKING

from ingest.cleaning import UNREADABLE, clean, title_of
from ingest.pdf.glyphs import Glyph
from ingest.pdf.page_text import PageText, Sheet
from kb.domain import Word
from kb.text import one_line

if TYPE_CHECKING:
    from pypdf import PdfReader

_LABEL = 40
SENTENCE = 300
# Comparing two texts takes a step for each pair of equal letters: a full page of prose takes half a million, or 0.3 s.
_MOST_STEPS = 4_000_000
# What pypdf raises on broken files beyond its own errors: mostly Python's, from objects of the wrong kind.
_BROKEN = (
    ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, OSError, RuntimeError, TypeError,
    ValueError, struct.error, zlib.error,
)  # fmt: skip
# pypdf says so when an optional library of its own is absent: no defect of the file.
_NOT_A_DEFECT = "is required to"


@dataclass(slots=True)
class SecondReader:
    """A PDF opened by pypdf, or the `reason` why it cannot be; `repairs` are the defects it says it worked around."""

    pages: int = 0
    labels: list[str] = field(default_factory=list)
    title: str = ""
    reason: str = ""
    message: str = ""
    repairs: list[str] = field(default_factory=list)
    _reader: PdfReader | None = None

    def text(self, index: int) -> str | None:
        """The text of the page `index` from 0 in reading order; None when it cannot be read."""
        from pypdf.errors import PyPdfError

        if self._reader is None or index >= self.pages:
            return None
        with _heard(self.repairs):
            try:
                return clean(self._reader.pages[index].extract_text())
            except (PyPdfError, MemoryError, *_BROKEN):
                return None


def open_second(data: bytes, most: int) -> SecondReader:
    """The PDF in `data` as pypdf opens it, with its labels and title; no labels for more pages than `most`."""
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, FileNotDecryptedError, PyPdfError

    found = SecondReader()
    try:
        with _heard(found.repairs):
            reader = PdfReader(BytesIO(data))
            found.pages = len(reader.pages)
            if 0 < found.pages <= most:
                found.labels, found.title = _labels(reader, found.pages), _title(reader)
            found._reader = reader
    except (FileNotDecryptedError, DependencyError):
        return SecondReader(reason="encrypted", message="it opens with a password only")
    except (PyPdfError, MemoryError, *_BROKEN) as error:
        said = one_line(str(error) or type(error).__name__)[:SENTENCE].rstrip(".")
        return SecondReader(reason="damaged", message=said, repairs=[*found.repairs, said])
    return found


def mend(glyphs: list[Glyph], text: str) -> None:
    """Give characters without a meaning the one that pypdf's `text` has in their place."""
    other = [character for character in text if not character.isspace()]
    for kind, first, last, begin, end in _compared([glyph.text for glyph in glyphs], other):
        if kind == "replace" and last - first == end - begin:
            for glyph, character in zip(glyphs[first:last], other[begin:end], strict=True):
                if UNREADABLE.match(glyph.text) and not UNREADABLE.match(character):
                    glyph.text = character


def placed(text: str, glyphs: list[Glyph], sheet: Sheet) -> PageText:
    """pypdf's text with the places of PDFium's characters, where both readers see the same or equally many letters."""
    here = [index for index, character in enumerate(text) if not character.isspace()]
    there = [glyph for glyph in glyphs for _ in glyph.text]
    letters = [character for glyph in glyphs for character in glyph.text]
    words: list[Word] = []
    for _, first, last, begin, end in _compared([text[index] for index in here], letters):
        if last - first != end - begin:
            continue
        for index, glyph in zip(here[first:last], there[begin:end], strict=True):
            box = sheet.box([sheet.turned(glyph)])
            before = words[-1] if words else None
            if box is None:
                continue
            if before is not None and before.end == index and index - before.start < 12 and before.box.beside(box):
                words[-1] = Word(before.start, index + 1, sheet.number, before.box.joined(box))
            else:
                words.append(Word(index, index + 1, sheet.number, box))
    return PageText(text, tuple(words))


def _compared(first: list[str], second: list[str]) -> Sequence[tuple[str, int, int, int, int]]:
    """Where two lists of letters are alike and where not, as difflib says; nothing where comparing would take too long."""
    seen = Counter(second)
    steps = sum(count * seen[letter] for letter, count in Counter(first).items())
    return list(SequenceMatcher(None, first, second, autojunk=False).get_opcodes()) if steps < _MOST_STEPS else []


@contextmanager
def _heard(found: list[str]) -> Iterator[None]:
    """Adds the messages that pypdf logs meanwhile to `found`, each once, none of them to the terminal."""

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            message = one_line(record.getMessage())[:SENTENCE]
            if len(found) < 100 and message not in found and _NOT_A_DEFECT not in message:
                found.append(message)

    logger, listener = logging.getLogger("pypdf"), Listener(logging.WARNING)
    propagate = logger.propagate
    logger.addHandler(listener)
    logger.propagate = False
    try:
        yield
    finally:
        logger.removeHandler(listener)
        logger.propagate = propagate


def _labels(reader: PdfReader, count: int) -> list[str]:
    """The printed label of each page, its number where there is none."""
    from pypdf.errors import PyPdfError

    numbers = [str(number) for number in range(1, count + 1)]
    try:
        labels = [one_line(clean(str(label)))[:_LABEL] for label in reader.page_labels]
    except (PyPdfError, *_BROKEN):
        return numbers
    return [label or number for label, number in zip(labels, numbers, strict=True)] if len(labels) == count else numbers


def _title(reader: PdfReader) -> str:
    """The title in the metadata; empty when it is a program's placeholder, a file name, or unreadable."""
    from pypdf.errors import PyPdfError

    try:
        return title_of(str((reader.metadata and reader.metadata.title) or ""))
    except (PyPdfError, *_BROKEN):
        return ""
