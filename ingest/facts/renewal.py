"""How an agreement goes on or is ended: its renewal, and the notice that stops it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.facts.clauses import Clause
from ingest.facts.stretch import sentence_at
from ingest.facts.terms import ABOUT_TERM, ITSELF
from kb.dates import Term, notices, terms
from kb.domain import Document, Fact, Renewal

_AUTOMATIC = re.compile(
    r"자동(?:으로|적으로)?\s?(?:연장|갱신)|(?:연장|갱신)된\s?것으로\s?본다|(?<!not\s)renews?\s+itself|automatic(?:ally)?\s+(?:be\s+)?(?:renew|extend|continue)"
    r"|(?:renew|extend)\w*\s+automatically|(?:shall|will)\s+(?:thereafter\s+)?(?:be\s+)?(?:deemed\s+(?:to\s+be\s+)?)?(?:renew|extend|continue)\w*\b[^.;]{0,160}\bunless\b[^.;]{0,120}\bnoti"
    r"|(?:shall|will)\s+(?:thereafter\s+)?(?:renew|continue)\b[^.;]{0,80}\b(?:year[\s-]to[\s-]year|month[\s-]to[\s-]month|successive)",
    re.IGNORECASE,
)
_NO_AUTOMATIC = re.compile(
    r"자동(?:으로|적으로)?\s?(?:연장|갱신)(?:되지|하지)|(?:no|not)\s+(?:be\s+)?automatic|(?:갱신|연장)되지\s?(?:아니|않)|(?:shall|is|will|does|do)\s+not\s+(?:be\s+)?renew",
    re.IGNORECASE,
)
_AGREED = re.compile(
    r"(?:합의|동의|협의)[^.]{0,40}(?:연장|갱신)|(?:연장|갱신)할\s?수\s?있|may\s+(?:be\s+)?(?:\w+\s+)?(?:renew|extend)|(?:renew|extend)\w*\b[^.;]{0,80}\b(?:agreement|consent|confirm|signed)",
    re.IGNORECASE,
)
# What else is renewed or extended in agreements: deadlines, patents, licences, what an event of force majeure delays.
_OF_ANOTHER = re.compile(
    r"force\s+majeure|suspend|delay|\bpatents?\b|\blicen[cs]es?\b|\binsurance\b|\bpolic(?:y|ies)\b|\bregistrations?\b|\bwarrant|\bdeadline|\blease\b|불가항력",
    re.IGNORECASE,
)
_TERM_RENEWS = re.compile(
    r"\b(?:agreement|contract|memorandum|mou|alliance|term|terms|venture)\b[^.;]{0,160}\b(?:renew|extend|continue)|\b(?:renew|extend)\w*\b[^.;]{0,60}\b(?:agreement|contract|term|terms|periods?)\b|\b(?:renew|extend)\w*\s+it\b|\bautomatic\s+renewal\b",
    re.IGNORECASE,
)
_TERMINATES = re.compile(
    r"해지|해제|종료|끝내|파기|terminat|withdraw|cancel|\bend\s+(?:it|this|the)|leave", re.IGNORECASE
)
_SPOKEN = re.compile(r"notice|통지|통보|알리|알려|서면|writ|해지", re.IGNORECASE)
# A notice that answers a breach, an insolvency or an event is no notice at will.
_FOR_CAUSE = re.compile(
    r"\bbreach|\bdefault|\bcure[ds]?\b|\bremed|\bfail(?:s|ed|ure)?\b|\binsolven|\bbankrupt|\bmaterial|\bforce\s+maj|\bchange\s+(?:of|in)\s+control|\binsurance\b|\bpolic(?:y|ies)\b|\bviolat"
    r"|\bmeeting\b|\bdirectors?\b|\bemployees?\b|\bdefective\b|\borders?\b",
    re.IGNORECASE,
)
_STOPS_RENEWAL = re.compile(
    r"(?:not\s+(?:to\s+)?(?:be\s+)?|non-?\s?)(?:renew|exten)|(?:연장|갱신)(?:하지|되지)|종료|끝|해지|(?:아니하면|않으면|없으면|아니한|않는\s?한)|unless\b[^.;]{0,120}\b(?:terminat|notif|notice|cancel|elect|object)|terminat",
    re.IGNORECASE,
)


def read_renewal(document: Document, clauses: Sequence[Clause]) -> Fact[Renewal] | None:
    """Whether it renews itself, by agreement, or not at all."""
    agreed: Fact[Renewal] | None = None
    refused: Fact[Renewal] | None = None
    for index, clause in enumerate(clauses):
        if not _of_its_term(clause):
            continue
        stretch = sentence_at(clauses, index)
        text = stretch.text
        if _NO_AUTOMATIC.search(text) and not _ends_without_objection(text):
            refused = refused or Fact("none", stretch.whole(document))
        elif _AUTOMATIC.search(text):
            return Fact("automatic", stretch.whole(document))
        if _AGREED.search(text):
            agreed = agreed or Fact("by_agreement", stretch.whole(document))
    return agreed or refused


def _of_its_term(clause: Clause) -> bool:
    """Whether a clause may speak of the agreement's own renewal."""
    if clause.kind in ("heading", "row") or not (ITSELF.search(clause.text) or ABOUT_TERM.search(clause.heading)):
        return False
    if clause.language == "ko":
        return True
    own = _TERM_RENEWS.search(clause.text) is not None or ABOUT_TERM.search(clause.heading) is not None
    return not _OF_ANOTHER.search(clause.text) and (
        own or re.search(r"\bit\s+(?:may|shall|will|is|does|renews)\b", clause.text, re.I) is not None
    )


