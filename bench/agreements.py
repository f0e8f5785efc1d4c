"""Agreements made up to measure with: as many as asked for, no two passages of them alike."""

from __future__ import annotations

from pathlib import Path

from tests.ingest.pdfs import pdf

TOPICS = "관측 지도 전시 교류 보안 정산 중재 번역 행사 강의 분석 시범 홍보 연구 실증 교육".split()


def write_agreements(folder: Path, count: int) -> None:
    """Agreements of four pages, each page of its own words, in `folder`."""
    folder.mkdir(parents=True)
    for number in range(count):
        pages = [
            "\n".join(
                f"제{page * 5 + article + 1}조 ({topic} {number}) {number}번 협회는 {TOPICS[(number * 7 + article) % 16]}에 관하여 "
                f"매년 {article + 1}월까지 제{number}-{page}-{article}호 {topic} 계획을 세워 서울디지털재단에 통지하여야 한다."
                for article, topic in enumerate(TOPICS[page * 4 : page * 4 + 5])
            )
            for page in range(4)
        ]
        (folder / f"협약 {number:04}.pdf").write_bytes(pdf([f"업무협약서\n{pages[0]}", *pages[1:]]))
