"""Whether what a question takes to have come about did: a meeting that was called off, a thing that was only talked of."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from kb.moment import moment_in
from kb.phrases import any_of

_OUTCOME = any_of(
    r"합의|결정|정한|정했|약속|하기로|논의|얘기|이야기|결과|나왔|나온|참석|만났|만난",
    r"\b(?:agreed?|decided?|promised?|discussed|settled|concluded|said|outcome|result|came (?:out|of)|attended|met)\b",
)
_CALLED_OFF = any_of(
    r"(?:회의|면담|방문|협의회|간담회|점검|워크숍|행사|일정)\S*\s(?:\S+\s){0,6}?(?:취소|연기|무산|순연|불발)|(?:취소|연기|무산)(?:된|되었던|됐던)\s(?:\S+\s)?(?:회의|면담|방문|협의회)|열리지\s?(?:못|않)",
    r"\b(?:meeting|visit|session|call|workshop|talks|interview|review)\b[^.]{0,80}\b(?:cancel+ed|called off|postponed|put off|did not take place|was not held)\b|\b(?:cancel+ed|postponed) (?:meeting|visit|session|call|workshop)\b",
)
# A question that takes a thing for settled, or for having happened.
_SETTLED = any_of(
    r"최종(?:적으로|으로)?\s?(?:\S+\s)?(?:합의|결정|확정)|확정(?:된|했|하였|됐|되었)|합의(?:한|했|된|됐|하였)|(?:개소|개관|시작|출범|착수|개통|개원)(?:했|하였|됐|되었|한\s?(?:날|게|것|건))",
    r"\bfinal(?:ly|i[sz]ed)?\b|\b(?:when|where) did\b.{1,80}\b(?:open|start|begin|launch|take place|go live)\b|\b(?:have|has|had|did) .{1,60}\b(?:agree[d]? on|settle[d]? on|fix|set aside|decide[d]?)\b|\b(?:was|were) (?:agreed|decided|fixed|settled)\b|\bhow many .{1,40}\bwill (?:we|they)\b|\bdo(?:es)? .{1,60}\bstart\b",
)
# What says that it is not settled.
_TENTATIVE = any_of(
    r"협의\s?중|논의\s?중|검토\s?중|조율\s?중|미정|결론(?:을|이|은)?\s?(?:\S+\s)?(?:못|없|않)|합의(?:에|를)?\s?(?:이르지|하지|보지)\s?(?:못|않)|논의(?:하였|했|됨|함|되었)(?!.{0,80}(?:기로|합의))|희망(?:함|한다|하였)|뜻을\s?(?:밝|비)",
    r"\b(?:hopes?|hoped|wish(?:es)?|would like) to\b|\b(?:idea|possibility|option|proposal) of\b[^.]{0,80}\b(?:discussed|raised|mentioned|considered)\b|\bno (?:decision|conclusion|agreement) was\b|\bunder (?:discussion|negotiation|consideration)\b|\bto be (?:decided|confirmed|agreed)\b|\bwas(?: only)? discussed\b|\bremains? open\b|\b(?:was|were|is|are) willing to\b",
)


def was_called_off(question: str, texts: Sequence[str], today: dt.date) -> bool:
    """Whether a question asks what came of a meeting of a day, and a text says that what was planned for it was called off."""
    asked = moment_in(question, today)
    if not (asked.first and asked.day and _OUTCOME.search(question)):
        return False
    numbers = re.compile(rf"(?<!\d){asked.first}\s?[.월/]\s?{asked.day}(?!\d)")
    return any(_CALLED_OFF.search(text) and (numbers.search(text) or moment_in(text, today) == asked) for text in texts)


def is_only_talked_of(question: str, texts: Sequence[str]) -> bool:
    """Whether a question takes for settled what each of the texts that answer it tells as open, wished or discussed."""
    return bool(texts and _SETTLED.search(question)) and all(_TENTATIVE.search(text) for text in texts)
