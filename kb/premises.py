"""What a question takes to have happened to an agreement, answered where it did, and named where nothing on record says so."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import sqlalchemy as sa

from kb import happenings, labels, wording
from kb.chosen import beyond, of_the_year
from kb.domain import Answer, Statement
from kb.happenings import Happening
from kb.question import Asked
from kb.register import AgreementRow, agreements
from kb.status import refers
from kb.told import (
    ALIVE,
    answered,
    described,
    newest_first,
    own,
    proofs,
    renewed_terms,
    signed,
    state,
    succeeded,
    titled,
)
from kb.wording import say

# Besides its name an agreement may be given one word of its own in a question about it as a whole.
_BESIDE = 1


def answer(asked: Asked, connection: sa.Connection, rows: Sequence[AgreementRow]) -> Answer | None:
    """The answer about what happened to the agreements named; None where the question takes nothing for granted."""
    happening = happenings.happened(asked.text)
    number = happenings.amendment_number(asked.text)
    made = signed(rows, asked)
    if not made:
        return None
    if number is not None:
        amendments = [row for row in made if row.agreement.amends is not None]
        return None if _has_numbered(amendments, number) else _unmade(asked, made, "amended")
    if not (asked.partners or asked.documents):
        return _everywhere(asked, connection, made, happening)
    # "Terminated" is said of agreements; joint reports and deadlines are extended, too.
    beside = _BESIDE if asked.subject == "agreements" or happening == "terminated" else 0
    if not happening or len(beyond(asked, made)) > beside:
        return None
    if happening == "amended" and happenings.asks_content(asked.text):
        return None
    if happening == "expired" and not happenings.taken_for_granted(asked.text):
        # Whether it is over is asked of its state, not of the past.
        return None
    return _happened(asked, connection, of_the_year(asked, own(made)), happening)


def _everywhere(
    asked: Asked, connection: sa.Connection, made: Sequence[AgreementRow], happening: Happening | Literal[""]
) -> Answer | None:
    """The agreements to which it happened, whoever they are with; their states are counted elsewhere."""
    if happening not in ("renewed", "amended") or asked.subject != "agreements" or asked.status == "automatic":
        return None
    if beyond(asked) or (happening == "amended" and happenings.asks_content(asked.text)):
        return None
    everything = agreements(connection, as_of=asked.day)
    told = [one for row in own(made) for one in _record(row, everything, happening, asked)]
    if not told:
        return answered(asked, [], say(f"not_{happening}", asked.language, state="").strip())
    total = say("happened_count", asked.language, count=len(told), what=labels.HAPPENED[happening][asked.language], day=wording.day(asked.day, asked.language))  # fmt: skip
    return answered(asked, [Statement(total, tuple(cited for one in told for cited in one.citations)), *told])


def _happened(
    asked: Asked, connection: sa.Connection, rows: Sequence[AgreementRow], happening: Happening
) -> Answer | None:
    everything = agreements(connection, as_of=asked.day)
    told = [one for row in rows for one in _record(row, everything, happening, asked)]
    return answered(asked, told) if told else _unmade(asked, rows, happening)


def _record(
    row: AgreementRow, everything: Sequence[AgreementRow], happening: Happening, asked: Asked
) -> list[Statement]:
    """What is on record of the happening for one agreement."""
    language = asked.language
    if happening == "amended":
        return [_amended(each, asked) for each in _amendments(row, everything)]
    if happening == "renewed":
        if terms := renewed_terms(row, asked):
            return [described(row, asked, _affirmed(terms, asked))]
        ends = row.agreement.expires_on
        lengthening = [
            each for each in _amendments(row, everything) if ends and each.agreement.document_id == ends.citation.document_id
        ]  # fmt: skip
        if ends is None or not lengthening:
            return []
        value = say("lengthened", language, until=wording.day(ends.value, language), by=lengthening[0].document)
        value = _affirmed(value, asked)
        cited = (*proofs(row, asked), *proofs(lengthening[0], asked))
        return [Statement(f"{value}: {titled(row, asked)}", tuple(dict.fromkeys((ends.citation, *cited))))]
    if row.status != happening:
        return []
    value, cited = succeeded(row, everything, asked)
    return [Statement(say("valued", language, value=value, title=titled(row, asked), dates=""), cited)]


def _affirmed(value: str, asked: Asked) -> str:
    """What happened, behind a yes where it is asked whether it did."""
    if happenings.taken_for_granted(asked.text) or not (asked.partners or asked.documents):
        return value
    return say("verdict", asked.language, verdict=labels.VERDICT[True][asked.language], state=value)


def _amendments(row: AgreementRow, everything: Sequence[AgreementRow]) -> list[AgreementRow]:
    found = [each for each in everything if refers(each.agreement, each.agreement.amends, row.agreement)]
    return newest_first([each for each in found if each.status in ("in_force", "renewed", "expired", "unknown")])


def _amended(row: AgreementRow, asked: Asked) -> Statement:
    begins = row.agreement.effective_on or row.agreement.signed_on
    day = wording.day(begins.value, asked.language) if begins else "—"
    return described(row, asked, say("amended_from", asked.language, day=day))


def _has_numbered(amendments: Sequence[AgreementRow], number: int) -> bool:
    """Whether the amendment of that number is on record: by the number it bears, else by how many there are."""
    borne = [happenings.amendment_number(f"{row.agreement.title.value} {row.document}") for row in amendments]
    return number in borne or (None in borne and number <= len(amendments))


def _unmade(asked: Asked, rows: Sequence[AgreementRow], happening: Happening) -> Answer:
    """That nothing on record says so, and how the agreements stand instead."""
    if not (asked.partners or asked.documents):
        number = happenings.amendment_number(asked.text)
        return answered(asked, [], say("not_amended_so_often", asked.language, state="", number=number).strip())
    first = next(iter([row for row in own(rows) if row.status in ALIVE] or own(rows)))
    told = say("stands", asked.language, title=titled(first, asked), state=state(first, asked))
    number = happenings.amendment_number(asked.text)
    name = "not_amended_so_often" if number is not None else f"not_{happening}"
    reason = say(name, asked.language, state=told, number=number)
    leads = [described(row, asked, state(row, asked)) for row in rows]
    if happening == "renewed":
        # Its clause on renewal shows what it would have taken.
        clauses = [row.agreement.renewal.citation for row in rows if row.agreement.renewal is not None]
        leads += [Statement(" ".join(cited.quote.split()), (cited,)) for cited in clauses]
    return answered(asked, leads, reason)
