"""The papers hold: what ships is packaged, the lock names no machine, and app.py keeps to its rooms."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def test_app_imports_the_facade_and_the_page_and_nothing_else_of_ours() -> None:
    """import-linter reads packages only, and app.py is one module."""
    names: set[str] = set()
    for node in ast.walk(ast.parse((ROOT / "app.py").read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
        elif isinstance(node, ast.Import):
            names |= {name.name for name in node.names}
    ours = {name for name in names if name.split(".")[0] in ("kb", "ingest", "page", "samples", "bench", "tests")}
    assert all(name.split(".")[0] in ("kb", "page") or name == "ingest.pipeline" for name in ours), ours
    assert not ours & {"kb.backends", "kb.database", "kb.vectors", "kb.publication"}


def test_every_package_that_ships_is_listed() -> None:
    listed = set(tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]["packages"])
    found = {
        ".".join(path.parent.relative_to(ROOT).parts)
        for room in ("kb", "ingest", "page")
        for path in (ROOT / room).rglob("__init__.py")
    }
    assert listed == found


def test_the_lock_names_no_machine_and_every_dependency() -> None:
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    assert not re.search(r"^--|file://|/opt/|\+cpu", lock, re.M)
    pinned = {name.lower().replace("_", "-") for name in re.findall(r"^([A-Za-z0-9._-]+)==", lock, re.M)}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [*project["dependencies"], *(one for group in project["optional-dependencies"].values() for one in group)]
    names = {re.split(r"[\[<>=~! ]", one)[0].lower() for one in wanted}
    assert names <= pinned, names - pinned


def test_nothing_heavy_is_imported_before_it_is_needed() -> None:
    code = (
        "import sys, kb, kb.__main__, kb.domain, kb.errors, ingest.__main__, app\n"
        "heavy = {'torch', 'chromadb', 'gradio', 'kiwipiepy', 'pypdf', 'pypdfium2', 'sentence_transformers', 'sqlalchemy', 'numpy'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    ended = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ended.stdout.strip() == "[]"


@pytest.mark.parametrize("name", ["Makefile", ".ci/run", "README.md", "AGENTS.md", "CHANGELOG.md", "LICENSE"])
def test_the_papers_are_there_and_name_no_machine(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    assert len(text) > 200
    assert not re.search(r"/work/|/root/|/opt/(?:pypi|wheels)", text)


def test_the_ci_script_runs_the_whole_gate() -> None:
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    subprocess.run(["bash", "-n", str(script)], check=True)
    assert re.search(r"^export CI=true$", script.read_text("utf-8"), re.M)
    assert re.search(r"^make test$", script.read_text("utf-8"), re.M)
