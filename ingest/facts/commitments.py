"""Clauses -> commitments: who promised what to whom by when, each with the sentence that says so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ingest.facts.clauses import Clause, cite_clause
from ingest.facts.due import Anchors, Due, all_due
from ingest.facts.english import english_promises
from ingest.facts.korean import korean_promises, modality_of
from ingest.facts.naming import Names
from ingest.facts.organisations import Organisation, distinct
from ingest.facts.promise import Promise
from ingest.facts.tables import read_line, read_row
from kb.domain import Commitment, Document, Modality

_DEFINES = re.compile(r"[“\"‘「][^”\"’」]{1,40}[”\"’」]\s*(?:means|shall mean|refers to|이?란|은|는)\s")
_LIST_LEAD = re.compile(r"[:：]$|다음\s*(?:각\s*[호목]|의?\s*사항)|다음과\s*같이|the following[^.]{0,40}[:.]?$")
_BOILERPLATE_KOREAN = re.compile(
    r"^(?:(?:이|본|동)\s?)?(?:협약|양해\s?각서|각서|합의서|약정|계약|조항|제\d+[조항]|효력|유효\s?기간|기간|국문본|영문본|한국어본|준거법|지식재산|저작권|소유권|권리|[^\s]+의 (?:귀속|저작권|소유권|권리))(?:의\s\S+)?$"
)
_DECISIONS = re.compile(
    r"결정|합의|조치|후속|향후|할\s?일|추진|action|decision|agreed|next step|undertaking|follow|to do", re.IGNORECASE
)
# "in 2026" says when something is planned; only words like these make it a date to be held to.
_DEADLINE = re.compile(r"까지|안에|이내|말$|\b(?:by|before|until|within|later|end of)\b", re.IGNORECASE)
_THIRD = re.compile(r"제3자|외부|third part|누구에게|개인정보|인적 사항|personal (?:data|particulars)", re.IGNORECASE)
_NUMBERING = re.compile(
    r"^(?:제\s?\d+\s?조(?:의\s?\d+)?|(?:Article|ARTICLE|Section|Clause|Annex)\s+[\dIVXA-Z.]+|[\dIVX가-하Ⅰ-Ⅹ]{1,4}[.)]|\d{1,2})\s*[.:–-]?\s*"
)


@dataclass
class _Reading:
    """What the sentences before the present one settle: the section, its subject, an open list."""

    heading: str = ""
    obligor: tuple[Organisation, ...] | None = None
    lead: tuple[Modality, tuple[Organisation, ...], Commitment] | None = None
    made: list[Commitment] = field(default_factory=list)


def read_commitments(
    document: Document, clauses: Sequence[Clause], names: Names, parties: tuple[Organisation, ...], anchors: Anchors
) -> list[Commitment]:
    """The commitments of a document, in reading order."""
    reading = _Reading()
    for clause in clauses:
        if clause.heading != reading.heading or clause.kind == "heading":
            reading.heading, reading.obligor, reading.lead = clause.heading, None, None
        if clause.kind == "heading" or _DEFINES.search(clause.text):
            continue
        if clause.kind == "row":
            reading.made.extend(_from_row(document, clause, names, parties, reading))
        elif (
            clause.kind == "item"
            and reading.lead is not None
            and (item := _from_item(document, clause, reading, names, parties, anchors))
        ):
            reading.made.extend(item)
        else:
            _from_sentence(document, clause, names, parties, anchors, reading)
    return reading.made


def _from_sentence(
    document: Document,
    clause: Clause,
    names: Names,
    parties: tuple[Organisation, ...],
    anchors: Anchors,
    reading: _Reading,
) -> None:
    made = list(_promised(document, clause, names, parties, anchors, reading))
    leads = bool(made) and bool(_LIST_LEAD.search(clause.text))
    if clause.kind != "item" or leads:
        reading.lead = None
    if leads:
        promise, commitment = made[-1]
        reading.lead = (commitment.modality, promise, commitment)
    reading.made.extend(commitment for _, commitment in made)


def _promised(
    document: Document,
    clause: Clause,
    names: Names,
    parties: tuple[Organisation, ...],
    anchors: Anchors,
    reading: _Reading,
) -> Iterator[tuple[tuple[Organisation, ...], Commitment]]:
    agreed = (document.kind == "mou" and not clause.preamble) or bool(_DECISIONS.search(clause.heading))
    if document.kind == "mou" and clause.preamble and not re.search(r"\bshall\b|기로 한다|야 한다", clause.text):
        return
    if clause.language == "ko":
        promises = list(korean_promises(clause.text, names, agreed))
    else:
        promises = list(english_promises(clause.text, names, document.kind, agreed))
    for promise in promises:
        obligor = _obligor(document, clause, promise, names, parties, reading, agreed)
        if obligor is None:
            continue
        if obligor:
            reading.obligor = obligor
        said = clause.text if len(promises) == 1 else clause.text[promise.start : promise.end]
        dues = all_due(said, clause.language, anchors) or [Due()]
        if promise.modality == "intent":
            dues = [each if _DEADLINE.search(each.text) else Due(each.text) for each in dues[:1]]
        for due in dues if all(each.on for each in dues) else dues[:1]:
            yield obligor, _commitment(document, clause, promise, obligor, parties, names, due)


def _obligor(
    document: Document,
    clause: Clause,
    promise: Promise,
    names: Names,
    parties: tuple[Organisation, ...],
    reading: _Reading,
    agreed: bool,
) -> tuple[Organisation, ...] | None:
    """Whose promise it is: empty where nobody on record is bound, None where it is no promise at all."""
    if promise.obligor is not None:
        return promise.obligor if promise.obligor != names.parties else parties or promise.obligor
    if document.kind in ("brief", "other") and not (clause.language == "en" and reading.obligor and not promise.thing):
        # Policy papers say what is so and what ought to be; only what an organisation says of itself is a promise.
        return None
    if promise.thing:
        thing = promise.thing
        if _BOILERPLATE_KOREAN.match(thing) and promise.modality not in ("permission", "obligation"):
            return None
        if _BOILERPLATE_KOREAN.match(thing) and (
            promise.modality == "obligation" or not re.search(r"연장|갱신|해지|변경|개정", clause.text)
        ):
            return None
        if document.kind != "mou" and not agreed and promise.modality == "obligation":
            return None
        if promise.modality == "permission" and not _BOILERPLATE_KOREAN.match(thing) and clause.language == "en":
            return ()
        return reading.obligor or (parties if document.kind == "mou" else parties[:1])
    heading = names.mentions(re.sub(r"[()]", " ", clause.heading) + " ")
    from_heading = heading[0].organisations if heading and document.kind == "mou" else None
    if reading.obligor or from_heading:
        return reading.obligor or from_heading
    return parties if document.kind == "mou" or len(parties) == 2 else parties[:1]


def _commitment(
    document: Document, clause: Clause, promise: Promise, obligor: tuple[Organisation, ...],
    parties: tuple[Organisation, ...], names: Names, due: Due,
) -> Commitment:  # fmt: skip
    return Commitment(
        obligor=tuple(each.label for each in obligor),
        obligee=tuple(each.label for each in _obligee(document, clause, obligor, parties, names)),
        action=promise.action or clause.text,
        modality=promise.modality,
        citation=cite_clause(document, clause),
        due_on=due.on,
        due_text=due.text,
        topic=topic_of(clause.heading),
        owner=promise.team,
    )


def _obligee(
    document: Document,
    clause: Clause,
    obligor: tuple[Organisation, ...],
    parties: tuple[Organisation, ...],
    names: Names,
) -> tuple[Organisation, ...]:
    """To whom: in an agreement the other side, elsewhere whoever else the sentence names."""
    if not obligor:
        return ()
    named = distinct(
        [
            each
            for mention in names.mentions(clause.text)
            if not mention.together
            for each in mention.organisations
            if each not in obligor
        ]
    )
    if named:
        return named
    if len(parties) == 2 and (document.kind in ("mou", "minutes")):
        rest = tuple(each for each in parties if each not in obligor)
        if rest:
            return rest
        return parties if not _THIRD.search(clause.text) or "상대" in clause.text or "other" in clause.text else ()
    return (
        obligor
        if len(obligor) > 1
        else tuple(each for each in parties if each not in obligor)
        if document.kind == "mou"
        else ()
    )


def _from_item(
    document: Document,
    clause: Clause,
    reading: _Reading,
    names: Names,
    parties: tuple[Organisation, ...],
    anchors: Anchors,
) -> list[Commitment]:
    """An entry of a list whose opening sentence says who and how; empty where the entry is a sentence of its own."""
    if reading.lead is None:
        return []
    modality, obligor, lead = reading.lead
    korean = clause.language == "ko"
    own = list(
        korean_promises(clause.text, names, False)
        if korean
        else english_promises(clause.text, names, document.kind, False)
    )
    if own or (korean and re.search(r"다[.]?$", clause.text) and modality_of(clause.text, True) is None):
        return []
    # The opening sentence alone promises nothing; its entries do.
    if reading.made and reading.made[-1] is lead:
        reading.made.pop()
    due = next(iter(all_due(clause.text, clause.language, anchors)), Due())
    promise = Promise(modality, obligor, clause.text.strip(" .;,"), 0, len(clause.text))
    return [_commitment(document, clause, promise, obligor, parties, names, due)]


def _from_row(
    document: Document, clause: Clause, names: Names, parties: tuple[Organisation, ...], reading: _Reading
) -> list[Commitment]:
    row = read_row(clause.reading, names) if clause.reading else read_line(clause.text, names)
    if row is None:
        return []
    modality: Modality = "intent" if document.kind == "brief" else "obligation"
    due = Due(row.due_text, None if row.due is None or "[" in row.due_text else row.due.last)
    promise = Promise(modality, row.organisations, row.action, 0, len(clause.text), "", row.team)
    obligor = parties if row.organisations == names.parties and parties else row.organisations
    return [_commitment(document, clause, promise, obligor, parties, names, due)]


def topic_of(heading: str) -> str:
    """A heading as the name of a topic: without its number and brackets."""
    bare = _NUMBERING.sub("", heading.strip(" [](){}【】■□▣◈◆"))
    return bare.strip(" ()（）【】[].:")[:80]
