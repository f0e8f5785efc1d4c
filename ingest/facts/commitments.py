"""Clauses -> commitments: who promised what to whom by when, each with the sentence that says so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from ingest.facts.attendance import Attendance
from ingest.facts.clauses import Clause, cite_clause
from ingest.facts.conditions import UNTIMELY, condition_of
from ingest.facts.due import Anchors, Due, all_due, find_due
from ingest.facts.english import english_promises
from ingest.facts.korean import korean_promises
from ingest.facts.listed import Lead, lead_of, leads_list, promise_of_entry
from ingest.facts.naming import Names
from ingest.facts.obligors import Organisations, Sides, obligee_of, obligor_of
from ingest.facts.payments import payment_in
from ingest.facts.promise import Promise, Setting
from ingest.facts.section_titles import REVIEWED, ROLE
from ingest.facts.sections import Section, Sections
from ingest.facts.tables import Row, read_line, read_row
from kb.domain import Commitment, Document, Kind, Modality
from kb.text import language_of

_DEFINES = re.compile(
    r"[“\"‘「][^”\"’」]{1,40}[”\"’」]\s*(?:means|shall mean|refers to|이?란|(?:은|는)(?=.*(?:말한다|말하며|뜻한다|뜻하며|의미한다|가리킨다|이라\s한다)))\s"
)
_WHEREAS = re.compile(r"^\W*(?:whereas|recogni[sz]ing|considering|desiring|noting|recalling)\b", re.IGNORECASE)
# What binds even in the opening of an agreement.
_STRONG = re.compile(r"\b(?:shall|will)\b|기로 한다|야 한다")
# "in 2026" says when something is planned; only words like these make it a date to be held to.
_DEADLINE = re.compile(r"까지|안에|이내|말$|\b(?:by|before|until|within|later|end of)\b", re.IGNORECASE)
_AREAS = re.compile(r"(?:협력|협업|교류|사업)\s?(?:의\s)?(?:분야|범위|영역)|\b(?:areas?|fields?)\s+of\b", re.IGNORECASE)
# "[협의 중: ...]", "[to be agreed]": a text still under discussion promises nothing.
_OPEN = re.compile(
    r"\W*\[\s*(?:(?:협의|논의|검토|조정|확인)\s?(?:중|필요|예정)|미정|미합의|추후|to\s+be\s+(?:agreed|confirmed|discussed|decided)|under\s+(?:discussion|negotiation|review)|TBC|TBD|open)\b",
    re.IGNORECASE,
)
_NUMBERING = re.compile(
    r"^(?:제\s?\d+\s?조(?:의\s?\d+)?|(?:Article|ARTICLE|Section|Clause|Annex|Item)\s+[\dIVXA-Z.]+|[\dIVX가-하Ⅰ-Ⅹ]{1,4}[.)]|\d{1,2})\s*[.:–-]?\s*"
)


def read_commitments(
    document: Document, clauses: Sequence[Clause], names: Names, anchors: Anchors, kind: Kind
) -> list[Commitment]:
    """The commitments of a document read as one of `kind`, in reading order."""
    sides = Sides(document, names, names.parties, kind)
    reading = _Reading(sides, Sections(kind, clauses, names), Attendance(document, clauses, names), anchors)
    for clause in clauses:
        reading.take(clause)
    return reading.made


def topic_of(heading: str) -> str:
    """A heading as the name of a topic: without its number and brackets."""
    bare = _NUMBERING.sub("", heading.strip(" [](){}【】■□▣◈◆"))
    return bare.strip(" ()（）【】[].:")[:80]


@dataclass
class _Reading:
    """A document as it is read, and what the sentences before the present one settle: who was bound last, an open list."""

    sides: Sides
    sections: Sections
    attendance: Attendance
    anchors: Anchors
    path: tuple[str, ...] = ()
    last: Organisations = ()
    lead: Lead | None = None
    turn: str = ""
    made: list[Commitment] = field(default_factory=list)

    def take(self, clause: Clause) -> None:
        """Read one clause."""
        if clause.path != self.path or clause.kind == "heading":
            self.path, self.last, self.lead, self.turn = clause.path, (), None, ""
        clause = self._spoken(clause)
        section = self.sections.of(clause)
        if clause.kind == "heading" or section.silent or _DEFINES.search(clause.text) or _OPEN.match(clause.text):
            return
        if clause.kind == "row" or (section.binding and clause.kind != "sentence"):
            row = self._row(clause)
            if row is not None or clause.kind == "row":
                self.made.extend(self._of_row(clause, row) if row else ())
                return
        if clause.kind == "item" and (entry := self._entry(clause, section)) is not None:
            self.made.extend(entry)
        else:
            self._sentence(clause, section)

    def _spoken(self, clause: Clause) -> Clause:
        """A clause with its speaker, where a person of the list of attendance heads the turn without a colon."""
        if self.sides.kind != "minutes" or clause.speaker or clause.kind not in ("item", "line", "sentence"):
            return clause
        who, label = self.attendance.turn(clause.text) if clause.listed or clause.kind == "line" else ("", 0)
        self.turn = who or self.turn
        return replace(clause, speaker=self.turn, label=label) if self.turn else clause

    def _row(self, clause: Clause) -> Row | None:
        if clause.reading:
            # Only minutes list people: elsewhere a word nobody defines is nobody's name.
            attendance = self.attendance if self.sides.kind == "minutes" else None
            return read_row(clause.reading, self.sides.names, attendance, self.anchors.meeting)
        numbered = clause.listed or bool(re.match(r"\d{1,2}\s", clause.text))
        return read_line(clause.text, self.sides.names) if numbered or not self.sides.agreed else None

    def _of_row(self, clause: Clause, row: Row) -> Iterator[Commitment]:
        if row.status and any(REVIEWED.search(title) for title in clause.path[-2:]):
            # How far an earlier promise is, told under "지난 회의 조치사항", is a report and no new promise.
            return
        modality: Modality = "intent" if self.sides.kind == "brief" else "obligation"
        promise = Promise(modality, row.organisations, row.action, 0, len(clause.text), "", row.team)
        obligor = row.organisations if row.organisations != self.sides.names.parties else self.sides.parties
        due = self._due_of_row(row)
        if row.paid and not obligor:
            if (sides := payment_in(self.made, self.sides.parties)) is not None:
                yield self._commitment(clause, promise, sides[0], due, obligee=sides[1])
        elif obligor or self.sides.agreed:
            yield self._commitment(clause, promise, obligor or self.sides.parties, due)

    def _due_of_row(self, row: Row) -> Due:
        """When a row is due: the date of its column, else the day that its words fix."""
        if row.due is None:
            due = find_due(row.due_text, language_of(row.due_text), self.anchors)
            return Due(row.due_text, due.on, due.trace)
        # A date still to be agreed stands in brackets.
        return Due(row.due_text, row.due.last if "[" not in row.due_text else None)

    def _entry(self, clause: Clause, section: Section) -> list[Commitment] | None:
        """An entry of a list whose opening sentence, or whose heading, says who and how; None where it speaks for itself."""
        lead = self.lead or (Lead("obligation", section.roles) if section.roles else None)
        if lead is None:
            return None
        promise = promise_of_entry(clause, lead, self.sides.names, self._setting(section))
        if promise is None:
            return None
        # An opening sentence that only announces its entries promises nothing.
        if self.made and self.made[-1] is lead.commitment and not lead.complete:
            self.made.pop()
        due = next(iter(all_due(clause.text, clause.language, self.anchors)), Due())
        return [self._commitment(clause, promise, lead.obligor, due)]

    def _sentence(self, clause: Clause, section: Section) -> None:
        made = list(self._promised(clause, section))
        self.made.extend(commitment for _, commitment in made)
        if leads_list(clause):
            if made:
                obligor, commitment = made[-1]
                self.lead = lead_of(clause, commitment.modality, obligor, commitment)
            else:
                self.lead = lead_of(clause, "obligation", self._named_above(clause, section))
        elif not clause.listed:
            self.lead = None

    def _named_above(self, clause: Clause, section: Section) -> Organisations:
        """Whom the opening of a list names that promises nothing itself: "갑의 역할은 다음과 같다", "BVF:"."""
        if _AREAS.search(clause.text):
            # "갑과 을의 협력분야는 다음과 같다": what the entries describe nobody promises by them.
            return ()
        mentions = self.sides.names.mentions(f"{clause.text} ")
        short = len(clause.text) < 90 and section.binding
        named = bool(mentions) and (mentions[0].start < 4 or ROLE.search(clause.text) is not None)
        return mentions[0].organisations if named and short else ()

    def _promised(self, clause: Clause, section: Section) -> Iterator[tuple[Organisations, Commitment]]:
        if section.recital and (not _STRONG.search(clause.text) or _WHEREAS.match(clause.text)):
            return
        said = clause.text[clause.label :]
        promises = self._promises(said, clause, section)
        for promise in promises:
            speaker = self.attendance.organisation_of(clause.speaker)
            person = self.attendance.organisation_of(promise.team) or self.attendance.spoken_for(promise.thing)
            obligor = obligor_of(self.sides, clause, promise, section, speaker, self.last, person)
            if obligor is None or self._is_law(clause, promise, section) or not (obligor or self._is_known):
                continue
            if obligor:
                self.last = obligor
            part = said if len(promises) == 1 else said[promise.start : promise.end]
            for due in self._dues(part, clause, promise.modality):
                yield obligor, self._commitment(clause, promise, obligor, due, part)

    @property
    def _is_known(self) -> bool:
        """Whether the document says enough of who takes part that what binds nobody by name is worth a row."""
        return bool(self.sides.parties) or (self.sides.agreed and self.sections.has_body)

    def _is_law(self, clause: Clause, promise: Promise, section: Section) -> bool:
        """Whether it is a rule and no promise: statutes and notices say 하여야 한다 of whom they bind."""
        plain = self.sides.kind == "other" and clause.language == "ko" and not section.binding
        return plain and promise.modality in ("obligation", "permission", "prohibition")

    def _promises(self, said: str, clause: Clause, section: Section) -> list[Promise]:
        read = korean_promises if clause.language == "ko" else english_promises
        return list(read(said, self.sides.names, self._setting(section)))

    def _setting(self, section: Section) -> Setting:
        return Setting(self.sides.kind, section.binding)

    def _dues(self, part: str, clause: Clause, modality: Modality) -> list[Due]:
        # "If it is not mended within two days, ...": that time belongs to the condition.
        condition = condition_of(part, clause.language)
        apart = part.replace(condition, " ") if UNTIMELY.match(condition) else part
        dues = all_due(apart, clause.language, self.anchors) or [Due()]
        if modality == "intent":
            dues = [each if _DEADLINE.search(each.text) else Due(each.text) for each in dues[:1]]
        return dues if all(each.on for each in dues) else dues[:1]

    def _commitment(
        self,
        clause: Clause,
        promise: Promise,
        obligor: Organisations,
        due: Due,
        part: str = "",
        obligee: Organisations = (),
    ) -> Commitment:
        obligee = obligee or obligee_of(self.sides, clause, obligor)
        return Commitment(
            obligor=tuple(each.label for each in obligor),
            obligee=tuple(each.label for each in obligee),
            action=promise.action or clause.text,
            modality=promise.modality,
            citation=cite_clause(self.sides.document, clause),
            due_on=due.on,
            due_text=due.text,
            topic=topic_of(clause.heading),
            owner=promise.team,
            condition=condition_of(part or clause.text, clause.language),
            due_trace=due.trace,
        )
