"""People's work on agreements: accepted, rejected, every field set right; it outlives versions, is journalled, and can be undone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.pipeline import ingest
from kb import KnowledgeBase
from kb.errors import ChangeRefused, NothingToDo, UnknownAgreement, UnknownCommitment
from kb.export import agreement_row
from kb.register import AgreementRow
from kb.settings import Settings
from tests.letters import memorandum, put

LIGHT, FOREST, OURS = "한빛등대협회", "푸른산림협회", "서울디지털재단"
OBSERVE = "2024년 6월 30일까지 등대 관측 자료를 제공하여야 한다."
DAY = dt.date(2024, 1, 1)
PARTS = ("재단", "협회")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    put(tmp_path / "in" / "등대.pdf", memorandum(LIGHT, OBSERVE, parts=PARTS))
    put(tmp_path / "in" / "숲.pdf", memorandum(FOREST, "산림 지도를 공유하여야 한다.", signed="2023년 5월 2일"))
    return tmp_path / "in"


@pytest.fixture
def base(fresh: Settings, folder: Path) -> Iterator[KnowledgeBase]:
    ingest(fresh, [folder])
    with KnowledgeBase(fresh) as opened:
        yield opened


def one(base: KnowledgeBase, name: str = "등대.pdf") -> AgreementRow:
    (found,) = (row for row in base.agreements(DAY, review="all") if row.document == name)
    return found


def names(row: AgreementRow) -> list[str]:
    """The names of its parties, the document's first."""
    return [fact.value.names[0] for fact in row.agreement.parties]


def file_again(base: KnowledgeBase, folder: Path) -> None:
    put(folder / "등대.pdf", memorandum(LIGHT, f"{OBSERVE}\n끝.", parts=PARTS))
    assert len(ingest(base.settings, [folder]).replaced) == 1


def test_a_role_has_the_page_and_the_words_that_give_it(base: KnowledgeBase) -> None:
    ours, role = one(base).agreement.roles
    assert (ours.value.word, ours.value.party.ko) == ("재단", OURS)
    assert (role.value.word, role.value.party.ko, role.citation.page) == ("협회", LIGHT, 1)
    assert role.citation.quote == f"{LIGHT}(이하 “협회”)"
    told = agreement_row(one(base))["roles"][1]
    assert (told["name"], told["role"], told["page"], told["quote"]) == (LIGHT, "협회", 1, role.citation.quote)
    listed = {each.party.ko: [fact.value for fact in each.called] for each in base.parties()}
    assert listed == {LIGHT: ["협회"], FOREST: [], OURS: ["재단"]}


def test_a_role_stays_with_its_party_when_organisations_are_merged_and_split(base: KnowledgeBase) -> None:
    base.merge_parties(FOREST, LIGHT)
    assert one(base).agreement.roles[1].value.party.ko == FOREST
    base.split_party(FOREST, [LIGHT])
    assert one(base).agreement.roles[1].value.party.ko == LIGHT


def test_a_rejected_agreement_leaves_lists_counts_and_answers_with_its_commitments(
    base: KnowledgeBase, folder: Path
) -> None:
    rejected = base.review_agreement(one(base).id, "reject", by="이두리")
    assert (rejected.review, rejected.by) == ("rejected", "이두리")
    for again in (False, True):
        if again:
            file_again(base, folder)
        assert [row.document for row in base.agreements(DAY)] == ["숲.pdf"]
        assert [row.document for row in base.agreements(DAY, review="rejected")] == ["등대.pdf"]
        assert len(base.agreements(DAY, review="all")) == 2
        assert base.commitments(party=LIGHT) == []
        assert [each.review for each in base.commitments(party=LIGHT, review="rejected")] == ["rejected"]
        assert {each.name: each.commitments for each in base.documents()}["등대.pdf"] == 0
        assert {each.party.ko: each.agreements for each in base.parties()} == {LIGHT: 0, FOREST: 1, OURS: 1}
        told = base.ask("체결한 협약은 몇 건인가?", as_of=DAY)
        assert {cited.document for each in told.statements for cited in each.citations} == {"숲.pdf"}
    base.review_agreement("등대.pdf", "reset")
    assert len(base.agreements(DAY)) == 2 and len(base.commitments(party=LIGHT)) == 1
    assert [(each.field, each.before, each.after) for each in base.journal(rejected.id)] == [
        ("review", None, "rejected"),
        ("review", "rejected", None),
    ]


