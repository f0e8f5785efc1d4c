"""The columns of a table of tasks, as its rows are read out with their headers: "Milestone: Pilot; Owner: SDF; Due: 2025-03-01"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# What the columns of a table of tasks are called.
_TASK = re.compile(
    r"과제|^조치$|조치\s?(?:사항|내용|계획)|할\s?일|추진\s?(?:내용|사항|과제)|이행\s?사항|세부\s?(?:내용|사항)|업무|마일스톤|산출물|결정\s?사항|후속\s?조치"
    r"|\b(?:Milestones?|Actions?|Tasks?|Action items?|Deliverables?|Activity|Activities|Measures?|To do|What|Commitments?|Next steps?)\b",
    re.IGNORECASE,
)
_WHO = re.compile(
    r"담당|책임|주관|수행|주체|(?:이행|출연|지급|제공|납부|부담)\s?(?:기관|기업|자)$|\b(?:Responsible|Responsibility|Owner|Lead|In charge|Who|By whom|Assigned|Assignee|Responsible party)\b",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"기한|완료|일정|시한|마감|예정일|종료|까지|시기|시점|\b(?:Due|Payable(?!\s+by)|Deadline|End|Until|By when|When|Target date|Completion|Timeline|Due date|End by|Date)\b",
    re.IGNORECASE,
)
# Plain words for what is done, where another column says who does it.
_CONTENT = re.compile(r"내용|항목|\bDescription\b", re.IGNORECASE)
_CELL = re.compile(r"(?:^|; )(?P<label>[^;:]{1,60}): (?P<value>.*?)(?=; [^;:]{1,60}: |$)", re.DOTALL)
_BEGINNING = re.compile(r"착수|시작|개시|\bStart|\bFrom\b", re.IGNORECASE)
_STATUS = re.compile(r"status|상태|진행\s?상황", re.IGNORECASE)
_DONE = re.compile(
    r"(?<!not )\b(?:done|completed?|closed|delivered|sent)\b|(?:완료|이행|제출|송부)(?:됨|함)?(?:\s?\([^()]*\))?$|종결",
    re.IGNORECASE,
)
# What is paid, where another column says when: an instalment of a sum that the text promises.
_AMOUNT = re.compile(
    r"금액|지급액|납부액|출연금|분담금|\b(?:Amounts?|Sums?|Fees?|Payments?)\b(?!\s*(?:date|day|due))", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Task:
    """What one row says is to be done, who does it, until when, how far it is, whether it is done, and what sum is paid."""

    what: str = ""
    who: str = ""
    when: str = ""
    status: str = ""
    done: bool = False
    amount: str = ""


def is_task(reading: str) -> bool:
    """Whether a row says what is to be done, and who does it or until when; or what is paid, and when."""
    labels = [label for label, _ in _cells(reading)]
    if any(map(_is_amount, labels)) and any(map(_is_when, labels)):
        return True
    borne = any(_WHO.search(label) for label in labels)
    told = borne or any(_is_when(label) for label in labels)
    return told and any(_is_what(label, borne) and not _WHO.search(label) for label in labels)


def read_task(reading: str) -> Task:
    """The cells of a row by what their columns are for."""
    what, who, when, status, amount = "", "", "", "", ""
    borne = any(_WHO.search(label) for label, _ in _cells(reading))
    for label, value in _cells(reading):
        if _is_amount(label):
            amount = value
        elif _WHO.search(label):
            who = f"{who} {value}".strip()
        elif _is_when(label):
            when = value
        elif _is_what(label, borne):
            what = f"{what} {value}".strip()
        elif _STATUS.fullmatch(label):
            status = value
    return Task(what, who, when, status, bool(_DONE.search(status)), amount)


def _cells(reading: str) -> Iterator[tuple[str, str]]:
    for cell in _CELL.finditer(reading):
        yield cell["label"].strip(), cell["value"].strip()


def _is_what(label: str, borne: bool) -> bool:
    return bool(_TASK.search(label) or (borne and _CONTENT.fullmatch(label)))


def _is_amount(label: str) -> bool:
    return bool(_AMOUNT.search(label)) and not _WHEN.search(label)


def _is_when(label: str) -> bool:
    return bool(_WHEN.search(label)) and not _BEGINNING.search(label)
