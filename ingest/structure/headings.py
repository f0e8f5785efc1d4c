"""What a line is in the outline of a Korean or English document: a heading and how deep, a clause, an entry of contents."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Outline ranks, outermost first. Every heading down to SECTION begins a passage.
ANNEX, PART, CHAPTER, DIVISION, ARTICLE, SECTION, SUBSECTION, ITEM = range(8)
LONGEST = 90

_KOREAN_ITEM = "가나다라마바사아자차카타파하"
_COUNT = r"(?:\d{1,3}|[IVXL]{1,6}|[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine|[Tt]en|[Ee]leven|[Tt]welve|(?:[Tt]hir|[Ff]our|[Ff]if|[Ss]ix|[Ss]even|[Ee]igh|[Nn]ine)teen|[Tt]wenty|ONE|TWO|THREE|FOUR|FIVE)"
_ARTICLE = re.compile(r"제\s?\d{1,4}\s?조(?:의\s?\d{1,3})?")
_ARTICLE_TITLED = re.compile(rf"({_ARTICLE.pattern}\s*[(（【\[][^)）】\]]{{1,60}}[)）】\]])")
# "제3조 및 제4조": a sentence that speaks of articles goes on with another of them.
_SPOKEN_OF = re.compile(r"(?:및|또는|내지|부터|까지|제\s?\d)")
_NUMBERED: tuple[tuple[int, re.Pattern[str]], ...] = (
    (ANNEX, re.compile(r"[\[【<(]?\s*(?:부속서|별첨|별지|붙임|별표|첨부|부록|참고)\s?(?:제?\s?\d{1,3}(?:호(?:의\s?\d+)?(?:\s?서식)?)?|[A-Z]|[IVXⅠ-Ⅻ]{1,4})?(?=[\s.:)\]】>(]|$)")),
    (ANNEX, re.compile(r"(?:부\s{0,3}칙)(?=\s*(?:$|[(<\[]))")),
    (ANNEX, re.compile(r"(?:ANNEX|Annex|APPENDIX|Appendix|SCHEDULE|Schedule|ATTACHMENT|Attachment|EXHIBIT|Exhibit)\s+(?:[A-Z]{1,2}|\d{1,2}|[IVX]{1,5})(?:[-–]\d{1,2})?(?=[\s:.,–—-]|$)(?!\.\d)")),
    (PART, re.compile(r"제\s?\d{1,3}\s?[편부](?=\s|$|\()")),
    (PART, re.compile(rf"(?:PART|Part)\s+(?:{_COUNT}|[A-Z])(?=[\s:.–—-]|$)")),
    (CHAPTER, re.compile(r"제\s?\d{1,3}\s?장(?=\s|$|\()")),
    (CHAPTER, re.compile(rf"(?:CHAPTER|Chapter)\s+{_COUNT}(?=[\s:.–—-]|$)")),
    (DIVISION, re.compile(r"제\s?\d{1,3}\s?[절관](?=\s|$|\()")),
    (ARTICLE, re.compile(rf"(?:ARTICLE|Article|CLAUSE|Clause|ITEM|Item)\s+(?:{_COUNT}|[A-Z])(?=[\s:.,()–—-]|$)(?!\.\d)")),
    (ARTICLE, re.compile(rf"(?:SECTION|Section|§)\s*(?:{_COUNT}|[A-Z])(?=[\s:.,()–—-]|$)(?!\.\d)")),
    (ARTICLE, re.compile(r"(?:[IVX]{1,5}\s?[.)]\s|[Ⅰ-Ⅻ]\s?[.)]?)\s*(?=\S)")),
    (SECTION, re.compile(r"(?:AGENDA ITEM|Agenda item|Agenda Item)\s*(?:No\.?\s*)?\d{1,2}\b|(?:안\s?건|의\s?제|심의\s?사항|보고\s?사항)\s?\d{1,2}(?=[\s.:)-]|$)|제\s?\d{1,3}(?:-\d+)?\s?호\s?(?:안건|의안)")),
    (SECTION, re.compile(r"(?:SECTION|Section|ARTICLE|Article)\s+\d{1,2}(?:\.\d{1,3}){1,3}\b")),
    (SECTION, re.compile(r"\d{1,2}(?:\.\d{1,3}){0,3}[.)]?\s+(?=\S)|\d{1,2}\.(?=[가-힣A-Z])")),
    (SUBSECTION, re.compile(r"[□■▣◈◆❑]\s*(?=\S)")),
    (SUBSECTION, re.compile(r"[A-Z]\.\s+(?=\S)")),
    (ITEM, re.compile(rf"[{_KOREAN_ITEM}]\.\s+(?=\S)")),
)  # fmt: skip
# Headings without a number that stand alone on their line, or before a colon.
_NAMED = re.compile(
    r"(?:(?:주요\s?)?(?:논의|토의|협의|결정|합의|의결|조치|건의|전달|심의|보고|기타)\s?(?:사항|내용|결과)|회의\s?(?:내용|안건|결과)|안\s?건|향후\s?(?:계획|일정|조치)"
    r"|RECITALS|Recitals|BACKGROUND|Background|WITNESSETH|PREAMBLE|Preamble|DEFINITIONS|Definitions|Agenda|AGENDA|Action items|ACTION ITEMS|Action Items"
    r"|Any other business|Decisions|Next steps|Discussion|Apologies|Matters arising|전\s{0,3}문|요\s?약|개\s?요|서\s?론|결\s?론|머리말|맺음말|협약\s?당사자)\s*[:：]?"
)
_BRACKETED = re.compile(r"[\[【<〈《]\s*[^\[\]【】<>〈〉《》]{2,40}\s*[\]】>〉》]")
_CLAUSE = re.compile(
    r"[①-⑳❶-❿㉠-㉭]|[(（]\d{1,2}[)）]\s|[(（](?:[a-zA-Z]|[ivxIVX]{1,5}|[가나다라마바사아자차카타파하])[)）]\s|\d{1,2}(?:(?:\.\d{1,3}){1,3}[.)]?|[.)])\s+\S"
    r"|[가나다라마바사아자차카타파하][.)]\s|[a-z][.)]\s|[•·◦▪◆▶▷※○●ㅇ❍□■▣◈]|[-–—](?:\s|$)"
)
_CONTENTS_TITLE = re.compile(
    r"(?:목\s{0,4}차|차\s{0,4}례|(?:table\s+of\s+)?contents)\s*(?:\(continued\))?", re.IGNORECASE
)
_LEADER = re.compile(r"(?:[.·․‥…]\s?){4,}\s*(?:\d{1,4}|[ivxl]{1,6})?$")
_GAP = re.compile(r"\s{3,}(?:\d{1,4}|[ivxl]{1,6})$")
_ENTRY = re.compile(r"\S.*\s(?:\d{1,4}|[ivxl]{1,6})$")
_TERMINAL = re.compile(r"[.!?。;:,，、]$")
_PREDICATE = re.compile(r"(?:[다요]|[가-힣](?:함|됨|임|음))\.?$")
_KOREAN_GOES_ON = re.compile(
    r"[가-힣](?:은|는|을|를|에|에서|에게|으로|까지|부터|도록|하여야|하고|하며|하여|하는|위한|관한|대한|따른|와|과|며|(?<![회논협합토심결정])의|된|인)$|\s(?:및|또는|등|수)$|(?:까지|부터)\s"
)
_VERB = re.compile(
    r"\b(?:shall|will|must|may|can|agrees?|is|are|was|were|has|have|had|be|means|hereby|provides?|requires?|sets? out)\b",
    re.IGNORECASE,
)
_RUN_IN = re.compile(r"([A-Z][^.:;]{2,70}?)[.:](?:\s+(?=[A-Z“\"(])|$)")
# "20 May 2024", "12 명", "3 9 4": a number and no title.
_FIGURES = re.compile(
    r"\d{1,2}\s+(?:(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b|[a-z]|.*\d|.{21,}$|[명건개회원%])"
)
_OPENING = re.compile(r"[\w“\"'‘(<\[「『’]")
_WORD = re.compile(r"[^\W\d_]{2}")
_HANGUL = re.compile("[가-힣]")
# "What the Agency will do": a title may ask, and then has a verb.
_ASKS = re.compile(r"(?:What|How|Who|When|Where|Why)\s[^?.]{3,60}$")
# "... ends on 31 December" above "2027.": the line goes on with its year.
_MONTH_END = re.compile(r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)$")
_OPENS_SENTENCE = re.compile(r"(?:This|These|It|If|Either|Neither|Should|There)\s")
_MINOR = frozenset("a an and as at by for from in of on or the to with under between".split())


@dataclass(frozen=True, slots=True)
class Mark:
    """A line as a heading: how deep it stands, and the words of it that stand in a path."""

    rank: int
    title: str


def heading_of(line: str, before: str, after: str, in_article: bool) -> Mark | None:
    """The heading that `line` is between the lines `before` and `after`, or None.

    Below a Korean article numbered lines are its items (호, 목), whatever they look like.
    """
    if titled := _ARTICLE_TITLED.match(line.strip()):
        return Mark(ARTICLE, _folded(titled.group(1)))
    text = " ".join(line[: 4 * LONGEST].split())
    if not text or is_contents_entry(line):
        return None
    if article := _ARTICLE.match(text):
        return _article(text, text[article.end() :])
    if len(text) <= 30 and _NAMED.fullmatch(text):
        return Mark(SECTION, text.rstrip(" :："))
    for rank, pattern in _NUMBERED:
        if found := pattern.match(text):
            title = _title(text, found.end(), before, after, rank, in_article)
            return Mark(_depth(rank, found.group()), title) if title else None
    if len(text) <= 44 and _BRACKETED.fullmatch(text):
        return Mark(SECTION, text)
    return None


def title_below(mark: Mark, line: str, after: str) -> str:
    """The heading with the line below it where its own line is a number only: "ARTICLE 1", "DEFINITIONS"; else empty."""
    bare = any(
        (found := pattern.match(mark.title)) and not mark.title[found.end() :].strip(" .:") for _, pattern in _NUMBERED
    )
    text = after.strip()
    if not bare or mark.rank > ARTICLE or not 0 < len(text) <= LONGEST or is_structural(text) or is_ended(text):
        return ""
    return _folded(f"{line} {text}") if text.isupper() or _is_named(text) else ""


def is_alone(line: str, after: str) -> bool:
    """Whether a line between blank lines is the title of the paragraph `after`, though no number says so."""
    text = line.strip()
    if len(after) < 70 * (0.5 if _HANGUL.search(after) else 1) or is_ended(text) or not _OPENING.match(text):
        return False
    if ":" in text or not _WORD.search(text):
        return False
    return len(text) <= 25 and _is_korean_title(text) if _HANGUL.search(text) else len(text) <= 60 and _is_named(text)


def is_structural(line: str) -> bool:
    """Whether a line begins as an article, chapter, annex or numbered section: its number is its own, not the page's."""
    text = line.strip()
    # A page's number may stand before the document's title: "3 Memorandum of Understanding".
    return not re.match(r"\d{1,4}\s", text) and any(each.match(text) for each in (_ARTICLE, *(p for _, p in _NUMBERED)))


