"""What a question takes to have happened to an agreement, or asks of its state, told by its phrases in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from kb.phrases import any_of

Happening = Literal["renewed", "terminated", "superseded", "amended", "expired"]
Standing = Literal["in_force", "over", "signed", "state"]

# After these a Korean verbal noun tells of what was done, or names its record; "연장할 수 있다" and "해지하려면" do not.
_DONE = (
    r"(?:을|를|이|가)?\s?(?:이미\s?)?(?:됐|되었|된(?!다)|됬|했|하였|한\s?(?:거|게|것|건|적|날|일|뒤|후|이유|사유|이력|기록|까닭)|시켰|당했|이뤄졌|이루어졌"
    r"|하기로\s?(?:한|했|하였|합의|결정)|합의(?:한|했|된|하였)|계약|합의서|서명|이력|기록|사유|이유|횟수|날짜|일자|(?:통보|통지)(?:한|했|하였|받)|일(?:은|이)\s)"
)
_MANY = r"(?:몇\s?(?:번|차례|회)|언제|며칠(?:에|날)?)\s?(?:이나\s)?(?:\S+\s)?"
HAPPENINGS: tuple[tuple[Happening, re.Pattern[str]], ...] = (
    ("terminated", any_of(
        rf"(?:해지|해약|파기|철회|파약|(?:중도|조기)\s?(?:종료|해지))\s?{_DONE}", r"(?:협약|계약|양해각서|MOU)\S*\s(?:\S+\s)?취소(?:됐|되었|된|했|하였|한)",
        r"탈퇴(?:했|하였|한)|깨(?:졌|진\s|뜨렸)|손\s?(?:을\s?)?뗐|발(?:을\s?)?뺐",
        r"(?<!be )\b(?:terminated|rescinded|revoked|annulled|scrapped|called off|cancel+ed|broken off|ended early|withdrawn from)\b",
        r"\b(?:did|didn't)\b.{1,80}\b(?:terminate|cancel|withdraw|rescind|revoke|pull out|call off|scrap|back out|walk away|end .{1,40}early)\b",
        r"\b(?:withdrew|pulled out|backed out|walked away|called off)\b", r"\b(?:date|day|time|reasons?|cause) (?:of|for) (?:the |its |their |our )?(?:termination|cancel+ation|withdrawal)\b",
        r"\b(?:when|why) (?:was|were) .{1,60}\b(?:termination|cancel+ation|withdrawal)\b|\btermination (?:took place|happened|letter)\b",
    )),
    ("superseded", any_of(
        rf"(?:대체|갈음)\s?{_DONE}|새\s?(?:협약|양해각서|MOU|계약)(?:으로|로)\s?(?:바뀌|바꾸|교체|대체)",
        r"(?<!be )\b(?:superseded|replaced)\b", r"\bdid\b.{1,80}\b(?:supersede|replace)\b",
    )),
    ("renewed", any_of(
        rf"(?:연장|갱신|재계약|재체결|재협약)\s?{_DONE}|{_MANY}(?:연장|갱신)(?:됐|되었|된|했|하였|한)|(?:기간|기한|만료일?|유효\S*)\S*\s(?:\S+\s)?(?:늘었|늘어났|늘린|늘렸|늘어난)|다시\s?맺(?:었|은)",
        r"\b(?:been|was|were|got|gotten)\s+(?:[\w’'-]+\s+){0,7}?(?:renewed|extended|prolonged|rolled over)\b|\b(?:has|have|had|when|we|they|parties|sides|and|agency|office)\b.{0,60}(?<!be )\b(?:renewed|extended|prolonged|rolled over)\b",
        r"\bdid\b.{1,80}\b(?:renew|extend|prolong|roll over)\b", r"\b(?:date|day|time|number|reasons?|length|terms?) (?:of|for) (?:the |its |our |their |that |this )?(?:renewal|extension|prolongation)s?\b",
        r"\b(?:renewal|extension) (?:agreement|contract|letter|deal|instrument)\b|\b(?:renewals?|extensions?)\b.{0,30}\b(?:signed|agreed|concluded|made|granted|confirmed)\b|\b(?:signed|agreed|concluded|granted)\b.{0,30}\b(?:renewal|extension)\b",
        r"\bhow (?:many times|often)\b.{0,60}\b(?:renew|extend|prolong)",
    )),
    ("amended", any_of(
        rf"(?:변경|개정|수정)\s?(?:협약|계약|합의)?\s?{_DONE}|(?:협약|계약|양해각서|MOU)\S*\s(?:\S+\s)?(?:바뀌었|바꿨|고쳤|고친\s(?:적|날|게|거))",
        r"\b(?:been|was|were|got)\s+(?:[\w’'-]+\s+){0,7}?(?:amended|modified|revised)\b|\b(?:has|have|had|when|we|they|parties|sides)\b.{0,60}(?<!be )\b(?:amended|modified|revised)\b",
        r"\bdid\b.{1,80}\b(?:amend|modify|revise)\b", r"\b(?:date|day|number) of (?:the |its )?(?:amendment|modification)s?\b",
    )),
    ("expired", any_of(
        r"(?:만료|종료|실효)(?:가|이)?\s?(?:됐|되었|된\s?(?:거|게|것|건|날|뒤|후|지))|끝났|끝난\s?(?:거|게|것|건|날|뒤|후|지)|효력을?\s?(?:잃|상실)",
        r"\b(?:expired|lapsed)\b|\bdid\b.{1,80}\b(?:expire|lapse|end|run out|come to an end)\b|\bcame to an end\b|\bran out\b|\bwhen .{1,60}\bended\b",
    )),
)  # fmt: skip
STANDINGS: tuple[tuple[Standing, re.Pattern[str]], ...] = (
    ("over", any_of(
        r"(?:만료|종료|실효)(?:가|이)?\s?(?:됐|되었|된\s?(?:거|게|것|건|상태))|끝났|끝난\s?(?:거|게|것|건|상태)|효력을?\s?(?:잃|상실|없)|죽은\s?(?:거|게|것|상태)|안\s?끝났",
        r"\b(?:expired|lapsed|is over|are over|be over|over already|already over|over now|over yet|finished|ended|(?:has|have|had|is) .{0,40}run out|no longer (?:in force|valid|running|in effect)|come to an end|out of date)\b|\b(?:is|are|was|were)\b.{1,60}\bover\b\W*$",
    )),
    ("in_force", any_of(
        r"유효(?!\s?기간)|시행\s?(?:중|되고)|효력\S*\s?(?:이\s?|은\s?|도\s?)?(?:있|남아|유지|살아|여전)|살아\s?있|발효\s?(?:중|됐|되었|된\s?(?:거|상태))|진행\s?중|(?:유지|존속|지속)(?:되|돼|하|중)|이어지고|계속(?:되고|되는|돼)",
        r"\b(?:in force|in effect|in operation|valid|effective already|active|alive|running|live|ongoing|on-going)\b|\bstill (?:on|good|going|stands?|binding|hold(?:s)?|appl(?:y|ies)|there)\b|\btaken effect\b",
    )),
    ("signed", any_of(
        r"(?:체결|서명|조인|날인)(?:이|은|도|까지)?\s?(?:\S{1,2}\s)?(?:됐|되었|된\s?(?:거|게|것|건|상태)|끝났|완료|했(?:나|어|는|니|습)|마쳤|마무리)|초안\s?(?:이야|인가|인지|상태|단계|인데|뿐)|정식\s?(?:협약|체결|서명)",
        r"\b(?:been|is|was|already|yet|ever|we|they|finally|both) (?:\w+ )?(?:signed|concluded|executed)\b|\bsigned (?:yet|already)\b|\b(?:just|only|still) (?:a |an )?(?:unsigned )?draft\b",
    )),
    ("state", any_of(
        r"(?:협약|양해각서|MOU|계약)(?:은|는|이|의)?\s?(?:현재\s?|지금\s?)?상태|상태(?:야|인가|는|가|지|에요|예요)|어떤\s?상태|지금\s?어떻게\s?(?:됐|되었|돼)|현황",
        r"\bstatus\b|\bwhat state\b|\bwhere do we stand\b|\bhow does .{1,60} stand\b",
    )),
)  # fmt: skip

# What is only supposed has not happened.
_SUPPOSED = any_of(
    r"(?:시한|기한|마감)(?!\S*\s?(?:연장|늘))|(?:만약|만일|경우|하면|되면|한다면|된다면|하려면|하려고|시에는|하지\s?않으면)",
    r"\b(?:deadline|last (?:day|date) (?:for|to|of)|if|unless|in case|in the event|suppose|once|whenever|as long as|(?:can|could|would)(?! you)|may(?! \d)|might|should|will|must|shall)\b",
)
_TAKEN = any_of(
    r"언제|며칠|몇\s?월|몇\s?년|날짜|일자|왜|이유|사유|까닭|누가|어느\s?쪽|어떻게|얼마|몇\s?(?:번|차례|회|년)|어디까지",
    r"\b(?:when|why|how|who|what|which|until)\b|\bon what\b",
)
_WHAT = any_of(
    r"무엇|뭐|뭘|무슨|어떤|내용|어떻게|달라|조항|어디(?:가|를)",
    r"\b(?:what|which|how)\b(?! (?:date|day|year|month|time|many|often)\b)",
)
# Words with which a question asks about an agreement as a whole; what else it says is about something in it.
_ASKING = """언제 며칠 몇 번 차례 회 횟수 날 날짜 일자 년 월 일 이유 사유 왜 누가 쪽 측 이미 벌써 아직 지금 여전히 현재 계속 정말 진짜 결국 기간 상태 경우 서명 합의
 계약 계약서 문서 상대 거 것 건 적 이력 기록 얼마 사이 동안 최근 오늘 기준 중 이번 업무 정식 이후 다시 또 더 새 우리 재단 맺 체결 협약 협약서 양해 각서 mou 유효 만료일
 date day year month time times often many exactly reason already yet ever still now today really actually currently moment our their we deal agreement
 spring summer autumn fall winter season quarter half 봄 여름 가을 겨울 분기 상반기 하반기 개 걸 된 으 because out ran different organisation organization body institution counterpart list show tell give all 변경 변경합의서 합의서 빼 제외 말 세 amendment count exclude
 memorandum mou contract letter document status party parties both side partner sign signed conclude last previous current new old earlier first please know""".split()


def happened(text: str) -> Happening | Literal[""]:
    """What the question takes to have happened to an agreement; empty where it takes nothing for granted, or only supposes it."""
    if _SUPPOSED.search(text):
        return ""
    return next((name for name, pattern in HAPPENINGS if pattern.search(text)), "")


def supposed(text: str) -> bool:
    """Whether the question is about what may happen, or by when, and not about what did."""
    return _SUPPOSED.search(text) is not None


def speaks_of(happening: Happening, text: str) -> bool:
    """Whether the question says of anything at all that this happened to it."""
    return dict(HAPPENINGS)[happening].search(text) is not None


def taken_for_granted(text: str) -> bool:
    """Whether it is asked when, why or how often something happened, and not whether it did."""
    return _TAKEN.search(text) is not None


def asks_content(text: str) -> bool:
    """Whether it is asked what something says, not whether or when it came about."""
    return _WHAT.search(text) is not None


def standing(text: str) -> Standing | Literal[""]:
    """The state of an agreement that is asked about; empty where none is."""
    if _SUPPOSED.search(text):
        return ""
    return next((name for name, pattern in STANDINGS if pattern.search(text)), "")


def phrases_of(text: str) -> Iterable[str]:
    """What of a question says what happened, or in which state something is."""
    for _, pattern in (*HAPPENINGS, *STANDINGS):
        yield from (match.group() for match in pattern.finditer(text))


def asking_words() -> frozenset[str]:
    """Words that are about an agreement as a whole."""
    return frozenset(_ASKING)


_NUMBERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "5th": 5, "첫": 1, "두": 2, "세": 3, "네": 4, "다섯": 5}  # fmt: skip
_NUMBERED = any_of(
    r"(?:제\s?)?(?P<a>\d+)\s?(?:차|호|번째)\s?(?:변경|개정|수정)",
    r"(?:변경|개정|수정)\s?(?:협약서?|계약서?|합의서?|양해각서)?\s?(?:제\s?)?(?P<b>\d+)\s?(?:호|차)",
    r"(?P<c>첫|두|세|네|다섯)\s?번째\s?(?:변경|개정|수정)",
    r"\b(?:amendment|addendum)(?: agreement)?\s*(?:no\.?|number|nr\.?|#)?\s*(?P<d>\d+)\b",
    r"\b(?P<e>first|second|third|fourth|fifth|1st|2nd|3rd|4th|5th) (?:amendment|addendum)\b",
)


def amendment_number(text: str) -> int | None:
    """Which of several amendments a text names: "Amendment No. 2", "제2차 변경합의서"; None where it names none by number."""
    match = _NUMBERED.search(text)
    if match is None:
        return None
    written = next(value for value in match.groupdict().values() if value)
    return _NUMBERS.get(written.lower()) or int(written)
