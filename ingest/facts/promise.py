"""What both readers of promises give: one promise inside a sentence, before it becomes a commitment."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.facts.organisations import Organisation
from kb.domain import Kind, Modality


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a sentence stands: in what kind of document, and whether among its articles or decisions, where plain words bind."""

    kind: Kind
    binding: bool = False

    @property
    def articles(self) -> bool:
        """Whether it stands among the articles of an agreement."""
        return self.binding and self.kind == "mou"


@dataclass(frozen=True, slots=True)
class Promise:
    """Who promises what, between `start` and `end` of a sentence.

    `obligor` is None where the sentence does not name one; `thing` is then its grammatical subject, if it has any, and `to` whoever
    it is done to. `own` tells that the speaker means his own side ("we will").
    """

    modality: Modality
    obligor: tuple[Organisation, ...] | None
    action: str
    start: int
    end: int
    thing: str = ""
    team: str = ""
    to: tuple[Organisation, ...] = ()
    own: bool = False
