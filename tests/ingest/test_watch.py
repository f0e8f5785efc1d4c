"""A watched folder is filed as it changes, from the first moment on."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kb.settings import Settings
from tests.letters import ROOT, memorandum, put

LONGEST = 90.0


@contextmanager
def watching(settings: Settings, folder: Path) -> Iterator[subprocess.Popen[str]]:
    line = [sys.executable, "-m", "ingest", str(folder), "--prune", "--watch", "--json", "--home", str(settings.home)]
    process = subprocess.Popen(
        line, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def next_report(process: subprocess.Popen[str]) -> dict[str, Any]:
    """The next line the command prints; the test's own time limit ends a wait that is too long."""
    assert process.stdout is not None
    report: dict[str, Any] = json.loads(process.stdout.readline())
    return report


def test_what_comes_changes_and_goes_is_filed_replaced_and_removed(fresh: Settings, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    put(folder / "등대.pdf", memorandum("한빛등대협회", "등대 관측 자료를 제공하여야 한다."))
    with watching(fresh, folder) as process:
        assert [one["title"] for one in next_report(process)["added"]] == ["업무협약서"]
        put(folder / "새 폴더" / "숲.pdf", memorandum("푸른산림협회", "산림 지도를 공유하여야 한다."))
        assert [Path(one["path"]).name for one in next_report(process)["added"]] == ["숲.pdf"]
        put(folder / "등대.pdf", memorandum("한빛등대협회", "등대를 지어야 한다."))
        assert [Path(one["path"]).name for one in next_report(process)["replaced"]] == ["등대.pdf"]
        (folder / "새 폴더" / "숲.pdf").unlink()
        assert [Path(one["path"]).name for one in next_report(process)["removed"]] == ["숲.pdf"]
        put(folder / "빈.pdf", b"")
        assert [one["reason"] for one in next_report(process)["failed"]] == ["empty"]
        process.send_signal(signal.SIGINT)
        began = time.monotonic()
        while process.poll() is None and time.monotonic() - began < LONGEST:
            time.sleep(0.1)
        assert process.returncode == 130
