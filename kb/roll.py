"""The organisations on record as one question sees them: read once, and asked whom the question names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import sqlalchemy as sa

from kb import counterparty
from kb.database import agreement_fact, current, document, page
from kb.domain import Party
from kb.homes import from_there, lands_in
from kb.parties import PARTICLES, parties
from kb.text import one_line


def is_ours(party: Party, our_names: Iterable[str]) -> bool:
    """Whether an organisation is our own, by any of its names."""
    return bool({name.casefold() for name in our_names} & {name.casefold() for name in party.names})


@dataclass(frozen=True)
class Roll:
    """Everyone whom current documents name, and which of them we are."""

    connection: sa.Connection
    our_names: tuple[str, ...]

    @cached_property
    def everyone(self) -> list[Party]:
        """Every organisation on record."""
        return parties(self.connection)

    @cached_property
    def _agreed(self) -> frozenset[str]:
        party = sa.select(agreement_fact.c.value).where(agreement_fact.c.field == "party").distinct()
        return frozenset(self.connection.execute(party).scalars())

    @cached_property
    def ours(self) -> frozenset[str]:
        """The ids of our own organisation."""
        return frozenset(each.id for each in self.everyone if is_ours(each, self.our_names))

    def named(self, text: str) -> list[Party]:
        """The organisations a text names, in full, in part or by their country, in order."""
        found = counterparty.named(text, self.everyone, self._agreed, self.ours)
        if any(each.id not in self.ours for each in found):
            return found
        others = [each for each in self.everyone if each.id not in self.ours]
        return [*found, *from_there(self.connection, text, others)]

    def partners(self, text: str) -> list[Party]:
        """Those of them that are not our own."""
        return [each for each in self.named(text) if each.id not in self.ours]

    def unheard_of(self, text: str) -> str:
        """The first name in a text that no document on record holds; empty where all are known, by name or as a country's people."""
        name = counterparty.unheard_of(self.connection, text, self.everyone)
        return "" if name and from_there(self.connection, f"the {name}", self.everyone) else name

    def is_written(self, name: str) -> bool:
        """Whether a current document writes a name at all."""
        written = sa.select(page.c.number).join(document, document.c.id == page.c.document_id)
        return (
            self.connection.execute(
                written.where(current, page.c.text.contains(name, autoescape=True)).limit(1)
            ).first()
            is not None
        )


def without_names(text: str, named: Sequence[Party]) -> str:
    """`text` less the names of the parties, and less the parts of names by which it calls them."""
    parts = counterparty.parts_of_names(text, named)
    # "The Danish partner" is called by no name but by its country.
    lands = lands_in(text) if named and not parts else ()
    written = {*parts, *lands, *(name for party in named for name in party.names)} - {""}
    for name in sorted(written, key=len, reverse=True):
        # A particle left alone would be read as a word.
        text = re.sub(rf"{re.escape(name)}(?:{PARTICLES})?", " ", text, flags=re.I)
    return one_line(text)
