"""A calendar (ICS) of what is due, what ends and by when notice has to be given, each event with its document, page and quote."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kb.export.files import write_whole
from kb.export.rows import Row

_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_LONGEST_SUMMARY = 120
# A reminder so many days before: time to do the thing, to decide on notice, to talk about a renewal.
_REMINDED = {"due": 7, "notice": 14, "end": 30}
_CATEGORIES = {
    "due": "약속 기한 Commitment due",
    "notice": "종료 통보 기한 Notice deadline",
    "end": "협약 만료 Agreement ends",
}
_OVER = ("draft", "superseded", "terminated", "expired")
_SETTLED = ("done", "dropped")


@dataclass(frozen=True, slots=True)
class _Day:
    """One event: `subject` and `what` make its identity, whatever its words or its day become."""

    subject: str
    what: str
    day: dt.date
    summary: str
    description: str


def write_ics(rows: Sequence[Row], path: Path, now: dt.datetime | None = None) -> int:
    """Write a calendar of the days in agreement and commitment rows; how many events.

    Past days of what is still open stay in it; what is done, dropped, over or unsigned is left out. A day that an event had in
    an earlier file is moved by importing the new one: events keep their identity.
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//Agreement KB//register//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Agreement KB")
    days = [day for row in rows for day in _days(row)]
    for day in days:
        calendar.add_component(_event(day, now or dt.datetime.now(dt.UTC)))
    content: bytes = calendar.to_ical()
    write_whole(path, lambda stream: stream.write(content))
    return len(days)


def _event(day: _Day, now: dt.datetime) -> Any:
    from icalendar import Alarm, Event

    event = Event()
    event.add("uid", f"{day.subject}-{day.what}@agreement-kb")
    event.add("dtstamp", now)
    event.add("dtstart", day.day)
    event.add("dtend", day.day + dt.timedelta(days=1))
    event.add("summary", _line(day.summary)[:_LONGEST_SUMMARY])
    event.add("description", "\n".join(_line(line) for line in day.description.splitlines()))
    event.add("categories", [_CATEGORIES[day.what]])
    event.add("transp", "TRANSPARENT")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _line(day.summary)[:_LONGEST_SUMMARY])
    alarm.add("trigger", dt.timedelta(days=-_REMINDED[day.what]))
    event.add_component(alarm)
    return event


def _days(row: Row) -> Iterator[_Day]:
    subject = str(row.get("id") or row["document_id"])
    if row.get("due_on") and row.get("status") not in _SETTLED:
        summary = f"{', '.join(row['obligor']) or '—'}: {row['action']}"
        yield _Day(subject, "due", dt.date.fromisoformat(row["due_on"]), summary, _proof(row, row))
    if row.get("status") in _OVER or "evidence" not in row:
        return
    proofs = {each["field"]: each for each in row["evidence"]}
    for name, what, words, fields in (
        ("running_until", "end", "만료 / ends", ("expires_on", "term")),
        ("notice_by", "notice", "종료 통보 기한 / last day for notice", ("notice_period",)),
    ):
        if row.get(name):
            proof = next((proofs[field] for field in fields if field in proofs), row)
            yield _Day(subject, what, dt.date.fromisoformat(row[name]), f"{words}: {row['title']}", _proof(row, proof))


def _proof(row: Row, proof: Row) -> str:
    """Where the day is written, and what a person says about it."""
    lines = [f"{proof['document']}, p. {proof['page']}: “{_line(proof['quote'])}”"]
    lines.extend(f"{name}: {row[name]}" for name in ("status", "owner", "note") if row.get(name))
    return "\n".join(lines)


def _line(text: str) -> str:
    return " ".join(_UNWRITABLE.sub("", text).split())
