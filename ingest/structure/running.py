"""What stands at the edges of pages and is text of none of them: running headers and footers, page numbers."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from ingest.extract import ExtractedPage
from ingest.structure.headings import is_structural

# Real headers and footers take up to three lines; none observed is longer than two lines of print.
_EDGE = 3
_LONGEST = 200
_ROMAN = r"(?=[ivxl])(?:xl|l?x{0,3})(?:i[xv]|v?i{0,3})"
_NUMBER = rf"(?:\d{{1,4}}|{_ROMAN})"
_BARE = re.compile(_NUMBER, re.IGNORECASE)
# "- 3 -", "Page 3 of 9", "3/9", "3쪽", "총 9쪽 중 3쪽", "p. iv".
_NUMBERED = re.compile(
    rf"[-–—~|·\s]*(?:page|pg\.?|p\.|쪽|페이지|총\s?\d{{1,4}}\s?(?:쪽|페이지|면)\s?중)?\s*{_NUMBER}"
    rf"(?:\s*(?:/|of|중)\s*{_NUMBER})?\s*(?:쪽|페이지|면)?[-–—~|·\s]*",
    re.IGNORECASE,
)
_COUNTED = re.compile(rf"\d+|\b{_ROMAN}\b", re.IGNORECASE)
Side = Literal["top", "bottom"]


@dataclass(frozen=True, slots=True)
class _Edge:
    """A line near the top or bottom of the page with index `page`; `depth` is 0 for the outermost one."""

    page: int
    side: Side
    depth: int
    start: int
    text: str

    @property
    def shape(self) -> str:
        """The line with its numbers folded; "Article 4" is not a running "Article 5", so a heading keeps its own."""
        return self.text if is_structural(self.text) else _COUNTED.sub("0", self.text)


def running_lines(pages: Sequence[ExtractedPage]) -> list[frozenset[int]]:
    """For each page the offsets at which its running headers, footers and page numbers begin, white space before them apart.

    A file without pages has sections: what stands at the edge of one is its text.
    """
    paged = [index for index, page in enumerate(pages) if page.source != "section" and page.text.strip()]
    edges = [edge for index in paged for edge in _edges(index, pages[index])]
    out: dict[int, set[int]] = defaultdict(set)
    for edge in _repeated(edges, paged):
        out[edge.page].add(edge.start)
    for edge in _page_numbers(edges, out):
        out[edge.page].add(edge.start)
    return [frozenset(out.get(index, ())) for index in range(len(pages))]


def _edges(index: int, page: ExtractedPage) -> Iterator[_Edge]:
    filled: list[tuple[int, str]] = []
    position = 0
    for line in page.text.splitlines(keepends=True):
        if line.strip():
            filled.append((position + len(line) - len(line.lstrip()), " ".join(line.split())))
        position += len(line)
    sides: tuple[tuple[Side, list[tuple[int, str]]], ...] = (("top", filled), ("bottom", filled[::-1]))
    for side, lines in sides:
        for depth, (start, text) in enumerate(lines[:_EDGE]):
            # The header row of a table that goes on stands at the top of every page, and is the table's.
            if len(text) <= _LONGEST and not any(table.start <= start < table.end for table in page.tables):
                yield _Edge(index, side, depth, start, text)


def _repeated(edges: Sequence[_Edge], paged: Sequence[int]) -> Iterator[_Edge]:
    """Lines that come back at the same edge of most pages, of every second page, or of three pages in a row."""
    found: dict[tuple[Side, str], dict[int, _Edge]] = defaultdict(dict)
    for edge in edges:
        found[edge.side, edge.shape].setdefault(edge.page, edge)
    order = {page: place for place, page in enumerate(paged)}
    alternating = {key for key, held in found.items() if _every_second(sorted(held), len(paged), order)}
    for (side, shape), held in found.items():
        pages = sorted(held)
        most = len(pages) >= 2 and len(pages) * 2 > len(paged)
        # Left and right headers come in pairs; one side alone needs more proof.
        second = (side, shape) in alternating and (
            len(pages) >= 3 or sum(other == side for other, _ in alternating) > 1
        )
        row = _longest_run([order[page] for page in pages]) >= 3 and shape == held[pages[0]].text
        if not (most or second or row):
            continue
        # A chapter's title that goes on as the header of its pages is a heading where it first stands.
        first_stays = is_structural(shape) or not (most or second)
        yield from (held[page] for page in pages[first_stays:])


def _every_second(pages: Sequence[int], total: int, order: dict[int, int]) -> bool:
    sides = {order[page] % 2 for page in pages}
    return len(pages) >= 2 and len(sides) == 1 and len(pages) * 2 > (total + 1 - sides.pop()) // 2


def _longest_run(places: Sequence[int]) -> int:
    runs = groupby(enumerate(places), key=lambda each: each[1] - each[0])
    return max((len(list(run)) for _, run in runs), default=0)


def _page_numbers(edges: Sequence[_Edge], out: dict[int, set[int]]) -> Iterator[_Edge]:
    """Decorated page numbers at an edge; a bare number where it stands outermost, or counts with the pages."""
    bare = [edge for edge in edges if _BARE.fullmatch(edge.text)]
    steps = Counter(int(edge.text) - edge.page for edge in bare if edge.text.isascii() and edge.text.isdigit())
    gone = {page: set(starts) for page, starts in out.items()}
    outer: list[_Edge] = []
    for edge in edges:
        outer = [*outer, edge] if edge.depth else [edge]
        if not _NUMBERED.fullmatch(edge.text):
            continue
        if _BARE.fullmatch(edge.text):
            counts = edge.text.isascii() and edge.text.isdigit() and steps[int(edge.text) - edge.page] >= 3
            outermost = len(edge.text) <= 3 and all(each.start in gone.get(edge.page, ()) for each in outer[:-1])
            if not counts and not outermost:
                continue
        gone.setdefault(edge.page, set()).add(edge.start)
        yield edge
