"""Questions whose right answer is known: where it stands, what it must say, or that there is none."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kb.domain import Answer, Turn
from kb.errors import QuestionRefused
from kb.text import language_of, nfc

PageKey = tuple[str, int]


@dataclass(frozen=True, slots=True)
class GoldQuestion:
    """A question with the pages, as (file name, physical page), that answer it; without any it has no answer.

    `must` are groups of spellings, of each of which an answer says one; `must_not` what it must not say. `language` is that
    of the question, `document_language` that of the pages, `as_of` the day it is asked on.
    """

    id: str
    question: str
    gold: frozenset[PageKey] = frozenset()
    language: str = ""
    type: str = ""
    document_language: str = ""
    history: tuple[Turn, ...] = ()
    as_of: dt.date | None = None
    answerable: bool = True
    must: tuple[tuple[str, ...], ...] = ()
    must_not: tuple[str, ...] = ()
    split: str = ""

    @property
    def pair(self) -> str:
        """From which language into which it asks: "ko→en"; empty where the language of the pages is not given."""
        return f"{self.language}→{self.document_language}" if self.document_language else ""

    def is_right(self, answer: Answer) -> bool | None:
        """Whether an answer says what it must; None where nothing is known that it must say."""
        if not self.answerable:
            return answer.refused
        if not self.must:
            return None
        if answer.refused:
            return False
        parts = (part for one in answer.statements for part in (one.text, *(cited.quote for cited in one.citations)))
        said = "\n".join(_bare(part) for part in parts)
        wanted = all(any(_bare(spelling) in said for spelling in group) for group in self.must)
        return wanted and not any(_bare(spelling) in said for spelling in self.must_not)


def read_questions(path: Path) -> list[GoldQuestion]:
    """The questions of a JSON Lines file: {"id", "question", "gold": [{"document", "page"}]} and, where known, "answerable",
    "must", "must_not", "history", "as_of", "language", "document_language", "type", "split".

    QuestionRefused names the line that is not one.
    """
    questions = []
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise QuestionRefused(f"The questions {path} cannot be read ({error}): give JSON Lines in UTF-8.") from error
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                questions.append(_question(json.loads(line)))
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise QuestionRefused(
                    f"Line {number} of {path} is no question ({type(error).__name__}: {error}): write "
                    '{"id": ..., "question": ..., "gold": [{"document": FILE NAME, "page": NUMBER}]}, '
                    'or "answerable": false instead of gold.'
                ) from error
    if not questions:
        raise QuestionRefused(f"The file {path} holds no question: write one JSON object a line.")
    return questions


def _question(row: Mapping[str, Any]) -> GoldQuestion:
    gold = frozenset((nfc(str(page["document"])), int(page["page"])) for page in row.get("gold") or ())
    question = str(row["question"])
    answerable = bool(row.get("answerable", True))
    if not question.strip() or (answerable and not gold):
        raise ValueError("a question and at least one gold page are needed")
    return GoldQuestion(
        id=str(row["id"]),
        question=question,
        gold=gold,
        language=str(row.get("language") or language_of(question)),
        type=str(row.get("type") or ""),
        document_language=str(row.get("document_language") or ""),
        history=tuple(Turn(turn["role"], str(turn["content"])) for turn in row.get("history") or ()),
        as_of=dt.date.fromisoformat(row["as_of"]) if row.get("as_of") else None,
        answerable=answerable,
        must=tuple(tuple(map(str, group)) for group in row.get("must") or ()),
        must_not=tuple(map(str, row.get("must_not") or ())),
        split=str(row.get("split") or ""),
    )


def _bare(text: str) -> str:
    """`text` as answers are compared: NFC, small letters, no white space."""
    return "".join(nfc(text).casefold().split())
