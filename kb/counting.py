"""What code counts over the rows of a table: how many have what is asked for, and which has the most or the least."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kb.dates import periods
from kb.domain import Statement
from kb.question import Asked
from kb.sentences import Sentence
from kb.text import one_line
from kb.tokens import terms
from kb.wanted import wanted
from kb.wording import say

_MOST = re.compile(
    r"제일|가장|최대|최고|최다|\b(?:most|largest|biggest|longest|highest|thickest|greatest|latest|maximum)\b",
    re.IGNORECASE,
)
_LEAST = re.compile(
    r"(?:제일|가장)\s?(?:적|작|짧|낮|얇|이른|싼)|최소|최저|\b(?:least|smallest|shortest|lowest|thinnest|fewest|minimum|earliest)\b",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"번호|순번|연번|회차|\bno\b|#", re.IGNORECASE)
_FIGURE = re.compile(r"\D{0,4}(\d+(?:,\d{3})*(?:\.\d+)?)\D{0,4}")
# In a table of fewer rows nothing is counted: each is read.
_ROWS = 3


def counted(asked: Asked, rows: Sequence[Sentence]) -> list[Statement]:
    """What the rows of one table come to, each cited; nothing where the question does not tell for sure what to count."""
    if len(rows) < _ROWS:
        return []
    if wanted(asked.query) == "count":
        return _how_many(asked, rows)
    if _MOST.search(asked.query) or _LEAST.search(asked.query):
        return _extreme(asked, rows)
    return []


def _how_many(asked: Asked, rows: Sequence[Sentence]) -> list[Statement]:
    """How many rows hold the period that the question names: a condition that some rows meet and others don't."""
    named = periods(asked.query)
    if not named:
        return []
    first, last = named[-1].first, named[-1].last
    kept = [row for row in rows if any(first <= day.first and day.last <= last for day in periods(row.text))]
    if not 0 < len(kept) < len(rows):
        return []
    condition = asked.query[named[-1].start : named[-1].end]
    told = say("counted_rows", asked.language, count=len(kept), rows=len(rows), condition=condition)
    return [Statement(told, tuple(row.citation for row in kept))]


def _extreme(asked: Asked, rows: Sequence[Sentence]) -> list[Statement]:
    """The row with the highest or lowest figure of the one column that has figures, or that the question names."""
    columns = [column for column in zip(*map(_cells, rows), strict=True) if not _ORDINAL.search(column[0][0])]
    figures = {column[0][0]: [_figure(cell) for _, cell in column] for column in columns}
    whole = {name: [one for one in values if one is not None] for name, values in figures.items()}
    named = {name: values for name, values in whole.items() if len(values) == len(rows)}
    if len(named) > 1:
        asked_for = set(terms(asked.query))
        named = {name: values for name, values in named.items() if asked_for & set(terms(name))}
    if len(named) != 1:
        return []
    (values,) = named.values()
    best = min(values) if _LEAST.search(asked.query) else max(values)
    if values.count(best) > 1:
        return []
    row = rows[values.index(best)]
    others = tuple(other.citation for other in rows if other is not row)
    return [Statement(one_line(row.text), (row.citation, *others))]


def _cells(row: Sentence) -> list[tuple[str, str]]:
    parts = (part.partition(":") for part in row.text.split("; "))
    return [(name.strip(), value.strip()) for name, _, value in parts]


def _figure(cell: str) -> float | None:
    match = _FIGURE.fullmatch(cell)
    return float(match[1].replace(",", "")) if match else None
