"""Whom a question is about when it does not give the full name: "메디나와", "the Port Linden MOU", "with NEC"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

import sqlalchemy as sa

from kb import countries
from kb.database import current, document
from kb.domain import Party
from kb.keywords import held, vocabulary
from kb.lexicon import in_the_other_language
from kb.parties import COMMON_WORDS, PARTICLES, folded
from kb.text import nfc
from kb.tokens import is_noun, proper_nouns, terms
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
    if korean and not is_noun(korean):
        korean = ""
    names_somebody = re.search("[가-힣]", korean) or (korean[:1].isupper() and korean.casefold() not in _NO_NAMES)
    if names_somebody and not _NO_KOREAN_NAMES.search(korean):
        return str(korean)
    for match in _ENGLISH.finditer(text):
        if _WITH.search(text[: match.start()]):
            return match.group().rstrip(".'")
    return ""


def named_in_part(question: str, known: Sequence[Party]) -> tuple[list[Party], str]:
    """The organisations on record of whose name the question gives a telling part, and that part; several where it fits several."""
    for name in names(question):
        if set(name.split()) <= COMMON_WORDS:
            continue  # "the Foundation" names nobody
        found = [party for party in known if any(_begins(name, full) for full in party.names)]
        if found:
            return found, name
    return [], ""


def _begins(part: str, full: str) -> bool:
    """Whether `part` calls whom `full` names: by its beginning, short for it, spelt in the other alphabet, or slightly misspelt."""
    own = _proper(re.findall(r"[^\W\d_]+", full))
    if re.search("[가-힣]", part):
        said = re.sub(PARTICLES + "$", "", part) or part
        joined = [one + other for one, other in pairwise(own)]
        return (
            _shortens(part, full) or _shortens(said, full) or any(sound_alike(said, word) for word in (*own, *joined))
        )
    telling = _proper(part.split())
    if re.search("[가-힣]", full):
        # "Kitanami Regional Council" is known as a whole by the word that is its own.
        return bool(telling) and begins_alike(full, telling[0])
    words = [folded(word) for word in part.split()]
    whole = [folded(word) for word in full.split()]
    if any(whole[at : at + len(words)] == words for at in range(len(whole) - len(words) + 1)):
        return True
    return any(_misspelt(word, name) for word in telling for name in own)


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
        if any(_begins(name, full) for full in called):
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


# A title of fewer letters may be any words of a question.
_TITLE = 16


def named_documents(connection: sa.Connection, question: str) -> tuple[tuple[str, ...], str]:
    """The names of the current documents that a question names by file name or whole title, and what else it says."""
    said = question.casefold()
    found: dict[str, str] = {}
    for row in connection.execute(sa.select(document.c.name, document.c.title).where(current)):
        stem = row.name.rpartition(".")[0] or row.name
        for written in (row.name, stem, " ".join(row.title.split())):
            long = len(written) >= (_TITLE if written not in (row.name, stem) else 5)
            if long and re.search(rf"(?<![\w.-]){re.escape(written.casefold())}(?![\w])", said):
                found[row.name] = written
                break
    rest = question
    for written in sorted(set(found.values()), key=len, reverse=True):
        rest = re.sub(re.escape(written), " ", rest, flags=re.IGNORECASE)
    return tuple(found), " ".join(rest.split()) if found else question
