"""Organisations across documents: one id under all names, similar names kept apart, and which of them a question names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import sqlalchemy as sa

from kb.database import agreement_fact, commitment, document, document_party, page, party, party_name, passage
from kb.domain import Citation, Party
from kb.text import hangul_share, nfc, sentences

# What a company is in law is no part of what tells it from others.
_LEGAL_FORM = re.compile(
    r"주식회사|유한회사|재단법인|사단법인|㈜|\((?:주|재|사|유)\)|\b(?:Co\.?,?\s*Ltd|Inc|Ltd|LLC|GmbH|Corp|PLC|B\.V|S\.A)\b\.?",
    re.IGNORECASE,
)
_PARTICLES = (
    r"(?:측|들)?(?:이?라는|이?랑|하고|에게서|에게|에서|으로|까지|부터|처럼|보다|한테|께서|이나|과의|와의|은|는|이|가|을|를|의|에|와|과|및|도|로|만|나|간|께)?"
    r"(?![가-힣])"
)
# Words that organisations share by their nature; none of them alone names one.
_COMMON_WORDS = frozenset(
    """Foundation Association Agency Authority Council Institute University Corporation Ministry Office Centre Center Company
    Department Commission International National Regional Region Cooperation Digital Smart Cities Development Innovation
    Technology Culture Education Government Local Housing Science Research Public Global Transition Learning Computer""".split()
)


def visible() -> sa.ColumnElement[bool]:
    """Only current documents that are published count."""
    return sa.and_(document.c.generation.is_not(None), document.c.superseded_by.is_(None))


def resolve(connection: sa.Connection, found: Sequence[Party]) -> dict[str, str]:
    """The id on record of each party a document names, by every name it has there; parties new to the base are added.

    One shared full name makes it the same organisation; a shared abbreviation or other name does so only where no full name
    speaks against it.
    """
    ids: dict[str, str] = {}
    for each in found:
        known = _read(connection, sa.true())
        same = [other for other in known if _same_full_name(each, other)]
        whole = each
        for other in same:
            whole = _joined(whole, other)
        shared = [other for other in known if other not in same and _shares_short_name(whole, other)]
        # Two full names behind one abbreviation: nothing says which of them is meant.
        same += (
            shared
            if not any(_is_full(other) for other in shared)
            else []
            if same
            else shared
            if len(shared) == 1
            else []
        )
        kept = same[0] if same else Party(_free_id(each.id, {other.id for other in known}))
        for other in same[1:]:
            _merge(connection, kept.id, other)
            kept = _joined(kept, other)
        _write(connection, _joined(kept, each), new=not same)
        ids.update(dict.fromkeys((each.id, *each.names), kept.id))
    return ids


def parties(connection: sa.Connection) -> list[Party]:
    """Every organisation that a current document names."""
    named = sa.select(document_party.c.party_id).join(document).where(visible())
    return _read(connection, party.c.id.in_(named))


def find_parties(connection: sa.Connection, text: str) -> list[Party]:
    """The known organisations that `text` names in either language, in order; the longest name wins where two overlap."""
    text = nfc(text)
    found: list[tuple[int, int, Party]] = []
    everyone = parties(connection)
    for each in everyone:
        for name in each.names:
            found.extend((match.start(), match.end(), each) for match in _spelled(name).finditer(text))
    kept: list[tuple[int, int, Party]] = []
    found.extend(_by_their_own_word(text, everyone))
    for start, end, each in sorted(found, key=lambda item: (item[0] - item[1], item[0])):
        if all(end <= other_start or start >= other_end for other_start, other_end, _ in kept):
            kept.append((start, end, each))
    return list({each.id: each for _, _, each in sorted(kept, key=lambda item: item[0])}.values())


def _by_their_own_word(text: str, everyone: Sequence[Party]) -> Iterator[tuple[int, int, Party]]:
    """Parties named by the first part of a Korean name or a proper word of an English one that no other party has."""
    for match in re.finditer(r"(?<![가-힣])[가-힣]{3,}", text):
        for length in range(len(match.group()), 2, -1):
            part = match.group()[:length]
            if re.fullmatch(_PARTICLES, match.group()[length:]) is None:
                continue
            begin = [each for each in everyone if each.ko.replace(" ", "").startswith(part) and len(each.ko) > length]
            if len(begin) == 1:
                yield match.start(), match.start() + length, begin[0]
                break
    for match in re.finditer(r"\b[A-Z][a-z]{4,}\b", text):
        if match.group() in _COMMON_WORDS:
            continue
        within = [each for each in everyone if match.group() in each.en.split()]
        if len(within) == 1:
            yield match.start(), match.end(), within[0]


def forget_unnamed_parties(connection: sa.Connection) -> list[str]:
    """Remove the parties that no document names any more; their ids."""
    named = sa.select(document_party.c.party_id)
    gone = list(connection.execute(sa.select(party.c.id).where(party.c.id.not_in(named))).scalars())
    for table, column in ((party_name, party_name.c.party_id), (party, party.c.id)):
        connection.execute(sa.delete(table).where(column.in_(gone)))
    return gone


def documents_naming(connection: sa.Connection, party_id: str) -> list[str]:
    """The ids of the current documents that name a party, the oldest first."""
    query = (
        sa.select(document_party.c.document_id).join(document).where(visible(), document_party.c.party_id == party_id)
    )
    return list(connection.execute(query.order_by(document.c.dated_on, document.c.name)).scalars())


def mentions(connection: sa.Connection, party_id: str) -> list[Citation]:
    """One sentence of each current document that names a party, under any of its names; the latest document first."""
    known = read_parties(connection).get(party_id)
    if known is None:
        return []
    query = (
        sa.select(passage, document.c.name, document.c.kind, page.c.label)
        .join(document, document.c.id == passage.c.document_id)
        .join(page, sa.and_(page.c.document_id == passage.c.document_id, page.c.number == passage.c.page))
        .where(visible(), passage.c.document_id.in_(documents_naming(connection, party_id)))
        .order_by(document.c.dated_on.desc(), document.c.name, passage.c.page, passage.c.start)
    )
    patterns = [_spelled(name) for name in known.names]
    found: dict[str, Citation] = {}
    for row in connection.execute(query):
        if row.document_id not in found and (place := _sentence_with(row.text, patterns)) is not None:
            start, end = place
            found[row.document_id] = Citation(
                row.document_id,
                row.name,
                row.kind,
                row.page,
                row.label,
                row.text[start:end],
                row.start + start,
                row.start + end,
            )
    return list(found.values())


def _sentence_with(text: str, patterns: Sequence[re.Pattern[str]]) -> tuple[int, int] | None:
    for start, end in sentences(text):
        if any(pattern.search(text[start:end]) for pattern in patterns):
            return start, end
    return None


def read_parties(connection: sa.Connection) -> dict[str, Party]:
    """Every party on record by its id, those of old versions too."""
    return {each.id: each for each in _read(connection, sa.true())}


def _spelled(name: str) -> re.Pattern[str]:
    """`name` as a question writes it: white space free in Korean, case free in English, particles after Korean."""
    if hangul_share(name) > 0:
        letters = r"\s*".join(re.escape(letter) for letter in name if not letter.isspace())
        return re.compile(rf"(?<![가-힣A-Za-z]){letters}{_PARTICLES}", re.IGNORECASE)
    words = r"\s+".join(re.escape(word) for word in name.split())
    return re.compile(rf"(?<![A-Za-z0-9]){words}(?![A-Za-z0-9])", re.IGNORECASE)


def folded(name: str) -> str:
    """A name without what spelling varies in: case, spaces, punctuation, article, legal form."""
    bare = _LEGAL_FORM.sub(" ", re.sub(r"^[Tt]he\s+", "", nfc(name)))
    return re.sub(r"[\W_]+", "", bare).lower() or re.sub(r"[\W_]+", "", nfc(name)).lower()


def _same_full_name(one: Party, other: Party) -> bool:
    full = {folded(name) for name in (one.ko, one.en) if name}
    theirs = {folded(name) for name in (other.ko, other.en) if name}
    return bool(full & theirs)


def _is_full(each: Party) -> bool:
    return bool(each.ko or each.en)


def _shares_short_name(one: Party, other: Party) -> bool:
    """Whether an abbreviation or other name joins them, and no full name of one contradicts the other's."""
    for mine, theirs in ((one.ko, other.ko), (one.en, other.en)):
        if mine and theirs and folded(mine) != folded(theirs) and mine not in other.names and theirs not in one.names:
            return False
    if {folded(name) for name in one.names} & {folded(name) for name in other.names}:
        return True
    return _initials_of(one, other) or _initials_of(other, one)


