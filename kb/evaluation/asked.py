"""A knowledge base as it is measured: searched and asked as its users do."""

from __future__ import annotations

from collections.abc import Sequence

from kb.domain import Answer, Citation, Hit, Page
from kb.evaluation.measures import DEPTH
from kb.evaluation.questions import GoldQuestion
from kb.knowledge import KnowledgeBase


class AskedBase:
    """An open base; with `answers` false only its search is measured."""

    def __init__(self, base: KnowledgeBase, *, answers: bool = True) -> None:
        self._base = base
        self._answers = answers
        self._pages: dict[str, tuple[Page, ...]] = {}

    def search(self, question: GoldQuestion) -> Sequence[Hit]:
        """The pages found for a question in the light of its conversation."""
        return self._base.search(question.question, DEPTH, history=question.history)

    def ask(self, question: GoldQuestion) -> Answer | None:
        """The answer on the question's day, today where it names none; None where only the search is measured."""
        if not self._answers:
            return None
        return self._base.ask(question.question, history=question.history, as_of=question.as_of)

    def page_text(self, citation: Citation) -> str:
        """The text of the page a citation names; empty where there is none."""
        if citation.document_id not in self._pages:
            self._pages[citation.document_id] = self._base.document(citation.document_id).pages
        pages = self._pages[citation.document_id]
        return pages[citation.page - 1].text if 0 < citation.page <= len(pages) else ""
