"""Whom a question is about when it does not give the full name: "메디나와", "the Port Linden MOU", "with NEC"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import sqlalchemy as sa

from kb.database import current, document
from kb.domain import Party
from kb.parties import folded
from kb.text import nfc
from kb.tokens import proper_nouns

_KOREAN = re.compile(
    r"(?P<name>[가-힣A-Za-z0-9·&]{2,}?)(?:측)?(?:이?랑|하고|와|과)(?:의|는|도)?(?=\s|$)"
    r"|(?P<before>[가-힣A-Za-z0-9·&]{2,}?(?<![을를인는은로에한된]))(?:의)?\s(?=(?:업무\s?)?(?:협약|양해각서|합의서|MOU|협정))"
)
_ENGLISH = re.compile(r"\b[A-Z][A-Za-z0-9&.'-]*(?:\s+(?:of|for|and|de|the)\s+[A-Z][\w&.'-]*|\s+[A-Z][\w&.'-]*)*")
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
    korean = [name for name in korean if not _NO_KOREAN_NAMES.search(name) and re.search("[가-힣]", name)]
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
        found = [party for party in known if any(_begins(name, full) for full in party.names)]
        if found:
            return found, name
    return [], ""


def _begins(part: str, full: str) -> bool:
    """Whether `part` is the beginning of a Korean name, or whole words of an English one."""
    if re.search("[가-힣]", part):
        return folded(full).startswith(folded(part))
    words = [folded(word) for word in part.split()]
    whole = [folded(word) for word in full.split()]
    return any(whole[at : at + len(words)] == words for at in range(len(whole) - len(words) + 1))


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
