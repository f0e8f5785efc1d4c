"""Search on the sample documents: both languages, the partner's own documents first, words and vectors fused."""

from __future__ import annotations

import pytest

from kb import KnowledgeBase
from kb.domain import Filters

TCA = "2023-03_MOU_SDF-TCA_ko.pdf"


@pytest.mark.parametrize(
    ("question", "document"),
    [
        ("쇠르비크 혁신청과 맺은 협약의 유효기간은?", "스캔_2022-06_업무협약_쇠르비크혁신청.pdf"),
        ("How much notice ends the MOU with the Aldermouth City Digital Office?", "2022-11_MOU_SDF-Aldermouth_en.pdf"),
        ("What is the term of the agreement with the Taipei Computer Association?", TCA),
    ],
)
def test_a_named_partner_brings_its_own_documents_first(base: KnowledgeBase, question: str, document: str) -> None:
    assert base.search(question, 3)[0].document == document


def test_a_mistaken_name_hides_nothing(base: KnowledgeBase) -> None:
    named = {hit.document for hit in base.search("해든모빌리티 협약에서 디지털포용 정책", 10)}
    assert len(named) > 1


def test_pages_come_once_and_passages_as_often_as_they_are_good(base: KnowledgeBase) -> None:
    question, narrow = "What must the parties do?", Filters(documents=(TCA,))
    pages = [hit.passage.page for hit in base.search(question, 10, narrow)]
    assert len(pages) == len(set(pages))
    passages = base.passages(question, 10, narrow)
    assert len({hit.passage.page for hit in passages}) < len(passages) == 10


def test_scores_lie_between_none_and_one_and_fall(base: KnowledgeBase) -> None:
    scores = [hit.score for hit in base.search("When does the agreement with the Taipei Computer Association expire?")]
    assert all(0 <= score <= 1 for score in scores) and scores == sorted(scores, reverse=True)


def test_words_or_vectors_can_be_searched_by_alone(base: KnowledgeBase) -> None:
    assert base.search("협약 기간", 5, by="words") != base.search("협약 기간", 5, by="vectors")
