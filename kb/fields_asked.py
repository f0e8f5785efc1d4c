"""Agreements by what one of their fields says: which bind in law, which fall under a foreign law, each with its own words."""

from __future__ import annotations

import re
from collections.abc import Sequence

import sqlalchemy as sa

from kb import countries, labels, wording
from kb.chosen import beyond
from kb.domain import Answer, Statement
from kb.phrases import PARTNERS, any_of
from kb.question import Asked
from kb.register import AgreementRow
from kb.text import one_line
from kb.tokens import terms
from kb.told import LISTED, answered, own, partners_of, signed, state
from kb.wording import say

_FIELDS = ("binding", "governing_law")
_NOT = any_of(
    r"없(?:는|다|나|음)|않(?:는|은|다|나|음)|아닌|안\s?(?:하는|되는|가지는)|비구속",
    r"\bnon-?binding\b|\bnot\b|\bno\b|\bwithout\b|n['’]t\b",
)
_FOREIGN = any_of(
    r"외국|해외|다른\s?나라|타국", r"\bforeign\b|\bother countr|\banother country\b|\boverseas\b|\babroad\b"
)
_HOME = any_of(r"대한민국|한국|국내|우리나라", r"\bkorea|\bour own (?:law|country)\b|\bdomestic\b")
_ASKS = any_of(
    r"목록|모두|전부|모든|나열|뭐뭐|뭐가|무엇|어떤|어느|어디|있(?:어|나|는지|을까)|몇|건수|(?:협약|양해각서|MOU|계약|기관)(?:은|는|들은)?\s*[?.]*\s*$",
    r"\b(?:which|what|list|all|any|how many|number of|show|name|are there|do we have)\b",
)
_NO_COUNTRY = "korean law laws 법 준거법 협약 적용 나라"


def answer(asked: Asked, connection: sa.Connection, rows: Sequence[AgreementRow]) -> Answer | None:
    """The agreements whose field says what is asked for; None where no partner's are left open or no such field is asked."""
    if asked.partners or asked.documents or asked.field not in _FIELDS:
        return None
    if asked.subject != "agreements" and not PARTNERS.search(asked.text):
        return None
    if not _ASKS.search(asked.text) or asked.shape == "compare":
        return None
    stated = [row for row in own(signed(rows, asked)) if getattr(row.agreement, asked.field) is not None]
    fitting, value = _binding(asked, stated) if asked.field == "binding" else _governed(asked, stated)
    if not fitting:
        return None
    told = [_stated(row, asked) for row in fitting]
    note = f"; {say('shown_of', asked.language, count=len(told), shown=LISTED)}" if len(told) > LISTED else ""
    text = say(
        "count_field", asked.language, count=len(told), field=labels.FIELDS[asked.field][asked.language], value=value,
        day=wording.day(asked.day, asked.language), note=note,
    )  # fmt: skip
    told = told[:LISTED]
    return answered(asked, [Statement(text, tuple(cited for one in told for cited in one.citations)), *told])


def _binding(asked: Asked, rows: Sequence[AgreementRow]) -> tuple[list[AgreementRow], str]:
    wanted = not _NOT.search(asked.text)
    found = [row for row in rows if row.agreement.binding is not None and row.agreement.binding.value is wanted]
    return found, labels.VALUES[str(wanted)][asked.language]


def _governed(asked: Asked, rows: Sequence[AgreementRow]) -> tuple[list[AgreementRow], str]:
    laws = [(row, row.agreement.governing_law.value) for row in rows if row.agreement.governing_law is not None]
    if _FOREIGN.search(asked.text):
        return [row for row, law in laws if not _HOME.search(law)], _word(_FOREIGN, asked)
    if _HOME.search(asked.text):
        return [row for row, law in laws if _HOME.search(law)], _word(_HOME, asked)
    named = _countries(asked.text)
    if named:
        return [row for row, law in laws if _countries(law) & named], ", ".join(sorted(named))
    if len(beyond(asked, rows) - set(terms(_NO_COUNTRY))) > 1:
        return [], ""
    return [row for row, _ in laws], say("any_value", asked.language)


def _countries(text: str) -> set[str]:
    """The countries a text names or gives an adjective of, under their Korean names."""
    found = {name for pair in countries.in_the_other_language(text) for name in pair}
    return {name for name in found if not name.isascii()}


def _word(pattern: re.Pattern[str], asked: Asked) -> str:
    match = pattern.search(asked.text)
    return match.group() if match else ""


def _stated(row: AgreementRow, asked: Asked) -> Statement:
    """What one agreement says, by its own words, and how it stands."""
    fact = getattr(row.agreement, asked.field)
    value = labels.VALUES[str(fact.value)][asked.language] if asked.field == "binding" else str(fact.value)
    text = f"{partners_of(row, asked)}: {value} — {one_line(fact.citation.quote)} ({state(row, asked)})"
    return Statement(text, (fact.citation, row.agreement.title.citation))