def _initials_of(short: Party, full: Party) -> bool:
    """Whether one known by an abbreviation alone has the initials of the other's English name."""
    if _is_full(short) or len(short.short) < 3:
        return False
    initials = "".join(word[0] for word in re.findall(r"[A-Za-z]+", full.en) if word[0].isupper())
    # One word may lend no letter: PLSA is the Port Linden Smart City Agency.
    one_left_out = {initials[:index] + initials[index + 1 :] for index in range(1, len(initials) - 1)}
    return short.short == initials or (len(short.short) > 3 and short.short in one_left_out)


def _joined(one: Party, other: Party) -> Party:
    """One party under the names of both, the first one's leading, a fuller form of it before it."""
    names = tuple(dict.fromkeys(name for name in (*one.names, *other.names) if name))
    ko, en, short = _fuller(one.ko, other.ko), _fuller(one.en, other.en), one.short or other.short
    return Party(one.id, ko, en, short, tuple(name for name in names if name not in (ko, en, short)))


def _fuller(one: str, other: str) -> str:
    return other if not one or (len(other) > len(one) and folded(one) in folded(other)) else one


def _free_id(wanted: str, taken: Iterable[str]) -> str:
    used = set(taken)
    candidates = (wanted, *(f"{wanted}-{number}" for number in range(2, len(used) + 3)))
    return next(candidate for candidate in candidates if candidate not in used)


