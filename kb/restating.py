"""What a question names and what it asks, and the question before it asked again of what it names."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from kb import countries, pointers
from kb.dates import Period
from kb.domain import Party
from kb.parties import PARTICLES, folded
from kb.text import language_of, one_line
from kb.tokens import terms

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
# What may follow a time.
_PARTICLE = re.compile(r"\s?(?:년도?|년|월)?(?:에는|에서는|에도|에|엔|은|는|이|도|의)?(?![가-힣])|")


@dataclass(frozen=True, slots=True)
class Reader:
    """How a conversation is read against what is on record.

    `named` gives the parties a text names, `called` its words that may name somebody, `without` a text less parties' names,
    `period` the time it asks about; `is_ours` tells our own organisation.
    """

    named: Callable[[str], list[Party]]
    called: Callable[[str], list[str]]
    without: Callable[[str, Sequence[Party]], str]
    period: Callable[[str], Period | None]
    is_ours: Callable[[Party], bool]

    def partners(self, text: str) -> list[Party]:
        """The partners a text names."""
        return [party for party in self.named(text) if not self.is_ours(party)]


def names_anew(question: str, own: Sequence[Party], reader: Reader) -> bool:
    """Whether a question names somebody, a country, a time or an item."""
    found = own or when(question, reader) or countries_in(question) or pointers.ITEM.search(question)
    return bool(found or reader.called(question))


def content(question: str, own: Sequence[Party], reader: Reader) -> frozenset[str]:
    """The words of a question that say what is asked, less those that name somebody or a time, or only take up."""
    text = reader.without(question, own)
    if (span := when(text, reader)) is not None:
        text = f"{text[: span[0]]} {text[span[1] :]}"
    text = re.sub(rf"(?:{pointers.ITEM.pattern})(?:{PARTICLES})?", " ", _unnamed(text, own, reader), flags=re.I)
    return frozenset(terms(pointers.EMPTY.sub(" ", pointers.ASKING.sub(" ", text))))


def _unnamed(text: str, parties: Sequence[Party], reader: Reader) -> str:
    """`text` less its words that name a country, or somebody in part."""
    begun = {folded(name) for party in parties for name in party.names}
    parts = {folded(word) for party in parties for name in party.names for word in name.split()}
    called = {folded(word) for name in reader.called(text) for word in name.split()}
    for written in countries_in(text):
        text = re.sub(rf"{re.escape(written)}(?:{PARTICLES})?", " ", text, flags=re.I)
    return " ".join(word for word in text.split() if not _is_of(word, begun, parts | called))


def _is_of(word: str, begun: Collection[str], parts: Collection[str]) -> bool:
    """Whether a word, but for its particle, is a part of a name or begins one in Korean."""
    bare = folded(re.sub(PARTICLES + "$", "", word.strip(" ?.,!").removesuffix("'s").removesuffix("’s")) or word)
    korean = re.fullmatch("[가-힣]{2,}", bare) is not None
    return bare in parts or (korean and any(name.startswith(bare) for name in begun))


def countries_in(text: str) -> list[str]:
    return [written for written, _ in countries.in_the_other_language(text)]


def when(text: str, reader: Reader) -> tuple[int, int] | None:
    """Where a text says when: a period, or a year alone."""
    found = reader.period(text)
    year = _YEAR.search(text)
    span = (found.start, found.end) if found is not None and found.end > found.start else year.span() if year else None
    particle = _PARTICLE.match(text, span[1]) if span else None
    return (span[0], particle.end()) if span and particle else span


def asked_again(question: str, own: Sequence[Party], before: str, reader: Reader) -> str:
    """The question before with what is named anew in the place of what it named."""
    text = before
    rest = question
    if (span := when(question, reader)) is not None:
        new = question[span[0] : span[1]]
        rest = f"{question[: span[0]]} {question[span[1] :]}"
        text = _at(text, new, reader)
    elif item := pointers.ITEM.search(question):
        text = (
            pointers.ITEM.sub(item.group(), text, count=1) if pointers.ITEM.search(text) else f"{item.group()} {text}"
        )
    if own or countries_in(question) or reader.called(rest) or pointers.DOCUMENT.search(rest):
        partners = reader.partners(text)
        text = _unnamed(reader.without(text, partners), partners, reader)
        # In front of the rest, where a Korean question names whom it asks about, and an English one after it.
        name = one_line(pointers.OPENS.sub(" ", rest)).strip(" ?.,!")
        text = f"{name} {text}" if language_of(text) == "ko" else f"{text.rstrip(' ?.')} {name}?"
    return one_line(text)


def _at(text: str, new: str, reader: Reader) -> str:
    """`text` asked of another time."""
    span = when(text, reader)
    if span is None:
        return f"{new} {text}" if language_of(text) == "ko" else f"{text.rstrip(' ?.')} in {new}?"
    old = text[span[0] : span[1]]
    if _YEAR.fullmatch(new) and _YEAR.search(old):
        new = _YEAR.sub(new, old)
    return text[: span[0]] + new + text[span[1] :]
