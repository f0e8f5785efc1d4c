"""Answers from pages: the sentences that answer, quoted, or the reason why none does."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from kb.dates import periods
from kb.domain import Hit, Statement
from kb.labels import FIELDS
from kb.lexicon import in_the_other_language
from kb.question import Asked
from kb.retrieve import Ranking
from kb.text import language_of, one_line, sentences
from kb.tokens import terms_of
from kb.vectors import Vectors
from kb.wording import say

PAGES = 5
PASSAGES = 3
STATEMENTS = 3
_COMPARED = 6
_COMPARED_LENGTH = 160
# A sentence that holds so much of what is asked answers by its words; comparing vectors would take half a second more.
_PLAIN = 0.6
_SHORTEST = 12

_WHEN = re.compile(r"언제|며칠|기한|날짜|일정|\bwhen\b|\bby what date\b|\bdeadline\b|\bwhat (?:date|day|year)\b", re.I)
_HOW_MUCH = re.compile(
    r"얼마|몇|금액|규모|비용|\bhow (?:much|many|long|large|big)\b|\bwhat (?:amount|percentage|share)\b", re.I
)
_WHOLE = re.compile(r"[.!?。;]['\"”’)\]]*$|[다함음임됨]$")


@dataclass(frozen=True, slots=True)
class _Sentence:
    hit: Hit
    start: int
    end: int
    text: str


def statements(
    asked: Asked, hits: Sequence[Hit], ranking: Ranking, near: Callable[[Sequence[str]], Vectors]
) -> list[Statement]:
    """Up to three sentences of the hits that answer best, each quoted and cited, best first."""
    candidates = _sentences(hits)
    if not candidates:
        return []
    lexical = _lexical(asked, candidates, ranking)
    if asked.polar:
        candidates, lexical = _saying(asked, candidates, ranking)
        if not candidates:
            return []
    scores = lexical + 0.25 * np.array([sentence.hit.score for sentence in candidates])
    scores += np.array([_fits(asked.text, sentence.text) + _concerns(asked, sentence) for sentence in candidates])
    best = np.argsort(-scores, kind="stable")[:_COMPARED]
    compared = [candidates[int(position)] for position in best]
    final = scores[best]
    if lexical.max() < _PLAIN:
        final = final + _closeness([sentence.text for sentence in compared], ranking, near)
    order = np.argsort(-final, kind="stable")
    chosen: list[Statement] = []
    said: set[str] = set()
    for position in order:
        sentence = compared[int(position)]
        text = one_line(sentence.text)
        if final[position] < 0.72 * final[order[0]] or len(chosen) == STATEMENTS:
            break
        if text not in said:
            said.add(text)
            chosen.append(Statement(text, (sentence.hit.cite(sentence.start, sentence.end),)))
    return chosen


def _saying(
    asked: Asked, candidates: Sequence[_Sentence], ranking: Ranking
) -> tuple[list[_Sentence], np.ndarray[tuple[int], np.dtype[np.float64]]]:
    """The sentences that say what is asked about: one that only speaks of the same proves nothing."""
    lexical = _lexical(asked, candidates, ranking, headings=False)
    holding = [index for index, held in enumerate(lexical) if held >= _STATED]
    return [candidates[index] for index in holding], lexical[holding]


def _sentences(hits: Sequence[Hit]) -> list[_Sentence]:
    found = []
    for hit in hits:
        if hit.passage.reading:
            # A table's row is one statement, said with its headers.
            found.append(_Sentence(hit, hit.passage.start, hit.passage.end, hit.passage.reading))
            continue
        for start, end in sentences(hit.passage.text):
            text = hit.passage.text[start:end]
            if len(text.strip()) >= _SHORTEST or any(character.isdigit() for character in text):
                found.append(_Sentence(hit, hit.passage.start + start, hit.passage.start + end, text))
    return found


def _lexical(
    asked: Asked, candidates: Sequence[_Sentence], ranking: Ranking, headings: bool = True
) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """How much of the question's words, by rarity, each sentence holds; its heading counts for half, or not at all."""
    texts = [sentence.text for sentence in candidates] + [
        " ".join(sentence.hit.passage.heading) for sentence in candidates
    ]
    words = [set(one) for one in terms_of(texts)]
    weights = _weights(asked, ranking)
    spellings = _spellings(weights)
    total = max(sum(weights.values()), 1e-9)
    scores = np.zeros(len(candidates))
    for position in range(len(candidates)):
        inside, above = words[position], words[position + len(candidates)]
        held = 0.0
        for term, weight in weights.items():
            if not spellings[term].isdisjoint(inside):
                held += weight
            elif not spellings[term].isdisjoint(above):
                held += 0.5 * weight
        scores[position] = held / total
    return scores


