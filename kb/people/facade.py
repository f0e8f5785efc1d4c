"""The part of the facade by which people work: what they say and do is written at once, by one writer at a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Literal

import sqlalchemy as sa

from kb import commitments, descriptions, documents, doubts, publication, register
from kb.database import Database
from kb.domain import Commitment, DocumentSummary, Doubt, JournalEntry, Party, PartyListing, Work
from kb.errors import ChangeRefused, NothingToDo, UnknownAgreement, UnknownCommitment
from kb.people import journal, organisations, signatories, work
from kb.people.keys import family_of
from kb.people.listing import listing
from kb.settings import Settings

_DECIDED: dict[str, Literal["accepted", "rejected", ""]] = {"accept": "accepted", "reject": "rejected", "reset": ""}


class PeoplesRecord:
    """What people say and do about one data home; `by` is who, the user of this machine by default."""

    settings: Settings
    _database: Database

    @contextmanager
    def _writing(self) -> Iterator[sa.Connection]:
        with publication.writing(self.settings), self._database.write() as connection:
            yield connection

    def work(
        self,
        commitment: str,
        *,
        status: str | None = None,
        owner: str | None = None,
        note: str | None = None,
        by: str = "",
    ) -> Work | None:
        """Set what is given of a commitment's status (open, done, overdue, dropped), owner and note; None where none is left.

        `commitment` is its id or the beginning of it. It holds when the document is ingested again or replaced.
        """
        with self._writing() as connection:
            key = work.find(connection, commitment)
            work.note_work(connection, key, journal.who(by), status=status, owner=owner, note=note)
            return _one(connection, key)

    def review(
        self,
        commitment: str,
        decision: Literal["accept", "reject", "reset", ""] = "",
        values: Mapping[str, Any] | None = None,
        unset: Collection[str] = (),
        by: str = "",
    ) -> Work | None:
        """Accept or reject an extracted commitment, set fields of it right, or take that back (`unset`, "reset")."""
        with self._writing() as connection:
            key, name = work.find(connection, commitment), journal.who(by)
            if decision == "reset":
                held = next((one for one in work.listed(connection) if one.id == key), None)
                unset = [*unset, *(field for field, _ in held.corrected)] if held else unset
            if values or unset:
                work.correct(connection, key, name, values or {}, unset)
            if decision:
                work.decide(connection, key, name, _DECIDED[decision])
            return _one(connection, key)

    def noun_of(self, name: str) -> Literal["commitment", "agreement"]:
        """Whether `name` is the id of a commitment, or the id or the document of an agreement; UnknownCommitment for neither."""
        with self._database.read() as connection:
            try:
                work.find(connection, name)
                return "commitment"
            except UnknownCommitment as unknown:
                try:
                    register.find_agreement(connection, name)
                    return "agreement"
                except UnknownAgreement as error:
                    raise unknown from error

    def move_work(self, commitment: str, target: str, by: str = "") -> Work | None:
        """Give work whose clause is gone from its document to the commitment that took its place."""
        with self._writing() as connection:
            key, other = work.find(connection, commitment), work.find(connection, target)
            work.move(connection, key, other, journal.who(by))
            return _one(connection, other)

    def works(self, *, orphaned: bool | None = None) -> list[Work]:
        """All work on record, the latest first; with `orphaned`, that whose clause is gone from its document, or the other."""
        with self._database.read() as connection:
            return [one for one in work.listed(connection) if orphaned is None or one.orphaned == orphaned]

    def commitment(self, commitment: str) -> Commitment | None:
        """The commitment with this id or the only one that begins so, rejected or not; None where its clause is gone."""
        with self._database.read() as connection:
            key = work.find(connection, commitment)
            return next((one for one in commitments.commitments(connection, review="all") if one.id == key), None)

    def correct(self, name: str, values: Mapping[descriptions.Field, Any], by: str = "") -> DocumentSummary:
        """Set what the document with this id or file name is taken for (title, kind, dated_on, languages); it outlives a re-ingest."""
        with self._writing() as connection:
            document_id = documents.find(connection, name)
            before = descriptions.values(connection, document_id)
            descriptions.correct(connection, document_id, values)
            after = descriptions.values(connection, document_id)
            family = family_of(connection, document_id)
            for field in values:
                change = (field, before.get(field), after.get(field))
                journal.write(connection, journal.who(by), "document", document_id, *change, family=family)
            return documents.summaries(connection, [document_id])[0]

    def correct_agreement(
        self,
        name: str,
        values: Mapping[str, Any],
        unset: Collection[str] = (),
        by: str = "",
        *,
        add: Collection[str] = (),
        remove: Collection[str] = (),
    ) -> register.AgreementRow:
        """Set fields of an agreement (expires_on, term, parties, ...) to what a person says; the document's evidence stays.

        `name` is the agreement's id or its document; `add` and `remove` are names of parties.
        """
        if not (values or unset or add or remove):
            raise NothingToDo("Nothing to correct: give a field and its value.")
        return self.review_agreement(name, "", values, unset, by, add=add, remove=remove)

    def review_agreement(
        self,
        name: str,
        decision: Literal["accept", "reject", "reset", ""] = "",
        values: Mapping[str, Any] | None = None,
        unset: Collection[str] = (),
        by: str = "",
        *,
        add: Collection[str] = (),
        remove: Collection[str] = (),
    ) -> register.AgreementRow:
        """Accept or reject an agreement, set fields of it right, or take that back (`unset`, "reset").

        `name` is its id, the beginning of that, or its document; `add` and `remove` are names of parties.
        """
        with self._writing() as connection:
            document_id, who = register.find_agreement(connection, name), journal.who(by)
            if add or remove:
                now = _agreement(connection, document_id).agreement
                values = {**(values or {}), "parties": signatories.with_and_without(now, add, remove)}
            if decision == "reset":
                held = _agreement(connection, document_id)
                unset = [*unset, *(each.field for each in held.given)]
            if values or unset:
                register.correct_agreement(connection, document_id, who, values or {}, unset)
            if decision:
                register.decide_agreement(connection, document_id, who, _DECIDED[decision])
            return _agreement(connection, document_id)

    def doubts(self) -> list[Doubt]:
        """What a person should look at: uncertain pages, computed days, what is missing, in rows nobody has judged yet."""
        with self._database.read() as connection:
            return doubts.doubts(connection)

    def parties(self) -> list[PartyListing]:
        """Every organisation that a current document names, with those documents and its counts."""
        with self._database.read() as connection:
            return listing(connection)

    def merge_parties(self, party: str, other: str, by: str = "") -> Party:
        """Declare that two organisations (by id or any name) are one, under the first one's id."""
        with self._writing() as connection:
            return organisations.merge(connection, party, other, journal.who(by))

    def split_party(self, party: str, names: Sequence[str], by: str = "") -> Party:
        """Make an organisation of its own of some names of another; gives the new one."""
        with self._writing() as connection:
            return organisations.split(connection, party, names, journal.who(by))

    def rename_party(self, party: str, values: Mapping[str, str], by: str = "") -> Party:
        """Give an organisation its Korean, English or short name (`ko`, `en`, `short`); empty takes a given one back."""
        if not values:
            raise NothingToDo("Nothing to rename: give a Korean, an English or a short name.")
        with self._writing() as connection:
            return organisations.rename(connection, party, values, journal.who(by))

    def journal(self, subject: str = "") -> list[JournalEntry]:
        """Who changed what and when, the oldest first; of one commitment, agreement, party or document where it is named."""
        with self._database.read() as connection:
            return journal.read(connection, subject)


def _one(connection: sa.Connection, key: str) -> Work | None:
    return next((one for one in work.listed(connection) if one.id == key), None)


def _agreement(connection: sa.Connection, document_id: str) -> register.AgreementRow:
    rows = register.agreements(connection, as_of=dt.date.today(), review="all")
    found = next((row for row in rows if row.agreement.document_id == document_id), None)
    if found is None:
        raise ChangeRefused(
            "The document holds no agreement on record: its title, kind and date are what can be corrected."
        )
    return found
