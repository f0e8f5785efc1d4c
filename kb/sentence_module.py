"""The default model as a module of sentence-transformers, for whoever loads its folder with that library.

`SentenceTransformer(folder, trust_remote_code=True)`: the flag is what it asks for any class that is not its own. The
product itself runs kb.encoder without it, since importing torch and its company takes seconds and hundreds of megabytes.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.base.modules import InputModule

from kb.encoder import Encoder, GraphCannotRun
from kb.weights import unpacked_plain


class EncoderModule(InputModule):
    """Texts to normalised vectors with the graph of 8-bit integers; with plain torch where onnxruntime cannot run it."""

    def __init__(self, folder: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.folder = Path(folder)
        self._encoder: Encoder | None = None
        try:
            self._encoder = Encoder(self.folder)
        except GraphCannotRun:
            self.plain = SentenceTransformer(str(unpacked_plain(self.folder.parent)), local_files_only=True)

    def preprocess(self, inputs: Sequence[Any], prompt: str | None = None, **kwargs: Any) -> dict[str, Any]:
        """Token ids of `inputs`, padded to one length, with the mask that tells padding."""
        if self._encoder is None:
            features: dict[str, Any] = self.plain.preprocess(list(inputs), prompt=prompt, **kwargs)
            return features
        rows = [torch.tensor(ids) for ids in self._encoder.tokens([(prompt or "") + str(text) for text in inputs])]
        ids = torch.nn.utils.rnn.pad_sequence(rows, batch_first=True)
        lengths = torch.tensor([len(row) for row in rows])
        return {"input_ids": ids, "attention_mask": (torch.arange(ids.shape[1]) < lengths[:, None]).long()}

    def forward(self, features: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
        """`features` with `sentence_embedding`, the normalised vectors."""
        if self._encoder is None:
            found: dict[str, Any] = self.plain(features, **kwargs)
            return found
        lengths = features["attention_mask"].sum(dim=1).tolist()
        tokens = [row[:length] for row, length in zip(features["input_ids"].tolist(), lengths, strict=True)]
        vectors = torch.from_numpy(self._encoder.vectors(tokens, torch.get_num_threads()))
        return features | {"sentence_embedding": vectors.to(features["input_ids"].device)}

    def get_embedding_dimension(self) -> int:
        """How many numbers a vector has."""
        return self._encoder.dimension if self._encoder else int(self.plain.get_embedding_dimension() or 0)

    @property
    def max_seq_length(self) -> int:
        """How many tokens of a text are read."""
        return self._encoder.limit if self._encoder else int(self.plain.max_seq_length or 0)

    def save(self, output_path: str, *args: Any, safe_serialization: bool = True, **kwargs: Any) -> None:
        """Copy the folder's own files to `output_path`."""
        for name in ("model.onnx", "tokenizer.json", "tokenizer_config.json", "config.json"):
            shutil.copy(self.folder / name, output_path)

    @classmethod
    def load(cls, model_name_or_path: str, *args: Any, **kwargs: Any) -> EncoderModule:
        """The module of a folder on this machine."""
        return cls(model_name_or_path)
