"""The documents a question describes: "the June 2024 review", "Amendment No. 2", "2차 점검회의", "협회랑 맺은 2024년 협약".

A description is a noun phrase around a word for a kind of document. Only what stands in that phrase says which document is
meant: any other date or number of the question is one of the facts asked for.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from kb.moment import Moment, moment_in
from kb.tokens import FUNCTION_WORDS

DocumentKind = Literal["amendment", "draft", "agreement", "meeting", "brief"]

# A word for a kind of document, the more telling first; a plural speaks of many and so describes none.
_HEADS: tuple[tuple[DocumentKind, str], ...] = (
    ("amendment", r"(?:변경|수정|개정|추가|부속|연장|갱신)\s?(?:업무\s?)?(?:협약|합의|계약|약정|협정)서?(?!\s?(?:시한|기한|시점|시기|기간|여부|절차|조건|방법|가능|의사|의향))|변경서|추록"),
    ("amendment", r"\b(?:amendment|addendum|(?:extension|renewal|supplement\w*|amending) (?:agreement|contract|memorandum|mou))\b"),
    ("draft", r"(?:업무\s?)?(?:협약|양해각서|합의|MOU)(?:서)?\s?(?:\(안\)|초안)|초안"),
    ("draft", r"\bdraft(?: (?:mou|agreement|memorandum|contract))?\b"),
    ("agreement", r"(?:업무\s?)?협약서?|양해각서|합의서|협정서?|약정서?|계약서?"),
    ("agreement", r"\b(?:mou|nda|memorandum(?: of understanding)?|understanding|agreement|contract|letter of (?:agreement|intent))\b"),
    ("meeting", r"(?:\S{0,6}?)(?:회의록|회의|점검|면담|간담회|협의회|실무협의|위원회|운영그룹|작업반|워크숍)(?![가-힣]*(?:하기로|한다|했|하였))"),
    ("meeting", r"\b(?:minutes|meeting|review|board|session|workshop|steering group|working group|conference call|video ?call|talks)\b"),
    ("brief", r"(?:정책\s?)?브리프"),
    ("brief", r"(?<!in )\b(?:policy )?brief\b"),
)  # fmt: skip
_HEAD = re.compile(
    "|".join(f"(?P<h{at}>{written})" for at, (_, written) in enumerate(_HEADS)), re.IGNORECASE | re.ASCII
)
# After these words there is no document of that kind yet, or many of them.
_NO_HEAD = re.compile(
    r"\s?(?:들|마다|별로|\s중\b)|(?:은|는|이|가)?\s?(?:모두\s?|전부\s?|총\s?)?(?:몇\s?(?:건|개|곳)|목록|리스트)|\s?(?:체결|추진|논의|검토|협의|서명|연장|갱신)(?:을|를)?\s?(?:제안|추진|논의|검토|계획|의향|가능)",
    re.I,
)
_MANY = re.compile(
    r"(?:모든|어떤|어느|각|여러|무슨|다른)\s*$|\b(?:an?|any|no|every|each|which|what|all|another|some|joint|steering|peer|annual)\s*$",
    re.I,
)
_NUMBERS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
_KOREAN_NUMBERS = "첫 두 세 네 다섯 여섯 일곱 여덟 아홉 열".split()
# What is counted beside documents: trials, rounds, years, instalments.
_COUNTED = (
    r"(?!\s?(?:실증|라운드|연도|년도|사업|대금|지급|분|교육|과정|quarter|half|round|trial|instal|year|payment|phase))"
)
_ORDINAL = re.compile(
    rf"제?\s?(?<!\d)(?P<ko>\d{{1,2}})\s?(?:차|회|호)(?!의){_COUNTED}|(?P<word>{'|'.join(_KOREAN_NUMBERS)})\s?번째{_COUNTED}"
    rf"|\b(?P<en>{'|'.join(_NUMBERS)}|\d{{1,2}}(?:st|nd|rd|th))\b{_COUNTED}"
    r"|(?:\bno\.?|\bnumber|\bnr\.?|#)\s?(?P<no>\d{1,2})\b|\b[A-Z]{2,6}-(?P<code>\d{1,2})(?![\d-])",
    re.IGNORECASE,
)
_ORDINAL_AFTER = re.compile(
    r"\s*[(\[]?(?:(?:no\.?|number|nr\.?|#)\s?(?P<en>\d{1,2})\b|제?\s?(?P<ko>\d{1,2})\s?[호차])", re.IGNORECASE
)
_NEW = re.compile(
    r"(?:^|\s)(?:새|새로운|신규|최신|최근|현행|현재)(?=\s|$)|\b(?:new|newest|latest|current|most recent|present)\b",
    re.I,
)
_OLD = re.compile(
    r"(?:^|\s)(?:첫|처음|최초|예전|이전|옛|구)(?=\s|$)|\b(?:old|older|earlier|earliest|previous|former|original|first)\b",
    re.I,
)
# A day after the noun is the document's own where it says so, or, of a meeting, where it says on what day it was.
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_DAY = rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?(?:of\s+)?{_MONTH}(?:\s+\d{{1,2}}(?:st|nd|rd|th)?)?,?(?:\s+(?:19|20)\d\d)?|Q[1-4](?:\s+(?:19|20)\d\d)?|(?:19|20)\d\d(?:-\d\d-\d\d)?|(?:this|last) (?:year|month)"
_WITH = r"(?:\s+(?:with|between|of)\s+(?:the\s+)?[^,;?]{2,60}?)?"
_MADE = r"\s+(?:that\s+|which\s+)?(?:(?:was|were|we|they)\s+)?(?:held|signed|dated|made|concluded|had|reached)(?:\s+with\s+[^,;?]{2,40}?)?(?:\s+(?:in|on|of))?"
_DATED_AFTER = re.compile(rf"{_WITH}(?:\s+(?:of|from)|{_MADE})\s+(?P<day>{_DAY})\b")
_HELD_AFTER = re.compile(rf"{_WITH}(?:\s+(?:of|from|on|in)|{_MADE})\s+(?P<day>{_DAY})\b")
_PRE_WORDS = 7
# A Korean phrase goes back over "맺은", and what that says of whom, when and where, but over no other particle.
_RELATIVE = re.compile(r"(?:맺|체결|서명|열|있|진행|개최|가)?(?:은|린|진|했던|었던|렸던|던|한|된)")
_ENDS_PHRASE = re.compile(
    r"(?:[은는을를께로던]|에|에서|에게|한테|까지|부터|하면|보다|처럼)$|[,.;?!:]$|^(?:그럼|그러면|그리고|혹시|근데|그런데|참고로|그)$"
)
_OF_RELATIVE = re.compile(r"(?:에|에서|로)$")
# What came of an agreement is not in it.
PROGRESS = re.compile(
    r"^\W*(?:did|has|have|had|were)\b|\b(?:actually|in the end|so far|yet)\b|(?:했|였|졌|됐|갔|냈|왔|렸)(?:나|어|니|습니까|는지|던)|결국|실제로|이미",
    re.IGNORECASE,
)
# When and where a meeting is to be may stand in the minutes of another.
WHEREABOUTS = re.compile(
    r"언제|어디|며칠|장소|일정|예정|계획|누가\s?(?:주최|참석)|\b(?:when|where|what (?:date|day|time)|scheduled|planned|upcoming|host\w*|will)\b",
    re.IGNORECASE,
)
# "The 2021 one" leaves its noun out.
COMPARES = re.compile(r"\bthan\b|\bcompar\w+|\bone\b|비교|보다|각각|차이|(?:년|전|이전|옛)\s?것", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Description:
    """A document as a question describes it, written at `[start:end]` of it; what is not said is empty, `ordinal` 0.

    `words` is the whole phrase, with the names that stand in it; `turn` tells the newest of several from those before it.
    """

    kind: DocumentKind
    words: str
    start: int
    end: int
    made: Moment
    ordinal: int = 0
    turn: Literal["", "new", "old"] = ""

    @property
    def particular(self) -> bool:
        """Whether it says more than a kind of document."""
        return bool(self.made or self.ordinal or self.turn)


def descriptions(question: str, today: dt.date) -> list[Description]:
    """The documents that a question describes, in order, one for each phrase."""
    found: list[Description] = []
    for each in _phrases(question, today):
        if found and each.start <= found[-1].end + 1 and each.kind == found[-1].kind:
            # "The minutes of the second meeting", "공동작업반 회의": one phrase has two words for its kind.
            previous = found.pop()
            each = each if each.particular or not previous.particular else previous
        found.append(each)
    return found


def ordinals(title: str) -> frozenset[int]:
    """The numbers that a document's title, name or heading gives it."""
    return frozenset(number for match in _ORDINAL.finditer(title.replace("_", " ")) if (number := _number(match)))


