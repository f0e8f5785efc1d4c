"""The English verbs of promises: what they say is owed, wished, allowed or forbidden, each with an example."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kb.domain import Modality

_VERBS = frozenset(
    "keep be responsible collect act add allocate apply assign attend bring check comply complete continue deploy design distribute draft engage establish evaluate explore help hold identify"
    " include issue launch list monitor negotiate obtain open participate permit plan present procure protect publicise recommend register release remain repair reserve respond return run"
    " secure set sign sponsor staff take teach test transfer update use verify visit work write".split()
)
_ADVERB = r"(?:\s+(?:jointly|accordingly|also|hereby|further|each|both|now|only|together|likewise|always|at\s+all\s+times|in\s+good\s+faith|\w+ly)|,\s+(?:however|therefore|moreover|in\s+turn|in\s+addition),)?"
_EFFORT = r"(?:(?:use|make|exert|exercise|apply)\s+(?:\w+\s+){0,4}?(?:efforts?|endeavou?rs?|diligence)|do\s+(?:its|their|your|our|his|her)\s+(?:utmost|(?:very\s+)?best)|take\s+all\s+reasonable\s+(?:steps|measures)|work\s+hard)"
_WORK = rf"(?:endeavou?r|strive|seek|try|attempt|aim|{_EFFORT})\b"
_AGREE = r"(?:(?:has|have)\s+)?(?:agree[sd]?|undertakes?|undertook|commit(?:s|ted)?(?:\s+(?:itself|themselves))?|pledge[sd]?|promise[sd]?|covenants?)"
_MUST = r"(?:shall|will|must)"
_FREED = "liable|obliged|obligated|required|construed|deemed|bound|responsible|considered|interpreted|prevented|affect|constitute|create|prejudice|prevent|apply"


@dataclass(frozen=True, slots=True)
class Wording:
    """One way to say it: `modality` is None where the words free from a duty instead; `example` holds them."""

    modality: Modality | None
    pattern: re.Pattern[str]
    example: str


def _wording(modality: Modality | None, pattern: str, example: str) -> Wording:
    return Wording(modality, re.compile(rf"\b(?:{pattern})(?!\w)", re.IGNORECASE), example)


# Where two begin at the same word the longer one counts, and of equals the first.
WORDINGS: tuple[Wording, ...] = (
    _wording(None, rf"(?:shall|will|may|must){_ADVERB}\s+not\s+(?:be\s+)?(?:\w+ly\s+)?(?:{_FREED})", "The Agency shall not be liable for delays."),
    _wording(None, r"in\s+no\s+event\s+(?:shall|will)(?:\s+\w+){0,4}\s+be\s+(?:liable|responsible)", "In no event shall either Party be liable for losses."),
    _wording(None, r"(?:is|are|was|were)\s+(?:not|under\s+no|neither)\s+(?:obliged|obligated|required|obligation|bound|committed|expected|responsible|liable)", "The City is under no obligation to buy."),
    _wording(None, r"(?:shall|will|does|do)\s+(?:not\s+)?have\s+(?:no|any)\s+(?:obligation|liability|duty|responsibility)", "The City shall have no obligation to buy."),
    _wording(None, r"(?:did|does|do|has|have|had|was|were)\s+not\s+(?:yet\s+)?(?:agreed?|commit(?:ted)?|undertake|undertaken|promised?|intend(?:ed)?|plan(?:ned)?|decided?)", "BVF did not agree to pay."),
    _wording(None, r"(?:did|does|do)\s+not\s+(?:wish|want|desire|expect|hope|propose)\s+to", "BVF did not wish to pay."),
    _wording(None, r"(?:would\s+(?:\w+ly\s+)?like|wish(?:es|ed)?)\s+to\s+(?:see|hear|know|record|thank|congratulate|stress|emphasi[sz]e|underline|note|point\s+out|recall|clarify|understand)|would\s+(?:\w+ly\s+)?(?:prefer|welcome|appreciate)", "Farmers would like to see a course."),
    _wording("best_effort", rf"(?:shall|will|must|should|would){_ADVERB}\s+{_WORK}", "BVF will use its best efforts to find volunteers."),
    _wording("best_effort", rf"{_AGREE}\s+(?:to\s+)?{_WORK}", "BVF agrees to endeavour to find volunteers."),
    _wording("best_effort", r"(?:endeavou?rs?|strives?|seeks?)\s+to", "The Parties strive to meet yearly."),
    _wording("best_effort", rf"{_MUST}\s+(?:\w+\s+){{1,12}}?to\s+the\s+best\s+of\s+(?:its|their)", "They shall help to the best of their abilities."),
    _wording("prohibition", rf"(?:shall|will|must|may|can|should){_ADVERB}\s+(?:not|never|neither)\b", "The Agency may not sell the maps."),
    _wording("prohibition", r"cannot\b", "Party A cannot transfer the system."),
    _wording("prohibition", rf"{_AGREE}{_ADVERB}\s+(?:not\s+to|to\s+not|to\s+refrain\s+from)", "BVF agrees not to sell the maps."),
    _wording("prohibition", r"(?:is|are)\s+(?:not\s+(?:permitted|allowed|entitled|authori[sz]ed)|prohibited|forbidden)\b", "BVF is not allowed to sell the maps."),
    _wording("prohibition", rf"{_MUST}\s+(?:refrain\s+from|have\s+no\s+rights?\s+to)", "The Agency shall refrain from publishing."),
    _wording("intent", r"(?:now\s+|also\s+)?(?:intend(?:s|ed)?|plan(?:s|ned)?)\s+(?:to|on)", "BVF intends to open a map library."),
    _wording("intent", r"(?:repeated|reaffirm(?:s|ed)|express(?:es|ed)?|confirm(?:s|ed)|signal(?:s|led)|indicat(?:es|ed)|stat(?:es|ed))\s+(?:[\w’']+\s+){0,4}?(?:willingness|readiness|intention|desire|wish|interest)\s+(?:to|in)", "The Agency expressed its willingness to join."),
    _wording("intent", r"(?:is|are|was|were)\s+(?:also\s+)?(?:prepared|willing|ready|planning|intending)\s+to", "The Office is prepared to second a journalist."),
    _wording("intent", r"(?:hope[sd]?|offer(?:s|ed)?|aim(?:s|ed)?|expect(?:s|ed)?|wish(?:es|ed)?|desire[sd]?)\s+to", "BVF hopes to meet again."),
    _wording("permission", rf"may{_ADVERB}(?!\s+not)", "The Agency may publish the translations."),
    _wording("permission", r"(?:could|can(?!\s*not))", "Either party could take legal action."),
    _wording("permission", r"(?:is|are)\s+(?:also\s+)?(?:free|welcome|at\s+liberty|entitled|permitted|allowed|authori[sz]ed)(?:,\s+(?:however|therefore|moreover),)?\s+to", "BVF is entitled to copies."),
    _wording("permission", rf"(?:has|have|{_MUST}\s+have|{_MUST}\s+be\s+entitled\s+to)\s+(?:the\s+|a\s+|an\s+)?(?:[\w-]+\s+){{0,3}}?(?:rights?|priority|option|discretion|authority)\b", "Party B will have the full rights to dispose the system."),
    _wording("permission", rf"{_MUST}\s+be\s+(?:free|entitled|permitted|allowed|authori[sz]ed)\b", "BVF shall be entitled to copies."),
    _wording("permission", r"(?:is|are)\s+(?:hereby\s+)?granted\s+(?:the\s+)?(?:permission|right)\s+to", "BVF is granted permission to use the logo."),
    _wording("obligation", rf"{_MUST}{_ADVERB}", "The Agency shall send its maps."),
    _wording("obligation", rf"{_AGREE}{_ADVERB}\s+to", "BVF agrees to translate the maps."),
    _wording("obligation", r"(?:is|are)\s+(?:required\s+to|obliged\s+to|obligated\s+to|bound\s+to|to\s+be|responsible\s+for|in\s+charge\s+of|committed\s+to)", "Party A is in charge of the layout."),
    _wording("obligation", r"(?:is|are)\s+for(?=\s+(?:the\s+)?[A-Z][\w’'& -]{1,60}?\s+to\s+[a-z])", "The visas are for the Agency to arrange."),
    _wording("intent", r"would", "BVF said that it would train volunteers."),
)  # fmt: skip

# "should" binds in an agreement, and recommends anywhere else.
SHOULD = _wording("obligation", r"should", "Party B should pay the fee.")
# What a party does, in the plain present of an agreement: "Party B provides assistance".
ACTS = re.compile(
    r"(?:provide|pay|bear|share|make|deliver|supply|ensure|assume|cooperate|collaborate|designate|appoint|contribute|grant|purchase|support|assist|host|organi[sz]e"
    r"|maintain|keep|notify|inform|submit|prepare|develop|carry|conduct|perform|determine|exchange|arrange|cover|manage|operate|send|nominate|publish|train|review"
    r"|implement|lead|coordinate|facilitate|offer|install|meet|consult|invite|select|recruit|fund|finance|translate|report|advise|promote|handle|undertake|create|build|give|guarantee|warrant)(?:s|es)?\b"
    r"(?!\s+(?:is|are|was|were|shall|will|may|must)\b)"
    r"|(?:carries|supplies|notifies)\b",
    re.IGNORECASE,
)
# What somebody bears, whoever is the subject: "Each side meets its own costs".
BEARS = re.compile(
    r"\b(?:bears?|meets?|covers?|pays?)\s+(?:all\s+)?(?:its|their|the)\s+(?:own\s+)?(?:\w+\s+)?(?:costs?|expenses?|expenditure)\b",
    re.IGNORECASE,
)
_MODAL = re.compile(r"\b(?:would|could|might|may|should|not)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
# The verb an entry of a list of duties begins with: "Provide a venue", "Responsible for the permits".
BARE = re.compile(
    r"(?:to\s+)?(?:(?:\w+ly|jointly)\s+)?(?P<verb>[A-Za-z]+)\b(?!\s+(?:is|are|was|were|shall|will|has|have|may)\b)",
    re.IGNORECASE,
)


def begins_with_verb(text: str) -> bool:
    """Whether an entry begins with a verb in its bare form, as "Provide a venue", or with "Responsible for"."""
    found = BARE.match(text)
    if found is None:
        return False
    verb = found["verb"].lower()
    return verb in _VERBS or bool(ACTS.fullmatch(verb)) or verb.endswith(("ate", "ise", "ize", "ify"))


def hits(text: str, should: bool) -> list[tuple[int, int, Modality | None]]:
    """Where `text` promises, wishes, allows or forbids, in order; where two overlap, the first and longer one."""
    wordings = (*WORDINGS, SHOULD) if should else WORDINGS
    found = [(match.start(), match.end(), each.modality) for each in wordings for match in each.pattern.finditer(text)]
    found += [
        (match.start(), match.start(), "obligation")
        for match in BEARS.finditer(text)
        if not _MODAL.search(text[: match.start()])
    ]
    kept: list[tuple[int, int, Modality | None]] = []
    # "by 20 May", "Should the site be closed, ...": a capital inside a sentence is a month, at its beginning a condition.
    found = [hit for hit in found if text[hit[0] : hit[1]] not in ("May", "Should")]
    for hit in sorted(found, key=lambda each: (each[0], -each[1])):
        if not kept or hit[0] >= max(kept[-1][1], kept[-1][0] + 1):
            kept.append(hit)
    return kept
