"""An answer on the page: numbered citations, refusals told apart, and nothing anybody wrote becomes markup."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

import pytest

from kb.domain import Answer, Citation, Hit, Passage, Statement, Turn
from page.conversation import Exchange, announcement, conversation_html, turns
from page.words import ENGLISH, KOREAN, Words

HOSTILE = "<img src=x onerror=alert(1)>**bold** ${alert(2)} {{constructor}} \"'></p><script>alert(3)</script>"
ID = "a" * 64


def citation(page: int = 1, quote: str = "SDF shall host", document: str = "mou.pdf") -> Citation:
    return Citation(ID, document, "mou", page, str(page), quote, 10, 10 + len(quote))


class Elements(HTMLParser):
    """The elements a browser makes of some HTML, with their attributes, and the text between."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def of(self, kind: str) -> list[dict[str, str | None]]:
        return [attributes for _, attributes in self.found if kind in (attributes.get("class") or "").split()]


def test_citations_are_numbered_as_met_and_the_same_place_keeps_its_number() -> None:
    first, second = citation(1), citation(2)
    answer = Answer("q", "en", (Statement("One.", (first,)), Statement("Both.", (second, first))))
    elements = Elements(conversation_html([Exchange("q", answer)], ENGLISH))
    assert [mark["aria-label"] for mark in elements.of("mark")] == [
        "Source 1: mou.pdf, page 1",
        "Source 1: mou.pdf, page 1",
        "Source 2: mou.pdf, page 2",
    ]
    assert len(elements.of("card")) == 2


def test_a_citation_opens_the_original_at_its_page_and_the_evidence_at_its_quote() -> None:
    answer = Answer("q", "en", (Statement("One.", (citation(3),)),))
    (mark,) = Elements(conversation_html([Exchange("q", answer)], ENGLISH)).of("mark")
    assert mark["href"] == f"/original/{ID}.pdf#page=3"
    assert mark["data-evidence"] == f"/evidence/{ID}/3?cited=3&start=10&end=24"


def test_a_citation_in_a_file_without_pages_names_the_section_and_paragraph() -> None:
    cited = replace(citation(3), label="§3 ¶5", source="section")
    elements = Elements(conversation_html([Exchange("q", Answer("q", "en", (Statement("One.", (cited,)),)))], ENGLISH))
    (mark,) = elements.of("mark")
    assert mark["href"] == f"/original/{ID}.pdf" and mark["aria-label"] == "Source 1: mou.pdf, §3 ¶5"
    assert "§3 ¶5" in elements.text


def test_a_citation_that_ocr_was_not_sure_of_says_so() -> None:
    for confidence, told in ((0.5, True), (0.9, False)):
        cited = replace(citation(3), source="ocr", confidence=confidence)
        answer = Answer("q", "ko", (Statement("하나.", (cited,)),))
        text = Elements(conversation_html([Exchange("q", answer)], KOREAN)).text
        assert (KOREAN.ocr_unsure in text) is told


def test_a_refusal_is_told_apart_with_its_reason_and_leads() -> None:
    answer = Answer("q", "ko", (Statement("면담 한 번.", (citation(2),)),), reason="체결한 협약은 없습니다.")
    elements = Elements(conversation_html([Exchange("q", answer)], KOREAN))
    assert elements.of("refusal") and elements.of("refused") and len(elements.of("mark")) == 1
    assert "체결한 협약은 없습니다." in elements.text and KOREAN.leads in elements.text


def test_a_refusal_without_leads_shows_the_nearest_passages() -> None:
    hits = tuple(
        Hit(ID, "mou.pdf", "mou", "1", Passage(number, 0, 4, "text", "en"), 1 - number / 10) for number in range(1, 6)
    )
    elements = Elements(conversation_html([Exchange("q", Answer("q", "en", (), hits, "Nothing."))], ENGLISH))
    assert [mark["aria-label"] for mark in elements.of("mark")] == [f"Source {n}: mou.pdf, page {n}" for n in (1, 2, 3)]


@pytest.mark.parametrize("words", [KOREAN, ENGLISH])
def test_nothing_anybody_wrote_becomes_markup(words: Words) -> None:
    plain = Answer("q", "en", (Statement("s", (citation(),)),), reason="r")
    hostile = Answer(HOSTILE, "en", (Statement(HOSTILE, (citation(1, HOSTILE, HOSTILE),)),), reason=HOSTILE)
    harmless = Elements(conversation_html([Exchange("q", plain), Exchange("q", failure="f")], words))
    attacked = Elements(conversation_html([Exchange(HOSTILE, hostile), Exchange(HOSTILE, failure=HOSTILE)], words))
    assert [tag for tag, _ in attacked.found] == [tag for tag, _ in harmless.found]
    assert [sorted(names) for _, names in attacked.found] == [sorted(names) for _, names in harmless.found]
    assert attacked.text.count("**bold**") == 7


def test_the_step_under_way_is_marked_until_the_answer_is_there() -> None:
    elements = Elements(conversation_html([Exchange("q", step="search")], KOREAN))
    assert [attributes.get("class") for tag, attributes in elements.found if tag == "li"] == ["done", "now", "ahead"]
    assert elements.of("now")[0]["aria-current"] == "step"


def test_a_screen_reader_hears_the_step_then_the_answer_and_how_many_sources() -> None:
    assert announcement(Exchange("q", step="search"), KOREAN) == KOREAN.search
    answer = Answer("q", "en", (Statement("One.", (citation(1),)), Statement("Two.", (citation(2),))))
    assert announcement(Exchange("q", answer), ENGLISH) == "Answer: One. Two. 2 sources"
    refusal = Answer("q", "en", reason="They only met.")
    assert announcement(Exchange("q", refusal), ENGLISH).startswith(f"{ENGLISH.refusal}. They only met.")
    assert announcement(Exchange("q", failure="Too long."), ENGLISH) == f"{ENGLISH.failed}. Too long."


def test_a_follow_up_builds_on_what_was_answered_and_the_documents_cited_and_not_on_what_failed() -> None:
    answer = Answer("q", "en", (Statement("One.", (citation(),)),), reason="Only this.")
    assert turns([Exchange("first", answer), Exchange("second", failure="Too long.")]) == [
        Turn("user", "first"),
        Turn("assistant", f"Only this. [{citation().document}] One."),
    ]


def test_before_the_first_question_the_page_invites() -> None:
    assert KOREAN.invitation in Elements(conversation_html([], KOREAN)).text
