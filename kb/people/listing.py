"""The organisations on record as people look at them: with the documents that name them, and what they agreed and promised."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import sqlalchemy as sa

from kb.agreements import agreements
from kb.commitments import promises
from kb.database import current, document, party_name
from kb.domain import Fact, PartyListing
from kb.parties import parties
from kb.people.organisations import stated


def listing(connection: sa.Connection) -> list[PartyListing]:
    """Every organisation that a current document names, by its id."""
    naming: dict[str, list[str]] = {}
    names = sa.select(party_name.c.party_id, document.c.name).join(document).where(current).distinct()
    for row in connection.execute(names.order_by(document.c.name)):
        naming.setdefault(row.party_id, []).append(row.name)
    agreed: Counter[str] = Counter()
    called: dict[str, dict[str, Fact[str]]] = {}
    for made in agreements(connection, as_of=dt.date.today()):
        agreed.update({fact.value.id for fact in made.agreement.parties})
        for role in made.agreement.roles:
            words = called.setdefault(role.value.party.id, {})
            words.setdefault(role.value.word, Fact(role.value.word, role.citation))
    promising: Counter[str] = Counter()
    promised: Counter[str] = Counter()
    for each in promises(connection, None):
        promising.update({one.id for one in each.by})
        promised.update({one.id for one in each.to})
    return [
        PartyListing(
            each, tuple(naming.get(each.id, ())), agreed[each.id], promising[each.id], promised[each.id],
            stated(connection, each), tuple(called.get(each.id, {}).values()),
        )
        for each in parties(connection)
    ]  # fmt: skip
