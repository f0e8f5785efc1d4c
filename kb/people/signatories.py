"""The parties of an agreement as people set them: by name, those its document names and those it was not read to name."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from kb.database import agreement_work, page, party_name
from kb.domain import Agreement, Citation, Fact, Party
from kb.errors import ChangeRefused
from kb.identity import resolve
from kb.parties import ROLES, folded, forget_unnamed_parties, read_parties
from kb.people.values import line
from kb.people.verdicts import party_id
from kb.text import hangul_share, locate

FIELD = "parties"
_BETWEEN = "; "


def names(agreement: Agreement) -> tuple[str, ...]:
    """The parties of an agreement, each by its first name."""
    return tuple(next(iter(fact.value.names), fact.value.id) for fact in agreement.parties)


def joined(named: Sequence[str]) -> str:
    """Names as they are kept."""
    return _BETWEEN.join(named)


def checked(value: Any) -> str:
    """Names that a person gives, a list or text with semicolons, as they are kept; ChangeRefused where there are none."""
    each = value.split(";") if isinstance(value, str) else list(value or ())
    kept = list({folded(text): text for name in each if (text := line("name of a party", name))}.values())
    if not kept:
        raise ChangeRefused("An agreement without parties is none: reject it instead.")
    return joined([name.replace(";", ",") for name in kept])


def with_and_without(now: Agreement, add: Collection[str], remove: Collection[str]) -> list[str]:
    """The names of an agreement's parties once some are added and others removed."""
    left = [fact.value for fact in now.parties]
    for name in remove:
        meant = [party for party in left if folded(name) in {folded(one) for one in (party.id, *party.names)}]
        if not meant:
            raise ChangeRefused(f"{name} is no party of the agreement: its parties are {joined(names(now))}.")
        left = [party for party in left if party not in meant]
    known = {folded(one) for party in left for one in party.names}
    return [
        *(next(iter(party.names), party.id) for party in left),
        *(name for name in add if folded(name) not in known),
    ]


def over(connection: sa.Connection, agreement: Agreement, value: str, trace: str) -> Agreement:
    """An agreement with the parties people name; one it was not read to have is cited where its name stands, else by the title."""
    own = {fact.value.id: fact for fact in agreement.parties}
    called = {folded(name): each for each in read_parties(connection).values() for name in each.names}
    parties: dict[str, Fact[Party]] = {}
    for name in value.split(_BETWEEN):
        party = called.get(folded(name), Party(party_id(name), short=name))
        cited = _cited(connection, agreement.title.citation, name)
        parties[party.id] = own.get(party.id) or Fact(party, cited, trace)
    roles = tuple(role for role in agreement.roles if role.value.party.id in parties)
    return replace(agreement, parties=tuple(parties.values()), roles=roles)


def _cited(connection: sa.Connection, title: Citation, name: str) -> Citation:
    for row in _pages(connection, title.document_id):
        place = locate(name, row.text)
        if place is not None:
            quote = row.text[slice(*place)]
            return replace(title, page=row.number, label=row.label, quote=quote, start=place[0], end=place[1])
    return title


def _pages(connection: sa.Connection, document_id: str) -> Sequence[sa.Row[Any]]:
    query = sa.select(page).where(page.c.document_id == document_id)
    return connection.execute(query.order_by(page.c.number)).all()


def rename(connection: sa.Connection, document_id: str, before: str, after: str) -> None:
    """Record that the document names the parties of `after`; names of `before` alone, which stand nowhere in it, are forgotten."""
    gone = set(before.split(_BETWEEN)) - set(after.split(_BETWEEN))
    pages = _pages(connection, document_id)
    lost = [name for name in gone if not any(locate(name, row.text) for row in pages)]
    here = sa.and_(party_name.c.document_id == document_id, party_name.c.name.in_(lost))
    connection.execute(sa.delete(party_name).where(here))
    name_all(connection, document_id, after.split(_BETWEEN))
    forget_unnamed_parties(connection)


def name_again(connection: sa.Connection, document_id: str, family: str) -> None:
    """Record that a document just read names the parties that people gave its agreement."""
    set_here = sa.and_(agreement_work.c.family == family, agreement_work.c.field == FIELD)
    value = connection.execute(sa.select(agreement_work.c.value).where(set_here)).scalar_one_or_none()
    if value:
        name_all(connection, document_id, value.split(_BETWEEN))


def name_all(connection: sa.Connection, document_id: str, named: Sequence[str]) -> None:
    """Record each name as one the document calls an organisation by, where it is not yet."""
    query = sa.select(party_name.c.name).where(party_name.c.document_id == document_id)
    held = {folded(name) for name in connection.execute(query).scalars()}
    known = {folded(name): each for each in read_parties(connection).values() for name in each.names}
    new = [_party(name, known.get(folded(name))) for name in named if folded(name) not in held]
    if new:
        resolve(connection, document_id, new)


def _party(name: str, known: Party | None) -> Party:
    """An organisation by one of its names, in the part the name has where it is known."""
    if known is None:
        return Party(party_id(name), ko=name) if hangul_share(name) > 0 else Party(party_id(name), en=name)
    ko, en, short = (name if folded(getattr(known, part)) == folded(name) else "" for part in ROLES)
    return Party(known.id, ko, en, short, () if ko or en or short else (name,))
