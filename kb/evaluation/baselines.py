"""What a base's search is compared with: what anybody would build first from the same pages and the same model."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Protocol

import numpy as np
from langchain_core.documents import Document as LangChainDocument
from langchain_core.embeddings import Embeddings

from kb.domain import Answer, Citation, DocumentSummary, Hit, Page, Passage
from kb.evaluation.measures import DEPTH
from kb.evaluation.questions import GoldQuestion
from kb.keywords import bm25, rarity
from kb.knowledge import KnowledgeBase
from kb.text import language_of
from kb.vectors import Vectors


class Model(Protocol):
    """The base's embedding model, as `kb.backends.open_embedder` gives it."""

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors (n, dimension) of texts as passages."""

    def query(self, text: str) -> Vectors:
        """The vector (dimension,) of one query."""


class Baseline(ABC):
    """A search over the pages of an open base; `Asks` without answers. Follow-ups are asked as they stand."""

    def __init__(self, base: KnowledgeBase) -> None:
        self._pages = list(pages_of_base(base))

    @abstractmethod
    def search(self, question: GoldQuestion) -> Sequence[Hit]:
        """The pages found for a question, best first."""

    def ask(self, question: GoldQuestion) -> Answer | None:
        """None: a baseline only searches."""
        return None

    def page_text(self, citation: Citation) -> str:
        """Empty: a baseline cites nothing."""
        return ""

    def _hits(self, scores: Sequence[tuple[int, float]]) -> list[Hit]:
        """The pages at these positions with their scores."""
        found = []
        for position, score in scores:
            document, page = self._pages[position]
            passage = Passage(page.number, 0, len(page.text), page.text, language_of(page.text))
            found.append(Hit(document.id, document.name, document.kind, page.label, passage, score))
        return found


class SpacedWords(Baseline):
    """BM25 over words split on spaces, as in the first keyword search anybody writes."""

    def __init__(self, base: KnowledgeBase) -> None:
        super().__init__(base)
        self._words = [Counter(page.text.lower().split()) for _, page in self._pages]
        self._lengths = np.array([sum(words.values()) for words in self._words], dtype=np.float64)

    def search(self, question: GoldQuestion) -> Sequence[Hit]:
        """The pages by BM25."""
        asked = list(dict.fromkeys(question.question.lower().split()))
        counts = np.array([[words[word] for word in asked] for words in self._words], dtype=np.float64)
        idf = rarity((counts > 0).sum(axis=0), len(counts))
        scores = bm25(counts, self._lengths, float(self._lengths.mean()), idf)
        order = [int(position) for position in np.argsort(-scores, kind="stable")[:DEPTH] if scores[position] > 0]
        return self._hits([(position, float(scores[position])) for position in order])


class LangChainDefault(Baseline):
    """LangChain's splitter and vector store as their documentation first shows them, with the base's own model."""

    def __init__(self, base: KnowledgeBase, embedder: Model) -> None:
        from langchain_core.vectorstores import InMemoryVectorStore
        from langchain_text_splitters import RecursiveCharacterTextSplitter

        super().__init__(base)
        whole = [
            LangChainDocument(page.text, metadata={"position": position})
            for position, (_, page) in enumerate(self._pages)
        ]
        # The sizes of LangChain's retrieval tutorial.
        splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200, add_start_index=True)
        self._store = InMemoryVectorStore(_ModelOfBase(embedder))
        self._store.add_documents(splitter.split_documents(whole))

    def search(self, question: GoldQuestion) -> Sequence[Hit]:
        """The pages by their nearest piece."""
        best: dict[int, float] = {}
        for piece, score in self._store.similarity_search_with_score(question.question, k=5 * DEPTH):
            best.setdefault(piece.metadata["position"], float(score))
        return self._hits(list(best.items())[:DEPTH])


class _ModelOfBase(Embeddings):
    """The base's embedder as LangChain calls one."""

    def __init__(self, embedder: Model) -> None:
        self._embedder = embedder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [list(map(float, vector)) for vector in self._embedder.passages(texts)]

    def embed_query(self, text: str) -> list[float]:
        return list(map(float, self._embedder.query(text)))


def pages_of_base(base: KnowledgeBase) -> Iterator[tuple[DocumentSummary, Page]]:
    """Every page with text of every current document."""
    for document in base.documents():
        for page in base.document(document.id).pages:
            if page.text.strip():
                yield document, page
