"""From settings to embeddings."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from kb.errors import ModelUnavailable
from kb.settings import Settings
from kb.weights import NAME, unpacked

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Encode = Callable[[Sequence[str]], NDArray[np.float32]]

# Bytes of UTF-8 in one batch, padding included: about 2,000 tokens of English and 1,500 of Korean. Twice as many were
# no faster (2,300 tokens a second on two threads) and took 50 MB more.
_BATCH_BYTES = 8_192
# The longest text e5 reads, 512 tokens, is about this long; what follows is cut and costs nothing.
_LONGEST = 2600
# With another process busy on the same two cores a query took 1.1 s on two OpenMP threads, and 30 ms on one.
_QUERY_THREADS = 1
# Read when these libraries are imported: no network, no telemetry, nothing on the terminal but our own.
_QUIET = {
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_DISABLE_PROGRESS_BARS": "1",
    "TRANSFORMERS_VERBOSITY": "error",
    "TOKENIZERS_PARALLELISM": "false",
    # Every length of text is a shape of its own: 1,024 kept ones grew a long ingest by half a gigabyte.
    "ONEDNN_PRIMITIVE_CACHE_CAPACITY": "8",
}
_FAILURES = (OSError, ValueError, KeyError, TypeError, AttributeError, ImportError, RuntimeError)


class Embedder:
    """Texts to normalised vectors, passages and queries each in their own way; threads may share it."""

    def __init__(self, name: str, dimension: int, passages: Encode, queries: Encode, threads: int) -> None:
        self.name = name
        self.dimension = dimension
        self._passages = passages
        self._queries = queries
        self._threads = threads
        self._lock = Lock()

    def passages(self, texts: Sequence[str], on_batch: Callable[[int], None] | None = None) -> NDArray[np.float32]:
        """Vectors (n, dimension) of `texts` as passages, in their order; `on_batch` is told each batch's size."""
        return self._vectors(self._passages, texts, self._threads, on_batch)

    def sentences(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors (n, dimension) of a few `texts` as passages, while somebody waits for an answer."""
        return self._vectors(self._passages, texts, _QUERY_THREADS)

    def queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors (n, dimension) of `texts` as queries."""
        return self._vectors(self._queries, texts, _QUERY_THREADS)

    def query(self, text: str) -> NDArray[np.float32]:
        """The vector (dimension,) of one query."""
        vector: NDArray[np.float32] = self.queries([text])[0]
        return vector

    def _vectors(
        self, encode: Encode, texts: Sequence[str], threads: int, on_batch: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        import numpy as np

        # A lone surrogate, which no tokenizer takes, becomes a question mark.
        sound = [text.encode("utf-8", "replace").decode() for text in texts]
        vectors = np.empty((len(sound), self.dimension), np.float32)
        for batch in _batches(sound):
            with self._pinned(threads):
                vectors[batch] = encode([sound[index] for index in batch])
            if on_batch:
                on_batch(len(batch))
        return vectors

    @contextmanager
    def _pinned(self, threads: int) -> Iterator[None]:
        """Holds the model, torch on `threads` threads: OpenMP keeps it per calling thread, so set each time."""
        import torch

        with self._lock:
            torch.set_num_threads(threads)
            yield


def open_embedder(settings: Settings) -> Embedder:
    """The embedder that `settings` name, from files of this machine only; ModelUnavailable when it cannot be had."""
    given, threads = settings.embedding_model, settings.embedding_threads
    if given:
        remedy = f"give a sentence-transformers folder, or fetch it first with `hf download {given}`"
        return _loaded(given, str(Path(given).resolve()) if Path(given).is_dir() else given, threads, remedy)
    folder = unpacked(settings.home / "models")
    return _loaded(str(folder), NAME, threads, f"delete the folder {folder} so that it is unpacked again")


def _loaded(model_name: str, stamp: str, threads: int, remedy: str) -> Embedder:
    """A sentence-transformers folder, or a model by name from the local cache, with its own prompts."""
    from safetensors import SafetensorError

    for name, value in _QUIET.items():
        os.environ.setdefault(name, value)
    try:
        from sentence_transformers import SentenceTransformer

        model = SentenceTransformer(model_name, local_files_only=True)
        dimension = int(model.get_embedding_dimension() or 0)
    except (SafetensorError, *_FAILURES) as error:
        raise ModelUnavailable(_message(model_name, error, remedy)) from error
    # sentence-transformers gives every model an empty "document" prompt, which hides one named "passage".
    prompts = (model.prompts.get(kind) for kind in ("document", "passage", "corpus"))
    # Embedder makes the batches, of bounded size: each is encoded as one.
    encode = {"batch_size": 1024, "show_progress_bar": False, "normalize_embeddings": True}
    passages = partial(model.encode_document, prompt=next(filter(None, prompts), ""), **encode)
    queries = partial(model.encode_query, **encode)
    return Embedder(stamp, dimension, passages, queries, threads)


def _message(model: str, error: Exception, remedy: str) -> str:
    reason = str(error).strip().split("\n", 1)[0].rstrip(".")
    return f"The embedding model {model} cannot be loaded ({reason}): {remedy}."


def _batches(texts: Sequence[str]) -> Iterator[list[int]]:
    """Indices of `texts`, longest first so that memory peaks at once, in batches of like lengths."""
    lengths = [max(32, min(len(text.encode()), _LONGEST)) for text in texts]
    batch: list[int] = []
    for index in sorted(range(len(texts)), key=lambda index: -lengths[index]):
        if batch and (len(batch) + 1) * lengths[batch[0]] > _BATCH_BYTES:
            yield batch
            batch = []
        batch.append(index)
    if batch:
        yield batch
