"""The endings of Korean sentences: what the last predicate says is owed, wished, allowed or forbidden, each with an example."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kb.domain import Modality

_DECIDED = r"기로(?:합의|결정|약속|확약|동의|협의|의견을모|뜻을모|의견을같이)?(?:을)?(?:하였|했|한|함|해|됐|되었|됨|된|돼|았|음)?(?:다|음|바있다|바있음)?$|기로(?:합의|결정|약속)(?:함|됨|했음)?$|기로$"
# Endings with which minutes report what was said: no one promises by them.
_TOLD = r"(?:논의|협의|설명|보고|요청|공유|제안|문의|질의|질문|답변|강조|당부|언급|발언|소개|발표|청취|토의|의논|건의|제시|안내|파악|평가|확인|요구|주문|지적|공감|인식|동의|이해|희망|기대|필요|가능|불가|예정|종료|시작|개회|폐회|말)함$"


@dataclass(frozen=True, slots=True)
class Ending:
    """One way a sentence ends, its spaces and stop left out: `modality` is None where it promises nothing; `example` ends so.

    A `plain` one only tells what is so where plain words do not bind: minutes report "변경하지 않음".
    """

    modality: Modality | None
    pattern: re.Pattern[str]
    example: str
    plain: bool = False


def _ending(modality: Modality | None, pattern: str, example: str, plain: bool = False) -> Ending:
    return Ending(modality, re.compile(pattern), example, plain)


# PDF lines break Korean words anywhere, so spaces do not count. The first that matches decides.
ENDINGS: tuple[Ending, ...] = (
    _ending(None, r"기로(?:합의|결정)?(?:을)?(?:하지(?:는)?(?:않|아니|못)|한바없|한것은아니)", "함께 하기로 결정하지 않았다"),
    _ending("prohibition", r"(?:지(?:아니하|않))" + f"(?:{_DECIDED})", "자료를 넘기지 않기로 한다"),
    _ending("best_effort", r"(?:노력|최선을다|힘쓰|애쓰)(?:하)?" + f"(?:{_DECIDED})", "함께 노력하기로 함"),
    _ending(None, r"(?:다시|추후|나중에|다음에|차후)[^다]{0,12}(?:다루|논의|협의|검토|정하|결정하?|고민)(?:하)?(?:기로|겠)", "금액은 추후 논의하기로 하였다"),
    _ending("obligation", r"(?:는|을|할)것으로(?:합의|결정|의결|확정)(?:하였|했|함|한|됨|됐|되었)?(?:다|음)?$|에합의(?:함|하였다|했다|한다)$", "사무소는 시청에 두는 것으로 합의함"),
    _ending("obligation", _DECIDED, "목록을 보내기로 합의하였다"),
    _ending(None, r"구속(?:력|되지|하지|받지)[^다]*(?:없|아니|않)|구속력.{0,6}없", "이 협약은 법적 구속력이 없다"),
    _ending(None, r"(?:의무|책임|채무|부담)(?:를|을|가|이|은|는|도)?(?:없|지지|부담하지|아니)", "갑은 사용할 의무가 없다"),
    _ending(None, r"(?:그러하지|삼지|보지|정하지|내지|이르지|결정하지|합의하지|맺지|체결하지|약속하지|이루어지지|열지|논의하지|논의되지|다루지|다루어지지|언급되지|제시되지|거론되지|나오지|나지|갱신되지|연장되지|적용되지|생기게하지)(?:는)?(?:아니|않|못)[가-힣]{0,5}$", "금액은 정하지 아니하였다"),
    _ending(None, r"(?:바|일|것|결정|결론|합의|약속|계획|예정)(?:은|는|이|가|도)?없(?:다|었다|음|었음)$", "정해진 바 없음"),
    _ending(None, r"(?:야한다고|필요하다고|필요가있다고|바란다고|기대한다고|좋겠다고|좋겠다|아니다)", "더 논의해야 한다고 보았다"),
    _ending(None, r"(?:이|가)?(?:필요|요망)(?:함|하다|한상황)?$|(?:검토|고려|논의)중(?:이다|임)?$|(?:이|가)필요(?:할것으로|한것으로).*$", "예산 확보 방안 검토 필요"),
    _ending(None, r"(?:드릴|줄)수(?:는|가)?없", "비용까지 내 드릴 수는 없다"),
    _ending(None, r"(?:알|모르|좋|고맙|감사하|소개하|소개드리|(?<!를)(?<!을)정리하)겠다$|^(?!.*까지).*(?:말씀|설명)드리겠다$|(?:회의|간담회|발언|논의|인사|설명|발표|안건)(?:를|을)?(?:이만|이것으로)?(?:시작하|마치|마무리하|진행하|갈음하)겠다$", "이것으로 회의를 마치겠다"),
    _ending("prohibition", r"지(?:는)?(?:않|아니하|말)겠다(?:고|는(?:점|것|뜻))[가-힣]{0,8}(?:약속|확약|다짐)", "자료를 넘기지 않겠다고 약속하였다"),
    _ending("obligation", r"겠다(?:고|는(?:점|것|뜻))[가-힣]{0,8}(?:약속|확약)(?:하였|했|함|한|드린|드렸)", "명단을 보내겠다고 약속하였다"),
    _ending("best_effort", r"(?:노력|최선을다|힘쓰|애쓰)(?:하)?겠(?:다|음)", "더 많이 뽑도록 노력하겠다"),
    _ending("intent", r"(?:의사|의향|용의|뜻|의지)(?:를|을|가|이)?(?:있음을)?(?:거듭|함께|모두|다시)?(?:밝|표명|표시(?!가|에의)|나타내|나타냈|전하|전했|내비|피력|확인|있다|있음)", "협력할 의사를 밝혔다"),
    _ending("intent", r"겠다(?:고|는|$)|겠음$", "자료를 보내겠다"),
    _ending("intent", r"(?:예정|계획|방침|생각|구상|복안)(?:이다|임|이라고|이었다|이라|을밝|을전|이며|이고)", "배움터를 세울 예정이다"),
    _ending("intent", r".{8}(?:예정|계획|방침)$", "업무협약은 5월 중 체결 예정"),
    _ending("intent", r"(?:하|기)(?:를|을)희망(?:한다|하였다|했다|함)$|참여를희망(?:한다|하였다|했다|함)$|(?:하|기)(?:를|을)희망(?:한다고|한다는뜻을|함을)(?:말|밝|전|언급|피력|답)[가-힣]{1,4}$", "함께 하기를 희망한다"),
    _ending("best_effort", r"(?:노력|최선을다|힘쓰|애쓰|힘써|애써)(?:을|를)?(?:한다|하여야한다|해야한다|해야|하여야|함|할것|다한다|다함|기울인다|기울여야한다|야한다|쓴다|쓴|한다고)?$|(?:힘|애)쓴다$", "새 책을 먼저 알리도록 노력한다"),
    _ending("prohibition", r"(?:아니|안)(?:된다|되며|됨|될것)$", "제3자에게 넘겨서는 아니 된다"),
    _ending("prohibition", r"지(?:아니함|않음)$", "자료를 밖에 알리지 않음", plain=True),
    _ending("prohibition", r"지(?:아니|않|말)(?:한다|는다|을것|것|아야한다|아야함|하여야한다|하여야함|도록한다|도록함)$|지못한다$|금(?:지)?(?:한다|함)$|수없(?:다|음)$|말아야(?:한다|함)$", "외부에 유출하지 않을 것"),
    _ending(None, r"(?:었|았|였|했|됐|갔|왔|났|졌|냈|혔|봤|웠|렸|겼|줬)(?:다|음)$|(?:중이다|중임|같다|있다고한다|라고한다)$", "전시회를 함께 열었다"),
    _ending(None, r"누구나.*수있다$", "교재는 누구나 쓸 수 있다"),
    _ending("permission", r"수있(?:다|음|게한다|도록한다|도록함)$", "갑은 자료를 요청할 수 있음"),
    _ending(None, r"(?:말|의미|뜻|칭|지칭|정의)한다$|(?:이)?라(?:고)?(?:한다|칭한다|부른다)$|목적(?:으로한다|이있다|을둔다|으로함)$", "데이터란 시가 보유한 자료를 말한다"),
    _ending(None, r"(?:다음|아래)(?:과|와|의)?(?:각호와)?같이?.{0,6}(?:협약|약정|합의|체결|정)(?:을체결)?(?:하려)?(?:한다|함)$|(?:협약|각서|약정|계약|합의서)(?:을|를)(?:새로)?(?:체결한다|작성한다|맺는다|맺고자한다|체결하고자한다)$|약정한다$|협약한다$", "다음과 같이 협약한다"),
    _ending(None, r"(?:\d|두|각)부(?:를|씩).{0,40}(?:보관|소지|보유|가진|나누어갖|교환)(?:한다|하기로한다|함|다)$", "2부를 작성하여 각각 1부씩 보관한다"),
    _ending("obligation", r"야(?:만)?(?:한다|함|할것|할의무가있다|할책임이있다)$", "목록을 제공하여야 한다"),
    _ending("obligation", r"(?:의무|책임)(?:를|을)(?:진다|부담한다|짐)$|(?:의무|책임|비용|부담)(?:은|는)[가-힣]{1,20}(?:이|가|에서|에게서)(?:진다|부담한다|짐|부담함)$|(?:의무|책임)(?:가|이)있(?:다|음)$", "을은 보고할 의무를 진다"),
    _ending("obligation", r"약속(?:한다|함|드린다)$", "명단을 보낼 것을 약속한다"),
    _ending("obligation", r"(?:는것|함|음)(?:을원칙)?으로(?:한다|함)$|을원칙으로(?:한다|함)$|(?:도록|토록)(?:한다|함)$|(?:할|줄|낼|둘|올|을|쓸)것$", "비용은 각자 부담함을 원칙으로 한다"),
    _ending("obligation", r"(?:협의|합의)(?:하여|해|를거쳐|에의하여|로)(?:따로|별도로)?(?:정|결정|해결|처리|조정)(?:한다|하기로한다|함)$", "이견은 협의하여 정한다"),
    _ending(None, r"(?:으)?로한다$|(?:가진다|갖는다|따른다|따른다고본다|적용한다|적용된다|(?<![펴돌아])본다|의한다|구속한다|속한다|귀속한다|포함한다|발생한다|생긴다|끝난다|잃는다|(?<![을를])(?:시작|종료)한다|해석한다|해석된다|대체한다|갈음한다|인정한다|확인한다|이해한다|동의한다|(?<![수지선책보산측배설확조개])정한다|앞선다|우선한다|유효하다)$", "유효기간은 2년으로 한다"),
    _ending("permission", r"[아어해셔여려와워써가내녀져켜겨]도(?:된다|좋다|무방하다)$", "사진은 시가 그냥 써도 된다"),
    _ending(None, r"된다$|진다$|(?<!부담)됨$", "서명한 날부터 효력이 발생된다"),
    _ending(None, _TOLD, "표준화 방안에 대해 논의함"),
)  # fmt: skip
# Plain nouns of action with 함: what a party does, in articles of the short style.
_PLAIN_NOUN = re.compile(r"[가-힣]{2}함$|[가-힣](?:도록|기로)함$|(?:나눔|보냄|맡음|엶|함께함)$")
_POLITE = (
    ("합니다", "한다"),
    ("습니다", "다"),
    ("됩니다", "된다"),
    ("입니다", "이다"),
    ("봅니다", "본다"),
    ("랍니다", "란다"),
    ("립니다", "린다"),
)
# "제공키로 함" is "제공하기로 함"; 참여시키기로 is no contraction.
_CONTRACTED = re.compile(r"(?<=[가-힣])(?<!시)키로(?=$|하|함|한|합|했|결|약|의|확)")
_LONGEST = 2000


def modality_of(sentence: str, plain_is_promise: bool) -> Modality | None:
    """The modality of a sentence by its last predicate, or None where it promises nothing.

    `plain_is_promise` tells whether a plain present ("갑은 ... 제공한다", "제공함") binds, as it does in the articles of an agreement.
    """
    bare = re.sub(r"\([^()]*\)$", "", sentence[-_LONGEST:].rstrip(' .。]"”’\n\t'))
    compact = re.sub(r"[\s\[\]]+", "", bare)
    for polite, plain in _POLITE:
        compact = compact.replace(polite, plain)
    compact = _CONTRACTED.sub("하기로", compact)
    for ending in ENDINGS:
        if ending.pattern.search(compact):
            return ending.modality if plain_is_promise or not ending.plain else None
    return "obligation" if plain_is_promise and _is_plain(compact) else None


def _is_plain(compact: str) -> bool:
    """Whether it ends in a plain present: 한다, 연다, 받는다, 제공함; not 있다, 같다."""
    if len(compact) < 3:
        return False
    if _PLAIN_NOUN.search(compact):
        return True
    syllable = ord(compact[-2]) - 0xAC00
    # Final consonant ㄴ (4 of 28) before 다.
    return compact.endswith("다") and 0 <= syllable < 11172 and syllable % 28 == 4 and compact[-2] not in "인"
