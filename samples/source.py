"""The sample documents as written: text with the annotations that say what each sentence promises.

A content file opens with `key: value` lines up to `---`. Then come blocks parted by blank lines: `# ` opens a title,
`## ` and `### ` open headings, `%word` opens a directive (the words are in `BLOCKS`), anything else is a paragraph. A
line is one sentence, or one table row. The lines after it that open with `@` say what the sentence is:

    @must sdf>tca [2024-03-31|by 31 March 2024] sends the report     a commitment (must, tries, may, never, plans)
    @must:lead / @must:item                                          the lead-in of a list / one entry of a list
    @not definition                                                  looks like a commitment and is none
    @field expires_on 2026-03-29 computed                            a field of the agreement
    @status done FILE :: words of the commitment                     reports on an earlier commitment
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

MODALITIES: Final = {
    "must": "obligation",
    "tries": "best_effort",
    "may": "permission",
    "never": "prohibition",
    "plans": "intent",
}
REASONS: Final = ("discussed", "definition", "fact", "negated")
STATES: Final = ("done", "not_done", "in_progress")
BLOCKS: Final = {
    "center": "one centred line a sentence",
    "lines": "one line a sentence",
    "box": "a framed paragraph",
    "table": "rows of cells parted by |, the first the header; the argument gives the column widths",
    "meta": "rows of `key | value`",
    "pair": "two paragraphs side by side, parted by ||",
    "sign": "two signature blocks side by side, parted by ||",
    "break": "a new page",
    "main": "the end of the roman-numbered front matter",
    "columns": "text in that many columns from here on",
    "space": "empty height in points",
}
_MARKER = re.compile(
    r"^(?:[\u2460-\u2473]|\d+(?:\.\d+)+\.?|\d{1,2}[.)]|\((?:[a-z]|[ivx]+|\d+)\)|[가-하]\.|[-•○□※–])\s+"
)
_COMMITMENT = re.compile(r"^(\S*)>(\S*)\s+(?:\[(.*?)\|(.*)\](?=\s)\s+)?(.+)$")


@dataclass(frozen=True)
class Commitment:
    """What a sentence commits its obligors to."""

    modality: str
    obligor: tuple[str, ...]
    obligee: tuple[str, ...]
    due_on: str | None
    due_text: str | None
    action: str
    form: str


@dataclass(frozen=True)
class Denial:
    """Why a sentence that resembles a commitment is none."""

    why: str


@dataclass(frozen=True)
class Field:
    """A field of the agreement that a sentence settles."""

    name: str
    value: str
    computed: bool


@dataclass(frozen=True)
class Status:
    """What became of a commitment of an earlier document."""

    status: str
    file: str
    words: str


Note = Commitment | Denial | Field | Status


@dataclass(frozen=True)
class Sentence:
    """One sentence, line or table row, with what it means; `cells` is empty outside tables."""

    text: str
    notes: tuple[Note, ...]
    cells: tuple[str, ...] = ()

    @property
    def marker(self) -> str:
        """Is the list marker or clause number the sentence opens with, or nothing."""
        found = _MARKER.match(self.text)
        return found.group(0) if found else ""

    @property
    def quote(self) -> str:
        """Is the sentence without its clause number; a table row's cells joined by spaces."""
        return " ".join(cell for cell in self.cells if cell) if self.cells else self.text[len(self.marker) :]


@dataclass(frozen=True)
class Block:
    """One piece of the page: a heading, a paragraph, a table, or a change of layout."""

    kind: str
    argument: str
    sentences: tuple[Sentence, ...]
    right: tuple[Sentence, ...] = ()


@dataclass(frozen=True)
class Sample:
    """One sample document, before it is drawn."""

    about: dict[str, str]
    blocks: tuple[Block, ...]

    @property
    def file(self) -> str:
        """Is the name of the PDF."""
        return self.about["file"]

    @property
    def scanned(self) -> bool:
        """Tells whether the PDF holds pictures of its pages only."""
        return self.about.get("scanned") == "yes"

    @property
    def parties(self) -> tuple[str, ...]:
        """Are the ids of the organisations the document is between, the foundation first."""
        return _ids(self.about.get("parties", ""), ())


def _ids(text: str, both: tuple[str, ...]) -> tuple[str, ...]:
    if text == "both":
        return both
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _commitment(word: str, form: str, rest: str, both: tuple[str, ...]) -> Commitment:
    found = _COMMITMENT.match(rest)
    if found is None:
        raise ValueError(f"Not a commitment annotation: {rest!r}")
    obligor, obligee, due_on, due_text, action = found.groups()
    return Commitment(
        MODALITIES[word],
        _ids(obligor, both),
        _ids(obligee, both),
        None if due_on in (None, "", "-") else due_on,
        due_text or None,
        action,
        form,
    )


def _note(line: str, both: tuple[str, ...], in_table: bool) -> Note:
    word, _, rest = line[1:].partition(" ")
    word, _, form = word.partition(":")
    if word in MODALITIES:
        return _commitment(word, "table_row" if in_table else f"list_{form}" if form else "sentence", rest, both)
    if word == "not" and rest in REASONS:
        return Denial(rest)
    if word == "field":
        name, _, value = rest.partition(" ")
        return Field(name, value.removesuffix(" computed"), value.endswith(" computed"))
    if word == "status":
        status, _, target = rest.partition(" ")
        file, _, words = target.partition(" :: ")
        if status in STATES and words:
            return Status(status, file, words)
    raise ValueError(f"Unknown annotation: {line!r}")


def _sentences(lines: list[str], both: tuple[str, ...], table: bool) -> Iterator[Sentence]:
    text, notes = "", list[Note]()

    def finished() -> Sentence:
        cells = tuple(cell.strip() for cell in text.split("|")) if table else ()
        return Sentence(text, tuple(notes), cells)

    for line in lines:
        if line.startswith("@"):
            notes.append(_note(line, both, table))
            continue
        if text:
            yield finished()
        text, notes = line, []
    if text:
        yield finished()


def _block(lines: list[str], both: tuple[str, ...]) -> Block:
    kind, argument = "text", ""
    for prefix, name in (("# ", "title"), ("## ", "heading"), ("### ", "subheading")):
        if lines[0].startswith(prefix):
            kind, lines = name, [lines[0].removeprefix(prefix), *lines[1:]]
    if lines[0].startswith("%"):
        kind, _, argument = lines[0][1:].partition(" ")
        if kind not in BLOCKS:
            raise ValueError(f"Unknown directive: {lines[0]!r}")
        lines = lines[1:]
    right: list[str] = []
    if "||" in lines:
        at = lines.index("||")
        lines, right = lines[:at], lines[at + 1 :]
    table = kind in ("table", "meta")
    return Block(kind, argument, tuple(_sentences(lines, both, table)), tuple(_sentences(right, both, table)))


def parse(text: str) -> Sample:
    """Reads one content file; raises ValueError where the notation is broken."""
    head, _, body = text.partition("\n---\n")
    about = {key.strip(): value.strip() for key, _, value in (line.partition(":") for line in head.splitlines())}
    both = _ids(about.get("parties", ""), ())
    groups = [group.splitlines() for group in re.split(r"\n\s*\n", body.strip("\n"))]
    return Sample(about, tuple(_block(group, both) for group in groups if group))


def read_all() -> list[Sample]:
    """Reads every content file of the package, ordered by the name of the PDF."""
    folder = Path(__file__).parent / "content"
    samples = [parse(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.txt"))]
    return sorted(samples, key=lambda sample: sample.file)
