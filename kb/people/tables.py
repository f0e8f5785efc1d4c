"""The tables of what people say and do; a re-ingest leaves them alone."""

from __future__ import annotations

import sqlalchemy as sa

from kb.tables import metadata

# Which versions are one document: every id a file's bytes ever had, by the family they share. It holds no text and outlives
# deletion, so that people's work comes back with the file.
document_family = sa.Table(
    "document_family",
    metadata,
    sa.Column("document_id", sa.String(64), primary_key=True),
    sa.Column("family", sa.String, nullable=False, index=True),
)

# What people say about a commitment and do with it. Its clause is known by digests; `quote` and `document` are what it said
# when somebody last worked on it, for the day its clause is gone. They, the note and the corrections go when the document is
# deleted.
commitment_work = sa.Table(
    "commitment_work",
    metadata,
    sa.Column("key", sa.String, primary_key=True),
    sa.Column("family", sa.String, nullable=False, index=True),
    sa.Column("clause", sa.String, nullable=False),
    sa.Column("obligor", sa.String, nullable=False),
    sa.Column("action", sa.String, nullable=False),
    sa.Column("status", sa.String, nullable=False),
    sa.Column("owner", sa.String, nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    # "", accepted or rejected.
    sa.Column("decision", sa.String, nullable=False),
    # {field: what a person says it is instead}
    sa.Column("corrected", sa.JSON, nullable=False),
    sa.Column("quote", sa.Text, nullable=False),
    sa.Column("document", sa.String, nullable=False),
    sa.Column("by", sa.String, nullable=False),
    sa.Column("at", sa.DateTime(timezone=True), nullable=False),
)

# What people say a field of an agreement is, empty where it has none; of the field `review`, whether they accepted or rejected
# the whole.
agreement_work = sa.Table(
    "agreement_work",
    metadata,
    sa.Column("family", sa.String, primary_key=True),
    sa.Column("field", sa.String, primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
    sa.Column("by", sa.String, nullable=False),
    sa.Column("at", sa.DateTime(timezone=True), nullable=False),
)

# The documents whose agreement people rejected.
rejected = (
    sa.select(document_family.c.document_id)
    .join(agreement_work, agreement_work.c.family == document_family.c.family)
    .where(agreement_work.c.field == "review", agreement_work.c.value == "rejected")
)

# Two names (as `kb.parties.folded` writes them, the lesser first) that people declare one organisation, or two.
party_verdict = sa.Table(
    "party_verdict",
    metadata,
    sa.Column("one", sa.String, primary_key=True),
    sa.Column("other", sa.String, primary_key=True),
    sa.Column("same", sa.Boolean, nullable=False),
)

# What people call the organisation that has the name `anchor` (folded): its Korean, English or short name.
party_title = sa.Table(
    "party_title",
    metadata,
    sa.Column("anchor", sa.String, primary_key=True),
    sa.Column("role", sa.String, primary_key=True),
    sa.Column("name", sa.String, nullable=False),
)

# Every change by a person. `family` is the document's it is about, where it is about one: its words go when that is deleted,
# and `erased` says so; that somebody did something stays.
journal = sa.Table(
    "journal",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("by", sa.String, nullable=False),
    sa.Column("noun", sa.String, nullable=False),
    sa.Column("subject", sa.String, nullable=False, index=True),
    sa.Column("family", sa.String, nullable=False, index=True),
    sa.Column("field", sa.String, nullable=False),
    sa.Column("before", sa.Text),
    sa.Column("after", sa.Text),
    sa.Column("erased", sa.Boolean, nullable=False),
    sqlite_autoincrement=True,
)