def _phrases(question: str, today: dt.date) -> Iterator[Description]:
    for match in _HEAD.finditer(question):
        kind = next(kind for at, (kind, _) in enumerate(_HEADS) if match[f"h{at}"])
        begin = _begin(question, match.start())
        before, after = question[begin : match.start()], question[match.end() :]
        if _NO_HEAD.match(after) or _MANY.search(question[: match.start()] if not before.strip() else question[:begin]):
            continue
        if _MANY.search(before):
            continue
        end, number = match.end(), _ORDINAL.search(before + match.group())
        ordinal = _number(number) if number else 0
        if (numbered := _ORDINAL_AFTER.match(after)) and kind in ("amendment", "brief", "meeting"):
            ordinal, end = int(numbered["en"] or numbered["ko"]), end + numbered.end()
        made = moment_in(before, today)
        dated = (_HELD_AFTER if kind == "meeting" else _DATED_AFTER).match(after)
        if dated and not made:
            made, end = moment_in(dated["day"], today), match.end() + dated.end()
        turn: Literal["", "new", "old"] = "new" if _NEW.search(before) else "old" if _OLD.search(before) else ""
        # The first of several agreements is the oldest of them; only what amends one is numbered.
        ordinal = 0 if kind in ("agreement", "draft") else ordinal
        yield Description(kind, question[begin:end].strip(), begin, end, made, ordinal, turn)


def _begin(question: str, head: int) -> int:
    """Where the phrase begins whose noun begins at `head`."""
    begin, relative = head, False
    for word in list(re.finditer(r"\S+", question[:head]))[: -_PRE_WORDS - 1 : -1]:
        written = word.group()
        if re.search("[가-힣]", written):
            if _RELATIVE.fullmatch(written):
                relative = True
            elif _ENDS_PHRASE.search(written) and not (relative and _OF_RELATIVE.search(written)):
                break
        elif written.lower().strip("\"'“”‘’(") in _NOT_WITHIN or written[-1] in ",.;?!:)":
            break
        begin = word.start()
    return begin


_NOT_WITHIN = (FUNCTION_WORDS | {"under", "says", "signed", "held", "happened", "decided", "agreed", "per"}) - {
    "new",
    "own",
}


def _number(match: re.Match[str]) -> int:
    if match["word"]:
        return _KOREAN_NUMBERS.index(match["word"]) + 1
    written = (match["ko"] or match["no"] or match["code"] or match["en"] or "").lower()
    if written in _NUMBERS:
        return _NUMBERS.index(written) + 1
    digits = re.match(r"\d+", written)
    return int(digits.group()) if digits else 0
