"""Organisations as people put them right: merged, split and renamed. What they decide is kept as data and outlives re-ingest."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from kb.database import agreement_fact, commitment, of_party, party, party_name, party_title, party_verdict
from kb.domain import Party
from kb.errors import ChangeRefused, UnknownParty
from kb.identity import free_id
from kb.identity import merge as join
from kb.parties import ROLES, folded, read_parties
from kb.people import journal, verdicts
from kb.text import nfc, one_line

_LONGEST = 200


def find(connection: sa.Connection, name: str) -> Party:
    """The organisation with this id or name; UnknownParty where there is none, or more than one."""
    everyone = read_parties(connection)
    wanted = nfc(name.strip())
    if wanted in everyone:
        return everyone[wanted]
    found = [each for each in everyone.values() if folded(wanted) in {folded(one) for one in each.names}]
    if len(found) == 1:
        return found[0]
    if found:
        told = f"{len(found)} organisations are called {name}: give the id"
        raise UnknownParty(f"{told}, one of {', '.join(each.id for each in found)}.")
    raise UnknownParty(f"No organisation on record is called {name}: list them with `python -m kb parties`.")


def merge(connection: sa.Connection, name: str, other_name: str, by: str) -> Party:
    """Declare two organisations one, under the first one's id and names; `split` takes them apart again."""
    kept, gone = find(connection, name), find(connection, other_name)
    if kept.id == gone.id:
        raise ChangeRefused(f"{name} and {other_name} are one organisation already.")
    verdicts.declare(connection, kept.names, gone.names, same=True)
    join(connection, kept.id, read_parties(connection, titled=False)[gone.id])
    _keep_titles(connection, kept, gone)
    journal.write(connection, by, "party", kept.id, "merge", _told(kept.names), _told((*kept.names, *gone.names)))
    journal.write(connection, by, "party", gone.id, "merge", _told(gone.names), None)
    return find(connection, kept.id)


def _keep_titles(connection: sa.Connection, kept: Party, gone: Party) -> None:
    """Where both have a name for a role the first one's leads from now on, whichever more documents give."""
    own = _titles(connection, kept)
    for row in _titles(connection, gone).values():
        if getattr(kept, row.role):
            here = sa.and_(party_title.c.anchor == row.anchor, party_title.c.role == row.role)
            connection.execute(sa.delete(party_title).where(here))
    for role in ROLES:
        name = getattr(kept, role)
        if name and getattr(gone, role) and role not in own:
            connection.execute(sa.insert(party_title).values(anchor=folded(name), role=role, name=name))


def split(connection: sa.Connection, name: str, names: Sequence[str], by: str) -> Party:
    """Make an organisation of its own of those `names` of another; `merge` joins them again."""
    whole = find(connection, name)
    own = {folded(each): each for each in read_parties(connection, titled=False)[whole.id].names}
    for each in names:
        if folded(each) not in own:
            raise ChangeRefused(f"No document calls {whole.id} {each}: its names are {_told([*own.values()])}.")
    leaving = [own[each] for each in dict.fromkeys(map(folded, names))]
    staying = [each for each in whole.names if each not in leaving]
    if not leaving or not set(own.values()) - set(leaving):
        raise ChangeRefused(f"Of {whole.id} some names leave and some stay: its names are {_told([*own.values()])}.")
    verdicts.declare(connection, leaving, staying, same=False)
    verdicts.declare(connection, leaving, leaving, same=True)
    new = free_id(verdicts.party_id(leaving[0]), read_parties(connection))
    connection.execute(sa.insert(party).values(id=new))
    _hand_over(connection, whole.id, new, {folded(each) for each in leaving})
    journal.write(connection, by, "party", whole.id, "split", _told(whole.names), _told(staying))
    journal.write(connection, by, "party", new, "split", None, _told(leaving))
    return find(connection, new)


