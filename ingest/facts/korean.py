"""Promises in Korean sentences: the last predicate says what kind, the topic says whose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.facts.naming import Mention, Names
from ingest.facts.organisations import Organisation, distinct
from ingest.facts.promise import Promise, Setting
from kb.domain import Modality

# Patterns over a sentence without spaces and final stop: PDF lines break Korean words anywhere. The first that matches decides.
_DECIDED = r"기로(?:합의|결정|약속|확약|동의|협의)?(?:을)?(?:하였|했|한|함|해|됐|되었)?(?:다|음|바있다)?$|기로(?:합의|결정|약속)(?:함|했음)?$|기로$"
_RULES: tuple[tuple[str, Modality | None], ...] = (
    (r"기로(?:합의|결정)?(?:을)?(?:하지(?:는)?(?:않|아니|못)|한바없|한것은아니)", None),
    (r"(?:지(?:아니하|않))" + _DECIDED, "prohibition"),
    (r"(?:노력|최선을다|힘쓰|애쓰)(?:하)?" + _DECIDED, "best_effort"),
    (r"(?:예정|계획|방침)" + _DECIDED, "intent"),
    (_DECIDED, "obligation"),
    (r"구속(?:력|되지|하지|받지)[^다]*(?:없|아니|않)|구속력.{0,6}없", None),
    (r"(?:의무|책임|채무|부담)(?:를|을|가|이|은|는)?(?:없|지지|부담하지|아니)", None),
    (r"(?:그러하지|삼지|보지|정하지|내지|이르지|결정하지|합의하지|맺지|체결하지|약속하지|이루어지지|열지|갱신되지|연장되지|적용되지|생기게하지)(?:는)?(?:아니|않|못)[가-힣]{0,5}$", None),
    (r"(?:바|일|것|결정|결론|합의|약속|계획|예정)(?:은|는|이|가|도)?없(?:다|었다|음|었음)$", None),
    (r"(?:야한다고|필요하다고|필요가있다고|바란다고|기대한다고|좋겠다고|아니다)", None),
    (r"겠다고(?:약속|확약)(?:하였|했|함|한)", "obligation"),
    (r"(?:의사|의향|뜻|의지)(?:를|을|가|이)?(?:있음을)?(?:거듭|함께|모두|다시)?(?:밝|표명|표시|나타내|나타냈|전하|전했|내비|피력|확인|있다|있음)", "intent"),
    (r"(?:의사|의향|뜻|의지)를?밝힌(?:바있다|주제|것)", "intent"),
    (r"겠다(?:고|는)", "intent"),
    (r"(?:예정|계획|방침)(?:이다|임|이라고|이었다|이라|을밝|을전|이며|이고)", "intent"),
    (r".{8}(?:예정|계획|방침)$", "intent"),
    (r"(?:하|기)(?:를|을)희망(?:한다|하였다|했다|함)$|참여를희망(?:한다|하였다|했다|함)$", "intent"),
    (r"(?:노력|최선을다|힘쓰|애쓰|힘써|애써)(?:을|를)?(?:한다|하여야한다|해야한다|해야|하여야|함|할것|다한다|기울인다|기울여야한다|야한다|쓴다|쓴|한다고)?$", "best_effort"),
    (r"(?:최선을다한다|힘쓴다|애쓴다|노력을다한다)$", "best_effort"),
    (r"(?:아니|안)(?:된다|되며|됨|될것)$", "prohibition"),
    (r"지(?:아니|않)(?:한다|는다|함|을것|아야한다|하여야한다|도록한다)$|지못한다$|금(?:지)?한다$|수없(?:다|음)$|말아야한다$", "prohibition"),
    (r"(?:었|았|였|했|됐|갔|왔|났|졌|냈|혔|봤|웠|렸|겼|줬)(?:다|음|습니다)$|(?:중이다|중임|같다|있다고한다|라고한다)$", None),
    (r"누구나.*수있다$", None),
    (r"수있(?:다|음|게한다|도록한다)$", "permission"),
    (r"(?:말|의미|뜻|칭|지칭|정의)한다$|(?:이)?라(?:고)?(?:한다|칭한다|부른다)$|목적(?:으로한다|이있다|을둔다|으로함)$", None),
    (r"(?:다음|아래)(?:과|와|의)?(?:각호와)?같이?.{0,6}(?:협약|약정|합의|체결|정)(?:을체결)?(?:하려)?한다$|(?:협약|각서|약정|계약|합의서)(?:을|를)(?:체결|작성)한다$|약정한다$|협약한다$", None),
    (r"야(?:만)?(?:한다|함|할것|할의무가있다|할책임이있다)$", "obligation"),
    (r"(?:의무|책임)(?:를|을)진다$|(?:의무|책임)가있다$", "obligation"),
    (r"약속(?:한다|함)$", "obligation"),
    (r"는것(?:을원칙)?으로한다$|(?:도록|토록)(?:한다|함)$|할것$", "obligation"),
    (r"(?:으)?로한다$|(?:가진다|갖는다|따른다|따른다고본다|적용한다|적용된다|본다|의한다|구속한다|속한다|귀속한다|포함한다|발생한다|생긴다|끝난다|잃는다|시작한다|종료한다|대체한다|갈음한다|인정한다|확인한다|이해한다|동의한다|정한다|앞선다|우선한다|유효하다)$", None),
    (r"된다$|진다$", None),
)  # fmt: skip
_COMPILED = tuple((re.compile(pattern), modality) for pattern, modality in _RULES)
_CONNECTIVE = re.compile(r"(?:되|며|고|으나|지만)\s?,?\s+$")
_STRONG = re.compile(
    r"(?:수\s?있(?:으며|으나|지만|으되|고)|야\s?(?:하며|하고|하되)|기로\s?(?:하되|하며|하고)|노력하(?:며|되|고)|(?:아니|안)\s?되(?:며|고)|(?:계획|예정)이며)\s?,?\s+"
)
_TOPIC = re.compile(r"\s?(?:측)?(?:은|는|께서는|에서는|이든|든|도)(?=[\s,])")
_SUBJECT = re.compile(r"\s?(?:측)?(?:이|가|께서|에서)(?=[\s,])")
_JOINT = re.compile(r"^\s?(?:과|와|및|또는|이나|나|이랑|,|·|ㆍ)\s?(?:상호\s?)?$")
_THING = re.compile(r"^(?P<thing>.{1,40}?)(?:은|는)\s")
_SPEAKER = re.compile(r"^\s?(?:측|쪽)?\s?[:：]\s?")


def modality_of(sentence: str, plain_is_promise: bool) -> Modality | None:
    """The modality of a sentence by its last predicate, or None where it promises nothing.

    `plain_is_promise` tells whether a plain present ("갑은 ... 제공한다") binds, as it does in the articles of an agreement.
    """
    bare = re.sub(r"\([^()]*\)$", "", re.sub(r"[\s.。\]\"”’]+$", "", sentence))
    compact = re.sub(r"[\s\[\]]+", "", bare).replace("합니다", "한다").replace("습니다", "다").replace("됩니다", "된다")
    for pattern, modality in _COMPILED:
        if pattern.search(compact):
            return modality
    return "obligation" if plain_is_promise and _is_plain_present(compact) else None


def _is_plain_present(compact: str) -> bool:
    if len(compact) < 3 or not compact.endswith("다"):
        return False
    syllable = ord(compact[-2]) - 0xAC00
    # Final consonant ㄴ (4 of 28) before 다: 한다, 연다, 받는다; not 있다, 같다.
    return 0 <= syllable < 11172 and syllable % 28 == 4 and compact[-2] not in "인"


def korean_promises(text: str, names: Names, setting: Setting) -> Iterator[Promise]:
    """The promises of one Korean sentence."""
    mentions = names.mentions(text)
    for start, end in _segments(text, mentions):
        inside = [each for each in mentions if start <= each.start < end]
        modality = modality_of(_closed(text[start:end]), plain_is_promise=setting.binding)
        if modality is None:
            continue
        subjects = _subjects(text, inside, end)
        if subjects is None:
            thing = _THING.match(text[start:end])
            yield Promise(modality, None, _action(text[start:end]), start, end, thing["thing"].strip() if thing else "")
            continue
        for organisations, after, team in subjects:
            yield Promise(modality, organisations, _action(text[after:end]), start, end, "", team)


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
    return found or _titled(text, mentions)


def _qualifies(after: str) -> bool:
    """Whether a subject belongs to a clause before a noun: "협회가 추천하는 기업에"."""
    return bool(re.match(r"^\s?(?:\S+\s){0,1}\S*(?:하는|되는|한|할|던|된|려는)\s", after)) and not re.match(
        r"^\s?,", after
    )


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