def is_clause(line: str) -> bool:
    """Whether a line begins an item: ①, 1., 가., (a), (i), a bullet."""
    return bool(_CLAUSE.match(line.strip()))


def is_contents_title(line: str) -> bool:
    """Whether a line stands over a table of contents."""
    return len(line) <= 40 and bool(_CONTENTS_TITLE.fullmatch(line.strip()))


def is_contents_entry(line: str, listed: bool = False) -> bool:
    """Whether a line leads to a page: "제3조 비용 ........ 7"; below the title of the contents without dots, too."""
    text = line.strip()
    if len(text) > 300:
        return False
    entry = _LEADER.search(text) or (listed and _ENTRY.fullmatch(text)) or (_GAP.search(text) and is_structural(text))
    return bool(entry)


def is_ended(line: str) -> bool:
    """Whether a sentence ends with the line."""
    return bool(_TERMINAL.search(line.rstrip()) or _PREDICATE.search(line.rstrip()))


def _article(text: str, rest: str) -> Mark | None:
    """ "제3조", "제3조 비용", "제3조의2: 비용"; not "제3조에 따라", nor a sentence that begins with it."""
    if not rest.strip(" .:"):
        return Mark(ARTICLE, _folded(text))
    # "제1조 비용 / Article 1. Costs": a title in both languages is as long as two.
    title = rest.partition(" / ")[0].strip(" .:")
    plain = rest[0] in " \t.:" and len(title) <= 30 and not _SPOKEN_OF.match(title)
    return Mark(ARTICLE, _folded(text)) if plain and not is_ended(title) and not _KOREAN_GOES_ON.search(title) else None


