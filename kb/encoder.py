"""The default model's tokenizer and graph: texts to vectors with onnxruntime alone, without torch."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kb.weights import GRAPH, MODULE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from onnxruntime import InferenceSession

    Vectors = NDArray[np.float32]

# Tokens of one batch, all of its texts of one length. A text of 50 tokens alone ran at 5,100 tokens a CPU-second, ten of
# them together at 5,900, and forty at 5,300, where their activations no longer fit the cache.
_BATCH_TOKENS = 512


class GraphCannotRun(Exception):
    """This machine's onnxruntime is missing, or lacks an operator of the graph; torch runs the model instead."""


class Encoder:
    """A folder's tokenizer and graph; threads may share it, and one call runs on as many threads as it is told to."""

    def __init__(self, folder: Path) -> None:
        """Load `folder`; GraphCannotRun where torch must do it, OSError, KeyError or ValueError when a file is damaged."""
        # Its threads would be taken from whoever else computes, and reading is one fiftieth of the work.
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        from tokenizers import Tokenizer

        settings = _read(folder / "tokenizer_config.json")
        self.limit = int(settings["model_max_length"])
        self._tokenizer = Tokenizer.from_buffer((folder / "tokenizer.json").read_bytes())
        self._tokenizer.enable_truncation(self.limit)
        self._session = _session(folder / GRAPH)
        self._input = self._session.get_inputs()[0].name
        self.dimension = int(self._session.get_outputs()[0].shape[1])
        self.prompts: dict[str, str] = _read(folder / "config_sentence_transformers.json")["prompts"]

    def tokens(self, texts: Sequence[str]) -> list[list[int]]:
        """The token ids of each text, begin and end included, cut at `limit`."""
        return [encoding.ids for encoding in self._tokenizer.encode_batch(list(texts))]

    def vectors(
        self, tokens: Sequence[Sequence[int]], threads: int = 1, on_batch: Callable[[int], None] | None = None
    ) -> Vectors:
        """Normalised vectors (n, dimension) of texts given as token ids; `on_batch` is told each batch's size."""
        import numpy as np

        found = np.empty((len(tokens), self.dimension), np.float32)
        batches = list(_batches([len(ids) for ids in tokens]))

        def run(batch: list[int]) -> None:
            ids = np.array([tokens[index] for index in batch], np.int64)
            found[batch] = self._session.run(None, {self._input: ids})[0]

        # A session's own threads spin while they wait for each other; a batch a thread costs no more than one thread.
        with ThreadPoolExecutor(threads) as pool:
            done = pool.map(run, batches) if threads > 1 and len(batches) > 1 else map(run, batches)
            for batch, _ in zip(batches, done, strict=True):
                if on_batch:
                    on_batch(len(batch))
        return found


def is_ours(folder: Path) -> bool:
    """Whether `folder` is a model folder that Encoder reads."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        return [module["type"] for module in json.loads((folder / "modules.json").read_text("utf-8"))] == [MODULE]
    return False


def _read(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return content


def _session(graph: Path) -> InferenceSession:
    try:
        import onnxruntime
        from onnxruntime.capi import onnxruntime_pybind11_state as failures
    except ImportError as error:
        raise GraphCannotRun(str(error)) from error
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 4
    # Higher levels may join an addition and LayerNormalization into one operator that took a fifth of all time.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    try:
        return onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])
    except (failures.NotImplemented, failures.InvalidGraph) as error:
        raise GraphCannotRun(str(error)) from error
    except (failures.InvalidProtobuf, failures.NoSuchFile, failures.Fail, failures.InvalidArgument) as error:
        raise ValueError(str(error)) from error


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Indices of `lengths`, longest first so that memory peaks at once, in batches of one length each."""
    batch: list[int] = []
    for index in sorted(range(len(lengths)), key=lambda index: -lengths[index]):
        length = lengths[index]
        if batch and (length != lengths[batch[0]] or (len(batch) + 1) * length > _BATCH_TOKENS):
            yield batch
            batch = []
        batch.append(index)
    if batch:
        yield batch
