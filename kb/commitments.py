"""The commitments on record: as extracted, with what people made of them laid over, and asked for by plain functions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import sqlalchemy as sa

from kb.database import commitment, current, document, rejected
from kb.domain import Commitment, CommitmentStatus, Extracted, Modality, Party, Review
from kb.parties import folded, read_parties
from kb.people import work
from kb.proofs import citation_of
from kb.status import as_of as on_day
from kb.text import language_of

# Which rows by what people made of them; without one all but the rejected.
Reviewed = Review | Literal["all", "none"]


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment with its parties as organisations."""

    commitment: Commitment
    by: tuple[Party, ...]
    to: tuple[Party, ...]


def commitments(
    connection: sa.Connection,
    *,
    as_of: dt.date | None = None,
    obligor: str = "",
    obligee: str = "",
    party: str = "",
    topic: str = "",
    due_from: dt.date | None = None,
    due_until: dt.date | None = None,
    modality: Modality | Collection[Modality] = (),
    documents: Collection[str] = (),
    status: CommitmentStatus | Collection[CommitmentStatus] = (),
    owner: str = "",
    review: Reviewed = "",
) -> list[Commitment]:
    """The commitments that match, in the order of their documents; with `as_of`, open ones past their date are overdue.

    `obligor`, `obligee` and `party` (either of the two) are an id or any of its names; `topic` is looked for in topic and text,
    `owner` in the owner's name; `documents` are ids or file names. With a due date asked for, those without one are left out.
    Rejected rows are left out unless `review` is "rejected" or "all"; "none" are those nobody has judged.
    """
    modalities = {modality} if isinstance(modality, str) else set(modality)
    statuses = {status} if isinstance(status, str) else set(status)
    found: list[Commitment] = []
    for promise in promises(connection, as_of, documents, review):
        each, by, to = promise.commitment, promise.by, promise.to
        if outside(each.due_on, due_from, due_until):
            continue
        if (modalities and each.modality not in modalities) or (statuses and each.status not in statuses):
            continue
        if (obligor and not is_among(obligor, by)) or (obligee and not is_among(obligee, to)):
            continue
        if party and not is_among(party, [*by, *to]):
            continue
        if topic and folded(topic) not in folded(f"{each.topic} {each.action} {each.citation.quote}"):
            continue
        if owner and folded(owner) not in folded(each.owner):
            continue
        found.append(each)
    return found


def promises(
    connection: sa.Connection, as_of: dt.date | None, documents: Collection[str] = (), review: Reviewed = ""
) -> Iterator[Promise]:
    """Every commitment of the current documents with what people made of it, in the order of the documents."""
    query = sa.select(commitment, document.c.name, document.c.kind).join(document).where(current)
    if documents:
        query = query.where(sa.or_(document.c.id.in_(documents), document.c.name.in_(documents)))
    everyone, works = read_parties(connection), work.held(connection)
    void = set(connection.execute(rejected).scalars())
    called = {folded(name): each for each in everyone.values() for name in each.names}
    for row in connection.execute(query.order_by(document.c.dated_on, document.c.name, commitment.c.id)):
        done = works.get(row.key)
        made: Review = work.review_of(done.decision, done.corrected) if done is not None else ""
        # What stands in an agreement that is none is no commitment.
        made = "rejected" if row.document_id in void else made
        if asked_for(made, review):
            yield _promise(row, done, made, everyone, called, as_of)


def asked_for(made: Review, review: Reviewed) -> bool:
    """Whether a row that people made `made` of is among those asked for."""
    if review in ("", "all"):
        return review == "all" or made != "rejected"
    return made == ("" if review == "none" else review)


def _promise(
    row: sa.Row[Any],
    done: sa.Row[Any] | None,
    review: Review,
    everyone: Mapping[str, Party],
    called: Mapping[str, Party],
    day: dt.date | None,
) -> Promise:
    language = language_of(row.quote)
    by, to = (
        tuple(everyone.get(name, Party(name, short=name)) for name in names) for names in (row.obligor, row.obligee)
    )
    each = Commitment(
        obligor=tuple(each.name(language) for each in by),
        obligee=tuple(each.name(language) for each in to),
        action=row.action,
        modality=row.modality,
        citation=citation_of(row, row.kind),
        due_on=row.due_on,
        due_text=row.due_text,
        topic=row.topic,
        status=row.status,
        owner=row.owner,
        condition=row.condition,
        due_trace=row.due_trace,
        id=row.key,
        review=review,
    )
    if done is not None:
        corrected: Mapping[str, Any] = done.corrected
        by, to = (_named(corrected.get(name), own, called) for name, own in (("obligor", by), ("obligee", to)))
        each = _laid_over(each, done, [one.name(language) for one in by], [one.name(language) for one in to])
    return Promise(on_day(each, day) if day is not None else each, by, to)


def _named(names: Sequence[str] | None, own: tuple[Party, ...], called: Mapping[str, Party]) -> tuple[Party, ...]:
    """The organisations a person names, those on record by any of their names; `own` where nobody does."""
    if names is None:
        return own
    return tuple(called.get(folded(name), Party(name, short=name)) for name in names)


def _laid_over(each: Commitment, done: sa.Row[Any], by: list[str], to: list[str]) -> Commitment:
    """A commitment with a person's work over it, each field that was set beside what was extracted."""
    corrected: Mapping[str, Any] = done.corrected
    values: dict[str, Any] = {name: corrected[name] for name in work.FIELDS if name in corrected}
    if "due_on" in values:
        values["due_on"] = dt.date.fromisoformat(values["due_on"]) if values["due_on"] else None
        values["due_trace"] = "set by a person"
        # The words of another day would be shown in its place; they stay in the quote.
        values.setdefault("due_text", "")
    values |= {name: tuple(names) for name, names in (("obligor", by), ("obligee", to)) if name in corrected}
    set_to = {name: values[name] for name in work.FIELDS if name in values and getattr(each, name) != values[name]}
    before = tuple((name, _told(getattr(each, name))) for name in set_to)
    return replace(
        each,
        **values,
        status=done.status or each.status,
        owner=done.owner or each.owner,
        note=done.note,
        corrected=before,
    )


def _told(value: Any) -> Extracted:
    if isinstance(value, dt.date):
        return value.isoformat()
    return tuple(value) if isinstance(value, tuple) else value or None


def is_among(wanted: str, organisations: Iterable[Party]) -> bool:
    """Whether an id or name is that of one of `organisations`."""
    key = folded(wanted)
    return any(wanted == each.id or key in {folded(name) for name in each.names} for each in organisations)


def outside(day: dt.date | None, first: dt.date | None, last: dt.date | None) -> bool:
    """Whether a range is asked for and `day` is not in it."""
    if first is None and last is None:
        return False
    return day is None or (first is not None and day < first) or (last is not None and day > last)
