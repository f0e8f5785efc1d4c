"""The tables of what is on record of documents."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

metadata = sa.MetaData()


def _document_id(**options: Any) -> sa.Column[str]:
    return sa.Column("document_id", sa.ForeignKey("document.id", ondelete="CASCADE"), **options)


# What the base as a whole is: schema version, embedding model and dimension, vector generation.
meta = sa.Table(
    "meta", metadata, sa.Column("key", sa.String, primary_key=True), sa.Column("value", sa.String, nullable=False)
)

# A document is on record from its first transaction, and visible once a generation of the vector index holds it.
document = sa.Table(
    "document",
    metadata,
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("name", sa.String, nullable=False, index=True),
    sa.Column("path", sa.String, nullable=False),
    sa.Column("title", sa.String, nullable=False),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("languages", sa.JSON, nullable=False),
    sa.Column("dated_on", sa.Date),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("replaces", sa.String(64)),
    sa.Column("superseded_by", sa.String(64)),
    sa.Column("warnings", sa.JSON, nullable=False),
    sa.Column("format", sa.String, nullable=False),
    # MinHash of its words, by which near-duplicates are found; empty where it has no text.
    sa.Column("signature", sa.LargeBinary, nullable=False),
    sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("generation", sa.Integer),
)

# Where the bytes of a document were seen; exact copies are one document with several paths.
document_path = sa.Table(
    "document_path", metadata, sa.Column("path", sa.String, primary_key=True), _document_id(nullable=False, index=True)
)

page = sa.Table(
    "page",
    metadata,
    _document_id(primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("label", sa.String, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("source", sa.String, nullable=False),
    sa.Column("confidence", sa.Float),
    # Where each word is seen, packed (kb/wordboxes.py).
    sa.Column("words", sa.LargeBinary, nullable=False),
)

# What a document is taken for (title, kind, date, languages): as recognised, with the characters that state it where there are.
document_fact = sa.Table(
    "document_fact",
    metadata,
    _document_id(primary_key=True),
    sa.Column("field", sa.String, primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
    # What a person says it is instead; it outlives a re-ingest, also of a new version that is mistaken in the same way.
    sa.Column("corrected", sa.Text),
    sa.Column("page", sa.Integer),
    sa.Column("start", sa.Integer),
    sa.Column("end", sa.Integer),
)

passage = sa.Table(
    "passage",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    _document_id(nullable=False, index=True),
    sa.Column("page", sa.Integer, nullable=False),
    sa.Column("start", sa.Integer, nullable=False),
    sa.Column("end", sa.Integer, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("language", sa.String(2), nullable=False),
    sa.Column("heading", sa.JSON, nullable=False),
    sa.Column("reading", sa.Text, nullable=False),
    # SHA-256 of what was embedded: the same words need no second embedding.
    sa.Column("digest", sa.String(64), nullable=False, index=True),
    sa.Column("terms", sa.Integer, nullable=False),
    sa.Column("vector", sa.LargeBinary, nullable=False),
    sqlite_autoincrement=True,
)

# Vectors of a long document that is not staged yet, by the digest of what was embedded: a broken run's work is not done again.
embedded = sa.Table(
    "embedded",
    metadata,
    sa.Column("digest", sa.String(64), primary_key=True),
    sa.Column("vector", sa.LargeBinary, nullable=False),
)

# The keyword index: how often a term (Korean morpheme, English stem) occurs in a passage.
posting = sa.Table(
    "posting",
    metadata,
    sa.Column("term", sa.String, primary_key=True),
    sa.Column("passage_id", sa.ForeignKey("passage.id", ondelete="CASCADE"), primary_key=True, index=True),
    sa.Column("count", sa.Integer, nullable=False),
    sqlite_with_rowid=False,
)

# An organisation is its id; what it is called is what documents call it, so that a name goes with the document it came from.
party = sa.Table("party", metadata, sa.Column("id", sa.String, primary_key=True))

party_name = sa.Table(
    "party_name",
    metadata,
    sa.Column("party_id", sa.ForeignKey("party.id", ondelete="CASCADE"), primary_key=True),
    _document_id(primary_key=True, index=True),
    sa.Column("name", sa.String, primary_key=True),
    sa.Column("role", sa.String, nullable=False),
)


def _evidence() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("page", sa.Integer, nullable=False),
        sa.Column("label", sa.String, nullable=False),
        sa.Column("quote", sa.Text, nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
    )


# One field of an agreement with its evidence; `value` is text, an ISO date, a party id, or true / false.
agreement_fact = sa.Table(
    "agreement_fact",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    _document_id(nullable=False, index=True),
    sa.Column("field", sa.String, nullable=False),
    sa.Column("value", sa.Text, nullable=False),
    sa.Column("trace", sa.Text, nullable=False),
    # The names under which the document has a party: where a person takes parties apart, they say whose row it is.
    sa.Column("named", sa.JSON),
    # What the document calls a party, in the rows of the field `role`.
    sa.Column("role", sa.String),
    *_evidence(),
)
# The fields of an agreement whose value is the id of a party.
of_party = agreement_fact.c.field.in_(("party", "role"))

commitment = sa.Table(
    "commitment",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    _document_id(nullable=False, index=True),
    sa.Column("obligor", sa.JSON, nullable=False),
    sa.Column("obligee", sa.JSON, nullable=False),
    sa.Column("action", sa.Text, nullable=False),
    sa.Column("modality", sa.String, nullable=False),
    sa.Column("due_on", sa.Date, index=True),
    sa.Column("due_text", sa.String, nullable=False),
    sa.Column("topic", sa.String, nullable=False),
    sa.Column("status", sa.String, nullable=False),
    sa.Column("owner", sa.String, nullable=False),
    sa.Column("condition", sa.Text, nullable=False, server_default=""),
    sa.Column("due_trace", sa.Text, nullable=False, server_default=""),
    # What people's work on it is kept by; the same in every version of the document that holds the clause.
    sa.Column("key", sa.String, nullable=False, index=True, server_default=""),
    # The names of obligors and obligees as the document has them: {"obligor": [...], "obligee": [...]}.
    sa.Column("named", sa.JSON),
    *_evidence(),
)

# What a document changes in an agreement made before it: one clause, or the whole where it ends it.
change = sa.Table(
    "change",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    _document_id(nullable=False, index=True),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("place", sa.String, nullable=False),
    sa.Column("old", sa.Text, nullable=False),
    sa.Column("new", sa.Text, nullable=False),
    sa.Column("of", sa.Date),
    sa.Column("effective_on", sa.Date),
    *_evidence(),
)

# What a document reports of something promised, on whichever commitment it turns out to be.
progress = sa.Table(
    "progress",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    _document_id(nullable=False, index=True),
    sa.Column("state", sa.String, nullable=False),
    sa.Column("reported_on", sa.Date),
    sa.Column("done_on", sa.Date),
    *_evidence(),
)


# What anybody may find, count or list: published, and not superseded by a newer version.
current = sa.and_(document.c.generation.is_not(None), document.c.superseded_by.is_(None))
