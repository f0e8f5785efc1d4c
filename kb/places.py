"""Where in an agreement something stands, as lawyers name it: "제5조 제1항", "Article 5(1)" and "paragraph 5.1" are all 5.1."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_SYLLABLES = "가나다라마바사아자차카타파하"
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}

_ARTICLE = re.compile(
    r"^[ \t]*(?:제\s*(?P<ko>\d{1,3})\s*조(?:의\s*\d+)?\s*(?:[(（\[【「]|$|\s)|(?:Article|ARTICLE|Section|SECTION|Clause|CLAUSE)\s+(?P<en>\d{1,3}|[IVXL]+)\b)",
    re.M,
)
_ANNEX = re.compile(
    r"^[ \t]*\[?(?:(?:Annex|ANNEX|Schedule|Appendix)(?:\s+(?P<en>[A-Z]|\d{1,2}))?\b(?=[^\n]{0,80}$)|(?:별표|부속서|별첨|붙임)\s*(?P<ko>\d{1,2})?(?=[^\n]{0,60}$))",
    re.M,
)
_DECIMAL = re.compile(r"^[ \t]*(?P<article>\d{1,2})\.(?P<part>\d{1,2})(?:\.\d{1,2})?\.?[ \t]+(?=\S)", re.M)
_NUMBER = re.compile(r"^[ \t]*(?P<part>\d{1,2})\.[ \t]+(?=\S)", re.M)
_PART = re.compile(
    rf"^[ \t]*(?:(?P<circled>[{_CIRCLED}])|\((?P<figure>\d{{1,2}})\)|\((?P<letter>[a-z])\)|(?P<syllable>[{_SYLLABLES}])\.[ \t])",
    re.M,
)
_ROW = re.compile(r"\s*(?P<part>\d{1,2})[ \t]+\S")


@dataclass(frozen=True, slots=True)
class Places:
    """The clause numbers of one document, by the place on its pages from which each holds."""

    starts: tuple[tuple[int, int], ...]
    names: tuple[str, ...]

    def at(self, page: int, start: int, quote: str = "") -> str:
        """The clause in which the character `start` of `page` stands, as "5.1"; a row of an annex by its own number."""
        # A quote begins after its own marker or with it: one that begins there stands in it.
        index = bisect_right(self.starts, (page, start + 1)) - 1
        name = self.names[index] if index >= 0 else ""
        row = _ROW.match(quote) if name.startswith("annex") else None
        return f"{name.partition('.')[0]}.{row['part']}" if row else name


def places(pages: Sequence[str]) -> Places:
    """The clause numbers of a document's pages, the first of which is page 1."""
    articles = any(_ARTICLE.search(text) for text in pages)
    found: list[tuple[int, int, str, str]] = []
    for number, text in enumerate(pages, start=1):
        found.extend((number, start, level, name) for start, level, name in _markers(text, articles))
    starts, names, article = [], [], ""
    for page, start, level, name in sorted(found):
        if level == "article":
            article = name
        elif level == "decimal":
            article = name.partition(".")[0]
        starts.append((page, start))
        names.append(f"{article}.{name}" if level == "part" and article else name)
    return Places(tuple(starts), tuple(names))


def _markers(text: str, articles: bool) -> list[tuple[int, str, str]]:
    found = [(match.start(), "article", _arabic(match["ko"] or match["en"])) for match in _ARTICLE.finditer(text)]
    found += [
        (match.start(), "article", f"annex {(match['en'] or match['ko'] or '').lower()}".strip())
        for match in _ANNEX.finditer(text)
    ]
    found += [(match.start(), "decimal", f"{match['article']}.{match['part']}") for match in _DECIMAL.finditer(text)]
    # "1." heads a section where nothing is called an article, and is an entry of a list where something is.
    if not articles:
        found += [(match.start(), "article", match["part"]) for match in _NUMBER.finditer(text)]
    found += [(match.start(), "part", str(_ordinal(match))) for match in _PART.finditer(text)]
    return found


def _ordinal(match: re.Match[str]) -> int:
    if match["circled"]:
        return _CIRCLED.index(match["circled"]) + 1
    if match["figure"]:
        return int(match["figure"])
    if match["letter"]:
        return ord(match["letter"]) - ord("a") + 1
    return _SYLLABLES.index(match["syllable"]) + 1


def _arabic(written: str) -> str:
    if written.isdigit():
        return str(int(written))
    values = [_ROMAN[letter] for letter in written]
    later = [*values[1:], 0]
    return str(sum(-one if one < following else one for one, following in zip(values, later, strict=True)))


_NAMED = re.compile(
    r"제\s*(?P<article>\d{1,3})\s*조(?:의\s*\d+)?(?:\s*제?\s*(?P<paragraph>\d{1,2})\s*항)?(?:\s*제?\s*(?P<item>\d{1,2})\s*호)?"
    rf"|제\s*(?P<only>\d{{1,3}})\s*항(?:\s*(?P<syllable>[{_SYLLABLES}])\s*목)?"
    r"|(?:paragraph|sub-?paragraph)\s*\(?(?P<sub>\d{1,2}|[a-z])\)?\s+of\s+(?:Article|Section|Clause)\s+(?P<of>\d{1,3}|[IVXL]+)\b"
    r"|(?:Articles?|Sections?|Clauses?|Paragraphs?)\s+(?P<en>\d{1,3}|[IVXL]+)\b(?:\s*\.\s*(?P<decimal>\d{1,2}))?(?:\s*\(\s*(?P<bracket>\d{1,2}|[a-z])\s*\))?(?:,?\s*paragraph\s*\(?(?P<after>\d{1,2}|[a-z])\)?)?"
    r"|(?:row|item|line)\s+(?P<row>\d{1,2})\s+of\s+(?:the\s+)?(?:Annex|Schedule|Appendix)(?:\s+(?P<annex>[A-Z]|\d{1,2})\b)?"
    r"|(?:별표|부속서)\s*(?P<table>\d{1,2})?(?:의|\s*중)?\s*제?\s*(?P<line>\d{1,2})\s*(?:번|호|행)",
    re.I,
)


def named_in(text: str) -> tuple[str, int, int] | None:
    """The first clause that `text` names, as "5.1", with where it is named."""
    match = _NAMED.search(text)
    return (_named(match), match.start(), match.end()) if match else None


def _named(match: re.Match[str]) -> str:
    found = match.groupdict()
    if found["article"]:
        return ".".join(filter(None, (found["article"], found["paragraph"] or found["item"])))
    if found["only"]:
        return ".".join(filter(None, (found["only"], _part(found["syllable"]))))
    if found["of"]:
        return f"{_arabic(found['of'].upper())}.{_part(found['sub'])}"
    if found["row"]:
        return f"annex {found['annex'] or ''}".strip().lower() + f".{found['row']}"
    if found["line"]:
        return f"annex {found['table'] or ''}".strip() + f".{found['line']}"
    part = found["decimal"] or _part(found["bracket"]) or _part(found["after"])
    return ".".join(filter(None, (_arabic(found["en"].upper()), part)))


def _part(written: str | None) -> str:
    if not written:
        return ""
    if written.isdigit():
        return str(int(written))
    if written in _SYLLABLES:
        return str(_SYLLABLES.index(written) + 1)
    return str(ord(written.lower()) - ord("a") + 1)


def within(place: str, whole: str) -> bool:
    """Whether the clause `place` is `whole` or a part of it."""
    return bool(whole) and (place == whole or place.startswith(f"{whole}."))
