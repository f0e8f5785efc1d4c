"""What a document is: its kind, title, date and languages, from its own text, and the characters that say so."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ingest.cleaning import title_of
from ingest.describing.dating import date_in
from ingest.describing.kinds import ends_as_minutes, kind_named, names_kind, other_named
from ingest.describing.titles import Title, TopLine, title_in, top_lines
from ingest.extract import ExtractedPage
from ingest.structure.running import running_lines
from kb.domain import LANGUAGES, Kind, Language
from kb.text import hangul_share, locate, nfc, one_line

Field = Literal["title", "kind", "dated_on"]
Source = Literal["text", "metadata", "name"]

_TITLE_LENGTH = 200
_TOP_LINES = 10
_TOP = 6_000
_COMMON = frozenset(
    "the of and for on between in to a an with no by memorandum understanding agreement minutes meeting policy brief mou contract report document template 서식 양식 및 간 업무협약서 업무협약 양해각서 협약서 회의록 계약서".split()
)
_LETTER = re.compile(r"^\W{0,2}(?:수\s{0,3}신(?:자)?|경\s{0,3}유|시\s{0,3}행)(?=[\s:：(])")


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where `field` is stated: the characters `start` to `end` of page `page`; empty, on page 0, where `source` is no text."""

    field: Field
    page: int
    start: int
    end: int
    source: Source = "text"


@dataclass(frozen=True, slots=True)
class Description:
    """What a document says it is; `evidence` holds an entry for each of title, kind and date that something states."""

    title: str
    kind: Kind
    dated_on: dt.date | None
    languages: tuple[Language, ...]
    evidence: tuple[Evidence, ...] = ()


def describe(pages: Sequence[ExtractedPage], metadata_title: str, path: Path) -> Description:
    """What the document of these `pages` is; the file's metadata is believed where its first pages bear it out."""
    lines = top_lines(pages)
    written = title_in(lines, pages)
    title, title_evidence = _title(written, metadata_title, pages, path)
    kind, kind_evidence = _kind(title, title_evidence, lines)
    dated = date_in(kind, pages)
    evidence = [title_evidence, *([kind_evidence] if kind_evidence else [])]
    if dated:
        evidence.append(Evidence("dated_on", dated.page, dated.start, dated.end))
    return Description(title, kind, dated.day if dated else None, languages_of(pages), tuple(evidence))


def languages_of(pages: Sequence[ExtractedPage]) -> tuple[Language, ...]:
    """The languages in which a tenth or more of the letters are written, the more frequent first."""
    if not any(page.text.strip() for page in pages):
        return ()
    # A bilingual header on every page makes no text bilingual.
    share = hangul_share(
        "\n".join(_body(page.text, out) for page, out in zip(pages, running_lines(pages), strict=True))
    )
    shares: dict[Language, float] = {"ko": share, "en": 1 - share}
    return tuple(sorted((language for language in LANGUAGES if shares[language] >= 0.1), key=lambda one: -shares[one]))


def _body(text: str, left_out: frozenset[int]) -> str:
    kept: list[str] = []
    position = 0
    for line in text.splitlines(keepends=True):
        if position + len(line) - len(line.lstrip()) not in left_out:
            kept.append(line)
        position += len(line)
    return "".join(kept)


def _title(
    written: Title | None, metadata_title: str, pages: Sequence[ExtractedPage], path: Path
) -> tuple[str, Evidence]:
    stated = one_line(nfc(metadata_title))[:_TITLE_LENGTH]
    if stated and _is_believable(stated, written, pages):
        for number, page in enumerate(pages[:2], 1):
            if place := locate(stated, page.text[:_TOP]):
                return stated, Evidence("title", number, *place)
        return stated, Evidence("title", 0, 0, 0, "metadata")
    if written is not None:
        return written.text[:_TITLE_LENGTH], Evidence("title", written.page, written.start, written.end)
    return nfc(path.stem)[:_TITLE_LENGTH], Evidence("title", 0, 0, 0, "name")


def _is_believable(stated: str, written: Title | None, pages: Sequence[ExtractedPage]) -> bool:
    """Whether the first pages say what the metadata's title says; templates and programs leave titles of other documents."""
    if not title_of(stated):
        return False
    top = "".join("\n".join(page.text[:_TOP] for page in pages[:3]).lower().split())
    if not top:
        return True
    words = [word.lower() for word in re.findall(r"\w+", stated)]
    own = [word for word in words if word not in _COMMON and len(word) > 1]
    if not own:
        return written is not None and "".join(stated.lower().split()) == "".join(written.text.lower().split())
    borne = sum(word in top for word in own)
    # One name alone ("Seoul Digital Foundation") is on the page, and no title of a document that names its kind.
    telling = len(own) >= 3 or bool(names_kind(stated)) or written is None
    return telling and borne * 10 >= len(own) * 6


def _kind(title: str, stated: Evidence, lines: Sequence[TopLine]) -> tuple[Kind, Evidence | None]:
    """The kind the title names, else a line near the top; a letter or notice about an agreement is none."""
    first_page = [line for line in lines if line.page == lines[0].page] if lines else []
    top = [line for line in first_page if len(line.text) <= 110][:_TOP_LINES]
    # "방문 결과보고" is a report and tells of meetings: it is read as minutes are.
    ends_as_kind = "" if other_named(title) and not ends_as_minutes(title) else names_kind(title)
    for line in top:
        other = other_named(line.text)
        letter = _LETTER.match(line.text)
        if (other and line.text != title) or letter:
            if ends_as_kind == "minutes":
                break
            return "other", Evidence("kind", line.page, line.start, line.end)
    if ends_as_kind:
        return _stated_kind(title, stated, top)
    if other_named(title):
        return "other", Evidence("kind", stated.page, stated.start, stated.end, stated.source)
    for line in top:
        if found := kind_named(line.text):
            return found[0], Evidence("kind", line.page, line.start, line.end)
    return "other", None


def _stated_kind(title: str, stated: Evidence, top: Sequence[TopLine]) -> tuple[Kind, Evidence | None]:
    """The kind that the title names, with the line of the page that names it too where the title is not of the page."""
    found = kind_named(title)
    assert found is not None
    if stated.source == "text":
        return found[0], Evidence("kind", stated.page, stated.start, stated.end)
    for line in top:
        if names_kind(line.text) == found[0]:
            return found[0], Evidence("kind", line.page, line.start, line.end)
    return found[0], Evidence("kind", 0, 0, 0, stated.source)
