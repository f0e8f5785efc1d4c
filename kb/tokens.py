"""Words for keyword search: Korean content morphemes (kiwipiepy) and English stems (Snowball)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import Any

from kb.text import hangul_share, nfc

# Nouns, verbs, adjectives, roots, foreign words and numbers carry the content; particles and endings do not.
_CONTENT = frozenset(
    {"NNG", "NNP", "NR", "VV", "VV-R", "VV-I", "VA", "VA-R", "VA-I", "XR", "SL", "SN", "SH", "W_SERIAL"}
)
_WORD = re.compile(r"[A-Za-z\u00c0-\u024f]+(?:['’][A-Za-z]+)?|\d+(?:[.,]\d+)*")
_PIECE = 4000
FUNCTION_WORDS = frozenset(
    """a an the of to in on at by for from with without into onto upon and or nor but if then than as so such that this these
    those it its it's is are was were be been being am do does did done doing have has had having will would shall should
    can could may might must not no we us our ours you your yours he him his she her hers they them their theirs i me my
    mine who whom whose which what when where why how there here also any all each both some own same other about between
    under over again very just only one ones""".split()
)
_KOREAN_FUNCTION = frozenset(
    "하 되 있 없 이 그 저 것 수 등 및 대하 위하 관하 따르 통하 의하 무엇 누구 언제 어디 어떻 어떤 어느 얼마 왜 몇".split()
)


@cache
def _kiwi() -> Any:
    from kiwipiepy import Kiwi

    return Kiwi(num_workers=2)


@cache
def _stemmer() -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer("english")


@lru_cache(maxsize=10_000)
def terms(text: str) -> tuple[str, ...]:
    """The searchable words of one text, in order, repeated as often as they occur."""
    # A question and the names it is compared with are asked for again and again: 20 analyses of Korean for one question.
    return tuple(next(iter(terms_of([text]))))


def terms_of(texts: Sequence[str]) -> list[list[str]]:
    """The searchable words of each of many texts; Korean is analysed in one batch on two threads."""
    texts = [nfc(text) for text in texts]
    korean = [index for index, text in enumerate(texts) if hangul_share(text) > 0]
    # Kiwi's cost grows faster than the length of one input, so a huge page goes in pieces.
    pieces = [(index, piece) for index in korean for piece in _pieces(texts[index])]
    found: dict[int, list[str]] = {index: [] for index in korean}
    if pieces:
        analysed = _kiwi().tokenize([piece for _, piece in pieces], normalize_coda=False)
        for (index, _), morphemes in zip(pieces, analysed, strict=True):
            found[index].extend(_content(morphemes))
    return [found[index] if index in found else english_terms(text) for index, text in enumerate(texts)]


def proper_nouns(text: str) -> list[str]:
    """The Korean proper nouns of a text, in order."""
    if hangul_share(text) == 0:
        return []
    return [morpheme.form for morpheme in _kiwi().tokenize(nfc(text)) if morpheme.tag == "NNP"]


def is_noun(text: str) -> bool:
    """Whether Korean words are nouns to the end, as a name is, and no verb that qualifies one ("적힌", "유효했던")."""
    last = _kiwi().tokenize(nfc(text))[-1:]
    return bool(last) and str(last[0].tag)[:1] in "NSX" and last[0].tag not in ("XSV", "XSA")


# Kiwi's scores, logarithms of a probability: rarer than the first no word of names is, rarer than the second only a word that
# its dictionary does not know ("옥순드" -26, "가온" -15, "만료일" -16, "협력" -5).
_FREQUENT, _UNKNOWN = -13.0, -18.0


def is_common(word: str) -> bool:
    """Whether a Korean word is a verb's form or made of frequent nouns ("맺은", "국제협력"), and so hardly a part of a name."""
    morphemes = _kiwi().tokenize(nfc(word))
    if morphemes[0].tag[0] in "VEJIM":
        return True
    return all(morpheme.tag in ("NNG", "NNB", "XSN", "NP") and morpheme.score > _FREQUENT for morpheme in morphemes)


def is_unknown(word: str) -> bool:
    """Whether a Korean word holds one that no dictionary has, as a foreign name is."""
    return any(morpheme.tag[0] == "N" and morpheme.score < _UNKNOWN for morpheme in _kiwi().tokenize(nfc(word)))


def english_terms(text: str) -> list[str]:
    """The stems of a text in Latin letters, function words left out, numbers without thousands separators."""
    words = [word.lower().replace("’", "'") for word in _WORD.findall(text)]
    kept = [word.removesuffix("'s").replace(",", "") for word in words if word not in FUNCTION_WORDS]
    return list(_stemmer().stemWords(kept))


def _content(morphemes: Iterable[Any]) -> Iterable[str]:
    for morpheme in morphemes:
        if morpheme.tag in ("SL", "SN", "W_SERIAL"):
            yield from english_terms(morpheme.form)
        elif morpheme.tag in _CONTENT and morpheme.form not in _KOREAN_FUNCTION:
            yield morpheme.form


def _pieces(text: str) -> Iterable[str]:
    start = 0
    while start < len(text):
        end = min(len(text), start + _PIECE)
        if end < len(text):
            space = text.rfind(" ", start + _PIECE // 2, end)
            end = space if space > 0 else end
        yield text[start:end]
        start = end
