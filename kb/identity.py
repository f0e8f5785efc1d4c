"""Which organisation a document's party is: one id under all names, similar names kept apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa

from kb.database import agreement_fact, commitment, of_party, party, party_name
from kb.domain import Party
from kb.parties import ROLES, folded, party_of, read_parties
from kb.people import verdicts


def resolve(connection: sa.Connection, document_id: str, found: Sequence[Party]) -> dict[str, str]:
    """The id on record of each party a document names, by every name it has there; its names are recorded as the document's.

    One shared full name makes it the same organisation; a shared abbreviation or other name does so only where no full name
    speaks against it. What people declare the same or different outweighs both.
    """
    ids: dict[str, str] = {}
    declared = verdicts.read(connection)
    for each in found:
        for number, part in enumerate(declared.parts(each)):
            kept = _place(connection, document_id, part, declared)
            ids.update(dict.fromkeys(part.names if number else (each.id, *part.names), kept))
    return ids


def _place(connection: sa.Connection, document_id: str, each: Party, declared: verdicts.Verdicts) -> str:
    """The id on record of one organisation that a document names, joined with those it shows to be the same."""
    everyone = list(read_parties(connection, titled=False).values())
    known = [other for other in everyone if not declared.apart(each.names, other.names)]
    same: list[Party] = []
    whole = each
    for other in known:
        one = _same_full_name(each, other) or declared.same(each.names, other.names)
        if one and not declared.apart(whole.names, other.names):
            same.append(other)
            whole = _joined(whole, other)
    shared = [
        other
        for other in known
        if other not in same and not declared.apart(whole.names, other.names) and _shares_short_name(whole, other)
    ]
    # Two full names behind one abbreviation: nothing says which of them is meant.
    if not any(_is_full(other) for other in shared) or (not same and len(shared) == 1):
        same += [other for other in shared if not any(declared.apart(other.names, one.names) for one in shared)]
    kept = same[0].id if same else free_id(each.id, {other.id for other in everyone})
    for other in same[1:]:
        merge(connection, kept, other)
    if not same:
        connection.execute(sa.insert(party).values(id=kept))
    _write(connection, kept, document_id, each)
    return kept


def _same_full_name(one: Party, other: Party) -> bool:
    full = {folded(name) for name in (one.ko, one.en) if name}
    theirs = {folded(name) for name in (other.ko, other.en) if name}
    return bool(full & theirs)


def _shares_short_name(one: Party, other: Party) -> bool:
    """Whether an abbreviation or other name joins them, and no full name of one contradicts the other's."""
    for mine, theirs in ((one.ko, other.ko), (one.en, other.en)):
        if mine and theirs and folded(mine) != folded(theirs) and mine not in other.names and theirs not in one.names:
            return False
    if {folded(name) for name in one.names} & {folded(name) for name in other.names}:
        return True
    return _initials_of(one, other) or _initials_of(other, one)


def _is_full(each: Party) -> bool:
    return bool(each.ko or each.en)


def _joined(one: Party, other: Party) -> Party:
    """One party under the names of both, the first one's leading."""
    names = tuple(dict.fromkeys((*one.names, *other.names)))
    return Party(one.id, one.ko or other.ko, one.en or other.en, one.short or other.short, names)


def free_id(wanted: str, taken: Iterable[str]) -> str:
    """`wanted`, or it with the first number that makes it free."""
    used = set(taken)
    candidates = (wanted, *(f"{wanted}-{number}" for number in range(2, len(used) + 3)))
    return next(candidate for candidate in candidates if candidate not in used)


def _write(connection: sa.Connection, party_id: str, document_id: str, each: Party) -> None:
    roles = dict.fromkeys(each.other_names, "other")
    roles |= {name: role for role in reversed(ROLES) if (name := getattr(each, role))}
    held = sa.select(party_name.c.name).where(
        party_name.c.party_id == party_id, party_name.c.document_id == document_id
    )
    have = set(connection.execute(held).scalars())
    rows = [
        {"party_id": party_id, "document_id": document_id, "name": name, "role": role}
        for name, role in roles.items()
        if name and name not in have
    ]
    if rows:
        connection.execute(sa.insert(party_name), rows)


def merge(connection: sa.Connection, kept: str, gone: Party) -> None:
    """Everything recorded under `gone` becomes `kept`'s: a document has shown, or a person says, that they are one organisation."""
    for row in connection.execute(sa.select(party_name).where(party_name.c.party_id == gone.id)).all():
        _write(connection, kept, row.document_id, party_of(kept, [row]))
    its_own = sa.and_(of_party, agreement_fact.c.value == gone.id)
    connection.execute(sa.update(agreement_fact).where(its_own).values(value=kept))
    for row in connection.execute(sa.select(commitment.c.id, commitment.c.obligor, commitment.c.obligee)).all():
        changed: dict[str, Any] = {}
        for column in ("obligor", "obligee"):
            held = list(getattr(row, column))
            if gone.id in held:
                changed[column] = list(dict.fromkeys(kept if each == gone.id else each for each in held))
        if changed:
            connection.execute(sa.update(commitment).where(commitment.c.id == row.id).values(**changed))
    connection.execute(sa.delete(party_name).where(party_name.c.party_id == gone.id))
    connection.execute(sa.delete(party).where(party.c.id == gone.id))


def _initials_of(short: Party, full: Party) -> bool:
    """Whether one known by an abbreviation alone has the initials of the other's English name."""
    if _is_full(short) or len(short.short) < 3:
        return False
    initials = "".join(word[0] for word in re.findall(r"[A-Za-z]+", full.en) if word[0].isupper())
    # One word may lend no letter: PLSA is the Port Linden Smart City Agency.
    one_left_out = {initials[:index] + initials[index + 1 :] for index in range(1, len(initials) - 1)}
    return short.short == initials or (len(short.short) > 3 and short.short in one_left_out)
