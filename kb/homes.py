"""Organisations by the country that documents place them in: "the Danish partner", "the Canadians", "일본 측"."""

from __future__ import annotations

import re
from collections.abc import Sequence

import sqlalchemy as sa

from kb.countries import in_the_other_language, of_people
from kb.database import current, document, page
from kb.domain import Party

_BODY = r"partner|side|part(?:y|ies)|agenc(?:y|ies)|association|foundation|ministry|compan(?:y|ies)|city|office|organi[sz]ation|body|bodies|counterpart|institute|university|delegation|team|official|researcher|colleague|friend|folk|guest|trainee"
# A language's name says of a text in which language it is; before a body or people it says where they come from.
_FROM = (
    re.compile(rf"\b(?P<land>[A-Z][a-z]+)\s+(?:[a-z]+\s+)?(?:{_BODY})s?\b"),
    re.compile(r"\b[Tt]he (?P<land>[A-Z][a-z]+s|Dutch|French|British|Irish|Spanish|Swiss|Japanese|Chinese|Taiwanese)\b(?!\s+(?:text|version|translation|language|copy|law|user|guide|part|wording)\b)"),
    re.compile(r"(?P<land>[가-힣]{2,})\s?(?:측|쪽|기관|파트너|상대|협력기관|대표단|사람들|연구소|협회|재단|정부|회사|기업|부처|도시)"),
)  # fmt: skip
# So far from an organisation's name what documents say of its country may stand.
_NEAR = 40
# "..., an agency of the City of Aldermouth, Ontario, Canada" may run over lines.
_APPOSED = 90


def from_there(connection: sa.Connection, text: str, everyone: Sequence[Party]) -> list[Party]:
    """The organisations that come from a country by which `text` calls somebody, by their names or as pages say beside them."""
    lands = {name for pattern in _FROM for match in pattern.finditer(text) for name in _names_of(match["land"])}
    if not lands:
        return []
    own = [each for each in everyone if any(land in name for land in lands for name in each.names)]
    return own or _placed(connection, lands, everyone)


def lands_in(text: str) -> list[str]:
    """The words by which a text calls somebody by a country, as it writes them."""
    return [match["land"] for pattern in _FROM for match in pattern.finditer(text) if _names_of(match["land"])]


def _names_of(written: str) -> set[str]:
    """A country under its Korean and English names, as a word for its people or what is theirs may tell it."""
    english = of_people(written)
    pairs = in_the_other_language(english or written)
    return {name for pair in pairs for name in (*pair, *(other for _, other in in_the_other_language(pair[1])))} | (
        {english} if english else set()
    )


def _apart(each: Party, names: str, land: str) -> str:
    """A country further off: at the end of what says what a body is, or beside the city that its name begins with."""
    cities = "|".join(
        re.escape(first) for name in each.names if re.fullmatch("[A-Z][a-zà-ÿ]{3,}", first := name.split()[0])
    )
    apposed = rf"(?:{names}),\s(?:an?|the)\s[^.;:。()]{{0,{_APPOSED}}}?(?:{land})"
    return rf"{apposed}|\b(?:{cities}),\s(?:{land})" if cities else apposed


def _placed(connection: sa.Connection, lands: set[str], everyone: Sequence[Party]) -> list[Party]:
    query = sa.select(page.c.text).join(document, document.c.id == page.c.document_id)
    query = query.where(current, sa.or_(*(page.c.text.contains(land, autoescape=True) for land in sorted(lands))))
    land = "|".join(map(re.escape, sorted(lands)))
    found: dict[str, Party] = {}
    for text in connection.execute(query).scalars():
        for each in everyone:
            names = "|".join(re.escape(name) for name in each.names if len(name) > 2)
            beside = rf"(?:{names})[^.。\n]{{0,{_NEAR}}}?(?:{land})|(?:{land})[^.。\n]{{0,6}}?(?:{names})|{_apart(each, names, land)}"
            match = re.search(beside, text) if names else None
            others = (name for other in everyone if other is not each for name in other.names if len(name) > 2)
            if match and not any(
                name in match.group() and not any(name in own for own in each.names) for name in others
            ):
                found[each.id] = each
    return list(found.values())
