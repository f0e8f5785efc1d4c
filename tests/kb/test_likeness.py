"""Files with nearly the same words are told as near-duplicates; agreements of one template with other partners are not."""

from __future__ import annotations

from pathlib import Path

from ingest.pipeline import ingest
from kb.likeness import signature
from kb.settings import Settings
from tests.ingest.pdfs import pdf
from tests.letters import put

CLAUSES = [
    f"제{number}조 ({topic}) 양 기관은 {topic}에 관하여 매년 {number}월까지 {task} 계획을 세우고 서로 통지하여야 한다."
    for number, (topic, task) in enumerate(
        zip("목적 협력 비용 기간 비밀 해지 분쟁 준거법 홍보 교육 연구 실증".split(),
            "관측 지도 전시 교류 보안 정산 중재 번역 행사 강의 분석 시범".split(), strict=True), 1)
]  # fmt: skip


def warned(settings: Settings, path: Path) -> list[str]:
    report = ingest(settings, [path])
    return [warning for one in (*report.added, *report.replaced) for warning in one.warnings]


def test_a_file_with_one_clause_changed_is_a_near_duplicate_of_the_other(fresh: Settings, tmp_path: Path) -> None:
    assert warned(fresh, put(tmp_path / "원본.pdf", pdf(["\n".join(CLAUSES)]))) == []
    changed = [*CLAUSES[:-1], "제12조 (실증) 실증은 하지 아니한다."]
    (told,) = warned(fresh, put(tmp_path / "사본 고침.pdf", pdf(["\n".join(changed)])))
    assert "원본.pdf" in told and "% alike" in told


def test_another_text_of_the_same_kind_is_none(fresh: Settings, tmp_path: Path) -> None:
    put(tmp_path / "하나.pdf", pdf(["\n".join(CLAUSES[:6])]))
    put(tmp_path / "둘.pdf", pdf(["\n".join(CLAUSES[6:])]))
    assert warned(fresh, tmp_path) == []


def test_a_new_version_is_no_near_duplicate_of_the_one_it_replaces(fresh: Settings, tmp_path: Path) -> None:
    ingest(fresh, [put(tmp_path / "협약.pdf", pdf(["\n".join(CLAUSES)]))])
    assert warned(fresh, put(tmp_path / "협약.pdf", pdf(["\n".join([*CLAUSES, "제13조 (보칙) 끝."])]))) == []


def test_too_few_words_are_like_nothing() -> None:
    assert signature([]) == signature([["협약", "체결"]]) == b""
    assert signature([[str(number) for number in range(100)]])
