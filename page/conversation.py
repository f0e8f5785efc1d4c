"""The conversation as HTML: questions, answers with numbered citations, refusals told apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlencode

from kb.domain import Answer, Citation, Statement, Turn
from page.markup import fill
from page.words import Words

STEPS = ("understand", "search", "answer")
# A refusal with no leads of its own shows this many of the passages the search came closest with.
NEAREST = 3
# An answer lists this many sources at once; a count may rest on dozens.
FEW = 4


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and what came of it: an answer, a sentence saying why there is none, or the step still under way."""

    question: str
    answer: Answer | None = None
    failure: str = ""
    step: str = STEPS[0]


@dataclass(frozen=True, slots=True)
class Source:
    """A citation as an answer numbers it, with what a screen reader calls it and where its links lead."""

    number: int
    citation: Citation
    label: str

    @property
    def evidence(self) -> str:
        """Where the evidence panel finds the cited page."""
        where = {"cited": self.citation.page, "start": self.citation.start, "end": self.citation.end}
        return f"/evidence/{self.citation.document_id}/{self.citation.page}?{urlencode(where)}"

    @property
    def original(self) -> str:
        """Where a browser opens the original at the cited page."""
        paged = self.citation.source != "section"
        return original_address(self.citation.document_id, self.citation.page if paged else None)


def original_address(document_id: str, page: int | None) -> str:
    """Where a browser opens an original, at a page where it has any."""
    return f"/original/{document_id}.pdf" + (f"#page={page}" if page else "")


def place(citation: Citation, page: str) -> str:
    """The section a citation names, or its page in the words `page`."""
    return citation.label if citation.source == "section" else page.format(page=citation.page)


def turns(exchanges: Sequence[Exchange]) -> list[Turn]:
    """The exchanges that were answered, as the turns a follow-up question builds on, each answer with the documents it cites."""
    history = []
    for exchange in exchanges:
        if exchange.answer is not None:
            cited = [citation.document for statement in exchange.answer.statements for citation in statement.citations]
            documents = [f"[{name}]" for name in list(dict.fromkeys(cited))[:FEW]]
            said = [statement.text for statement in exchange.answer.statements]
            told = " ".join([exchange.answer.reason, *documents, *said])
            history += [Turn("user", exchange.question), Turn("assistant", told.strip())]
    return history


def conversation_html(exchanges: Sequence[Exchange], words: Words) -> str:
    """Every exchange so far, the latest last; the invitation when there is none."""
    return fill(
        "conversation",
        exchanges=exchanges,
        words=words,
        few=FEW,
        shown=shown,
        place=lambda citation: place(citation, words.page_short),
        steps=lambda exchange: steps(exchange.step, words),
        sources_of=lambda answer: sources(answer, words),
    )


def announcement(exchange: Exchange, words: Words) -> str:
    """What a screen reader hears of an exchange: the step, then the whole answer without its markup."""
    if exchange.failure:
        return f"{words.failed}. {exchange.failure}"
    answer = exchange.answer
    if answer is None:
        return next(name for name, place in steps(exchange.step, words) if place == "now")
    opening = f"{words.refusal}. {answer.reason}" if answer.refused else f"{words.answer}:"
    said = [statement.text for statement in shown(answer)]
    return " ".join([opening, *said, words.answered.format(count=len(sources(answer, words)))])


def steps(now: str, words: Words) -> list[tuple[str, Literal["done", "now", "ahead"]]]:
    """The steps an answer takes, in words, each with whether it is done, under way or ahead."""
    names = {"understand": words.understand, "search": words.search, "answer": words.verify}
    reached = STEPS.index(now)
    return [
        (names[step], "done" if place < reached else "now" if place == reached else "ahead")
        for place, step in enumerate(STEPS)
    ]


def shown(answer: Answer) -> tuple[Statement, ...]:
    """The statements to show; a refusal without leads of its own has the nearest passages in their place."""
    if answer.refused and not answer.statements:
        return tuple(Statement(hit.passage.text, (hit.cite(),)) for hit in answer.hits[:NEAREST])
    return answer.statements


def sources(answer: Answer, words: Words) -> list[Source]:
    """The citations of an answer, numbered from 1 as they are met; the same place keeps its number."""
    met = dict.fromkeys(citation for statement in shown(answer) for citation in statement.citations)
    return [
        Source(
            number,
            citation,
            words.citation.format(number=number, document=citation.document, place=place(citation, words.page_spoken)),
        )
        for number, citation in enumerate(met, 1)
    ]
