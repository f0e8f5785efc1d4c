"""Answers from the register about commitments: who promised what, by when, and how it stands, every item cited."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

import sqlalchemy as sa

from kb import happenings, labels, register, wording
from kb.amending import with_supersessions
from kb.bilingual import joined
from kb.database import current, document
from kb.domain import Answer, Commitment, Modality, Statement
from kb.from_documents import minutes_meant
from kb.people import journal, work
from kb.phrases import AT_A_MEETING, COUNTS_PROMISES, any_of
from kb.progress import with_progress
from kb.question import Asked
from kb.register import AgreementRow
from kb.sameness import words_of, words_of_all
from kb.text import one_line
from kb.told import LISTED
from kb.wording import say

# All that was promised is asked for, not whether one thing was.
_ALL = any_of(
    r"목록|모두|전부|모든|나열|빠짐없이|정리해|(?:사항|일|것|거|과제|약속|의무)(?:들)?(?:은|는|이|가)?\s?(?:뭐|무엇|무슨|어떤|\?|$)",
    r"\blist\b|\ball\b|\beverything\b|\bevery\b|\b(?:what|which) (?:are|were)\b|\b(?:what|which) (?:\w+ )?(?:items|actions|commitments|promises|obligations|duties|tasks|deliverables|things|undertakings)\b",
)
_ORDER: dict[Modality, int] = {"obligation": 0, "prohibition": 1, "best_effort": 2, "permission": 3, "intent": 4}


def answer(asked: Asked, connection: sa.Connection, rows: Sequence[AgreementRow]) -> Answer | None:
    """The promises asked for; None where the register holds none and the pages may still say something.

    What an amendment or a later agreement took the place of is not counted; it is shown last, marked.
    """
    if asked.shape == "count" and not COUNTS_PROMISES.search(asked.text):
        return None
    if not asked.documents and AT_A_MEETING.search(asked.text):
        meeting = minutes_meant(asked, connection)
        if not meeting:
            # Of a meeting that is not known by its day or number the pages may still tell.
            return None
        asked = replace(asked, documents=tuple(meeting))
    everything = register.agreements(connection, as_of=asked.day) if asked.partners or asked.documents else rows
    found = with_supersessions(connection, everything, _promises(asked, connection, rows), asked.day)
    drafts = {row.agreement.document_id for row in everything if row.status == "draft"}
    if not asked.partners and not asked.documents and asked.status != "draft":
        found = [row for row in found if row.citation.document_id not in drafts]
    found = [row for row in found if _in_period(row, asked)]
    about = _on_topic(found, asked)
    astray = bool(_topic_words(asked) and asked.partners and not about)
    if astray and not (asked.period or asked.done or _ALL.search(asked.text)):
        # What is asked of one thing, and no promise speaks of it, the pages tell or do not hold.
        return None
    # Where all of a partner's promises are asked for, a word that none of them has hides none.
    told = joined(connection, with_progress(connection, found if astray else about, asked.day), asked.language)
    found = [row for row in told if _stands_so(row, asked)]
    live = _by_relevance([row for row in found if row.superseded is None], asked)
    gone = _by_relevance([row for row in found if row.superseded is not None], asked)
    if asked.period is not None or asked.done:
        # What no longer holds is not due, and not overdue.
        gone = []
    if not live and not gone:
        return _none(asked) if asked.period or asked.done or asked.shape == "count" else None
    return _answer(asked, live, gone, astray, _corrections(connection, [*live, *gone], asked))


def _answer(
    asked: Asked, live: Sequence[Commitment], gone: Sequence[Commitment], astray: bool, by: Mapping[str, str]
) -> Answer:
    statements = [_promise(row, asked, by.get(row.id, "")) for row in (*live, *gone)[:LISTED]]
    notes = [say("not_about", asked.language, topic=", ".join(_topic_words(asked)))] if astray else []
    if len(live) + len(gone) > LISTED:
        notes.append(say("shown_of", asked.language, count=len(live) + len(gone), shown=LISTED))
    reported = sum(row.proposed_status == "done" and row.status != "done" for row in live)
    if reported:
        notes.append(say("reported_count", asked.language, count=reported))
    if gone:
        notes.append(say("superseded_count", asked.language, count=len(gone)))
    text = say(
        "count_commitments", asked.language, count=len(live), day=wording.day(asked.day, asked.language),
        which=_counted(asked, _topic_words(asked) if not astray else ()), note="".join(f"; {note}" for note in notes),
    )  # fmt: skip
    total = Statement(text, tuple(citation for one in statements for citation in one.citations))
    return Answer(asked.text, asked.language, (total, *statements))


def _none(asked: Asked) -> Answer:
    day = wording.day(asked.day, asked.language)
    return Answer(
        asked.text,
        asked.language,
        reason=say("none_promised", asked.language, which=_counted(asked, _topic_words(asked)), day=day),
    )


def _counted(asked: Asked, topic: Sequence[str]) -> str:
    """What is counted, in words."""
    name = asked.done or ("due" if asked.period else "")
    which = wording.promised(name, asked.period, asked.language)
    # What is left over of a question narrows it, so that it has to be said, above all where nothing is found.
    return say("about", asked.language, topic=", ".join(topic), which=which) if topic else which


def _in_period(row: Commitment, asked: Asked) -> bool:
    if asked.period is None:
        return True
    return row.due_on is not None and asked.period.first <= row.due_on <= asked.period.last


def _stands_so(row: Commitment, asked: Asked) -> bool:
    """Whether it stands as asked; what is only reported done or dropped is among both, and marked."""
    if asked.done in ("done", "dropped"):
        return asked.done in (row.status, row.proposed_status)
    if asked.done == "open":
        return row.status in ("open", "overdue")
    return not asked.done or row.status == asked.done


def _promises(asked: Asked, connection: sa.Connection, rows: Sequence[AgreementRow]) -> list[Commitment]:
    """What the partners promise; asked what we promise, all of ours, in the documents that name the partners if any."""
    if asked.direction == "any" and _towards_a_partner(asked):
        asked = replace(asked, direction="ours")
    documents: set[str] = set(asked.documents)
    if asked.direction == "ours":
        documents = documents or _documents_with(asked, connection, rows)
        names: Sequence[str] = sorted(asked.our_names)
    else:
        names = [party.id for party in asked.partners] or [""]
    both = asked.direction == "both"
    found = [
        register.commitments(
            connection, as_of=asked.day, documents=documents, party=name if both else "", obligor="" if both else name
        )
        for name in names
    ]
    later = _made_later(connection, asked.day)
    once = {(row.citation, row.obligor, row.action, row.due_on): row for rows_of_one in found for row in rows_of_one}
    return [row for row in once.values() if row.citation.document_id not in later]


def _towards_a_partner(asked: Asked) -> bool:
    """Whether a Korean question gives a partner as the one to whom something is due: "해든모빌리티에 해줘야 할 일"."""
    names = sorted(set(asked.partner_names), key=len, reverse=True)
    return any(re.search(rf"{re.escape(name)}(?:측)?(?:에게|에|한테|께)(?=\s)", asked.text) for name in names)


def _made_later(connection: sa.Connection, day: dt.date) -> set[str]:
    """The documents that were not there on the day asked about."""
    query = sa.select(document.c.id).where(current, document.c.dated_on > day)
    return set(connection.execute(query).scalars())


def _documents_with(asked: Asked, connection: sa.Connection, rows: Sequence[AgreementRow]) -> set[str]:
    """The agreements with the partners; without any, every document that names them."""
    agreed = {row.agreement.document_id for row in rows} if asked.partners else set()
    return agreed or {key for party in asked.partners for key in register.documents_naming(connection, party.id)}


def _on_topic(rows: Sequence[Commitment], asked: Asked) -> list[Commitment]:
    """Those that speak of what the question is about."""
    topic = _topic(asked)
    if not topic:
        return list(rows)
    wanted = len(topic) * 2 / 3
    return [row for row, count in zip(rows, _shared(rows, topic), strict=True) if count >= wanted]


def _topic(asked: Asked) -> frozenset[str]:
    """What the promises asked for are about: not at which meeting they were made."""
    place = " ".join(match.group() for match in AT_A_MEETING.finditer(asked.text))
    return asked.topic - words_of(place) - happenings.asking_words() if place else asked.topic


def _topic_words(asked: Asked) -> tuple[str, ...]:
    topic = _topic(asked)
    return tuple(word for word in asked.topic_words if topic & words_of(word) | {word})


def _shared(rows: Sequence[Commitment], topic: frozenset[str]) -> list[int]:
    """How many of the topic's words each commitment has, in its text or under its clause's heading."""
    return [len(topic & words) for words in words_of_all([f"{row.topic} {row.action}" for row in rows])]


def _by_relevance(rows: Sequence[Commitment], asked: Asked) -> list[Commitment]:
    """Those that share the question's topic first, obligations before intentions, then by due date; dated ones by date alone."""
    topic = _topic(asked)
    shared = dict(zip(map(id, rows), _shared(rows, topic) if topic else [0] * len(rows), strict=True))

    def key(row: Commitment) -> tuple[int, int, str]:
        due = row.due_on.isoformat() if row.due_on else "9999"
        return -shared[id(row)], 0 if asked.period or asked.done else _ORDER[row.modality], due

    return sorted(rows, key=key)


