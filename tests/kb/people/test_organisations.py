"""Organisations put right by people: merged, split, renamed; it outlives a re-ingest, is journalled, and can be undone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.pipeline import ingest
from kb import KnowledgeBase
from kb.domain import Filters, Party
from kb.errors import ChangeRefused, UnknownParty
from kb.people.verdicts import Verdicts
from kb.settings import Settings
from tests.letters import memorandum, put

LIGHT, SEA = "한빛등대협회", "푸른바다협회"
OURS = "서울디지털재단"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    put(tmp_path / "in" / "등대.pdf", memorandum(LIGHT, "등대 관측 자료를 제공하여야 한다."))
    put(tmp_path / "in" / "바다.pdf", memorandum(SEA, "해류 지도를 공유하여야 한다."))
    return tmp_path / "in"


@pytest.fixture
def base(fresh: Settings, folder: Path) -> Iterator[KnowledgeBase]:
    ingest(fresh, [folder])
    with KnowledgeBase(fresh) as opened:
        yield opened


def names(base: KnowledgeBase) -> set[tuple[str, ...]]:
    return {each.party.names for each in base.parties()}


def file_again(base: KnowledgeBase, folder: Path) -> None:
    """New versions of both documents."""
    put(folder / "등대.pdf", memorandum(LIGHT, "등대 사진을 제공하여야 한다."))
    put(folder / "바다.pdf", memorandum(SEA, "해류 사진을 공유하여야 한다."))
    assert len(ingest(base.settings, [folder]).replaced) == 2


def test_the_list_has_every_name_the_documents_and_the_counts(base: KnowledgeBase) -> None:
    listed = {each.party.ko: each for each in base.parties()}
    assert set(listed) == {LIGHT, SEA, OURS}
    assert listed[LIGHT].documents == ("등대.pdf",)
    assert listed[OURS].documents == ("등대.pdf", "바다.pdf")
    assert (listed[LIGHT].agreements, listed[LIGHT].promises, listed[OURS].agreements) == (1, 1, 2)


def test_two_that_are_merged_are_one_everywhere_and_after_a_reingest(base: KnowledgeBase, folder: Path) -> None:
    merged = base.merge_parties(LIGHT, SEA, by="이두리")
    assert merged.names == (LIGHT, SEA)
    for again in (False, True):
        if again:
            file_again(base, folder)
        assert names(base) == {(OURS,), (LIGHT, SEA)}
        assert len(base.commitments(obligor=SEA)) == len(base.agreements(party=LIGHT)) == 2
        assert {hit.document for hit in base.search("자료", filters=Filters(parties=(LIGHT,)))} == {
            "등대.pdf",
            "바다.pdf",
        }


def test_a_split_undoes_a_merge_and_a_merge_a_split(base: KnowledgeBase, folder: Path) -> None:
    before = names(base)
    base.merge_parties(LIGHT, SEA)
    new = base.split_party(LIGHT, [SEA], by="이두리")
    assert new.names == (SEA,)
    assert names(base) == before
    assert [each.obligor for each in base.commitments(obligor=SEA)] == [(SEA,)]
    assert [row.document for row in base.agreements(party=SEA)] == ["바다.pdf"]
    file_again(base, folder)
    assert names(base) == before
    base.merge_parties(SEA, LIGHT)
    assert names(base) == {(OURS,), (SEA, LIGHT)}
    told = [(each.by, each.field) for each in base.journal() if each.noun == "party"]
    assert ("이두리", "split") in told and len(told) == 6


def test_names_that_one_document_joins_stay_apart_once_split(base: KnowledgeBase, folder: Path) -> None:
    both = f"{LIGHT}(Hanbit Lighthouse Association)"
    put(folder / "셋째.pdf", memorandum(both, "등대 안내를 맡아야 한다.", signed="2024년 5월 2일"))
    ingest(base.settings, [folder])
    whole = next(each.party for each in base.parties() if each.party.ko == LIGHT)
    assert "Hanbit Lighthouse Association" in whole.names
    base.split_party(LIGHT, ["Hanbit Lighthouse Association"])
    put(folder / "셋째.pdf", memorandum(both, "등대 안내와 견학을 맡아야 한다.", signed="2024년 5월 2일"))
    ingest(base.settings, [folder])
    apart = {each.party.ko or each.party.en: each.party for each in base.parties()}
    assert apart["Hanbit Lighthouse Association"].names == ("Hanbit Lighthouse Association",)
    assert "Hanbit Lighthouse Association" not in apart[LIGHT].names
    assert len(base.commitments(obligor=LIGHT)) == 2


def test_a_renamed_one_is_found_and_filed_under_the_new_name_too(base: KnowledgeBase, folder: Path) -> None:
    renamed = base.rename_party(LIGHT, {"ko": "한빛등대연구원", "en": "Hanbit Lighthouse League"}, by="이두리")
    assert (renamed.ko, renamed.en, renamed.other_names) == ("한빛등대연구원", "Hanbit Lighthouse League", (LIGHT,))
    assert base.commitments(obligor="hanbit lighthouse league")[0].obligor == ("한빛등대연구원",)
    assert base.ask("한빛등대연구원과 체결한 협약이 있나?").statements[0].citations[0].document == "등대.pdf"
    put(folder / "넷째.pdf", memorandum("한빛등대연구원", "등대 사진을 보내야 한다.", signed="2025년 1월 7일"))
    ingest(base.settings, [folder])
    assert len(base.parties()) == 3
    assert len(base.commitments(obligor=LIGHT)) == 2
    base.rename_party(LIGHT, {"en": ""})
    assert next(each for each in base.parties() if LIGHT in each.party.names).stated == ("ko",)


def test_what_cannot_be_is_refused_with_what_to_do(base: KnowledgeBase) -> None:
    with pytest.raises(UnknownParty, match="python -m kb parties"):
        base.merge_parties(LIGHT, "없는기관")
    with pytest.raises(ChangeRefused, match="one organisation already"):
        base.merge_parties(LIGHT, LIGHT)
    with pytest.raises(ChangeRefused, match=f"its names are {LIGHT}"):
        base.split_party(LIGHT, ["없는이름"])
    with pytest.raises(ChangeRefused, match="some stay"):
        base.split_party(LIGHT, [LIGHT])
    with pytest.raises(ChangeRefused, match="party merge"):
        base.rename_party(LIGHT, {"ko": SEA})
    assert base.journal() == []


def test_a_party_is_taken_apart_by_what_is_declared_of_its_names() -> None:
    declared = Verdicts({("가협회", "나협회"): False, ("나협회", "다협회"): False})
    parts = declared.parts(Party("x", ko="가협회", en="Ga", short="GA", other_names=("나협회", "다협회")))
    assert [each.names for each in parts] == [("가협회", "Ga", "GA", "다협회"), ("나협회",)]
    assert Verdicts({}).parts(Party("x", ko="가")) == [Party("x", ko="가")]
