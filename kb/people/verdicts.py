"""What people declare about names: that two mean one organisation, or two."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa

from kb.database import party_verdict
from kb.domain import Party
from kb.parties import ROLES, folded


@dataclass(frozen=True, slots=True)
class Verdicts:
    """The declared pairs of folded names, the lesser first, and whether they are the same."""

    pairs: dict[tuple[str, str], bool]

    def apart(self, ones: Iterable[str], others: Iterable[str]) -> bool:
        """Whether a name of `ones` is declared to mean another organisation than one of `others`."""
        return self._declared(ones, others, False)

    def same(self, ones: Iterable[str], others: Iterable[str]) -> bool:
        """Whether a name of `ones` is declared to mean the same organisation as one of `others`."""
        return self._declared(ones, others, True)

    def _declared(self, ones: Iterable[str], others: Iterable[str], verdict: bool) -> bool:
        if not self.pairs:
            return False
        theirs = [folded(name) for name in others]
        return any(self.pairs.get(_pair(folded(one), other)) is verdict for one in ones for other in theirs)

    def parts(self, party: Party) -> list[Party]:
        """An organisation as one document has it, taken apart where people say that its names mean several."""
        groups: list[list[str]] = []
        for name in party.names:
            home = next((group for group in groups if not self.apart([name], group)), None)
            if home is None:
                groups.append([name])
            else:
                home.append(name)
        if len(groups) < 2:
            return [party]
        return [_part(party, group) for group in groups]


def _part(party: Party, names: list[str]) -> Party:
    ko, en, short = (name if (name := getattr(party, role)) in names else "" for role in ROLES)
    return Party(party_id(names[0]), ko, en, short, tuple(name for name in party.other_names if name in names))


def party_id(name: str) -> str:
    """A readable id made of a name, as documents' parties have them."""
    kept = "".join(letter if letter.isalnum() else "-" for letter in name.lower())
    return "-".join(part for part in kept.split("-") if part)[:80] or "party"


def _pair(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)


def read(connection: sa.Connection) -> Verdicts:
    """Every verdict on record."""
    return Verdicts({(row.one, row.other): row.same for row in connection.execute(sa.select(party_verdict))})


def declare(connection: sa.Connection, ones: Iterable[str], others: Iterable[str], *, same: bool) -> None:
    """Declare each name of `ones` the same as each of `others`, or another; the latest word on two names holds."""
    theirs = {folded(name) for name in others}
    for pair in {_pair(folded(one), other) for one in ones for other in theirs if folded(one) != other}:
        here = sa.and_(party_verdict.c.one == pair[0], party_verdict.c.other == pair[1])
        connection.execute(sa.delete(party_verdict).where(here))
        connection.execute(sa.insert(party_verdict).values(one=pair[0], other=pair[1], same=same))
