"""Whether something was done: what later documents report of it, the latest report first, with what had been promised."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Sequence

import sqlalchemy as sa

from kb import happenings, labels, links, register, wording
from kb.database import current, document, party_name
from kb.dates import periods
from kb.domain import Answer, Commitment, Progress, Statement
from kb.lexicon import in_the_other_language
from kb.phrases import AT_A_MEETING, any_of
from kb.progress import with_progress
from kb.question import Asked
from kb.register import AgreementRow
from kb.sameness import words_of_all
from kb.text import one_line
from kb.tokens import terms
from kb.told import answered
from kb.wording import say

# So much of what a question is about, by rarity, has to be in a report or in the promise it is about.
_SPEAKS = 0.5
_LEAST = 2
_LISTED = 3
_DONE = any_of(
    r"(?:했|됐|되었|하였|왔|갔|냈|썼|줬|주었|끝났|마쳤|받았|보냈|열렸|열었|지었|만들었|올렸|올라갔|나왔|들어왔|정해졌|이뤄졌|이루어졌|지켰|모았|뽑았|골랐|정했)(?:나|어|는지|니|습니까|지|죠|을까|던가|대|음)\S{0,2}\s*[?.]*\s*$",
    r"완료(?:된|됐|되었|했|하였)?\s?(?:거|것|게|건|상태)|결국|(?:어떻게\s?(?:됐|되었|돼\s?가|되고|되어))|진행\s?상황|이행\s?(?:여부|상황|됐|했|되었)|(?:다|아직|벌써|이미)\s\S+(?:했|됐|썼|냈|왔|줬)(?:나|어|니|습)",
    r"(?:^|,)\W*(?:so,? |then,? |and |but |well,? )?(?:did|has|have|had|was|were)\b(?!.*\b(?:promise|commit|agree|undertake|pledge)d?\b)",
    r"\b(?:in the end|eventually|what (?:became|happened|has become) (?:of|to|with)|how (?:far|is) .{1,60}\b(?:come|coming|progress\w*|got|gotten)|any progress|progress (?:on|of|with))\b",
)
_ENDED = any_of(
    r"결국|완료\S*|전부|모두|다\s|(?:거|것|게|건)\s?(?:맞|아니)\S*|재단(?:이|은|에서)|하(?:기로|였|나)",
    r"\b(?:done|completed|finished|foundation|end|eventually|happened|progress)\b",
)
_WHETHER = any_of(
    r"(?:했|됐|되었|하였|왔|갔|냈|썼|줬|주었|끝났|마쳤|받았|보냈|열렸|열었|만들었|올라갔|나왔|들어왔|정해졌|이뤄졌|지켰)(?:나|어|는지|니|습니까|을까|던가)\S{0,2}\s*[?.]*\s*$|(?:거|것|게|건)\s?(?:맞|아니)",
    r"(?:^|,)\W*(?:so,? |then,? |and |but |well,? )?(?:did|has|have|had|was|were)\b",
)
_OTHER = any_of(
    r"언제|며칠|왜|누가|누구|얼마|몇|무엇|뭐|뭘|무슨|어디",
    r"\b(?:when|why|who|whom|how many|how much|what (?!became|happened|has become)|which|where)\b",
)


def answer(asked: Asked, connection: sa.Connection, rows: Sequence[AgreementRow]) -> Answer | None:
    """The reports on what is asked about up to the day asked on; None where none is, or something else is asked."""
    if not _DONE.search(asked.text) or _OTHER.search(asked.text) or asked.shape in ("count", "compare", "changes"):
        return None
    if happenings.speaks_of("renewed", asked.text):
        # That a deadline was extended is no report on what is due.
        return None
    topic = _topic(asked)
    if len(topic) < _LEAST:
        return None
    found = _speaking(topic, _told(asked, connection))
    if not found:
        return None
    found.sort(key=lambda pair: pair[0].reported_on or dt.date.min, reverse=True)
    if found[0][0].state != "done" and _met_since(found[0][0], asked, connection):
        # What was still open then may be told of in later minutes that no report was read from.
        return None
    told = [_statement(report, made, asked, first=not index) for index, (report, made) in enumerate(found)]
    return answered(asked, told[:_LISTED])


def _topic(asked: Asked) -> frozenset[str]:
    """What is asked about, without whom, at which meeting and whether it is done."""
    beside = [match.group() for pattern in (AT_A_MEETING, _ENDED) for match in pattern.finditer(asked.text)]
    names = [name for party in asked.parties for name in party.names]
    left_out = set(terms(" ".join((*beside, *names, *asked.our_names))))
    return frozenset(term for term in terms(asked.about) if term not in left_out and not term.isdigit())


def _met_since(report: Progress, asked: Asked, connection: sa.Connection) -> bool:
    """Whether the same partners met again after the report, by the day asked about."""
    if AT_A_MEETING.search(asked.text) or periods(asked.text):
        return False
    named = sa.select(party_name.c.party_id).where(party_name.c.document_id == report.citation.document_id)
    shared = sa.select(party_name.c.document_id, sa.func.count(party_name.c.party_id.distinct()).label("parties"))
    shared = shared.where(party_name.c.party_id.in_(named)).group_by(party_name.c.document_id)
    with_them = shared.having(sa.func.count(party_name.c.party_id.distinct()) > 1).subquery()
    query = sa.select(document.c.id).join(with_them, with_them.c.document_id == document.c.id)
    query = query.where(current, document.c.kind == "minutes", document.c.dated_on > report.reported_on, document.c.dated_on <= asked.day)  # fmt: skip
    return connection.execute(query.limit(1)).first() is not None


def _told(asked: Asked, connection: sa.Connection) -> list[tuple[Progress, Commitment | None]]:
    """Every report in question with the promise it is about, if one is on record."""
    made = with_progress(connection, register.commitments(connection, as_of=asked.day), asked.day)
    about = {report.citation: each for each in made for report in each.progress}
    reports = [one for one in links.reports(connection) if one.reported_on is not None and one.reported_on <= asked.day]
    if asked.documents:
        reports = [one for one in reports if one.citation.document in asked.documents]
    elif asked.partners:
        naming = {key for party in asked.partners for key in register.documents_naming(connection, party.id)}
        reports = [
            one for one in reports if one.citation.document_id in naming or asked.names_partner(one.citation.quote) or _calls(asked, one)
        ]  # fmt: skip
    times = periods(asked.text)
    at = [
        one for one in reports if any(time.first <= one.reported_on <= time.last for time in times if one.reported_on)
    ]
    return [(one, about.get(one.citation)) for one in at or reports]


def _calls(asked: Asked, report: Progress) -> bool:
    """Whether a report calls a partner by the part of its name by which the question does."""
    said = set(terms(asked.text))
    called = {term for name in asked.partner_names for term in terms(name)} & said
    return bool(called & set(terms(report.citation.quote)))


def _speaking(
    topic: frozenset[str], reports: Sequence[tuple[Progress, Commitment | None]]
) -> list[tuple[Progress, Commitment | None]]:
    """Those that speak of most of what is asked about, in either language; of these the ones that do most."""
    texts = [
        f"{one.citation.quote} {made.topic} {made.action}" if made else one.citation.quote for one, made in reports
    ]
    words = words_of_all([one_line(text) for text in texts])
    holding = {term: in_the_other_language(term) | {term} for term in topic}
    count = Counter(term for term in topic for each in words if not holding[term].isdisjoint(each))
    weight = {term: math.log(1 + (len(reports) + 1) / (count[term] + 0.5)) for term in topic}
    total = sum(weight.values())
    held = [[term for term in topic if not holding[term].isdisjoint(each)] for each in words]
    scores = [sum(weight[term] for term in each) / total if len(each) >= _LEAST else 0.0 for each in held]
    best = max(scores, default=0.0)
    if best < _SPEAKS:
        return []
    return [pair for pair, score in zip(reports, scores, strict=True) if score >= max(_SPEAKS, 0.9 * best)]


def _statement(report: Progress, made: Commitment | None, asked: Asked, *, first: bool) -> Statement:
    language = asked.language
    on = report.done_on or report.reported_on
    text = say(
        "reported_so", language, state=labels.PROGRESS[report.state][language],
        day=wording.day(on, language) if on else "—", quote=one_line(report.citation.quote),
    )  # fmt: skip
    if first and _WHETHER.search(asked.text):
        verdict = labels.VERDICT[report.state == "done"][language]
        text = say("verdict", language, verdict=verdict, state=text)
    if made is not None:
        due = f", {wording.day(made.due_on, language)}" if made.due_on else ""
        text += f" — {say('promised_so', language, text=one_line(made.action) + due)}"
    return Statement(text, (report.citation, *([made.citation] if made else [])))
