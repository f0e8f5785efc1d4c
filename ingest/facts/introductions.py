"""Organisations that a document names without defining them: in attendance lists, headers, titles and bylines."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence

from ingest.facts.attending import entries, listed
from ingest.facts.clauses import Clause, cite
from ingest.facts.organisation_words import is_organisation
from ingest.facts.organisations import Organisation
from kb.domain import Citation, Document
from kb.text import hangul_share

_LABEL = re.compile(
    r"^(?P<label>(?:(?!일시|장소|안건|목적|유의|작성|확인|배포|날짜|문서|제목|비고)[가-힣A-Za-z·]{1,14}\s?측|참석(?:자|기관|\s?기관|\s?부서)?|참가(?:자|\s?기관)?|주최|주관"
    r"|Attendees|Participants|Present|Attending|In attendance|For [A-Z][\w .]+?|Organi[sz]ations?))\s*[:：]?\s+(?P<rest>\S.*)$"
)
_KOREAN_TOKEN = re.compile(
    r"(?<![가-힣A-Za-z])(?P<name>[가-힣A-Za-z]{2,20}(?:재단|협회|공사|공단|연구원|진흥원|협의회|위원회|주식회사|개발청|개발부|혁신청|디지털전환부))"
    r"(?=(?:은|는|이|가|을|를|의|에|에게|에서|와|과|및|도|측)?(?:[\s,.)(·–-]|$))"
)
_ENGLISH_TOKEN = re.compile(
    r"\b(?P<name>(?:[A-Z][A-Za-z&-]+[ \t]+(?:(?:of|for|and|the)[ \t]+)*){1,5}"
    r"(?:Foundation|Association|Agency|Authority|Council|Institute|University|Corporation|Ministry|Office|Commission|Centre|Center|Authority|Commons|Directorate|Department|Municipality)"
    r"(?:[ \t]+(?:for|of|on)[ \t]+(?:the[ \t]+)?[A-Z][A-Za-z-]+(?:[ \t]+(?:and[ \t]+)?[A-Z][A-Za-z-]+){0,3})?)\b"
)
_BEFORE_NAME = re.compile(
    r"^(?:The|In|For|At|With|By|And|Place|Venue|Date|From|To|Between|President|Both|(?:Staff|Members?|Heads?|Directors?|Officials?|Representatives?|Employees)\s+of)\s+(?:the\s+)?"
)
_PAIR = re.compile(r"(?<![A-Za-z])(?P<first>[A-Z]{2,6})\s*[/–-]\s*(?P<second>[A-Z]{2,6})(?![A-Za-z0-9])")
_ROLE_NOUN = re.compile(
    r"\b[Tt]he\s+(Foundation|Association|Agency|Ministry|Council|Authority|Office|Institute|University|Company|Corporation|Centre|Center|College|Union|Trust|Society|Alliance|Department|Board|Bureau|City|County)\b"
)
_KOREAN_NOUN = re.compile(
    r"(?<![가-힣A-Za-z])(재단|협회|센터|공사|공단|연구원|연구소|진흥원|협의회|연합회|연합|연맹|학회|기구|은행|위원회|대학교|대학|협동조합|조합|혁신청|전환부|[시도군구]청|사무국)(?:은|는|이|가|의|에|와|과)?\s"
)
EQUIVALENTS = {
    "재단": "Foundation",
    "협회": "Association",
    "센터": "Center",
    "공사": "Corporation",
    "위원회": "Commission",
    "협의회": "Council",
}
_NO_NAME = re.compile(r"(?:팀|실|부서|회의|협약|사업|로봇|측|안건|일시|장소|참석자?|결과|계획|내용|그는|이는)$")
_SIDES = re.compile(r"\s*[–—·&×]\s*|\s[-/]\s")
_TITLE_BETWEEN = re.compile(r"[–—·/]|\s-\s|과\s|와\s|,\s|\band\b|\bbetween\b")


def introduced(
    document: Document, clauses: Sequence[Clause], known: Sequence[Organisation]
) -> Iterator[tuple[Citation, list[str], bool]]:
    """What each organisation is called that stands undefined in `document`, full name first: where, and whether it takes part."""
    if document.kind == "mou":
        yield from _in_title(document, known)
        return
    yield from _in_both_languages(document)
    if document.kind == "minutes":
        for each in entries(document, clauses):
            yield each.citation, each.names, True
    for clause in clauses:
        label = _LABEL.match(clause.text)
        if label is not None and not clause.text.endswith(("다.", "다")):
            citation = cite(document, clause.page, *clause.span())
            for names in listed(label["rest"]):
                yield citation, [name for name in names if not name.endswith("측")], True
    yield from _frequent(document, clauses)


def _in_title(document: Document, known: Sequence[Organisation]) -> Iterator[tuple[Citation, list[str], bool]]:
    """The organisations a cover names side by side: "서울디지털재단–타이베이컴퓨터협회 업무협약서"."""
    if len(known) > 1 or not document.pages:
        return
    page = document.pages[0]
    for line in re.finditer(r"[^\r\n]+", page.text[:1500]):
        if _TITLE_BETWEEN.search(line.group()):
            for pattern in (_KOREAN_TOKEN, _ENGLISH_TOKEN):
                for match in pattern.finditer(line.group()):
                    start, end = line.start() + match.start("name"), line.start() + match.end("name")
                    yield cite(document, page.number, start, end), [match["name"]], True


def _in_both_languages(document: Document) -> Iterator[tuple[Citation, list[str], bool]]:
    """The two sides where the title names them in one language and, in the line below, in the other."""
    page = document.pages[0] if document.pages else None
    lines = list(re.finditer(r"\S[^\r\n]*", page.text[:1500])) if page else []
    for above, below in itertools.pairwise(lines):
        first, second = (_SIDES.split(line.group().strip()) for line in (above, below))
        if page is None or len(first) != 2 or len(second) != 2:
            continue
        shares = [[hangul_share(name) for name in names] for names in (first, second)]
        korean, english = (first, second) if min(shares[0]) > 0.5 else (second, first)
        told_apart = min(map(hangul_share, korean)) > 0.5 and max(map(hangul_share, english)) == 0
        if told_apart and all(map(is_organisation, english)):
            for names in zip(korean, english, strict=True):
                yield cite(document, page.number, above.start(), below.end()), list(names), True


def _frequent(document: Document, clauses: Sequence[Clause]) -> Iterator[tuple[Citation, list[str], bool]]:
    """In minutes and briefs, full names in running text, and the abbreviations of a header such as "SDF / PLSA"."""
    seen: set[str] = set()
    for clause in clauses:
        for pattern in (_KOREAN_TOKEN, _ENGLISH_TOKEN):
            for match in pattern.finditer(clause.text[: len(clause.offsets)]):
                name = _BEFORE_NAME.sub("", match["name"])
                start, end = clause.span(*match.span("name"))
                # A name may run on over the end of a line of prose; the lines of a list are apart.
                apart = clause.kind != "sentence" and "\n" in document.page(clause.page).text[start:end]
                if name not in seen and is_organisation(name) and not apart:
                    seen.add(name)
                    yield cite(document, clause.page, start, end), [name], False
    for page in document.pages:
        for pair in _PAIR.finditer(page.text[:400]):
            for group in ("first", "second"):
                if pair[group] not in seen:
                    seen.add(pair[group])
                    yield cite(document, page.number, pair.start(group), pair.end(group)), [pair[group]], True


def nouns_used(document: Document) -> dict[str, tuple[int, Citation]]:
    """The bare nouns a document uses for an organisation it has named ("재단은", "the Agency"): how often, and where first."""
    found: dict[str, tuple[int, Citation]] = {}
    for page in document.pages:
        for match in (*_ROLE_NOUN.finditer(page.text), *_KOREAN_NOUN.finditer(page.text)):
            count, citation = found.get(match.group(1)) or (
                0,
                cite(document, page.number, match.start(1), match.end(1)),
            )
            found[match.group(1)] = (count + 1, citation)
    return found


def speakers(document: Document, clauses: Sequence[Clause]) -> Iterator[tuple[Citation, list[str]]]:
    """Who stands at the head of a line of the list of attendance and later acts: "해든모빌리티 ..." and "해든모빌리티는"."""
    if document.kind != "minutes":
        return
    text = "\n".join(clause.text for clause in clauses if not clause.preamble)
    for clause in clauses:
        if not clause.preamble:
            return
        page_text = document.page(clause.page).text
        for line in re.finditer(r"^[ \t]*([가-힣A-Za-z]{3,20})(?=[ \t(:]|$)", page_text, re.MULTILINE):
            word = line.group(1)
            if re.search(rf"(?:^|\n|때까지 ){re.escape(word)}(?:은|는)\s", text) and not _NO_NAME.search(word):
                yield cite(document, clause.page, line.start(1), line.end(1)), [word]
        return


def owner_of(noun: str, organisations: Iterable[Organisation]) -> Organisation | None:
    """The only organisation the bare noun can mean: its name ends in it, or its abbreviation in the noun's initial."""
    waiting = list(organisations)
    if any(noun in organisation.terms or f"the {noun}" in organisation.terms for organisation in waiting):
        return None
    other = EQUIVALENTS.get(noun, noun)
    named = [each for each in waiting if each.ko.endswith(noun) or re.search(rf"\b{re.escape(noun)}\b", each.en)]
    named = named or [each for each in waiting if re.search(rf"\b{re.escape(other)}\b", each.en)]
    if named:
        # The organisation named first is the one the text is about.
        return named[0]
    if not noun.isascii():
        return None
    lettered = [each for each in waiting if not each.en and not each.ko and each.short.endswith(noun[0])]
    return lettered[0] if len(lettered) == 1 else None
