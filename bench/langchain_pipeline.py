"""PDFs by LangChain's usual parts: `python -m bench.langchain_pipeline FOLDER HOME MODEL`; prints the pages, last on the line.

PyPDFLoader, RecursiveCharacterTextSplitter, HuggingFaceEmbeddings and Chroma, each with the settings of its documentation.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any


def main() -> None:
    """Load, split, embed and store every PDF below the folder."""
    from langchain_chroma import Chroma  # type: ignore[import-not-found]
    from langchain_community.document_loaders import PyPDFLoader  # type: ignore[import-not-found]
    from langchain_huggingface import HuggingFaceEmbeddings  # type: ignore[import-not-found]
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    folder, home, model = sys.argv[1:]
    files = sorted(path for path in Path(folder).rglob("*") if path.suffix.lower() == ".pdf")
    pages: list[Any] = [page for path in files for page in PyPDFLoader(str(path)).load()]
    chunks = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200).split_documents(pages)
    embeddings = HuggingFaceEmbeddings(model_name=model)
    store = Chroma("pages", embeddings, persist_directory=home)
    for first in range(0, len(chunks), 1000):
        store.add_documents(chunks[first : first + 1000])
    print("pages", len(pages))


if __name__ == "__main__":
    main()
