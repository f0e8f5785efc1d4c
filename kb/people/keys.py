"""What people's work is kept by: the family of a document's versions, and the words of a clause.

No page number, row id or hash of a file's bytes is part of it: the same clause in a new version, or read by a better reader,
keeps its work, and the same clause in two documents has two.
"""

from __future__ import annotations

import base64
import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from kb.database import commitment_work, document, document_family
from kb.domain import Commitment
from kb.parties import folded

# What numbers a clause is no part of its words: a version with one more clause numbers the next ones anew.
_MARKER = re.compile(
    r"\s*(?:제\s*\d+\s*조(?:의\s*\d+)?\s*(?:[(\[【][^)\]】]*[)\]】])?|Article\s+\d+\s*[.:)]?"
    r"|[(]?(?:\d{1,2}|[a-z]|[ivx]{1,4}|[가나다라마바사아자차카타파하])[.)]\s|\d{1,2}(?:\.\d{1,2})+\.?\s"
    r"|[\u2460-\u2473\u3251-\u325f•○●■□▪◦ㆍ·◯※▶▷*–—-])",
    re.IGNORECASE,
)
_MARKERS = 3


@dataclass(frozen=True, slots=True)
class Clause:
    """A commitment as people's work knows it: digests of its clause's words, of who promises, and of what."""

    clause: str
    obligor: str
    action: str


def clause_of(quote: str, obligor: Sequence[str], action: str) -> Clause:
    """The digests of a commitment, from its quote, its obligor's names as the document has them, and its action."""
    who = "|".join(sorted(folded(name) for name in obligor))
    return Clause(_digest(letters(quote)), _digest(who), _digest(letters(action)))


def letters(text: str) -> str:
    """The letters and digits of a clause without its number, spelled one way: layout, case and punctuation don't count."""
    for _ in range(_MARKERS):
        marker = _MARKER.match(text)
        if marker is None or marker.end() == len(text):
            break
        text = text[marker.end() :]
    return "".join(each for each in unicodedata.normalize("NFKC", text).casefold() if each.isalnum())


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:24]


def short_id(letter: str, *parts: str) -> str:
    """An id of ten characters that a person can type and no spreadsheet takes for a number: `letter`, then letters and digits."""
    digest = hashlib.sha256("\n".join(parts).encode()).digest()
    return letter + base64.b32encode(digest).decode().lower()[:9]


def family_of(connection: sa.Connection, document_id: str) -> str:
    """The family of versions that a document, on record or deleted, belongs to."""
    query = sa.select(document_family.c.family).where(document_family.c.document_id == document_id)
    return connection.execute(query).scalar_one_or_none() or document_id


def join_family(connection: sa.Connection, document_id: str) -> str:
    """Record which family a document on record belongs to: the replaced version's, else the one its bytes had before."""
    replaces = connection.execute(
        sa.select(document.c.replaces).where(document.c.id == document_id)
    ).scalar_one_or_none()
    family = family_of(connection, replaces or document_id)
    # The bytes of an old version may come back beside the newest one: that is a document of its own.
    while _is_held(connection, family, document_id, replaces):
        family += "+"
    connection.execute(sa.delete(document_family).where(document_family.c.document_id == document_id))
    connection.execute(sa.insert(document_family).values(document_id=document_id, family=family))
    return family


def _is_held(connection: sa.Connection, family: str, document_id: str, replaces: str | None) -> bool:
    """Whether another newest version belongs to the family."""
    query = (
        sa.select(document.c.id)
        .join(document_family, document_family.c.document_id == document.c.id)
        .where(document_family.c.family == family, document.c.superseded_by.is_(None))
        .where(document.c.id.not_in([document_id, replaces or document_id]))
    )
    return connection.execute(query.limit(1)).first() is not None


def keys(connection: sa.Connection, family: str, promised: Sequence[Commitment]) -> list[str]:
    """The key of each commitment of a document, in order: that of the work people did on it, else one made of its clause.

    Work goes to the row with the same clause, obligor and action; where a better reading names the obligor or words the action
    otherwise, to the row that has the same clause.
    """
    clauses = [clause_of(each.citation.quote, each.obligor, each.action) for each in promised]
    plain = _plain_keys(family, clauses)
    query = sa.select(commitment_work).where(commitment_work.c.family == family).order_by(commitment_work.c.key)
    held = {row.key: row for row in connection.execute(query)}
    free, given = dict(held), dict[int, str]()
    for fits in _FITS:
        for index, clause in enumerate(clauses):
            if index not in given:
                key = next((key for key, row in free.items() if fits(row, clause, plain[index])), None)
                if key is not None:
                    given[index] = key
                    del free[key]
    _give_the_last(clauses, free, given)
    taken = {*given.values(), *held}
    for index, clause in enumerate(clauses):
        if index not in given:
            given[index] = _untaken(family, clause, plain[index], taken)
            taken.add(given[index])
    return [given[index] for index in range(len(clauses))]


def _plain_keys(family: str, clauses: Sequence[Clause]) -> list[str]:
    seen: Counter[tuple[str, str]] = Counter()
    made = []
    for each in clauses:
        pair = (each.clause, each.obligor)
        made.append(short_id("c", family, *pair, str(seen[pair])))
        seen[pair] += 1
    return made


def _untaken(family: str, clause: Clause, plain: str, taken: set[str]) -> str:
    number = 0
    while plain in taken:
        number += 1
        plain = short_id("c", family, clause.clause, clause.obligor, str(number))
    return plain


_Fit = Callable[[Any, Clause, str], bool]
# The surest first. A key alone says the same clause, obligor and place among the repeats.
_FITS: tuple[_Fit, ...] = (
    lambda row, clause, plain: row.key == plain and row.action == clause.action,
    lambda row, clause, plain: (row.clause, row.obligor, row.action) == (clause.clause, clause.obligor, clause.action),
    lambda row, clause, plain: (row.clause, row.action) == (clause.clause, clause.action),
    lambda row, clause, plain: bool(row.key == plain),
)


def _give_the_last(clauses: Sequence[Clause], free: dict[str, Any], given: dict[int, str]) -> None:
    """Where one work and one row are left of a clause, they belong together."""
    for clause in {row.clause for row in free.values()}:
        works = [key for key, row in free.items() if row.clause == clause]
        rows = [index for index, each in enumerate(clauses) if index not in given and each.clause == clause]
        if len(works) == len(rows) == 1:
            given[rows[0]] = works[0]
            del free[works[0]]
