"""Whose verb it is in an English sentence: the organisation that governs it, a thing, or nobody because the clause only qualifies."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from ingest.facts.naming import Mention, Names
from ingest.facts.organisations import Organisation, distinct

# "by", "to" and their like before a name: it is no subject.
_PREPOSITION = re.compile(
    r"\b(?:by|of|to|with|from|for|between|among|at|in|on|under|than|against|through|as|upon|towards?|about|via|within|including|concerning|regarding|per|inform|help|assist|enable|require|notify|allow|let)"
    r"\s+(?:(?:the|its|their|any|each)\s+)?$",
    re.IGNORECASE,
)
_SUBORDINATE = re.compile(
    r"\b(?:if|unless|where|wherever|when|whenever|once|after|before|provided|which|that|who|whose|whether|until|because|since|while|whereas|as|what|how|so|should|in\s+the\s+event)\b",
    re.IGNORECASE,
)
# "The Parties agree that Party B shall ...": what follows is said, not qualified.
_STATES = re.compile(
    r"\b(?:agree[sd]?|understood|acknowledged?s?|intends?|provides?|undertakes?|confirm(?:s|ed)?|ensure|guarantees?|recogni[sz]es?|noted|resolved|decided)\s+(?:\w+\s+){0,2}that\b",
    re.IGNORECASE,
)
REPORTED = re.compile(
    r"\b(?:said|stated|added|indicated|announced|explained|told|replied|reported|noted|confirmed|promised|pledged)\b",
    re.IGNORECASE,
)
# "Ms Roth said that her company", "The Director promised he": a person says it of whoever he speaks for.
SAID_OF_OWN = re.compile(
    r"(?P<who>(?:Mr|Ms|Mrs|Miss|Dr|Prof)\.?\s+[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)?|[Tt]he\s+[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)?|[A-Z][\w’'-]+\s[A-Z][\w’'-]+)\s+(?:then\s+|also\s+|\w+ly\s+)?"
    rf"(?:{REPORTED.pattern[2:-2]})\s+(?:that\s+)?"
    r"(?:s?he|they|(?:his|her|their|its)\s+(?:own\s+)?(?:company|organi[sz]ation|office|side|team|institute|agency|firm|department|university|city|ministry|foundation|association|council|delegation|government))\s+$"
)
# "hopes that its members will ...": the verb is another's.
_OWN_SUBJECT = re.compile(
    r"\bthat\s+(?:(?:its|their|the|an?|all|any|every|each)\s+(?:\w+\s+){1,3}|(?:it|they|he|she)\s+)$", re.IGNORECASE
)
_QUALIFIED = re.compile(
    r"\b(?:who|which|whether|if|unless|when|where|before|after|until|because|as)\s+(?:[\w’']+\s+){0,4}$", re.IGNORECASE
)
_JOINT = re.compile(r"\s*,?\s*(?:and|n?or|,)\s*(?:the\s+)?")
_LETTER_PAIR = re.compile(r"\s*(?:,|and|or)\s+(?P<letter>[A-Z])\b")
_ADVERB = re.compile(r"\s*(?:(?:jointly|both|each|also|then|\w+ly)\s*)?", re.IGNORECASE)
_NEAREST = 400

Subject = Mention | Literal["subordinate"] | None


def clause_start(text: str, before: int) -> int:
    """Where the clause of the verb at `before` begins: after the last semicolon, or a comma or conjunction with its own subject."""
    own_subject = r"(?=(?:the|each|both|neither|either|no|[A-Z])\b)"
    joints = re.finditer(
        rf";\s+|:\s+|,\s+(?:and|but|while|whereas|or|then)\s+{own_subject}|\band\s+then\s+{own_subject}", text[:before]
    )
    return max((match.end() for match in joints), default=0)


def subject(text: str, mentions: Sequence[Mention], first: int, verb: int, earlier: int) -> Subject:
    """The mention that governs the verb at `verb`, in the clause that begins at `first`.

    `earlier` is where the verb before this one ends: what is named after it is its object, unless a clause begins there.
    """
    candidates = [each for each in mentions if first <= each.start and each.end <= verb]
    for mention in reversed(candidates):
        between = text[mention.end : verb]
        before = text[: mention.start]
        if not between.strip() and re.search(r"(?:^|[,;]\s+)$", before):
            return mention
        if first < earlier <= mention.start and not _begins_anew(text, mention, between, first):
            continue
        if _PREPOSITION.search(before[-_NEAREST:]) or re.match(r"[’']s?\b", between):
            continue
        if _is_qualifying(text, mention, first, between) or _is_later(text, mention, earlier, verb):
            return "subordinate"
        return mention
    head = text[first:verb]
    tail = head[head.rfind(",") + 1 :][-_NEAREST:]
    return "subordinate" if _QUALIFIED.search(tail) or _OWN_SUBJECT.search(tail) else None


def _begins_anew(text: str, mention: Mention, between: str, first: int) -> bool:
    """Whether a clause begins with the mention: "... and Party B provides", "agree that Party B shall"."""
    joined_on = re.search(r"(?:\band|\bthen|,)\s+$", text[: mention.start]) and _ADVERB.fullmatch(between)
    return bool(joined_on) or bool(_STATES.search(text[first : mention.start]))


def _is_later(text: str, mention: Mention, earlier: int, verb: int) -> bool:
    """Whether the verb stands in a later clause that qualifies an earlier verb of the mention: "shall help if it can"."""
    if mention.start >= earlier:
        return False
    clause = text[max(earlier, text.rfind(",", 0, verb)) : verb]
    return bool(_SUBORDINATE.search(clause)) and not _STATES.search(text[mention.end : verb])


def _is_qualifying(text: str, mention: Mention, first: int, between: str) -> bool:
    """Whether the mention and its verb stand in a clause that only says when, if or which."""
    opening = text[max(first, text.rfind(",", 0, mention.start) + 1) : mention.start]
    opened = _SUBORDINATE.search(opening)
    stated = REPORTED.search(text[: mention.start]) or _STATES.search(text[: mention.start])
    if opened and "," not in between and not (opened.group().lower() == "that" and stated):
        return True
    relative = re.search(r"\b(?:who|which|that)\s*$", between) is not None
    return relative or (_OWN_SUBJECT.search(between) is not None and not REPORTED.search(between))


def joined(text: str, mentions: Sequence[Mention], found: Mention, names: Names) -> tuple[Organisation, ...]:
    """The organisations joined with a subject: "The Foundation and the Agency", "Party A and B"."""
    organisations = list(found.organisations)
    index = mentions.index(found)
    listed = False
    while index > 0 and _JOINT.fullmatch(joint := text[mentions[index - 1].end : mentions[index].start]):
        # "Deducting the dues of Party A, Party B shall pay": a comma alone joins nothing.
        listed = listed or "and" in joint or "or" in joint
        if not listed:
            break
        index -= 1
        organisations = [*mentions[index].organisations, *organisations]
    written = text[found.start : found.end]
    letter = _LETTER_PAIR.match(text[found.end :]) if re.search(r"\s[A-Z]$", written) else None
    if letter is not None:
        for other in names.mentions(f"{written[:-1]}{letter['letter']} "):
            organisations.extend(other.organisations)
    return distinct(organisations)
