"""Questions asked of a base: what was found, what was answered, and how long it took."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from kb.domain import Answer, Citation, Hit
from kb.evaluation.questions import GoldQuestion, PageKey
from kb.text import nfc


class Asks(Protocol):
    """What is measured: a search and, unless only that is, an answer with the text of the pages it cites."""

    def search(self, question: GoldQuestion) -> Sequence[Hit]:
        """The pages found for a question, best first."""

    def ask(self, question: GoldQuestion) -> Answer | None:
        """The answer; None where only the search is measured."""

    def page_text(self, citation: Citation) -> str:
        """The text of the page a citation names; empty where there is none."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The pages found for a question, best first and none twice; its answer if it was asked; `seconds` the answer took, or
    the search where it was not asked; `faithful` how many of the answer's quotes are their pages' own characters.
    """

    question: GoldQuestion
    pages: tuple[PageKey, ...]
    seconds: float = 0.0
    answer: Answer | None = None
    faithful: int = 0

    @property
    def rank(self) -> int | None:
        """The place of the first right page, from 1; None when it is not among those found."""
        return next((place for place, page in enumerate(self.pages, 1) if page in self.question.gold), None)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Every citation of the answer."""
        return tuple(cited for one in self.answer.statements for cited in one.citations) if self.answer else ()

    @property
    def cited(self) -> tuple[PageKey, ...]:
        """The pages the answer cites, in order and none twice."""
        return pages_of((cited.document, cited.page) for cited in self.citations)

    @property
    def right(self) -> bool | None:
        """Whether the answer is right; None where it was not asked, or nothing is known that it must say."""
        return None if self.answer is None else self.question.is_right(self.answer)


def evaluate(questions: Iterable[GoldQuestion], base: Asks) -> list[Outcome]:
    """Each question asked once, in order."""
    outcomes = []
    for question in questions:
        began = time.perf_counter()
        found = pages_of((hit.document, hit.passage.page) for hit in base.search(question))
        searched = time.perf_counter()
        answer = base.ask(question)
        seconds = (time.perf_counter() - searched) if answer else searched - began
        cited = [one for statement in (answer.statements if answer else ()) for one in statement.citations]
        faithful = sum(bool(one.quote) and base.page_text(one)[one.start : one.end] == one.quote for one in cited)
        outcomes.append(Outcome(question, found, seconds, answer, faithful))
    return outcomes


def pages_of(found: Iterable[PageKey]) -> tuple[PageKey, ...]:
    """The distinct pages in the order found; several passages of one page take one place."""
    return tuple(dict.fromkeys((nfc(document), page) for document, page in found))
