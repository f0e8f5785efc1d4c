"""Answers from the register: lists, counts, dates and states of agreements and commitments, every item cited."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import sqlalchemy as sa

from kb import register, wording
from kb.domain import Answer, Commitment, Fact, Statement
from kb.question import Asked
from kb.register import AgreementRow
from kb.text import one_line
from kb.tokens import terms
from kb.wording import say

LISTED = 40
_SIGNED = ("not_yet_in_force", "in_force", "renewed", "expired", "superseded", "terminated", "unknown")
_ALIVE = ("in_force", "renewed")


def answer(asked: Asked, connection: sa.Connection) -> Answer | None:
    """The answer the register gives, None where the pages should be asked instead."""
    if asked.unknown:
        return None
    if asked.shape == "field":
        return _field(asked, connection)
    if asked.shape == "existence":
        return _existence(asked, connection) if asked.partners else _agreements(asked, connection)
    if asked.subject == "agreements" and asked.shape in ("list", "count"):
        return _agreements(asked, connection)
    if asked.subject == "commitments" and asked.shape in ("list", "count"):
        return _commitments(asked, connection)
    return None


def _rows_of(asked: Asked, connection: sa.Connection) -> list[AgreementRow]:
    """The agreements of the partners the question names (not of our own organisation alone), each once."""
    if not asked.partners:
        return register.agreements(connection, as_of=asked.day)
    found: dict[str, AgreementRow] = {}
    for party in asked.partners:
        for row in register.agreements(connection, as_of=asked.day, party=party.id):
            found[row.agreement.document_id] = row
    return list(found.values())


def _existence(asked: Asked, connection: sa.Connection) -> Answer:
    """Whether there is a signed agreement with the partners; the pages give the leads where there is not even a draft."""
    rows = _rows_of(asked, connection)
    signed = [row for row in rows if row.status in _SIGNED]
    if signed:
        return _answer(asked, [_described(row, asked) for row in _newest_first(signed)])
    drafts = [row for row in rows if row.status == "draft"]
    name = ", ".join(party.name(asked.language) for party in asked.partners)
    reason = say("only_draft" if drafts else "no_agreement", asked.language, party=name)
    return _answer(asked, [_described(row, asked) for row in drafts], reason)


def _agreements(asked: Asked, connection: sa.Connection) -> Answer:
    # An amendment is no agreement of its own: what it changes shows in the one it amends.
    rows = [row for row in _rows_of(asked, connection) if row.agreement.amends is None and _fits(row, asked)]
    if not rows:
        return _answer(asked, [], say("no_rows", asked.language))
    statements = [_described(row, asked) for row in _newest_first(rows)]
    if asked.shape in ("count", "list"):
        text = say(
            "count_agreements", asked.language, count=len(rows), day=wording.day(asked.day, asked.language),
            which=wording.COUNTED[asked.status][asked.language],
        )  # fmt: skip
        total = Statement(text, tuple(citation for one in statements for citation in one.citations))
        statements = [total, *statements]
    return _answer(asked, statements[: LISTED + 1])


def _fits(row: AgreementRow, asked: Asked) -> bool:
    agreement = row.agreement
    if asked.status == "automatic":
        return agreement.renewal is not None and agreement.renewal.value == "automatic" and row.status != "draft"
    if asked.status == "expiring":
        ends = row.expires_on
        if ends is None or row.status == "draft":
            return False
        return asked.period.first <= ends <= asked.period.last if asked.period else row.status == "expired"
    if asked.status == "in_force":
        return row.status in _ALIVE
    if row.status == "draft":
        return False
    if asked.period is not None:
        signed = agreement.signed_on or agreement.effective_on
        return signed is not None and asked.period.first <= signed.value <= asked.period.last
    return True


def _newest_first(rows: Sequence[AgreementRow]) -> list[AgreementRow]:
    def key(row: AgreementRow) -> str:
        signed = row.agreement.signed_on or row.agreement.effective_on
        return signed.value.isoformat() if signed else ""

    return sorted(rows, key=key, reverse=True)


def _described(row: AgreementRow, asked: Asked) -> Statement:
    """An agreement in a line: title, state, the dates that are known, each proved."""
    agreement, language = row.agreement, asked.language
    dates, proofs = [], [agreement.title.citation]
    # The term that runs may be a renewed one, whose end is computed from the first term's.
    for name, fact, day in (
        ("signed_on", agreement.signed_on, agreement.signed_on.value if agreement.signed_on else None),
        ("expires_on", agreement.expires_on, row.expires_on),
    ):
        if fact is not None and day is not None:
            dates.append(f"{wording.FIELDS[name][language]} {wording.day(day, language)}")
            proofs.append(fact.citation)
    if row.status == "renewed" and agreement.renewal is not None:
        proofs.append(agreement.renewal.citation)
    told = f" ({', '.join(dates)})" if dates else ""
    text = say(
        "agreement",
        language,
        title=one_line(agreement.title.value),
        status=wording.status(row.status, language),
        dates=told,
    )
    return Statement(text, tuple(dict.fromkeys(proofs)))


def _field(asked: Asked, connection: sa.Connection) -> Answer | None:
    """One field of the agreements of the partners named; None where none is named or none states it."""
    if not asked.partners:
        return None
    rows = [row for row in _newest_first(_rows_of(asked, connection)) if row.status in _SIGNED]
    rows = [row for row in rows if row.agreement.amends is None] or rows
    statements = [
        _stated(row, fact, asked) for row in rows if (fact := getattr(row.agreement, asked.field)) is not None
    ]
    return _answer(asked, statements[:3]) if statements else None


def _stated(row: AgreementRow, fact: Fact[object], asked: Asked) -> Statement:
    language = asked.language
    value = fact.value
    if isinstance(value, dt.date):
        shown = wording.day(value, language)
    else:
        known = wording.VALUES.get(str(value))
        shown = known[language] if known else one_line(fact.citation.quote)
    text = f"{one_line(row.agreement.title.value)} — {wording.FIELDS[asked.field][language]}: {shown}"
    if fact.trace:
        text += f" ({fact.trace})"
    return Statement(text, (fact.citation,))


def _commitments(asked: Asked, connection: sa.Connection) -> Answer | None:
    """The promises asked for; None where the register holds none and the pages may still say something."""
    rows = [row for row in _promises(asked, connection) if _in_period(row, asked)]
    rows = _on_topic(rows, asked)
    if not rows:
        return _answer(asked, [], say("no_rows", asked.language)) if asked.period else None
    rows = _by_relevance(rows, asked)
    statements = [_promise(row, asked) for row in rows[:LISTED]]
    text = say("count_commitments", asked.language, count=len(rows), day=wording.day(asked.day, asked.language))
    total = Statement(text, tuple(citation for one in statements for citation in one.citations))
    return _answer(asked, [total, *statements])


def _in_period(row: Commitment, asked: Asked) -> bool:
    if asked.period is None:
        return True
    return row.due_on is not None and asked.period.first <= row.due_on <= asked.period.last


def _promises(asked: Asked, connection: sa.Connection) -> list[Commitment]:
    """What the partners promise; asked what we promise, all of ours, in the documents that name the partners if any."""
    if asked.direction == "ours":
        documents = _documents_with(asked, connection)
        names: Sequence[str] = sorted(asked.our_names)
    else:
        documents, names = set(), [party.id for party in asked.partners] or [""]
    found = (register.commitments(connection, as_of=asked.day, obligor=name, documents=documents) for name in names)
    return list({(row.citation, row.obligor): row for rows in found for row in rows}.values())


def _documents_with(asked: Asked, connection: sa.Connection) -> set[str]:
    """The agreements with the partners; without any, every document that names them."""
    agreed = {row.agreement.document_id for row in _rows_of(asked, connection)} if asked.partners else set()
    return agreed or {key for party in asked.partners for key in register.documents_naming(connection, party.id)}


def _on_topic(rows: Sequence[Commitment], asked: Asked) -> list[Commitment]:
    """Those that speak of what the question is about; all of a partner's where none of them does."""
    topic = asked.topic
    if not topic:
        return list(rows)
    shared = [len(topic & set(terms(f"{row.topic} {row.action}"))) for row in rows]
    wanted = len(topic) * 2 / 3
    found = [row for row, count in zip(rows, shared, strict=True) if count >= wanted]
    return list(rows) if asked.partners and not found else found


def _by_relevance(rows: Sequence[Commitment], asked: Asked) -> list[Commitment]:
    """Those that share the question's topic first, obligations before intentions, then by due date."""
    topic = asked.topic
    order = {"obligation": 0, "prohibition": 1, "best_effort": 2, "permission": 3, "intent": 4}

    def key(row: Commitment) -> tuple[int, int, str]:
        shared = len(topic & set(terms(f"{row.topic} {row.action}"))) if topic else 0
        return -shared, order[row.modality], row.due_on.isoformat() if row.due_on else "9999"

    return sorted(rows, key=key)


def _promise(row: Commitment, asked: Asked) -> Statement:
    language = asked.language
    due = row.due_text or (wording.day(row.due_on, language) if row.due_on else "")
    due = "" if one_line(due) in one_line(row.action) else due
    text = say(
        "commitment", language, obligor=", ".join(row.obligor) or "—", modality=wording.modality(row.modality, language),
        action=one_line(row.action), due=f" ({due})" if due else "",
    )  # fmt: skip
    return Statement(text, (row.citation,))


def _answer(asked: Asked, statements: Sequence[Statement], reason: str = "") -> Answer:
    return Answer(asked.text, asked.language, tuple(statements), reason=reason)
