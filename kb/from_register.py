"""Answers from the register about agreements: which there are, how many, in which state, since and until when, every item cited."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

import sqlalchemy as sa

from kb import (
    comparing,
    fields_asked,
    from_commitments,
    from_documents,
    happenings,
    labels,
    phrases,
    premises,
    register,
    reported,
    standing,
    versus,
    wording,
)
from kb.chosen import beyond, of_the_year
from kb.dates import Period
from kb.domain import Answer, Citation, Fact, Statement
from kb.parties import mentions
from kb.question import Asked
from kb.register import AgreementRow
from kb.text import one_line
from kb.told import (
    ALIVE,
    LISTED,
    answered,
    corrected,
    described,
    made_later,
    newest_first,
    own,
    renewed_terms,
    signed,
    titled,
)
from kb.wording import say

LEADS = 4
# A question for a field says besides at most so many words that are not its own.
_BESIDE = 3
# A state that a row has; the others ask for more than its state.
_STATES = ("terminated", "superseded", "draft", "not_yet_in_force", "expired")

# Who may answer, in turn: each knows its kind of question and leaves the others.
_TELLING: tuple[Callable[[Asked, sa.Connection, Sequence[AgreementRow]], Answer | None], ...] = (
    premises.answer, versus.answer, standing.answer, reported.answer, fields_asked.answer, from_documents.answer,
)  # fmt: skip


def answer(asked: Asked, connection: sa.Connection) -> Answer | None:
    """The answer the register gives, None where the pages should be asked instead."""
    if asked.unknown or asked.polar:
        return None
    if asked.shape == "conflicts":
        return comparing.conflicts(asked, connection)
    rows = rows_of(asked, connection)
    if _takes_an_agreement(asked) and not signed(rows, asked) and not any(row.status == "draft" for row in rows):
        # "What does our contract with NEC say on costs?" takes for granted what is not so.
        return unsigned(asked, connection, rows)
    for telling in _TELLING:
        if (found := telling(asked, connection, rows)) is not None:
            return found
    if asked.shape in ("field", "existence", "compare", "changes"):
        return _about_agreements(asked, connection, rows)
    if asked.subject == "agreements" and asked.shape in ("list", "count"):
        return _listed(asked, rows)
    if asked.subject == "commitments" and asked.shape in ("list", "count"):
        return from_commitments.answer(asked, connection, rows)
    return None


def _takes_an_agreement(asked: Asked) -> bool:
    """Whether the question takes for granted that there is an agreement with the partners it names."""
    return asked.under_an_agreement and bool(asked.partners) and not asked.documents


def _about_agreements(asked: Asked, connection: sa.Connection, rows: Sequence[AgreementRow]) -> Answer | None:
    if asked.shape == "compare":
        return comparing.compared(asked, connection, rows)
    if asked.shape == "changes":
        return comparing.changed(asked, connection, rows) or _unchanged(asked, rows)
    named = bool(asked.partners or asked.documents)
    if asked.shape == "field" or (named and asked.field):
        return _field(asked, connection, rows)
    return _existence(asked, connection, rows) if named else _listed(asked, rows)


def rows_of(asked: Asked, connection: sa.Connection) -> list[AgreementRow]:
    """The agreements of the partners or documents the question names (not of our own organisation alone), each once."""
    rows = register.agreements(connection, as_of=asked.day)
    if asked.documents:
        rows = [row for row in rows if row.document in asked.documents]
    ids = {party.id for party in asked.partners}
    return [row for row in rows if not ids or ids & {fact.value.id for fact in row.agreement.parties}]


def _existence(asked: Asked, connection: sa.Connection, rows: Sequence[AgreementRow]) -> Answer | None:
    """Whether there is a signed agreement with the partners; where there is not even a draft, what documents say of them."""
    if asked.status == "terminated" and happenings.supposed(asked.text):
        # "What happens if it is terminated?" asks for a clause.
        return None
    made = of_the_year(asked, signed(rows, asked))
    if not made:
        return unsigned(asked, connection, rows) if asked.partners else None
    # What amends an agreement comes after it.
    made = sorted(made, key=lambda row: row.agreement.amends is not None)
    return answered(asked, [described(row, asked) for row in made])


def unsigned(asked: Asked, connection: sa.Connection, rows: Sequence[AgreementRow]) -> Answer:
    """That nothing is signed with the partners, with the drafts, else with what documents say of them."""
    drafts = [row for row in rows if row.status == "draft"]
    name = ", ".join(party.name(asked.language) for party in asked.partners)
    reason = say("only_draft" if drafts else "no_agreement", asked.language, party=name)
    if drafts:
        return answered(asked, [described(row, asked) for row in drafts], reason)
    told = [cited for party in asked.partners for cited in mentions(connection, party.id, phrases.AGREEMENT)]
    told = sorted(dict.fromkeys(told), key=lambda cited: not phrases.AGREEMENT.search(cited.quote))
    return answered(asked, [Statement(one_line(cited.quote), (cited,)) for cited in told[:LEADS]], reason)


def _unchanged(asked: Asked, rows: Sequence[AgreementRow]) -> Answer:
    name = ", ".join(party.name(asked.language) for party in asked.partners)
    reason = say("no_change" if name else "no_changes", asked.language, party=name)
    return answered(asked, [described(row, asked) for row in newest_first(rows)] if name else [], reason)


def _listed(asked: Asked, rows: Sequence[AgreementRow]) -> Answer | None:
    """The agreements that are in the state asked about; None where the question is about something in them."""
    # An amendment is no agreement of its own: what it changes shows in the one it amends.
    counted = [row for row in rows if row.agreement.amends is None]
    told = beyond(asked, counted if asked.partners or asked.documents else ())
    if len(told) > 1:
        return None
    fitting = [row for row in counted if _fits(row, asked)]
    if asked.partners and counted and not fitting and asked.shape != "count":
        # Asked whether it is in force, the state it is in answers.
        return answered(asked, [described(row, asked) for row in newest_first(counted)])
    which = _counted(asked)
    day = wording.day(asked.day, asked.language)
    if not fitting:
        return answered(asked, [], say("none_counted", asked.language, which=which, day=day))
    ordered = sorted(fitting, key=_end) if asked.status == "expiring" else newest_first(fitting)
    statements = [described(row, asked) for row in ordered]
    note = labels.AMENDMENTS_APART[asked.language]
    if len(statements) > LISTED:
        note += f"; {say('shown_of', asked.language, count=len(statements), shown=LISTED)}"
    if phrases.PARTNERS.search(asked.text):
        partners = {fact.value.id for row in fitting for fact in row.agreement.parties if not asked.is_ours(fact.value)}
        text = say("count_partners", asked.language, count=len(partners), day=day, which=which)
    else:
        text = say("count_agreements", asked.language, count=len(fitting), day=day, which=which, note=note)
    total = Statement(text, tuple(citation for one in statements for citation in one.citations))
    return answered(asked, [total, *statements[:LISTED]])


def _counted(asked: Asked) -> str:
    """What is counted, in words; every state where several are asked for."""
    names = asked_states(asked) or {asked.status or ("signed_in" if asked.period is not None else "")}
    which = ", ".join(wording.counted(name, asked.period, asked.language) for name in sorted(names))
    if asked.period is None or not asked_states(asked):
        return which
    first, last = (wording.day(day, asked.language) for day in (asked.period.first, asked.period.last))
    return say("within", asked.language, which=which, first=first, last=last)


def _fits(row: AgreementRow, asked: Asked) -> bool:
    agreement = row.agreement
    if row.status in asked_states(asked):
        return asked.period is None or _in(asked.period, row.expires_on) or row.status in ("draft", "not_yet_in_force")
    if asked.status in _STATES or row.status == "draft" or made_later(row, asked.day):
        return False
    if asked.status == "automatic":
        return agreement.renewal is not None and agreement.renewal.value == "automatic" and row.ended_by is None
    if asked.status == "expiring":
        return _ends(row, asked)
    if asked.status == "in_force":
        return row.status in ALIVE
    if asked.period is not None:
        begun = agreement.signed_on or agreement.effective_on
        return begun is not None and _in(asked.period, begun.value)
    return True


def asked_states(asked: Asked) -> set[str]:
    """Every state that the question names: "expired or been replaced" asks for both."""
    if asked.status not in _STATES:
        return set()
    named = {name for name, pattern in phrases.STATES if name in _STATES and pattern.search(asked.text)}
    return named | {asked.status}


def _ends(row: AgreementRow, asked: Asked) -> bool:
    """Whether its term ends in the period asked about; one that another ended earlier has no term any more."""
    return asked.period is not None and row.ended_by is None and _in(asked.period, row.expires_on)


def _in(period: Period, day: dt.date | None) -> bool:
    return day is not None and period.first <= day <= period.last


def _end(row: AgreementRow) -> dt.date:
    return row.expires_on or dt.date.max


def _field(asked: Asked, connection: sa.Connection, found: Sequence[AgreementRow]) -> Answer | None:
    """One field of the agreements of the partners named; None where none is named or none states it."""
    if not (asked.partners or asked.documents):
        return None
    rows = own(signed(found, asked))
    if len(beyond(asked, rows)) > (_BESIDE if asked.subject == "agreements" else _BESIDE - 1):
        # "How long may their data be kept?" is about something in the agreement.
        return None
    if not rows:
        # "When was the MOU with NEC signed?" takes for granted what is not so.
        return unsigned(asked, connection, found) if asked.subject == "agreements" and asked.partners else None
    rows = of_the_year(asked, rows)
    # What no longer holds is told only where nothing else is there to tell.
    rows = [row for row in rows if row.ended_by is None] or rows
    if asked.field == "notice_by":
        told = [one for row in rows if (one := comparing.notice_day(row, asked))]
    else:
        stated = [(row, fact) for row in rows if (fact := getattr(row.agreement, asked.field)) is not None]
        told = [_stated(row, fact, asked) for row, fact in stated[:3]]
    return answered(asked, told) if told else None


def _stated(row: AgreementRow, fact: Fact[object], asked: Asked) -> Statement:
    """The value first, then whose and what it is, and how it was computed where it is not written."""
    language = asked.language
    value, trace = comparing.shown(fact, asked), fact.trace
    cited: list[Citation] = [fact.citation]
    if asked.field == "expires_on" and row.expires_on is not None and row.expires_on != fact.value:
        # The end of the first term has passed: what runs is a renewed one.
        trace = f"{wording.status(row.status, language)}, {value}"
        value = wording.day(row.expires_on, language)
        cited += [row.agreement.renewal.citation] if row.agreement.renewal else []
    elif asked.field == "renewal" and (terms := renewed_terms(row, asked)):
        trace = terms
    text = f"{value} — {labels.FIELDS[asked.field][language]}, {titled(row, asked)}"
    by_a_person = corrected(row, asked, asked.field)
    text += by_a_person or (f" ({trace})" if trace else "")
    return Statement(text, tuple(dict.fromkeys(cited)))
