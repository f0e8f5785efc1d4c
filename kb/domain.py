"""The nouns of the product: what is known, and how it is proved. Standard library only, no I/O."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

Language = Literal["ko", "en"]
Kind = Literal["mou", "minutes", "brief", "other"]
Modality = Literal["obligation", "best_effort", "permission", "prohibition", "intent"]
Renewal = Literal["automatic", "by_agreement", "none"]
CommitmentStatus = Literal["open", "done", "overdue", "dropped"]
# What people made of an extracted row: nothing yet, taken as it is, set right, or no commitment at all.
Review = Literal["", "accepted", "corrected", "rejected"]
AgreementStatus = Literal[
    "draft", "not_yet_in_force", "in_force", "renewed", "expired", "superseded", "terminated", "unknown"
]
# What a document does to a clause of an agreement made before it, or to the whole agreement.
ChangeKind = Literal["replaced", "reworded", "added", "deleted", "terminated"]
# How a commitment is reported to stand.
ProgressState = Literal["done", "under_way", "not_done", "dropped"]
Role = Literal["user", "assistant"]
# Where a page's text came from: its text layer, OCR of its image, a section of a file without pages, or nowhere.
PageSource = Literal["text", "ocr", "section", "unread"]

KINDS: tuple[Kind, ...] = ("mou", "minutes", "brief", "other")
LANGUAGES: tuple[Language, ...] = ("ko", "en")

# A field of a commitment as it was extracted: text, an ISO date, names.
Extracted = str | tuple[str, ...] | None

Value_co = TypeVar("Value_co", covariant=True)


# An OCR page read with less confidence than this is told as uncertain wherever it is cited.
UNCERTAIN = 0.8


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a sheet as displayed, in fractions of its width and height from the top left corner."""

    left: float
    top: float
    right: float
    bottom: float

    def beside(self, other: Box) -> bool:
        """Whether `other` continues the same line: they share half of the lower one's height."""
        shared = min(self.bottom, other.bottom) - max(self.top, other.top)
        return shared * 2 >= min(self.bottom - self.top, other.bottom - other.top)

    def joined(self, other: Box) -> Box:
        """The smallest rectangle around both."""
        return Box(
            min(self.left, other.left), min(self.top, other.top),
            max(self.right, other.right), max(self.bottom, other.bottom),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Word:
    """Where the characters `start` to `end` of a page's text are seen: on which sheet of the file as shown (from 1), and where.

    A PDF's sheets are its pages; a file without pages has the sheets of the PDF made from it, if one was made.
    """

    start: int
    end: int
    sheet: int
    box: Box


@dataclass(frozen=True, slots=True)
class Page:
    """One physical page: `number` counts from 1 as a PDF viewer counts, `label` is what is printed, `text` is NFC.

    A file without pages has one for each of its sections, its text one paragraph a line. `confidence` is OCR's, 0 to 1.
    """

    number: int
    label: str
    text: str
    source: PageSource = "text"
    confidence: float | None = None

    def place(self, start: int) -> str:
        """What a citation of the character at `start` is labelled: the label, and in a section the paragraph from 1."""
        if self.source != "section":
            return self.label
        return f"{self.label} ¶{self.text.count(chr(10), 0, start) + 1}"


@dataclass(frozen=True, slots=True)
class Document:
    """One file, known by the SHA-256 of its bytes; `name` is its file name, `path` where it was last seen."""

    id: str
    name: str
    path: str
    title: str
    kind: Kind
    languages: tuple[Language, ...]
    dated_on: dt.date | None
    pages: tuple[Page, ...]
    version: int = 1
    superseded_by: str | None = None
    warnings: tuple[str, ...] = ()
    format: str = "pdf"

    def page(self, number: int) -> Page:
        """The page a viewer calls `number`; IndexError when there is none."""
        if not 1 <= number <= len(self.pages):
            raise IndexError(f"{self.name} has no page {number}")
        return self.pages[number - 1]


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """One line of the list of documents: a document without its text, with its counts."""

    id: str
    name: str
    path: str
    title: str
    kind: Kind
    languages: tuple[Language, ...]
    dated_on: dt.date | None
    pages: int
    passages: int
    commitments: int
    version: int
    superseded_by: str | None
    warnings: tuple[str, ...] = ()
    format: str = "pdf"


@dataclass(frozen=True, slots=True)
class Passage:
    """A clause, heading section or paragraph on exactly one page: `page.text[start:end] == text`.

    `reading` is what it is searched and read out by where its characters alone do not say it: a table's row with its headers.
    """

    page: int
    start: int
    end: int
    text: str
    language: Language
    heading: tuple[str, ...] = ()
    reading: str = ""

    @property
    def words(self) -> str:
        """What it says, as it is searched."""
        return self.reading or self.text


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a statement is proved: `quote` is `page.text[start:end]`, the page's own characters.

    In an answer `source` and `confidence` say how the page was read, as its own do.
    """

    document_id: str
    document: str
    kind: Kind
    page: int
    label: str
    quote: str
    start: int
    end: int
    source: PageSource = "text"
    confidence: float | None = None

    @property
    def uncertain(self) -> bool:
        """Whether the page was read by OCR with so little confidence that the quote should be compared with its image."""
        return self.source == "ocr" and (self.confidence or 0.0) < UNCERTAIN


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found by a search, with its score from 0 to 1, higher is better; `label` is that of its place on the page."""

    document_id: str
    document: str
    kind: Kind
    label: str
    passage: Passage
    score: float
    source: PageSource = "text"
    confidence: float | None = None

    def cite(self, start: int | None = None, end: int | None = None) -> Citation:
        """A citation of the passage's characters `start` to `end` (offsets in the page; the whole passage by default)."""
        first = self.passage.start if start is None else start
        last = self.passage.end if end is None else end
        quote = self.passage.text[first - self.passage.start : last - self.passage.start]
        return Citation(
            self.document_id, self.document, self.kind, self.passage.page, self.label, quote, first, last,
            self.source, self.confidence,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fact(Generic[Value_co]):
    """A value with the citation that proves it; `trace` says how it was computed where it is not written."""

    value: Value_co
    citation: Citation
    trace: str = ""


@dataclass(frozen=True, slots=True)
class Party:
    """One organisation under all its names; the id is the same in every language and document."""

    id: str
    ko: str = ""
    en: str = ""
    short: str = ""
    other_names: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every name it is known by, the full ones first, none twice."""
        return tuple(dict.fromkeys(name for name in (self.ko, self.en, self.short, *self.other_names) if name))

    def name(self, language: Language) -> str:
        """Its name for a reader of `language`."""
        first, second = (self.ko, self.en) if language == "ko" else (self.en, self.ko)
        return first or second or self.short or self.id


@dataclass(frozen=True, slots=True)
class PartyRole:
    """The word by which an agreement means one of its parties: 갑, "Foundation", "Party A"."""

    party: Party
    word: str


_SINGLE_FACTS = (
    "title", "signed_on", "effective_on", "expires_on", "term", "renewal",
    "notice_period", "governing_law", "binding", "draft", "amends", "supersedes",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Agreement:
    """What one document agrees: every field carries its own citation, or is absent."""

    document_id: str
    title: Fact[str]
    parties: tuple[Fact[Party], ...] = ()
    signed_on: Fact[dt.date] | None = None
    effective_on: Fact[dt.date] | None = None
    expires_on: Fact[dt.date] | None = None
    term: Fact[str] | None = None
    renewal: Fact[Renewal] | None = None
    notice_period: Fact[str] | None = None
    governing_law: Fact[str] | None = None
    binding: Fact[bool] | None = None
    draft: Fact[bool] | None = None
    amends: Fact[str] | None = None
    supersedes: Fact[str] | None = None
    roles: tuple[Fact[PartyRole], ...] = ()

    def facts(self) -> Iterator[tuple[str, Fact[object]]]:
        """Each field that is present, by its name, the parties and what they are called one by one."""
        for name in _SINGLE_FACTS:
            fact = getattr(self, name)
            if fact is not None:
                yield name, fact
        for party in self.parties:
            yield "party", party
        for role in self.roles:
            yield "role", role


@dataclass(frozen=True, slots=True)
class Change:
    """What a document changes in an agreement made before it; `place` is the clause as "5.1", empty where none is named.

    `old` words give way to `new` ones where single words are replaced; `of` is the day of the agreement meant, as written.
    """

    kind: ChangeKind
    citation: Citation
    place: str = ""
    old: str = ""
    new: str = ""
    of: dt.date | None = None
    effective_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """What a document reports of something promised: how it stands, and where the report says so, on which day it was done."""

    state: ProgressState
    citation: Citation
    reported_on: dt.date | None = None
    done_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Supersession:
    """What took a clause's place, and from which day; the clause itself stays citable."""

    citation: Citation
    since: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Commitment:
    """Who promised what to whom by when; parties by their names as resolved, `due_text` and `condition` as written.

    `due_trace` says how a due date was computed that is not written as one. `id` stays when the document is read again or
    replaced by a version with the same clause. `status`, `owner` and `note` are people's; `corrected` has the fields that
    people set, each with what was extracted.
    """

    obligor: tuple[str, ...]
    obligee: tuple[str, ...]
    action: str
    modality: Modality
    citation: Citation
    due_on: dt.date | None = None
    due_text: str = ""
    topic: str = ""
    status: CommitmentStatus = "open"
    owner: str = ""
    condition: str = ""
    due_trace: str = ""
    id: str = ""
    note: str = ""
    review: Review = ""
    corrected: tuple[tuple[str, Extracted], ...] = ()
    superseded: Supersession | None = None
    # Reports found on it, the latest first: they propose a status and never set it.
    progress: tuple[Progress, ...] = ()
    # Where the agreement promises the same in its other language.
    other_texts: tuple[Citation, ...] = ()

    @property
    def proposed_status(self) -> CommitmentStatus | None:
        """What the latest report on it proposes; None where there is none."""
        if not self.progress:
            return None
        state = self.progress[0].state
        return "done" if state == "done" else "dropped" if state == "dropped" else "open"


@dataclass(frozen=True, slots=True)
class Work:
    """What people say about a commitment and do with it, kept apart from what was extracted.

    `status` and `owner` are empty where nobody set them; `corrected` has the fields that people set, as text. Its clause may
    be gone from the document (`orphaned`): `document` and `quote` then say where it last stood.
    """

    id: str
    document: str
    quote: str
    status: str
    owner: str
    note: str
    review: Review
    corrected: tuple[tuple[str, str], ...]
    orphaned: bool
    by: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Given:
    """A field of an agreement that a person gave its value: which one, who, and when (UTC)."""

    field: str
    by: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a person should look at something extracted: `field` of the agreement or commitment `id`, and what is doubtful in it.

    The citation says how sure OCR was of its page.
    """

    noun: Literal["agreement", "commitment"]
    id: str
    field: str
    value: str
    reason: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """An entry of the journal: who changed what, when (UTC), from what to what.

    `noun` is commitment, agreement, document or party, `id` its id. `before` and `after` are None where there was nothing, or
    where they went with a deleted document (`erased`).
    """

    at: dt.datetime
    by: str
    noun: str
    id: str
    document: str
    field: str
    before: str | None
    after: str | None
    erased: bool = False


@dataclass(frozen=True, slots=True)
class PartyListing:
    """An organisation with the current documents that name it and how many agreements and commitments are its own.

    `stated` are the roles (ko, en, short) whose name people gave; `called` is what agreements call it (갑, "Agency").
    """

    party: Party
    documents: tuple[str, ...]
    agreements: int
    promises: int
    promised: int
    stated: tuple[str, ...] = ()
    called: tuple[Fact[str], ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of an answer with the citations that prove it; it cannot exist without one."""

    text: str
    citations: tuple[Citation, ...]

    def __post_init__(self) -> None:
        if not self.citations:
            raise ValueError(f"a statement needs a citation: {self.text!r}")


@dataclass(frozen=True, slots=True)
class Answer:
    """Evidence or refusal: statements that answer, or a reason why there are none, then with leads as statements."""

    question: str
    language: Language
    statements: tuple[Statement, ...] = ()
    hits: tuple[Hit, ...] = ()
    reason: str = ""

    def __post_init__(self) -> None:
        if not self.reason and not self.statements:
            raise ValueError("an answer has evidence or is a refusal with a reason")

    @property
    def refused(self) -> bool:
        """Whether nothing on record supports an answer; `statements` are then leads."""
        return bool(self.reason)


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of the conversation before the question."""

    role: Role
    content: str


@dataclass(frozen=True, slots=True)
class Filters:
    """What a search is limited to; empty means every current version.

    `documents` are ids or file names, `parties` any of an organisation's names, dates those of the document.
    """

    documents: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    languages: tuple[Language, ...] = ()
    parties: tuple[str, ...] = ()
    since: dt.date | None = None
    until: dt.date | None = None

    @property
    def empty(self) -> bool:
        """Whether nothing is narrowed, so that the whole index serves."""
        return self == Filters()
