"""Whether an agreement is in force, over or signed: yes or no first, then how it stands on the day asked about."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from kb import happenings, labels
from kb.chosen import beyond, of_the_year
from kb.domain import Answer, Statement
from kb.happenings import Standing
from kb.question import Asked
from kb.register import AgreementRow, agreements
from kb.told import ALIVE, answered, corrected, newest_first, own, succeeded, titled
from kb.wording import say

_BESIDE = 1


def answer(asked: Asked, connection: sa.Connection, rows: Sequence[AgreementRow]) -> Answer | None:
    """The verdict on the agreements named; None where none is, or the question is not about their state."""
    asked_state = happenings.standing(asked.text)
    if not asked_state or asked.shape in ("count", "compare") or not (asked.partners or asked.documents):
        return None
    if asked.field and happenings.taken_for_granted(asked.text) and asked_state != "state":
        # "Until when is it valid?" asks for the day, which is a field.
        return None
    if asked.subject != "agreements" or not rows or len(beyond(asked, rows)) > _BESIDE:
        return None
    meant = of_the_year(asked, own(rows))
    if all(row.status == "draft" for row in meant) and asked_state in ("in_force", "over"):
        # What was never signed is neither: the premise is what is wrong.
        return None
    return answered(asked, _told(asked, connection, meant, asked_state))


def _told(
    asked: Asked, connection: sa.Connection, rows: Sequence[AgreementRow], asked_state: Standing
) -> list[Statement]:
    """The agreement that decides first, then the others."""
    ordered = sorted(newest_first(rows), key=lambda row: row.status not in ALIVE)
    everything = agreements(connection, as_of=asked.day)
    return [
        _verdict(row, asked, everything, asked_state if not index else "state") for index, row in enumerate(ordered)
    ]


def _verdict(row: AgreementRow, asked: Asked, everything: Sequence[AgreementRow], asked_state: Standing) -> Statement:
    value, cited = succeeded(row, everything, asked)
    if asked_state != "state" and row.status != "unknown":
        yes = _holds(row, asked_state)
        value = say("verdict", asked.language, verdict=labels.VERDICT[yes][asked.language], state=value)
    return Statement(f"{value} — {titled(row, asked)}{corrected(row, asked)}", cited)


def _holds(row: AgreementRow, asked_state: Standing) -> bool:
    if asked_state == "signed":
        return row.status != "draft"
    alive = row.status in ALIVE
    if asked_state == "over":
        return not alive and row.status != "not_yet_in_force"
    return alive
