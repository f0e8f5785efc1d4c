"""Ingest of the same PDFs by ours and by a usual LangChain pipeline, in turn: `python -m bench.throughput FOLDER --home DIR`.

The other pipeline (bench/langchain_pipeline.py) runs in an environment of its own, made under the home at the first run:
langchain-huggingface needs an older huggingface-hub than gradio does.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
from pathlib import Path

from bench.commands import Run, run
from kb.weights import unpacked_plain

# What a user would install for it today; torch as in the lock, so that both embed with the same library.
PACKAGES = (
    "torch==2.13.0", "sentence-transformers", "langchain-community", "langchain-text-splitters", "langchain-huggingface",
    "langchain-chroma", "pypdf",
)  # fmt: skip


def main() -> None:
    """Print pages, seconds, CPU seconds and memory of each, of ours also when run again over the unchanged folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="a folder of PDFs")
    parser.add_argument(
        "--home", type=Path, required=True, help="a folder for the data homes and the other environment"
    )
    given = parser.parse_args()
    given.home.mkdir(parents=True, exist_ok=True)
    ours, theirs = given.home / "ours", given.home / "langchain"
    for home in (ours, theirs):
        shutil.rmtree(home, ignore_errors=True)
    first = run(ours, "ingest", str(given.folder), "--json")
    pages = int(json.loads(first.output)["pages"])
    _print("ours", pages, first)
    print("  by stage, seconds:", json.loads(first.output)["stages"])
    again = run(ours, "ingest", str(given.folder), "--json")
    print(f"ours, unchanged: {again.seconds:.2f} s, {first.seconds / again.seconds:.0f} times faster")
    # The same model, in floats: what sentence-transformers runs.
    model = unpacked_plain(given.home / "models")
    other = run(
        theirs, "bench.langchain_pipeline", str(given.folder), str(theirs), str(model), python=_environment(given.home)
    )
    _print("LangChain", int(other.output.split()[-1]), other)
    print(f"ours is {other.seconds / first.seconds:.1f} times faster, in CPU seconds {other.cpu / first.cpu:.1f} times")


def _print(name: str, pages: int, ran: Run) -> None:
    rate = pages / ran.seconds
    print(f"{name}: {pages} pages in {ran.seconds:.1f} s = {rate:.1f}/s, {ran.cpu:.1f} CPU s, peak {ran.megabytes} MB")


def _environment(home: Path) -> str:
    """The Python of the other pipeline's environment."""
    folder = home / "environment"
    python = folder / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", *PACKAGES], check=True)
    return str(python)


if __name__ == "__main__":
    main()
