"""What a question searches for: its words and those of the clauses that answer such questions, and vectors for each language."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kb.domain import LANGUAGES, Language
from kb.glossary import Matter, is_about_agreements, matters_of
from kb.keywords import LONGEST
from kb.lexicon import in_the_other_language
from kb.naming import Names, without
from kb.text import language_of
from kb.tokens import terms
from kb.vectors import Vectors

# Chosen by a few trials on the development questions of cuad (made from our own templates), the samples, autorag-ko and
# belebele, none of them left out; check a change with `python -m bench.cuad_questions`, `bench.autorag` and `bench.belebele`.
# What names a document counts so much within it, in words and in the vector, whose rest is the question's topic.
NAMING_WEIGHT = 0.2
TOPIC_SHARE = 0.8
# The words of a clause of the glossary count so much beside the question's own, and its vector so much of the vector.
CLAUSE_WEIGHT = 0.5
CLAUSE_SHARE = 0.4
# A clause counts in full where a third of the topic's words ask for it: a long statement says itself what it is about. Measured
# while the glossary served chosen documents too: evidence first for 0.627 of 614 statements without it, 0.510 in full always,
# 0.542 so; with all the words instead of a third, the right page of cuad first for 0.583 and 0.468 instead of 0.602 and 0.559.
CLAUSE_TOLD = 1 / 3


@dataclass(frozen=True, slots=True)
class Space:
    """How text becomes vectors: `embed` a question, `clauses` a matter of the glossary in each language, both unit vectors of
    which `means`, of each language, is taken off before they are compared.
    """

    embed: Callable[[str], Vectors]
    clauses: Callable[[Matter], Mapping[Language, Vectors]]
    means: Mapping[Language, Vectors]

    def question(self, text: str) -> Vectors:
        """A question's centred vector, shape (dimension,)."""
        return unit(self.embed(text) - self.means[language_of(text)])

    def clause(self, matter: Matter, language: Language) -> Vectors:
        """The centred vector of a matter's clause in a language."""
        return unit(self.clauses(matter)[language] - self.means[language])


@dataclass(frozen=True, slots=True)
class Query:
    """A question as it is searched for.

    `own` are its words, `weights` says how much each word counts, the glossary's among them; `translations` are the words by
    which the other language may say or spell its own ones; `vector` is its own centred vector, `vectors` what passages of each language
    are compared with; `documents` how surely each document is named.
    """

    language: Language
    own: tuple[str, ...]
    weights: Mapping[str, float]
    translations: Mapping[str, frozenset[str]]
    vector: Vectors
    vectors: Mapping[Language, Vectors]
    documents: npt.NDArray[np.float64]


def read(
    question: str,
    names: Names,
    space: Space,
    *,
    narrowed: bool,
    chosen: bool = False,
    spelt: Callable[[str], frozenset[str]] = lambda term: frozenset(),
) -> Query:
    """Read a question; `narrowed` tells that it is asked of some partner's documents, `chosen` of documents chosen one by one.

    `spelt` gives the words by which documents spell a term in the other alphabet, for those that the lexicon does not know.

    The glossary serves questions on agreements: those that name one, speak of one, or are narrowed. Of chosen documents a
    question is searched for as it stands: nothing is left for names to choose, and evidence in NDAs is found better so (within
    five passages 0.889, else 0.866, `python -m bench.evidence`).
    """
    own = tuple(dict.fromkeys(word[:LONGEST] for word in terms(question)))
    named = names.named_in(() if chosen else own)
    topic = without(question, named.terms) if named.terms else question
    on_agreements = bool(named.terms) or narrowed or is_about_agreements(question)
    matters = matters_of(topic) if on_agreements and not chosen else []
    told = _share_told(own, named.terms, matters)
    weights = {word: CLAUSE_WEIGHT * told for matter in matters for word in matter.terms}
    weights |= {word: NAMING_WEIGHT if word in named.terms else 1.0 for word in own}
    vector = space.question(question)
    about = vector
    if topic != question:
        about = unit(TOPIC_SHARE * space.question(topic) + (1 - TOPIC_SHARE) * vector)
    vectors = {language: _with_clauses(about, matters, CLAUSE_SHARE * told, language, space) for language in LANGUAGES}
    translations = {word: others for word in own if (others := in_the_other_language(word) or spelt(word))}
    return Query(language_of(question), own, weights, translations, vector, vectors, named.documents)


def _share_told(own: Sequence[str], naming: frozenset[str], matters: Sequence[Matter]) -> float:
    """How much of the topic's words the words of the matters are: a long statement says itself what it is about."""
    topic = [word for word in own if word not in naming]
    asked = frozenset[str]().union(*(matter.asked for matter in matters))
    return min(1.0, sum(word in asked for word in topic) / max(1.0, CLAUSE_TOLD * len(topic)))


def _with_clauses(about: Vectors, matters: Sequence[Matter], share: float, language: Language, space: Space) -> Vectors:
    if not matters:
        return about
    clauses = np.mean([space.clause(matter, language) for matter in matters], axis=0)
    mixed: Vectors = ((1 - share) * about + share * clauses).astype(np.float32)
    return mixed


def unit(vector: Vectors) -> Vectors:
    """`vector` at length 1."""
    return (vector / max(float(np.linalg.norm(vector)), 1e-9)).astype(np.float32)
