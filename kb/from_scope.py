"""The refusal of a question that takes for granted a document which is not on record, with those there are instead."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from kb import wording
from kb.database import current, document, page, passage
from kb.domain import Answer, Citation, Statement
from kb.question import Asked
from kb.text import one_line, sentences
from kb.wording import say

LEADS = 4


def answer(asked: Asked, connection: sa.Connection) -> Answer | None:
    """The refusal, each document instead cited by the beginning of its first page; None where all that is described exists."""
    missing = asked.scope.missing
    if missing is None:
        return None
    who = ", ".join(party.name(asked.language) for party in asked.partners)
    of = say("of_partner", asked.language, party=who) if who and not asked.names_partner(missing.words) else ""
    reason = say("no_document", asked.language, what=missing.words, of=of)
    leads = _introduced(connection, asked.scope.nearest[:LEADS], asked)
    return Answer(asked.text, asked.language, tuple(leads), reason=reason)


def _introduced(connection: sa.Connection, names: Sequence[str], asked: Asked) -> list[Statement]:
    """A line for each document: its title and day, proved by the first sentence of its first passage that bears one."""
    query = (
        sa.select(passage, document.c.name, document.c.kind, document.c.title, document.c.dated_on, page.c.label)
        .join(document, document.c.id == passage.c.document_id)
        .join(page, sa.and_(page.c.document_id == passage.c.document_id, page.c.number == passage.c.page))
        .where(current, document.c.name.in_(names))
        .order_by(passage.c.page, passage.c.start)
    )
    found: dict[str, Statement] = {}
    for row in connection.execute(query):
        first = next(iter(sentences(row.text)), None)
        if row.name in found or first is None:
            continue
        start, end = first
        where = (row.document_id, row.name, row.kind, row.page, row.label)
        cited = Citation(*where, row.text[start:end], row.start + start, row.start + end)
        day = f" ({wording.day(row.dated_on, asked.language)})" if row.dated_on else ""
        found[row.name] = Statement(one_line(row.title) + day, (cited,))
    return [found[name] for name in names if name in found]
