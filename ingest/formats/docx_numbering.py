"""The automatic numbers of a DOCX file's paragraphs: "Article 3", "제3조", "(a)" stand in its rules, not in its text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from ingest.formats.numbering import Counters, Level

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STYLES = {
    "upperRoman": "upper-roman", "lowerRoman": "lower-roman", "upperLetter": "upper-letter", "lowerLetter": "lower-letter",
    "ganada": "ganada", "chosung": "jamo", "decimalEnclosedCircle": "circled", "decimalEnclosedCircleChinese": "circled",
    "decimalEnclosedParen": "parenthesised", "decimalZero": "zero", "koreanDigital": "hangul", "koreanCounting": "hangul",
    "koreanLegal": "hangul", "koreanDigital2": "han", "chineseCounting": "han", "japaneseCounting": "han",
    "ideographDigital": "han", "ideographTraditional": "han-stems", "none": "none",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Style:
    """A paragraph style: what it is based on, its list, its level there, its heading level from 1 (0 for none)."""

    based_on: str
    list_id: str
    level: int | None
    heading: int
    name: str


@dataclass(slots=True)
class Rules:
    """Styles and lists of one document, and the numbers met so far."""

    styles: dict[str, _Style] = field(default_factory=dict)
    default: str = ""
    _lists: dict[str, tuple[str, dict[int, Level], dict[int, int]]] = field(default_factory=dict)
    _style_levels: dict[str, tuple[str, int]] = field(default_factory=dict)
    _counters: Counters = field(default_factory=Counters)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def mark(self, properties: Any, style: str) -> str:
        """What the paragraph with these properties is numbered with; counts it."""
        list_id, level = self._place(properties, style)
        found = self._lists.get(list_id)
        if found is None:
            return ""
        abstract, levels, restarts = found
        # A list that starts anew shares its counters with the others of its kind otherwise.
        if level in restarts and (list_id, level) not in self._begun:
            self._begun.add((list_id, level))
            self._counters.restart(abstract, level)
        return self._counters.next(abstract, level, levels)

    def heading(self, properties: Any, style: str) -> int:
        """The paragraph's heading level from 1, 0 where it is none."""
        own = _value(properties, "outlineLvl")
        if own.isdecimal():
            return int(own) + 1 if int(own) < 9 else 0
        for name in self._chain(style):
            if self.styles[name].heading:
                return self.styles[name].heading
        return 0

    def _chain(self, style: str) -> list[str]:
        """The style and what it is based on, nearest first."""
        chain: list[str] = []
        name = style or self.default
        while name in self.styles and name not in chain:
            chain.append(name)
            name = self.styles[name].based_on
        return chain

    def _place(self, properties: Any, style: str) -> tuple[str, int]:
        own = None if properties is None else properties.find(f"{W}numPr")
        list_id, level = _value(own, "numId"), _value(own, "ilvl")
        found = int(level) if level.isdecimal() else None
        for name in self._chain(style):
            of = self.styles[name]
            list_id = list_id or of.list_id
            if found is None and of.list_id:
                found = of.level
            if of.list_id and not level and name in self._style_levels and self._style_levels[name][0] == list_id:
                found = self._style_levels[name][1]
        return list_id, min(found or 0, 8)


def rules(styles: Any, numbering: Any) -> Rules:
    """The rules in a document's styles and numbering parts (None where it has none)."""
    found = Rules()
    for element in () if styles is None else styles.iterfind(f"{W}style"):
        if element.get(f"{W}type", "paragraph") == "paragraph":
            number = element.get(f"{W}styleId", "")
            found.styles[number] = _style(element)
            if element.get(f"{W}default") in ("1", "true", "on"):
                found.default = number
    if numbering is not None:
        _read_lists(numbering, found)
    return found


def _style(element: Any) -> _Style:
    properties = element.find(f"{W}pPr")
    numbered = None if properties is None else properties.find(f"{W}numPr")
    level, outline = _value(numbered, "ilvl"), _value(properties, "outlineLvl")
    name = _value(element, "name").lower()
    heading = int(outline) + 1 if outline.isdecimal() and int(outline) < 9 else 0
    if match := re.fullmatch(r"(?:heading|제목)\s*([1-9])", name):
        heading = int(match[1])
    elif name in ("title", "제목"):
        heading = 1
    at = int(level) if level.isdecimal() else None
    return _Style(_value(element, "basedOn"), _value(numbered, "numId"), at, heading, name)


def _read_lists(numbering: Any, found: Rules) -> None:
    kinds = {kind.get(f"{W}abstractNumId", ""): kind for kind in numbering.iterfind(f"{W}abstractNum")}
    by_style = {_value(kind, "styleLink"): number for number, kind in kinds.items() if _value(kind, "styleLink")}
    for element in numbering.iterfind(f"{W}num"):
        list_id, abstract = element.get(f"{W}numId", ""), _value(element, "abstractNumId")
        kind = kinds.get(abstract)
        if kind is not None and (link := _value(kind, "numStyleLink")):
            abstract = by_style.get(link, abstract)
            kind = kinds.get(abstract)
        if kind is None:
            continue
        levels = dict(map(_level, kind.iterfind(f"{W}lvl")))
        restarts: dict[int, int] = {}
        for override in element.iterfind(f"{W}lvlOverride"):
            _override(override, levels, restarts)
        found._lists[list_id] = (abstract, levels, restarts)
        for level in kind.iterfind(f"{W}lvl"):
            if style := _value(level, "pStyle"):
                found._style_levels.setdefault(style, (list_id, _level(level)[0]))


def _override(element: Any, levels: dict[int, Level], restarts: dict[int, int]) -> None:
    number = _number(element.get(f"{W}ilvl"), 0)
    if (own := element.find(f"{W}lvl")) is not None:
        levels[number] = _level(own)[1]
    if (start := _value(element, "startOverride")).isdecimal() and number in levels:
        old = levels[number]
        levels[number] = Level(old.style, old.text, _number(start, 1), old.restarts, old.plain)
        restarts[number] = levels[number].start


def _level(element: Any) -> tuple[int, Level]:
    format_of = _value(element, "numFmt") or "decimal"
    text = _value(element, "lvlText")
    if format_of == "bullet":
        # Signs of a symbol font are private-use letters, or letters that mean something else there.
        text = text if text in ("•", "-", "–", "○", "●", "□", "■", "◦", "▪", "※", "*", "ㆍ", "·") else "•"
    elif format_of == "none":
        text = re.sub(r"%[1-9]", "", text)
    number = _number(element.get(f"{W}ilvl"), 0)
    restarts = _value(element, "lvlRestart") != "0"
    plain = element.find(f"{W}isLgl") is not None
    return number, Level(_STYLES.get(format_of, "decimal"), text, _number(_value(element, "start"), 0), restarts, plain)


def _value(parent: Any, name: str) -> str:
    """The `val` of a child element, empty where there is none."""
    child = None if parent is None else parent.find(f"{W}{name}")
    return "" if child is None else child.get(f"{W}val", "")


def _number(text: str | None, default: int) -> int:
    return int(text) if text and re.fullmatch(r"\d{1,6}", text) else default
