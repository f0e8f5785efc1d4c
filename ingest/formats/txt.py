"""Plain text of any encoding: its paragraphs, also where its lines were broken by hand."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from ingest.cleaning import clean
from ingest.extract import Extract, Limits
from ingest.formats.blocks import Block, Paragraph
from ingest.formats.refusal import Refused
from ingest.formats.sections import extracted
from kb.text import hangul_share

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip
_WIDE = 130  # lines longer than this were not broken by hand: each is a paragraph
_FULL = 0.7  # a line of so much of the width goes on in the next one
# How a list item, a clause or a field begins; it never continues the line before.
_ITEM = re.compile(
    r"\s*(?:[①-⑳•○●■□▪◦ㆍ◯※▶▷*–—-]|\(?\d{1,3}[.)]|\(?[a-zA-Z가-하][.)]\s|\([ivx]+\)|제\s?\d+\s?[조항장]|(?i:article|section|chapter)\s+[\dIVX]|#|\||\S{1,20}\s?[:：]\s)"
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_SAMPLE = 200_000


def extract(data: bytes, limits: Limits) -> Extract:
    """The sections of the plain text in `data`; refused where it is no text."""
    return extracted("txt", paragraphs(decoded(data)), limits)


def decoded(data: bytes, declared: str = "") -> str:
    """`data` as text: by its byte order mark, by the encoding `declared`, as UTF-8, as Korean, or as it looks most like."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _text(data[len(mark) :].decode(encoding, "replace"))
    if declared and (found := _as(data, declared)) is not None:
        return _text(found)
    if (found := _as(data, "utf-8")) is not None:
        return _text(found)
    korean = _as(data, "cp949")
    # Any two bytes are a Korean letter to cp949: French accents would be too, so most of what is not ASCII has to be Hangul.
    if korean is not None and hangul_share("".join(letter for letter in korean[:_SAMPLE] if letter > "\x7f")) > 0.5:
        return _text(korean)
    if sum(byte > 127 for byte in data[:_SAMPLE]) * 10 < len(data[:_SAMPLE]):
        # A few typographic quotes or accents among ASCII: what Windows writes in the West.
        return _text(data.decode("cp1252", "replace"))
    return _text(_guessed(data))


def _as(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeError, LookupError, ValueError):
        return None


def _guessed(data: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE]).best()
    if best is None:
        raise Refused("not_text", "it holds no text in any known encoding")
    return data.decode(best.encoding, "replace")


def _text(text: str) -> str:
    """`text`; refused where so much of it is control characters or undecodable that it is no text."""
    sample = text[:_SAMPLE]
    garbage = len(_CONTROL.findall(sample)) + sample.count("\ufffd")
    if garbage * 50 > len(sample):
        raise Refused("not_text", "it is no text but some other data")
    return text


def paragraphs(text: str) -> Iterator[Block]:
    """The paragraphs of a plain text: blank lines part them, and lines broken by hand are joined."""
    lines = clean(text).split("\n")
    lengths = sorted(len(line.rstrip()) for line in lines if line.strip())
    width = lengths[len(lengths) * 9 // 10] if lengths else 0
    joined: list[str] = []
    for line in lines:
        goes_on = joined and width <= _WIDE and len(joined[-1].rstrip()) >= _FULL * width and not _ITEM.match(line)
        if joined and not (goes_on and line.strip()):
            yield Paragraph(" ".join(joined))
            joined = []
        if line.strip():
            joined.append(line)
    yield Paragraph(" ".join(joined))
