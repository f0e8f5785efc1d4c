"""Where a follow-up question is looked for: the documents its conversation is about, or those that tell what became of it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

import sqlalchemy as sa

from kb.catalogue import Catalogue
from kb.database import passage
from kb.dates import days, periods
from kb.domain import Citation, Filters, Hit, Statement
from kb.naming import named_documents
from kb.narrowing import Rank
from kb.pointers import AT_A_MEETING, ITEM
from kb.question import Asked
from kb.text import one_line

# Documents about as near to what was said as the nearest are meant with it, so many at most.
_AS_NEAR, _MEANT = 0.9, 3
# A document of a day that was spoken of is meant where it is one of the nearest.
_NEAREST = 8
# So many passages nearest to what was said are looked through for the item meant.
_ITEMS = 5


def documents(asked: Asked, connection: sa.Connection, catalogue: Catalogue, rank: Rank) -> tuple[str, ...]:
    """The names of the documents that the last question and its answer are about, the nearest first."""
    exchange = asked.carried.exchange
    named, _ = named_documents(connection, exchange)
    if named:
        return named
    ranking = rank(exchange, Filters(parties=asked.partner_names), ())
    if not len(ranking.rows):
        ranking = rank(exchange, Filters(), ())
    best: dict[int, float] = {}
    for row, score in zip(catalogue.documents[ranking.rows].tolist(), ranking.page_scores.tolist(), strict=True):
        best[row] = max(score, best.get(row, 0.0))
    nearest = sorted(best, key=lambda row: -best[row])[:_NEAREST]
    said = {period.first for period in days(exchange)}
    dated = [row for row in nearest if catalogue.document_rows[row].dated_on in said]
    meant = dated or [row for row in nearest if best[row] >= _AS_NEAR * best[nearest[0]]]
    return tuple(catalogue.document_rows[row].name for row in meant[:_MEANT])


def scope(asked: Asked, catalogue: Catalogue, meant: Sequence[str]) -> Filters:
    """Where what is asked is looked for; what became of something stands in a document of the meeting named, or a later one."""
    if asked.carried.manner != "later":
        return Filters(documents=tuple(meant), parties=asked.partner_names)
    dated = [row.dated_on for row in catalogue.document_rows if row.name in meant and row.dated_on]
    since = min(dated, default=None)
    if AT_A_MEETING.search(asked.text) and (found := periods(asked.text, near=since or asked.day)):
        return Filters(since=found[0].first, until=found[0].last)
    # What a document says of its own promises is no report of them.
    return Filters(parties=asked.partner_names, since=since + dt.timedelta(days=1) if since else None)


def item(asked: Asked, connection: sa.Connection, hits: Sequence[Hit]) -> Statement | None:
    """The item after, before or with the number asked for beside the one spoken of last, which is among `hits`; None without one."""
    if not hits:
        return None
    # What is counted on is mostly a table's row.
    last = next((hit for hit in hits[:_ITEMS] if hit.passage.reading), hits[0])
    rows = list(
        connection.execute(
            sa.select(passage)
            .where(passage.c.document_id == last.document_id)
            .order_by(passage.c.page, passage.c.start)
        )
    )
    own = next(
        (place for place, row in enumerate(rows) if (row.page, row.start) == (last.passage.page, last.passage.start)),
        -1,
    )
    number = ITEM.search(asked.text)
    if own >= 0 and number is not None:
        beside = [
            row for row in rows if row.page == last.passage.page and _numbered(row.reading, number[1] or number[2])
        ]
    else:
        step = own + (1 if asked.carried.manner == "next" else -1)
        beside = rows[step : step + 1] if own >= 0 and step >= 0 else []
    if not beside or bool(beside[0].reading) != bool(last.passage.reading):
        return None
    row = beside[0]
    cited = Citation(last.document_id, last.document, last.kind, row.page, "", row.text, row.start, row.end)
    return Statement(one_line(row.reading or row.text), (cited,))


def _numbered(reading: str, number: str) -> bool:
    """Whether a table's row, read with its headers, begins with a number."""
    return re.match(rf"[^:;]{{1,20}}:\s*{number}\s*;", reading) is not None
