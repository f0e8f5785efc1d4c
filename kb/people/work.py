"""Work on commitments: status, owner, note, and what people made of an extracted row; every change is journalled."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Literal, get_args

import sqlalchemy as sa

from kb.database import commitment, commitment_work, current, document
from kb.domain import CommitmentStatus, Modality, Review, Work
from kb.errors import ChangeRefused, UnknownCommitment
from kb.people import journal
from kb.people.keys import clause_of, family_of
from kb.people.values import day, line, lines

Decision = Literal["accepted", "rejected"]
Field = Literal["obligor", "obligee", "action", "modality", "due_on", "due_text", "topic", "condition"]
FIELDS: tuple[Field, ...] = get_args(Field)
STATUSES: tuple[CommitmentStatus, ...] = get_args(CommitmentStatus)
MODALITIES: tuple[Modality, ...] = get_args(Modality)
NAMES = ("obligor", "obligee")


def find(connection: sa.Connection, name: str) -> str:
    """The key of the commitment, or of the work whose clause is gone, with the id `name` or the only one that begins so."""
    wanted = name.strip().lower()
    begins = len(wanted) >= journal.SHORTEST
    here = sa.select(commitment.c.key).join(document).where(current)
    kept = sa.select(commitment_work.c.key)
    found: set[str] = set()
    for query, column in ((here, commitment.c.key), (kept, commitment_work.c.key)):
        fits = column.startswith(wanted, autoescape=True) if begins else column == wanted
        found.update(connection.execute(query.where(fits)).scalars())
    if wanted in found:
        return wanted
    if len(found) == 1:
        return found.pop()
    if found:
        raise UnknownCommitment(f"{len(found)} commitments have an id that begins with {name}: give more of it.")
    raise UnknownCommitment(
        f"No commitment has the id {name}: list them with `python -m kb commitments`, agreements with `python -m kb agreements`."
    )


def held(connection: sa.Connection) -> dict[str, sa.Row[Any]]:
    """All work on record by its key."""
    return {row.key: row for row in connection.execute(sa.select(commitment_work))}


def review_of(decision: str, corrected: Mapping[str, Any]) -> Review:
    """What people made of a row: a rejection outweighs corrections, and they an acceptance."""
    if decision == "rejected":
        return "rejected"
    if corrected:
        return "corrected"
    return "accepted" if decision == "accepted" else ""


def note_work(
    connection: sa.Connection,
    key: str,
    by: str,
    *,
    status: str | None = None,
    owner: str | None = None,
    note: str | None = None,
) -> None:
    """Set what is given of a commitment's status, owner and note; empty text, and "open", take back what was set."""
    if status is not None and status not in STATUSES:
        raise ChangeRefused(f"{status!r} is no status of a commitment: give one of {', '.join(STATUSES)}.")
    values = {
        "status": "" if status == "open" else status,
        "owner": None if owner is None else line("owner", owner),
        "note": None if note is None else lines(note),
    }
    before = _row(connection, key)
    after = {**before, **{name: value for name, value in values.items() if value is not None}}
    for name in values:
        if name == "status":
            _enter(connection, by, before, name, before[name] or "open", after[name] or "open")
        else:
            _enter(connection, by, before, name, before[name], after[name])
    _keep(connection, before, after, by)


def decide(connection: sa.Connection, key: str, by: str, decision: Decision | Literal[""]) -> None:
    """Accept a row, reject it, or take either back."""
    before = _row(connection, key)
    after = {**before, "decision": decision}
    old, new = (review_of(each["decision"], each["corrected"]) for each in (before, after))
    _enter(connection, by, before, "review", old, new)
    _keep(connection, before, after, by)


def correct(
    connection: sa.Connection, key: str, by: str, values: Mapping[str, Any], unset: Collection[str] = ()
) -> None:
    """Set fields of a row to what a person says, and those of `unset` back to what was extracted."""
    for name in (*values, *unset):
        if name not in FIELDS:
            raise ChangeRefused(f"{name!r} is no field of a commitment: give one of {', '.join(FIELDS)}.")
    before = _row(connection, key)
    extracted = _extracted(connection, key)
    corrected = dict(before["corrected"])
    for name in unset:
        corrected.pop(name, None)
    for name, value in values.items():
        corrected[name] = _checked(name, value)
        if corrected[name] == extracted.get(name):
            del corrected[name]
    for name in FIELDS:
        old, new = (each.get(name, extracted.get(name)) for each in (before["corrected"], corrected))
        _enter(connection, by, before, name, told(old), told(new))
    _keep(connection, before, {**before, "corrected": corrected}, by)


def move(connection: sa.Connection, key: str, target: str, by: str) -> None:
    """Give the work on a clause that is gone to the commitment `target`, which has none yet."""
    before, after = _row(connection, key), _row(connection, target)
    if key == target or _clause(connection, key) is not None:
        raise ChangeRefused(
            f"The clause of {key} is still in its document: only work whose clause is gone can be moved."
        )
    if _clause(connection, target) is None or not _is_empty(after):
        raise ChangeRefused(
            f"{target} has work of its own, or no clause: move to a commitment that nobody has worked on."
        )
    _enter(connection, by, before, "moved", key, target)
    journal.write(connection, by, "commitment", target, "moved", key, target, family=after["family"])
    kept = {name: before[name] for name in ("status", "owner", "note", "decision", "corrected")}
    _keep(connection, after, {**after, **kept}, by)
    connection.execute(sa.delete(commitment_work).where(commitment_work.c.key == key))


