"""How much of the words of real agreements each reader recovers in order, and how fast: `python -m bench.text_quality`.

The texts were made from the same PDFs in the order of their content streams, wrong where a stream is: four of the files
draw their headings after the body. So the share of words in any order is printed beside, and with `--seen` the pages on
which ours leaves the stream's order are judged by what Tesseract reads of their picture, which knows no stream.
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
# A page of which less is in the same order by two readers is one on which they disagree.
_SAME = 0.99
_SECONDS = 60.0
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

    def count(self, wanted: Sequence[str], found: Sequence[str], pages: int) -> int:
        """Take the words found of those wanted on so many pages; gives how many are in order."""
        recovered = common(wanted, found)
        self.recovered += recovered
        self.anywhere += (Counter(wanted) & Counter(found)).total()
        self.words += len(wanted)
        self.pages += pages
        return recovered

    def line(self, name: str) -> str:
        """The shares of words as one line."""
        return (
            f"{name:10s} {self.recovered}/{self.words} words in order = {self.recovered / max(1, self.words):.4f}, "
            f"in any order {self.anywhere / max(1, self.words):.4f}"
        )

    def speed(self) -> str:
        """How fast it read."""
        return f"{self.characters / self.seconds:,.0f} characters/s, {self.pages / self.seconds:.1f} pages/s (CPU)"


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


def words_of(texts: Sequence[str]) -> list[str]:
    """The words of the texts in small letters, in order."""
    return _WORD.findall(" ".join(texts).lower())


def judge(data: bytes, pages: dict[str, list[str]], seen: dict[str, Score]) -> None:
    """Add to `seen` how each reader's words stand to those Tesseract sees, on the pages that ours orders unlike pypdf."""
    import pypdfium2

    from ingest.pdf import ocr
    from ingest.pdf.pictures import rendered

    with pypdfium2.PdfDocument(data) as pdf:
        for index, page in enumerate(pdf):
            words = {name: words_of(texts[index : index + 1]) for name, texts in pages.items()}
            if common(words["pypdf"], words["ours"]) >= _SAME * len(words["pypdf"]):
                continue
            shown = ocr.recognise(rendered(page, ocr.DOTS), index + 1, time.monotonic() + _SECONDS)
            wanted = words_of([shown.page.text]) if shown else []
            for name, found in words.items():
                seen[name].count(wanted, found, 1)


def main() -> None:
    """Print each file's share of words by each reader, and the totals."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder that holds cuad/")
    parser.add_argument("--seen", action="store_true", help="judge pages of another order by OCR, 4 seconds a page")
    options = parser.parse_args()
    folder = options.data / "cuad"
    scores, seen = ({name: Score() for name in READERS} for _ in range(2))
    for path in sorted((folder / "pdf").iterdir()):
        written = folder / "txt" / f"{path.stem}.txt"
        if not written.is_file():
            continue
        wanted = words_of([written.read_text("utf-8", "replace")])
        pages, shares = {}, []
        for name, reader in READERS.items():
            began = time.process_time()
            pages[name] = reader(path.read_bytes())
            scores[name].seconds += time.process_time() - began
            scores[name].characters += sum(map(len, pages[name]))
            found = scores[name].count(wanted, words_of(pages[name]), len(pages[name]))
            shares.append(f"{name} {found / max(1, len(wanted)):.4f}")
        print(f"{'  '.join(shares)}  {path.stem[:70]}", flush=True)
        if options.seen:
            judge(path.read_bytes(), pages, seen)
    for name, score in scores.items():
        print(score.line(name), score.speed(), sep=", ")
    if options.seen:
        print(f"the {seen['ours'].pages} pages that ours orders unlike pypdf, against what is seen of them:")
        for name, score in seen.items():
            print(score.line(name))


if __name__ == "__main__":
    main()
