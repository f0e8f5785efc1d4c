"""Who speaks for whom: the people of a list of attendance by the organisation they are named with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.facts.clauses import Clause
from ingest.facts.naming import Names
from ingest.facts.organisations import Organisation

_HONORIFIC = re.compile(r"^(?:Mr|Ms|Mrs|Miss|Dr|Prof|Sir|Dame|Hon|Amb)\.?\s+", re.IGNORECASE)
_WORD = re.compile(r"[A-Za-z가-힣][\w.’'-]*")
_LISTS = re.compile(r"(?:Present|Attend|In attendance|Participants|참석|출석|배석)", re.IGNORECASE)
_SEPARATOR = re.compile(r"[,;/·\n]")
# "김 부장": a surname alone with an office.
_SURNAME = re.compile(r"(?P<surname>[가-힣])\s(?P<office>[가-힣]{2,6})")
# Nobody is introduced further down than this.
_OPENING = 60


class Attendance:
    """The people of one document and the organisation each is named with."""

    def __init__(self, clauses: Sequence[Clause], names: Names) -> None:
        self._names = names
        self._people = [
            pair
            for clause in clauses[:_OPENING]
            if not clause.label
            and len(clause.text) < 500
            and (clause.kind in ("line", "item") or _LISTS.match(clause.text))
            for pair in _people(clause.text, names)
        ]

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


def _people(text: str, names: Names) -> Iterator[tuple[str, Organisation]]:
    """The words that stand with each organisation: after it up to the next one, or before it where it is in brackets."""
    mentions = [each for each in names.mentions(text) if not each.together and not each.team]
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
    if re.search(rf"(?<!\w){re.escape(speaker)}(?!\w)", people):
        return True
    if short := _SURNAME.fullmatch(speaker):
        return bool(re.search(rf"(?<!\w){short['surname']}[가-힣]{{1,3}}\s+(?:[가-힣]+\s)?{short['office']}", people))
    name = words[0] if re.match("[가-힣]", words[0]) else words[-1]
    return len(name) > 1 and bool(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", people))