def listed(connection: sa.Connection) -> list[Work]:
    """All work, the latest first; what was done on deleted documents is left out, its words are gone."""
    here = set(connection.execute(sa.select(commitment.c.key).join(document).where(current)).scalars())
    query = sa.select(commitment_work).where(commitment_work.c.document != "")
    rows = connection.execute(query.order_by(commitment_work.c.at.desc(), commitment_work.c.key))
    return [
        Work(
            row.key, row.document, row.quote, row.status, row.owner, row.note, review_of(row.decision, row.corrected),
            tuple((name, told(row.corrected[name]) or "") for name in FIELDS if name in row.corrected), row.key not in here,
            row.by, journal.utc(row.at),
        )
        for row in rows
    ]  # fmt: skip


def left_behind(connection: sa.Connection, document_id: str) -> int:
    """How many works of a document's earlier versions found no clause in it."""
    here = sa.select(commitment.c.key).where(commitment.c.document_id == document_id)
    family = commitment_work.c.family == family_of(connection, document_id)
    query = sa.select(sa.func.count()).select_from(commitment_work)
    known = sa.and_(family, commitment_work.c.document != "", commitment_work.c.key.not_in(here))
    return connection.execute(query.where(known)).scalar_one()


def told(value: Any) -> str | None:
    """A field's value as the journal writes it."""
    return "; ".join(value) if isinstance(value, list) else value


def _clause(connection: sa.Connection, key: str) -> sa.Row[Any] | None:
    query = sa.select(commitment, document.c.name).join(document).where(current, commitment.c.key == key)
    return connection.execute(query.limit(1)).one_or_none()


def _row(connection: sa.Connection, key: str) -> dict[str, Any]:
    """The work on a commitment, its clause's words as they are now; empty where there is none yet."""
    query = sa.select(commitment_work).where(commitment_work.c.key == key)
    row = connection.execute(query).one_or_none()
    work = dict(row._mapping) if row is not None else {}
    clause = _clause(connection, key)
    if clause is not None:
        named = (clause.named or {}).get("obligor", clause.obligor)
        digests = clause_of(clause.quote, named, clause.action)
        work |= {
            "key": key, "family": family_of(connection, clause.document_id), "clause": digests.clause,
            "obligor": digests.obligor, "action": digests.action, "quote": clause.quote, "document": clause.name,
        }  # fmt: skip
    elif not work:
        raise UnknownCommitment(f"No commitment has the id {key}: list them with `python -m kb commitments`.")
    return {"status": "", "owner": "", "note": "", "decision": "", "corrected": {}} | work


def _extracted(connection: sa.Connection, key: str) -> dict[str, Any]:
    """What was extracted of a commitment, as corrections are kept; nothing where its clause is gone."""
    clause = _clause(connection, key)
    if clause is None:
        return {}
    made: dict[str, Any] = {name: getattr(clause, name) for name in FIELDS}
    made["due_on"] = clause.due_on.isoformat() if clause.due_on else ""
    named: dict[str, list[str]] = clause.named or {}
    return made | {name: list(named.get(name, made[name])) for name in NAMES}


def _enter(
    connection: sa.Connection, by: str, work: Mapping[str, Any], field: str, before: str | None, after: str | None
) -> None:
    journal.write(
        connection, by, "commitment", work["key"], field, before or None, after or None, family=work["family"]
    )


def _keep(connection: sa.Connection, before: Mapping[str, Any], after: Mapping[str, Any], by: str) -> None:
    """Write a commitment's work; nothing is kept of what has been taken back entirely."""
    if before == after:
        return
    connection.execute(sa.delete(commitment_work).where(commitment_work.c.key == after["key"]))
    if not _is_empty(after):
        values = {**after, "by": by, "at": dt.datetime.now(dt.UTC)}
        connection.execute(sa.insert(commitment_work).values(values))


def _is_empty(work: Mapping[str, Any]) -> bool:
    return not any(work[name] for name in ("status", "owner", "note", "decision", "corrected"))


def _checked(name: str, value: Any) -> Any:
    """A correction as it is kept: names a list, a day ISO or empty; ChangeRefused for what the field cannot be."""
    if name in NAMES:
        names: Sequence[str] = value.split(";") if isinstance(value, str) else list(value)
        return [text for each in names if (text := line(name, each))]
    if isinstance(value, dt.date):
        return value.isoformat()
    text = line(name, value or "")
    if name == "modality" and text not in MODALITIES:
        raise ChangeRefused(f"{text!r} is no modality: give one of {', '.join(MODALITIES)}.")
    if name == "due_on" and text:
        return day(text).isoformat()
    if name == "action" and not text:
        raise ChangeRefused("A commitment without an action is none: reject it instead.")
    return text
