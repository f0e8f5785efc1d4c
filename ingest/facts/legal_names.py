"""Legal names as a list of parties writes them: where one begins and ends, what makes it an organisation's."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.facts.places import STATES

# What may stand behind a comma and still belong to the name.
_FORM = re.compile(
    r"(?:Inc|Incorporated|Incorporation|LLC|L\.?L\.?C|Ltd|Limited|Corp|Corporation|Co|Company|LP|L\.?P|LLP|L\.?L\.?P|PLLC|PLC|N\.?A|P\.?[CA]"
    r"|S\.?A|S\.?A\.?S|S\.?A\.?R\.?L|S\.?p\.?A|S\.?r\.?l|S\.?L|S\.?E|S\.?C\.?A|AG|K?GmbH|KG|KGaA|B\.?V|N\.?V|Pty|Pte|Proprietary|Private|Pvt|A\.?B|A\.?S|A/S|ASA|Oyj?|Aps"
    r"|K\.?K|Sdn|Bhd|Berhad|P\.?T|Tbk|de\s?C\.?V|C\.?V|Trust|Foundation|Institute|JSC|OJSC|LLLP|R\.?L\.?L\.?P)\.?",
    re.IGNORECASE,
)
# Nouns with which the name of a body ends, or after which "of" or "for" may go on with it.
_BODY = re.compile(
    r"(?:Foundations?|Associations?|Cent(?:er|re)s?|Authority|Agency|Ministry|Departments?|Office|Council|Institutes?|University|College|School"
    r"|Commission|Committee|Board|Bureau|Federation|Union|Society|Chamber|Bank|Group|Organi[sz]ation|Network|Alliance|Consortium|Secretariat"
    r"|Administration|Government|Municipality|City|Province|County|State|Republic|Commonwealth|Fund|Trust|Academy|Laborator(?:y|ies)|Hospital|Library"
    r"|Museum|Partnership|Partners|Holdings?|Technologies|Technology|Systems|Industries|Enterprises?|Ventures?|International|Services|Solutions"
    r"|Pharmaceuticals?|Pharma|Therapeutics|Biosciences|Biotech\w*|Associates|Capital|Management|Labs?|Studios|Schools|Railway|Railroad|Airlines?)",
    re.IGNORECASE,
)
_WORD = re.compile(r"\S+")
_CONNECTOR = frozenset("of for the and & in on at de la le du des der den von van und et y e del di da do zu".split())
# Capitalised words that begin a description, a date or another sentence, and no name.
_NO_NAME = frozenset(
    "a an this that these those each any such whereas recitals witnesseth now therefore background party parties hereinafter hereafter and or by between "
    "among with whose which who having located dated effective january february march april may june july august september october november december "
    "section article exhibit schedule whereby attention address tel fax email no. re if in it its upon unless subject to noting recognizing recognising considering desiring acknowledging "
    "recalling reaffirming wishing hereby have has".split()
)
_ALSO_KNOWN = re.compile(r"(?:d/?b/?a|f/?k/?a|a/?k/?a|o/?a|n/?k/?a|t/a)\.?", re.IGNORECASE)
_PLACE_IN_NAME = re.compile(r"\([A-Z][\w. &’'-]{0,24}\)")
# What a title says behind the last name: "... Foundation on Cooperation in Urban Data".
_SUBJECT = re.compile(
    r"\s*on\s+(?:the\s+)?(?:\w+\s+){0,2}?(?:Co-?operation|Collaboration|Partnership|Exchanges?|Establishment|Development\s+of|Promotion)\b"
)
# A city or county is named with its state: "City of Port Arden, Texas".
_CITY = re.compile(r"(?:the\s+)?(?:City|County|Town|Township|Village|Borough|Parish)\s+of\s", re.IGNORECASE)
_STATE = re.compile(r",\s+([A-Z]\w+(?:\s[A-Z]\w+)?)(?=\s*[,(;.])")
_ANOTHER = re.compile(
    rf"\s*the\s+(?:[A-Z][\w’'&-]*\s+){{0,5}}?{_BODY.pattern}\b(?!\s+of\b)|\s*the\s+{_BODY.pattern}\s+(?:of|for)\b"
)
_LONGEST = 16


def ends_as_organisation(name: str) -> bool:
    """Whether the last word of `name` is a legal form or the noun of a body."""
    last = name.rsplit(maxsplit=1)[-1].strip(" ,") if name.split() else ""
    return bool(_FORM.fullmatch(last) or _BODY.fullmatch(last.rstrip(".")))


def ends_with_form(name: str) -> bool:
    """Whether a name of two words or more ends in a legal form: "Harbor Light LP"."""
    words = name.split()
    return len(words) > 1 and bool(_FORM.fullmatch(words[-1].strip(" ,")))


def looks_like_organisation(name: str) -> bool:
    """Whether `name` ends in a legal form or a body's noun, or begins with one: "Ministry of Digital Affairs"."""
    head = re.match(r"(?:[\w’'&-]+\s+){0,4}?(\w+)\s+(?:of|for)\s", name)
    return ends_as_organisation(name) or bool(head and _BODY.fullmatch(head.group(1)))


