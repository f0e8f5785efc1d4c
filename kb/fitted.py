"""Weights fitted on questions with known answers: which sentence answers, and whether any does; `fitted.json` says with what."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np

from kb.retrieve import Floats

_TABLE: Final = Path(__file__).with_name("fitted.json")


@cache
def _tables() -> dict[str, Any]:
    return dict(json.loads(_TABLE.read_text("utf-8")))


def weights(name: str, columns: tuple[str, ...]) -> Floats:
    """The weights of a table, one for each of `columns`; one that has yet to be fitted counts nothing."""
    table: Mapping[str, float] = _tables()[name]
    return np.array([table.get(column, 0.0) for column in columns])


def bias(name: str) -> float:
    """What a table adds to the weighted sum, so that 0 parts yes from no."""
    return float(_tables()[name]["bias"])
