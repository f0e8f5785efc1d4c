"""The graph's integers: no CPU cuts a sum of them, and they say what the weights say."""

from __future__ import annotations

import numpy as np
import pytest

from kb.graph import _whole_numbers
from kb.packed import Matrix, Packed
from kb.weights import weights_file


@pytest.fixture(scope="module")
def packed() -> Packed:
    return Packed(weights_file().read_bytes())


def test_two_neighbouring_weights_times_the_largest_activation_fit_in_sixteen_bits(packed: Packed) -> None:
    """Without VNNI an x86 CPU adds them up in sixteen bits, and cuts what does not fit."""
    found = 0
    for name, tensor in packed.tensors():
        if isinstance(tensor, Matrix) and name != "emb.word":
            numbers, _ = _whole_numbers(tensor.floats())
            pairs = np.abs(numbers.astype(np.int32)).reshape(len(numbers), -1, 2).sum(axis=2)
            assert 255 * pairs.max() <= np.iinfo(np.int16).max
            found += 1
    assert found == 6 * packed.shape.layers


def test_the_integers_differ_from_the_weights_by_half_a_step_at_most(packed: Packed) -> None:
    weights = next(tensor for name, tensor in packed.tensors() if name == "l0.fi.w")
    assert isinstance(weights, Matrix)
    numbers, scales = _whole_numbers(weights.floats())
    assert (np.abs(numbers * scales[:, None] - weights.floats()) <= 0.5001 * scales[:, None]).all()
