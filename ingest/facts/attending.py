"""Lists of attendance: which organisations they name, by the offices, persons and numbers that stand behind the names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from ingest.facts.clauses import Clause, cite, cite_clause
from ingest.facts.organisation_words import GENERIC, KOREAN_SHORT_KINDS, is_organisation
from kb.domain import Citation, Document

# What lists of attendance are headed by, in the same line or above.
_HEAD = re.compile(
    r"^(?:\W*|.{0,60}\s)(?:참석|참가|출석|배석|면담|참여)\s?(?:자|기관|인원|부서|자\s?명단)?(?:(?P<mark>\s*[:：])?\s+|\s*(?P<tight>[:：])|$)(?P<rest>.*)$"
    r"|^(?:.*\s)?(?:Present|Attendees|Attending|In attendance|Participants)(?P<colon>\s*:)?\s*(?P<english>.*)$"
)
_FIELD = re.compile(
    r"^\W*(?:회의\s?)?(?:일\s?시|장\s?소|안\s?건|목\s?적|내\s?용|주제|의제|배포|작성|기록|날짜|비고|불참|결석)[자\s]*(?:[:：]|$|\s)"
    r"|^\W*(?:Apologies|Absent|Agenda|Date|Time|Venue|Place|Subject|Purpose)\b"
)
_ENTRY = re.compile(r"[,;/·]\s*(?![^()]*\))")
_BRACKETS = re.compile(r"\s*\([^()]*\)")
# "for the Agency: Ms Lind, Director; for the Growers' Union: Mr Holt"
_FOR = re.compile(
    r"\b[Ff]or\s+(?:[Tt]he\s+)?(?P<name>[A-Z][\w.’'&-]*(?:\s+(?:[A-Z][\w.’'&-]*|of|and|for|the|&)){0,9})\s*[:–—]"
)
# "A. Lind (Chair, Harbour Council, “HC”)": an organisation in brackets behind its people, with what it is called.
_BEHIND = re.compile(
    r"[A-Z][\w.’'-]*(?:\s(?:and\s)?[A-Z][\w.’'-]*)*\s\((?:[^(),“”\"]+,\s)?(?P<name>[A-Z][^(),“”\"]+)(?:,\s[“\"](?:the\s)?(?P<term>[^“”\"]+)[”\"])?\)"
)
_OFFICE = re.compile(
    r".*(?:장|관|이사|대표|감사|간사|교수|차관|군수|지사|총재|대사|영사|위원|의원|주임|주사|서기|대리|매니저|책임|선임|수석|담당|연구원|박사|변호사|회계사|코디네이터|통역)(?:님)?$"
)
_TEAM = re.compile(r"[가-힣A-Za-z·]{2,12}(?:팀|과|실|본부|부서|담당관실)$")
_COUNT = re.compile(r"\d+\s?(?:명|인)?|등|외|각|총")
_FORM = re.compile(
    r"^(?:주식회사|유한회사|㈜|\(주\)|재단법인|사단법인)\s?|\s?(?:주식회사|㈜|\(주\))$|\s(?:사회적\s?)?(?:협동조합|기업)$"
)
# "(주)새움소프트", "새움소프트㈜"
_BRACKETED_FORM = re.compile(
    r"(?:\((?:주|유|재|사)\)|㈜)\s?(?P<after>[가-힣A-Za-z]{2,20})|(?P<before>[가-힣A-Za-z]{2,20})\s?(?:\((?:주|유)\)|㈜)"
)
_ENGLISH_FORM = re.compile(
    r",?\s(?:Ltd|Limited|Inc|LLC|GmbH|Corp|Corporation|AG|AS|SA|PLC|plc|Co|Pty|AB|Oy|BV|SAS|SpA)\.?$"
)
_SHORT_KIND = re.compile(rf"[가-힣]{{2,}}(?:{KOREAN_SHORT_KINDS})$")
_CITY = re.compile(r"[가-힣]{1,6}[시도군구]$")
_FOREIGN = re.compile(
    r"(?<![A-Za-z])(?P<name>[A-Z][A-Za-z]{2,}(?:[A-Z][a-z]+)?|[A-Z]{2,8})\s?\((?P<country>[가-힣]{2,10}|[A-Z][a-z]+(?: [A-Z][a-z]+)?)\)"
)
_NOT_A_NAME = re.compile(
    r"\b(?:Minutes|Meeting|Record|Notes?|Summary|Group|Committee|Board|between|with)\b|[–—:,]", re.IGNORECASE
)
# "참관 노을섬연구원 박세찬 실장": in what part, before who.
_WATCHING = re.compile(r"^\W*(?:참관|배석|옵[서저]버|업저버|방청|Observers?)\s?(?:자|인|기관)?\s?[:：]?\s+")
# "(한국 측) 솔빛시 과장 배주호": what else the minutes call the side.
_SIDE = re.compile(r"\W*(?P<side>[가-힣]{2,8}\s?측)\s?[)\]:：]?\s+")
# "Harbour Council: Mr Lind, Ms Holt" on a line of its own.
_SIDE_LINE = re.compile(
    r"^[ \t•*-]*(?!For\b)(?P<name>[A-Z][^\n:;,()]{3,70}?)(?:[ \t]*\([^)\n]{1,20}\))?[ \t]*:[ \t]+(?=(?:Mr|Ms|Mrs|Miss|Dr|Prof|Cllr|Sir|Amb|Hon)\b|[A-Z][a-z]+ [A-Z])",
    re.MULTILINE,
)
# "이음터 사회적협동조합: 어경수 대표이사, 남궁솔 교육국장"
_KOREAN_SIDE_LINE = re.compile(
    r"^[ \t○•·*-]*(?P<name>[가-힣A-Za-z㈜][가-힣A-Za-z㈜· ]{2,40}?)(?:[ \t]*\([^)\n]{1,60}\))?[ \t]*[:：][ \t]+(?=[가-힣])",
    re.MULTILINE,
)
_KIND_FIRST = re.compile(r"^(?:Ministry|Department|Office|Board|City|University|Institute|Bank|Government)\b")
# Nobody is introduced further down than this, and no list of attendance has more lines.
_OPENING = 60
_LINES = 12
_HEADED = 3


@dataclass(frozen=True, slots=True)
class Attending:
    """An organisation that attends: its `names`, the full one first, and the words that mean it in these minutes alone."""

    citation: Citation
    names: list[str]
    here: list[str]


def entries(document: Document, clauses: Sequence[Clause]) -> Iterator[Attending]:
    """The organisations of the letterhead and the lists of attendance that minutes open with."""
    text = "\n".join(clause.text for clause in clauses)
    if (head_of := letterhead(document)) is not None:
        name, start, end = head_of
        yield _attending(cite(document, document.pages[0].number, start, end), [name], text)
    for index, clause in enumerate(clauses[:_OPENING]):
        head = _HEAD.match(clause.text)
        if head is None or clause.text.endswith(("다.", "다")):
            continue
        if any(is_organisation(part) for title in clause.path[-1:] for part in re.split(r"[()]", title)):
            # Below an organisation's own heading, as in reports on visits, a list of people names its people only.
            continue
        rest = (head["rest"] or head["english"] or "").strip()
        # The label of a form may share its line with the cell before it: the sides stand below.
        behind = head.start("rest") > 12 and not (head["mark"] or head["tight"])
        if behind and rest:
            continue
        if rest and head["english"] and not head["colon"]:
            continue
        for line, part in [(clause, rest)] if rest else _below(clauses[index + 1 : index + 1 + _LINES]):
            written = document.page(line.page).text[slice(*line.span())]
            sided = [
                [found["name"]]
                for pattern in (_SIDE_LINE, _KOREAN_SIDE_LINE)
                for found in pattern.finditer(written)
                if _is_side(found["name"])
            ]
            # One such line alone is read with what stands in its brackets.
            alone = len(sided) == 1 and re.search("[가-힣]", sided[0][0]) and not behind
            for names in sided if (sided and not alone) or behind else listed(part):
                yield _attending(cite_clause(document, line), names, text)


def _attending(citation: Citation, names: list[str], text: str) -> Attending:
    sides = [name for name in names if name.endswith("측")]
    names = [name for name in names if name not in sides]
    return Attending(citation, [*names, *_without_form(names[0], text)], [*sides, *_called(names[0], text)])


def letterhead(document: Document) -> tuple[str, int, int] | None:
    """Whose minutes they are, where one of the first lines is an organisation's name and nothing else: it, and where it stands."""
    page = document.pages[0].text if document.pages else ""
    for line in islice(re.finditer(r"\S[^\r\n]*\S", page), _HEADED):
        words = line.group().split()
        if len(words) > 12 or _NOT_A_NAME.search(line.group()):
            continue
        small = ("OF", "THE", "FOR", "AND", "IN")
        written = [w.lower() if w in small else w.capitalize() for w in words] if line.group().isupper() else words
        if all(w[0].isupper() or len(w) < 4 for w in written) and is_organisation(" ".join(written)):
            return " ".join(written), line.start(), line.end()
    return None


