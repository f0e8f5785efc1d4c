"""How long questions answered from the register take: `python -m bench.register [--data ../shared/data] [--home DIR]`.

The base holds `documents/`, and where the data are there the 720 pages of `bench.autorag` beside them.
"""

from __future__ import annotations

import argparse
import datetime as dt
import math
import time
from pathlib import Path
from statistics import median

from bench.autorag import documents
from bench.commands import ingest
from bench.pdfs import write_pdf
from kb import KnowledgeBase

DAY = dt.date(2026, 11, 24)
QUESTIONS = (
    "타이베이컴퓨터협회가 우리에게 약속한 일은?",
    "What did Port Linden promise?",
    "우리가 발트디지털도시협회에 하기로 한 일은?",
    "What did we promise Aldermouth?",
    "교육에 관한 약속을 모두 알려 줘",
    "List all commitments about insurance",
    "이번 분기에 기한이 되는 약속은?",
    "Which commitments are due this quarter?",
    "기한이 지난 약속은 몇 건인가?",
    "Which commitments are overdue?",
    "다음 달까지 해야 할 일은?",
    "What is due within 30 days?",
    "현재 시행 중인 협약은 몇 건인가?",
    "How many MOUs are in force?",
    "2027년 6월 전에 만료되는 협약은?",
    "Which agreements expire before 1 June 2027?",
    "자동 연장되는 협약은?",
    "Which agreements renew automatically?",
    "메디나와 체결한 협약이 있나?",
    "Is there a signed agreement with Port Linden?",
    "각 협약의 해지 통보 기간을 비교해 줘",
    "Compare the notice period across our partners",
    "협약별 준거법을 비교해 줘",
    "Compare the governing law of our agreements",
    "각 협약의 비용 조항을 비교해 줘",
    "Compare the IP ownership clauses across our partners",
    "협약이 변경된 내용을 알려 줘",
    "What changed in the amendment with Port Linden?",
    "2024년 6월 당시 시행 중이던 협약은?",
    "Which MOUs were in force on 1 June 2024?",
    "언제까지 해지 통보를 해야 하나?",
    "By when must we give notice for the Aldermouth MOU?",
    "90일 안에 만료되는 협약은?",
    "Which agreements expire within 90 days?",
    "해지된 협약이 있나?",
    "Which agreements were terminated?",
    "발모라 디지털전환부와의 협약은 언제 만료되나?",
    "When does the MOU with Taipei Computer Association expire?",
    "완료된 약속은?",
    "Which commitments are done?",
)


def main() -> None:
    """Make the base, ask each question, and print the median, the 95th percentile and whether the model was loaded."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), help="the folder that holds autorag-ko/")
    parser.add_argument("--home", type=Path, default=Path("build/bench/register"), help="for the PDFs and the base")
    parser.add_argument("--slow", action="store_true", help="print what each question took")
    given = parser.parse_args()
    home = given.home / "kb"
    ingest(home, Path("documents"))
    _autorag(given.data / "autorag-ko", given.home / "pdfs", home)
    with KnowledgeBase.open(home) as base:
        base.ask(QUESTIONS[0], as_of=DAY)
        seconds = []
        for question in QUESTIONS:
            start = time.perf_counter()
            answer = base.ask(question, as_of=DAY)
            seconds.append(time.perf_counter() - start)
            if given.slow:
                print(
                    f"{1000 * seconds[-1]:5.0f} ms {'refused' if answer.refused else len(answer.statements)} {question}"
                )
        loaded = base.model_loaded
    seconds.sort()
    last = seconds[math.ceil(0.95 * len(seconds)) - 1]
    print(f"{len(seconds)} register questions: median {1000 * median(seconds):.0f} ms, p95 {1000 * last:.0f} ms")
    print(f"embedding model loaded: {'YES, it should not be' if loaded else 'no'}")


def _autorag(source: Path, folder: Path, home: Path) -> None:
    if not source.is_dir():
        print(f"no {source}: the samples alone are asked")
        return
    folder.mkdir(parents=True, exist_ok=True)
    for name, texts in documents(source).items():
        if not (folder / name).exists():
            write_pdf(folder / name, texts)
    ingest(home, folder)


if __name__ == "__main__":
    main()
