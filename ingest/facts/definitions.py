"""Definitions: where a clause gives an organisation's name and what it is called, in brackets, glosses and role lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.facts.clauses import Clause
from ingest.facts.legal_names import ends_as_organisation, looks_like_organisation
from ingest.facts.organisation_words import (
    ENGLISH_KIND,
    GENERIC,
    KOREAN_ROLE,
    KOREAN_SHORT_KINDS,
    NO_PARTY,
    QUOTES,
    is_organisation,
)
from ingest.facts.places import STATES
from kb.text import hangul_share

_KOREAN_DEFINITION = re.compile(
    rf"\((?P<inside>[^()]*?)이하\s*(?:각각\s*)?[{QUOTES}]?(?P<term>[^{QUOTES}()]+?)[{QUOTES}]?\s*(?:이?라(?:고)?\s*(?:한다|함|하며|하고|하되|칭한다|칭함|칭하며|칭하고|부른다|부르며)|로\s*약칭(?:한다|함)?)?\s*(?:,[^()]{{0,80}})?\)"
)
_ENGLISH_DEFINITION = re.compile(
    rf"\((?:(?:herein)?after|here(?:in)?after|individually|each)?[^()]*?[“\"‘'](?P<term>[^{QUOTES}()]{{1,60}})[”\"’'][^()]*\)"
)
_ACRONYM = re.compile(r"\((?P<term>[A-Z][A-Za-z&.-]{0,11})\)")
_KOREAN_GLOSS = re.compile(
    r"(?<![가-힣A-Za-z·])(?P<name>[가-힣A-Za-z·]{1,60}(?:\s[가-힣]{1,40}){0,2})\s?\((?P<inside>[A-Z][A-Za-z0-9 ,.&'’\-]{1,90})\)"
)
# "사리타우 스마트시티국 / Sarytau Smart City Directorate": a name in both languages, side by side.
_SLASHED = re.compile(
    r"(?<![가-힣A-Za-z·])(?P<name>[가-힣A-Za-z·]{2,30}(?:\s[가-힣]{1,20}){0,3})\s?/\s?(?P<inside>[A-Z][A-Za-z&’'.-]*(?:\s(?:[A-Z][A-Za-z&’'.-]*|of|for|and|the)){1,9})"
)
# "위탁기관 : 온빛문화재단": the part a side has, before its name.
_LABELLED = re.compile(rf"^[\s\d.)①-⑳•·○□-]*(?P<role>{KOREAN_ROLE}|[갑을병정])\s?(?:\([갑을병정]\)\s?)?[:：]\s*")
_LABELS = re.compile(
    rf"(?<![가-힣A-Za-z])[{QUOTES}(]?(?P<role>{KOREAN_ROLE}|[갑을병정])[{QUOTES})]?\s?(?:\((?P<letter>[갑을병정])\)\s?)?[:：]\s*(?P<name>[가-힣A-Za-z(㈜][^:：,;“‘\"']{{2,40}}?)"
    rf"(?=\s*(?:\((?!주\))|,|;|$|[{QUOTES}(]?(?:{KOREAN_ROLE}|[갑을병정])[{QUOTES})]?\s?(?:\([갑을병정]\)\s?)?[:：]))"
)
# Any side may be called so by the others.
_ANYONE = re.compile(r"(?:(?:계약|협약)\s?)?(?:상대방|당사자|파트너)")
_DESCRIPTION = re.compile(
    r",\s+(?:an?|the|each|one|having|with|whose|which|established|organi[sz]ed|represented|located|duly|acting|incorporated|registered)\s"
)
# A name at the end of the line above, which ran on into the one that is defined.
_TITLE_ABOVE = re.compile(
    r"^.*\b(?:Foundation|Association|Agency|Authority|Council|Institute|University|Corporation|Inc\.?|Ltd\.?|Understanding|Agreement)\s+"
    r"(?=(?:[A-Z][\w&-]*\s+)+(?:(?:of|for|and|the)\s+)*[A-Z][\w-]+\s*$)"
)
# A line of a cover may name both sides: "갑 한빛재단 을 푸른솔 주식회사".
_ROLE = rf"[{QUOTES}]?(?P<role>갑|을|병|정|Party [A-D])[{QUOTES}]?\s*(?:[:：)]|\s)\s*"
_ROLE_LINE = re.compile(rf"(?:^|\s){_ROLE}(?P<name>\S.{{1,60}}?)(?=$|\s{_ROLE.replace('?P<role>', '?:')}\S)")
_ROLE_BRACKET = re.compile(
    r"(?<![가-힣A-Za-z])\((?P<role>갑|을|병|정)\)\s?(?P<name>[^,()]{3,40}?)(?=\s*[,(]|\s(?:체결|협약|일자|대표|담당)|$)"
)
_JOINED = r"(?:과|와|및|은|는|이|가|간|의|을|를)"
# "A(갑)과 B(을)는", "A를 “갑”으로, B를 “을”로 하여", "“갑” A와 “을” B는", "“재단”이란 A를 말한다"
_PARTS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<name>[가-힣A-Za-z㈜][^(),“”\"]{{2,40}}?)\s?\((?P<term>[갑을병정])\)(?={_JOINED}?[\s,]|$)",
        rf"(?P<name>[가-힣A-Za-z㈜(][^,“”\"‘’']{{2,40}}?)(?:을|를)\s?[{QUOTES}](?P<term>[^{QUOTES}]{{1,12}})[{QUOTES}]\s?(?:이?라|으?로)(?=\s|칭|하|,)",
        rf"[{QUOTES}](?P<term>[갑을병정])[{QUOTES}]\s?(?!이?라|으?로)(?P<name>[가-힣A-Za-z㈜(][^,“”\"‘’']{{2,40}}?)(?={_JOINED}[\s,]|,|$)",
        rf"[{QUOTES}](?P<term>[^{QUOTES}]{{1,12}})[{QUOTES}]\s?(?:이?란|이?라\s?함은)\s(?P<name>[가-힣A-Za-z㈜(][^,“”\"‘’']{{2,40}}?)(?:을|를)\s(?:말|의미|뜻|가리|이른|지칭)",
    )
)
BETWEEN = re.compile(r"\b(?:by and between|between|among)\s+(?P<rest>.+)", re.IGNORECASE)


BLANK = re.compile(r"__|…|\.{4}|○{2}|[XＸ]{3}|<|>")


def named(clause: Clause, some_known: bool) -> Iterator[list[str]]:
    """The names of each organisation that `clause` introduces, the full one first."""
    if clause.kind != "heading":
        yield from _korean_definitions(clause.text)
        yield from _english_definitions(clause.text, clause.preamble or not some_known)
        yield from _korean_parts(clause.text)
    yield from _glosses(clause.text)
    for roled in _ROLE_BRACKET.finditer(clause.text):
        if is_organisation(roled["name"]):
            yield [roled["name"], roled["role"]]
    if clause.preamble or not some_known:
        for labelled in _LABELS.finditer(clause.text):
            if is_organisation(labelled["name"]):
                called = [
                    each for each in (labelled["role"], labelled["letter"]) if each and not _ANYONE.fullmatch(each)
                ]
                yield [labelled["name"], *called]
    if _ROLE_LINE.match(clause.text):
        for role in _ROLE_LINE.finditer(clause.text):
            if is_organisation(role["name"]) and not re.search("[:：]", role["name"]):
                yield [role["name"], role["role"]]


def _korean_definitions(text: str) -> Iterator[list[str]]:
    after = 0
    for match in _KOREAN_DEFINITION.finditer(text):
        name = re.sub(r"^.*[)\]]\s*(?:과|와|및|,|는|은|이|가)?\s*", "", text[after : match.start()])
        name = re.split(r",|;|\s/\s", re.sub(r"^(?:과|와|및|,)\s*", "", name))[-1].strip()
        role_label = _LABELLED.match(name)
        name = name[role_label.end() :] if role_label else re.sub(r"^[^:：]{2,8}[:：]\s*", "", name)
        name = _behind_another(name)
        after = match.end()
        term, inside = match["term"].strip(" ,"), match["inside"].strip(" ,")
        if NO_PARTY.search(term) or not name or len(name) > 60 or BLANK.search(name):
            continue
        label = [role_label["role"]] if role_label else []
        label = [each for each in label if not _ANYONE.fullmatch(each)]
        role = term in ("갑", "을", "병", "정") or role_label is not None
        joined = re.match(r"\s*(?:과|와|및|은|는|,|간|의|이|가)", text[match.end() :])
        plain = not re.search(r"[가-힣](?:을|를|이|에|의|한|하는|하여)\s", name) or hangul_share(name) < 0.3
        if role or is_organisation(name) or (joined and plain and ENGLISH_KIND.search(inside)):
            yield [name, *([inside] if re.match(r"[A-Z가-힣]", inside) else []), term, *label]
        elif joined and plain and re.search(rf"(?:{KOREAN_SHORT_KINDS})$", name) and name.endswith(term[-1]):
            yield [name, *([inside] if re.match(r"[A-Z]", inside) else []), term]


def _behind_another(name: str) -> str:
    """The last of two names that a particle joins: only the second of "A재단과 B협회(이하 “협회”)" is defined."""
    for joint in re.finditer(r"(?:과|와|및)\s+", name):
        before, after = name[: joint.start()], name[joint.end() :]
        if is_organisation(before) and is_organisation(after):
            return after
    return name


def _korean_parts(text: str) -> Iterator[list[str]]:
    """Organisations named with their part in the sentence that joins them, without "이하"."""
    for pattern in _PARTS:
        for match in pattern.finditer(text):
            name = re.sub(rf"^(?:{_JOINED}|하고|하며)\s", "", match["name"]).strip()
            if is_organisation(name) and not NO_PARTY.search(match["term"]):
                yield [name, match["term"]]


def _english_definitions(text: str, opening: bool) -> Iterator[list[str]]:
    after = 0
    matches = sorted((*_ENGLISH_DEFINITION.finditer(text), *_ACRONYM.finditer(text)), key=lambda match: match.start())
    for match in matches:
        name = _english_name(text[after : match.start()])
        after = match.end()
        term = match["term"].strip(" ,.")
        if not name or NO_PARTY.search(term) or NO_PARTY.search(name) or _described(name):
            continue
        between = opening and BETWEEN.search(text[: match.start()]) and len(name.split()) <= 10
        if ENGLISH_KIND.search(name) or _initials(name, term) or between:
            yield [name, term]


def _described(name: str) -> bool:
    """Whether a run of capitals is a description or an address: "Delaware Corporation", "1 Mill Street, Springfield"."""
    state = re.fullmatch(r"(.+)\s(?:Corporation|Company|Partnership)", name, re.IGNORECASE)
    return bool(state and state.group(1).title() in STATES) or bool(re.match(r"\d+\s[^,]+,", name))


def _english_name(before: str) -> str:
    """The name that ends where `before` ends: back to the word that joins it, its description left out."""
    if (between := re.search(r"^.*\b(?:between|among)\s+(?=(?:the\s+)?[A-Z])", before)) is not None:
        before = before[between.end() :]
    before = re.split(r"[;:]\s", before)[-1]
    # "The Chair, for the Harbour Council ("HC"), welcomed": who speaks for it is no part of its name.
    before = re.sub(
        r"^.*(?:,\s+(?:for|representing|acting\s+for)|\bon\s+behalf\s+of)\s+(?=(?:the\s+)?[A-Z])", "", before
    )
    before = re.sub(r"^\s*(?:,|;)?\s*(?:and|between|with)?\s+(?:the\s+)?(?=[A-Z])", "", before)
    before = _TITLE_ABOVE.sub("", re.split(r"\s[–—]\s", _DESCRIPTION.split(before)[0])[-1])
    words = before.strip(" ,").split()
    kept: list[str] = []
    for word in reversed(words):
        if (
            word[:1].isupper()
            or word[:1].isdigit()
            or (kept and word in ("of", "and", "for", "the", "&", "in", "on", "de", "der", "von", "du"))
        ):
            kept.append(word)
        elif kept or not word:
            break
        else:
            return ""
    while kept and kept[-1] in ("of", "and", "for", "the", "&", "in", "on"):
        kept.pop()
    return _last_joined(" ".join(reversed(kept)).strip(" ,"))


def _last_joined(name: str) -> str:
    """The last of two names that "and" joins: "the Ministry and Elmer College"."""
    left, _, right = name.rpartition(" and ")
    whole = GENERIC.fullmatch(left) or (ends_as_organisation(left) and len(left.split()) > 1)
    return right if whole and looks_like_organisation(right) and len(right.split()) > 1 else name


def _initials(name: str, term: str) -> bool:
    capitals = "".join(word[0] for word in re.findall(r"[A-Za-z]+", name) if word[0].isupper())
    return len(term) > 1 and term.isupper() and (capitals == term or capitals.startswith(term))


def _glosses(text: str) -> Iterator[list[str]]:
    """A Korean organisation with its name in Latin letters: "타이베이 국제협력센터(Taipei ... Center, ICC)"."""
    for match in (*_KOREAN_GLOSS.finditer(text), *_SLASHED.finditer(text)):
        words = match["name"].split()
        name = next((" ".join(words[index:]) for index in range(len(words)) if _starts_name(words[index:])), "")
        inside = [part for part in re.split(r",\s*", match["inside"]) if part.strip()]
        if re.search("[가-힣]", name) and (is_organisation(name) or any(ENGLISH_KIND.search(part) for part in inside)):
            yield [name, *inside]


def _starts_name(words: Sequence[str]) -> bool:
    """Whether no word before the last ends in a particle, so that the words are one name."""
    return not any(
        re.search(r"[가-힣](?:은|는|을|를|과|와|에|에서|으로|및|한|하는|년|월|일|부터|까지)$", word)
        for word in words[:-1]
    )