def _below(clauses: Sequence[Clause]) -> Iterator[tuple[Clause, str]]:
    """The lines below a heading that says who is present, up to the next heading, field or sentence."""
    for clause in clauses:
        if clause.kind == "heading" or re.search(r"[가-힣]다\.?$", clause.text):
            return
        if _FIELD.match(clause.text):
            return
        yield clause, clause.text


def _is_side(name: str) -> bool:
    return is_organisation(name) or bool(_ENGLISH_FORM.search(name))


def listed(text: str) -> Iterator[list[str]]:
    """What each organisation of a list is called: "For the Agency: Ms Lind", "타이베이컴퓨터협회(TCA) 부문장 샘 셴, ..."."""
    sides = [[found["name"]] for found in _FOR.finditer(text)]
    sides += [
        [name for name in found.group("name", "term") if name]
        for found in _BEHIND.finditer(text)
        if found["term"] or is_organisation(found["name"])
    ]
    yield from sides
    if not sides:
        for entry in _ENTRY.split(re.sub(r"[:：](?=\s)", " ", text)):
            yield from _organisation_of_entry(entry.strip())


def _organisation_of_entry(entry: str) -> Iterator[list[str]]:
    """The organisation at the head of an entry, with its name in brackets: "마레나 관광청(Marena Tourism Board) 국장 로레타 빈치"."""
    entry = _WATCHING.sub("", entry)
    side = _SIDE.match(entry)
    entry = entry[side.end() :] if side else entry
    words = _BRACKETS.sub(" ", re.sub(r"^(?:우리|저희|당)\s", "", entry)).split()
    gloss = re.search(r"\(([A-Z][A-Za-z .&]+)\)", entry)
    formed = _BRACKETED_FORM.match(entry)
    head = (formed["after"] or formed["before"]) if formed else _head(words)
    foreign = _FOREIGN.match(entry) if not head else None
    if foreign is not None:
        yield [foreign["name"]]
    elif head:
        near = gloss is not None and entry.find(gloss.group(1)) - len(head) <= 3
        called = [side["side"]] if side else []
        yield [head, *([gloss.group(1)] if gloss is not None and near else []), *called]


