"""The outline of a document, line by line: which part each line has in it, knowing what the page before stood in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from ingest.extract import ExtractedPage
from ingest.structure.fitting import SMALLEST
from ingest.structure.headings import (
    ARTICLE,
    SECTION,
    Mark,
    heading_of,
    is_alone,
    is_clause,
    is_contents_entry,
    is_contents_title,
    is_structural,
    title_below,
)
from ingest.structure.lines import CAPTION, Line, Role, caption_of, raw_lines
from ingest.structure.signatures import (
    is_day,
    is_signature,
    leaves_signatures,
    opens_signatures,
    precedes_signature,
    signatures_title,
)
from ingest.structure.turns import Speakers
from kb.text import hangul_share, one_line

_ABOVE = 4
_BELOW = 14
_IN_ARTICLE = re.compile(r"제\s?\d|Article|ARTICLE|Section|SECTION|Clause|CLAUSE")


class Outliner:
    """Reads the lines of one page after another, and knows what the last one stood in."""

    def __init__(self, pages: Sequence[ExtractedPage]) -> None:
        self._speakers = Speakers(line.strip() for page in pages for line in page.text.splitlines())
        self._ranks = _ranks(pages)
        self._role: Role = "text"
        self._in_article = False
        self._stray = 0
        self._below = -1  # where the title of a heading begins that stands below its number

    def read(self, page: ExtractedPage, left_out: frozenset[int], above: Mapping[int, str]) -> list[Line]:
        """The lines of `page` but for those that begin at the offsets `left_out`.

        `above` names the columns of a table that goes on from the page before.
        """
        raw = list(raw_lines(page, left_out, above))
        self._below = -1
        lines: list[Line] = []
        for index, line in enumerate(raw):
            if line.row is not None:
                self._role = "text"
                lines.append(replace(line, caption=caption_of(lines)))
                continue
            found = self._placed(line, raw, index, lines)
            if found.opens and found.role == "signature" and not opens_signatures(found.text):
                found = _take_back(lines, found)
            lines.append(found)
        return list(_turns(lines))

    def _placed(self, line: Line, raw: Sequence[Line], index: int, lines: Sequence[Line]) -> Line:
        before = raw[index - 1].text if index else ""
        after = raw[index + 1].text if index + 1 < len(raw) else ""
        if (contents := self._contents(line, after, raw[index + 1 : index + 4])) is not None:
            return contents
        mark = heading_of(line.text, before, after, self._in_article and line.rank == 0)
        signature = self._signature(line, mark, before, raw[index + 1 : index + 1 + _BELOW])
        if signature is not None:
            return signature
        self._role = "text"
        if (above := lines[-1] if lines else None) and above.role == "heading" and self._below == line.start:
            return replace(line, role="heading", rank=above.rank, title=above.title, joined=True)
        if mark is None and not line.rank and line.blank_before and is_alone(line.text, after):
            mark = Mark(SECTION, one_line(line.text))
        if mark is not None and index + 1 < len(raw) and (whole := title_below(mark, line.text, after)):
            mark, self._below = Mark(mark.rank, whole), raw[index + 1].start
        if mark is not None or line.rank:
            rank = float(mark.rank) if mark else self._ranks[line.rank]
            title = mark.title if mark else one_line(line.text)[:CAPTION]
            if rank <= ARTICLE:
                self._in_article = rank == ARTICLE and bool(_IN_ARTICLE.match(title))
            marked = line.rank > 0
            return replace(line, role="heading", rank=rank, title=title, opens=marked, clause=is_clause(line.text))
        if not self._in_article and (who := self._speakers.speaker(line.text)):
            return replace(line, role="speaker", title=who)
        return replace(line, clause=is_clause(line.text))

    def _contents(self, line: Line, after: str, near: Sequence[Line]) -> Line | None:
        """The line as a part of a table of contents."""
        if is_contents_title(line.text) and any(is_contents_entry(each.text, listed=True) for each in near):
            self._role, self._stray = "contents", 0
            return replace(line, role="contents", opens=True, title=one_line(line.text))
        inside = self._role == "contents"
        if is_contents_entry(line.text, listed=inside) and (inside or is_contents_entry(after)):
            self._role, self._stray = "contents", 0
            title = "" if inside else "목차" if hangul_share(line.text) > 0.2 else "Contents"
            return replace(line, role="contents", opens=not inside, title=title)
        self._stray += 1
        # An entry may take two lines, its page standing on the second.
        if inside and self._stray < 4 and any(is_contents_entry(each.text, listed=True) for each in near):
            return replace(line, role="contents")
        return None

    def _signature(self, line: Line, mark: Mark | None, before: str, below: Sequence[Line]) -> Line | None:
        """The line as a part of a signature block."""
        if self._role == "signature":
            leaves = (mark or line.rank) and is_structural(line.text)
            if leaves or leaves_signatures(line.text, before, line.blank_before):
                return None
            return replace(line, role="signature")
        opens = opens_signatures(line.text) or is_signature(line.text)
        if not opens and not (self._in_article and is_day(line.text) and _only_names(below)):
            return None
        self._role = "signature"
        return replace(line, role="signature", opens=True, title=signatures_title(line.text))


def _only_names(below: Sequence[Line]) -> bool:
    """Whether what follows a day at the end of the articles are the names of who signs: a few short lines, no sentence."""
    names = [line for line in below if line.row is None]
    return 0 < len(names) < _BELOW and all(precedes_signature(line.text) for line in names)


def _take_back(lines: list[Line], opening: Line) -> Line:
    """Give the short lines just above the first signature to it (the day, the organisation, the office); the first then opens."""
    index = len(lines)
    while index > max(0, len(lines) - _ABOVE) and lines[index - 1].role == "text":
        if lines[index - 1].clause or not precedes_signature(lines[index - 1].text):
            break
        index -= 1
    if index == len(lines):
        return opening
    lines[index:] = [replace(line, role="signature", clause=False) for line in lines[index:]]
    lines[index] = replace(lines[index], opens=True, title=opening.title)
    return replace(opening, opens=False, title="")


def _turns(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines, each speaker's with whether the turn is long enough to be a passage."""
    end = None
    turned: list[Line] = []
    for line in reversed(lines):
        end = line.end if end is None else end
        if line.role == "speaker":
            line = replace(line, long_turn=end - line.start >= SMALLEST)
        if line.role not in ("text", "contents"):
            end = None
        turned.append(line)
    return reversed(turned)


def _ranks(pages: Sequence[ExtractedPage]) -> dict[float, float]:
    """How deep the file's own heading levels stand among the numbered ones: as their numbered headings, else outside all."""
    found: dict[float, list[int]] = {}
    for page in pages:
        for heading in page.headings:
            mark = heading_of(page.text[heading.start : heading.end], "", "", False)
            found.setdefault(float(heading.level), []).extend([mark.rank] if mark else [])
    ranks: dict[float, float] = {}
    above: float | None = None
    for level in sorted(found):
        numbered = float(min(found[level])) if found[level] else None
        if numbered is None:
            ranks[level] = above + 0.5 if above is not None and above > -1 else level - 20
        else:
            ranks[level] = numbered if above is None else max(numbered, above + 0.01)
        above = ranks[level]
    return ranks
