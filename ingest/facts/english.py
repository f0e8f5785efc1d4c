"""Promises in English sentences: the modal verb says what kind, the subject before it says whose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.facts.english_subjects import REPORTED, SAID_OF_OWN, clause_start, joined, subject
from ingest.facts.english_verbs import ACTS, BARE, begins_with_verb, hits
from ingest.facts.naming import Mention, Names
from ingest.facts.organisations import Organisation
from ingest.facts.promise import Promise, Setting
from kb.domain import Modality

_BOILERPLATE = re.compile(
    r"^\W*(?:(?:this|the|that|these|those|such|any|all|no|each|said)\s+)*(?:[\w’'-]+\s+){0,2}?(?:MOU|MoU|LOI|LoI|Memorand\w+|Agreements?|Amendments?|Understanding|Letter|Articles?|Paragraphs?|Sections?|Clauses?|notices?|communications\s+(?:under|required)|Annex\w*|Appendix"
    r"|provisions?|terms?|texts?|laws?|courts?|nothing|definitions?|headings?|word|words|obligations\s+under|rights|title|ownership|it|purpose|following|invalidity|signing|failure|waiver|counterparts?)\b",
    re.IGNORECASE,
)
_CHANGED = re.compile(r"\s*(?:be\s+)?(?:renewed|extended|amended|modified|terminated|ended|reviewed)\b", re.IGNORECASE)
# What is said of the agreement itself: "shall be governed by", "enters into force".
_LEGAL = re.compile(
    r"^\s*(?:be\s+(?:governed|construed|interpreted|deemed|considered|effective|binding|valid|in\s+force|understood|read|void|null|signed|executed|subject|from|the|an?|of|as\s+follows|\d+)|enter\s+into\s+(?:force|effect)|come\s+into|take\s+effect|remain\s+(?:in|valid)|become\s+effective"
    r"|mean|include|constitute|terminate|expire|apply|prevail|supersede|survive|commence|continue\s+in|have\s+(?:the\s+)?(?:meaning|equal|no)|begin|end|inure|not\s+exceed|equal)\b",
    re.IGNORECASE,
)
_DEMONSTRATIVE = re.compile(r"\W*(?:this|that|these|those|there|such)\W*", re.IGNORECASE)
_PRONOUN = re.compile(r"(?:.*[,\s])?(?:it|they|he|she|who)", re.IGNORECASE | re.DOTALL)
_WE = re.compile(r"(?:.*[,;:\s])?(?:[Ww]e|I|[Oo]ur\s+(?:side|delegation|team))", re.DOTALL)
_AGENT = re.compile(
    r"\bby\s+$|\b(?:consultation|agreement|consent|negotiations?)\s+(?:of|between|among)\s+$", re.IGNORECASE
)
_RECIPIENT = re.compile(r"\b(?:to|with)\s+$", re.IGNORECASE)
_NEGATIVE = re.compile(r"(?:neither|no)\b", re.IGNORECASE)
# "Neither the Institute nor the Trust shall ...".
_NOR = re.compile(r"\bneither\s+(?:[^,;:.]{1,80}\snor\s+)?(?:the\s+)?$", re.IGNORECASE)
_PASSIVE = re.compile(r"\s*(?:\w+ly\s+)?be\s+(?:\w+ly\s+)?\w+(?:ed|en|id|ade|old|ent|ought|one|eld)\b", re.IGNORECASE)
_ASKED = re.compile(
    r"\b(?:asked|proposed|suggested|considered|discussed|wondered|recommended|invited|requested|questioned|debated|explored|talked\s+about|(?:recommend|suggest|propose|urge)s?\s+that)\b",
    re.IGNORECASE,
)
# "ACTION 7.1: SDF to send the draft", wherever it stands.
_ACTION_LABEL = re.compile(r"\s*(?:ACTION|Action)(?:\s(?:[Ii]tem\s|ITEM\s)?\d[\d.]*)?\s*[:–—]\s*")
_AND = re.compile(r"\s*(?:,|/|&|,?\s?and)\s*")
_ACTION_ITEM = re.compile(r"^\s*(?:[:–—-]\s*(?:to\s+)?(?=[A-Za-z])|to\s+(?=[a-z]))")
# "Sam Reed to book the room": a person, whose organisation the list of attendance tells.
_PERSON = re.compile(
    r"(?P<who>(?:(?:Mr|Ms|Mrs|Dr|Prof)\.?\s|(?:[A-Z]\.\s?)+)?[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,2})\s*(?::\s*(?:to\s+)?|\s+to\s+)(?P<what>[a-z].+)"
)
_ACT = re.compile(rf"\s+(?:(?:jointly|both|each|also|then|\w+ly)\s+)?(?P<act>{ACTS.pattern})", re.IGNORECASE)
# "Bank charges are carried by the Agency", among the articles.
_DONE_BY = re.compile(
    r"\b(?:is|are)\s+(?:\w+ly\s+)?(?:borne|paid|carried|met|covered|provided|supplied|prepared|organi[sz]ed|hosted|funded|financed|delivered|maintained|managed|arranged|published|translated|insured|trained|appointed)"
    r"\s+by\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_FINITE = re.compile(r"\b(?:is|are|was|were|has|have|had)\b", re.IGNORECASE)
_AGREED = re.compile(r"(?:.*[,\s])?it\s+(?:was|is|has\s+been)", re.IGNORECASE | re.DOTALL)
# No sentence of prose is longer; what is, is a table or a list without stops.
_LONGEST = 4000
_MOST = 40


def english_promises(text: str, names: Names, setting: Setting) -> Iterator[Promise]:
    """The promises of one English sentence."""
    text = text[:_LONGEST]
    reader = _Sentence(text, names, setting)
    previous: Promise | None = None
    for promise in reader.promises():
        # "shall invite ..., and shall waive ...": one promise in two verbs.
        same = previous is not None and previous.modality == promise.modality
        same = same and previous is not None and promise.obligor in (None, previous.obligor)
        if not same or (";" in text[: promise.end] and promise.obligor is None and promise.start > 0):
            yield promise
        previous = promise


def is_bare(text: str) -> bool:
    """Whether an entry of a list begins with a verb, or with what somebody is: "Provide a venue", "Responsible for the permits"."""
    return BARE.match(text) is not None and not _FINITE.search(text) and not hits(text, should=False)


def modal_agrees(modal: str) -> bool:
    """Whether the words are those of an agreement: "It was agreed to meet again"."""
    return bool(re.match(r"agreed\b", modal, re.IGNORECASE))


class _Sentence:
    """One sentence with the organisations it names."""

    def __init__(self, text: str, names: Names, setting: Setting) -> None:
        self.text = text
        self.names = names
        self.setting = setting
        self.mentions = names.mentions(text)

    def promises(self) -> Iterator[Promise]:
        """Every promise, in order."""
        found = [*hits(self.text, should=self.setting.articles), *self._acts()]
        found = sorted(found, key=lambda hit: hit[0])[:_MOST]
        if not found:
            yield from self._action_item()
        for index, (start, end, modality) in enumerate(found):
            if modality is None or (index and start < found[index - 1][1]):
                continue
            following = found[index + 1][0] if index + 1 < len(found) else len(self.text)
            ends = re.search(r";|,?\s+and\s+then\s", self.text[end:following])
            finish = following if ends and following < len(self.text) else len(self.text)
            promise = self._promise((start, end), modality, finish, found[index - 1][1] if index else 0)
            if promise is not None:
                yield promise

    def _acts(self) -> Iterator[tuple[int, int, Modality | None]]:
        """Plain presents of a party, which bind among the articles: "Party B provides assistance"."""
        if not self.setting.articles:
            return
        for mention in self.mentions:
            pair = re.match(r"\s*(?:,|and|or)\s+[A-Z]\b", self.text[mention.end :])
            begin = mention.end + (pair.end() if pair else 0)
            found = _ACT.match(self.text, begin)
            if found is not None:
                yield found.start("act"), found.start("act"), "obligation"
            done = _DONE_BY.search(self.text[: mention.start])
            if done is not None and not _PRONOUN.fullmatch(self.text[: done.start()].strip()):
                yield done.start(), done.start(), "obligation"

    def _action_item(self) -> Iterator[Promise]:
        """An entry that names who, then what: "SDF to send the draft", "SDF: send the draft"."""
        label = _ACTION_LABEL.match(self.text)
        if not self.setting.binding and label is None:
            return
        if not self.mentions or self.mentions[0].start > (label.end() if label else 3):
            person = _PERSON.match(self.text)
            if person is not None:
                yield Promise("obligation", None, person["what"].strip(" .;"), 0, len(self.text), "", person["who"])
            return
        first = self.mentions[0]
        last = first
        for each in self.mentions[1:]:
            last = each if _AND.fullmatch(self.text[last.end : each.start]) else last
        opened = _ACTION_ITEM.match(self.text[last.end :])
        rest = self.text[last.end + opened.end() :] if opened else ""
        if opened is not None and ("to" in opened.group() or begins_with_verb(rest)):
            organisations = joined(self.text, self.mentions, last, self.names)
            action = self.text[last.end :].strip(" .;:–—-")
            yield Promise("obligation", organisations, action, 0, len(self.text), "", first.team)

    def _promise(self, hit: tuple[int, int], modality: Modality, finish: int, earlier: int) -> Promise | None:
        start, end = hit
        text = self.text
        first = clause_start(text, start)
        before, verb, modal = text[first:start], text[end:], text[start:end].lower()
        if (modal == "may" and re.match(r"\s*\d", verb)) or self._is_asked(before, start):
            return None
        chosen = self._in_this_document(modality, modal, before, start)
        if chosen is None:
            return None
        own = SAID_OF_OWN.search(before)
        if own is not None and not any(each.start <= first + own.start("who") + 4 < each.end for each in self.mentions):
            return Promise(chosen, None, verb[: finish - end].strip(" .,"), first, finish, "", own["who"])
        governs = subject(text, self.mentions, first, start, earlier)
        if governs == "subordinate" or (_LEGAL.match(verb) and not isinstance(governs, Mention)):
            return None
        action = text[start if start == end else end : finish].strip(" .;,") or text[first:finish].strip(" .;,")
        if isinstance(governs, Mention):
            return self._by_subject(governs, chosen, action, (first, start, end, finish))
        return self._without_subject(chosen, action, (first, start, end, finish))

    def _is_asked(self, before: str, start: int) -> bool:
        """Whether somebody only asks for it, or talks about it."""
        return bool(_ASKED.search(before)) and not re.search(r"\bagree[sd]?\b", self.text[: start + 12])

    def _in_this_document(self, modality: Modality, modal: str, before: str, start: int) -> Modality | None:
        """The modality as far as this kind of document can promise."""
        if modal == "would":
            if "agreed that" in before:
                return "obligation"
            return "intent" if REPORTED.search(self.text[:start]) else None
        if modal in ("can", "could") and not self.setting.articles:
            return None
        if self.setting.kind == "brief" and modal == "will" and modality == "obligation":
            return "intent"
        return modality

    def _by_subject(
        self, governs: Mention, modality: Modality, action: str, place: tuple[int, int, int, int]
    ) -> Promise | None:
        first, start, end, finish = place
        negative = bool(_NEGATIVE.match(self.text, governs.start) or _NOR.search(self.text[first : governs.start]))
        verb = self.text[end:]
        if negative and (
            re.match(r"\s*be\s+(?:liable|obliged|required|bound|responsible)", verb)
            or re.match(r"is|are", self.text[start:end])
        ):
            return None
        organisations = joined(self.text, self.mentions, governs, self.names)
        return Promise("prohibition" if negative else modality, organisations, action, first, finish, "", governs.team)

    def _without_subject(self, modality: Modality, action: str, place: tuple[int, int, int, int]) -> Promise | None:
        """A sentence about a thing: whoever it says does it, else nobody; a sentence about the agreement promises nothing."""
        first, start, end, finish = place
        thing = self.text[first:start].strip(" ,.;:")
        obligor = self._agent(end)
        if obligor is None and self.text[start:end].lower().endswith(" for"):
            # "is for the Institute to arrange"
            obligor = next((each.organisations for each in self.mentions if end <= each.start <= end + 5), None)
        if _WE.fullmatch(thing):
            spoken: Modality = modality if self.setting.articles or modality != "obligation" else "intent"
            return Promise(spoken, None, action, first, finish, own=True)
        if _PRONOUN.fullmatch(thing) and not _CHANGED.match(self.text[end:]):
            return Promise(modality, None, action, first, finish)
        if _AGREED.fullmatch(thing) and modal_agrees(self.text[start:end]):
            return Promise(modality, self.names.parties or None, action, first, finish)
        if _DEMONSTRATIVE.fullmatch(thing):
            return None
        head = thing[thing.rfind(",") + 1 :].strip()
        if _BOILERPLATE.search(thing) or _BOILERPLATE.search(head) or re.search(r"\bnothing\b", thing, re.IGNORECASE):
            changed = modality == "permission" and _CHANGED.match(self.text[end:])
            return Promise(modality, obligor, action, first, finish) if changed else None
        to = self._recipient(end) if obligor is None and _PASSIVE.match(self.text[end:]) else ()
        return Promise(modality, obligor, action, first, finish, thing if obligor is None else "", "", to)

    def _agent(self, end: int) -> tuple[Organisation, ...] | None:
        return next(
            (
                each.organisations
                for each in self.mentions
                if each.start >= end and _AGENT.search(self.text[: each.start])
            ),
            None,
        )

    def _recipient(self, end: int) -> tuple[Organisation, ...]:
        mentions: Sequence[Mention] = [each for each in self.mentions if each.start >= end and not each.together]
        return next((each.organisations for each in mentions if _RECIPIENT.search(self.text[: each.start])), ())
