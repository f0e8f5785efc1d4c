"""Which kind of value a question asks for, and where a text holds one: who, where, when, how much, how many, how long, how often."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from kb import dates
from kb.domain import Language
from kb.phrases import any_of
from kb.wording import day as written_day

Wanted = Literal[
    "", "signatory", "chair", "recorder", "attendant", "contact", "party", "place", "length", "frequency", "date", "money", "share", "count", "phone", "email"
]  # fmt: skip


_WHO = r"(?:누가|누구\S*|누군\S*|누굴|뉘|이름|성함|성명|분(?:은|이|들)|사람|who\b|whom\b|whose\b|who's\b|name[sd]?\b|which (?:person|people|official|officer)s?\b|what (?:person|official)s?\b)"


def _who(*deeds: str) -> str:
    """A question for a person together with what the person did, in either order."""
    deed = "(?:" + "|".join(deeds) + ")"
    return rf"{_WHO}.{{0,80}}?{deed}|{deed}.{{0,80}}?{_WHO}"


_KOREAN_UNITS = r"(?:개?년|해|개월|달|주일?|일|시간|분)"
_EVENT = r"(?:명|개(?!월|년)|건|곳|군데|회|번|차례|종|권|대|팀|기관|나라|개?국|도시|쪽|장|사람|가지|분|층|살|세|위|호|조|편|석|부|점|km|㎞|미터|층)"

# Each kind by the question words that ask for it, and by the nouns that name it where no question word does; the more telling first.
_ASKED: tuple[tuple[Wanted, re.Pattern[str], re.Pattern[str]], ...] = (
    ("phone", any_of(r"(?:전화|휴대\s?(?:폰|전화)|핸드폰|연락처|팩스|내선)\s?번호|전화번호|몇\s?번으로\s?(?:전화|연락)", r"(?:\b(?:what|which)\b.{0,40}?)?\b(?:tele)?phone (?:number|numbers|no\.?|nr\.?|line)|(?:\b(?:what|which)\b.{0,40}?)?\b(?:mobile|cell|fax|contact|direct|office) (?:phone )?(?:number|no\.?|nr\.?)"), any_of(r"전화번호|휴대폰|핸드폰", r"\bphone\b")),
    ("email", any_of(r"(?:이메일|전자\s?우편|전자\s?메일|메일)\s?(?:주소|아이디|계정)", r"\be-?mail (?:address(?:es)?|id|account)|\bwhat(?:'s| is| are) .{0,40}\be-?mails?\b"), any_of(r"이메일(?:은|이|\s?\?|$)")),
    ("signatory", any_of(_who(r"서명(?:했|하였|한|자|인)\S*|사인(?:했|한)\S*|날인\S*|조인\S*", r"\bsign(?:ed|s)\b|\bsignator\w+|\bsignature\b")), any_of(r"서명자|서명인|\bsignator(?:y|ies)\b")),
    ("chair", any_of(_who(r"의장|위원장|좌장|사회를|주재\S*|진행을", r"\bchair\w*|\bpresid(?:ed|es|ing)\b|\bmoderat\w+|\bled\b")), any_of(r"(?:의장|위원장|좌장|사회자)(?:은|이|는|가)", r"\bchair(?:person|man|woman)?\b")),
    ("recorder", any_of(r"(?:회의록|의사록|기록)\S*\s(?:누가|누구\S*)\s?(?:작성|쓴|썼|적|남|맡|정리)\S*", _who(r"(?:회의록|의사록|기록)\S*\s?(?:작성|쓴|썼|적|남|맡|정리)\S*", r"\b(?:took|takes?|taking|wrote|kept|keeps?|drafted|recorded|prepared)\b.{0,24}\b(?:minutes|record|notes)\b|\bminutes\b.{0,24}\b(?:taken|written|kept|drafted|prepared|recorded)\b")), any_of(r"(?:회의록\s?)?작성자|기록자|서기", r"\bminute.?taker\b|\brapporteur\b")),
    ("attendant", any_of(_who(r"참석\S*|출석\S*|배석\S*|동석\S*|(?:나)?왔\S*|오신|온\s|대표로\s(?:나|왔|참)\S*", r"\battend\w*|\bpresent\b|\btook part\b|\bparticipat\w+|\bc[ao]me\b|\bjoin(?:ed|s)?\b|\brepresent(?:ed|s|ing)\b|\bthere for\b")), any_of(r"참석자|출석자|배석자", r"\battendees\b")),
    ("contact", any_of(_who(r"연락\S*|창구|담당자\S*", r"\bcontact\w*|\bliaison\b|\bfocal point\b|\breach\b|\bget in touch\b")), any_of(r"연락\s?(?:담당|창구|처)", r"\bcontact (?:person|point|office)s?\b|\bpoints? of contact\b")),
    ("place", any_of(r"(?<!어디)어디(?!어디)\S{0,5}(?=[\s?.,]|$)(?!\s(?:법|나라\s?법))|어느\s(?:건물|회의실|곳에|장소|지역|지구|방|층)", r"\bwhere\b|\b(?:what|which) (?:place|building|room|site|location|address|town|district|floor|venue)\b"), any_of(r"(?:개최|회의)?\s?장소(?:는|가|\?|$)|개최지", r"\bvenue\b")),
    ("frequency", any_of(r"얼마나\s?자주|(?:연|년에?|한\s?해에?|해마다|매년|한\s?달에?|매달|매월|매주|분기에?)\s?몇\s?(?:번|회|차례)|몇\s?(?:년|개월|달|주|일)\s?(?:마다|에\s?한\s?번)|몇\s?(?:번|회|차례)씩|며칠\s?(?:에\s?한|마다)", r"\bhow (?:often|frequent(?:ly)?|regularly)\b|\bhow many times (?:a|per|each|every)\b"), any_of(r"(?:회의|개최|보고|점검|모임)\s?주기|빈도", r"\bfrequency\b|\bintervals?\b")),
    ("length", any_of(rf"얼마나\s?(?:오래|길|걸리|일찍|앞서|빨리|늦)\S*|얼마\s?(?:동안|만에|전)|몇\s?{_KOREAN_UNITS}\s?(?:간|동안|이내|안|내|전|짜리|이나|치|뒤|후|이(?=[에야지요죠\s?]|$)|야|인|\?|$)\S*|몇\s?{_KOREAN_UNITS}(?=\s)|며칠\s?(?:간|동안|이내|안|내|전|이나|뒤|후|만에)", r"\bhow long\b|\bhow (?:many|much) (?:calendar |business |working )?(?:years?|months?|weeks?|days?|hours?|minutes?|notice|time)\b|\b(?:what|which) (?:notice|period|term|duration|length)\b|\bhow (?:far (?:in advance|ahead)|soon|quickly|early|late|old)\b"), any_of(r"기간(?:은|이|\?|$)", r"\bduration\b|\bnotice period\b|\bterm of\b|\bperiod of\b")),
    ("date", any_of(r"언제|언재|며칠|몇\s?월|몇\s?일(?!\s?(?:간|동안|이내|전|안))|몇\s?년(?:도|에|생|부터|까지)|어느\s(?:날|달|해|분기|요일)|무슨\s?요일", r"\bwhen\b|\b(?:what|which) (?:exact )?(?:date|day|year|month|quarter|weekday|deadline|time)\b|\bby what\b|\b(?:what|which) (?:is|was|are|were) the (?:\w+ ){0,3}(?:date|deadline|last day|schedule)\b"), any_of(r"(?:기한|마감|시한|날짜|일자|일시|시점|만료일|발효일|체결일|종료일|시작일)(?:은|는|이|가|일)?\s?(?:\?|$)|(?:기한|마감|시한|날짜|일자)(?:은|이|가)", r"\bdeadline\b|\b(?:due|start|end|closing|opening|expiry|signing) date\b")),
    ("share", any_of(r"몇\s?(?:%|퍼센트|프로|할)", r"\b(?:what|which) (?:percentage|per ?cent|share|proportion|fraction|rate|portion)\b|\bhow (?:big|large) (?:a|is the) (?:share|part)\b"), any_of(r"(?:비율|분담률|점유율|백분율)(?:은|이)", r"\bpercentage\b")),
    ("money", any_of(r"얼마(?!나)\S*|몇\s?(?:원|억|만\s?원|천만|백만|달러|유로|엔)\S*", r"\bhow much\b|\b(?:what|which) (?:is the |was the |are the |were the )?(?:total |maximum |minimum )?(?:amount|sum|fee|price|budget|costs?|grant|cap|ceiling|contribution|rent|deposit|instal+ment)s?\b|\bhow expensive\b"), any_of(r"(?:금액|지원금|보조금|상한액|총액|단가|사업비|예산|분담금|보증금|수수료|참가비|임대료|한도액)(?:은|이|는|가)?\s?(?:\?|$)", r"\bamount of\b")),
    ("count", any_of(rf"몇\s?{_EVENT}|몇(?=\s)|얼마나\s?많\S*|얼마나\s?되", r"\bhow (?:many|large|big|wide|high|tall|fast|heavy|far)\b|\b(?:what|which) (?:is|was) the (?:\w+ )?(?:number|size|capacity|minimum|maximum)\b"), any_of(r"(?:인원|개수|건수|횟수|쪽수|부수|대수|규모)(?:은|는|이|가)?\s?(?:\?|$)|[가-힣]{2}\s?수(?:는|가)\s", r"\b(?:number|headcount) of\b")),
    ("party", any_of(r"누가|누구\S*|누군\S*|어느\s?(?:쪽|기관|팀|부서|나라|도시|회사|기업|단체|측|국가)|어떤\s?(?:기관|팀|부서|회사|기업|단체)|(?:무슨|어디)\s?(?:팀|부서|기관)", r"\bwho\b|\bwhom\b|\bwhose\b|\b(?:what|which) (?:organi[sz]ation|country|team|department|office|company|partner|party|side|body|agency|institution|unit|ministry|association|city|firm)\b"), any_of(r"(?:담당|주관)(?:은|이|자는|자가|하는\s?곳)|몫")),
)  # fmt: skip


def wanted(question: str) -> Wanted:
    """The kind of value a question asks for, by its first question word; empty where it asks for none or for something else."""
    found = [
        (match.start(), place) for place, (_, asking, _) in enumerate(_ASKED) if (match := asking.search(question))
    ]
    if found:
        # "How many robots and by when": what is asked first, and "how many days" is a length before it is a count.
        return _ASKED[min(found)[1]][0]
    return next((kind for kind, _, noun in _ASKED if noun.search(question)), "")


@dataclass(frozen=True, slots=True)
class Value:
    """A value of the kind asked for: as an answer says it, and where it is written."""

    said: str
    start: int
    end: int


_NATIVE = "한|두|세|네|다섯|여섯|일곱|여덟|아홉|열|열한|열두|스무|서른"
_WORDS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred"
_FIGURE = r"\d+(?:,\d{3})*(?:\.\d+)?"
_MONEY = any_of(
    rf"(?:약\s?)?(?:{_FIGURE}\s?(?:조|억|천만|백만|만|천)?\s?)+\s?(?:원|달러|유로|엔|위안|파운드)",
    rf"(?:KRW|USD|EUR|GBP|JPY|CAD|AUD|CHF|SEK|NOK|DKK|CNY|TWD|SGD|HKD|KZT|AED|SAR|INR|MYR|THB|VND|PLN|CZK|US\$|[$€£₩¥])\s?{_FIGURE}(?:\s?(?:million|billion|thousand|bn|m|k))?\b",
    rf"{_FIGURE}(?:\s?(?:million|billion|thousand))?\s?(?:KRW|USD|EUR|GBP|JPY|won|dollars?|euros?|pounds|yen)\b",
)
# That nothing is paid, or that each pays its own, tells how much, too.
_FREE = any_of(
    r"무료|무상|무보수|비용\s?없이|대가\s?없이|(?:각자|각각|스스로|자체)\S{0,2}\s?(?:\S+\s)?(?:부담|낸다|낼|지급)|실비|전액",
    r"\bfree\b|\b(?:without|no|any) (?:charge|fee|cost|payment|money|compensation|remuneration)|\bat (?:its|their|his|her) own (?:cost|expense)|\b(?:own|all|actual) (?:costs?|expenses?)\b|\bin full\b",
)
_PHONE = any_of(
    r"(?<!\d)(?:\+\d{1,3}[\s.-]?)?\(?\d{1,4}\)?[\s.-]\d{3,4}[\s.-]\d{4}(?!\d)|\+\d[\d\s().-]{7,}|(?:전화|팩스|\b(?:Tel|Phone|Fax|Mobile)\b)\.?\s?[:：\t]?\s?\+?\(?\d"
)
_EMAIL = any_of(r"[\w.+-]+@[\w-]+\.\w+")
_SHARE = any_of(
    rf"{_FIGURE}\s?(?:%|퍼센트|프로|per ?cent\b)|(?:{_NATIVE}|\d+)\s?분의\s?(?:일|이|삼|\d+)|절반|\b(?:half|one third|two thirds|a (?:third|quarter|half))\b"
)
_COUNT = any_of(
    rf"(?:{_FIGURE}|(?<![가-힣])(?:{_NATIVE}))\s?(?:천|만|억)?\s?(?:여\s?)?{_EVENT}(?![가-힣]{{3}})",
    rf"(?<![\d.,–-])(?!(?:19|20)\d\d\b)\d+(?:,\d{{3}})*\s(?-i:[a-z]{{3,}})|\b(?:{_WORDS})(?:-(?:{_WORDS}))?\s(?-i:[a-z]{{3,}})",
)
_FREQUENCY = any_of(
    r"(?:매년|매월|매달|매주|매일|매\s?분기|매\s?반기|해마다|달마다|다달이|주마다|분기마다|반기마다|격년|격월|수시)(?:로|에)?(?:\s?\S{1,3}\s?(?:번|회|차례))?",
    rf"(?:연|년|월|주|분기|반기)(?:에|별)?\s?(?:\d+|{_NATIVE})\s?(?:번|회|차례)|(?:\d+|{_NATIVE})\s?(?:년|개월|달|주|일)(?:에\s?(?:\d+|{_NATIVE})\s?(?:번|회|차례)|마다)|분기별|월별|연간",
    r"\b(?:once|twice|(?:\w+|\d+) times)\s(?:a|an|per|each|every|in (?:each|every|a))\s(?:calendar )?(?:year|month|week|quarter|day)\b|\b(?:every|each)\s(?:(?:two|three|four|six|\d+|other|second|calendar)\s)?(?:years?|months?|weeks?|quarters?|days?|half-year)\b",
    r"\b(?:annual(?:ly)?|yearly|monthly|weekly|daily|quarterly|biannual(?:ly)?|semi-?annual(?:ly)?|half-yearly|biennial(?:ly)?)\b",
)
_PLACE = any_of(
    r"(?:장소|개최지|회의장|주소)\s?[:：\t]?\s?\S+|\S+(?:센터|회관|본관|별관|회의실|시험동|청사|사옥|호텔|빌딩|시청|구청|지구|배움터|역|동|관|실|층|시장|공원|도서관|대학교?)(?:에서|에)\b",
    r"\b(?:Venue|Place|Location|Address)\s?[:\t]|\b(?:held|met|meeting|take place|takes place|took place|convened|hosted|installed|located|opened?|seat|domiciled)\b.{0,40}?\b(?:at|in|on|beside|near)\s(?:the\s)?[A-Z]|\b(?:at|in|beside) (?:the )?[A-Z]\w+|\bby video\b|\bonline\b",
)
_NAMES = r"[A-Z][\w’'-]+(?:\s(?:[A-Z]\.|van|von|de|al|bin|[A-Z][\w’'-]+)){1,3}"
_TITLES = r"이사장|회장|청장|장관|차관|국장|원장|소장|대표(?:이사)?|사무총장|시장|총장|위원장|부장|과장|팀장|실장|본부장|의장|사무국장|President|Chair\w*|Director\w*|Secretary|Minister|Mayor|Officer|Head|CEO|Commissioner|Manager|Governor|Representative"
# What marks the place where persons of each kind are named.
PERSONS: dict[Wanted, re.Pattern[str]] = {
    "signatory": any_of(r"서명|날인|\(인\)|\bsign(?:ed|ature)\b|/s/|^\s*(?:For|By|On behalf of)\b", rf"(?:{_TITLES})\b"),
    "chair": any_of(r"\(\s?(?:chair\w*|의장|위원장|좌장)\s?\)|(?:의장|위원장|좌장|사회|주재)\s?[:：\t]|\bchair\w*\s?[:\t]|\b(?:chaired|presided|led) (?:over )?by\b|\bin the chair\b|주재|\bchair\w*\b"),
    "recorder": any_of(r"(?:작성|기록|서기|작성자|기록자|회의록)\s?[:：\t]|\bminutes\s?(?:(?:taken|written|kept|prepared|recorded|drafted)\s)?(?:by\b|:)|\b(?:recorded|written|noted) by\b|\b(?:secretary|rapporteur|note.?taker)\s?[:\t]|작성하였|기록하였"),
    "attendant": any_of(r"참석|출석|배석|\bpresent\b|\battend\w*|\bparticipants?\b|\bin attendance\b|\bdelegat\w+|외\s?\d+\s?(?:명|인)"),
    "contact": any_of(r"연락|창구|담당|\bcontacts?\b|\bliaison\b|@|\bfocal point\b"),
}  # fmt: skip
_PERSON = any_of(_NAMES, rf"(?:{_TITLES})\s[가-힣]{{2,4}}(?![가-힣])|[가-힣]{{2,4}}\s(?:{_TITLES})")


def values(kind: Wanted, text: str, language: Language, near: dt.date | None = None) -> list[Value]:
    """The values of a kind that `text` holds, in order; a day is said in full in `language`, counted from `near` where its year is left out."""
    if kind == "date":
        return [_said_day(period, text, language) for period in dates.periods(text, near)]
    if kind == "length":
        return [Value(text[term.start : term.end].strip(), term.start, term.end) for term in dates.terms(text)]
    pattern = _PATTERNS.get(kind)
    return [Value(match.group().strip(), *match.span()) for match in pattern.finditer(text)] if pattern else []


def _said_day(period: dates.Period, text: str, language: Language) -> Value:
    written = " ".join(text[period.start : period.end].split())
    return Value(written_day(period.first, language) if period.is_day else written, period.start, period.end)


_PATTERNS: dict[Wanted, re.Pattern[str]] = {
    "money": _MONEY, "share": _SHARE, "count": _COUNT, "frequency": _FREQUENCY,
}  # fmt: skip


def holds(kind: Wanted, text: str) -> bool:
    """Whether `text` may hold the value asked for; without a kind nothing is wanted, and nothing is held."""
    if kind in PERSONS:
        return bool(PERSONS[kind].search(text)) and (kind == "contact" or bool(_PERSON.search(text)))
    return _HELD[kind](text) if kind in _HELD else False


_HELD: dict[Wanted, Callable[[str], bool]] = {
    "date": lambda text: bool(dates.periods(text, dt.date(2000, 1, 1))),
    "length": lambda text: bool(dates.terms(text)),
    "money": lambda text: bool(_MONEY.search(text) or _FREE.search(text) or re.search(r"\d,\d{3}", text)),
    "phone": lambda text: bool(_PHONE.search(text)),
    "email": lambda text: bool(_EMAIL.search(text)),
    "share": lambda text: bool(_SHARE.search(text)),
    "count": lambda text: bool(_COUNT.search(text)),
    "frequency": lambda text: bool(_FREQUENCY.search(text)),
    "place": lambda text: bool(_PLACE.search(text)),
}