def name_at(text: str, start: int, join: bool = True) -> int | None:
    """The end of the name that begins at `start`, or None; with `join`, an "and" inside a name is read as part of it."""
    words = _Words(text, start)
    end: int | None = None
    for count in range(_LONGEST):
        bare, after = words.next()
        if bare is None:
            break
        if _ALSO_KNOWN.fullmatch(bare) and end is not None:
            continue
        if end is not None and _begins_another(text[start:end], bare):
            break
        if bare.lower() in _CONNECTOR and not (bare.isupper() and not words.goes_on()):
            if (
                end is None
                or not words.goes_on()
                or (bare == "on" and _SUBJECT.match(text, end) and ends_as_organisation(text[start:end]))
                or (bare.lower() == "and" and not (join and words.may_join(text[start:end])))
            ):
                break
            continue
        if not _is_name_word(bare, count):
            break
        end = words.end
        closed = after or (bare.endswith(".") and _FORM.fullmatch(bare) and not words.of_follows())
        if closed and not words.form_follows():
            break
    state = _STATE.match(text, end) if end is not None and _CITY.match(text, start) else None
    return state.end(1) if state is not None and state.group(1).title() in STATES else end


def _begins_another(name: str, word: str) -> bool:
    """Whether a word behind a name begins the next line of a title: "HARBOUR FOUNDATION The ...", "HARBOUR FOUNDATION Harbour ..."."""
    if word == "The":
        return name.isupper() or ends_as_organisation(name)
    titled = word[:1].isupper() and word[1:2].islower() and not _FORM.fullmatch(word) and not _BODY.fullmatch(word)
    return titled and name.isupper() and " " in name and ends_as_organisation(name)


class _Words:
    """The words of a text from a place on, each without the punctuation behind it."""

    def __init__(self, text: str, start: int) -> None:
        self.text, self.place, self.end = text, start, start

    def next(self) -> tuple[str | None, str]:
        """The next word and what closes it: a comma, a semicolon, the full stop of a sentence, or nothing."""
        inside = _PLACE_IN_NAME.match(self.text, self._after_space())
        found = inside or _WORD.match(self.text, self._after_space())
        if found is None or (inside and not self._continues(inside.end())):
            return None, ""
        written = found.group()
        if written.startswith(("(", "“", '"')) and not inside:
            return None, ""
        cut = re.search(r"[(“\"\[]", written) if not inside else None
        written = written[: cut.start()] if cut else written
        bare = written.rstrip(",;:")
        closing = written[len(bare) :]
        if bare.endswith(".") and not _abbreviated(bare):
            bare, closing = bare[:-1], "."
        self.place = found.start() + len(written)
        self.end = found.start() + len(bare)
        return bare or None, closing or ("(" if cut else "")

    def _after_space(self) -> int:
        place = self.place
        while place < len(self.text) and self.text[place].isspace():
            place += 1
        return place

    def _continues(self, place: int) -> bool:
        following = _WORD.match(self.text, place + 1)
        return following is not None and bool(_FORM.match(following.group()))

    def _following(self) -> str:
        found = _WORD.match(self.text, self._after_space())
        return found.group().strip(",;:()") if found else ""

    def form_follows(self) -> bool:
        """Whether the next word is a legal form, which a comma does not part from its name."""
        following = self._following()
        return following.isascii() and bool(_FORM.fullmatch(following)) and following[:1].isupper()

    def of_follows(self) -> bool:
        """Whether a name goes on behind "Corp.": "Seiko Corp. of America", "Harbor Corp. II"."""
        return bool(re.fullmatch("of|&|for|[IVX]+", self._following()))

    def goes_on(self) -> bool:
        """Whether the next word could be one of a name."""
        following = self._following()
        return following.lower() in _CONNECTOR or _is_name_word(following, 1)

    def may_join(self, left: str) -> bool:
        """Whether "and" stands inside a name: "Ministry of Science and ICT", "Hale and Orr Limited"."""
        if ends_as_organisation(left):
            return False
        if looks_like_organisation(left):
            # "... Ministry of Roads and the Harbour Foundation": the article begins another name.
            return not _ANOTHER.match(self.text, self.place)
        right = re.match(r"\s*((?:[A-Z][\w’'-]*\s+){0,3}[A-Z][\w’'.-]*)", self.text[self.place : self.place + 80])
        return len(left.split()) == 1 and right is not None and ends_as_organisation(right.group(1))


def _is_name_word(word: str, position: int) -> bool:
    """Whether `word` may be one of a name: a capital, a figure, a brand such as "eBay"; no blank and no placeholder."""
    if not word or "__" in word or "…" in word or "[" in word or "<" in word or "..." in word:
        return False
    if word.lower() in _NO_NAME:
        return False
    if word[0].isupper() or _PLACE_IN_NAME.fullmatch(word):
        return True
    return bool(re.match(r"[a-z]{1,3}[A-Z]|\d", word)) and (
        position > 0 or not word[0].isdigit() or bool(re.search("[A-Za-z-]", word))
    )


def _abbreviated(word: str) -> bool:
    """Whether a full stop belongs to the word: "Inc.", "St.", "J.", "S.p.A."."""
    return bool(
        _FORM.fullmatch(word)
        or re.fullmatch(r"(?:[A-Za-z]\.)+|(?:St|Dr|Mr|Mrs|Ms|Jr|Sr|Bros|Univ|Dept|Intl|Int'l|Hldgs|Tech)\.", word)
    )


def also_known(name: str) -> Sequence[str]:
    """The names in "Foo Inc. d/b/a Bar" and "City of Bar, Texas", the whole one first."""
    if _CITY.match(name) and "," in name:
        return [name, name.rpartition(",")[0]]
    parts = [part.strip(" ,") for part in re.split(rf"\s{_ALSO_KNOWN.pattern}\s", name, flags=re.IGNORECASE)]
    return [name, *parts] if len(parts) > 1 else [name]