def _read(connection: sa.Connection, which: sa.ColumnElement[bool]) -> list[Party]:
    names: dict[str, list[str]] = {}
    for row in connection.execute(sa.select(party_name).order_by(party_name.c.name)):
        names.setdefault(row.party_id, []).append(row.name)
    rows = connection.execute(sa.select(party).where(which).order_by(party.c.id))
    return [
        Party(
            row.id,
            row.ko,
            row.en,
            row.short,
            tuple(n for n in names.get(row.id, ()) if n not in (row.ko, row.en, row.short)),
        )
        for row in rows
    ]


def _write(connection: sa.Connection, each: Party, new: bool) -> None:
    values = {"ko": each.ko, "en": each.en, "short": each.short}
    if new:
        connection.execute(sa.insert(party).values(id=each.id, **values))
    else:
        connection.execute(sa.update(party).where(party.c.id == each.id).values(**values))
    connection.execute(sa.delete(party_name).where(party_name.c.party_id == each.id))
    if each.names:
        connection.execute(sa.insert(party_name), [{"party_id": each.id, "name": name} for name in each.names])


def _merge(connection: sa.Connection, kept: str, gone: Party) -> None:
    """Everything recorded under `gone` becomes `kept`'s: a document has shown that they are one organisation."""
    has = sa.select(document_party.c.document_id).where(document_party.c.party_id == kept)
    mine = document_party.c.party_id == gone.id
    connection.execute(sa.delete(document_party).where(mine, document_party.c.document_id.in_(has)))
    connection.execute(sa.update(document_party).where(mine).values(party_id=kept))
    is_party = sa.and_(agreement_fact.c.field == "party", agreement_fact.c.value == gone.id)
    connection.execute(sa.update(agreement_fact).where(is_party).values(value=kept))
    for row in connection.execute(sa.select(commitment.c.id, commitment.c.obligor, commitment.c.obligee)).all():
        changed: dict[str, Any] = {}
        for column in ("obligor", "obligee"):
            held = list(getattr(row, column))
            if gone.id in held:
                changed[column] = list(dict.fromkeys(kept if each == gone.id else each for each in held))
        if changed:
            connection.execute(sa.update(commitment).where(commitment.c.id == row.id).values(**changed))
    connection.execute(sa.delete(party_name).where(party_name.c.party_id == gone.id))
    connection.execute(sa.delete(party).where(party.c.id == gone.id))
