"""Which sentences of a passage may answer, and what each of them is told with."""

from __future__ import annotations

from kb.domain import Hit, Passage
from kb.retrieve import Found
from kb.sentences import Sentence, candidates, table_of, whole


def found(page: str, start: int = 0, end: int | None = None, reading: str = "") -> Found:
    last = len(page) if end is None else end
    passage = Passage(1, start, last, page[start:last], "en", reading=reading)
    return Found(Hit("id", "a.pdf", "mou", "1", passage, 1.0), 0.5, page, None)


def only(page: str, beginning: str) -> Sentence:
    return next(one for one in candidates([found(page)]) if one.text.startswith(beginning))


def test_what_announces_a_list_is_told_with_its_items_even_past_its_passage() -> None:
    page = "The report has the following headings.\n(a) the aim;\n(b) the results.\nThe Agency shall sign the report."
    lead = Sentence(found(page, 0, 38), 0, 38, page[:38])
    told = whole(lead)
    assert told.citation.quote == page[: page.index("\nThe Agency")]
    assert told.citation.quote == page[told.start : told.end]


def test_what_counts_things_off_is_told_with_them() -> None:
    page = "배움과 쓰임 사이에는 세 개의 턱이 있다.\n첫째는 기기의 턱이다. 둘째는 화면의 턱이다. 셋째는 마음의 턱이다."
    assert "마음의 턱" in whole(only(page, "배움과")).citation.quote


def test_what_leans_on_the_sentence_before_is_told_with_it() -> None:
    page = "The fellow was impressed by the platform. He also hoped that other cities would build one like it."
    assert whole(only(page, "He also")).citation.quote == page


def test_the_names_of_a_tables_columns_answer_nothing() -> None:
    page = "Annex A – Topics of the digest\n\nNo.\tTopic\tQuarter"
    assert not any("Topic\t" in one.text for one in candidates([found(page)]))


def test_a_list_of_particulars_is_read_line_by_line() -> None:
    page = "일시\t2026년 9월 3일\n장소\t시험동"
    read = candidates([found(page, reading="일시: 2026년 9월 3일\n장소: 시험동")])
    assert [(one.text, one.citation.quote) for one in read][1] == ("장소: 시험동", "장소\t시험동")


def test_signatures_are_read_as_one_where_who_signed_is_asked() -> None:
    page = "For the Office\nPhilippa Tranmere, Chief Digital Officer\n(sample signature)"
    assert [one.text for one in candidates([found(page)], "signatory")] == [page]


def test_the_rows_of_one_table_belong_together() -> None:
    page = "1\tMaps\n2\tMasks\nnote"
    rows = [found(page, 0, 6, "No.: 1; Topic: Maps"), found(page, 7, 14, "No.: 2; Topic: Masks")]
    first = candidates(rows)[0]
    assert [row.citation.quote for row in table_of(first, rows)] == ["1\tMaps", "2\tMasks"]
