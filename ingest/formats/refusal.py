"""A file that cannot be read, as the rooms of the formats say it to each other."""

from __future__ import annotations


class Refused(Exception):
    """A file cannot be read: `reason` is a stable word, `message` says why as the rest of "it cannot be read: ..."."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason
        self.message = message
