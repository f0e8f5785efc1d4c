"""The organisations on record: what documents call them, where, and which of them a question names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from kb.database import current, document, page, party, party_name, party_title, passage
from kb.domain import Citation, Party
from kb.text import hangul_share, nfc, sentences
from kb.tokens import FUNCTION_WORDS

# What a company is in law is no part of what tells it from others.
_LEGAL_FORM = re.compile(
    r"주식회사|유한회사|재단법인|사단법인|㈜|\((?:주|재|사|유)\)|\b(?:Co\.?,?\s*Ltd|Inc|Ltd|LLC|GmbH|Corp|PLC|B\.V|S\.A)\b\.?",
    re.IGNORECASE,
)
PARTICLES = (
    r"(?:측|들)?(?:이?라는|이?랑|하고|에게서|에게|에서|으로|까지|부터|처럼|보다|한테|께서|이나|과의|와의|은|는|이|가|을|를|의|에|와|과|및|도|로|만|나|간|께)?"
    r"(?![가-힣])"
)
# Words that organisations share by their nature; none of them alone names one.
COMMON_WORDS = frozenset(
    """Foundation Association Agency Authority Council Institute University Corporation Ministry Office Centre Center Company
    Department Commission International National Regional Region Cooperation Digital Smart Cities Development Innovation
    Technology Culture Education Government Local Housing Science Research Public Global Transition Learning Computer""".split()
)
# Those of them that say what body an organisation is.
BODIES = frozenset(
    """Foundation Association Agency Authority Council Institute University Corporation Ministry Office Centre Center Company
    Department Commission""".split()
)
_TITLED = re.compile(r"[A-Z][\w&'-]*(?: [A-Z][a-z][\w&'-]*)*")
ROLES = ("ko", "en", "short")


def parties(connection: sa.Connection) -> list[Party]:
    """Every organisation that a current document names."""
    named = sa.select(party_name.c.party_id).join(document).where(current)
    return _read(connection, party.c.id.in_(named))


def find_parties(connection: sa.Connection, text: str) -> list[Party]:
    """The known organisations that `text` names in either language, in order; the longest name wins where two overlap."""
    return list({each.id: each for _, _, each in named_in(text, parties(connection))}.values())


def named_in(text: str, everyone: Sequence[Party]) -> list[tuple[int, int, Party]]:
    """Where `text` names which of the organisations, in order; the longest name wins where two overlap."""
    text = nfc(text)
    found = [
        (match.start(), match.end(), each)
        for each in everyone
        for name in each.names
        for match in _spelled(name).finditer(text)
    ]
    found.extend(_by_their_own_word(text, everyone))
    kept: list[tuple[int, int, Party]] = []
    for start, end, each in sorted(found, key=lambda item: (item[0] - item[1], item[0])):
        if all(end <= other_start or start >= other_end for other_start, other_end, _ in kept):
            kept.append((start, end, each))
    return sorted(kept, key=lambda item: item[0])


def _by_their_own_word(text: str, everyone: Sequence[Party]) -> Iterator[tuple[int, int, Party]]:
    """Parties named by the first part of a Korean name or a proper word of an English one that no other party has."""
    for match in re.finditer(r"(?<![가-힣])[가-힣]{3,}", text):
        for length in range(len(match.group()), 2, -1):
            part = match.group()[:length]
            if re.fullmatch(PARTICLES, match.group()[length:]) is None:
                continue
            begin = [each for each in everyone if each.ko.replace(" ", "").startswith(part) and len(each.ko) > length]
            if len(begin) == 1:
                yield match.start(), match.start() + length, begin[0]
                break
    for match in re.finditer(r"\b[A-Z][a-z]{4,}(?![A-Za-z0-9])", text):
        if match.group() in COMMON_WORDS:
            continue
        within = [each for each in everyone if match.group() in each.en.split()]
        called = _TITLED.match(text, match.start())
        if len(within) == 1 and called and not is_another(called.group(), within[0].en):
            yield match.start(), match.end(), within[0]


def is_another(name: str, full: str) -> bool:
    """Whether an English name ends with a body that `full` does not have: an Authority is no Agency."""
    last = name.rsplit(maxsplit=1)[-1]
    return last in BODIES and last.casefold() not in full.casefold().split()


def forget_unnamed_parties(connection: sa.Connection) -> list[str]:
    """Remove the parties that no document names any more; their ids."""
    named = sa.select(party_name.c.party_id)
    gone = list(connection.execute(sa.select(party.c.id).where(party.c.id.not_in(named))).scalars())
    connection.execute(sa.delete(party).where(party.c.id.in_(gone)))
    return gone


def documents_naming(connection: sa.Connection, party_id: str) -> list[str]:
    """The ids of the current documents that name a party, the oldest first."""
    naming = sa.select(party_name.c.document_id).where(party_name.c.party_id == party_id)
    query = sa.select(document.c.id).where(current, document.c.id.in_(naming))
    return list(connection.execute(query.order_by(document.c.dated_on, document.c.name)).scalars())


def mentions(connection: sa.Connection, party_id: str, about: re.Pattern[str] | None = None) -> list[Citation]:
    """One sentence of each current document that names a party, under any of its names; the latest document first.

    Of the sentences of a document that name it, one that speaks of what `about` finds comes first.
    """
    known = read_parties(connection).get(party_id)
    if known is None:
        return []
    query = (
        sa.select(passage, document.c.name, document.c.kind, page.c.label)
        .join(document, document.c.id == passage.c.document_id)
        .join(page, sa.and_(page.c.document_id == passage.c.document_id, page.c.number == passage.c.page))
        .where(current, passage.c.document_id.in_(documents_naming(connection, party_id)))
        .order_by(document.c.dated_on.desc(), document.c.name, passage.c.page, passage.c.start)
    )
    patterns = [_spelled(name) for name in known.names]
    found: dict[str, Citation] = {}
    speaking: set[str] = set()
    for row in connection.execute(query):
        for start, end in sentences(row.text):
            sentence = row.text[start:end]
            speaks = about is not None and about.search(sentence) is not None
            better = row.document_id not in found or (speaks and row.document_id not in speaking)
            if better and any(pattern.search(sentence) for pattern in patterns):
                where = (row.document_id, row.name, row.kind, row.page, row.label)
                found[row.document_id] = Citation(*where, sentence, row.start + start, row.start + end)
                speaking |= {row.document_id} if speaks else set()
    # A document that speaks of it answers before one that only names the party.
    return sorted(found.values(), key=lambda cited: cited.document_id not in speaking)


def read_parties(connection: sa.Connection, *, titled: bool = True) -> dict[str, Party]:
    """Every party on record by its id, those of old versions too; without `titled` as documents call them, not as people do."""
    return {each.id: each for each in _read(connection, sa.true(), titled=titled)}


def _spelled(name: str) -> re.Pattern[str]:
    """`name` as a question writes it: white space free in Korean, case free in English, particles after Korean."""
    if hangul_share(name) > 0:
        letters = r"\s*".join(re.escape(letter) for letter in name if not letter.isspace())
        return re.compile(rf"(?<![가-힣A-Za-z]){letters}{PARTICLES}", re.IGNORECASE)
    words = r"\s+".join(re.escape(word) for word in name.split())
    # "ALL" and "IN" name somebody only in capitals.
    case = re.NOFLAG if name.casefold() in FUNCTION_WORDS else re.IGNORECASE
    return re.compile(rf"(?<![A-Za-z0-9]){words}(?![A-Za-z0-9])", case)


def folded(name: str) -> str:
    """A name without what spelling varies in: case, spaces, punctuation, article, legal form."""
    bare = _LEGAL_FORM.sub(" ", re.sub(r"^[Tt]he\s+", "", nfc(name)))
    return re.sub(r"[\W_]+", "", bare).lower() or re.sub(r"[\W_]+", "", nfc(name)).lower()


def _read(connection: sa.Connection, which: sa.ColumnElement[bool], *, titled: bool = True) -> list[Party]:
    """The parties with the names people, else most documents give them; of equally frequent ones the longer."""
    counted = sa.select(party_name.c.party_id, party_name.c.role, party_name.c.name, sa.func.count().label("documents"))
    grouped = counted.group_by(party_name.c.party_id, party_name.c.role, party_name.c.name)
    names: dict[str, list[Any]] = {}
    for row in connection.execute(grouped):
        names.setdefault(row.party_id, []).append(row)
    ids = connection.execute(sa.select(party.c.id).where(which).order_by(party.c.id)).scalars()
    found = [party_of(each, names.get(each, [])) for each in ids]
    titles = connection.execute(sa.select(party_title).order_by(party_title.c.anchor)).all() if titled else []
    return [_titled(each, titles) for each in found] if titles else found


def _titled(each: Party, titles: Sequence[Any]) -> Party:
    """A party under the names people give it; those of the documents stay among its names."""
    own = {folded(name) for name in each.names}
    given = {row.role: row.name for row in titles if row.anchor in own}
    if not given:
        return each
    titled = replace(each, **given)
    leading = (titled.ko, titled.en, titled.short)
    return replace(titled, other_names=tuple(name for name in each.names if name not in leading))


def party_of(party_id: str, rows: Sequence[Any]) -> Party:
    """The organisation that rows of `party_name` name, the most frequent name first."""
    ordered = sorted(rows, key=lambda row: (-getattr(row, "documents", 1), -len(row.name), row.name))
    first = {role: next((row.name for row in ordered if row.role == role), "") for role in ROLES}
    others = dict.fromkeys(row.name for row in ordered if row.name not in first.values())
    return Party(party_id, first["ko"], first["en"], first["short"], tuple(others))