def _fits(question: str, sentence: str) -> float:
    """A whole sentence, and one that holds a value of the kind asked for, is likelier to answer than a title or a label."""
    whole = 0.15 if _WHOLE.search(sentence) else 0.0
    if _WHEN.search(question):
        return whole + (0.2 if periods(sentence) else 0.0)
    if _HOW_MUCH.search(question):
        return whole + (0.15 if any(character.isdigit() for character in sentence) else 0.0)
    return whole


def _concerns(asked: Asked, sentence: _Sentence) -> float:
    """A sentence that names the partner asked about speaks of it; one of a passage that names it may."""
    if asked.names_partner(sentence.text):
        return 0.3
    return 0.15 if asked.names_partner(" ".join((*sentence.hit.passage.heading, sentence.hit.passage.words))) else 0.0


def _closeness(
    texts: Sequence[str], ranking: Ranking, near: Callable[[Sequence[str]], Vectors]
) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Centred cosine of each sentence with the question."""
    # The beginning of a sentence says what it is about; a long one would cost as much as all the others.
    vectors = near([text[:_COMPARED_LENGTH] for text in texts])
    moved = np.stack([vector - ranking.means[language_of(text)] for vector, text in zip(vectors, texts, strict=True)])
    lengths = np.maximum(np.linalg.norm(moved, axis=1), 1e-9)
    return np.asarray(moved @ ranking.vector / lengths, dtype=np.float64)


# Calibrated with `python -m bench.refusal` on questions asked of bases that hold their answer and of bases that do not.
_SUPPORTED = 0.5
# What is said in the other language covers less of the question's words.
_SUPPORTED_ACROSS = 0.4
# The documents meant, or those of the partner asked about, hold what names them, which is no longer among the words looked for.
_SUPPORTED_OF_PARTNER = 0.25
# Calibrated with `python -m bench.contractnli`: so much of a statement has to be in one sentence that is to prove it.
_STATED = 0.7


def refusal(asked: Asked, ranking: Ranking, hits: Sequence[Hit]) -> str:
    """Why the pages do not support an answer, in the language of the question; empty when they do."""
    if not len(ranking.rows):
        return say("nothing", asked.language)
    if asked.unknown:
        mentioned = any(asked.unknown.casefold() in hit.passage.words.casefold() for hit in hits)
        if not mentioned:
            return say("unmentioned", asked.language, party=asked.unknown)
        if asked.shape == "existence" or asked.under_an_agreement:
            return say("no_agreement", asked.language, party=asked.unknown)
    if asked.shape == "field" and not any(asked.states_field(hit.passage) for hit in hits):
        return say("no_field", asked.language, field=FIELDS[asked.field][asked.language])
    if asked.polar:
        # `statements` keeps only the sentences that say it.
        return ""
    return "" if _supported(asked, ranking, hits) else say("nothing", asked.language)


def _supported(asked: Asked, ranking: Ranking, hits: Sequence[Hit]) -> bool:
    across = bool(hits) and hits[0].passage.language != asked.language
    known = asked.partners or asked.documents or asked.carried.leans
    wanted = _SUPPORTED_OF_PARTNER if known else _SUPPORTED_ACROSS if across else _SUPPORTED
    return ranking.nearness + 0.5 * covered(asked, ranking, hits) >= wanted


def covered(asked: Asked, ranking: Ranking, hits: Sequence[Hit]) -> float:
    """How much of what is asked about, by the words' rarity, the passage that holds most of it holds, 0 to 1.

    A passage in either language holds a word where it says what the lexicon has for it.
    """
    weights = _weights(asked, ranking)
    spellings = _spellings(weights)
    texts = [" ".join((*hit.passage.heading, hit.passage.words)) for hit in hits]
    held = (
        sum(weight for term, weight in weights.items() if not spellings[term].isdisjoint(words))
        for words in map(set, terms_of(texts))
    )
    return max(held, default=0.0) / max(sum(weights.values()), 1e-9)


def _spellings(words: Iterable[str]) -> dict[str, frozenset[str]]:
    """Each word with those by which the other language may say it."""
    return {word: in_the_other_language(word) | {word} for word in words}


def _weights(asked: Asked, ranking: Ranking) -> dict[str, float]:
    """The rarity of the words that say what is asked about, of all its words where none does."""
    return {term: weight for term, weight in ranking.weights.items() if term in asked.topic} or ranking.weights