def _head(words: list[str]) -> str:
    """The words of an entry that name the organisation: those before an office, a team, a person or a number."""
    if words and _FORM.fullmatch(f"{words[0]} "):
        return " ".join(words[:2]) if len(words) > 1 else ""
    cut = next((index for index, word in enumerate(words) if index and _ends(word)), len(words))
    known = next((count for count in range(min(4, cut), 0, -1) if is_organisation(" ".join(words[:count]))), 0)
    following = words[known:cut]
    # "루센타시 디지털국": an office of a city is what attends; "재단 김하늘 팀장" is a person of it.
    while following and _SHORT_KIND.match(following[0]) and cut < len(words):
        known, following = known + 1, following[1:]
    if known:
        return " ".join(words[:known])
    if cut == len(words):
        return ""
    named = [count for count in range(cut, 0, -1) if _SHORT_KIND.match(words[count - 1])]
    behind = words[cut - 1] if cut > 1 else ""
    if named and (len(words[named[0] - 1]) > 2 or named[0] > 1 or _CITY.match(words[0])):
        return " ".join(words[: named[0]])
    # "해든모빌리티 윤가람 대표": whoever stands before a person and an office.
    return words[0] if behind and re.fullmatch("[가-힣○]{2,4}", behind) and cut == 2 and len(words[0]) > 3 else ""


def _ends(word: str) -> bool:
    return bool(_COUNT.fullmatch(word) or _OFFICE.match(word) or _TEAM.match(word))


def is_office(word: str) -> bool:
    """Whether a Korean word is what somebody is: 국제통상과장, 정보화담당관, 이사."""
    return bool(_OFFICE.match(word))


def _without_form(name: str, text: str) -> Iterator[str]:
    """A company's name without its form, where `text` calls it so."""
    bare = _FORM.sub("", name) if re.search("[가-힣]", name) else _ENGLISH_FORM.sub("", name)
    more = r"(?! (?:Ltd|Limited|Inc|LLC|GmbH|Corp|AG|AS|SA|PLC|Co|Pty|AB|Oy|BV|SAS|SpA))"
    if bare != name and len(bare) > 1 and re.search(rf"(?<![A-Za-z가-힣]){re.escape(bare)}(?![A-Za-z,]){more}", text):
        yield bare


def _called(name: str, text: str) -> Iterator[str]:
    """What else a document calls an organisation: a noun of its name alone, or its last words, where they stand in `text`."""
    words = name.split()
    if not re.search("[가-힣]", name):
        for count in range(len(words) - 1, 1, -1):
            if re.search(rf"\b[Tt]he {re.escape(' '.join(words[-count:]))}\b", text):
                yield " ".join(words[-count:])
        kind = words[0] if _KIND_FIRST.match(name) else words[-1]
        if len(words) > 1 and GENERIC.fullmatch(kind) and re.search(rf"\b[Tt]he {re.escape(kind)}\b", text):
            yield kind
        return
    if (
        len(words) > 1
        and len(words[-1]) > 1
        and not _FORM.search(name)
        and re.search(rf"(?<![가-힣] ){re.escape(words[-1])}", text)
    ):
        yield words[-1]
    for length in range(2, min(6, len(words[-1]))):
        noun = words[-1][-length:]
        if GENERIC.fullmatch(noun) and re.search(rf"(?<![가-힣A-Za-z]){noun}(?:[은는이가의와과]|에서|측)\s", text):
            yield noun
    if len(words) == 1 and _CITY.match(name):
        alone = re.escape(name[-1])
        if re.search(rf"(?<![가-힣]){alone}(?:는|와|의|에서|가|도)\s|(?:[을를]|까지) {alone}에\s", text):
            yield name[-1]
