"""Promises in Korean sentences: the last predicate says what kind, the topic says whose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.facts.korean_endings import modality_of
from ingest.facts.naming import Mention, Names
from ingest.facts.organisations import Organisation, distinct
from ingest.facts.promise import Promise, Setting

_CONNECTIVE = re.compile(r"(?:되|며|고|으나|지만)\s?,?\s+$")
_STRONG = re.compile(
    r"(?:수\s?있(?:으며|으나|지만|으되|고)|야\s?(?:하며|하고|하되)|기로\s?(?:하되|하며|하고)|노력하(?:며|되|고)|(?:아니|안)\s?되(?:며|고)|(?:계획|예정)이며)\s?,?\s+"
)
# "갑"은 is written as often as 갑은.
_TOPIC = re.compile(r"[”\"’'」]?\s?(?:측)?(?:은|는|께서는|에서는|이든|든|도)(?=[\s,])")
_SUBJECT = re.compile(r"[”\"’'」]?\s?(?:측)?(?:이|가|께서|에서)(?=[\s,])")
_TURN = re.compile(r"(?:때|경우)(?:에는|엔|에)?\s?,?\s+")
_RECIPIENT = re.compile(r"[”\"’'」]?\s?(?:측)?(?:에게|에)\s")
_JOINT = re.compile(r"^[”\"’'」]?\s?(?:과|와|및|또는|이나|나|이랑|,|·|ㆍ)\s?(?:상호\s?)?[“\"‘'「]?$")
_THING = re.compile(r"^(?P<thing>.{1,40}?)(?:은|는)\s")
_ADVERBIAL = re.compile(r"(?:년|월|주|분기|반기|차|이후|이번|다음|경우|때)에$|(?:앞으로|향후|우선|먼저)$")
_SPEAKER = re.compile(r"^\s?(?:측|쪽)?\s?[:：]\s?")
_BRACKETED = re.compile(r"^\s?(?:측|쪽)?[)\]】>]\s")
# Whoever speaks means his own side by these.
_OWN = re.compile(r"(?:저희|우리|당사|저)(?:\s?(?:측|쪽|재단|협회|회사|기관|시|공사|대학))?(?:에서)?")
_FIRST_PERSON = re.compile(r"겠(?:다|음|습니다)[\s.]*$")
# "재단: 강사 명단 제출(4. 30.까지)": an entry of a list of tasks.
_TASK = re.compile(r"^\s?(?:측)?\s?[:：]\s*(?P<what>.*[가-힣](?:\s?\([^()]*\))?)$")
# "재단은 교육과정을 3. 20.까지 송부": a decision that ends in what is to be done.
_DONE = (
    "송부 제출 제공 추진 개최 지원 발송 작성 공유 마련 배포 준비 실시 파견 설치 구축 부담 안내 협조 회신 통보 확보 선정 추천 발굴 수립 운영 구성 보완 개발 번역 섭외 예약"
    " 주관 초청 발간 게시 등록 전달 조사 점검"
)
_NOUN_TASK = re.compile(
    rf"^\s?(?:측)?(?:은|는|에서|\s공동으로)\s(?P<what>.*(?:{_DONE.replace(' ', '|')})(?:\s?\([^()]*\))?)$"
)
_NO_PREDICATE = re.compile(r"(?:다|음|함|임|됨|요|까)$")


def korean_promises(text: str, names: Names, setting: Setting) -> Iterator[Promise]:
    """The promises of one Korean sentence."""
    mentions = names.mentions(text)
    found = False
    for start, end in _segments(text, mentions):
        inside = [each for each in mentions if start <= each.start < end]
        modality = modality_of(_closed(text[start:end]), plain_is_promise=setting.binding)
        if modality is None:
            continue
        found = True
        subjects = _subjects(text, inside, end)
        if subjects is None:
            matched = _THING.match(text[start:end])
            thing = matched["thing"].strip() if matched else ""
            # "내년에는 늘릴 계획이다": when and where are no subject.
            thing = "" if _ADVERBIAL.search(thing) else thing
            # "데이터 목록은 보내드리겠습니다": who says 겠 means himself, whatever the topic.
            own = bool(_OWN.fullmatch(thing) or _FIRST_PERSON.search(text[start:end]))
            yield Promise(modality, None, _action(text[start:end]), start, end, "" if own else thing, own=own)
            continue
        for organisations, after, team in subjects:
            yield Promise(modality, organisations, _action(text[after:end]), start, end, "", team)
    if not found and setting.binding and not setting.articles:
        yield from _task(text, mentions)


def _task(text: str, mentions: Sequence[Mention]) -> Iterator[Promise]:
    """An entry among decisions that names who and what without a predicate: "재단: 강사 명단 제출"."""
    if not mentions or mentions[0].start > 2:
        return
    after = text[mentions[0].end :]
    task = _TASK.match(after) or _NOUN_TASK.match(after.rstrip(" ."))
    bare = re.sub(r"\s?\([^()]*\)$", "", text).rstrip(" .")
    if task is not None and not _NO_PREDICATE.search(bare) and not bare.endswith(("필요", "논의", "요청", "요망")):
        yield Promise(
            "obligation", mentions[0].organisations, _action(task["what"]), 0, len(text), "", mentions[0].team
        )


def _closed(segment: str) -> str:
    """A clause that goes on ("부담하되,", "제공할 수 있으며") as if its sentence ended there."""
    bare = segment.rstrip(" ,")
    found = re.search(
        r"(?:(?P<ha>하(?:되|며|고|지만))|(?P<eu>으나|으며|지만)|(?P<anida>되(?:며|고))|(?P<stem>며|고|되))$", bare
    )
    if found is None or bare.endswith("다"):
        return segment
    ending = "한다" if found["ha"] else "된다" if found["anida"] else "다"
    return bare[: found.start()] + ending


def _segments(text: str, mentions: Sequence[Mention]) -> list[tuple[int, int]]:
    """The clauses of a sentence that have a topic each: "갑은 ... 참여시킬 수 있으며, 을은 ... 아니 된다."."""
    topics = [each for each in mentions if _TOPIC.match(text[each.end :])]
    cuts = [0]
    for topic in topics:
        joins = _CONNECTIVE.search(text[: topic.start])
        if joins and topic.start > cuts[-1] and any(cuts[-1] <= each.start < topic.start for each in topics):
            cuts.append(topic.start)
    for strong in _STRONG.finditer(text):
        # A clause that binds and goes on is a promise of its own.
        if strong.end() < len(text) and all(abs(strong.end() - cut) > 3 for cut in cuts):
            cuts.append(strong.end())
    cuts.sort()
    # "..., 재단의 상징을 붙여서는 아니 된다": two kinds of promise by one party in one sentence.
    if turn := re.search(r"되,\s+(?=.*수\s?있다)", text[cuts[-1] :]):
        cuts.append(cuts[-1] + turn.end())
    return list(zip(cuts, [*cuts[1:], len(text)], strict=True))


_Subject = tuple[tuple[Organisation, ...], int, str]


def _subjects(text: str, mentions: Sequence[Mention], end: int) -> list[_Subject] | None:
    """Who does it: the topic, else the subjects; None where no organisation is either."""
    for index, mention in enumerate(mentions):
        speaker = _SPEAKER.match(text[mention.end :]) if mention.start < 3 else None
        if mention.start == 1 and text[0] in "([【<":
            speaker = speaker or _BRACKETED.match(text[mention.end :])
        marker = _TOPIC.match(text[mention.end :]) or speaker
        if marker is not None:
            return [_joined(text, mentions, index, marker.end())]
    found: list[_Subject] = []
    for index, mention in enumerate(mentions):
        marker = _SUBJECT.match(text[mention.end :])
        if marker is None or _qualifies(text[mention.end + marker.end() : end]):
            continue
        found.append(_joined(text, mentions, index, marker.end()))
    if len(found) > 1 and not any(text[after : after + 1] == "," for _, after, _ in found[:-1]):
        found = found[-1:]
    return found or _titled(text, mentions) or _conditional(text, mentions, end)


def _conditional(text: str, mentions: Sequence[Mention], end: int) -> list[_Subject] | None:
    """Who promises another party something if he does not do what the condition says: "A가 ... 못한 때에는 B에 납부한다"."""
    turn = next(reversed(list(_TURN.finditer(text, 0, end))), None)
    if turn is None:
        return None
    doing = [each for each in mentions if each.end <= turn.start() and _SUBJECT.match(text[each.end :])]
    to = [each for each in mentions if turn.end() <= each.start < end and _RECIPIENT.match(text[each.end :])]
    if len(doing) != 1 or not to or doing[0].together or set(to[-1].organisations) & set(doing[0].organisations):
        return None
    return [(doing[0].organisations, turn.end(), "")]


def _qualifies(after: str) -> bool:
    """Whether a subject belongs to a clause before a noun: "협회가 추천하는 기업에"."""
    return bool(
        re.match(
            r"^\s?(?:\S+\s){0,1}\S*(?:하는|되는|한|할|던|된|려는|만든|만드는|보낸|보내는|가진|갖는|맡은|맡는|받은|받는|쓰는)\s",
            after,
        )
    ) and not re.match(r"^\s?,", after)


def _titled(text: str, mentions: Sequence[Mention]) -> list[_Subject] | None:
    """A person who speaks for an organisation: "타이베이컴퓨터협회 부문장은 ..."."""
    if not mentions or mentions[0].start > 3 or mentions[0].together:
        return None
    title = re.match(
        r"(?:\([^)]*\))?(?:의)?\s(?:[^\s.]+\s){0,4}?[^\s.]*(?:장|대표|이사|사장|차관|국장|과장|팀장|담당|위원|연구원|회장|총장|펠로우|CEO|교수|측)(?:은|는|이|가)\s",
        text[mentions[0].end :],
    )
    return [(mentions[0].organisations, mentions[0].end + title.end(), "")] if title else None


def _joined(text: str, mentions: Sequence[Mention], index: int, marker: int) -> _Subject:
    """The organisations joined before a marked one: "갑과 을은"."""
    organisations = list(mentions[index].organisations)
    first = index
    while first > 0 and _JOINT.match(text[mentions[first - 1].end : mentions[first].start]):
        first -= 1
        organisations = [*mentions[first].organisations, *organisations]
    return distinct(organisations), mentions[index].end + marker, mentions[index].team


def _action(text: str) -> str:
    return text.strip(" ,.。·-–[]")
