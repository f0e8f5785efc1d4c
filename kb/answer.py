"""What is asked + hits + register rows -> Answer; every statement is checked against the page it cites."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import sqlalchemy as sa

from kb import documents, focus, from_pages, from_register, retrieve
from kb.catalogue import Catalogue
from kb.domain import Answer, Citation, Document, Filters, Hit, Statement
from kb.plan import Plan, plan_of
from kb.question import Asked
from kb.retrieve import Ranking, hits
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
    rank: Callable[[str, Filters], Ranking]
    near: Callable[[Sequence[str]], Vectors]
    on_step: Callable[[str], None]


def compose(asked: Asked, sources: Sources) -> Answer:
    """The answer from the register where rows answer, else from the pages; else a refusal with the nearest leads."""
    if not is_served(asked.text):
        return Answer(asked.text, asked.language, reason=say("unserved", asked.language))
    if not len(sources.catalogue.ids) and not sources.catalogue.document_rows:
        return Answer(asked.text, asked.language, reason=say("empty", asked.language))
    answer = from_register.answer(asked, sources.connection)
    # A count of none needs no leads; what is said of a partner instead of an agreement comes from the register, too.
    if answer is None or not (answer.statements or answer.reason):
        sources.on_step("search")
        answer = _from_pages(asked, sources)
    return _checked(answer, sources.connection)


def explain(asked: Asked, sources: Sources) -> Plan:
    """How a question is answered, without answering it from the pages."""
    documents = asked.documents
    found = from_register.answer(asked, sources.connection)
    if found is not None and (found.statements or found.reason):
        return plan_of(asked, documents, "register")
    if asked.carried.leans:
        meant = focus.documents(asked, sources.connection, sources.catalogue, sources.rank)
        documents = focus.scope(asked, sources.catalogue, meant).documents
    return plan_of(asked, documents, "passages")


def _from_pages(asked: Asked, sources: Sources) -> Answer:
    """The answer from the documents the conversation is about where they give one, else from those the question is about."""
    if asked.carried.manner == "alone":
        return _from_scope(asked, sources, own_scope(asked))
    meant = focus.documents(asked, sources.connection, sources.catalogue, sources.rank)
    if asked.carried.manner in ("next", "previous", "item"):
        ranking = sources.rank(asked.carried.exchange, Filters(documents=meant))
        nearest = retrieve.passages(sources.connection, sources.catalogue, ranking, HITS)
        item = focus.item(asked, sources.connection, nearest)
        if item is not None:
            return Answer(asked.text, asked.language, (item,), tuple(nearest))
    near = _from_scope(asked, sources, focus.scope(asked, sources.catalogue, meant))
    if asked.carried.leans:
        return near
    far = _from_scope(asked, sources, own_scope(asked))
    return near if far.reason and not near.reason else far


def found(asked: Asked, sources: Sources, count: int) -> list[Hit]:
    """The best pages for a question that goes on from a conversation, those of the documents spoken of first."""
    scopes = [Filters()]
    if asked.carried.leans:
        meant = focus.documents(asked, sources.connection, sources.catalogue, sources.rank)
        scopes.insert(0, focus.scope(asked, sources.catalogue, meant))
    best: dict[tuple[str, int], Hit] = {}
    for scope in scopes:
        for hit in hits(sources.connection, sources.catalogue, sources.rank(asked.query, scope), count):
            best.setdefault((hit.document_id, hit.passage.page), hit)
    return list(best.values())[:count]


def own_scope(asked: Asked) -> Filters:
    """What a question that stands alone is asked of: the documents it names, or those that name its partners."""
    names = tuple(name for party in asked.partners for name in party.names)
    return Filters(documents=asked.documents) if asked.documents else Filters(parties=names)


def ranked(asked: Asked, sources: Sources, within: Filters) -> Ranking:
    """The passages that may answer, of the documents that are asked about where those have any."""
    ranking = sources.rank(asked.about if asked.partners else asked.query, within)
    if not len(ranking.rows) and within.documents and within.parties:
        # A document that was named need not name the partner.
        ranking = sources.rank(asked.about, Filters(documents=within.documents))
    if not len(ranking.rows) and asked.carried.manner == "alone" and not asked.documents:
        ranking = sources.rank(asked.query, Filters())
    return ranking


def _from_scope(asked: Asked, sources: Sources, within: Filters) -> Answer:
    ranking = ranked(asked, sources, within)
    near = hits(sources.connection, sources.catalogue, ranking, HITS)
    close = retrieve.found(sources.connection, sources.catalogue, ranking, READ, per_page=from_pages.PASSAGES)
    sources.on_step("answer")
    reading = from_pages.read(asked, close, ranking, sources.near)
    reason = from_pages.refusal(asked, reading, close)
    return Answer(asked.text, asked.language, tuple(from_pages.statements(asked, reading, close)), tuple(near), reason)


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
