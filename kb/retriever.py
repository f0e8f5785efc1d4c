"""The search as a LangChain retriever."""

from __future__ import annotations

from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document as LangChainDocument
from langchain_core.retrievers import BaseRetriever

from kb.domain import Filters, Hit


class PassageRetriever(BaseRetriever):
    """Finds passages for a LangChain chain; `base` is an open KnowledgeBase."""

    base: Any
    k: int = 10
    filters: Filters = Filters()

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[LangChainDocument]:
        return [_document(hit) for hit in self.base.search(query, self.k, self.filters)]


def _document(hit: Hit) -> LangChainDocument:
    metadata = {
        "document_id": hit.document_id,
        "document": hit.document,
        "kind": hit.kind,
        "page": hit.passage.page,
        "label": hit.label,
        "heading": " > ".join(hit.passage.heading),
        "start": hit.passage.start,
        "end": hit.passage.end,
        "score": hit.score,
    }
    return LangChainDocument(page_content=hit.passage.text, metadata=metadata)
