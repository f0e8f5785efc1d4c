"""What tells whether a sentence answers a question: its words, its place, how near it is, whether it holds what is wanted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import numpy as np

from kb.lexicon import in_the_other_language
from kb.question import Asked
from kb.retrieve import Floats, Ranking
from kb.sentences import Sentence
from kb.text import language_of
from kb.tokens import terms_of
from kb.vectors import Vectors
from kb.wanted import holds, wanted

# One column each of `features`: all from 0 to 1, `value` from -1 (what is wanted is missing) over 0 (nothing is) to 1
# (it is there), and `tense` likewise: what was done and what is to be done are asked for by their own tense.
NAMES: Final = (
    "words", "heading", "passage", "page", "closeness", "value", "whole", "row", "label", "partner", "formal", "tense",
)  # fmt: skip

_WHOLE = re.compile(r"[.!?。;]['\"”’)\]]*$|[다함음임됨]$")
# Who concludes what, that it is signed and in how many copies: said of every agreement, and seldom asked for.
_FORMAL = re.compile(
    r"(?:다음|아래)와?\s?과?\s?같이\s.{0,12}(?:협약|약정|합의|협정|체결|계약)|다음과\s?같이\s?협약|각\s?(?:\d+|한|두)\s?부(?:를|씩)|서명\s?(?:날인)?하(?:고|였다|여)|간의?\s.{0,30}(?:협약서|양해각서)$"
    r"|\b(?:is|are) (?:made|concluded|entered into)\b|\b(?:have|has) (?:reached|agreed (?:as follows|on the following))\b|\bin witness\b"
    r"|\bheadings are\b|\boriginals?\b.{0,40}\b(?:language|copies|text)|\bdone (?:in|at)\b|\bhereinafter\b",
    re.IGNORECASE,
)
# What is to be done, and what was done, as questions ask for it and as documents say it.
_TO_DO = re.compile(
    r"기로\s?(?:하|한|했)|해야|하여야|(?<!분)야\s?(?:만\s?)?(?:하|한|할|함|합|했|해|돼|되|된|됩)|할\s?(?:예정|계획)|까지\s?\S*\s?(?:주|보내|제출)하?(?:나|는|기)"
    r"|\b(?:shall|must|should|ought|will|agree[sd]? to|undertakes?|undertook|supposed to|obliged|required|plans? to|have to|has to|due|intends?)\b",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"[가-힣]*(?:았|었|였|했|됐|렸|냈|왔|갔|졌|쳤|났|봤|꿨|섰|텄|겼|혔)(?:다|으나|고|으며|음|지만|어|나|는|지|죠|습|던|을|니|더)|완료|결국|실제로"
    r"|\b(?:was|were|has|have|had|did|been|actually|already|in the end)\b|\b\w{3,}ed\b",
    re.IGNORECASE,
)
# A line that is no sentence and shorter than this is a title or a label.
_LABEL = 40


def features(asked: Asked, sentences: Sequence[Sentence], ranking: Ranking) -> Floats:
    """One row a sentence, one column a name of `NAMES`."""
    own, above, around = _covered(asked, sentences, ranking)
    kind, asked_tense = wanted(asked.query), tense(asked.query)
    rows = []
    for index, one in enumerate(sentences):
        passage, ended = one.found.hit.passage, bool(_WHOLE.search(one.text))
        rows.append(
            (
                own[index], above[index], around[index], one.found.hit.score, max(0.0, one.found.closeness),
                (1 if holds(kind, one.text) else -1) if kind else 0, ended, one.is_row,
                not ended and not one.is_row and len(one.text) < _LABEL,
                asked.names_partner(" ".join((*passage.heading, passage.words))),
                bool(_FORMAL.search(one.text)), asked_tense * tense(one.text),
            )
        )  # fmt: skip
    return np.array(rows, dtype=np.float64).reshape(len(sentences), len(NAMES))


def tense(text: str) -> int:
    """1 where a text tells of what was done, -1 of what is to be done, 0 where it tells of neither."""
    return -1 if _TO_DO.search(text) else 1 if _DONE.search(text) else 0


def is_done(text: str) -> bool:
    """Whether a text tells of anything that was done, whatever else it tells of."""
    return bool(_DONE.search(text))


def _covered(asked: Asked, sentences: Sequence[Sentence], ranking: Ranking) -> tuple[Floats, Floats, Floats]:
    """How much of what is asked about, by rarity, each sentence holds, only its heading, and its passage with heading."""
    weights = weights_of(asked, ranking)
    spellings = spellings_of(weights)
    total = max(sum(weights.values()), 1e-9)
    passages = list(dict.fromkeys(one.found.hit.passage for one in sentences))
    words = [set(one) for one in terms_of([one.text for one in sentences])]
    headings = dict(zip(passages, map(set, terms_of([" ".join(each.heading) for each in passages])), strict=True))
    # A passage holds what its sentences and its heading hold: to read it once more would double the time.
    held = {passage: set(heading) for passage, heading in headings.items()}
    for one, said in zip(sentences, words, strict=True):
        held[one.found.hit.passage] |= said

    def share(inside: set[str], without: set[str]) -> float:
        added = (term for term, said in spellings.items() if not said.isdisjoint(inside) and said.isdisjoint(without))
        return sum(weights[term] for term in added) / total

    where = [one.found.hit.passage for one in sentences]
    own = [share(said, set()) for said in words]
    above = [share(said | headings[passage], said) for said, passage in zip(words, where, strict=True)]
    around = {passage: share(inside, set()) for passage, inside in held.items()}
    return np.array(own), np.array(above), np.array([around[passage] for passage in where])


def spellings_of(words: Iterable[str]) -> dict[str, frozenset[str]]:
    """Each word with those by which the other language may say it."""
    return {word: in_the_other_language(word) | {word} for word in words}


def weights_of(asked: Asked, ranking: Ranking) -> Mapping[str, float]:
    """The rarity of the words that say what is asked about, of all its words where none does."""
    return {term: weight for term, weight in ranking.weights.items() if term in asked.topic} or ranking.weights


def centred(texts: Sequence[str], vectors: Vectors, ranking: Ranking) -> Floats:
    """The cosine of each text with the question, the mean of its language taken off."""
    moved = np.stack([vector - ranking.means[language_of(text)] for vector, text in zip(vectors, texts, strict=True)])
    lengths = np.maximum(np.linalg.norm(moved, axis=1), 1e-9)
    return np.asarray(moved @ ranking.vector / lengths, dtype=np.float64)
