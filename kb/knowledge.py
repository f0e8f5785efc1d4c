"""The facade: everything a page, a script or a notebook asks of the knowledge base."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from kb import answer, conflicts, documents, originals, publication, query, question, register, retrieve
from kb.amending import with_supersessions
from kb.backends import Embedder, open_embedder
from kb.centre import Centre
from kb.commitments import Reviewed
from kb.database import Database
from kb.domain import (
    Answer,
    Commitment,
    CommitmentStatus,
    Document,
    DocumentSummary,
    Filters,
    Hit,
    Modality,
    Turn,
)
from kb.errors import HomeUnusable, QuestionRefused
from kb.glossary import ClauseVectors
from kb.people.facade import PeoplesRecord
from kb.plan import Plan
from kb.progress import with_progress
from kb.settings import Settings, read_settings
from kb.snapshot import Snapshot, Snapshots
from kb.vectors import Vectors
from kb.wordboxes import Sight

if TYPE_CHECKING:
    from langchain_core.retrievers import BaseRetriever


class KnowledgeBase(PeoplesRecord):
    """One data home, opened for asking; threads may share it, and it follows what other processes ingest and delete."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._database = Database(settings)
        self._database.prepare()
        self._snapshots = Snapshots(self._database, settings)
        self._lock = threading.Lock()
        self._embedder: Embedder | None = None
        self._centre = Centre(self._sentences_near)
        self._clauses = ClauseVectors(self._sentences_near)

    @classmethod
    def open(cls, home: str | Path | Settings = "data") -> KnowledgeBase:
        """Open the data home `home`, a folder or whole settings; HomeUnusable when it holds no base that can be read."""
        settings = home if isinstance(home, Settings) else read_settings(home=Path(home))
        if not settings.database_url and not (settings.home / "kb.sqlite").is_file():
            raise HomeUnusable(
                f"No knowledge base in {settings.home}: run `python -m ingest PATH...` first, or name another folder with --home."
            )
        return cls(settings)

    def ask(
        self,
        text: str,
        *,
        history: Sequence[Turn] = (),
        as_of: dt.date | None = None,
        on_step: Callable[[str], None] = lambda step: None,
    ) -> Answer:
        """The answer to a question in Korean or English, or a refusal with its reason and leads.

        `as_of` is the day on which terms and deadlines are judged, today by default; `on_step` is told "understand",
        "search" and "answer" as they begin. QuestionRefused for an empty or over-long question.
        """
        on_step("understand")
        with self.sources(text, history=history, as_of=as_of, on_step=on_step) as (asked, sources):
            return answer.compose(asked, sources)

    @contextmanager
    def sources(
        self,
        text: str,
        *,
        history: Sequence[Turn] = (),
        as_of: dt.date | None = None,
        on_step: Callable[[str], None] = lambda step: None,
    ) -> Iterator[tuple[question.Asked, answer.Sources]]:
        """The question as `ask` understands it and what answers draw on, for fitting and measuring how they are chosen."""
        self._check(text)
        with self._snapshots.current() as state:
            yield self._understood(state, text, history, as_of), self._sources(state, on_step)

    def explain(self, text: str, *, history: Sequence[Turn] = (), as_of: dt.date | None = None) -> Plan:
        """How `ask` understands the same question: what it asks, about whom, what it takes over, and who answers."""
        self._check(text)
        with self._snapshots.current() as state:
            return answer.explain(self._understood(state, text, history, as_of), self._sources(state))

    def search(
        self,
        text: str,
        k: int = 10,
        filters: Filters | None = None,
        *,
        history: Sequence[Turn] = (),
        by: retrieve.Scoring = "both",
    ) -> list[Hit]:
        """The best `k` pages for a question, each by its best passage, best first; read in the light of `history`.

        Pages of the documents that the question means come first, then those of others; `filters` narrow to theirs alone.
        `by` "words" or "vectors" alone is for measuring what each is worth.
        """
        self._check(text)
        with self._snapshots.current() as state:
            asked = self._understood(state, text, history, None)
            if filters and not filters.empty:
                ranking = self._rank(state, asked.query, filters, by, asked.scope.favoured)
                return retrieve.hits(state.connection, state.catalogue, ranking, max(1, k))
            return answer.found(asked, self._sources(state, by=by), max(1, k))

    def passages(self, text: str, k: int = 10, filters: Filters | None = None) -> list[Hit]:
        """The best `k` passages for a question, best first, also several of one page."""
        self._check(text)
        with self._snapshots.current() as state:
            ranking = self._rank(state, text, filters or Filters())
            return retrieve.passages(state.connection, state.catalogue, ranking, max(1, k))

    def documents(self) -> list[DocumentSummary]:
        """The current documents, by name."""
        with self._database.read() as connection:
            return documents.summaries(connection)

    def document(self, document_id: str) -> Document:
        """A document with its pages, current or superseded; UnknownDocument when there is none."""
        with self._database.read() as connection:
            return documents.read(connection, document_id)

    def original(self, document_id: str) -> Path:
        """The stored copy of a document's file; UnknownDocument when there is none."""
        return originals.original(self.settings, document_id, self.document(document_id).format)

    def view(self, document_id: str) -> Path | None:
        """The PDF that shows a document, its own file or one made of it; None where there is none to show."""
        path = originals.view(self.settings, document_id, self.document(document_id).format)
        return path if path.is_file() else None

    def sight(self, document_id: str, page: int, start: int = 0, end: int = 0) -> Sight | None:
        """Where the characters `start` to `end` of a page, or without any the page, are seen in the PDF that shows it."""
        with self._database.read() as connection:
            return documents.sight_of(connection, document_id, page, start, end)

    def agreements(
        self,
        as_of: dt.date | None = None,
        party: str = "",
        *,
        expiring_within: int | None = None,
        review: Reviewed = "",
    ) -> list[register.AgreementRow]:
        """The agreements on record with their status on a day (today by default), optionally of one party.

        With `expiring_within` only those in force whose running term ends so many days from then at most. Rejected ones are left
        out unless `review` is "rejected" or "all".
        """
        day = as_of or dt.date.today()
        with self._database.read() as connection:
            if expiring_within is None:
                return register.agreements(connection, as_of=day, party=party, review=review)
            last = day + dt.timedelta(days=expiring_within)
            return register.agreements(
                connection,
                as_of=day,
                party=party,
                review=review,
                status=("in_force", "renewed"),
                expiring_from=day,
                expiring_before=last,
            )

    def commitments(
        self,
        *,
        obligor: str = "",
        obligee: str = "",
        party: str = "",
        topic: str = "",
        due_from: dt.date | None = None,
        due_until: dt.date | None = None,
        as_of: dt.date | None = None,
        status: CommitmentStatus | Collection[CommitmentStatus] = (),
        owner: str = "",
        modality: Modality | Collection[Modality] = (),
        review: Reviewed = "",
    ) -> list[Commitment]:
        """The commitments on record, narrowed by who, to whom, topic, due date, modality and people's work on them.

        What is open is overdue after its date as of `as_of`, today by default. Rejected ones are left out unless `review` is
        "rejected" or "all". Each says what took its place by that day, and what later documents report of it.
        """
        day = as_of or dt.date.today()
        with self._database.read() as connection:
            found = register.commitments(
                connection,
                as_of=day,
                obligor=obligor,
                obligee=obligee,
                party=party,
                topic=topic,
                due_from=due_from,
                due_until=due_until,
                status=status,
                owner=owner,
                modality=modality,
                review=review,
            )
            rows = register.agreements(connection, as_of=day)
            return with_progress(connection, with_supersessions(connection, rows, found, day), day)

    def conflicts(self, as_of: dt.date | None = None) -> list[conflicts.Conflict]:
        """Where documents give two dates or amounts for one thing; none of them is preferred."""
        day = as_of or dt.date.today()
        with self._database.read() as connection:
            rows, found = register.agreements(connection, as_of=day), register.commitments(connection, as_of=day)
            standing = with_supersessions(connection, rows, found, day)
            return [*conflicts.between_languages(connection), *conflicts.between_documents(connection, standing)]

    def delete(self, name: str, by: str = "") -> DocumentSummary:
        """Delete the document with this id or file name for good, and all words on it; what it was is given back."""
        with publication.writing(self.settings):
            with self._database.read() as connection:
                gone = documents.summaries(connection, [documents.find(connection, name)])[0]
            self._snapshots.release()
            publication.remove(self._database, self.settings, [gone.id], by)
        return gone

    def rebuild(self) -> int:
        """Make the vector index anew, embedding again where the model has changed; gives the number of passages."""
        with publication.writing(self.settings):
            self._snapshots.release()
            return publication.rebuild(self._database, self.settings, self._model())

    def as_retriever(self, k: int = 10, filters: Filters | None = None) -> BaseRetriever:
        """A LangChain retriever over `search`: documents with the passage as content and the citation as metadata."""
        from kb.retriever import PassageRetriever

        return PassageRetriever(base=self, k=k, filters=filters or Filters())

    def warm(self) -> None:
        """Load the model, the words and the index now, so that the first question does not wait for them."""
        self._model().query("warm")
        with self._snapshots.current() as state:
            self._rank(state, "협약 agreement", Filters())

    @property
    def model_loaded(self) -> bool:
        """Whether a question has needed the embedding model so far."""
        return self._embedder is not None

    def close(self) -> None:
        """Release the index and the database."""
        self._snapshots.release()
        self._database.close()

    def __enter__(self) -> KnowledgeBase:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _understood(self, state: Snapshot, text: str, history: Sequence[Turn], as_of: dt.date | None) -> question.Asked:
        return question.understand(
            state.connection, text, history, as_of or dt.date.today(), self.settings.organisation
        )

    def _sources(
        self, state: Snapshot, on_step: Callable[[str], None] = lambda step: None, by: retrieve.Scoring = "both"
    ) -> answer.Sources:
        return answer.Sources(
            connection=state.connection,
            catalogue=state.catalogue,
            rank=lambda words, filters, favoured: self._rank(state, words, filters, by, favoured),
            near=self._sentences_near,
            on_step=on_step,
        )

    def _check(self, text: str) -> None:
        if not text.strip():
            raise QuestionRefused(
                "The question is empty: write what you want to know. 질문이 비어 있습니다. 알고 싶은 것을 적어 주십시오."
            )
        limit = self.settings.question_limit
        if len(text) > limit:
            raise QuestionRefused(
                f"The question has {len(text):,} characters and the limit is {limit:,}: shorten it. "
                f"질문이 {limit:,}자를 넘습니다. 줄여 주십시오."
            )

    def _understand(self, state: Snapshot, text: str, history: Sequence[Turn], as_of: dt.date | None) -> question.Asked:
        day = as_of or dt.date.today()
        return question.understand(state.connection, text, history, day, self.settings.organisation)

    def _rank(
        self,
        state: Snapshot,
        text: str,
        filters: Filters,
        by: retrieve.Scoring = "both",
        favoured: Sequence[str] = (),
    ) -> retrieve.Ranking:
        model = self._model()
        publication.check_model(state.connection, model.name, model.dimension)
        space = query.Space(model.query, self._clauses.of, self._centre.means(state.catalogue))
        return retrieve.rank(state.connection, state.catalogue, state.nearest, space, text, filters, by, favoured)

    def _model(self) -> Embedder:
        with self._lock:
            if self._embedder is None:
                self._embedder = open_embedder(self.settings)
            return self._embedder

    def _sentences_near(self, texts: Sequence[str]) -> Vectors:
        return self._model().sentences(texts)
