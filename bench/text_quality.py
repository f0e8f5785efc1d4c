"""How much of the words of real agreements each reader recovers in order, and how fast: `python -m bench.text_quality`.

The texts were made from the same PDFs in the order of their content streams, wrong where a stream is: four of the files
draw their headings after the body. So the share of words in any order is printed beside.
"""

from __future__ import annotations

import argparse
import re
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.extract import Limits
from ingest.pdf.reader import extract

_WORD = re.compile(r"\w+", re.UNICODE)
Reader = Callable[[bytes], list[str]]


@dataclass(slots=True)
class Score:
    """What one reader did in all: words recovered in order, words there are, characters, pages, CPU seconds."""

    recovered: int = 0
    anywhere: int = 0
    words: int = 0
    characters: int = 0
    pages: int = 0
    seconds: float = 0.0

    def line(self, name: str) -> str:
        """The totals as one line."""
        return (
            f"{name:10s} {self.recovered}/{self.words} words in order = {self.recovered / max(1, self.words):.4f}, "
            f"in any order {self.anywhere / max(1, self.words):.4f}, "
            f"{self.characters / self.seconds:,.0f} characters/s, {self.pages / self.seconds:.1f} pages/s (CPU)"
        )


def common(first: Sequence[str], second: Sequence[str]) -> int:
    """The length of the longest common subsequence of two lists of words, exactly, a word a bit (Hyyrö 2004)."""
    places: dict[str, int] = {}
    for index, word in enumerate(first):
        places[word] = places.get(word, 0) | 1 << index
    everything = (1 << len(first)) - 1
    row = everything
    for word in second:
        matched = row & places.get(word, 0)
        row = ((row + matched) | (row - matched)) & everything
    return len(first) - row.bit_count()


def by_pypdf(data: bytes) -> list[str]:
    """The pages by pypdf alone."""
    from io import BytesIO

    from pypdf import PdfReader

    return [page.extract_text() for page in PdfReader(BytesIO(data)).pages]


def by_pdfium(data: bytes) -> list[str]:
    """The pages by PDFium alone, in the order of their content streams; a divided word is joined."""
    import pypdfium2

    with pypdfium2.PdfDocument(data) as pdf:
        return [re.sub("[\x02\ufffe]\\s*", "", page.get_textpage().get_text_range()) for page in pdf]


def by_ours(data: bytes) -> list[str]:
    """The pages as they are filed."""
    return [page.text for page in extract(data, Limits()).pages]


READERS: dict[str, Reader] = {"pypdf": by_pypdf, "pdfium": by_pdfium, "ours": by_ours}


def main() -> None:
    """Print each file's share of words by each reader, and the totals."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder that holds cuad/")
    folder = parser.parse_args().data / "cuad"
    scores = {name: Score() for name in READERS}
    for path in sorted((folder / "pdf").iterdir()):
        written = folder / "txt" / f"{path.stem}.txt"
        if not written.is_file():
            continue
        wanted = _WORD.findall(written.read_text("utf-8", "replace").lower())
        shares = []
        for name, reader in READERS.items():
            began = time.process_time()
            pages = reader(path.read_bytes())
            score = scores[name]
            score.seconds += time.process_time() - began
            words = _WORD.findall(" ".join(pages).lower())
            found = common(wanted, words)
            score.recovered += found
            score.anywhere += (Counter(wanted) & Counter(words)).total()
            score.words += len(wanted)
            score.characters += sum(map(len, pages))
            score.pages += len(pages)
            shares.append(f"{name} {found / max(1, len(wanted)):.4f}")
        print(f"{'  '.join(shares)}  {path.stem[:70]}", flush=True)
    for name, score in scores.items():
        print(score.line(name))


if __name__ == "__main__":
    main()
