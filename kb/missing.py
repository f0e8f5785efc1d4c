"""What a question asks for and the best sentence lacks: a value of its kind, the thing itself, or that it has happened."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal

from kb import dates
from kb.features import is_done, spellings_of, tense
from kb.labels import WRITTEN
from kb.phrases import any_of
from kb.question import Asked
from kb.retrieve import Found
from kb.sentences import Sentence
from kb.tokens import terms
from kb.wanted import holds, wanted

Lack = Literal["", "value", "thing", "planned"]

# A day asked for that was fixed, promised or planned is told by a promise.
_FIXED = any_of(
    r"까지|예정|계획|정해|정했|정한|잡았|잡혔|하기로|약속|합의|약정|기한|마감",
    r"\b(?:schedul|plan|expect|promis|pledg|agree|commit|undert|announc|propos|set|fix|meant|due|to be|deadline|by when)",
)
# "How much" asks for space and speed, too.
_PAID = any_of(
    r"[가-힣](?:비|료|금|액|값)(?:은|는|이|가|을|를|도|로|의|\s|\?|$)|돈|비용|예산|가격|지급|지불|한도|상한",
    r"\b(?:pa(?:y|id)|cost|fee|price|amount|sum|budget|grant|fund|cap|ceiling|charge|money|spen[dt]|stipend|salar|contribut|instal|deposit|rent|fine|penalt|compensat|damages|reimburs)",
)
# What is hoped for or considered is no more than a promise.
_HOPED = any_of(
    r"희망|바라(?:고|며)|바란다|의사를|의향|뜻을\s?(?:밝|표|전)|검토\s?(?:중|하기로|할)|추진하기|구상|예정",
    r"\b(?:hopes?|wish(?:es)?|intends?|aims?|considers?|willing|prepared to|ready to|would like|looks? forward|envisages?|proposes?)\b",
)
# "What is the capital of ...?": the thing asked for by its name.
_THING: Final = {
    "en": any_of(
        r"\b(?:what|who|which)(?:['’]s| is| was| are| were) (?:the |our |their |its )(?P<thing>(?:[\w’'-]+ ){0,3}?[\w’'-]+)(?= (?:of|for|in|at|between|to|under|from|with|today|now)\b|\s*\?|$)"
    ),
    "ko": any_of(
        r"(?P<thing>[가-힣A-Za-z]{2,}?)(?:은|는|이|가)?\s(?:얼마|뭐|뭔|무엇|무어|누구|어떻게\s?(?:돼|되)|어때|어떤가)",
        r"의\s(?P<last>[가-힣A-Za-z]{2,}?)(?:은|는|이|가)?\s*\?*$",
    ),
}
# Nouns that no page need write, since what they stand for tells itself.
_SHELL = any_of(
    r"^(?:.{0,2}이름|성함|직함|직책|직위|총액|금액|합계|최대|최소|횟수|건수|개수|인원|기간|기한|마감|날짜|일자|시점|장소|위치|주소|목적|이유|까닭|역할|내용|차이\S?|공통점|결과|결론|단서|조건|핵심|요지|몫|숙제|할\s?일|일|것|거|제목|주제|상태|현황|의미|뜻|방식|방법|특징|약점|강점|장점|단점|문제\S?|제안|요청|의견|입장|계획|다음)$",
    r"^(?:.* )?(?:names?|titles?|dates?|days?|deadlines?|periods?|terms?|amounts?|totals?|sums?|numbers?|maximum|minimum|times?|places?|venues?|addresse?s?|purposes?|aims?|reasons?|roles?|contents?|differences?|results?|outcomes?|conclusions?|conditions?|(?:main|key) points?|topics?|subjects?|status|states?|meanings?|ways?|methods?|features?|weakness(?:es)?|strengths?|advantages?|drawbacks?|problems?|issues?|proposals?|requests?|views?|positions?|plans?|steps?|things?|ones?|main|first|last|next|second|third|same|partners?|parties|sides?|tasks?|duties|obligations?|commitments?|rules?|latest|length|size|cost)$",
)


def missing(asked: Asked, told: Sequence[Sentence], found: Sequence[Found]) -> Lack:
    """What the sentences to be told, best first, lack of what is asked for; empty where it can't be told for sure."""
    kind, best = wanted(asked.query), told[0]
    # Days, lengths and counts are told in too many ways to miss one for sure.
    if kind in WRITTEN and not holds(kind, best.text) and (kind != "money" or _PAID.search(asked.query)):
        return "value"
    if kind == "date" and only_planned(asked, best):
        return "planned"
    return "thing" if _is_unsaid(_thing(asked), told, found) else ""


def only_planned(asked: Asked, best: Sentence) -> bool:
    """Whether it is asked when something happened, and the sentence promises or plans it, or tells of days to come."""
    if tense(asked.query) != 1 or _FIXED.search(asked.query):
        return False
    days = dates.periods(best.text, best.found.dated_on)
    to_come = bool(days) and all(day.first > asked.day for day in days)
    is_plan = tense(best.text) == -1 or bool(_HOPED.search(best.text))
    return to_come or (is_plan and not is_done(best.text))


def _thing(asked: Asked) -> list[str]:
    """The terms of the thing asked for by its name: in English the last word tells what it is."""
    match = _THING[asked.language].search(asked.query)
    named = next((part for part in match.groups() if part), "") if match else ""
    if not named or _SHELL.search(named):
        return []
    names = {term for party in asked.parties for name in party.names for term in terms(name)}
    told = [term for term in terms(named) if term not in names]
    return told[-1:] if asked.language == "en" else told


def _is_unsaid(thing: Sequence[str], told: Sequence[Sentence], found: Sequence[Found]) -> bool:
    """Whether neither the page of the best sentence nor others of its document say the thing, in either language."""
    if not thing:
        return False
    best = told[0].found.hit
    on_page = [
        one.hit.passage for one in found
        if (one.hit.document_id, one.hit.passage.page) == (best.document_id, best.passage.page)
    ]  # fmt: skip
    texts = [part for each in on_page for part in (*each.heading, each.words)]
    beside = [one for one in told if one.found.hit.document_id == best.document_id]
    texts += [part for one in beside for part in (*one.found.hit.passage.heading, one.text)]
    said = set(terms(" ".join(texts)))
    return all(spellings.isdisjoint(said) for spellings in spellings_of(thing).values())
