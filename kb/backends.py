"""From settings to embeddings."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from kb.encoder import Encoder, GraphCannotRun, is_ours
from kb.errors import ModelUnavailable
from kb.settings import Settings
from kb.weights import NAME, PLAIN_NAME, unpacked, unpacked_plain

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]
    OnBatch = Callable[[int], None]
    Encode = Callable[[Sequence[str], int, OnBatch], Vectors]  # texts, threads, and who follows the batches

# Bytes of UTF-8 in one batch of torch, padding included: about 2,000 tokens of English and 1,500 of Korean. Twice as many were
# no faster (2,300 tokens a second on two threads) and took 50 MB more.
_BATCH_BYTES = 8_192
# The longest text e5 reads, 512 tokens, is about this long; what follows is cut and costs nothing.
_LONGEST = 2600
# With another process busy on the same two cores a query took 1.1 s on two OpenMP threads, and 30 ms on one.
_QUERY_THREADS = 1
# Read when the libraries around torch are imported: no network, no telemetry, nothing on the terminal but our own.
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

    def passages(self, texts: Sequence[str], on_batch: OnBatch | None = None) -> Vectors:
        """Vectors (n, dimension) of `texts` as passages, in their order; `on_batch` is told each batch's size."""
        return self._vectors(self._passages, texts, self._threads, on_batch or _untold)

    def sentences(self, texts: Sequence[str]) -> Vectors:
        """Vectors (n, dimension) of a few `texts` as passages, while somebody waits for an answer."""
        return self._vectors(self._passages, texts, _QUERY_THREADS, _untold)

    def queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors (n, dimension) of `texts` as queries."""
        return self._vectors(self._queries, texts, _QUERY_THREADS, _untold)

    def query(self, text: str) -> Vectors:
        """The vector (dimension,) of one query."""
        vector: Vectors = self.queries([text])[0]
        return vector

    def _vectors(self, encode: Encode, texts: Sequence[str], threads: int, on_batch: OnBatch) -> Vectors:
        import numpy as np

        if not texts:
            return np.empty((0, self.dimension), np.float32)
        # A lone surrogate, which no tokenizer takes, becomes a question mark.
        sound = [text.encode("utf-8", "replace").decode() for text in texts]
        # Text that repeats, as clauses and page headings do, is embedded once.
        place = {text: number for number, text in enumerate(dict.fromkeys(sound))}
        if len(place) < len(sound):
            on_batch(len(sound) - len(place))
        distinct = encode(list(place), threads, on_batch)
        return distinct if len(place) == len(sound) else distinct[[place[text] for text in sound]]


def open_embedder(settings: Settings) -> Embedder:
    """The embedder that `settings` name, from files of this machine only; ModelUnavailable when it cannot be had."""
    given, threads, models = settings.embedding_model, settings.embedding_threads, settings.home / "models"
    if given and is_ours(Path(given)):
        folder, stamp = Path(given), str(Path(given).resolve())
    elif given:
        remedy = f"give a sentence-transformers folder, or fetch it first with `hf download {given}`"
        return _torch(given, str(Path(given).resolve()) if Path(given).is_dir() else given, threads, remedy)
    else:
        folder, stamp = unpacked(models), NAME
    try:
        return _light(folder, stamp, threads)
    except GraphCannotRun:
        plain = unpacked_plain(models)
        return _torch(str(plain), PLAIN_NAME, threads, _unpack_again(plain))


def _light(folder: Path, stamp: str, threads: int) -> Embedder:
    """The default model, run by onnxruntime: torch, transformers and sentence-transformers are not imported."""
    try:
        encoder = Encoder(folder)
    except _FAILURES as error:
        raise ModelUnavailable(_message(str(folder), error, _unpack_again(folder))) from error

    def encode(prompt: str, texts: Sequence[str], threads: int, on_batch: OnBatch) -> Vectors:
        return encoder.vectors(encoder.tokens([prompt + text for text in texts]), threads, on_batch)

    passages, queries = (partial(encode, encoder.prompts[kind]) for kind in ("passage", "query"))
    return Embedder(stamp, encoder.dimension, passages, queries, threads)


def _torch(model_name: str, stamp: str, threads: int, remedy: str) -> Embedder:
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
    # The batches are made here, of bounded size: each is encoded as one.
    options = {"batch_size": 1024, "show_progress_bar": False, "normalize_embeddings": True}
    passages = partial(model.encode_document, prompt=next(filter(None, prompts), ""), **options)
    queries = partial(model.encode_query, **options)
    lock = Lock()
    return Embedder(stamp, dimension, partial(_batched, passages, lock), partial(_batched, queries, lock), threads)


def _batched(
    encode: Callable[[list[str]], Vectors], lock: Lock, texts: Sequence[str], threads: int, on_batch: OnBatch
) -> Vectors:
    """Vectors of `texts`, torch on `threads` threads: OpenMP keeps it per calling thread, so it is set each time."""
    import numpy as np
    import torch

    parts, order = [], []
    for batch in _batches(texts):
        with lock:
            torch.set_num_threads(threads)
            parts.append(encode([texts[index] for index in batch]))
        order += batch
        on_batch(len(batch))
    vectors: Vectors = np.concatenate(parts)[np.argsort(order)]
    return vectors


def _untold(count: int) -> None:
    """Nobody follows the batches."""


def _unpack_again(folder: Path) -> str:
    return f"delete the folder {folder} so that it is unpacked again"


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
