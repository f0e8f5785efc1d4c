"""What a document is: its kind, title, date and languages, from its own text."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from kb.dates import days
from kb.domain import LANGUAGES, Kind, Language, Page
from kb.text import hangul_share, nfc, one_line

# What a kind calls itself in a title; the first kind that matches wins, so "minutes on the MOU" are minutes.
_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        "minutes",
        re.compile(
            r"회\s*의\s*록|의\s*사\s*록|회의\s*결과|면담\s*결과|\bminutes\b|\brecord of (?:the )?(?:meeting|discussion)",
            re.I,
        ),
    ),
    (
        "brief",
        re.compile(
            r"브리프|정책\s*보고|정책\s*제안|이슈\s*리포트|백서|\bpolicy (?:brief|paper|note)|\bbrief(?:ing)?\b|\bwhite paper\b",
            re.I,
        ),
    ),
    (
        "mou",
        re.compile(
            r"양\s*해\s*각\s*서|협\s*약(?:\s*서)?|합\s*의\s*서|의\s*향\s*서|협\s*정\s*서?|계\s*약\s*서"
            r"|\bmemorand(?:um|a)\b|\bmou\b|\bagreement\b|\bletter of intent\b|\bamendment\b|\baddendum\b|\bcontract\b",
            re.I,
        ),
    ),
)
_MEETING_DATE = re.compile(r"(?:일\s*시|일\s*자|날\s*짜|Date(?: and time)?|Held on|When)\s*[:：]?\s*", re.I)
_SIGNING = re.compile(
    r"체결일|서명일|signed\s+(?:at|in|on|this)|date\s+of\s+signature|as\s+of\s+the|dated|entered\s+into", re.I
)
_TITLE_LENGTH = 200
_TOP = 1200


def kind_of(title: str, pages: Sequence[Page]) -> Kind:
    """The kind a document declares in its title, else near the top of its first page with text."""
    for text in (title, *_tops(pages)):
        for kind, pattern in _KINDS:
            if pattern.search(text):
                return kind
    return "other"


def _tops(pages: Sequence[Page]) -> Iterator[str]:
    filled = next((page.text for page in pages if page.text.strip()), "")
    yield "\n".join(filled.splitlines()[:8])[:_TOP]


def title_of(metadata_title: str, pages: Sequence[Page], path: Path) -> str:
    """The title the file states, else the line near the top that names a kind, else the first line, else the file name."""
    if metadata_title.strip():
        return one_line(nfc(metadata_title))[:_TITLE_LENGTH]
    lines = [one_line(line) for page in pages[:2] for line in page.text.splitlines()[:20] if len(line.strip()) >= 4]
    named = (line for line in lines if len(line) <= 90 and any(pattern.search(line) for _, pattern in _KINDS))
    return (next(named, "") or next(iter(lines), "") or nfc(path.stem))[:_TITLE_LENGTH]


def date_of(kind: Kind, pages: Sequence[Page]) -> dt.date | None:
    """The day of a meeting from its date line; of an agreement beside words of signing, else the last page's; else the first."""
    first = "\n".join(page.text for page in pages[:2])
    marked = _after(_MEETING_DATE if kind == "minutes" else _SIGNING, first)
    if marked:
        return marked
    if kind == "mou":
        for page in reversed(pages):
            found = days(page.text)
            if found:
                return found[-1].first
    found = days(first)
    return found[0].first if found else None


def _after(marker: re.Pattern[str], text: str) -> dt.date | None:
    for match in marker.finditer(text):
        found = days(text[match.end() : match.end() + 80])
        if found:
            return found[0].first
    return None


def languages_of(pages: Sequence[Page]) -> tuple[Language, ...]:
    """The languages in which a tenth or more of the letters are written, the more frequent first."""
    share = hangul_share("\n".join(page.text for page in pages))
    if not any(page.text.strip() for page in pages):
        return ()
    shares: dict[Language, float] = {"ko": share, "en": 1 - share}
    return tuple(sorted((language for language in LANGUAGES if shares[language] >= 0.1), key=lambda one: -shares[one]))


from dataclasses import dataclass


@dataclass
class Description:
    title: str
    kind: Kind
    dated_on: dt.date | None
    languages: tuple[Language, ...]
    places: dict

    @property
    def values(self):
        return {"title": self.title, "kind": self.kind, "dated_on": self.dated_on, "languages": list(self.languages)}


def describe(pages, title, path):
    t = title_of(title, pages, path)
    k = kind_of(t, pages)
    return Description(t, k, date_of(k, pages), languages_of(pages), {})
