"""The documents on record as a question can describe them: kind, day, numbers, and with whom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

import sqlalchemy as sa

from kb.database import agreement_fact, current, document, page, party_name
from kb.described import DocumentKind, ordinals
from kb.roll import Roll

# What a document calls itself stands at its beginning.
_HEADING = 300
_FILED_AS: dict[DocumentKind, tuple[str, ...]] = {
    "agreement": ("mou",), "amendment": ("mou",), "draft": ("mou",), "meeting": ("minutes",), "brief": ("brief",),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Filed:
    """A document as it can be described; `agreed` are the ids of the parties of its agreement, `named` of all whom it names."""

    id: str
    name: str
    kind: str
    title: str
    heading: str
    dated_on: dt.date | None
    agreed: frozenset[str]
    named: frozenset[str]
    facts: dict[str, str] = field(default_factory=dict)

    def is_a(self, kind: DocumentKind) -> bool:
        """Whether it is of the kind described; an amendment and a draft are no agreements."""
        if self.kind not in _FILED_AS[kind]:
            return False
        own = "amendment" if "amends" in self.facts else "draft" if self.facts.get("draft") == "true" else "agreement"
        return self.kind != "mou" or kind == own

    @property
    def ordinals(self) -> frozenset[int]:
        """The numbers it bears."""
        return ordinals(f"{self.title} {self.name}") or ordinals(self.heading)

    def covers(self, year: int) -> bool:
        """Whether its term has begun by a year and is not known to be over before it."""
        return self.dated_on is not None and self.dated_on.year <= year <= int(self.facts.get("expires_on", "9999")[:4])


def newest_first(found: Iterable[Filed]) -> list[Filed]:
    """The documents by their day, the latest first."""
    return sorted(found, key=lambda one: one.dated_on or dt.date.min, reverse=True)


def read(roll: Roll) -> list[Filed]:
    """Every current document."""
    connection = roll.connection
    facts: dict[str, dict[str, str]] = {}
    agreed: dict[str, set[str]] = {}
    kept = agreement_fact.c.field.in_(("party", "amends", "draft", "signed_on", "expires_on"))
    columns = agreement_fact.c.document_id, agreement_fact.c.field, agreement_fact.c.value
    for row in connection.execute(sa.select(*columns).where(kept)):
        if row.field == "party":
            agreed.setdefault(row.document_id, set()).add(row.value)
        else:
            facts.setdefault(row.document_id, {})[row.field] = row.value
    named: dict[str, set[str]] = {}
    for key, party in connection.execute(sa.select(party_name.c.document_id, party_name.c.party_id).distinct()):
        named.setdefault(key, set()).add(party)
    heading = sa.func.substr(page.c.text, 1, _HEADING).label("heading")
    query = (
        sa.select(document.c.id, document.c.name, document.c.kind, document.c.title, document.c.dated_on, heading)
        .outerjoin(page, sa.and_(page.c.document_id == document.c.id, page.c.number == 1))
        .where(current)
    )
    found = []
    for written in connection.execute(query):
        own = facts.get(written.id, {})
        made = dt.date.fromisoformat(own["signed_on"]) if "signed_on" in own else written.dated_on
        found.append(
            Filed(
                written.id,
                written.name,
                written.kind,
                written.title,
                written.heading or "",
                made,
                frozenset(agreed.get(written.id, ())) - roll.ours,
                frozenset(named.get(written.id, ())) - roll.ours,
                own,
            )
        )
    return found
