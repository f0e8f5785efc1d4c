"""The graph's integers say what the weights say."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from kb.encoder import Encoder
from kb.graph import _whole_numbers, build
from kb.packed import Matrix, Packed
from kb.weights import GRAPH, unpacked, weights_file


@pytest.fixture(scope="module")
def packed() -> Packed:
    return Packed(weights_file().read_bytes())


def test_the_integers_differ_from_the_weights_by_half_a_step_at_most(packed: Packed) -> None:
    weights = next(tensor for name, tensor in packed.tensors() if name == "l0.fi.w")
    assert isinstance(weights, Matrix)
    numbers, scales = _whole_numbers(weights.floats())
    assert (np.abs(numbers * scales[:, None] - weights.floats()) <= 0.5001 * scales[:, None]).all()


def test_signed_and_unsigned_weights_give_the_same_vectors(packed: Packed, models: Path, tmp_path: Path) -> None:
    """Which of them a folder has depends on the CPU that made it; an index may be asked on another."""
    found = []
    for signed in (True, False):
        folder = tmp_path / str(signed)
        folder.mkdir()
        for file in unpacked(models).iterdir():
            if file.name != GRAPH:
                (folder / file.name).symlink_to(file)
        (folder / GRAPH).write_bytes(build(packed, signed).SerializeToString())
        encoder = Encoder(folder)
        found.append(encoder.vectors(encoder.tokens(["passage: 협약의 기간은 3년으로 한다.", "query: how long?"])))
    assert np.allclose(found[0], found[1], atol=1e-6)
