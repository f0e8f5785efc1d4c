"""Who speaks for whom: the people of a list of attendance by the organisation they are named with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.facts.attending import is_office, letterhead
from ingest.facts.clauses import Clause
from ingest.facts.naming import Mention, Names
from ingest.facts.organisations import Organisation
from kb.domain import Document

_HONORIFIC = re.compile(r"^(?:Mr|Ms|Mrs|Miss|Dr|Prof|Sir|Dame|Hon|Amb)\.?\s+", re.IGNORECASE)
_WORD = re.compile(r"[A-Za-z가-힣○][\w.’'○-]*")
_LISTS = re.compile(r"(?:Present|Attend|In attendance|Participants|참석|출석|배석)", re.IGNORECASE)
# In a report on visits the list of who was met stands below the name of whose people they are.
_MET = re.compile(r"(?:면담자|상대(?:방|측)|접견자|대담자|만난\s?사람|Met with|Interlocutors?|Counterparts?)\s*[:：]")
_PRESENT = re.compile(r"(?:^|\s)(?:Present|Attendees|Attending|In attendance|Participants)\s*:\s*")
_SEPARATOR = re.compile(r"[,;/·\n]")
# "김 부장": a surname alone with an office.
_SURNAME = re.compile(r"(?P<surname>[가-힣])\s(?P<office>[가-힣]{2,6})")
# A person as the subject of a sentence: "Mr Holt", "In reply, Principal Tarrant", "The Deputy Director".
_PERSON = re.compile(
    r"(?:^|[\s,])(?P<who>(?:Mr|Ms|Mrs|Miss|Dr|Prof)\.?\s+[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)?|[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)+)$"
)
_OFFICER = re.compile(r"(?:^|[\s,])[Tt]he\s(?P<office>[A-Z][\w’'-]+(?:[\s-][A-Z][\w’'-]+){0,2})$")
_BRACKET = re.compile(r"\s*\([^()]{1,20}\)")
_GLOSS = re.compile(r"\s*\([^()]*\)")
_BRACKETED = re.compile(r"[(\[<【](?P<who>[^()\[\]<>【】]{2,40})[)\]>】]")
# "노을섬(박세찬 국장)": whose turn it is, with who speaks.
_SIDE = re.compile(r"(?P<name>[가-힣A-Za-z㈜ ]{2,20}?)\s?\([^()]{2,30}\)")
_LABEL_WORD = re.compile(r"\s*([^\s:：(]+)(?=[\s:：(]|$)")
# Nobody is introduced further down than this.
_OPENING = 60


class Attendance:
    """The people of one document and the organisation each is named with."""

    def __init__(self, document: Document, clauses: Sequence[Clause], names: Names) -> None:
        self._names = names
        host = _host(document, names)
        self._people = [
            pair
            for clause in clauses[:_OPENING]
            if not clause.label
            and len(clause.text) < 500
            and (clause.kind in ("line", "item") or _LISTS.match(clause.text))
            for pair in _people(clause.text, names, host)
        ]
        self._people += [
            (clause.text, mention.organisations[0])
            for clause in clauses
            if _MET.match(clause.text)
            for mention in _heading_mentions(clause, names)
        ]
        self._labels = [pair for people, organisation in self._people for pair in _label_words(people, organisation)]

    def organisation_of(self, speaker: str) -> tuple[Organisation, ...]:
        """The organisation that a speaker's label means; empty where the document does not say."""
        if not speaker:
            return ()
        for mention in self._names.mentions(f"{speaker} "):
            if not mention.together:
                return mention.organisations
        wanted = _HONORIFIC.sub("", speaker).strip()
        found = [organisation for people, organisation in self._people if _is_among(wanted, people)]
        return (found[0],) if len(set(found)) == 1 else ()

    def spoken_for(self, subject: str) -> tuple[Organisation, ...]:
        """Whom a person binds who is the subject of a sentence; empty where the subject is no person of the list."""
        if person := _PERSON.search(subject):
            return self.organisation_of(person["who"])
        if officer := _OFFICER.search(subject):
            held = re.compile(
                rf"(?<!\w){re.escape(officer['office'])}\s+(?:Mr|Ms|Dr)?\.?\s*[A-Z]|,\s*{officer['office']}\b"
            )
            found = {organisation for people, organisation in self._people if held.search(people)}
            return tuple(found) if len(found) == 1 else ()
        words = subject.split()
        if 0 < len(words) < 4 and is_office(words[-1]):
            return self.organisation_of(subject)
        return ()

    def turn(self, text: str) -> tuple[str, int]:
        """Who begins to speak with `text`, and how many characters say so: "국제통상과장 윤태오 바쁘신 중에 ..."."""
        side = _SIDE.fullmatch(text)
        named = self._names.mentions(f"{side['name']} ")[:1] if side else []
        if side and any((each.start, each.end, each.together) == (0, side.end("name"), False) for each in named):
            return side["name"], len(text)
        opening = _BRACKETED.match(text)
        label = opening["who"] if opening else text
        for persons, others in self._labels:
            end, said = 0, []
            while word := _LABEL_WORD.match(label, end):
                if word[1] not in persons and not _is_listed(word[1], others):
                    break
                said.append(word[1])
                bracket = _BRACKET.match(label, word.end())
                end = bracket.end() if bracket else word.end()
            if len(said) > 1 and any(word in persons for word in said) and (opening is None or end == len(label)):
                end = opening.end() if opening else end
                return " ".join(said), len(text) - len(text[end:].lstrip(" :："))
        return "", 0


