"""What is asked + hits + register rows -> Answer; every statement is checked against the page it cites."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import sqlalchemy as sa

from kb import documents, focus, from_pages, from_register, from_scope, narrowing, retrieve, versus
from kb.catalogue import Catalogue
from kb.domain import Answer, Citation, Document, Filters, Hit, Statement
from kb.plan import Plan, plan_of
from kb.question import Asked
from kb.retrieve import hits
from kb.text import is_served
from kb.vectors import Vectors
from kb.wording import say

HITS = 10
READ = from_pages.PAGES * from_pages.PASSAGES


@dataclass(frozen=True, slots=True)
class Sources:
    """What an answer may draw on: one committed state, a ranking of its passages, and vectors of sentences."""

    connection: sa.Connection
    catalogue: Catalogue
    rank: narrowing.Rank
    near: Callable[[Sequence[str]], Vectors]
    on_step: Callable[[str], None]


def compose(asked: Asked, sources: Sources) -> Answer:
    """The answer from the register where rows answer, else from the pages; else a refusal with the nearest leads."""
    if not is_served(asked.text):
        return Answer(asked.text, asked.language, reason=say("unserved", asked.language))
    if not len(sources.catalogue.ids) and not sources.catalogue.document_rows:
        return Answer(asked.text, asked.language, reason=say("empty", asked.language))
    found = _on_record(asked, sources)
    if found is None:
        sources.on_step("search")
        found = _from_pages(asked, sources)
    return _checked(found, sources.connection)


def explain(asked: Asked, sources: Sources) -> Plan:
    """How a question is answered, without answering it from the pages."""
    documents = asked.documents
    if _on_record(asked, sources) is not None:
        return plan_of(asked, documents, "register")
    if asked.carried.leans and not documents:
        meant = focus.documents(asked, sources.connection, sources.catalogue, sources.rank)
        documents = focus.scope(asked, sources.catalogue, meant).documents
    return plan_of(asked, documents, "passages")


def _on_record(asked: Asked, sources: Sources) -> Answer | None:
    """The answer of the register and of which documents there are; None where the pages have to be read."""
    found = from_scope.answer(asked, sources.connection) or from_register.answer(asked, sources.connection)
    # A count of none needs no leads; what is said of a partner instead of an agreement comes from the register, too.
    return found if found is not None and (found.statements or found.reason) else None


def _from_pages(asked: Asked, sources: Sources) -> Answer:
    """The answer from the documents the conversation is about where they give one, else from those the question is about."""
    if versus.sets_apart(asked) and (beside := _side_by_side(asked, sources)) is not None:
        return beside
    if asked.carried.manner == "alone" or asked.documents:
        return _from(asked, sources, narrowing.ranking(asked, sources.rank))
    meant = focus.documents(asked, sources.connection, sources.catalogue, sources.rank)
    if asked.carried.manner in ("next", "previous", "item"):
        ranking = sources.rank(asked.carried.exchange, Filters(documents=meant), ())
        nearest = retrieve.passages(sources.connection, sources.catalogue, ranking, HITS)
        item = focus.item(asked, sources.connection, nearest)
        if item is not None:
            return Answer(asked.text, asked.language, (item,), tuple(nearest))
    near = _from(asked, sources, _within(asked, sources, focus.scope(asked, sources.catalogue, meant)))
    if asked.carried.leans:
        return near
    far = _from(asked, sources, narrowing.ranking(asked, sources.rank))
    return near if far.reason and not near.reason else far


def _side_by_side(asked: Asked, sources: Sources) -> Answer | None:
    """What the documents of each partner answer, one beside the other; None where those of one do not."""
    told: list[Statement] = []
    near: list[Hit] = []
    for party in asked.partners:
        one = replace(asked, parties=(party,), query=asked.about)
        side = _from(one, sources, narrowing.ranking(one, sources.rank))
        best = next(
            (each for each in side.statements if one.names_partner(each.text)), next(iter(side.statements), None)
        )
        if side.reason or best is None:
            return None
        whose = say("value", asked.language, whose=party.name(asked.language), value=best.text)
        told.append(Statement(whose, best.citations))
        near += side.hits
    apart = len({each.citations for each in told}) == len(told)
    return Answer(asked.text, asked.language, tuple(told), tuple(near[:HITS])) if apart else None


def found(asked: Asked, sources: Sources, count: int) -> list[Hit]:
    """The best pages for a question: those of the documents it means or its conversation is about first, then others."""
    if asked.carried.leans and not asked.documents:
        meant = focus.documents(asked, sources.connection, sources.catalogue, sources.rank)
        ranking = sources.rank(asked.query, focus.scope(asked, sources.catalogue, meant), ())
    else:
        ranking = narrowing.ranking(asked, sources.rank)
        if not asked.documents and not asked.partners:
            return hits(sources.connection, sources.catalogue, ranking, count)
    first = hits(sources.connection, sources.catalogue, ranking, count)
    if len(first) == count:
        return first
    every = sources.rank(asked.query, Filters(), asked.scope.favoured)
    return narrowing.filled(first, hits(sources.connection, sources.catalogue, every, count + len(first)), count)


def _within(asked: Asked, sources: Sources, within: Filters) -> retrieve.Ranking:
    """The passages of the documents that the conversation is about."""
    ranking = sources.rank(asked.about if asked.partners else asked.query, within, ())
    if not len(ranking.rows) and within.documents and within.parties:
        # A document that was named need not name the partner.
        ranking = sources.rank(asked.about, Filters(documents=within.documents), ())
    return ranking


def _from(asked: Asked, sources: Sources, ranking: retrieve.Ranking) -> Answer:
    """The answer that the best passages of a ranking give."""
    near = hits(sources.connection, sources.catalogue, ranking, HITS)
    close = retrieve.found(sources.connection, sources.catalogue, ranking, READ, per_page=from_pages.PASSAGES)
    sources.on_step("answer")
    reading = from_pages.read(asked, close, ranking, sources.near)
    reason = from_pages.refusal(asked, reading, close)
    told = from_pages.leads(asked, close) if asked.unknown and reason else []
    told = told or from_pages.statements(asked, reading, close)
    return Answer(asked.text, asked.language, tuple(told), tuple(near), reason)


def _checked(answer: Answer, connection: sa.Connection) -> Answer:
    """The answer without any statement whose quote is not its page's own characters; evidence or refusal."""
    pages: dict[str, Document] = {}
    kept: list[Statement] = []
    for statement in answer.statements:
        cited = (_proved(citation, connection, pages) for citation in statement.citations)
        proofs = tuple(citation for citation in cited if citation is not None)
        if proofs:
            kept.append(Statement(statement.text, proofs))
    reason = answer.reason or ("" if kept else say("nothing", answer.language))
    return Answer(answer.question, answer.language, tuple(kept), answer.hits, reason)


def _proved(citation: Citation, connection: sa.Connection, pages: dict[str, Document]) -> Citation | None:
    """The citation with how its page was read; None where its quote is not the page's own characters."""
    document = pages.get(citation.document_id)
    if document is None:
        document = pages[citation.document_id] = documents.read(connection, citation.document_id)
    page = document.page(citation.page)
    if not citation.quote or page.text[citation.start : citation.end] != citation.quote:
        return None
    return replace(citation, label=page.place(citation.start), source=page.source, confidence=page.confidence)
