"""What goes with a deleted document: every word of it in people's work and in the journal; that somebody did something stays."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

import sqlalchemy as sa

from kb.database import (
    agreement_work,
    commitment_work,
    document_fact,
    document_family,
    journal,
    party_name,
    party_title,
    party_verdict,
)
from kb.parties import folded

# What people set of a commitment that holds no words of its document: it comes back when the file is filed again.
_WORDLESS = ("status", "owner", "review", "deleted")


def forget(connection: sa.Connection, documents: Sequence[str]) -> None:
    """Take the words of `documents` (ids, still on record, about to be deleted) out of all that people wrote."""
    families = _families(connection, documents)
    ours = commitment_work.c.family.in_(families)
    connection.execute(sa.update(commitment_work).where(ours).values(note="", corrected={}, quote="", document=""))
    bare = [commitment_work.c[name] == "" for name in ("status", "owner", "decision")]
    connection.execute(sa.delete(commitment_work).where(ours, *bare))
    connection.execute(sa.delete(agreement_work).where(agreement_work.c.family.in_(families)))
    wordy = sa.and_(journal.c.family.in_(families), journal.c.field.not_in(_WORDLESS))
    connection.execute(sa.update(journal).where(wordy).values(before=None, after=None, erased=True))
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
    for anchor, party_id in lone.items():
        heir = next((name for name, owner in others.items() if owner == party_id), None)
        if heir is None:
            connection.execute(sa.delete(party_title).where(party_title.c.anchor == anchor))
        else:
            connection.execute(sa.update(party_title).where(party_title.c.anchor == anchor).values(anchor=heir))
    either = sa.or_(party_verdict.c.one.in_(lone), party_verdict.c.other.in_(lone))
    connection.execute(sa.delete(party_verdict).where(either))
    _erase_entries(connection, set(lone), {*names.values()} - {*others.values()})


def _erase_entries(connection: sa.Connection, names: set[str], parties: set[str]) -> None:
    """Erase the journal's words on organisations where they hold a name of `names` (folded) or are about one of `parties`."""
    for row in connection.execute(sa.select(journal).where(journal.c.noun == "party")).all():
        text = folded(f"{row.before or ''} {row.after or ''}")
        gone = row.subject in parties
        if gone or any(name in text for name in names):
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
