"""Which of a partner's agreements a question means, and whether it is about them as a whole or about something in them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kb import happenings, phrases
from kb.lexicon import in_the_other_language
from kb.phrases import any_of
from kb.question import Asked
from kb.register import AgreementRow
from kb.sameness import words_of
from kb.told import made_later, newest_first

_THING = r"(?:협약|양해각서|MOU|합의서|협정|계약)"
_OF_YEAR = re.compile(
    rf"(?P<a>20\d\d)\s?(?:년도?|학년도)?(?:에|의|부)?\s(?:\S+\s){{0,3}}?\S*{_THING}|\b(?P<b>20\d\d) (?:[\w’'&.-]+ ){{0,4}}?(?:mou|memorandum|agreement|contract|one\b|deal)"
    r"|\b(?:mou|memorandum|agreement|contract|deal)\b(?: [\w’'&.-]+){0,4}? (?:of|from|signed in|dated|made in|concluded in) (?:\w+ )?(?P<c>20\d\d)\b",
    re.IGNORECASE,
)
_ENDING = any_of(r"만료|끝나|종료|까지", r"\bexpir|\bend(?:s|ing|ed)?\b|\buntil\b|\bby\b|\brun out\b")
_NEW = any_of(rf"(?:새|신규|최신|최근|현행|지금의?)\s?(?:로\s)?(?:맺은\s)?(?:\S+\s)?{_THING}", r"\b(?:new|newest|latest|current|present|most recent) (?:\w+ ){0,2}(?:mou|memorandum|agreement|contract|one)\b")  # fmt: skip
_OLD = any_of(rf"(?:옛|예전|이전|기존|구|종전|지난|처음|첫)\s?(?:에\s)?(?:맺은\s)?(?:\S+\s)?{_THING}", r"\b(?:old|older|former|previous|earlier|first|original) (?:\w+ ){0,2}(?:mou|memorandum|agreement|contract|one)\b")  # fmt: skip

_BOTH = any_of(
    rf"(?:두|둘|양)\s?{_THING}|{_THING}\s?(?:두\s?건|둘)",
    r"\b(?:both|two) (?:\w+ ){0,2}(?:mous|memoranda|agreements|contracts)\b",
)


def of_the_year(asked: Asked, rows: Sequence[AgreementRow]) -> list[AgreementRow]:
    """Of several agreements those of the year the question gives them, or the new or the old one; all where it gives none."""
    match = _OF_YEAR.search(asked.text)
    if match is not None and not _ENDING.search(match.group()):
        year = int(next(value for value in match.groups() if value))
        return [row for row in rows if year in _years(row)] or list(rows)
    ordered = [row for row in newest_first(rows) if not made_later(row, asked.day)]
    if len(ordered) > 1 and _NEW.search(asked.text):
        return ordered[:1]
    if len(ordered) > 1 and _OLD.search(asked.text):
        return ordered[-1:]
    return list(rows)


def _years(row: AgreementRow) -> set[int]:
    return {fact.value.year for fact in (row.agreement.signed_on, row.agreement.effective_on) if fact}


def beyond(asked: Asked, rows: Sequence[AgreementRow] = ()) -> frozenset[str]:
    """The question's words that are about something in an agreement: neither its name nor of what it is asked as a whole."""
    said = [*happenings.phrases_of(asked.text), *(_matches(pattern, asked.text) for _, pattern in phrases.STATES)]
    if asked.field:
        said.append(_matches(phrases.named(asked.field), asked.text))
    own = words_of(" ".join(said)) | _asking()
    for row in rows:
        own |= words_of(row.agreement.title.value)
    left = {term for term in asked.topic if not term.isdigit()} - own
    return frozenset(term for term in left if not in_the_other_language(term) & own)


@cache
def _asking() -> frozenset[str]:
    """The words that are about an agreement as a whole, as they are and as they are searched."""
    return happenings.asking_words() | words_of(" ".join(happenings.asking_words()))


def _matches(pattern: re.Pattern[str], text: str) -> str:
    return " ".join(match.group() for match in pattern.finditer(text))


def names_one_of_several(asked: Asked) -> bool:
    """Whether the question tells a partner's agreements apart: by their years, or as the new and the old one."""
    return any(pattern.search(asked.text) for pattern in (_OF_YEAR, _NEW, _OLD, _BOTH))
