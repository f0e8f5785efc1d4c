"""People's work through the real pipeline: it outlives a re-ingest and a new version, is journalled, and is never lost."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from ingest.pipeline import ingest
from kb import KnowledgeBase
from kb.domain import Commitment
from kb.errors import ChangeRefused, UnknownCommitment
from kb.settings import Settings
from tests.letters import memorandum, put

PARTNER = "한빛등대협회"
OBSERVE = "2024년 6월 30일까지 등대 관측 자료를 제공하여야 한다."
MAP = f"{PARTNER}는 해마다 등대 안내 지도를 만들어야 한다."
DAY = dt.date(2026, 11, 23)


def filed(settings: Settings, folder: Path, promise: str, name: str = "등대.pdf") -> None:
    put(folder / name, memorandum(PARTNER, promise))
    assert not ingest(settings, [folder]).failed


def one(base: KnowledgeBase, words: str, document: str = "등대.pdf") -> Commitment:
    (found,) = (
        each for each in base.commitments(topic=words, as_of=DAY, review="all") if each.citation.document == document
    )
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "in"


def test_status_owner_and_note_are_kept_over_a_new_version_on_another_page(fresh: Settings, folder: Path) -> None:
    filed(fresh, folder, f"{OBSERVE}\n{MAP}")
    with KnowledgeBase.open(fresh) as base:
        before = one(base, "관측 자료")
        assert (before.status, before.owner, before.note, before.review) == ("overdue", "", "", "")
        base.work(before.id, status="done", owner="김하나", note="메일로 받음", by="이두리")
        filed(fresh, folder, f"새로운 조항에 따라 등대 사진을 제공하여야 한다.\n{PARTNER}는 {OBSERVE}\n{MAP}")
        after = one(base, "관측 자료")
        assert after.citation.document_id != before.citation.document_id
        assert (after.id, after.status, after.owner, after.note) == (before.id, "done", "김하나", "메일로 받음")
        assert [each.status for each in base.commitments(status="done")] == ["done"]
        assert base.works(orphaned=True) == []


def test_filing_the_same_file_again_after_its_old_bytes_came_back_keeps_it(fresh: Settings, folder: Path) -> None:
    filed(fresh, folder, OBSERVE)
    with KnowledgeBase.open(fresh) as base:
        base.work(one(base, "관측 자료").id, owner="김하나")
        for promise in (f"{OBSERVE}\n{MAP}", OBSERVE, f"{OBSERVE}\n{MAP}"):
            filed(fresh, folder, promise)
            assert one(base, "관측 자료").owner == "김하나"


def test_the_same_clause_in_two_documents_has_two_works(fresh: Settings, folder: Path) -> None:
    for day, name in enumerate(("등대.pdf", "둘째.pdf"), start=1):
        put(folder / name, memorandum(PARTNER, OBSERVE, signed=f"2023년 3월 {day}일"))
    ingest(fresh, [folder])
    with KnowledgeBase.open(fresh) as base:
        base.work(one(base, "관측 자료").id, status="dropped")
        assert one(base, "관측 자료", "둘째.pdf").status == "overdue"


def test_an_old_version_filed_beside_the_newest_is_a_document_of_its_own(fresh: Settings, folder: Path) -> None:
    filed(fresh, folder, OBSERVE)
    with KnowledgeBase.open(fresh) as base:
        filed(fresh, folder, f"{OBSERVE}\n{MAP}")
        base.work(one(base, "관측 자료").id, owner="김하나")
        filed(fresh, folder, OBSERVE, "옛판.pdf")
        assert one(base, "관측 자료").owner == "김하나"
        assert one(base, "관측 자료", "옛판.pdf").owner == ""


def test_a_clause_said_twice_has_two_works(fresh: Settings, folder: Path) -> None:
    filed(fresh, folder, f"{OBSERVE}\n{MAP}\n제3조 (다시) {MAP}")
    with KnowledgeBase.open(fresh) as base:
        ids = [each.id for each in base.commitments(topic="안내 지도")]
        assert len(ids) == len(set(ids)) == 2
        base.work(ids[1], status="done")
        assert [each.status for each in base.commitments(topic="안내 지도")] == ["open", "done"]


def test_work_whose_clause_is_gone_is_listed_as_orphaned_and_can_be_moved(fresh: Settings, folder: Path) -> None:
    filed(fresh, folder, f"{OBSERVE}\n{MAP}")
    with KnowledgeBase.open(fresh) as base:
        gone = one(base, "관측 자료").id
        base.work(gone, owner="김하나", note="독촉함")
        put(folder / "등대.pdf", memorandum(PARTNER, f"{OBSERVE.replace('6월 30일', '9월 30일')}\n{MAP}"))
        (replaced,) = ingest(fresh, [folder]).replaced
        assert "kb work --orphaned" in replaced.warnings[-1]
        (orphan,) = base.works(orphaned=True)
        assert (orphan.id, orphan.owner, orphan.document) == (gone, "김하나", "등대.pdf")
        assert "6월 30일" in orphan.quote
        new = one(base, "관측 자료")
        assert (new.owner, base.commitment(gone)) == ("", None)
        base.work(gone, status="done")
        base.move_work(gone, new.id)
        assert (one(base, "관측 자료").owner, one(base, "관측 자료").status) == ("김하나", "done")
        assert base.works(orphaned=True) == []
        with pytest.raises(ChangeRefused, match="still in its document"):
            base.move_work(new.id, one(base, "안내 지도").id)


def test_a_rejected_row_leaves_lists_counts_and_answers_until_asked_for(fresh: Settings, folder: Path) -> None:
    filed(fresh, folder, f"{OBSERVE}\n{MAP}")
    with KnowledgeBase.open(fresh) as base:
        kept, wrong = one(base, "관측 자료"), one(base, "안내 지도")
        base.review(wrong.id, "reject")
        assert [each.id for each in base.commitments()] == [kept.id]
        assert [each.id for each in base.commitments(review="rejected")] == [wrong.id]
        assert len(base.commitments(review="all")) == 2
        assert base.documents()[0].commitments == 1
        assert next(each for each in base.parties() if each.party.ko == PARTNER).promises == 1
        told = " ".join(each.text for each in base.ask(f"{PARTNER}가 약속한 것은?").statements)
        assert "관측 자료" in told and "안내 지도" not in told
        filed(fresh, folder, f"{OBSERVE}\n{MAP}\n제3조 (끝) 이 협약은 2부를 만든다.")
        assert len(base.commitments()) == 1
        base.review(wrong.id, "accept")
        assert [each.review for each in base.commitments()] == ["", "accepted"]


def test_corrections_lie_over_the_extracted_row_and_say_what_it_was(fresh: Settings, folder: Path) -> None:
    filed(fresh, folder, OBSERVE)
    with KnowledgeBase.open(fresh) as base:
        before = one(base, "관측 자료")
        values = {
            "due_on": "2027-01-31",
            "modality": "best_effort",
            "topic": "자료",
            "obligee": "서울 디지털재단; 시민",
        }
        base.review(before.id, values=values)
        after = one(base, "관측 자료")
        assert (after.due_on, after.modality, after.review) == (dt.date(2027, 1, 31), "best_effort", "corrected")
        assert (after.status, after.topic) == ("open", "자료")
        assert after.obligee == ("서울디지털재단", "시민"), "a name on record is the organisation"
        was = dict(after.corrected)
        assert (was["due_on"], was["modality"]) == ("2024-06-30", "obligation")
        assert after.citation == before.citation
        assert base.commitments(due_from=dt.date(2027, 1, 1)) and base.commitments(obligee="서울디지털재단")
        base.review(before.id, unset=["due_on"])
        assert one(base, "관측 자료").due_on == dt.date(2024, 6, 30)
        base.review(before.id, "reset")
        assert one(base, "관측 자료") == before
        assert base.works() == [], "nothing is kept of what has been taken back"


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"modality": "maybe"}, "obligation"), ({"due_on": "2026-02-30"}, "YYYY-MM-DD"), ({"action": " "}, "reject"),
        ({"page": "3"}, "no field"), ({"topic": "x" * 5000}, "limit"),
    ],
)  # fmt: skip
def test_an_impossible_correction_is_refused_and_changes_nothing(
    fresh: Settings, folder: Path, values: dict[str, str], told: str
) -> None:
    filed(fresh, folder, OBSERVE)
    with KnowledgeBase.open(fresh) as base:
        before = one(base, "관측 자료")
        with pytest.raises(ChangeRefused, match=told):
            base.review(before.id, "accept", {"topic": "good", **values})
        assert one(base, "관측 자료") == before
        assert base.journal() == []


def test_every_change_says_who_when_before_and_after(fresh: Settings, folder: Path) -> None:
    filed(fresh, folder, OBSERVE)
    with KnowledgeBase.open(fresh) as base:
        key = one(base, "관측 자료").id
        base.work(key, status="done", owner="김하나", by="이두리")
        base.work(key, status="open", owner="김하나", by="박세찬")
        base.review(key, "accept", {"due_on": "2024-07-31"}, by="이두리")
        told = [(each.by, each.field, each.before, each.after) for each in base.journal(key)]
        assert told == [
            ("이두리", "status", "open", "done"),
            ("이두리", "owner", None, "김하나"),
            ("박세찬", "status", "done", "open"),
            ("이두리", "due_on", "2024-06-30", "2024-07-31"),
        ]
        assert all(each.at.tzinfo == dt.UTC and each.document == "등대.pdf" for each in base.journal())
        assert len(base.journal("등대.pdf")) == len(base.journal(key[:5])) == 4
        base.work(key, note="x")
        assert base.journal()[-1].by, "the user of this machine, where nobody is named"


def test_an_id_may_be_shortened_while_it_is_the_only_one(fresh: Settings, folder: Path) -> None:
    filed(fresh, folder, OBSERVE)
    with KnowledgeBase.open(fresh) as base:
        key = one(base, "관측 자료").id
        base.work(key[:4].upper(), owner="김하나")
        assert one(base, "관측 자료").owner == "김하나"
        for name in ("czzzz", "c", ""):
            with pytest.raises(UnknownCommitment, match="python -m kb commitments"):
                base.work(name, owner="x")


def test_a_field_of_an_agreement_is_corrected_over_versions_with_the_documents_evidence(
    fresh: Settings, folder: Path
) -> None:
    filed(fresh, folder, OBSERVE)
    with KnowledgeBase.open(fresh) as base:
        (before,) = base.agreements(DAY)
        assert before.status == "expired"
        base.correct_agreement("등대.pdf", {"expires_on": "2028-03-27", "governing_law": "대한민국"}, by="이두리")
        filed(fresh, folder, f"{OBSERVE}\n{MAP}")
        (after,) = base.agreements(DAY)
        assert (after.status, after.expires_on, after.id) == ("in_force", dt.date(2028, 3, 27), before.id)
        assert dict(after.corrected) == {"expires_on": "2025-03-27", "governing_law": None}
        fact, own = after.agreement.expires_on, before.agreement.expires_on
        assert fact is not None and own is not None
        assert fact.citation.quote == own.citation.quote
        assert "given by 이두리" in fact.trace and "2025-03-27" in fact.trace
        assert [each.field for each in base.journal(after.id)] == ["expires_on", "governing_law"]
        (party,) = (fact.value for fact in after.agreement.parties if fact.value.ko != "서울디지털재단")
        told = base.ask(f"{party.name('ko')} 협약은 언제 만료되나?", as_of=DAY).statements[0].text
        assert told.startswith("2028년 3월 27일") and "이두리" in told, "an answer says who set it"
        base.correct_agreement("등대.pdf", {}, unset=["expires_on", "governing_law"])
        assert (base.agreements(DAY)[0].status, base.agreements(DAY)[0].corrected) == ("expired", ())


@pytest.mark.parametrize(
    "values",
    [
        {"expires_on": "soon"},
        {"renewal": "perhaps"},
        {"binding": "yes"},
        {"term": "three years"},
        {"title": ""},
        {"party": "x"},
    ],
)
def test_an_impossible_field_of_an_agreement_is_refused(fresh: Settings, folder: Path, values: dict[str, str]) -> None:
    filed(fresh, folder, OBSERVE)
    with KnowledgeBase.open(fresh) as base, pytest.raises(ChangeRefused):
        base.correct_agreement("등대.pdf", values)
