"""What people write, as it is kept: on one line, composed, not over-long, and possible."""

from __future__ import annotations

import datetime as dt
import re

from kb.errors import ChangeRefused
from kb.text import nfc, one_line

_LONGEST = 4000


def day(text: str) -> dt.date:
    """The day a person writes; ChangeRefused where it is none."""
    try:
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            raise ValueError(text)
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise ChangeRefused(f"{text!r} is no date: write YYYY-MM-DD.") from error


def line(name: str, value: str) -> str:
    """`value` on one line; ChangeRefused where it is too long to be the `name`."""
    text = nfc(one_line(str(value)))
    if len(text) > _LONGEST:
        raise ChangeRefused(f"The {name} has {len(text):,} characters and the limit is {_LONGEST:,}: shorten it.")
    return text


def lines(value: str) -> str:
    """A note, its lines kept."""
    text = "\n".join(nfc(one_line(each)) for each in value.strip().splitlines())
    if len(text) > _LONGEST:
        raise ChangeRefused(f"The note has {len(text):,} characters and the limit is {_LONGEST:,}: shorten it.")
    return text
