"""The organisations on record as people look at them: with the documents that name them, and what they agreed and promised."""

from __future__ import annotations

from collections import Counter

import sqlalchemy as sa

from kb.commitments import promises
from kb.database import agreement_fact, current, document, party_name
from kb.domain import PartyListing
from kb.parties import parties
from kb.people.organisations import stated


def listing(connection: sa.Connection) -> list[PartyListing]:
    """Every organisation that a current document names, by its id."""
    naming: dict[str, list[str]] = {}
    names = sa.select(party_name.c.party_id, document.c.name).join(document).where(current).distinct()
    for row in connection.execute(names.order_by(document.c.name)):
        naming.setdefault(row.party_id, []).append(row.name)
    bound = sa.select(agreement_fact.c.value, agreement_fact.c.document_id).join(document).where(current)
    of_parties = bound.where(agreement_fact.c.field == "party").distinct()
    agreed = Counter(row.value for row in connection.execute(of_parties))
    promising: Counter[str] = Counter()
    promised: Counter[str] = Counter()
    for each in promises(connection, None):
        promising.update({one.id for one in each.by})
        promised.update({one.id for one in each.to})
    return [
        PartyListing(
            each, tuple(naming.get(each.id, ())), agreed[each.id], promising[each.id], promised[each.id],
            stated(connection, each),
        )
        for each in parties(connection)
    ]  # fmt: skip
