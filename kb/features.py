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

# One column each of `features`: all from 0 to 1, `value` from -1 (what is wanted is missing) over 0 (nothing is) to 1 (it is there).
NAMES: Final = (
    "words",
    "heading",
    "passage",
    "page",
    "closeness",
    "value",
    "whole",
    "row",
    "label",
    "partner",
    "formal",
)

_WHOLE = re.compile(r"[.!?。;]['\"”’)\]]*$|[다함음임됨]$")
# Who concludes what, that it is signed and in how many copies: said of every agreement, and seldom asked for.
_FORMAL = re.compile(
    r"(?:다음|아래)와?\s?과?\s?같이\s.{0,12}(?:협약|약정|합의|협정|체결|계약)|다음과\s?같이\s?협약|각\s?(?:\d+|한|두)\s?부(?:를|씩)|서명\s?(?:날인)?하(?:고|였다|여)|간의?\s.{0,30}(?:협약서|양해각서)$"
    r"|\b(?:is|are) (?:made|concluded|entered into)\b|\b(?:have|has) (?:reached|agreed (?:as follows|on the following))\b|\bin witness\b"
    r"|\bheadings are\b|\boriginals?\b.{0,40}\b(?:language|copies|text)|\bdone (?:in|at)\b|\bhereinafter\b",
    re.IGNORECASE,
)
# A line that is no sentence and shorter than this is a title or a label.
_LABEL = 40


def features(asked: Asked, sentences: Sequence[Sentence], ranking: Ranking) -> Floats:
    """One row a sentence, one column a name of `NAMES`."""
    own, above, around = _covered(asked, sentences, ranking)
    kind = wanted(asked.query)
    rows = []
    for index, one in enumerate(sentences):
        passage, ended = one.found.hit.passage, bool(_WHOLE.search(one.text))
        rows.append(
            (
                own[index], above[index], around[index], one.found.hit.score, max(0.0, one.found.closeness),
                (1 if holds(kind, one.text) else -1) if kind else 0, ended, one.is_row,
                not ended and not one.is_row and len(one.text) < _LABEL,
                asked.names_partner(" ".join((*passage.heading, passage.words))),
                bool(_FORMAL.search(one.text)),
            )
        )  # fmt: skip
    return np.array(rows, dtype=np.float64).reshape(len(sentences), len(NAMES))


def _covered(asked: Asked, sentences: Sequence[Sentence], ranking: Ranking) -> tuple[Floats, Floats, Floats]:
    """How much of what is asked about, by rarity, each sentence holds, only its heading, and its passage with heading."""
    weights = weights_of(asked, ranking)
    spellings = spellings_of(weights)
    total = max(sum(weights.values()), 1e-9)
    passages = list(dict.fromkeys(one.found.hit.passage for one in sentences))
    place = {passage: index for index, passage in enumerate(passages)}
    texts = [one.text for one in sentences] + [" ".join(each.heading) for each in passages]
    words = [set(one) for one in terms_of(texts + [each.words for each in passages])]
    first, second = len(sentences), len(sentences) + len(passages)

    def share(inside: set[str], without: set[str]) -> float:
        held = (w for term, w in weights.items() if not spellings[term].isdisjoint(inside))
        told = (w for term, w in weights.items() if not spellings[term].isdisjoint(without))
        return (sum(held) - sum(told)) / total

    own = np.array([share(words[index], set()) for index in range(first)])
    above = np.array(
        [
            share(words[index] | words[first + place[one.found.hit.passage]], words[index])
            for index, one in enumerate(sentences)
        ]
    )
    whole = [share(words[first + index] | words[second + index], set()) for index in range(len(passages))]
    around = np.array([whole[place[one.found.hit.passage]] for one in sentences])
    return own, above, around


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
