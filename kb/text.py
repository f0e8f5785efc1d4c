"""Text as characters: NFC, language, sentences, and where a quote stands in a page (layout ignored, characters never)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from kb.domain import Language

# White space and the characters that only lay text out; a quote matches whether or not they stand between its letters.
LAYOUT = re.compile("[\\s\u00ad\u200b\u200c\u200d\u2060\ufeff]+")
_HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_ENDS = re.compile(
    r"(?<=[.!?。])[\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9가-힣①-⑳•○●■□▪◦ㆍ·-])"  # a sentence ends
    r"|\n\s*\n"  # a paragraph ends
    r"|\n(?=\s*(?:[①-⑳•○●■□▪◦ㆍ◯※▶▷-]|\(?\d{1,2}[.)]\s|\([a-z가나다라마바사아자차카타파하]\)\s|[가나다라마바사아자차카타파하][.)]\s|제\s?\d+\s?조|Article\s+\d))"  # an item begins
)
_NO_END = re.compile(
    r"(?:\b(?:Art|No|Nos|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|Mr|Ms|Mrs|Dr|Prof|Inc|Ltd|Co|Corp|vs|cf|e\.g|i\.e|St|pp|p|Sec|approx|[A-Z])|(?:^|\D)\d{1,2})\.$"
)


_YEAR = re.compile(r"(?:^|\D)\d{4}\.$")
# A line of up to so many characters is a label ("일시", "Date"), and a text of short lines is a column, not titles.
_LABEL = 10
_NARROW = 24


def nfc(text: str) -> str:
    """`text` in Unicode's composed form, so that Hangul typed on any machine is the same."""
    return unicodedata.normalize("NFC", text)


def hangul_share(text: str) -> float:
    """How much of the letters of `text` is Hangul, 0 to 1; 0 where there are no letters."""
    hangul = len(_HANGUL.findall(text))
    return hangul / max(1, hangul + len(_LATIN.findall(text)))


def language_of(text: str) -> Language:
    """The language a Korean or English text is written in; a Korean text may hold many Latin names."""
    return "ko" if hangul_share(text) >= 0.2 else "en"


def is_served(text: str) -> bool:
    """Whether `text` is in a script of the two languages served, most of its letters Hangul or Latin."""
    letters = [character for character in text if character.isalpha()]
    served = len(_HANGUL.findall(text)) + len(_LATIN.findall(text))
    return not letters or served * 2 >= len(letters)


def locate(quote: str, page_text: str, start: int = 0) -> tuple[int, int] | None:
    """Where `quote` stands in `page_text` at or after `start` as (start, end), white space ignored; None when it does not."""
    wanted = LAYOUT.sub("", nfc(quote))
    if not wanted:
        return None
    offsets = [index for index, character in enumerate(page_text) if index >= start and not LAYOUT.match(character)]
    found = "".join(page_text[index] for index in offsets).find(wanted)
    if found < 0:
        return None
    return offsets[found], offsets[found + len(wanted) - 1] + 1


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """The sentences, list items and title lines of `text`, each as (start, end) without the white space around it."""
    start = 0
    for end, after in _breaks(text):
        if end >= start:
            yield from _trimmed(text, start, end)
            start = after
    yield from _trimmed(text, start, len(text))


def _breaks(text: str) -> list[tuple[int, int]]:
    """Where a sentence ends and the next begins, in order."""
    # What closes a sentence, as the quotation mark after its full stop, is part of it.
    found = [
        (match.start() + len(match.group().rstrip()), match.end())
        for match in _ENDS.finditer(text)
        if "\n" in match.group()
        or not _goes_on(text[max(0, match.start() - 12) : match.start()], text[match.end() :][:1])
    ]
    found.extend(_short_lines(text))
    return sorted(found)


def _goes_on(before: str, after: str) -> bool:
    """Whether a point ends an abbreviation, or a part of a date ("2023. 3. 28."), and no sentence."""
    return bool(_NO_END.search(before)) or (bool(_YEAR.search(before)) and after.isdigit())


def _short_lines(text: str) -> Iterator[tuple[int, int]]:
    """Ends of lines that stop well before the others: titles, dates, signatures; a label stays with what it labels."""
    lines = text.splitlines(keepends=True)
    width = max((len(line.rstrip()) for line in lines), default=0)
    position = 0
    for line in lines:
        written = len(line.strip())
        if _LABEL < written < 0.6 * width and width > _NARROW:
            yield position + len(line.rstrip()), position + len(line)
        position += len(line)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    if piece.strip():
        yield start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())


def one_line(text: str) -> str:
    """`text` as a person reads it on one line: white space folded, control characters gone."""
    return " ".join("".join(c if c.isprintable() or c.isspace() else " " for c in text).split())
