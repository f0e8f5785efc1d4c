"""Whom a question is about when it does not give the full name: "메디나와", "the Port Linden MOU", "with NEC"."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise

import sqlalchemy as sa

from kb import countries
from kb.domain import Party
from kb.keywords import held, vocabulary
from kb.lexicon import in_the_other_language
from kb.parties import BODIES, COMMON_WORDS, PARTICLES, folded, is_another, named_in
from kb.text import nfc
from kb.tokens import is_common, is_noun, is_unknown, proper_nouns, terms
from kb.transliteration import begins_alike, sound_alike

_KOREAN = re.compile(
    r"(?P<name>[가-힣A-Za-z0-9·&]{2,}?)(?:측)?(?:이?랑|하고|와|과)(?:의|는|도)?(?=\s|$)"
    r"|(?P<before>[가-힣A-Za-z0-9·&]{2,}?(?<![을를인는은로에한된]))(?:의)?\s(?=(?:업무\s?)?(?:협약|양해각서|합의서|MOU|협정))"
)
_ENGLISH = re.compile(r"\b[A-Z][A-Za-z0-9&.'-]*(?:\s+(?:of|for|and|de|the)\s+[A-Z][\w&.'-]*|\s+[A-Z][\w&.'-]*)*")
# Names shorter than this differ by a letter too easily.
_LONG_NAME, _CLOSE = 6, 0.85
_WITH = re.compile(r"\b(?:with|between us and|and)\s+(?:the\s+)?$", re.I)
_NO_NAMES = frozenset(
    """what which who whom whose when where why how is are was were do does did has have had can could will would should
    list show tell give the a an and or if in on at of mou mous agreement agreements memorandum january february march april
    may june july august september october november december monday tuesday wednesday thursday friday saturday sunday korean
    english we our i""".split()
)
_NO_KOREAN_NAMES = re.compile(
    r"(?:시행|유효|만료|체결|서명|자동|연장|모든|어떤|어느|이번|올해|내년|우리|저희|재단|기관|그|해당|현재|맺은|중인|있는|되는|하는|된|한|[가-힣]*(?:이던|하던|되던|있던|중인|각|전체|기존|다른|새))$"
)


def names(question: str) -> list[str]:
    """The words of a question that may name an organisation, in order, particles and question words left out."""
    text = nfc(question)
    korean = [match["name"] or match["before"] for match in _KOREAN.finditer(text)]
    korean = [
        name for name in korean if not _NO_KOREAN_NAMES.search(name) and re.search("[가-힣]", name) and is_noun(name)
    ]
    return list(
        dict.fromkeys([*korean, *_english_names(text), *(name for name in proper_nouns(text) if len(name) > 1)])
    )


def _english_names(text: str) -> Iterator[str]:
    for match in _ENGLISH.finditer(text):
        words = match.group().rstrip(".'").split()
        while words and words[0].lower() in _NO_NAMES:
            words.pop(0)
        while words and words[-1].lower() in _NO_NAMES:
            words.pop()
        name = " ".join(words).removesuffix("'s")
        if len(name) >= 2:
            yield name


def asked_for(question: str) -> str:
    """The organisation an agreement is asked about, as the question names it; empty where it names none."""
    text = nfc(question)
    korean = next((match["name"] or match["before"] for match in _KOREAN.finditer(text)), "")
    body = _BODY.fullmatch(korean)
    if korean and (not is_noun(korean) or (body and not body["own"])):
        # "협회랑" leaves open which association it is.
        korean = ""
    names_somebody = re.search("[가-힣]", korean) or (korean[:1].isupper() and korean.casefold() not in _NO_NAMES)
    if names_somebody and not _NO_KOREAN_NAMES.search(korean):
        return str(korean)
    for match in _ENGLISH.finditer(text):
        if _WITH.search(text[: match.start()]) and set(match.group().split()) - COMMON_WORDS:
            return match.group().rstrip(".'")
    return ""


def body_in(question: str) -> str:
    """The first organisation that a question writes out with what kind of body it is; empty where it names none so."""
    written = [name for name in _english_names(nfc(question)) if len(name.split()) > 2]
    return next((name for name in written if name.split()[-1] in BODIES), "")


def named(
    question: str, everyone: Sequence[Party], agreed: Collection[str] = (), ours: Collection[str] = ()
) -> list[Party]:
    """The organisations that a question names in full or in part, in order; where a part fits several, those with an agreement.

    `agreed` are the ids of those that are party to one: "the Baltic MOU" speaks of them. Those of `ours` are named in full.
    """
    whole = named_in(question, everyone)
    found = [(start, [each]) for start, _, each in whole]
    taken = [(start, end) for start, end, _ in whole]
    others = [each for each in everyone if each.id not in ours]
    for start, end, part, sounds in _parts(question):
        if any(start < other_end and end > other_start for other_start, other_end in taken):
            continue
        following = question[end:].split(maxsplit=1)[:1]
        fitting = [
            each
            for each in others
            if any(_begins(part, full, sounds) for full in each.names) and not _belies(following, each)
        ]
        if any(each in one for each in fitting for _, one in found):
            continue  # "발트재단(BDCF)" names one organisation twice
        known = [each for each in fitting if each.id in agreed]
        if fitting:
            nearest = _nearest(part, fitting) if " " in part else fitting
            found.append((start, [each for each in nearest if each in known] or nearest))
            taken.append((start, end))
    return list({each.id: each for _, some in sorted(found, key=lambda one: one[0]) for each in some}.values())


def parts_of_names(question: str, known: Sequence[Party]) -> list[str]:
    """The parts of names by which a question calls some of the organisations, the longer first."""
    called = [full for each in known for full in each.names]
    parts = [part for _, _, part, sounds in _parts(question) if any(_begins(part, full, sounds) for full in called)]
    # A word that is common alone is still the name's beside another of it: "발모라 디지털전환부".
    own = (
        {word for full in called for word in full.split()[1:] if re.fullmatch("[가-힣]{3,}", word)} if parts else set()
    )
    return list(dict.fromkeys((*parts, *(word for word in sorted(own) if word in question))))


def _parts(question: str) -> Iterator[tuple[int, int, str, bool]]:
    """The words of a question that may be a part of a name, where they stand, and whether a name in the other alphabet may
    sound like them: any Korean word sounds like some name.
    """
    for name in sorted(names(question), key=len, reverse=True):
        if set(name.split()) <= COMMON_WORDS:
            continue  # "the Foundation" names nobody
        if (start := question.find(name)) >= 0:
            yield start, start + len(name), name, True
    for match in re.finditer(rf"(?<![가-힣])([가-힣]{{2,}}?){PARTICLES}", question):
        if not is_common(match[1]):
            yield match.start(), match.end(1), match[1], is_unknown(match[1])


# What a Korean name of an organisation ends with.
_BODY = re.compile(
    r"(?P<own>[가-힣]*?)(?:협동조합|연합|재단|협회|협의회|진흥원|연구[소원]|센터|공사|공단|위원회|대학교?|[가-힣]청|[가-힣]국|[가-힣]부)$"
)


def _belies(following: Sequence[str], each: Party) -> bool:
    """Whether the word after a part of a name shows that another organisation is meant: "이음 디지털협동조합" is not "이음터 사회적협동조합"."""
    word = re.sub(PARTICLES + "$", "", following[0]) if following else ""
    body = _BODY.fullmatch(word)
    korean = [name for name in each.names if re.search("[가-힣]", name)]
    return bool(body and body["own"] and korean) and not any(word in name.replace(" ", "") for name in korean)


@lru_cache(maxsize=100_000)
def _begins(part: str, full: str, sounds: bool = True) -> bool:
    """Whether `part` calls whom `full` names: by its beginning, short for it, spelt in the other alphabet, or slightly misspelt."""
    own = _proper(re.findall(r"[^\W\d_]+", full))
    if re.search("[가-힣]", part):
        joined = [one + other for one, other in pairwise(own)]
        return any(
            _shortens(said, name)
            for said in {part, re.sub(PARTICLES + "$", "", part)}
            if len(said) > 1
            for name in (full, *full.split()[1:])
        ) or (sounds and any(sound_alike(part, word) for word in (*own, *joined)))
    telling = _proper(part.split())
    if re.search("[가-힣]", full):
        # "Kitanami Regional Council" is known as a whole by the word that is its own.
        return bool(telling) and any(begins_alike(word, telling[0]) for word in full.split())
    words, whole = [folded(word) for word in part.split()], [folded(word) for word in full.split()]
    if any(whole[at : at + len(words)] == words for at in range(len(whole) - len(words) + 1)):
        return True
    initials = "".join(word[0] for word in full.split() if word[0].isupper())
    if len(part) > 2 and part.isupper() and initials.endswith(part):
        # An abbreviation may leave out the city that a name begins with.
        return True
    # "Kestrel Bay Mobility Authority" is no Open Mobility Agency.
    return not is_another(part, full) and any(_misspelt(word, name) for word in telling for name in own)


def _nearest(part: str, fitting: Sequence[Party]) -> list[Party]:
    """Those of several organisations whose names hold most words of the part, in either language."""
    said = [in_the_other_language(term) | {term} for term in terms(part)]
    names = [" ".join(each.names).casefold() for each in fitting]
    counts = [sum(any(spelling in name for spelling in spellings) for spellings in said) for name in names]
    return [each for each, count in zip(fitting, counts, strict=True) if count == max(counts)]


def _proper(words: Iterable[str]) -> list[str]:
    """Those of the words that only a name has: with a capital, and none that organisations share."""
    return [word for word in words if word[0].isupper() and word not in COMMON_WORDS]


def _shortens(part: str, full: str) -> bool:
    """Whether a Korean name begins as `full` does, or joins its beginning and its end: "한빛협회" for "한빛디지털도시협회"."""
    short, long = folded(part), folded(full)
    if not re.fullmatch("[가-힣]+", short):
        return bool(short) and long.startswith(short)
    halves = range(2, len(short) - 1)
    return long.startswith(short) or any(long.startswith(short[:at]) and long.endswith(short[at:]) for at in halves)


def _misspelt(word: str, name: str) -> bool:
    """Whether a long word is a name but for a letter or two in each ten."""
    close = SequenceMatcher(None, word.casefold(), name.casefold(), autojunk=False)
    return min(len(word), len(name)) >= _LONG_NAME and close.ratio() >= _CLOSE


def unheard_of(connection: sa.Connection, question: str, known: Sequence[Party]) -> str:
    """The first name in a question that no document on record holds in either alphabet, and none of the `known` parties bears."""
    called = [full for party in known for full in party.names]
    for name in names(question):
        if name.startswith(("며", "몇")) or any(_begins(name, full) for full in called):
            continue
        for word in _own_words(name, question):
            stems = terms(word)
            if stems and not held(connection, stems) and not _is_spelt_otherwise(connection, word, stems):
                return name
    return ""


def _own_words(name: str, question: str) -> Iterator[str]:
    """The words of a name that can only be its own; a capital at the beginning of a sentence says nothing."""
    if re.search("[가-힣]", name):
        yield from (noun for noun in proper_nouns(question) if noun in name and len(noun) > 2)
        return
    begins = re.search(rf"(?:^|[.!?]\s+){re.escape(name)}", question) is not None
    words = name.split()
    # An abbreviation may be of this question's making.
    own = _proper(words[begins and len(words) == 1 :])
    yield from (word for word in own if not word.isupper() and len(word) > 2)


def _is_spelt_otherwise(connection: sa.Connection, word: str, stems: Sequence[str]) -> bool:
    """Whether documents may hold a word in the other language: as a common word, a country, or by its sound."""
    others = {other for stem in stems for other in in_the_other_language(stem)}
    others |= {term for _, other in countries.in_the_other_language(word) for term in terms(other)}
    if others and held(connection, sorted(others)):
        return True
    korean = re.search("[가-힣]", word) is not None
    return any(
        sound_alike(word, term) if korean else sound_alike(term, word)
        for term in vocabulary(connection, "en" if korean else "ko")
    )
