"""The agreements on record: as their documents say, with what people made of them laid over, and as they stand on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import sqlalchemy as sa

from kb import documents
from kb.amending import terminations
from kb.commitments import Reviewed, asked_for, is_among, outside
from kb.database import agreement_fact, current, document
from kb.domain import (
    Agreement,
    AgreementStatus,
    Change,
    Extracted,
    Fact,
    Given,
    Party,
    PartyRole,
    Review,
    Supersession,
)
from kb.errors import ChangeRefused, UnknownAgreement, UnknownDocument
from kb.parties import read_parties
from kb.people import fields, journal
from kb.people.keys import family_of, short_id
from kb.proofs import citation_of
from kb.status import notice_deadline, standing, status_on, term_ends_on

_DATES = ("signed_on", "effective_on", "expires_on")
_FLAGS = ("binding", "draft")


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """An agreement as it stands on a day; `expires_on` is the end of the term then running, amendments and renewals counted.

    `id` stays when the document is replaced by a new version. `review` is what people made of it, `by` and `at` who last did and
    when; `corrected` has the fields that they set, each with what the document says, and `given` who set them.
    """

    agreement: Agreement
    document: str
    status: AgreementStatus
    expires_on: dt.date | None = None
    notice_by: dt.date | None = None
    id: str = ""
    corrected: tuple[tuple[str, Extracted], ...] = ()
    # What shows that it was superseded or terminated, and from which day.
    ended_by: Supersession | None = None
    review: Review = ""
    by: str = ""
    at: dt.datetime | None = None
    given: tuple[Given, ...] = ()


def agreements(
    connection: sa.Connection,
    *,
    as_of: dt.date,
    party: str = "",
    status: AgreementStatus | Collection[AgreementStatus] = (),
    signed_from: dt.date | None = None,
    signed_until: dt.date | None = None,
    expiring_from: dt.date | None = None,
    expiring_before: dt.date | None = None,
    review: Reviewed = "",
) -> list[AgreementRow]:
    """The agreements as they stand on `as_of`, by date of signature.

    `party` is an id or any of its names; `expiring_before` keeps those whose running term ends on or before that day. Rejected
    ones are left out unless `review` is "rejected" or "all"; "none" are those nobody has judged.
    """
    wanted = {status} if isinstance(status, str) else set(status)
    rows: list[AgreementRow] = []
    for row in _agreement_rows(connection, as_of):
        signed = row.agreement.signed_on.value if row.agreement.signed_on else None
        if not asked_for(row.review, review):
            continue
        if party and not is_among(party, [fact.value for fact in row.agreement.parties]):
            continue
        if wanted and row.status not in wanted:
            continue
        if outside(signed, signed_from, signed_until) or outside(row.expires_on, expiring_from, expiring_before):
            continue
        rows.append(row)
    return rows


def _agreement_rows(connection: sa.Connection, day: dt.date) -> list[AgreementRow]:
    families, given = fields.families(connection), fields.given(connection)
    names: dict[str, str] = {}
    read: dict[str, fields.Reviewed] = {}
    for name, agreement in _extracted(connection):
        each = agreement.document_id
        names[each] = name
        read[each] = fields.over(connection, agreement, given.get(families[each], ()))
    # What is no agreement ends, amends and supersedes none.
    valid = [each.agreement for each in read.values() if each.review != "rejected"]
    ended = terminations(connection, valid)
    made = [
        replace(
            _row(each.agreement, names[key], valid, day, ended.get(key)),
            id=agreement_id(families[key]),
            review=each.review,
            by=each.by,
            at=each.at,
            given=each.given,
            corrected=each.corrected,
        )
        for key, each in read.items()
    ]
    return sorted(
        made, key=lambda row: (row.agreement.signed_on.value if row.agreement.signed_on else dt.date.max, row.document)
    )


def _extracted(connection: sa.Connection, document_id: str = "") -> list[tuple[str, Agreement]]:
    """The agreements as their current documents say, each with its file name; of one document where it is given."""
    everyone = read_parties(connection)
    query = sa.select(agreement_fact, document.c.name, document.c.kind).join(document).where(current)
    if document_id:
        query = query.where(document.c.id == document_id)
    gathered: dict[str, list[sa.Row[Any]]] = {}
    for row in connection.execute(query.order_by(agreement_fact.c.id)):
        gathered.setdefault(row.document_id, []).append(row)
    return [(rows[0].name, _agreement(each, rows, everyone)) for each, rows in gathered.items()]


def agreement_id(family: str) -> str:
    """The id of the agreement of a family of versions."""
    return short_id("a", family)


def find_agreement(connection: sa.Connection, name: str) -> str:
    """The id of the current document whose agreement has the id `name` or the only one that begins so, or that is called so."""
    wanted = name.strip().lower()
    families = fields.families(connection)
    holding = set(connection.execute(sa.select(agreement_fact.c.document_id).distinct()).scalars())
    ids = {agreement_id(family): each for each, family in families.items() if each in holding}
    found = [key for key in ids if key == wanted or (len(wanted) >= journal.SHORTEST and key.startswith(wanted))]
    if len(found) == 1:
        return ids[found[0]]
    if found:
        raise UnknownAgreement(f"{len(found)} agreements have an id that begins with {name}: give more of it.")
    try:
        return documents.find(connection, name)
    except UnknownDocument as error:
        told = f"No agreement has the id {name}, and no document is called so"
        raise UnknownAgreement(f"{told}: list them with `python -m kb agreements`.") from error


def correct_agreement(
    connection: sa.Connection,
    document_id: str,
    by: str,
    values: Mapping[str, Any],
    unset: Collection[str] = (),
) -> None:
    """Set fields of the agreement of a current document, or those of `unset` back to what it says."""
    fields.correct(connection, _subject(connection, document_id), by, values, unset)


def decide_agreement(
    connection: sa.Connection, document_id: str, by: str, decision: fields.Decision | Literal[""]
) -> None:
    """Accept the agreement of a current document, reject it (it is none), or take either back."""
    fields.decide(connection, _subject(connection, document_id), by, decision)


def _subject(connection: sa.Connection, document_id: str) -> fields.Subject:
    """The agreement that a change is about; ChangeRefused where the document holds none."""
    own = _extracted(connection, document_id)
    if not own:
        raise ChangeRefused(
            "The document holds no agreement on record: its title, kind and date are what can be corrected."
        )
    family = family_of(connection, document_id)
    return fields.Subject(family, agreement_id(family), own[0][1])


def _row(
    agreement: Agreement, name: str, everything: Iterable[Agreement], day: dt.date, termination: Change | None
) -> AgreementRow:
    now = standing(agreement, everything, day)
    terminated_on = termination.effective_on if termination else None
    status = status_on(now.agreement, day, now.superseded_on, terminated_on)
    ended_by = None
    if status == "superseded" and now.superseded_by is not None:
        ended_by = Supersession(now.superseded_by, now.superseded_on)
    elif status == "terminated" and termination is not None:
        ended_by = Supersession(termination.citation, terminated_on)
    return AgreementRow(
        now.agreement,
        name,
        status,
        ended_by.since if ended_by else term_ends_on(now.agreement, day),
        notice_deadline(now.agreement, day) if status in ("in_force", "renewed") else None,
        ended_by=ended_by,
    )


def _agreement(document_id: str, rows: Sequence[sa.Row[Any]], everyone: dict[str, Party]) -> Agreement:
    single: dict[str, Any] = {}
    named: list[Fact[Party]] = []
    roles: list[Fact[PartyRole]] = []
    for row in rows:
        citation = citation_of(row, row.kind)
        if row.field in ("party", "role"):
            party = everyone.get(row.value, Party(row.value))
            if row.field == "party":
                named.append(Fact(party, citation, row.trace))
            else:
                roles.append(Fact(PartyRole(party, row.role), citation, row.trace))
            continue
        value: Any = row.value
        if row.field in _DATES:
            value = dt.date.fromisoformat(row.value)
        elif row.field in _FLAGS:
            value = row.value == "true"
        single[row.field] = Fact(value, citation, row.trace)
    return Agreement(document_id=document_id, parties=tuple(named), roles=tuple(roles), **single)