def _corrections(connection: sa.Connection, rows: Sequence[Commitment], asked: Asked) -> dict[str, str]:
    """Who set fields of the commitments, and when, by the commitments' ids."""
    ids = {row.id for row in rows if row.corrected}
    works = work.held(connection) if ids else {}
    return {
        key: say("corrected", asked.language, field=", ".join(sorted(done.corrected)), by=done.by, day=wording.day(journal.utc(done.at).date(), asked.language))
        for key, done in works.items()
        if key in ids
    }  # fmt: skip


def _promise(row: Commitment, asked: Asked, by_a_person: str = "") -> Statement:
    language = asked.language
    due = row.due_text or (wording.day(row.due_on, language) if row.due_on else "")
    due = "" if one_line(due) in one_line(row.action) else due
    text = say(
        "commitment", language, obligor=", ".join(row.obligor) or "—", modality=wording.modality(row.modality, language),
        action=one_line(row.action), due=f" ({due})" if due else "",
    )  # fmt: skip
    tail = [labels.COMMITMENT_STATUS[row.status][language]] if row.status != "open" else []
    if row.owner:
        tail.append(say("owner", language, owner=row.owner))
    text += say("tail", language, tail=", ".join(tail)) if tail else ""
    text += f" [{by_a_person}]" if by_a_person else ""
    proofs = [row.citation, *row.other_texts]
    if row.progress:
        latest = row.progress[0]
        on = latest.done_on or latest.reported_on
        told = wording.day(on, language) if on else ""
        text += say("reported", language, state=labels.PROGRESS[latest.state][language], day=told)
        proofs.append(latest.citation)
    if row.superseded is not None:
        since = wording.day(row.superseded.since, language) if row.superseded.since else "—"
        text = say("superseded", language, since=since, by=row.superseded.citation.document, text=text)
        proofs.append(row.superseded.citation)
    return Statement(text, tuple(dict.fromkeys(proofs)))
