"""An agreement told in a line: its state first, with the day it counts from, then title, partners and dates, each proved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from kb import labels, wording
from kb.domain import Answer, Citation, Statement
from kb.question import Asked
from kb.register import AgreementRow
from kb.status import renewals
from kb.text import one_line
from kb.wording import say

SIGNED = ("not_yet_in_force", "in_force", "renewed", "expired", "superseded", "terminated", "unknown")
ALIVE = ("in_force", "renewed")
# A longer list is read in the tables.
LISTED = 40


def answered(asked: Asked, statements: Sequence[Statement], reason: str = "") -> Answer:
    """The answer to the question asked, a refusal where there is a reason."""
    return Answer(asked.text, asked.language, tuple(statements), reason=reason)


def signed(rows: Sequence[AgreementRow], asked: Asked) -> list[AgreementRow]:
    """Those that are signed by the day asked about, the newest first."""
    return newest_first([row for row in rows if row.status in SIGNED and not made_later(row, asked.day)])


def own(rows: Sequence[AgreementRow]) -> list[AgreementRow]:
    """Those that are agreements of their own; amendments only where there is nothing else."""
    return [row for row in rows if row.agreement.amends is None] or list(rows)


def made_later(row: AgreementRow, day: dt.date) -> bool:
    """Whether it was signed only after the day."""
    fact = row.agreement.signed_on
    return fact is not None and fact.value > day


def newest_first(rows: Sequence[AgreementRow]) -> list[AgreementRow]:
    """The agreements by the day they were signed or took effect, the latest first."""

    def key(row: AgreementRow) -> str:
        begun = row.agreement.signed_on or row.agreement.effective_on
        return begun.value.isoformat() if begun else ""

    return sorted(rows, key=key, reverse=True)


def partners_of(row: AgreementRow, asked: Asked) -> str:
    """Whom an agreement is with: its parties, our own apart."""
    named = [fact.value for fact in row.agreement.parties]
    others = [each for each in named if not asked.is_ours(each)]
    return ", ".join(each.name(asked.language) for each in others or named) or one_line(row.agreement.title.value)


def titled(row: AgreementRow, asked: Asked) -> str:
    """Its title, with whom it is made with."""
    title = one_line(row.agreement.title.value)
    partners = partners_of(row, asked)
    return title if partners == title else f"{title} [{partners}]"


def state(row: AgreementRow, asked: Asked) -> str:
    """How it stands on the day asked about, with the day that state began or will end."""
    language = asked.language
    told = wording.status(row.status, language)
    day = row.expires_on
    if row.status == "not_yet_in_force" and row.agreement.effective_on is not None:
        day = row.agreement.effective_on.value
    name = f"state_{row.status}"
    if day is None or not wording.has(name):
        return told
    return say(name, language, day=wording.day(day, language))


def proofs(row: AgreementRow, asked: Asked) -> tuple[Citation, ...]:
    """What proves an agreement, its dates, how it ended or runs on, and its partners."""
    agreement = row.agreement
    dated = [agreement.signed_on, agreement.effective_on if row.status == "not_yet_in_force" else None]
    dated.append(agreement.expires_on if row.ended_by is None else None)
    found = [agreement.title.citation, *(fact.citation for fact in dated if fact is not None)]
    if row.ended_by is not None:
        found.append(row.ended_by.citation)
    if agreement.renewal is not None and (row.status == "renewed" or asked.status == "automatic"):
        found.append(agreement.renewal.citation)
    found += [fact.citation for fact in agreement.parties if not asked.is_ours(fact.value)]
    return tuple(dict.fromkeys(found))


def described(row: AgreementRow, asked: Asked, value: str = "") -> Statement:
    """An agreement in a line, behind `value` where the question asks for one: title, state, the dates that are known."""
    language, agreement = asked.language, row.agreement
    days = [
        ("signed_on", agreement.signed_on.value if agreement.signed_on else None),
        ("ended_on" if row.ended_by else "expires_on", row.expires_on),
    ]
    dates = [f"{labels.FIELDS[name][language]} {wording.day(day, language)}" for name, day in days if day is not None]
    told = f" ({', '.join(dates)})" if dates else ""
    if value:
        text = say("valued", language, value=value, title=titled(row, asked), dates=told)
    else:
        status = wording.status(row.status, language)
        text = say("agreement", language, title=titled(row, asked), status=status, dates=told)
    return Statement(text + corrected(row, asked), proofs(row, asked))


def corrected(row: AgreementRow, asked: Asked, *fields: str) -> str:
    """Who set which field of an agreement, and when; of `fields` alone where any are given. Empty where the document speaks for itself."""
    told = [
        say(
            "corrected", asked.language, field=labels.FIELDS.get(each.field, {asked.language: each.field})[asked.language],
            by=each.by, day=wording.day(each.at.date(), asked.language),
        )
        for each in row.given
        if not fields or each.field in fields
    ]  # fmt: skip
    return "".join(f" [{one}]" for one in told)


def renewed_terms(row: AgreementRow, asked: Asked) -> str:
    """By which terms it renewed itself so far, in words; empty where it never did."""
    ran = [each for each in renewals(row.agreement, asked.day) if row.ended_by is None]
    if not ran:
        return ""
    shown = [f"{wording.day(each.first, asked.language)} – {wording.day(each.last, asked.language)}" for each in ran]
    return say("renewed_itself", asked.language, count=len(ran), terms=", ".join(shown))


def succeeded(row: AgreementRow, everything: Sequence[AgreementRow], asked: Asked) -> tuple[str, tuple[Citation, ...]]:
    """How an agreement stands, with the one that took its place, and what proves both."""
    value, cited = state(row, asked), list(proofs(row, asked))
    by = row.ended_by.citation.document_id if row.ended_by is not None and row.status == "superseded" else ""
    for each in everything:
        if by and each.agreement.document_id == by:
            value += say("replaced_by", asked.language, title=described(each, asked).text)
            cited += proofs(each, asked)
    return value, tuple(dict.fromkeys(cited))
