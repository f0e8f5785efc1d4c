"""What to mind about the pages of a file, one plain sentence each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields

_UNSEEN = "the text there cannot be searched"
_INSTALL = "install Tesseract: apt install tesseract-ocr tesseract-ocr-kor"


@dataclass(slots=True)
class Remarks:
    """Numbers of pages, from 1, that a person should know about, by what there is to know.

    `late` are those that wait for OCR, of `..._parts` only pictures beside the text are meant, `limit` the characters kept of a page, `repairs` the file's defects worked around.
    """

    failed: list[int] = field(default_factory=list)
    blank: list[int] = field(default_factory=list)
    wordless: list[int] = field(default_factory=list)
    unread: list[int] = field(default_factory=list)
    late: list[int] = field(default_factory=list)
    recognised: list[int] = field(default_factory=list)
    recognised_parts: list[int] = field(default_factory=list)
    unread_parts: list[int] = field(default_factory=list)
    unsure: list[int] = field(default_factory=list)
    garbled: list[int] = field(default_factory=list)
    long: list[int] = field(default_factory=list)
    limit: int = 0
    repairs: list[str] = field(default_factory=list)

    def joined(self, later: Remarks) -> Remarks:
        """These with those of the pages that were late here and were read later."""
        lists = {
            one.name: sorted({*getattr(self, one.name), *getattr(later, one.name)})
            for one in fields(self)
            if one.name not in ("late", "limit", "repairs")
        }
        return Remarks(**lists, late=later.late, limit=self.limit, repairs=self.repairs)

    def sentences(self) -> Iterator[str]:
        """The warnings."""
        if self.failed:
            yield f"{pages(self.failed)} could not be read: {_UNSEEN}"
        if self.unread:
            yield f"{pages(self.unread)} {_be(self.unread)} a picture and {_were(self.unread)} not read ({_INSTALL}): {_UNSEEN}"
        if self.late:
            yield f"{pages(self.late)} {_be(self.late)} a picture and time ran out before reading: split the file and ingest the parts"
        if self.blank:
            yield f"{pages(self.blank)} {_be(self.blank)} blank: there is no text to search"
        if self.wordless:
            yield f"no text was found on {pages(self.wordless)}: what is drawn there cannot be searched"
        if self.recognised:
            yield f"{pages(self.recognised)} {_were(self.recognised)} read by OCR: compare quotes with the picture"
        if self.recognised_parts:
            yield f"pictures of text on {pages(self.recognised_parts)} were read by OCR: compare quotes with them"
        if self.unread_parts:
            yield f"pictures on {pages(self.unread_parts)} seem to hold text and were not read ({_INSTALL}): {_UNSEEN}"
        if self.unsure:
            yield f"{pages(self.unsure)} {_be(self.unsure)} hard to read for OCR: expect wrong letters there"
        if self.garbled:
            yield f"the letters of {pages(self.garbled)} are stored without their meaning: search may miss them"
        if self.long:
            yield f"the text of {pages(self.long)} was cut after {self.limit} characters: what follows cannot be searched"
        if self.repairs:
            yield f"the file has defects that were worked around ({self.repairs[0]}): compare quotes with its pages"


def pages(numbers: list[int]) -> str:
    """`[3]` as `page 3`, `[1, 2, 3, 7]` as `pages 1-3, 7`."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1] = [runs[-1][0], number]
        else:
            runs.append([number])
    listed = ", ".join("-".join(map(str, run)) for run in runs)
    return f"page{'s' if len(numbers) > 1 else ''} {listed}"


def _be(numbers: list[int]) -> str:
    return "is" if len(numbers) == 1 else "are"


def _were(numbers: list[int]) -> str:
    return "was" if len(numbers) == 1 else "were"
