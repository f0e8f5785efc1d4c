"""Work that is watched: done in its own thread while its steps are shown, with the product's one broad except."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from queue import SimpleQueue
from threading import Thread
from typing import Generic, TypeVar

from kb.errors import AgreementKBError

News = TypeVar("News")
Outcome = TypeVar("Outcome")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Failed:
    """Work that ended without an outcome; `sentence` tells a person why."""

    sentence: str


@dataclass(frozen=True, slots=True)
class Finished(Generic[Outcome]):
    """Work that ended well."""

    outcome: Outcome


def watched(
    work: Callable[[Callable[[News], None]], Outcome], sorry: str
) -> Iterator[News | Finished[Outcome] | Failed]:
    """Does `work`, yielding what it tells as it goes and at last Finished or Failed.

    The product's own errors keep their message; any other is logged and told as `sorry`.
    """
    heard: SimpleQueue[News | Finished[Outcome] | Failed] = SimpleQueue()

    def run() -> None:
        try:
            heard.put(Finished(work(heard.put)))
        except AgreementKBError as error:
            heard.put(Failed(str(error)))
        except Exception:
            # The edge of the page: a defect anywhere below must not show a trace to a reader, nor be lost.
            _log.exception("A question or an upload failed unexpectedly.")
            heard.put(Failed(sorry))

    Thread(target=run, daemon=True).start()
    while True:
        news = heard.get()
        yield news
        if isinstance(news, Finished | Failed):
            return
