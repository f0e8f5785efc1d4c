"""What both readers of promises give: one promise inside a sentence, before it becomes a commitment."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.facts.organisations import Organisation
from kb.domain import Modality


@dataclass(frozen=True, slots=True)
class Promise:
    """Who promises what, between `start` and `end` of a sentence.

    `obligor` is None where the sentence does not name one; `thing` is then its grammatical subject, if it has any.
    """

    modality: Modality
    obligor: tuple[Organisation, ...] | None
    action: str
    start: int
    end: int
    thing: str = ""
    team: str = ""
