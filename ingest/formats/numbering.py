"""Automatic numbers of paragraphs ("1.", "제3조", "가)") as a word processor shows them; the files hold only their rules."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_GANADA = "가나다라마바사아자차카타파하"
_JAMO = "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ"
_DIGITS = "영일이삼사오육칠팔구"
_HAN = "〇一二三四五六七八九"
_STEMS = "갑을병정무기경신임계"
_HAN_STEMS = "甲乙丙丁戊己庚辛壬癸"
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip
_MOST = 100_000  # beyond this a number is written in digits: a hostile start value makes no endless text
# Where a circle or parenthesis is part of the sign: its first code point and how many follow each other.
_SIGNS = {
    "circled": (0x2460, 20), "circled-upper": (0x24B6, 26), "circled-lower": (0x24D0, 26), "circled-ganada": (0x326E, 14),
    "circled-jamo": (0x3260, 14), "circled-han": (0x3280, 10), "parenthesised": (0x2474, 20),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Level:
    """How one level is numbered: `text` holds %1 ... %9 for the numbers of the levels, or is a bullet."""

    style: str
    text: str
    start: int = 1
    restarts: bool = True
    plain: bool = False  # all numbers in it as digits, whatever the other levels' style ("legal" numbering)


@dataclass(slots=True)
class Counters:
    """The running numbers of a document's lists, by list and level."""

    _numbers: dict[str, list[int | None]] = field(default_factory=dict)

    def next(self, name: str, level: int, levels: dict[int, Level]) -> str:
        """What the next paragraph at `level` (from 0) of the list `name` is marked with; empty where it shows nothing."""
        rule = levels.get(level)
        if rule is None or level > 8:
            return ""
        numbers = self._numbers.setdefault(name, [None] * 9)
        held = numbers[level]
        numbers[level] = rule.start if held is None else held + 1
        for deeper in range(level + 1, 9):
            if deeper not in levels or levels[deeper].restarts:
                numbers[deeper] = None

        def shown(match: re.Match[str]) -> str:
            at = int(match.group(1)) - 1
            of = levels.get(at, rule)
            number = numbers[at]
            return numeral(of.start if number is None else number, "decimal" if rule.plain else of.style)

        return re.sub(r"%([1-9])", shown, rule.text)

    def restart(self, name: str, level: int) -> None:
        """Lets the list `name` begin anew at `level`."""
        if name in self._numbers:
            self._numbers[name][level:] = [None] * (9 - level)


def numeral(number: int, style: str) -> str:
    """`number` in `style`: decimal, zero, upper-roman, lower-roman, upper-letter, lower-letter, ganada, jamo, hangul, han, ..."""
    if not 0 < number < _MOST or style == "decimal":
        return str(number)
    if style == "none":
        return ""
    if style == "zero":
        return f"{number:02d}"
    if style in ("upper-roman", "lower-roman"):
        roman = _roman(number)
        return roman if style == "upper-roman" else roman.lower()
    if style in ("upper-letter", "lower-letter"):
        return _repeated(
            number, "ABCDEFGHIJKLMNOPQRSTUVWXYZ" if style == "upper-letter" else "abcdefghijklmnopqrstuvwxyz"
        )
    if style in _SIGNS:
        first, count = _SIGNS[style]
        return chr(first + number - 1) if number <= count else str(number)
    letters = {"ganada": _GANADA, "jamo": _JAMO, "stems": _STEMS, "han-stems": _HAN_STEMS}.get(style)
    if letters:
        return letters[(number - 1) % len(letters)]
    if style in ("hangul", "han"):
        return _counted(number, _DIGITS if style == "hangul" else _HAN, "십백천" if style == "hangul" else "十百千")
    return str(number)


def _repeated(number: int, letters: str) -> str:
    """a ... z, aa, bb ..., as word processors go on."""
    return letters[(number - 1) % len(letters)] * min(8, (number - 1) // len(letters) + 1)


def _roman(number: int) -> str:
    if number > 3999:
        return str(number)
    text = ""
    for value, letters in _ROMAN:
        text += letters * (number // value)
        number %= value
    return text


def _counted(number: int, digits: str, powers: str) -> str:
    """십일, 二十: a number below ten thousand in words."""
    if number > 9999:
        return str(number)
    text = ""
    for at, digit in enumerate(reversed(str(number))):
        if digit != "0":
            one = "" if digit == "1" and at else digits[int(digit)]
            text = one + (powers[at - 1] if at else "") + text
    return text
