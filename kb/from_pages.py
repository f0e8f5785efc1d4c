"""Answers from pages: the sentences that answer, quoted, the value asked for first, or the reason why none does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from kb import contacts, fitted, outcomes, phrases
from kb.counting import counted
from kb.domain import Statement
from kb.features import NAMES, centred, features
from kb.labels import FIELDS, WRITTEN
from kb.missing import missing
from kb.question import Asked
from kb.retrieve import Floats, Found, Ranking
from kb.sentences import Sentence, candidates, table_of, whole
from kb.support import evidence, supports
from kb.text import one_line
from kb.vectors import Vectors
from kb.wanted import values, wanted
from kb.wording import say

# So many pages are read, each by its best passages.
PAGES = 5
PASSAGES = 14
STATEMENTS = 3
# A longer table is read in its page.
_ROWS = 20
# So many sentences are compared by their vectors, each by its beginning, which says what it is about: a vector takes 5 to 15 ms.
_COMPARED = 6
COMPARED_LENGTH = 160
# A sentence whose score is so much below the best one's does not answer beside it.
_BESIDE = 1.5
# Calibrated with `python -m bench.contractnli`: so much of a statement has to be in one sentence that is to prove it.
_STATED = 0.7

Near = Callable[[Sequence[str]], Vectors]


@dataclass(frozen=True, slots=True)
class Reading:
    """The sentences compared for one question, best first, with their scores and what is known of them all."""

    sentences: tuple[Sentence, ...]
    scores: Floats
    known: Floats

    @property
    def told(self) -> tuple[Sentence, ...]:
        """Those whose scores are near enough the best one's to answer beside it."""
        return tuple(
            one for one, score in zip(self.sentences, self.scores, strict=True) if score >= self.scores[0] - _BESIDE
        )


def read(asked: Asked, found: Sequence[Found], ranking: Ranking, near: Near) -> Reading:
    """Compare the sentences of the pages found with the question."""
    sentences = candidates(of_pages(found), wanted(asked.query))
    table = features(asked, sentences, ranking)
    if asked.polar:
        # One that only speaks of the same proves nothing: it has to say it.
        saying = np.flatnonzero(table[:, NAMES.index("words")] >= _STATED)
        sentences, table = [sentences[index] for index in saying], table[saying]
    if not sentences:
        return Reading((), np.zeros(0), np.zeros(0))
    best = np.argsort(-(table @ fitted.weights("first", NAMES)), kind="stable")[:_COMPARED]
    compared, table = [sentences[index] for index in best], table[best]
    texts = [one.text[:COMPARED_LENGTH] for one in compared]
    cosines = centred(texts, near(texts), ranking)
    scores = np.column_stack([table, cosines]) @ fitted.weights("then", (*NAMES, "cosine"))
    order = np.argsort(-scores, kind="stable")
    across = compared[int(order[0])].found.hit.passage.language != asked.language
    return Reading(
        tuple(compared[index] for index in order), scores[order], evidence(table, cosines, scores, across)
    )  # fmt: skip


def of_pages(found: Sequence[Found]) -> list[Found]:
    """The passages of the first pages."""
    pages = list(dict.fromkeys((one.hit.document_id, one.hit.passage.page) for one in found))[:PAGES]
    return [one for one in found if (one.hit.document_id, one.hit.passage.page) in pages]


def statements(asked: Asked, reading: Reading, found: Sequence[Found]) -> list[Statement]:
    """Up to three sentences that answer best, each quoted and cited, best first; a table in full where it is asked for."""
    rows = _table(reading, found)
    count = counted(asked, rows)
    if count:
        return count
    if rows and phrases.SEVERAL.search(asked.query):
        # "The amounts are set out in Schedule B" leads its table on.
        leading = [] if reading.sentences[0].is_row else [whole(reading.sentences[0])]
        return [Statement(one_line(each.text), (each.citation,)) for each in (*leading, *rows[:_ROWS])]
    chosen: dict[str, Statement] = {}
    for sentence in reading.told:
        if len(chosen) == STATEMENTS:
            break
        told = whole(sentence)
        chosen.setdefault(one_line(told.text), Statement(said(asked, told), (told.citation,)))
    return list(chosen.values())


def _table(reading: Reading, found: Sequence[Found]) -> list[Sentence]:
    """The rows of the table in which two of the three best sentences stand; none where they are no rows of one."""
    best = [one for one in reading.sentences[:STATEMENTS] if one.is_row]
    for first in best[:1]:
        rows = table_of(first, found)
        places = {(row.found.hit.document_id, row.start) for row in rows}
        if len(rows) > 1 and sum((one.found.hit.document_id, one.start) in places for one in best) > 1:
            return rows
    return []


def said(asked: Asked, sentence: Sentence) -> str:
    """The sentence, and before it the one value of it that is asked for where there is one."""
    text = one_line(sentence.text)
    kind = wanted(asked.query)
    found = values(kind, text, asked.language, sentence.found.dated_on)
    said = {value.said for value in found}
    return say("value_first", asked.language, value=found[0].said, text=text) if len(said) == 1 else text


def leads(asked: Asked, found: Sequence[Found]) -> list[Statement]:
    """The sentences that name whom no agreement is with, those on agreements first."""
    said = candidates(of_pages(found), wanted(asked.query))
    naming = [one for one in said if asked.unknown.casefold() in one.text.casefold()]
    naming.sort(key=lambda one: phrases.AGREEMENT.search(one.text) is None)
    return [Statement(one_line(one.text), (one.citation,)) for one in naming[:STATEMENTS]]


def refusal(asked: Asked, reading: Reading, found: Sequence[Found]) -> str:
    """Why the pages do not support an answer, in the language of the question; empty when they do."""
    passages = [one.hit.passage for one in found]
    if asked.unknown:
        if not any(asked.unknown.casefold() in passage.words.casefold() for passage in passages):
            return say("unmentioned", asked.language, party=asked.unknown)
        if asked.shape == "existence" or asked.under_an_agreement:
            return say("no_agreement", asked.language, party=asked.unknown)
    if asked.shape == "field" and not any(asked.states_field(passage) for passage in passages):
        return say("no_field", asked.language, field=FIELDS[asked.field][asked.language])
    if contacts.is_missing(asked.text, [sentence.text for sentence in reading.sentences]):
        return _nothing(asked)
    told = [one_line(sentence.text) for sentence in reading.sentences]
    if outcomes.was_called_off(asked.text, told, asked.day):
        return say("called_off", asked.language)
    if outcomes.is_only_talked_of(asked.text, told[:1]):
        return say("only_talked_of", asked.language)
    # What became of something may stand in any document, so that being asked of these says nothing for one.
    within = bool(asked.partners or asked.documents) or (asked.carried.leans and asked.carried.manner != "later")
    if not reading.sentences or not (asked.polar or supports(reading.known, within=within)):
        return _nothing(asked)
    lack = "" if asked.polar else missing(asked, reading.told[:STATEMENTS], found)
    if lack == "value":
        return say("no_value", asked.language, value=WRITTEN[wanted(asked.query)][asked.language])
    return say("only_planned", asked.language) if lack == "planned" else _nothing(asked) if lack else ""


def _nothing(asked: Asked) -> str:
    """What is missing, as far as it can be told: on whom, on what."""
    topic = " ".join(asked.topic_words)
    if not topic:
        return say("nothing", asked.language)
    if asked.partners:
        party = asked.partners[0].name(asked.language)
        return say("nothing_of", asked.language, party=party, topic=topic)
    return say("nothing_on", asked.language, topic=topic)
