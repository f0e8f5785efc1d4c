"""Where a question is looked for: in the documents it means, else in those of the partners it asks about, else in all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from kb.domain import Filters, Hit
from kb.question import Asked
from kb.retrieve import Ranking

# Ranks passages for some words within a filter, favouring the documents of some names.
Rank = Callable[[str, Filters, Sequence[str]], Ranking]


def ranking(asked: Asked, rank: Rank) -> Ranking:
    """The passages of the narrowest of these that hold any."""
    favoured = asked.scope.favoured
    if asked.documents:
        found = rank(asked.about, Filters(documents=asked.documents), ())
        if len(found.rows):
            return found
    if asked.partner_names:
        found = rank(asked.about, Filters(parties=asked.partner_names), favoured)
        if len(found.rows):
            return found
    # Of whom documents only mention, what they write of it leads on.
    return rank(asked.unknown if asked.mentioned else asked.query, Filters(), favoured)


def filled(first: Sequence[Hit], others: Sequence[Hit], count: int) -> list[Hit]:
    """`first` and, scored below them, as many of the `others` on other pages as make `count` hits."""
    seen = {(hit.document_id, hit.passage.page) for hit in first}
    new = [hit for hit in others if (hit.document_id, hit.passage.page) not in seen]
    lowest = min((hit.score for hit in first), default=1.0)
    share = min(1.0, lowest / max((hit.score for hit in new), default=1.0))
    below = (replace(hit, score=min(lowest, hit.score * share)) for hit in new)
    return [*first, *below][:count]