def _heading_mentions(clause: Clause, names: Names) -> list[Mention]:
    """The organisation that heads the section of a clause, where there is one and no other."""
    found = names.mentions(re.sub(r"[()]", " ", " ".join(clause.path[-1:])) + " ")
    named = {each.organisations for each in found if not each.together}
    return found[:1] if len(named) == 1 else []


def _is_listed(word: str, others: set[str]) -> bool:
    """Whether a word of a label stands in the list: as it is, or an office with more before it there ("과장", "관광과장")."""
    return word in others or (is_office(word) and any(each.endswith(word) for each in others))


def _host(document: Document, names: Names) -> Organisation | None:
    """Whose letter paper the minutes are on."""
    head = letterhead(document) if document.kind == "minutes" else None
    mentions = names.mentions(f"{head[0]} ") if head else []
    return mentions[0].organisations[0] if mentions else None


def _label_words(people: str, organisation: Organisation) -> Iterator[tuple[set[str], set[str]]]:
    """The words of each Korean person's name, and those of the offices and the organisation a turn may be headed with."""
    for entry in _SEPARATOR.split(_BRACKET.sub(" ", people)):
        words = [word for word in entry.split() if re.fullmatch(r"[가-힣○A-Za-z.]+", word)]
        persons = {word for word in words if not is_office(word) and len(word) > 1}
        if re.search("[가-힣]", entry) and persons and len(words) < 7:
            yield persons, {*words, *(word for name in organisation.all_names() for word in name.split())}


def _people(text: str, names: Names, host: Organisation | None) -> Iterator[tuple[str, Organisation]]:
    """The words that stand with each organisation: after it up to the next one, or before it where it is in brackets."""
    present = _PRESENT.search(text)
    text = text[present.end() :] if present else text
    mentions: list[Mention] = []
    for each in names.mentions(text):
        # "Harbour Council (HC) Ada Lind": the abbreviation in brackets stands with nobody of its own.
        if (
            mentions
            and each.organisations == mentions[-1].organisations
            and text[mentions[-1].end : each.start].strip() == "("
        ):
            mentions[-1] = replace(mentions[-1], end=each.end)
        elif not each.together and not each.team:
            mentions.append(each)
    if present and host is not None:
        yield text[: mentions[0].start if mentions else len(text)], host
    if len(mentions) == 1 and re.search(r",\s+$", text[: mentions[0].start]) and mentions[0].end == len(text):
        # "Ada Lind, Director, Harbour Institute"
        yield text[: mentions[0].start], mentions[0].organisations[0]
    for index, mention in enumerate(mentions):
        bracketed = text[: mention.start].rstrip().endswith("(")
        if bracketed:
            first = mentions[index - 1].end if index else 0
            yield _SEPARATOR.split(text[first : mention.start])[-1], mention.organisations[0]
        following = mentions[index + 1] if index + 1 < len(mentions) else None
        if following is not None and text[: following.start].rstrip().endswith("("):
            continue
        if not bracketed:
            yield text[mention.end : following.start if following else len(text)], mention.organisations[0]


def _is_among(speaker: str, people: str) -> bool:
    """Whether a label names one of `people`: the whole of it, its family name, or a surname with an office."""
    words = _WORD.findall(speaker)
    if not words:
        return False
    # "아이노 케투바라(Aino Kettuvaara) 청장" is "케투바라 청장", too.
    people = f"{people} {_GLOSS.sub('', people)}" if "(" in people else people
    if re.search(rf"(?<!\w){re.escape(speaker)}(?!\w)", people):
        return True
    if short := _SURNAME.fullmatch(speaker):
        return bool(re.search(rf"(?<!\w){short['surname']}[가-힣]{{1,3}}\s+(?:[가-힣]+\s)?{short['office']}", people))
    name = words[0] if re.match("[가-힣]", words[0]) else words[-1]
    return len(name) > 1 and bool(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", people))