def test_an_accepted_agreement_says_by_whom_and_when(base: KnowledgeBase) -> None:
    row = agreement_row(base.review_agreement("등대.pdf", "accept", by="이두리"))
    assert (row["review"], row["reviewed_by"], row["reviewed_at"][:2]) == ("accepted", "이두리", "20")
    assert [each.document for each in base.agreements(DAY, review="accepted")] == ["등대.pdf"]
    assert [each.document for each in base.agreements(DAY, review="none")] == ["숲.pdf"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "등대 협약"), ("signed_on", "2023-04-01"), ("effective_on", "2023-04-02"), ("expires_on", "2028-03-27"),
        ("term", "P5Y"), ("renewal", "automatic"), ("notice_period", "P60D"), ("governing_law", "대한민국"),
        ("binding", "false"), ("amends", "2020-01-01"), ("supersedes", "2020-01-01"), ("draft", "true"),
        ("parties", [LIGHT, "바다연구원"]),
    ],
)  # fmt: skip
def test_every_field_is_set_kept_over_a_new_version_marked_and_taken_back(
    base: KnowledgeBase, folder: Path, field: str, value: str | list[str]
) -> None:
    before = agreement_row(one(base))
    base.review_agreement("등대.pdf", values={field: value}, by="이두리")
    file_again(base, folder)
    row = agreement_row(one(base))
    expected = {"false": False, "true": True}.get(value, value) if isinstance(value, str) else value
    assert (row[field], row["corrected"]) == (expected, {field: before[field]})
    assert row["corrected_by"][field].startswith("이두리, 20")
    assert (row["review"], row["reviewed_by"], row["id"]) == ("corrected", "이두리", before["id"])
    base.review_agreement(before["id"][:6], "reset")
    after = agreement_row(one(base))
    assert (after[field], after["corrected"], after["review"]) == (before[field], {}, "")


def test_a_party_is_added_and_removed_and_found_by_its_name_over_versions(base: KnowledgeBase, folder: Path) -> None:
    added = base.review_agreement("등대.pdf", add=["바다연구원"], by="이두리")
    assert names(added) == [OURS, LIGHT, "바다연구원"]
    assert dict(added.corrected) == {"parties": (OURS, LIGHT)}
    for again in (False, True):
        if again:
            file_again(base, folder)
        assert [row.document for row in base.agreements(DAY, "바다연구원")] == ["등대.pdf"]
        asked = base.ask("바다연구원과 맺은 협약이 있나?", as_of=DAY)
        assert not asked.refused and asked.statements[0].citations[0].document == "등대.pdf"
    removed = base.review_agreement("등대.pdf", remove=["바다연구원", LIGHT])
    assert names(removed) == [OURS] and [each.value.word for each in removed.agreement.roles] == ["재단"]
    assert "바다연구원" not in {name for each in base.parties() for name in each.party.names}
    base.review_agreement("등대.pdf", unset=["parties"])
    assert names(one(base)) == [OURS, LIGHT] and len(one(base).agreement.roles) == 2
    assert [each.after for each in base.journal(added.id)] == [
        f"{OURS}; {LIGHT}; 바다연구원", OURS, f"{OURS}; {LIGHT}",
    ]  # fmt: skip


def test_a_party_the_document_names_elsewhere_is_cited_there(base: KnowledgeBase, folder: Path) -> None:
    put(folder / "등대.pdf", memorandum(LIGHT, f"{OBSERVE}\n노을섬대학은 등대를 돌본다."))
    ingest(base.settings, [folder])
    row = base.review_agreement("등대.pdf", add=["노을섬대학"])
    fact = row.agreement.parties[-1]
    page = base.document(fact.citation.document_id).page(fact.citation.page)
    assert fact.citation.quote == page.text[fact.citation.start : fact.citation.end] == "노을섬대학"
    assert (fact.citation.page, fact.value.ko) == (2, "노을섬대학")
    assert "given by" in fact.trace


def test_an_impossible_change_is_refused(base: KnowledgeBase) -> None:
    for change in ({"values": {"parties": " ; "}}, {"remove": ["없는기관"]}, {"values": {"page": "3"}}):
        with pytest.raises(ChangeRefused):
            base.review_agreement("등대.pdf", **change)
    with pytest.raises(NothingToDo):
        base.correct_agreement("등대.pdf", {})
    for name in ("azzzz", "없음.pdf"):
        with pytest.raises(UnknownAgreement, match="python -m kb agreements"):
            base.review_agreement(name, "accept")
        with pytest.raises(UnknownCommitment):
            base.noun_of(name)
    assert base.journal() == [] and names(one(base)) == [OURS, LIGHT]


def test_what_was_said_of_a_deleted_agreement_goes_but_that_it_is_none_stays(base: KnowledgeBase, folder: Path) -> None:
    base.review_agreement("등대.pdf", "reject", {"governing_law": "등대국 법"}, add=["바다연구원"])
    base.delete("등대.pdf")
    assert not any(each.before or each.after for each in base.journal() if each.field in ("governing_law", "parties"))
    assert "바다연구원" not in {name for each in base.parties() for name in each.party.names}
    ingest(base.settings, [folder])
    assert (one(base).review, one(base).corrected) == ("rejected", ())


def test_what_is_doubtful_is_listed_until_somebody_judges_it(base: KnowledgeBase) -> None:
    told = {(each.noun, each.citation.document, each.field) for each in base.doubts()}
    assert told >= {("agreement", "등대.pdf", "expires_on"), ("agreement", "숲.pdf", "expires_on")}
    assert all(each.reason and each.citation.quote for each in base.doubts())
    base.review_agreement("등대.pdf", "accept")
    assert "등대.pdf" not in {each.citation.document for each in base.doubts() if each.noun == "agreement"}
