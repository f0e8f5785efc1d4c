"""What is counted over the rows of a table, every row that counts cited, in both languages."""

from __future__ import annotations

import pytest

from kb import KnowledgeBase


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("붙임 목록에서 기타나미에 2022년 4월 제공 예정인 교재는 모두 몇 종이에요?", "모두 8"),
        ("기타나미에 주기로 한 교재 목록에서 쪽수가 가장 많은 교재는?", "110"),
    ],
)
def test_a_table_is_counted_by_code(base: KnowledgeBase, question: str, says: str) -> None:
    first = base.ask(question).statements[0]
    assert says in first.text
    assert len(first.citations) >= 8
    for cited in first.citations:
        page = base.document(cited.document_id).page(cited.page)
        assert page.text[cited.start : cited.end] == cited.quote
