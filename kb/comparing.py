"""Answers that set documents side by side: one clause across agreements, what an amendment changed, where texts disagree."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import sqlalchemy as sa

from kb import conflicts as conflicting
from kb import labels, links, phrases, register, wording
from kb.amending import changes_of, with_supersessions
from kb.database import page, passage
from kb.domain import Answer, Change, Citation, Fact, Statement
from kb.places import places
from kb.question import Asked
from kb.register import AgreementRow
from kb.sameness import words_of_all
from kb.text import language_of, one_line, sentences
from kb.told import LISTED
from kb.wording import say

_ALIVE = ("in_force", "renewed", "not_yet_in_force")
_DURATIONS = ("notice_period", "term")
_LONGEST = 240


def compared(asked: Asked, connection: sa.Connection, rows: Sequence[AgreementRow]) -> Answer | None:
    """The clause or field asked about in each agreement then in force; None where the question names neither."""
    rows = [row for row in rows if row.agreement.amends is None and row.status in _ALIVE]
    name = asked.field or asked.clause
    if not rows or not (name or asked.topic):
        return None
    stated: list[Statement] = []
    silent: list[AgreementRow] = []
    for row in rows:
        found = _compared(asked, connection, row)
        stated.extend(found)
        silent.extend([] if found else [row])
    if not stated:
        return None
    field = labels.FIELDS[name][asked.language] if name else " ".join(sorted(asked.topic))
    left_out = ", ".join(_partner(row, asked) for row in silent)
    text = say(
        "compared", asked.language, day=wording.day(asked.day, asked.language), count=len(rows), field=field,
        stated=len(rows) - len(silent), none=say("compared_none", asked.language, names=left_out) if silent else "",
    )  # fmt: skip
    cited = [citation for one in stated for citation in one.citations]
    cited += [row.agreement.title.citation for row in silent]
    return Answer(asked.text, asked.language, (Statement(text, tuple(dict.fromkeys(cited))), *stated[:LISTED]))


def _compared(asked: Asked, connection: sa.Connection, row: AgreementRow) -> list[Statement]:
    if asked.field == "notice_by":
        told = notice_day(row, asked)
        return [told] if told else []
    if asked.field:
        fact = getattr(row.agreement, asked.field)
        return [_value(row, shown(fact, asked, short=True), fact.citation, asked)] if fact is not None else []
    clause = _clause(asked, connection, row)
    return [_value(row, one_line(clause.quote), clause, asked)] if clause else []


def _value(row: AgreementRow, value: str, cited: Citation, asked: Asked) -> Statement:
    return Statement(say("value", asked.language, whose=_partner(row, asked), value=value), (cited,))


def _partner(row: AgreementRow, asked: Asked) -> str:
    """Whom an agreement is with: its parties, our own apart."""
    named = [fact.value for fact in row.agreement.parties]
    others = [each for each in named if not asked.is_ours(each)]
    return ", ".join(each.name(asked.language) for each in others or named) or one_line(row.agreement.title.value)


def shown(fact: Fact[object], asked: Asked, *, short: bool = False) -> str:
    """A field's value in words, else as the document writes it; `short` says a length of time by itself."""
    value = fact.value
    if isinstance(value, dt.date):
        return wording.day(value, asked.language)
    if known := labels.VALUES.get(str(value)):
        return known[asked.language]
    if short and asked.field in _DURATIONS:
        return wording.duration(str(value), asked.language)
    return str(value) if short else one_line(fact.citation.quote)


def notice_day(row: AgreementRow, asked: Asked) -> Statement | None:
    """The last day on which notice still ends the agreement with its running term; None where none can be computed."""
    agreement = row.agreement
    if row.notice_by is None or agreement.notice_period is None or agreement.expires_on is None:
        return None
    period = wording.duration(agreement.notice_period.value, asked.language)
    value = wording.day(row.notice_by, asked.language)
    if row.expires_on is not None:
        name = labels.FIELDS["expires_on"][asked.language]
        value += f" ({name} {wording.day(row.expires_on, asked.language)}, {labels.FIELDS['notice_period'][asked.language]} {period})"
    if row.notice_by < asked.day:
        value += say("passed", asked.language)
    proofs = (agreement.notice_period.citation, agreement.expires_on.citation)
    return Statement(
        say("owned", asked.language, whose=_partner(row, asked), value=value), tuple(dict.fromkeys(proofs))
    )


def _clause(asked: Asked, connection: sa.Connection, row: AgreementRow) -> Citation | None:
    """Where an agreement speaks of what is compared: under a heading that names it, else the sentence that does."""
    query = sa.select(passage, page.c.label).join(
        page, sa.and_(page.c.document_id == passage.c.document_id, page.c.number == passage.c.page)
    )
    query = query.where(passage.c.document_id == row.agreement.document_id).order_by(passage.c.page, passage.c.start)
    found = connection.execute(query).all()
    # A bilingual agreement says it twice: the reader's language comes first.
    found = sorted(found, key=lambda each: each.language != asked.language)
    titled = [each for each in found if each.heading and _speaks(each.heading[-1], asked) and len(each.text) > 20]
    for each in titled or [each for each in found if not each.reading]:
        places_of = list(sentences(each.text))
        told = [(start, end) for start, end in places_of if _speaks(each.text[start:end], asked) and end - start > 20]
        if titled and not told:
            told = [(start, end) for start, end in places_of if not _is_heading(each.text[start:end], each.heading)]
        if told:
            start, end = told[0][0], told[0][1]
            if titled:
                # What follows in the clause belongs to it, as long as it stays readable.
                end = next((last for _, last in reversed(places_of) if last - start <= _LONGEST and last > end), end)
            title = row.agreement.title.citation
            key = (row.agreement.document_id, row.document, title.kind, each.page, each.label)
            return Citation(*key, each.text[start:end], each.start + start, each.start + end)
    return None


