"""Columns of running text on a page: where the white space between them stands."""

from __future__ import annotations

import statistics
from collections.abc import Sequence

from ingest.pdf.layout import Strand


def gutters(found: Sequence[Strand]) -> list[float]:
    """Where white space divides columns of running text, from left to right; a table's columns are no such text."""
    usable = [strand for strand in found if strand.right > strand.left and strand.glyphs[0].turn == 0]
    if len(usable) < 12:
        return []
    result: list[float] = []
    for place in _candidates(usable):
        before = [strand for strand in usable if strand.right <= place]
        after = [strand for strand in usable if strand.left >= place]
        crossing = len(usable) - len(before) - len(after)
        near = max(result, default=float("-inf"))
        before = [strand for strand in before if strand.left >= near]
        if crossing * 3 <= len(before) + len(after) and _is_column(before) and _is_column(after):
            result.append(place)
    return result


def _candidates(usable: Sequence[Strand]) -> list[float]:
    """Left edges that several strands share and white space stands before, a little to their left."""
    heights = statistics.median(strand.height for strand in usable)
    counts: dict[int, int] = {}
    for strand in usable:
        counts[round(strand.left / heights)] = counts.get(round(strand.left / heights), 0) + 1
    shared = sorted(place for place, count in counts.items() if count >= 5)
    return [place * heights - 0.8 * heights for place in shared[1:]]


def _is_column(side: Sequence[Strand]) -> bool:
    """Whether the strands are lines of running text: many, one below the other, most of them as wide as the widest."""
    if len(side) < 6:
        return False
    extent = max(strand.right for strand in side) - min(strand.left for strand in side)
    letters = sum(len(strand.glyphs) for strand in side) / len(side)
    wide = sum(strand.right - strand.left > 0.6 * extent for strand in side)
    return letters >= 15 and wide * 2 >= len(side)