def _depth(rank: int, marker: str) -> int:
    return rank + marker.strip().rstrip(".").count(".") if rank == SECTION else rank


def _is_listed(text: str, before: str, after: str) -> bool:
    """Whether a neighbouring line begins with the same kind of marker: items of a list, with nothing below them."""
    kind = _kind(text)
    # An article's number at the end of a sentence that goes over the line is no neighbour: "... described in / Article 119."
    near = [" ".join(each[: 4 * LONGEST].split()) for each in (before, after) if each]
    return any(_kind(each) == kind and not (kind[1] == "" and _TERMINAL.search(each)) for each in near)


def _kind(text: str) -> tuple[int, str]:
    """Which pattern begins `text`, and with what marker, its numbers folded."""
    for index, (rank, pattern) in enumerate(_NUMBERED):
        if found := pattern.match(text):
            return index, re.sub(r"\d+", "0", found.group().strip()) if rank == SECTION else ""
    return -1, text


def _title(text: str, begin: int, before: str, after: str, rank: int, in_article: bool) -> str:
    """The words of a heading that begins with a marker of `begin` characters; empty where the line is no heading."""
    rest = text[begin:].strip(" .:–—-" + ("()[]<>【】" if rank == ANNEX else ""))
    if rank >= SECTION and in_article:
        return ""
    if (run_in := _RUN_IN.match(text, begin)) and not _HANGUL.search(text[:LONGEST]) and _is_named(run_in.group(1)):
        return _folded(text[: run_in.end(1)])
    if _is_listed(text, before, after) or len(text) > LONGEST:
        return ""
    if not rest:
        # "... described in / Article 119.": the end of a sentence that goes over the line.
        return "" if text.endswith(".") and not text.isupper() and not is_ended(before) else _folded(text)
    if _TERMINAL.search(text.rstrip(":：")) or not _OPENING.match(rest) or not _WORD.search(rest):
        return ""
    if (_FIGURES.match(text) and not _HANGUL.search(rest)) or re.match(r"\d+\s+\S*\d", text):
        return ""
    korean = bool(_HANGUL.search(rest))
    fits = (
        _is_korean_title(rest) and not (rank >= SECTION and _fills(text, after))
        if korean
        else _is_english_title(rest, after)
    )
    return _folded(text) if fits else ""


