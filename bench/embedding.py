"""The default embedding model against the same weights in torch fp32: `python -m bench.embedding --data ../shared/data`.

Each runs in a process of its own on the same texts: what it takes a token, what memory, and how well it ranks. A page of
autorag-ko ranks by its best passage; of belebele every question is ranked against all passages of one language.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench.autorag import documents, questions
from bench.commands import run
from ingest.extract import ExtractedPage
from ingest.structure.passages import split
from kb.backends import open_embedder
from kb.evaluation import GoldQuestion, Outcome, PageKey, pages_of
from kb.evaluation.measures import ranking_measures
from kb.settings import read_settings
from kb.weights import unpacked, unpacked_plain

VARIANTS = ("torch fp32", "default")
_LANGUAGES = ("ko", "en")


@dataclass(frozen=True, slots=True)
class Task:
    """Questions to rank places by: `places` has the place of each passage, `asked` the questions with the right ones."""

    name: str
    passages: list[str]
    places: list[PageKey]
    asked: list[GoldQuestion]


def main() -> None:
    """Embed the data with each variant and print tokens a second, memory and nDCG@10."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="the folder that holds autorag-ko/ and belebele/")
    parser.add_argument("--variant", choices=VARIANTS, help=argparse.SUPPRESS)  # how it runs itself
    parser.add_argument("--texts", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.variant:
        _embed(given.variant, given.texts)
    elif given.data:
        _compare(given.data)
    else:
        parser.error("--data is missing: name the folder that holds autorag-ko/ and belebele/")


def _compare(data: Path) -> None:
    tasks = [_autorag(data / "autorag-ko"), *_belebele(data / "belebele/aligned_ko_en.jsonl")]
    passages = list(dict.fromkeys(text for task in tasks for text in task.passages))
    queries = list(dict.fromkeys(one.question for task in tasks for one in task.asked))
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        tokens = _tokens(unpacked(home / "models"), passages)
        unpacked_plain(home / "models")
        (home / "texts.json").write_text(json.dumps([passages, queries]), "utf-8")
        print(f"{len(passages)} passages, {tokens} tokens, {len(queries)} queries, {os.cpu_count()} CPUs,"
              f" load {os.getloadavg()[0]:.1f}")  # fmt: skip
        for variant in VARIANTS:
            ran = run(home, "bench.embedding", "--variant", variant, "--texts", str(home / "texts.json"))
            took = json.loads(ran.output)
            print(
                f"{variant}: {tokens / took['cpu']:.0f} tokens a CPU-second, {tokens / took['wall']:.0f} a second, "
                f"first query after {took['first']:.1f} s ({took['first_cpu']:.1f} CPU-s), peak {ran.megabytes} MB"
            )
            found = np.load(home / f"{variant}.npz")
            vectors = dict(zip(passages, found["passages"], strict=True))
            asked = dict(zip(queries, found["queries"], strict=True))
            print(
                "  nDCG@10:", ", ".join(f"{task.name} {_ndcg(task, vectors, asked):.4f}" for task in tasks), flush=True
            )


def _embed(variant: str, texts: Path) -> None:
    """In a process of its own: vectors beside `texts`, and on stdout what they took."""
    passages, queries = json.loads(texts.read_text("utf-8"))
    began, cpu = time.perf_counter(), time.process_time()
    home = read_settings().home
    model = str(unpacked_plain(home / "models")) if variant == VARIANTS[0] else None
    embedder = open_embedder(read_settings(embedding_model=model))
    embedder.query(queries[0])
    first, first_cpu = time.perf_counter() - began, time.process_time() - cpu
    began, cpu = time.perf_counter(), time.process_time()
    vectors = embedder.passages(passages)
    took = {"first": first, "first_cpu": first_cpu, "wall": time.perf_counter() - began}
    took["cpu"] = time.process_time() - cpu
    np.savez(texts.parent / f"{variant}.npz", passages=vectors, queries=embedder.queries(queries))
    print(json.dumps(took))


def _tokens(folder: Path, passages: Sequence[str]) -> int:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.enable_truncation(512)
    return sum(len(found.ids) for found in tokenizer.encode_batch([f"passage: {text}" for text in passages]))


def _ndcg(task: Task, vectors: dict[str, NDArray[np.float32]], asked: dict[str, NDArray[np.float32]]) -> float:
    matrix = np.stack([vectors[text] for text in task.passages])
    ranked = []
    for one in task.asked:
        order = np.argsort(-(matrix @ asked[one.question]), kind="stable")
        ranked.append(Outcome(one, pages_of(task.places[index] for index in order)))
    return float(ranking_measures(ranked)["ndcg_at_10"] or 0.0)


def _autorag(source: Path) -> Task:
    passages, places = [], []
    for name, texts in documents(source).items():
        for one in split([ExtractedPage(str(number), text) for number, text in enumerate(texts, 1)]):
            passages.append(one.text)
            places.append((name, one.page))
    asked = [_question(row) for row in questions(source / "qa_dev.jsonl")]
    return Task("autorag-ko", passages, places, asked)


def _question(row: dict[str, Any]) -> GoldQuestion:
    gold = frozenset((page["document"], page["page"]) for page in row["gold"])
    return GoldQuestion(row["id"], row["question"], gold)


def _belebele(source: Path) -> list[Task]:
    rows = [json.loads(line) for line in source.read_text("utf-8").splitlines()]
    tasks = []
    for asked in _LANGUAGES:
        for told in _LANGUAGES:
            passages = list(dict.fromkeys(row[f"passage_{told}"] for row in rows))
            number = {text: place for place, text in enumerate(passages)}
            gold = [
                GoldQuestion(row["id"], row[f"question_{asked}"], frozenset({("", number[row[f"passage_{told}"]])}))
                for row in rows
            ]
            tasks.append(
                Task(f"belebele {asked} to {told}", passages, [("", place) for place in number.values()], gold)
            )
    return tasks


if __name__ == "__main__":
    main()
