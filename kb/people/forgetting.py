"""What goes with a deleted document: every word of it in people's work and in the journal; that somebody did something stays."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

import sqlalchemy as sa

from kb.database import (
    agreement_work,
    commitment_work,
    document_fact,
    document_family,
    journal,
    party,
    party_name,
    party_title,
    party_verdict,
)
from kb.domain import Party
from kb.identity import free_id, merge
from kb.parties import folded, read_parties
from kb.people.verdicts import party_id

# What people set of a commitment or an agreement that holds no words of its document: it comes back when the file is filed again.
_WORDLESS = ("status", "owner", "review", "deleted")


def forget(connection: sa.Connection, documents: Sequence[str]) -> None:
    """Take the words of `documents` (ids, still on record, about to be deleted) out of all that people wrote."""
    families = _families(connection, documents)
    ours = commitment_work.c.family.in_(families)
    connection.execute(sa.update(commitment_work).where(ours).values(note="", corrected={}, quote="", document=""))
    bare = [commitment_work.c[name] == "" for name in ("status", "owner", "decision")]
    connection.execute(sa.delete(commitment_work).where(ours, *bare))
    wordy = agreement_work.c.field.not_in(_WORDLESS)
    connection.execute(sa.delete(agreement_work).where(agreement_work.c.family.in_(families), wordy))
    told = sa.and_(journal.c.family.in_(families), journal.c.field.not_in(_WORDLESS))
    connection.execute(sa.update(journal).where(told).values(before=None, after=None, erased=True))
    _forget_names(connection, documents)


def _families(connection: sa.Connection, documents: Sequence[str]) -> list[str]:
    query = sa.select(document_family.c.family).where(document_family.c.document_id.in_(list(documents)))
    return [*set(connection.execute(query).scalars())]


def _forget_names(connection: sa.Connection, documents: Sequence[str]) -> None:
    """Take out of people's decisions the names that only `documents` give: an organisation nobody names is forgotten."""
    going = party_name.c.document_id.in_(list(documents))
    names = {row.name: row.party_id for row in connection.execute(sa.select(party_name).where(going))}
    kept = connection.execute(sa.select(party_name.c.name, party_name.c.party_id).where(sa.not_(going))).all()
    others = {folded(row.name): row.party_id for row in kept}
    lone = {folded(name): party_id for name, party_id in names.items() if folded(name) not in others}
    heirs = {row.party_id: row.name for row in kept}
    for row in connection.execute(sa.select(party_title)).all():
        here = sa.and_(party_title.c.anchor == row.anchor, party_title.c.role == row.role)
        heir = heirs.get(lone.get(row.anchor, ""))
        # A name that people chose among the document's own goes with it; one of their own goes on.
        if folded(row.name) in lone or (row.anchor in lone and heir is None):
            connection.execute(sa.delete(party_title).where(here))
        elif heir is not None:
            connection.execute(sa.update(party_title).where(here).values(anchor=folded(heir)))
    either = sa.or_(party_verdict.c.one.in_(lone), party_verdict.c.other.in_(lone))
    connection.execute(sa.delete(party_verdict).where(either))
    for old in {*lone.values()} & {*heirs}:
        _rename_id(connection, old, heirs[old], set(lone))
    _erase_entries(connection, set(lone), {*names.values()} - {*others.values()})


def _rename_id(connection: sa.Connection, old: str, name: str, lone: set[str]) -> None:
    """Give an organisation that goes on a new id where its own is made of a name that goes."""
    if _is_made_of(old, lone):
        new = free_id(party_id(name), read_parties(connection))
        connection.execute(sa.insert(party).values(id=new))
        merge(connection, new, Party(old))


def _is_made_of(party: str, names: set[str]) -> bool:
    """Whether a party's id is made of one of `names` (folded), which ids hold up to some length."""
    bare = folded(re.sub(r"-\d+$", "", party).replace("-", " "))
    return bare in names or (len(party) > 70 and any(name.startswith(bare) for name in names))


def _erase_entries(connection: sa.Connection, names: set[str], parties: set[str]) -> None:
    """Erase the journal's words on organisations where they hold a name of `names` (folded) or are about one of `parties`."""
    for row in connection.execute(sa.select(journal).where(journal.c.noun == "party")).all():
        told = {folded(name) for name in f"{row.before or ''}; {row.after or ''}".split(";")}
        gone = row.subject in parties or _is_made_of(row.subject, names)
        if gone or told & names:
            values = {"before": None, "after": None, "erased": True, "subject": "" if gone else row.subject}
            connection.execute(sa.update(journal).where(journal.c.id == row.id).values(values))


def kept_words(connection: sa.Connection, documents: Sequence[str]) -> Iterator[str]:
    """What people wrote about other documents than `documents`, and call organisations: theirs, whoever says it too."""
    families = _families(connection, documents)
    works = sa.select(commitment_work).where(commitment_work.c.family.not_in(families))
    for row in connection.execute(works):
        yield from (row.owner, row.note, row.quote, json.dumps(row.corrected, ensure_ascii=False))
    # An owner stays on record even where the document goes.
    yield from connection.execute(sa.select(commitment_work.c.owner)).scalars()
    kept = sa.or_(journal.c.family.not_in(families), journal.c.field.in_(_WORDLESS))
    for row in connection.execute(sa.select(journal).where(kept)):
        yield from (row.by, row.before or "", row.after or "")
    values = sa.select(agreement_work.c.value).where(agreement_work.c.family.not_in(families))
    yield from connection.execute(values).scalars()
    said = sa.select(document_fact.c.corrected).where(document_fact.c.document_id.not_in(list(documents)))
    yield from (text for text in connection.execute(said).scalars() if text)
    yield from connection.execute(sa.select(party_title.c.name)).scalars()
