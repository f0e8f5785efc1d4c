"""Clauses -> reports of progress: what minutes and letters say has been done, is under way, was not done or was given up."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from ingest.facts.clauses import Clause, cite_clause
from ingest.facts.columns import read_task
from kb.dates import Period, days
from kb.domain import Document, Progress, ProgressState

# Under such a heading, what is told in the past tense tells how a promise was kept.
_REVIEWS = re.compile(
    r"이행|점검|경과|추진\s?(?:현황|실적|상황)|실적|처리\s?결과|조치\s?사항|남은\s?과제|보고\s?사항|진행\s?(?:상황|현황)"
    r"|follow-?up|progress|status|action items? of|where we stand|implementation|review of|state of play|update",
    re.IGNORECASE,
)
_DECIDES = re.compile(r"결정|합의한\s?조치|새\s?조치|향후|decision|agreed|next step|to do", re.IGNORECASE)
_PLANS = re.compile(
    r"\b(?:shall|will|would|plans? to|intends? to|agrees? to|undertakes? to|should|is to|are to|may|must|proposed?|asked|discussed|considered|suggested|said|noted)\b"
    r"|(?:하여야|해야|기로\s?(?:한다|하였)|예정이다|계획이다|할\s?수\s?있|논의|제안|의견|물었|지적|요청|바란|바랐|설명하였|의사를)",
    re.IGNORECASE,
)
# The verb of a sentence that tells what was talked over, or that an agreement was signed, is no report on a promise.
_TALKED = re.compile(
    r"(?:제안|요구|결정)하지[^.]*(?:아니|않)|(?:논의|검토|설명|제안|요청|발표|합의|체결|서명)(?:하였|했)다\W*$|의견을\s?\S+\W*$|(?:답하|답했|물었|미루|밝혔|보여\s?주|모았|들었|보았)\S*\W*$|(?:시기|날짜|발언)\S*\s[^.]*(?:아니|않)\S+\W*$"
    r"|\b(?:agreed that|discussed|considered|noted|recalled|asked|described|proposed|reminded|presented|repeated)\b",
    re.IGNORECASE,
)
_STATES: tuple[tuple[ProgressState, re.Pattern[str]], ...] = (
    (
        "dropped",
        re.compile(
            r"\b(?:dropped|withdrawn|cancel+ed|abandoned|discontinued|given up|no longer pursued)\b|취소(?:되|하|$)|철회|포기|중단하기로|추진하지\s?(?:아니|않)|폐기",
            re.IGNORECASE,
        ),
    ),
    (
        "not_done",
        re.compile(
            r"\b(?:has|have|had|is|are|was|were|did|does)\s*(?:still\s+)?(?:not|n[’']t)\s+(?:yet\s+)?\w+|\b(?:not (?:yet )?(?:done|prepared|delivered|published|completed|begun|started)|outstanding|overdue|delayed|behind schedule|pending|missed)\b"
            r"|못하(?:였|고|$|ㅁ)|못했|못함|아니하였|않았|없었다|이루어지지|지연|늦어(?:졌|짐|지)|미뤄(?:졌|짐)|연기(?:됨|되었|됐)|차질|미완료|미이행|미제출|미흡|기한을\s?(?:넘겼고|넘긴|넘겨)|아직",
            re.IGNORECASE,
        ),
    ),
    (
        "under_way",
        re.compile(
            r"\b(?:under ?way|in progress|ongoing|on-going|in draft|being (?:prepared|drafted|reviewed|translated)|continu(?:es|ing)|partly|partially|so far|half of)\b"
            r"|진행\s?중|추진\s?중|하는\s?중|작성\s?중|검토\s?중|는\s?중|계속(?:함|하고)|하고\s?있(?:다|으며|음)|일부|절반|시작되었",
            re.IGNORECASE,
        ),
    ),
    (
        "done",
        re.compile(
            r"\b(?:done|completed?|finished|fulfilled|delivered|published|submitted|achieved|carried out|implemented)\b|완료|마침[.]?$|마쳤|이행(?:하였|됨|되었|했)|종료(?:하였|되었|됨)|제출됨|달성",
            re.IGNORECASE,
        ),
    ),
)
_PAST = re.compile(
    r"\b(?:has|have|was|were|had)\s+(?:been\s+)?(?:already\s+|since\s+)?\w+(?:ed|t|n|de|ld)\b"
    r"|^(?:The\s+)?[A-Z][\w’'& -]{1,60}?\s(?:\w+ed|sent|gave|held|made|met|set up|put|began|paid|built|wrote|took|opened)\b"
    r"|(?:았|었|였|했|졌|됐|렸|냈|쳤|났|겼|혔|뒀|섰|왔|갔|췄|켰)(?:다|으며|고|으나|음)|(?:함|됨|마침)(?:\([^()]*\))?[.]?$",
)
_LATE_BUT = re.compile(
    r"(?:넘겼으나|늦었으나|늦었지만|late\b[^.]*\bbut\b)[^.]*(?:이루어졌|제출|완료|done|delivered)", re.IGNORECASE
)
_REPORT_TITLE = re.compile(
    r"이행|점검|추진\s?(?:현황|실적|상황)|진행\s?(?:상황|현황)|결과\s?(?:보고|통보)|완료\s?보고|progress|status|implementation|completion|follow-?up",
    re.IGNORECASE,
)
# The last cell of a row of action items: its verdict.
_VERDICTS: tuple[tuple[ProgressState, re.Pattern[str]], ...] = (
    (
        "not_done",
        re.compile(
            r"(?:\bnot done|\bnot started|\bopen|\boverdue|\bdelayed|미완료|미이행|지연|미착수)\s*$", re.IGNORECASE
        ),
    ),
    (
        "under_way",
        re.compile(
            r"(?:\bin progress|\bongoing|\bunder ?way|\bpartly done|진행\s?중|추진\s?중|계속)\s*$", re.IGNORECASE
        ),
    ),
    ("dropped", re.compile(r"(?:\bdropped|\bcancel+ed|\bclosed|취소|철회|폐기)\s*$", re.IGNORECASE)),
    ("done", re.compile(r"(?:\bdone|\bcompleted?|\bfinished|완료|이행|종료)\s*$", re.IGNORECASE)),
)


def read_progress(document: Document, clauses: Sequence[Clause]) -> list[Progress]:
    """The reports of a document, in reading order; agreements, briefs and studies report nothing."""
    # A report of some other kind says in its title that it is one: surveys and studies tell of everything that was done.
    if document.kind != "minutes" and not (document.kind == "other" and _REPORT_TITLE.search(document.title)):
        return []
    found: list[Progress] = []
    for clause in clauses:
        if clause.kind == "heading" or len(clause.text) < 12:
            continue
        state = _verdict(clause) if clause.kind == "row" else _told(clause)
        if state is not None:
            done = _done_on(clause, document.dated_on) if state == "done" else None
            found.append(Progress(state, cite_clause(document, clause), document.dated_on, done))
    return found


def _verdict(clause: Clause) -> ProgressState | None:
    # "송부 완료(4. 15.)": what stands in brackets behind a verdict says when or why.
    said = re.sub(r"\s*\([^()]*\)\s*$", "", read_task(clause.reading).status or clause.text)
    return next((state for state, pattern in _VERDICTS if pattern.search(said)), None)


def _told(clause: Clause) -> ProgressState | None:
    reviews = bool(_REVIEWS.search(clause.heading))
    if _DECIDES.search(clause.heading) and not reviews:
        return None
    past = bool(_PAST.search(clause.text))
    if _TALKED.search(clause.text):
        return None
    if _PLANS.search(clause.text) and not (reviews and past):
        return None
    if _LATE_BUT.search(clause.text):
        return "done"
    for state, pattern in _STATES:
        if pattern.search(clause.text) and (past or reviews or state != "done"):
            return state
    return "done" if reviews and past else None


def _done_on(clause: Clause, near: dt.date | None) -> dt.date | None:
    """The last day written that is no later than the report: "published on 19 June 2025"."""
    written: list[Period] = days(clause.text)
    said = [day.first for day in written if near is None or day.first <= near]
    return said[-1] if said else None
