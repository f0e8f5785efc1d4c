"""Who pays the instalments of a table that only says how much and when."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.facts.organisations import Organisation
from kb.domain import Commitment

_PAYS = re.compile(
    r"지급|지불|납부|납입|송금|출연|교부|\b(?:pay|paid|pays|remit|transfer|reimburse|disburse|contribute)\b",
    re.IGNORECASE,
)
# The promise of the whole sum says where its parts stand.
_IN_PARTS = re.compile(
    r"별표|별지|붙임|부속|첨부|분할|나누어|회차|\b(?:schedule|annex|appendix|exhibit|attachment|table|instal+ments?|tranches|milestones?)\b",
    re.IGNORECASE,
)


Sides = tuple[tuple[Organisation, ...], tuple[Organisation, ...]]


def payment_in(made: Sequence[Commitment], parties: Sequence[Organisation]) -> Sides | None:
    """Who promised to whom the sum that is paid in parts: whoever refers to them, else the only one who promises to pay."""
    pays = [each for each in made if each.modality == "obligation" and _PAYS.search(each.citation.quote)]
    for chosen in ([each for each in pays if _IN_PARTS.search(each.citation.quote)], pays):
        if len({each.obligor for each in chosen}) == 1 and len(chosen[0].obligor) == 1:
            first = chosen[0]
            payer, payee = ([each for each in parties if each.label in side] for side in (first.obligor, first.obligee))
            return (tuple(payer), tuple(payee)) if payer else None
    return None