def _hand_over(connection: sa.Connection, old: str, new: str, names: Collection[str]) -> None:
    """What stands under `names` (folded) of one organisation becomes another's."""
    for row in connection.execute(sa.select(party_name).where(party_name.c.party_id == old)).all():
        if folded(row.name) in names:
            columns = ("party_id", "document_id", "name")
            here = sa.and_(*(party_name.c[column] == getattr(row, column) for column in columns))
            connection.execute(sa.update(party_name).where(here).values(party_id=new))
    still = sa.select(party_name.c.document_id).where(party_name.c.party_id == old)
    keeping = set(connection.execute(still).scalars())
    its_own = sa.and_(of_party, agreement_fact.c.value == old)
    for row in connection.execute(sa.select(agreement_fact).where(its_own)).all():
        # The name a document gives first is the one it means.
        if folded(row.named[0]) in names if row.named else row.document_id not in keeping:
            connection.execute(sa.update(agreement_fact).where(agreement_fact.c.id == row.id).values(value=new))
    for row in connection.execute(sa.select(commitment)).all():
        changed = {
            column: ids
            for column in ("obligor", "obligee")
            if (ids := _with_new(row, column, old, new, names, keeping)) != list(getattr(row, column))
        }
        if changed:
            connection.execute(sa.update(commitment).where(commitment.c.id == row.id).values(**changed))


def _with_new(
    row: sa.Row[Any], column: str, old: str, new: str, names: Collection[str], keeping: Collection[str]
) -> list[str]:
    """The ids of a commitment's obligors or obligees, `new` in place of `old` where the document has one of `names` there."""
    ids = list(getattr(row, column))
    if old not in ids:
        return ids
    named = (row.named or {}).get(column)
    if named is None:
        return ids if row.document_id in keeping else [new if each == old else each for each in ids]
    if len(named) == len(ids):
        pairs = zip(ids, named, strict=True)
        return [new if each == old and folded(name) in names else each for each, name in pairs]
    return [*ids, new] if any(folded(name) in names for name in named) else ids


def rename(connection: sa.Connection, name: str, values: Mapping[str, str], by: str) -> Party:
    """Give an organisation its Korean, English or short name (`ko`, `en`, `short`); empty takes a given one back."""
    each = find(connection, name)
    for role, given in values.items():
        if role not in ROLES:
            raise ChangeRefused(f"{role!r} is no name of an organisation: give {', '.join(ROLES)}.")
        _title(connection, each, role, nfc(one_line(given)))
    after = find(connection, each.id)
    for role in values:
        old, new = getattr(each, role), getattr(after, role)
        journal.write(connection, by, "party", each.id, role, old or None, new or None)
    return after


def _title(connection: sa.Connection, each: Party, role: str, given: str) -> None:
    if len(given) > _LONGEST:
        raise ChangeRefused(f"The name has {len(given)} characters and the limit is {_LONGEST}: shorten it.")
    known = read_parties(connection, titled=False)
    others = (other for other in read_parties(connection).values() if other.id != each.id)
    if given and (other := next((one for one in others if folded(given) in map(folded, one.names)), None)):
        raise ChangeRefused(
            f"{given} is a name of {other.id}: where both are one, run `python -m kb party merge {each.id} {other.id}`."
        )
    own = known[each.id].names
    before = _titles(connection, each).get(role)
    if before is not None:
        here = sa.and_(party_title.c.anchor == before.anchor, party_title.c.role == role)
        connection.execute(sa.delete(party_title).where(here))
        said = folded(before.name)
        if said not in map(folded, own):
            either = sa.or_(party_verdict.c.one == said, party_verdict.c.other == said)
            connection.execute(sa.delete(party_verdict).where(either))
    if given:
        anchor = folded(own[0])
        connection.execute(sa.insert(party_title).values(anchor=anchor, role=role, name=given))
        # A document that calls it so, and nothing else, means it.
        verdicts.declare(connection, own, [given], same=True)


def _titles(connection: sa.Connection, each: Party) -> dict[str, sa.Row[Any]]:
    """The names people gave an organisation, by role."""
    own = {folded(name) for name in each.names}
    rows = connection.execute(sa.select(party_title).where(party_title.c.anchor.in_(own)))
    return {row.role: row for row in rows}


def stated(connection: sa.Connection, each: Party) -> tuple[str, ...]:
    """The roles whose name people gave."""
    return tuple(role for role in ROLES if role in _titles(connection, each))


def _told(names: Sequence[str]) -> str:
    return "; ".join(names)
