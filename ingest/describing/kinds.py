"""What kind of document a title or a line names, and with which words."""

from __future__ import annotations

import re

from kb.domain import Kind

# What a kind calls itself; the first kind that matches wins, so "minutes on the MOU" are minutes. A Korean title ends in what it
# is: "협약 이행 계획" is a plan, "차관협정서에 의한 과세 여부" a ruling.
_END = r"(?=\s*(?:$|[\d(（\[:：/–—\-,·|.]|$))"
_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        "minutes",
        re.compile(
            r"회\s?의\s?록|의\s?사\s?록|(?:회의|면담|출장|방문|협의|간담회|회담|접견|미팅|화상회의)\s?(?:결과|복명)서?\s?(?:보고서?|요약|정리)?|복명서|\bminutes\b"
            r"|\brecord of (?:the )?(?:meeting|discussion)|\b(?:meeting|call) (?:notes?|summary|report)\b|\b(?:notes|summary) of (?:the |a )?(?:\w+ )?(?:meeting|discussions?|call|talks)\b"
            r"|\baide-?memoire\b|\b(?:trip|mission|visit|travel) report\b|\breport (?:on|of) (?:the |a )?(?:\w+ )?(?:visit|mission|trip|meeting)\b",
            re.I,
        ),
    ),
    (
        "brief",
        re.compile(
            r"브리프|정책\s?보고|정책\s?제안|이슈\s?리포트|백서|\bpolicy (?:brief|paper|note)|\bbrief(?:ing)?\b|\bwhite paper\b",
            re.I,
        ),
    ),
    (
        "mou",
        re.compile(
            rf"(?:양\s?해\s?각\s?서|협\s?약(?:\s?서)?|합\s?의\s?서|의\s?향\s?서|협\s?정(?:\s?서)?|계\s?약\s?서|약\s?정\s?서){_END}"
            r"|\bmemorand(?:um|a)\b|\bmou\b|\bagreement\b|\bletter of intent\b|\bamendment\b|\baddendum\b|\bcontract\b",
            re.I,
        ),
    ),
)
# Documents about agreements that are none: the words that say so stand in a line of their own, or begin or end the title.
_ABOUT = re.compile(
    r"^\W{0,3}(?:보\s{0,3}도\s{0,3}자\s{0,3}료|보도\s?참고\s?자료|설명\s?자료|press release|news release|notice\b.*|invitation\b.*|guide(?:line)?s?\b.*|report\b.*|request for\b.*|[가-힣\s]{0,20}공\s?고\s?문?)\W{0,3}$"
    r"|(?:공고|공고문|안내|통지|통보|요청|신청서|계획|계획서|보고|보고서|결과|여부|지침|현황|알림|모집)\W{0,3}$",
    re.I,
)


def kind_named(text: str) -> tuple[Kind, int, int] | None:
    """The kind that a title or a line names, and at which of its characters."""
    for kind, pattern in _KINDS:
        if found := pattern.search(text):
            return kind, found.start(), found.end()
    return None


def other_named(text: str) -> tuple[int, int] | None:
    """Where a line says that a document is of none of the kinds, as "보도자료" or "입찰 공고" do."""
    found = _ABOUT.search(text) if len(text) <= 120 else None
    return found.span() if found else None


def ends_as_minutes(title: str) -> bool:
    """Whether a title ends in what a record of meetings is called: "방문 결과보고", "Report on the visit"."""
    found = kind_named(title)
    return found is not None and found[0] == "minutes" and not re.search(r"[가-힣A-Za-z]", title[found[2] :])


def names_kind(text: str) -> str:
    """The kind that a line names, or empty; a long line speaks of it rather."""
    found = kind_named(text) if len(text) <= 110 else None
    return found[0] if found else ""
