"""The nouns hold their own rules: evidence or refusal, physical pages, quotes of the page's own characters."""

from __future__ import annotations

import dataclasses
import datetime as dt
import subprocess
import sys
from pathlib import Path

import pytest

from kb.domain import Agreement, Answer, Citation, Document, Fact, Filters, Hit, Page, Party, Passage, Statement

ROOT = Path(__file__).resolve().parents[2]
TEXT = "제1조 (목적) 양 기관은 협력한다."
CITATION = Citation("id", "협약.pdf", "mou", 2, "ii", "협력한다", 14, 18)


def document(*texts: str) -> Document:
    pages = tuple(Page(number, str(number), text) for number, text in enumerate(texts, 1))
    return Document("id", "협약.pdf", "/x/협약.pdf", "협약", "mou", ("ko",), None, pages)


def hit(start: int = 0, end: int = len(TEXT)) -> Hit:
    return Hit("id", "협약.pdf", "mou", "ii", Passage(2, start, end, TEXT[start:end], "ko"), 0.5)


def test_a_statement_cannot_exist_without_a_citation() -> None:
    with pytest.raises(ValueError, match="needs a citation"):
        Statement("They agreed.", ())


def test_an_answer_has_evidence_or_is_a_refusal() -> None:
    with pytest.raises(ValueError, match="evidence or is a refusal"):
        Answer("Q", "en")
    assert not Answer("Q", "en", (Statement("S", (CITATION,)),)).refused
    refusal = Answer("Q", "en", (Statement("A lead", (CITATION,)),), reason="Nothing is on record.")
    assert refusal.refused and refusal.statements


def test_pages_count_from_one() -> None:
    two = document("first", "second")
    assert two.page(1).text == "first"
    assert two.page(2).text == "second"
    for outside in (0, 3, -1):
        with pytest.raises(IndexError, match=f"no page {outside}"):
            two.page(outside)


def test_a_hit_cites_the_pages_own_characters() -> None:
    page = "머리글 " + TEXT
    found = Hit("id", "협약.pdf", "mou", "ii", Passage(2, 4, len(page), page[4:], "ko"), 0.5)
    start = page.index("양 기관")
    part = found.cite(start, len(page))
    assert part.quote == page[part.start : part.end] == "양 기관은 협력한다."
    assert (part.page, part.label, part.document_id) == (2, "ii", "id")
    assert found.cite().quote == page[4:]


def test_a_partys_names_are_listed_once_the_full_ones_first() -> None:
    party = Party("tca", "타이베이컴퓨터협회", "Taipei Computer Association", "TCA", ("TCA", "台北市電腦公會"))
    assert party.names == ("타이베이컴퓨터협회", "Taipei Computer Association", "TCA", "台北市電腦公會")


def test_a_party_is_named_in_the_readers_language_where_it_has_a_name_there() -> None:
    both = Party("x", "타이베이컴퓨터협회", "Taipei Computer Association")
    assert (both.name("ko"), both.name("en")) == ("타이베이컴퓨터협회", "Taipei Computer Association")
    assert Party("x", en="Fjord City").name("ko") == "Fjord City"
    assert Party("x", short="FC").name("en") == "FC"
    assert Party("x").name("en") == "x"


def test_an_agreement_lists_the_fields_it_has_and_each_party() -> None:
    signed, one, two = Fact(dt.date(2023, 3, 28), CITATION), Fact(Party("a"), CITATION), Fact(Party("b"), CITATION)
    agreement = Agreement("id", Fact("협약", CITATION), (one, two), signed_on=signed)
    assert [name for name, _ in agreement.facts()] == ["title", "signed_on", "party", "party"]


def test_every_field_of_an_agreement_is_among_its_facts() -> None:
    fields = {field.name for field in dataclasses.fields(Agreement)} - {"document_id", "parties", "roles"}
    whole = Agreement("id", **{name: Fact("x", CITATION) for name in fields})  # type: ignore[arg-type]
    assert {name for name, _ in whole.facts()} == fields


def test_filters_are_empty_until_one_narrows() -> None:
    assert Filters().empty
    assert not Filters(since=dt.date(2023, 1, 1)).empty


@pytest.mark.parametrize("noun", [document("x"), CITATION, hit(), Filters(), Party("x")])
def test_nouns_do_not_change(noun: object) -> None:
    first = dataclasses.fields(noun)[0].name  # type: ignore[arg-type]
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(noun, first, "other")


def test_the_nouns_need_only_the_standard_library() -> None:
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r}); import kb.domain, kb.errors"
    subprocess.run([sys.executable, "-I", "-S", "-c", code], check=True)