def _is_heading(text: str, headings: Sequence[str]) -> bool:
    return any(one_line(text) in one_line(heading) for heading in headings)


def _speaks(text: str, asked: Asked) -> bool:
    if asked.clause:
        return bool(phrases.named(asked.clause).search(text))
    return bool(asked.topic) and asked.topic <= words_of_all([text])[0]


def changed(asked: Asked, connection: sa.Connection, rows: Sequence[AgreementRow]) -> Answer | None:
    """What amendments change in the agreements asked about, clause by clause, and what they add; None where none does."""
    everything = [row.agreement for row in register.agreements(connection, as_of=asked.day)]
    changes = links.changes(connection)
    statements: list[Statement] = []
    amending: set[str] = set()
    for row in rows:
        if row.agreement.amends is None:
            made = changes_of(row.agreement, everything, changes)
            statements += [_change(each, row, connection, asked) for each in made]
            amending |= {each.citation.document_id for each in made}
    amending |= {row.agreement.document_id for row in rows if row.agreement.amends is not None}
    told = {citation for one in statements for citation in one.citations}
    for row in rows:
        if row.agreement.document_id in amending:
            statements += _added(row, connection, asked, told)
    return Answer(asked.text, asked.language, tuple(statements[:LISTED])) if statements else None


def _added(row: AgreementRow, connection: sa.Connection, asked: Asked, told: set[Citation]) -> list[Statement]:
    """What an amendment has its parties promise beyond the clauses it changes."""
    begins = row.agreement.effective_on or row.agreement.signed_on
    day = wording.day(begins.value, asked.language) if begins else "—"
    found = []
    for each in register.commitments(connection, documents=[row.document]):
        inside = any(
            each.citation.page == cited.page and cited.start <= each.citation.start < cited.end
            for cited in told
            if cited.document_id == each.citation.document_id
        )
        if not inside:
            action = f"{', '.join(each.obligor)}: {one_line(each.action)}" if each.obligor else one_line(each.action)
            found.append(Statement(say("added", asked.language, day=day, action=action), (each.citation,)))
    return found


def _change(each: Change, row: AgreementRow, connection: sa.Connection, asked: Asked) -> Statement:
    before = _before(each, row, connection) if each.kind != "added" else None
    text = say(
        "changed", asked.language, day=wording.day(each.effective_on, asked.language) if each.effective_on else "—",
        place=f"{each.place} " if each.place else "", kind=labels.CHANGES[each.kind][asked.language],
        new=one_line(each.citation.quote)[:_LONGEST],
        old=say("changed_from", asked.language, old=one_line(before.quote)[:_LONGEST]) if before else "",
    )  # fmt: skip
    return Statement(text, (each.citation, *([before] if before else [])))


def _before(each: Change, row: AgreementRow, connection: sa.Connection) -> Citation | None:
    """The clause as it stood in the agreement, in the language of the amendment where it has two."""
    key = row.agreement.document_id
    pages = connection.execute(sa.select(page).where(page.c.document_id == key).order_by(page.c.number)).all()
    numbered = places([one.text for one in pages])
    found: list[Citation] = []
    for index, ((number, start), name) in enumerate(zip(numbered.starts, numbered.names, strict=True)):
        if name != each.place or not each.place:
            continue
        following = numbered.starts[index + 1] if index + 1 < len(numbered.starts) else (number + 1, 0)
        text = pages[number - 1].text
        end = following[1] if following[0] == number else len(text)
        quote = text[start:end].rstrip()
        title = row.agreement.title.citation
        if quote:
            cited = Citation(
                key, row.document, title.kind, number, pages[number - 1].label, quote, start, start + len(quote)
            )
            found.append(cited)
    same = [one for one in found if language_of(one.quote) == language_of(each.citation.quote)]
    return next(iter(same or found), None)


def conflicts(asked: Asked, connection: sa.Connection) -> Answer:
    """Where texts give two dates or amounts for one thing; both are shown, and neither is preferred."""
    rows = register.agreements(connection, as_of=asked.day)
    ids = {party.id for party in asked.partners}
    concerned = [row for row in rows if not ids or ids & {fact.value.id for fact in row.agreement.parties}]
    promised = [
        each for party in asked.partners or (None,)
        for each in register.commitments(connection, as_of=asked.day, party=party.id if party else "")
    ]  # fmt: skip
    found = conflicting.between_languages(connection, [row.agreement.document_id for row in concerned])
    found += conflicting.between_documents(connection, with_supersessions(connection, rows, promised, asked.day))
    statements = []
    for each in found[:LISTED]:
        one, other = (f"{value} [{cited.document}]" for value, cited in zip(each.values, each.citations, strict=True))
        what = labels.DIFFERING[each.what][asked.language]
        place = f"{each.place}: " if each.place else ""
        text = say("conflict", asked.language, place=place, what=what, one=one, other=other)
        statements.append(Statement(text, each.citations))
    reason = "" if statements else say("no_conflict", asked.language)
    return Answer(asked.text, asked.language, tuple(statements), reason=reason)
