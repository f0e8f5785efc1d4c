"""Answers from the register about agreements: which there are, how many, in which state, since and until when, every item cited."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import sqlalchemy as sa

from kb import comparing, from_commitments, labels, phrases, register, wording
from kb.domain import Answer, Citation, Fact, Statement
from kb.parties import mentions
from kb.question import Asked
from kb.register import AgreementRow
from kb.text import one_line
from kb.wording import say

LISTED = 40
LEADS = 4
_SIGNED = ("not_yet_in_force", "in_force", "renewed", "expired", "superseded", "terminated", "unknown")
_ALIVE = ("in_force", "renewed")
# A state that a row has; the others ask for more than its state.
_STATES = ("terminated", "superseded", "draft", "not_yet_in_force", "expired")


def answer(asked: Asked, connection: sa.Connection) -> Answer | None:
    """The answer the register gives, None where the pages should be asked instead."""
    if asked.unknown:
        return None
    if asked.shape == "conflicts":
        return comparing.conflicts(asked, connection)
    if asked.under_an_agreement and asked.partners and not asked.documents:
        rows = rows_of(asked, connection)
        if not rows:
            # "What does our contract with NEC say on costs?" takes for granted what is not so.
            return _unsigned(asked, connection, rows)
    if asked.shape in ("field", "existence", "compare", "changes"):
        return _about_agreements(asked, connection)
    if asked.subject == "agreements" and asked.shape in ("list", "count"):
        return _agreements(asked, rows_of(asked, connection))
    if asked.subject == "commitments" and asked.shape in ("list", "count"):
        return from_commitments.answer(asked, connection, rows_of(asked, connection))
    return None


def _about_agreements(asked: Asked, connection: sa.Connection) -> Answer | None:
    rows = rows_of(asked, connection)
    if asked.shape == "compare":
        return comparing.compared(asked, connection, rows)
    if asked.shape == "changes":
        found = comparing.changed(asked, connection, rows)
        return found or _unchanged(asked, rows)
    if asked.shape == "field":
        return _field(asked, connection, rows)
    return _existence(asked, connection, rows) if asked.partners else _agreements(asked, rows)


def rows_of(asked: Asked, connection: sa.Connection) -> list[AgreementRow]:
    """The agreements of the partners or documents the question names (not of our own organisation alone), each once."""
    rows = register.agreements(connection, as_of=asked.day)
    if asked.documents:
        rows = [row for row in rows if row.document in asked.documents]
    ids = {party.id for party in asked.partners}
    return [row for row in rows if not ids or ids & {fact.value.id for fact in row.agreement.parties}]


def _existence(asked: Asked, connection: sa.Connection, rows: Sequence[AgreementRow]) -> Answer:
    """Whether there is a signed agreement with the partners; where there is not even a draft, what documents say of them."""
    signed = [row for row in rows if row.status in _SIGNED and not _made_later(row, asked.day)]
    if asked.status == "terminated" and signed:
        return _termination(asked, signed)
    if signed:
        return _answer(asked, [_described(row, asked) for row in _newest_first(signed)])
    return _unsigned(asked, connection, rows)


def _unsigned(asked: Asked, connection: sa.Connection, rows: Sequence[AgreementRow]) -> Answer:
    drafts = [row for row in rows if row.status == "draft"]
    name = ", ".join(party.name(asked.language) for party in asked.partners)
    reason = say("only_draft" if drafts else "no_agreement", asked.language, party=name)
    if drafts:
        return _answer(asked, [_described(row, asked) for row in drafts], reason)
    told = [cited for party in asked.partners for cited in mentions(connection, party.id, phrases.AGREEMENT)]
    told = sorted(dict.fromkeys(told), key=lambda cited: not phrases.AGREEMENT.search(cited.quote))
    return _answer(asked, [Statement(one_line(cited.quote), (cited,)) for cited in told[:LEADS]], reason)


def _termination(asked: Asked, signed: Sequence[AgreementRow]) -> Answer:
    """The agreements that were terminated; where none was, that is said, and how they stand instead."""
    ended = [row for row in signed if row.status == "terminated"]
    if ended:
        return _answer(asked, [_described(row, asked) for row in _newest_first(ended)])
    row = next(iter(_newest_first([row for row in signed if row.agreement.amends is None] or signed)))
    title, state = one_line(row.agreement.title.value), wording.status(row.status, asked.language)
    if row.expires_on is not None and row.status in _ALIVE:
        told = say("state_until", asked.language, title=title, state=state, until=_day(row.expires_on, asked))
    else:
        told = say("state", asked.language, title=title, state=state)
    reason = say("not_terminated", asked.language, state=told)
    return _answer(asked, [_described(each, asked) for each in _newest_first(signed)], reason)


def _unchanged(asked: Asked, rows: Sequence[AgreementRow]) -> Answer:
    name = ", ".join(party.name(asked.language) for party in asked.partners)
    reason = say("no_change" if name else "no_changes", asked.language, party=name)
    return _answer(asked, [_described(row, asked) for row in _newest_first(rows)] if name else [], reason)


def _agreements(asked: Asked, rows: Sequence[AgreementRow]) -> Answer:
    # An amendment is no agreement of its own: what it changes shows in the one it amends.
    own = [row for row in rows if row.agreement.amends is None]
    rows = [row for row in own if _fits(row, asked)]
    if asked.partners and own and not rows and asked.shape != "count":
        # Asked whether it is in force, the state it is in answers.
        return _answer(asked, [_described(row, asked) for row in _newest_first(own)])
    which = _counted(asked)
    day = _day(asked.day, asked)
    if not rows:
        return _answer(asked, [], say("none_counted", asked.language, which=which, day=day))
    ordered = sorted(rows, key=_end) if asked.status == "expiring" else _newest_first(rows)
    statements = [_described(row, asked) for row in ordered]
    note = labels.AMENDMENTS_APART[asked.language]
    text = say("count_agreements", asked.language, count=len(rows), day=day, which=which, note=note)
    total = Statement(text, tuple(citation for one in statements for citation in one.citations))
    return _answer(asked, [total, *statements[:LISTED]])


def _counted(asked: Asked) -> str:
    """What is counted, in words."""
    name = asked.status or ("signed_in" if asked.period is not None else "")
    return wording.counted(name, asked.period, asked.language)


def _fits(row: AgreementRow, asked: Asked) -> bool:
    agreement = row.agreement
    if asked.status in _STATES:
        return row.status == asked.status
    if row.status == "draft" or _made_later(row, asked.day):
        return False
    if asked.status == "automatic":
        return agreement.renewal is not None and agreement.renewal.value == "automatic" and row.ended_by is None
    if asked.status == "expiring":
        return _ends(row, asked)
    if asked.status == "in_force":
        return row.status in _ALIVE
    if asked.period is not None:
        signed = agreement.signed_on or agreement.effective_on
        return signed is not None and asked.period.first <= signed.value <= asked.period.last
    return True


def _ends(row: AgreementRow, asked: Asked) -> bool:
    """Whether its term ends in the period asked about; one that another ended earlier has no term any more."""
    return (
        asked.period is not None
        and row.ended_by is None
        and row.expires_on is not None
        and asked.period.first <= row.expires_on <= asked.period.last
    )


def _made_later(row: AgreementRow, day: dt.date) -> bool:
    signed = row.agreement.signed_on
    return signed is not None and signed.value > day


def _newest_first(rows: Sequence[AgreementRow]) -> list[AgreementRow]:
    def key(row: AgreementRow) -> str:
        signed = row.agreement.signed_on or row.agreement.effective_on
        return signed.value.isoformat() if signed else ""

    return sorted(rows, key=key, reverse=True)


def _end(row: AgreementRow) -> dt.date:
    return row.expires_on or dt.date.max


def _described(row: AgreementRow, asked: Asked) -> Statement:
    """An agreement in a line: title, state, the dates that are known, each proved."""
    agreement, language = row.agreement, asked.language
    dates, proofs = [], [agreement.title.citation]
    # The term that runs may be a renewed one, whose end is computed from the first term's.
    ends: Citation | None = agreement.expires_on.citation if agreement.expires_on else None
    if row.ended_by is not None:
        ends = row.ended_by.citation
    signed = agreement.signed_on
    for name, cited, day in (
        ("signed_on", signed.citation if signed else None, signed.value if signed else None),
        ("ended_on" if row.ended_by else "expires_on", ends, row.expires_on),
    ):
        if cited is not None and day is not None:
            dates.append(f"{labels.FIELDS[name][language]} {_day(day, asked)}")
            proofs.append(cited)
    if agreement.renewal is not None and (row.status == "renewed" or asked.status == "automatic"):
        proofs.append(agreement.renewal.citation)
    told = f" ({', '.join(dates)})" if dates else ""
    state = wording.status(row.status, language)
    names = [fact for fact in agreement.parties if not asked.is_ours(fact.value)]
    proofs += [fact.citation for fact in names]
    who = f" [{', '.join(fact.value.name(language) for fact in names)}]" if names else ""
    text = say("agreement", language, title=one_line(agreement.title.value) + who, status=state, dates=told)
    return Statement(text, tuple(dict.fromkeys(proofs)))


def _field(asked: Asked, connection: sa.Connection, found: Sequence[AgreementRow]) -> Answer | None:
    """One field of the agreements of the partners named; None where none is named or none states it."""
    if not asked.partners:
        return None
    rows = [row for row in _newest_first(found) if row.status in _SIGNED]
    if not rows and asked.subject == "agreements":
        # "When was the MOU with NEC signed?" takes for granted what is not so.
        return _unsigned(asked, connection, found)
    rows = [row for row in rows if row.agreement.amends is None] or rows
    # What no longer holds is told only where nothing else is there to tell.
    rows = [row for row in rows if row.ended_by is None] or rows
    if asked.field == "notice_by":
        return (
            _answer(asked, told)
            if (told := [one for row in rows if (one := comparing.notice_day(row, asked))])
            else None
        )
    statements = [
        _stated(row, fact, asked) for row in rows if (fact := getattr(row.agreement, asked.field)) is not None
    ]
    return _answer(asked, statements[:3]) if statements else None


def _stated(row: AgreementRow, fact: Fact[object], asked: Asked) -> Statement:
    shown = comparing.shown(fact, asked)
    text = f"{one_line(row.agreement.title.value)} — {labels.FIELDS[asked.field][asked.language]}: {shown}"
    proofs = [fact.citation]
    if asked.field == "expires_on" and row.expires_on is not None and row.expires_on != fact.value:
        # The end of the first term has passed: what runs is a renewed one.
        text = f"{one_line(row.agreement.title.value)} — {labels.FIELDS['expires_on'][asked.language]}: {_day(row.expires_on, asked)}"
        text += f" ({wording.status(row.status, asked.language)}, {shown})"
        proofs += [row.agreement.renewal.citation] if row.agreement.renewal else []
    elif fact.trace:
        text += f" ({fact.trace})"
    return Statement(text, tuple(dict.fromkeys(proofs)))


def _day(day: dt.date, asked: Asked) -> str:
    return wording.day(day, asked.language)


def _answer(asked: Asked, statements: Sequence[Statement], reason: str = "") -> Answer:
    return Answer(asked.text, asked.language, tuple(statements), reason=reason)
