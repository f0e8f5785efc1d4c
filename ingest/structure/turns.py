"""Who speaks in minutes and transcripts: the label a turn begins with."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

_LONGEST = 60
_OFFICES = tuple(
    "팀장 과장 부장 차장 대리 실장 국장 본부장 부문장 이사장 이사 사장 대표이사 대표 원장 위원장 위원 의장 교수 박사 연구원 연구위원 주무관 사무관 서기관 간사 장관 차관"
    " 센터장 처장 소장 단장 회장 부회장 총장 학장 변호사 회계사 매니저 책임자 의원 군수 구청장 청장 사회자 진행자 통역".split()
)
# "재단 측:", "김 씨:": only as words of their own, for 예측 and 날씨 end alike.
_SIDES = frozenset(("측", "님", "씨"))
_BULLET = re.compile(r"[○◯●◎□▶•·\-]\s*")
_WORD = re.compile(r"[가-힣A-Za-z○◯·]{1,20}")
_BRACKETS = re.compile(r"\([^()]*\)")
_NAMED = re.compile(r"(?:발\s?언\s?자|[Ss]peaker|SPEAKER)\s*[:：]\s*(?P<who>[^:：]{2,40})$")
# The assembly's style puts no colon: "○위원장 김하나  성원이 되었으므로".
_BULLETED = re.compile(rf"[○◯]\s?(?P<who>(?:[가-힣]{{0,14}}(?:{'|'.join(_OFFICES)}))\s[가-힣]{{2,4}})(?:\s{{2,}}|\t)")
_HONORIFIC = re.compile(
    r"(?P<who>(?:(?:Mr|Ms|Mrs|Miss|Dr|Prof|MR|MS|MRS|DR|PROF|Sir|Dame|Hon|Amb)\.?\s+[A-Z][\w.’'-]*(?:\s+[A-Z][\w.’'-]*){0,3}"
    r"|(?:The\s+|THE\s+)?(?:Chair(?:man|woman|person)?|CHAIR(?:MAN|WOMAN|PERSON)?|Vice[- ]Chair|Moderator|MODERATOR|President|PRESIDENT|Secretary|SECRETARY|Delegate|Minister|Speaker|SPEAKER)(?:\s+[A-Z][\w.’'-]*){0,2})"
    r"(?:\s*\([^()]{1,30}\))?)\s*[:：]\s*"
)
_PLAIN = re.compile(
    r"[○●•▶-]?\s*(?P<who>[A-Z][\w.’'-]*(?:\s+[A-Z][\w.’'-]*){0,3}(?:\s*\([^()]{1,30}\))?|[가-힣]{2,4}(?:\s?\([^()]{1,20}\))?)\s?[:：]\s+(?=\S)"
)
# Labels of forms, of signature blocks and of letters, that no one speaks under.
_FORM = re.compile(
    r"(?:By|Name|Title|Date|Time|Place|Venue|Address|Tel|Telephone|Fax|E-?mail|Phone|Attention|Attn|Signature|Witness|Note|Notes|Re|To|From|Cc|Subject|Ref|Reference|Example|Purpose|Period|Term|Amount|Party|Parties|Section|Article|Table|Figure|Source|Website|URL|Action|Decision|Owner|Status|Present|Attendees|Participants|Agenda|Item|Due|Deadline|Budget|Total|Number|No|Number|Representative|Company|Whereas|Provided|Page|Version)\.?(?:\s+[A-Z]\w*)?$"
    r"|.*\b(?:Date|Name|Number|Address|Party|Period|Fee|Price|Term|Amount|No\.?)$"
    r"|(?:일시|장소|참석|참석자|안건|목적|내용|비고|주소|성명|직위|연락처|전화|팩스|수신|발신|제목|참조|경유|시행|작성자|작성|기간|금액|대상|방법|주최|주관|담당|담당자|발언자|문의|출처|자료|단위|예시|참고|유의|결과|결정|조치|기한|부서|기관|갑|을|서명|날짜|일자|이메일|상호|대표|대표자)$",
    re.IGNORECASE,
)


class Speakers:
    """The labels under which people speak in one document: those with an office or title, and names that come back."""

    def __init__(self, lines: Iterable[str]) -> None:
        counts: Counter[str] = Counter()
        for line in lines:
            found = _PLAIN.match(line[:_LONGEST])
            if found and not _FORM.match(found["who"]):
                counts[found["who"]] += 1
        # A name with a colon may label anything; a conversation has two who speak, and speak again.
        again = {who for who, count in counts.items() if count >= 2}
        self._names = again if len(again) >= 2 and counts.total() >= 5 else set()

    def speaker(self, line: str) -> str:
        """Who begins to speak with `line`, as it is written there; empty where nobody does."""
        opening = line[:_LONGEST]
        for pattern in (_HONORIFIC, _BULLETED):
            if found := pattern.match(opening):
                return _clean(found["who"])
        if found := _NAMED.match(line[: 2 * _LONGEST]):
            return _clean(found["who"])
        found = _PLAIN.match(opening)
        return _clean(found["who"]) if found and found["who"] in self._names else _officer(opening)


def _officer(opening: str) -> str:
    """The label of Korean words before a colon that holds an office: "○ 홍길동 팀장:", "주무관 이OO:", "재단 측:"."""
    label, colon, _ = opening.replace("：", ":").partition(":")
    who = _BULLET.sub("", label.strip(), count=1)
    words = _BRACKETS.sub(" ", who).split()
    if not colon or not 0 < len(words) <= 5 or _FORM.match(who) or not all(_WORD.fullmatch(word) for word in words):
        return ""
    held = any(word.endswith(_OFFICES) for word in words) or (len(words) > 1 and words[-1] in _SIDES)
    return _clean(who) if held else ""


def _clean(who: str) -> str:
    return " ".join(who.split())