def _fills(text: str, after: str) -> bool:
    """Whether a line is as long as the one below it, which is no item: a sentence that goes on there."""
    below = after.strip()
    return len(text) > 24 and 0 < len(below) < 1.25 * len(text) and not _is_begun(below)


def _is_begun(line: str) -> bool:
    return is_clause(line) or is_structural(line) or bool(_BRACKETED.fullmatch(line))


def _is_korean_title(rest: str) -> bool:
    # One word alone ends in no particle: "논의", "회의".
    goes_on = " " in rest and _KOREAN_GOES_ON.search(rest)
    return len(rest) <= 50 and not _PREDICATE.search(rest) and not goes_on and "1부" not in rest


def _is_english_title(rest: str, after: str) -> bool:
    if rest.isupper():
        return True
    dated = re.match(r"(?:19|20)\d\d\b", after.strip()) and _MONTH_END.search(rest)
    goes_on = bool(dated) or after.strip()[:1].islower() or rest.rsplit(maxsplit=1)[-1] in _MINOR
    plain = (not _VERB.search(rest) and not _OPENS_SENTENCE.match(rest)) or bool(_ASKS.match(rest))
    return not goes_on and len(rest.split()) <= 14 and rest[:1] in "“\"'(" + rest[:1].upper() and plain


def _is_named(words: str) -> bool:
    """Whether most words are capitalised, as in "Representations and Warranties of the Company"."""
    large = [word for word in words.split() if word.lower() not in _MINOR]
    capital = sum(word[:1].isupper() for word in large)
    return 0 < len(large) <= 10 and capital * 3 >= len(large) * 2 and not _VERB.search(words)


def _folded(text: str) -> str:
    return " ".join(text.split())[:LONGEST]
