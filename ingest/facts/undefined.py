"""Parties that an agreement names without defining them: in its first sentence, a list of the parties, its signatures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.facts.clauses import Clause, cite_clause
from ingest.facts.legal_names import looks_like_organisation, name_at
from ingest.facts.organisation_words import KOREAN_SHORT_KINDS, is_organisation
from kb.domain import Citation, Document

_NAME = r"[가-힣A-Za-z(㈜][가-힣A-Za-z0-9()㈜·& ]{1,40}?"
# "온빛문화재단과 가온대학교는 ... 다음과 같이 협약한다."
_TOPIC = re.compile(r"(?:은|는|간에|간의)\s")
_AGREES = re.compile(r"협약|계약|약정|합의|각서|협력")
_JOINT = re.compile(r"(?:과|와|,)\s+|\s및\s")
_PARTIES = re.compile(r"(?:협약|계약)?\s?당사자|참여\s?기관|협약\s?기관|기관명|\bparties\b", re.IGNORECASE)
_ROLE = re.compile(r"(?:^|\s)\W*(?P<role>[갑을병정])\W*$")
_OFFICE = r"(?:대표(?:이사|자)?|이사장|총장|원장|회장|사장|청장|시장|군수|구청장|도지사|단장|센터장|관장|장관|소장|위원장|학장|교장|조합장)"
_ENTRY = re.compile(rf"^(?P<name>[^(:,]{{2,40}}?)\s*(?:\(.*|,.*|\s{_OFFICE}(?:\s.*|$)|$)")
_KOREAN_SIGNED = re.compile(rf"(?P<name>{_NAME})\s+(?:{_OFFICE}(?:\s|$|\()|\((?:서명|인|직인|날인)\))")
_ENGLISH_SIGNED = re.compile(
    r"\b(?:[Ss]igned\s+)?(?:[Ff]or|FOR)(?:\s+(?:and\s+)?on\s+behalf\s+of|\s+AND\s+ON\s+BEHALF\s+OF)?\s*:?\s+(?:[Tt]he\s+)?(?=[A-Z])"
)
# The signatures are among so many clauses from the end.
_LAST = 25
# The parties stand within so many characters of the beginning of the first sentence.
_HEAD = 200


def undefined_parties(document: Document, clauses: Sequence[Clause]) -> list[tuple[Citation, list[str]]]:
    """The parties of the first of these that names two: the opening sentence, a list of the parties, the signatures."""
    for read in (_opening, _listed, _signed):
        found: dict[str, tuple[Citation, list[str]]] = {}
        for clause, names in read(clauses):
            found.setdefault(names[0], (cite_clause(document, clause), names))
        if len(found) > 1:
            return list(found.values())
    return []


def _opening(clauses: Sequence[Clause]) -> Iterator[tuple[Clause, list[str]]]:
    for clause in clauses:
        if not clause.preamble:
            return
        if clause.kind == "heading" or not _AGREES.search(clause.text):
            continue
        for topic in _TOPIC.finditer(clause.text, 0, _HEAD):
            names = [each.strip(' "“”‘’') for each in _JOINT.split(clause.text[: topic.start()])]
            if 1 < len(names) <= 6 and all(_is_name(name) for name in names):
                yield from ((clause, [name]) for name in names)
                return


def _listed(clauses: Sequence[Clause]) -> Iterator[tuple[Clause, list[str]]]:
    """The entries below a heading or beside a column that says "parties", each with the role before it."""
    begun, role = False, ""
    for clause in clauses[:60]:
        begun = begun or (len(clause.text) < 30 and bool(_PARTIES.search(clause.text)))
        if clause.kind == "sentence" or (begun and clause.kind == "heading" and not _PARTIES.search(clause.text)):
            if begun and (clause.kind == "heading" or len(clause.text) > 60):
                return
            continue
        marked = _ROLE.search(clause.text)
        entry = _ENTRY.match(clause.text)
        if begun and entry is not None and (_is_name(entry["name"].strip()) or _is_english(entry["name"].strip())):
            yield clause, [entry["name"].strip(), *([role] if role else [])]
        role = marked["role"] if marked else ""


def _signed(clauses: Sequence[Clause]) -> Iterator[tuple[Clause, list[str]]]:
    for clause in clauses[-_LAST:]:
        if len(clause.text) > 300:
            continue
        for signed in _KOREAN_SIGNED.finditer(clause.text):
            if _is_name(signed["name"].strip()):
                yield clause, [signed["name"].strip()]
        signed_for = list(_ENGLISH_SIGNED.finditer(clause.text))
        stops = [*(each.start() for each in signed_for), len(clause.text)][1:]
        for begins, stop in zip(signed_for, stops, strict=True):
            end = name_at(clause.text[:stop], begins.end())
            if end is not None and looks_like_organisation(clause.text[begins.end() : end]):
                yield clause, [clause.text[begins.end() : end]]


def _is_name(name: str) -> bool:
    """Whether Korean words are an organisation's name: by its noun, or short and ending as an office does."""
    return is_organisation(name) or (
        bool(re.search(rf"[가-힣]{{2,}}(?:{KOREAN_SHORT_KINDS})$", name)) and len(name.split()) < 4
    )


def _is_english(name: str) -> bool:
    return name_at(name, 0) == len(name) and looks_like_organisation(name) and len(name.split()) > 1
