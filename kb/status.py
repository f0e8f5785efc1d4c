"""What holds on a day: whether an agreement is in force, when its running term ends, by when notice has to be given."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from kb.dates import Term, last_day, read_term, subtract, terms
from kb.domain import Agreement, AgreementStatus, Citation, Commitment, Fact

# A renewal that repeats is counted this many times at most: no agreement outlives it.
_RENEWALS = 200


@dataclass(frozen=True, slots=True)
class Renewed:
    """A term that began because the one before it ended without notice, from its first to its last day."""

    first: dt.date
    last: dt.date


def status_on(
    agreement: Agreement, day: dt.date, superseded_on: dt.date | None = None, terminated_on: dt.date | None = None
) -> AgreementStatus:
    """The status of `agreement` on `day`; when a later agreement took its place, and from when a notice ended it, if either."""
    if agreement.draft is not None and agreement.draft.value:
        return "draft"
    if terminated_on is not None and terminated_on <= min(day, superseded_on or day, _last_before(agreement, day)):
        return "terminated"
    if superseded_on is not None and superseded_on <= day:
        return "superseded"
    begins = agreement.effective_on or agreement.signed_on
    if begins is not None and begins.value > day:
        return "not_yet_in_force"
    if agreement.expires_on is None:
        return "unknown" if begins is None else "in_force"
    if day <= agreement.expires_on.value:
        return "in_force"
    return "renewed" if _renews(agreement) else "expired"


def _last_before(agreement: Agreement, day: dt.date) -> dt.date:
    """The day up to which it can still be ended: the end of its only term, or `day` where it renews itself or has no end."""
    # Ended "on" its last day plus one is ended still.
    return (
        day if _renews(agreement) or agreement.expires_on is None else agreement.expires_on.value + dt.timedelta(days=1)
    )


def term_ends_on(agreement: Agreement, day: dt.date) -> dt.date | None:
    """The last day of the term that runs on `day`, automatic renewals counted; None where no end is on record."""
    if agreement.expires_on is None:
        return None
    first = agreement.expires_on.value
    if not _renews(agreement) or day <= first:
        return first
    ran = renewals(agreement, day)
    return ran[-1].last if ran and day <= ran[-1].last else None


def renewals(agreement: Agreement, day: dt.date) -> list[Renewed]:
    """The terms by which the agreement renewed itself up to `day`, the first one first; the last one runs on that day."""
    length = renewal_length(agreement)
    if agreement.expires_on is None or not _renews(agreement) or length is None:
        return []
    end, found = agreement.expires_on.value, list[Renewed]()
    while day > end and len(found) < _RENEWALS:
        begins = end + dt.timedelta(days=1)
        end = last_day(begins, length)
        found.append(Renewed(begins, end))
    return found


def _renews(agreement: Agreement) -> bool:
    return agreement.renewal is not None and agreement.renewal.value == "automatic"


def renewal_length(agreement: Agreement) -> Term | None:
    """How long one automatic renewal lasts: as its own clause says, else as long as the first term."""
    if agreement.renewal is not None:
        text = " ".join(agreement.renewal.citation.quote.split())
        for term in terms(text):
            before, after = text[max(0, term.start - 40) : term.start], text[term.end : term.end + 4]
            if after.startswith("씩") or re.search(
                r"(?:successive|further|additional|periods?\s+of|another)\s[\w\s-]*$", before
            ):
                return term
    return read_term(agreement.term.value) if agreement.term is not None else None


def notice_deadline(agreement: Agreement, day: dt.date) -> dt.date | None:
    """The last day on which notice still ends the agreement with the term that runs on `day`."""
    end = term_ends_on(agreement, day)
    if end is None or agreement.notice_period is None:
        return None
    return subtract(end, read_term(agreement.notice_period.value))


@dataclass(frozen=True, slots=True)
class Standing:
    """An agreement as later documents leave it: its end as amended, and when another took its place and where that says so."""

    agreement: Agreement
    superseded_on: dt.date | None = None
    superseded_by: Citation | None = None


def standing(agreement: Agreement, others: Iterable[Agreement], day: dt.date) -> Standing:
    """What the amendments and successors among `others` that are in effect by `day` make of `agreement`."""
    superseded_on: dt.date | None = None
    by: Citation | None = None
    for other in sorted(others, key=lambda each: _begins(each) or dt.date.max):
        begins = _begins(other)
        if other.document_id == agreement.document_id or other.draft is not None or begins is None:
            continue
        if other.supersedes is not None and refers(other, other.supersedes, agreement):
            superseded_on, by = superseded_on or begins, by or other.supersedes.citation
        elif begins <= day and refers(other, other.amends, agreement):
            agreement = replace(
                agreement,
                expires_on=other.expires_on or agreement.expires_on,
                term=other.term or agreement.term,
                renewal=other.renewal or agreement.renewal,
                notice_period=other.notice_period or agreement.notice_period,
            )
    return Standing(agreement, superseded_on, by)


def _begins(agreement: Agreement) -> dt.date | None:
    fact = agreement.effective_on or agreement.signed_on
    return fact.value if fact else None


def refers(later: Agreement, reference: Fact[str] | None, earlier: Agreement) -> bool:
    """Whether `reference`, the date of an earlier agreement or its words, means `earlier`: same parties, same date."""
    if reference is None:
        return False
    same = {fact.value.id for fact in later.parties} == {fact.value.id for fact in earlier.parties}
    shared = len({fact.value.id for fact in later.parties} & {fact.value.id for fact in earlier.parties})
    if not (same or shared > 1):
        return False
    dates = _dates(earlier)
    if re.fullmatch(r"\d{4}-\d\d-\d\d", reference.value):
        if reference.value in _dates(later):
            # Nothing amends itself: where only its own day was read, it is the earlier agreement of the same parties.
            begins, began = _begins(later), _begins(earlier)
            return same and earlier.amends is None and bool(begins and began and began < begins)
        return reference.value in dates
    return bool(earlier.title.value) and earlier.title.value in reference.value


def _dates(agreement: Agreement) -> set[str]:
    return {fact.value.isoformat() for fact in (agreement.signed_on, agreement.effective_on) if fact}


def as_of(commitment: Commitment, day: dt.date) -> Commitment:
    """The commitment with its status on `day`: an open one is overdue after its due date."""
    late = commitment.status == "open" and commitment.due_on is not None and commitment.due_on < day
    binding = commitment.modality in ("obligation", "best_effort", "intent")
    return replace(commitment, status="overdue") if late and binding else commitment