def _ends_without_objection(text: str) -> bool:
    """Whether "not renewed" is what a party would have to say for it to end."""
    return bool(re.search(r"(?:연장|갱신)되지[^.]*(?:한|하면|경우)[^.]*(?:자동|연장된)", text))


def read_notice(document: Document, clauses: Sequence[Clause], renewal: Fact[Renewal] | None) -> Fact[str] | None:
    """How long before it a party has to say that it ends the agreement: at its renewal where it renews itself, else at will."""
    if renewal is not None and renewal.value == "automatic":
        at_renewal = _notice_at_renewal(document, clauses, renewal)
        if at_renewal is not None:
            return at_renewal
    fallback: Fact[str] | None = None
    for index, clause in enumerate(clauses):
        if clause.kind in ("heading", "row") or not _TERMINATES.search(clause.text) or _AUTOMATIC.search(clause.text):
            continue
        stretch = sentence_at(clauses, index)
        text = stretch.text
        if clause.language != "ko" and (
            _FOR_CAUSE.search(text) or re.search(r"\b(?:renew|exten)\w*\b[^.;]{0,60}\bagreement\b", text)
        ):
            continue
        if not _SPOKEN.search(text):
            continue
        if given := _given(text):
            return Fact(given[-1].iso, stretch.whole(document))
        set_period = [term for term in terms(text) if re.match(r"\s?의\s?기간|\s+of\s+notice", text[term.end :])]
        if fallback is None and set_period:
            fallback = Fact(set_period[0].iso, stretch.whole(document))
    return fallback


def _given(text: str) -> list[Term]:
    """The notices of a text that are given, not agreed upon."""
    return [each for each in notices(text) if not re.match(r"[^,]{0,6}(?:전까지)?\s?서면으로\s?합의", text[each.end :])]


def _notice_at_renewal(document: Document, clauses: Sequence[Clause], renewal: Fact[Renewal]) -> Fact[str] | None:
    """The notice in the sentence that renews the agreement, or in one of the two after it."""
    place = renewal.citation
    start = next(
        (i for i, each in enumerate(clauses) if each.page == place.page and each.offsets[0] == place.start), None
    )
    if start is None:
        return None
    for index in range(start, min(len(clauses), start + 3)):
        stretch = sentence_at(clauses, index)
        text = stretch.text
        if (index == start or not _FOR_CAUSE.search(text)) and _STOPS_RENEWAL.search(text) and (given := _given(text)):
            return Fact(given[-1].iso, stretch.whole(document))
    return None
