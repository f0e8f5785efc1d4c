"""Promises in English sentences: the modal verb says what kind, the subject before it says whose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.facts.naming import Mention, Names
from ingest.facts.organisations import Organisation, distinct
from ingest.facts.promise import Promise
from kb.domain import Kind, Modality

_ADVERB = r"(?:\s+(?:jointly|accordingly|also|hereby|further|each|both|now|only|together|promptly|mutually|likewise|always|\w+ly))?"
_WORK = r"(?:endeavou?r|strive|seek|try|attempt|aim|do\s+(?:its|their)\s+(?:utmost|best)|(?:use|make|exert|exercise)\s+(?:\w+\s+){0,4}?(?:efforts?|endeavou?rs?))\b"
_TRY = rf"(?:to\s+)?{_WORK}"
_AGREE = r"(?:(?:has|have)\s+)?(?:agree[sd]?|undertakes?|undertook|commit(?:s|ted)?(?:\s+(?:itself|themselves))?|pledge[sd]?|promise[sd]?|covenants?)"
_KINDS: tuple[tuple[Modality | None, str], ...] = (
    (None, rf"(?:shall|will|may|must){_ADVERB}\s+not\s+(?:be\s+)?(?:liable|obliged|required|construed|deemed|bound|responsible|considered|interpreted|prevented|affect|constitute|create|prejudice|prevent|apply)"),
    (None, r"(?:is|are|was|were)\s+(?:not|under\s+no|neither)\s+(?:obliged|required|obligation|bound|committed|expected)|(?:did|does|do|has|have|was|were)\s+not\s+(?:agree|commit|undertake|promise|agreed)"),
    ("best_effort", rf"(?:shall|will|must|should){_ADVERB}\s+{_WORK}|{_AGREE}\s+{_TRY}|(?:endeavou?rs|strives|seeks)\s+to"),
    ("prohibition", rf"(?:shall|will|must|may|can){_ADVERB}\s+(?:not|never|neither)\b|cannot\b|{_AGREE}{_ADVERB}\s+not\s+to|(?:is|are)\s+not\s+(?:permitted|allowed|entitled|authori[sz]ed)\s+to|(?:shall|will)\s+refrain\s+from"),
    ("intent", r"(?:now\s+|also\s+)?(?:intend|plan)(?:s|ed)?\s+(?:to|on)|(?:repeated|reaffirmed|express(?:es|ed)?)\s+(?:\w+\s+){0,3}?(?:willingness|readiness|intention|desire|wish)\s+to|(?:is|are|was|were)\s+(?:also\s+)?(?:prepared|willing|ready|planning|intending)\s+to|(?:hope|aim|expect)(?:s|ed)?\s+to"),
    ("permission", rf"may{_ADVERB}(?!\s+not)|(?:is|are)\s+(?:entitled|permitted|allowed|authori[sz]ed)\s+to|(?:has|have)\s+the\s+right\s+to|(?:is|are)\s+granted\s+permission\s+to|can(?!not)"),
    ("obligation", rf"(?:shall|must|will){_ADVERB}|{_AGREE}{_ADVERB}\s+to|(?:is|are)\s+(?:required|obliged|to\s+be|responsible\s+for|committed\s+to)|(?:guarantees|warrants)\b"),
    ("intent", r"would"),
)  # fmt: skip
_PATTERNS = tuple((modality, re.compile(rf"\b(?:{pattern})(?!\w)", re.IGNORECASE)) for modality, pattern in _KINDS)
_BEARS = re.compile(
    r"\b(?:bears?|meets?|covers?|pays?)\s+(?:all\s+)?(?:its|their|the)\s+(?:own\s+)?(?:\w+\s+)?(?:costs?|expenses?|expenditure)\b",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(
    r"\b(?:by|of|to|with|from|for|between|among|at|in|on|under|than|against|through|as|upon|towards?|about|via)\s+(?:(?:the|its|their|any|each)\s+)?$",
    re.IGNORECASE,
)
_SUBORDINATE = re.compile(
    r"\b(?:if|unless|where|when|whenever|once|after|before|provided|which|that|who|whose|whether|until|because|since|while|whereas|as|what|how|so)\b",
    re.IGNORECASE,
)
_BOILERPLATE = re.compile(
    r"^\W*(?:(?:this|the|that|these|those|such|any|all|no|each|said)\s+)*(?:\w+\s+){0,2}?(?:MOU|MoU|Memorand\w+|Agreements?|Amendments?|Understanding|Article|Paragraph|Section|Clause|Annex\w*|Appendix"
    r"|provisions?|terms?|texts?|laws?|courts?|nothing|definitions?|headings?|word|words|obligations\s+under|rights|title|ownership|it|purpose|following|invalidity|signing)\b",
    re.IGNORECASE,
)
_CHANGED = re.compile(r"\s*(?:be\s+)?(?:renewed|extended|amended|modified|terminated|ended|reviewed)\b", re.IGNORECASE)
_LEGAL = re.compile(
    r"^\s*(?:be\s+(?:governed|construed|interpreted|deemed|considered|effective|binding|valid|in\s+force|understood|read)|enter\s+into\s+(?:force|effect)|come\s+into|take\s+effect|remain\s+(?:in|valid)|become\s+effective"
    r"|mean|include|constitute|terminate|expire|apply|prevail|supersede|survive|commence|continue\s+in|have\s+(?:the\s+)?(?:meaning|equal|no)|begin|end)\b",
    re.IGNORECASE,
)
# "hopes that its members will ...": the verb is another's.
_OWN_SUBJECT = re.compile(
    r"\bthat\s+(?:(?:its|their|the|an?|all|any|every|each)\s+(?:\w+\s+){1,3}|(?:it|they|he|she)\s+)$", re.IGNORECASE
)
_AGENT = re.compile(
    r"\bby\s+$|\b(?:consultation|agreement|consent|negotiations?)\s+(?:of|between|among)\s+$", re.IGNORECASE
)
_REPORTED = re.compile(
    r"\b(?:said|stated|added|indicated|announced|explained|told|replied|reported|noted|confirmed)\b", re.IGNORECASE
)
_ASKED = re.compile(
    r"\b(?:asked|proposed|suggested|considered|discussed|wondered|recommended|invited|requested|questioned|debated)\b",
    re.IGNORECASE,
)
_ACTION_ITEM = re.compile(r"^\s*to\s+[a-z]")


def english_promises(text: str, names: Names, kind: Kind, agreed: bool) -> Iterator[Promise]:
    """The promises of one English sentence; `agreed` tells whether it stands among articles or decisions."""
    mentions = names.mentions(text)
    previous: tuple[Modality, tuple[Organisation, ...] | None] | None = None
    hits = _hits(text)
    if not hits and mentions and mentions[0].start < 4 and agreed and _ACTION_ITEM.match(text[mentions[0].end :]):
        yield Promise("obligation", mentions[0].organisations, text[mentions[0].end :].strip(" .;"), 0, len(text))
    for index, (start, end, modality) in enumerate(hits):
        if modality is None:
            continue
        finish = hits[index + 1][0] if index + 1 < len(hits) and ";" in text[end : hits[index + 1][0]] else len(text)
        promise = _promise(text, mentions, (start, end), modality, kind, finish, hits[index - 1][1] if index else 0)
        if promise is None:
            continue
        # "shall invite ..., and shall waive ...": one promise in two verbs.
        same = previous is not None and previous[0] == promise.modality and (promise.obligor in (None, previous[1]))
        if not same or (";" in text[:start] and promise.obligor is None):
            yield promise
        previous = (promise.modality, promise.obligor)


def _hits(text: str) -> list[tuple[int, int, Modality | None]]:
    found = [
        (match.start(), match.end(), modality) for modality, pattern in _PATTERNS for match in pattern.finditer(text)
    ]
    found += [(match.start(), match.start(), "obligation") for match in _BEARS.finditer(text)]
    kept: list[tuple[int, int, Modality | None]] = []
    for hit in sorted(found, key=lambda each: (each[0], -each[1])):
        if not kept or hit[0] >= max(kept[-1][1], kept[-1][0] + 1):
            kept.append(hit)
    return kept


def _promise(
    text: str,
    mentions: Sequence[Mention],
    hit: tuple[int, int],
    modality: Modality,
    kind: Kind,
    finish: int,
    earlier: int,
) -> Promise | None:
    start, end = hit
    clause_start = _clause_start(text, start)
    before, verb = text[clause_start:start], text[end:]
    if text[start:end].lower() == "may" and re.match(r"\s*\d", verb):
        return None
    reported = _REPORTED.search(text[:start])
    if _ASKED.search(before) and not re.search(r"\bagreed?\b", before + text[start:end]):
        return None
    if text[start:end].lower() == "would":
        if reported is None and "agreed that" not in before:
            return None
        modality = "obligation" if "agreed that" in before else "intent"
    elif kind == "brief" and text[start:end].lower() == "will" and modality == "obligation":
        modality = "intent"
    subject = _subject(text, mentions, clause_start, start, earlier)
    if subject == "subordinate" or (_LEGAL.match(verb) and not isinstance(subject, Mention)):
        return None
    action = text[end:finish].strip(" .;,")
    if isinstance(subject, Mention):
        organisations = _conjoined(text, mentions, subject)
        negative = re.match(r"(?:neither|no)\b", text[subject.start :], re.IGNORECASE) is not None
        if negative and (
            re.match(r"\s*be\s+(?:liable|obliged|required|bound|responsible)", verb)
            or re.match(r"is|are", text[start:end])
        ):
            return None
        return Promise(
            "prohibition" if negative else modality, organisations, action, clause_start, finish, "", subject.team
        )
    return _by_agent(text, mentions, before, verb, modality, (clause_start, end, finish))


def _by_agent(
    text: str, mentions: Sequence[Mention], before: str, verb: str, modality: Modality, place: tuple[int, int, int]
) -> Promise | None:
    """A sentence about a thing: whoever it says does it, else nobody; a sentence about the agreement promises nothing."""
    clause_start, end, finish = place
    agents = [each for each in mentions if each.start >= end and _AGENT.search(text[: each.start])]
    action = text[end:finish].strip(" .;,")
    thing = before.strip(" ,.;")
    pronoun = re.fullmatch(r"(?:.*[,\s])?(?:it|they|he|she|who)", thing, re.IGNORECASE)
    if pronoun and not _CHANGED.match(verb):
        return Promise(modality, None, action, clause_start, finish)
    if _BOILERPLATE.search(thing) or re.search(r"\bnothing\b", thing, re.IGNORECASE):
        changed = modality == "permission" and _CHANGED.match(verb)
        return (
            Promise(modality, agents[0].organisations if agents else None, action, clause_start, finish)
            if changed
            else None
        )
    obligor = agents[0].organisations if agents else None
    return Promise(modality, obligor, action, clause_start, finish, thing if obligor is None else "")


def _clause_start(text: str, before: int) -> int:
    """Where the clause of the verb at `before` begins: after the last semicolon, or a comma or conjunction with its own subject."""
    own_subject = r"(?=(?:the|each|both|neither|either|no|[A-Z])\b)"
    joints = re.finditer(rf";\s+|:\s+|,\s+(?:and|but|while|whereas|or)\s+{own_subject}", text[:before])
    return max((match.end() for match in joints), default=0)


def _subject(text: str, mentions: Sequence[Mention], first: int, verb: int, earlier: int) -> Mention | str | None:
    """The mention that governs the verb; "subordinate" where the verb stands in a clause that only qualifies.

    `earlier` is where the verb before this one ends: what is named after it is its object, unless a clause begins there.
    """
    candidates = [each for each in mentions if first <= each.start and each.end <= verb]
    for mention in reversed(candidates):
        between = text[mention.end : verb]
        adjacent = not between.strip() and re.search(r"(?:^|[,;]\s+)$", text[: mention.start])
        if adjacent:
            return mention
        if first < earlier <= mention.start:
            continue
        if _PREPOSITION.search(text[: mention.start]) or re.match(r"[’']s?\b", between):
            continue
        opening = text[max(first, text.rfind(",", 0, mention.start) + 1) : mention.start]
        opened = _SUBORDINATE.search(opening)
        stated = _REPORTED.search(text[: mention.start]) or re.search(r"\bagreed\b", text[: mention.start])
        if opened and "," not in between and not (opened.group().lower() == "that" and stated):
            return "subordinate"
        if re.search(r"\b(?:who|which|that)\s*$", between) or (
            _OWN_SUBJECT.search(between) and not _REPORTED.search(between)
        ):
            return "subordinate"
        return mention
    head = text[first:verb]
    tail = head[head.rfind(",") + 1 :]
    if re.search(
        r"\b(?:who|which|whether|if|unless|when|where|before|after|until|because|as)\s+(?:[\w’']+\s+){0,4}$", tail
    ) or _OWN_SUBJECT.search(tail):
        return "subordinate"
    return None


def _conjoined(text: str, mentions: Sequence[Mention], subject: Mention) -> tuple[Organisation, ...]:
    """The organisations joined before the subject: "The Foundation and the Agency"."""
    organisations = list(subject.organisations)
    index = mentions.index(subject)
    while index > 0 and re.fullmatch(
        r"\s*,?\s*(?:and|or|,)\s*(?:the\s+)?", text[mentions[index - 1].end : mentions[index].start]
    ):
        index -= 1
        organisations = [*mentions[index].organisations, *organisations]
    return distinct(organisations)
