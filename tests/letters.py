"""Small agreements as PDF files, and the product's commands run as a user runs them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.ingest.pdfs import pdf

ROOT = Path(__file__).resolve().parents[1]


def memorandum(
    partner: str, promise: str, *, signed: str = "2023년 3월 28일", parts: tuple[str, str] | None = None
) -> bytes:
    """A Korean memorandum of two pages: who, with the `parts` that are to mean them, what for, what `partner` promises, how long."""
    us, them = (f"(이하 “{part}”)" for part in parts) if parts else ("", "")
    first = f"업무협약서\n서울디지털재단{us}과 {partner}{them}는 다음과 같이 업무협약을 체결한다.\n제1조 (목적) 이 협약은 양 기관의 협력을 목적으로 한다."
    second = (
        f"제2조 (협력 사항) {partner}는 {promise}\n제3조 (유효기간) 이 협약의 유효기간은 체결일로부터 2년으로 한다.\n"
        f"{signed}\n서울디지털재단 이사장 김하나\n{partner} 회장 이두리"
    )
    return pdf([first, second])


def put(path: Path, data: bytes) -> Path:
    """Write a file where it is to be filed from."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def command(home: Path, *arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """`python -m ARGUMENTS --home HOME`, run to its end whatever its exit status."""
    line = [sys.executable, "-m", *map(str, arguments), "--home", str(home)]
    return subprocess.run(line, cwd=ROOT, env=os.environ | environment, capture_output=True, text=True)


def answer(home: Path, *arguments: str | Path, status: int = 0, **environment: str) -> Any:
    """The one JSON value that a command prints with `--json`, its exit status as expected."""
    ended = command(home, *arguments, "--json", **environment)
    assert ended.returncode == status, ended.stderr
    assert len(ended.stdout.splitlines()) == 1, ended.stdout
    return json.loads(ended.stdout)
