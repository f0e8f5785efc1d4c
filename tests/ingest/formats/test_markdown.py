"""Markdown is read as it is rendered: headings, numbers of lists, tables; raw HTML is its text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ingest.extract import Limits
from ingest.formats.markdown import extract


def text(source: str) -> str:
    return extract(source.encode(), Limits()).pages[0].text


def test_headings_have_their_level() -> None:
    page = extract("# 업무협약서\n\n## 제1조 (목적)\n\n협력한다.\n계속한다.".encode(), Limits()).pages[0]
    assert page.text == "업무협약서\n제1조 (목적)\n협력한다. 계속한다."
    assert [heading.level for heading in page.headings] == [1, 2]


def test_lists_keep_their_numbers() -> None:
    assert (
        text("3. three\n4. four\n   - nested\n\n5. loose\n\n   second\n")
        == "3. three\n4. four\n• nested\n5. loose\nsecond"
    )


def test_a_table_has_its_header() -> None:
    page = extract(b"| a | b |\n|---|---|\n| 1 | 2 |\n", Limits()).pages[0]
    assert page.text == "a\tb\n1\t2"
    assert [cell.header for cell in page.tables[0].cells] == [True, True, False, False]


def test_code_links_and_raw_html_are_their_text() -> None:
    assert (
        text("see [the text](http://example.org) <b>raw</b><script>x</script>\n\n```\na  b\nc\n```\n")
        == "see the text raw\na b\nc"
    )


def test_deep_nesting_loses_nothing() -> None:
    assert text("> " * 60 + "deep") == "deep"


@given(st.text("#*-_`>|[]()<!1. \n\tabc가", max_size=200))
def test_any_text_gives_sections_or_is_empty(source: str) -> None:
    found = extract(source.encode(), Limits())
    assert found.pages or found.reason == "empty"
