"""The words that say when, in both languages, each with an example; a table of them is read from the top."""

from __future__ import annotations

import re
from collections.abc import Iterator

_COUNT = r"(?:\d{1,3}|한|두|세|석|네|\d{1,2}분의\s?\d)"
_UNIT = r"(?:영업일|일|주일|주|개월|달|년|시간)"
_ENGLISH_UNIT = r"(?:calendar\s+|business\s+|working\s+)?(?:hour|day|week|fortnight|month|quarter|year)s?"

KOREAN_EVERY = (
    # 매년 1월 31일까지, 매월, 분기별
    r"(?:매년|해마다|매월|매달|다달이|매주|매\s?분기|분기마다|매\s?반기|반기마다|매\s?학기|학기마다|반년마다|격월|(?:연|월|주)(?=\s?\d{1,2}\s?(?:회|번))|분기별|반기별|월별|연도별|학기별|연\s?단위|정기적)(?:로|으로)?"
    r"(?:\s?\d{1,2}월(?:\s?\d{1,2}일)?까지|\s?(?:\d{1,2}|한|두|세|네)\s?(?:회|번|차례)(?:\s?이상)?|\s?\d{1,2}일까지)?",
)
KOREAN_RELATIVE = (
    # 체결한 날부터 30일 이내에, 회의 후 2주 안에
    rf"(?:(?:[^\s,.]{{1,20}}\s){{0,5}}?[^\s,.]{{0,20}}(?:날|일)(?:로)?부터\s?|[가-힣]{{1,12}}\s?(?:체결|종료|만료|접수|수령|요청)?\s?(?:후|뒤)\s?)?\[?{_COUNT}\s?{_UNIT}\]?(?:\s?\([^()]{{1,12}}\))?\s?(?:이내|안|내)에?",
    # 끝나는 날의 3개월 전까지, 30일 전에
    rf"(?:(?:끝나는|만료)[^\s]{{0,12}}\s?(?:날의\s|일\s?)?)?\[?{_COUNT}\s?(?:일|주일|주|개월|달|년)\]?\s?전(?:까지|에)",
)
KOREAN_EVENT = (
    # 공사가 끝날 때까지, 차기 회의 전까지, 지체 없이
    r"(?:[가-힣]{1,12}\s){0,3}[가-힣]{1,12}(?:될|할|릴|때|날)\s?때?까지",
    r"(?:차기|다음)\s[가-힣\s]{1,8}(?:\s?전)?까지",
    # 2026년 가을
    r"(?:\d{4}\s?년|올해|내년|이번)\s?(?:봄|여름|가을|겨울)(?:까지|에|\s?중)?",
    r"기한까지|완료일까지|종료\s?(?:시|일)까지|(?<![가-힣])[가-힣]{1,10}\s?기간\s?(?:중|동안)(?:에)?(?=[\s,])|즉시|지체\s?없이|조속히|빠른\s?시일\s?(?:내|안)에?",
)
ENGLISH_WITHIN = (
    # within thirty (30) days of this meeting
    rf"\b(?:with)in\s+(?:a\s+period\s+of\s+)?[\w-]+(?:\s*\(\d+\))?\s+{_ENGLISH_UNIT}"
    r"(?:\s+(?:of|after|from|following)\s+(?:[\w’'-]+\s*){1,7}?(?=[,.;]|\s(?:the\s+(?:Foundation|Agency|Association|Parties)|by|to|in|shall|and|which|with)\b|$))?",
    # 60 days prior notice, three months before that date
    r"\b[\w-]+(?:\s*\(\d+\))?\s+(?:days?|weeks?|months?)[’']?(?:\s+(?:prior|advance|written|in\s+advance|notice(?:\s+in\s+writing)?|before\s+(?:that|the)\s+[\w\s]{1,20}))+",
)
# The names of months are capitals, so that case counts.
ENGLISH_EVERY = (
    # twice a year, every quarter, by 31 January each year
    r"\b(?:by\s+(?:the\s+end\s+of\s+)?(?:\d{1,2}\s+)?[A-Z][a-z]+\s+(?:\d{1,2}\s+)?)?(?:at\s+least\s+)?(?:(?:once|twice|\w+\s+times)\s+(?:a|per|each|every|in\s+(?:each|every|any))\s+(?:calendar\s+|financial\s+)?(?:year|half-?\s?year|month|quarter|week|term|semester)"
    r"|\b(?:every|each|in\s+any)\s+(?:\w+\s+)?(?:years?|half-?\s?years?|months?|quarters?|weeks?|terms?|semesters?|January|February|March|April|May|June|July|August|September|October|November|December)"
    r"|(?:annually|quarterly|monthly|weekly|bi-?weekly|semi-?annually|yearly)\b(?!\s+(?:reports?|fee|rent|amount|digest|newsletter|bulletin|statement|basis\s+of|minutes))|(?:a|per)\s+(?:year|month|quarter)(?=\s*[.,;]|$))",
)
DURATION = (
    # 3년 동안, 사업이 끝난 뒤에
    rf"(?:\[?{_COUNT}\s?(?:년|개월|달|주|일)\]?\s?(?:동안|간\s)|[가-힣]{{1,12}}\s(?:중|동안)\s?(?:한|두|세)\s?(?:번|차례)\s?이상|(?:끝난|마친)\s(?:뒤|후)(?:에)?(?:\s\d+년까지)?)",
    # for two years thereafter
    r"\bfor\s+(?:up\s+to\s+|a\s+period\s+of\s+)?[\w-]+(?:\s\(\d+\))?\s+(?:years?|months?|weeks?|days?)(?:\s+thereafter)?\b",
    # four weeks before opening, at least once in two months, without limit of time
    r"\b(?:at\s+least\s+)?[\w-]+\s+(?:years?|months?|weeks?|days?)\s+(?:before|after|from|past)\s+\w+|\bat\s+least\s+(?:once|twice)\s+(?:in|a|per)\s+(?:\w+\s+)?\w+|\bwithout\s+limit\s+of\s+time\b",
)
_OCCASION = r"(?:complet(?:ion|e)|sign(?:ing|ature)|execution|terminat(?:ion|ing)|expir(?:ation|y)|receipt|approval|delivery|construction|acquisition|publication|launch|start(?:ing)?|end|conclusion|commencement|opening|meeting)"
ENGLISH_EVENT = (
    # until the report is published,
    r"\b[Uu]ntil\s+(?:[a-z][\w’']*\s+){1,8}[a-z]\w*(?=,)",
    # before the opening of the pavilion
    r"\bbefore\s+the\s+(?:[a-z]+\s*){1,4}(?=[.,;]|$)",
    # After the termination of the contract, prior to publication
    rf"\b(?:[Aa]fter|[Bb]efore|[Uu]pon|[Ff]ollowing|[Ff]rom|[Pp]rior\s+to)\s+(?:the\s+|its\s+|each\s+)?(?:\w+\s+){{0,2}}?{_OCCASION}\b[^,.;]{{0,120}}",
    # After the agreement is signed
    r"\b(?:[Aa]fter|[Ww]hen|[Oo]nce|[Bb]efore)\s+(?:the|this)\s+[\w\s]{1,60}?\s(?:is|are|has\s+been|have\s+been)\s\w+(?:ed|en|de)\b",
    # at once, as soon as possible, at the agreed time
    r"\b(?:at\s+once|immediately|forthwith|without\s+(?:undue\s+)?delay|as\s+soon\s+as\s+(?:reasonably\s+)?(?:possible|practicable)|at\s+the\s+(?:stipulated|agreed|appointed)\s+time)\b",
    # Mid-Sept, Late-October
    # in the autumn of 2026
    r"\b[Ii]n\s+(?:the\s+)?(?:early\s+|late\s+)?(?:spring|summer|autumn|fall|winter)(?:\s+(?:of\s+)?\d{4})?\b",
    r"\b(?:[Ee]arly|[Mm]id|[Ll]ate)[-\s](?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b",
)


def compiled(*tables: tuple[str, ...], ignore_case: bool = False) -> tuple[re.Pattern[str], ...]:
    """The patterns of tables, in order."""
    return tuple(re.compile(each, re.IGNORECASE if ignore_case else 0) for table in tables for each in table)


def matches(patterns: tuple[re.Pattern[str], ...], text: str) -> Iterator[re.Match[str]]:
    """The first match of each pattern that has one, in the order of the patterns."""
    return (found for each in patterns if (found := each.search(text)) is not None)
