"""What the sections of agreements and minutes are called, by what stands in them."""

from __future__ import annotations

import re

_NUMBER = r"^\W*(?:(?:Article|Section|Clause|제\s?\d+\s?조)?\s*(?:[\d.]+|[IVXA-Z]{1,4}[.)])?[.):]?\s*\W*)?"

# Facts and wishes before the articles.
RECITAL = re.compile(
    rf"{_NUMBER}(?:background|recitals?|preamble|whereas|introduction|about\b|context|mission|overview of|who we are|배경|전\s?문|추진\s?배경|체결\s?배경|기관\s?소개|들어가며)",
    re.IGNORECASE,
)
# Sections in which nobody promises anything to do.
SILENT = re.compile(
    rf"{_NUMBER}(?:definitions?|interpretation|governing\s+law|applicable\s+law|entire\s+agreement|counterparts?|severability|notices?$|headings|representations(?:\s+and\s+warranties)?"
    r"|용어의?\s?정의|정의|준거법|완전\s?합의)\b",
    re.IGNORECASE,
)
# What minutes decide, as against what they report.
DECISIONS = re.compile(
    r"결정|합의|조치|후속|향후|할\s?일|추진|의결|협의\s?결과|actions?\b|decisions?\b|decided|agreed|resolutions?\b|next step|undertaking|follow|to do|commitments?\b",
    re.IGNORECASE,
)
# What was talked about and left open.
UNDECIDED = re.compile(
    r"미결|미합의|보류|(?:결정|합의|확정|정)(?:하|되)?지\s?(?:아니|않|못)|논의만|open (?:issues|points|questions|items)|not (?:agreed|decided|settled)|undecided|unresolved|left open|for (?:further|future) discussion",
    re.IGNORECASE,
)
# What an earlier meeting decided, gone through again.
REVIEWED = re.compile(
    r"(?:지난|이전|직전|전|종전|기존|\d+차)\s?(?:차\s?)?(?:회의|협의|합의|결정)?[^.]{0,12}(?:조치|결정|합의|이행|과제|후속)|(?:조치|결정|합의|이행|후속)[가-힣\s]{0,10}(?:점검|현황|결과|경과|실적)"
    r"|\b(?:previous|last|earlier|past|prior)\b[^.]{0,30}\b(?:meeting|actions?|decisions?)|\bmatters?\s+arising|\b(?:review|status|progress|follow-?up)\s+(?:of|on)\b",
    re.IGNORECASE,
)
# The duties of one side, where it is named; of the side named above, where it is not.
ROLE = re.compile(
    r"responsibilit|\broles?\b|undertakings?|obligations?|\bduties\b|contributions?|\bscope\s+of\b|warrant(?:ie)?s|commitments?|deliverables|\btasks\b"
    r"|(?:will|shall|agrees?\s+to|undertakes?\s+to|is\s+responsible\s+for)\s*[:：]?$|역할|의무|책임|담당|분담|이행\s?사항|협력\s?사항|지원\s?사항|업무",
    re.IGNORECASE,
)
# A title with a number, or one of the words with which the body of an agreement without numbers begins.
BODY = re.compile(
    r"^\W{0,2}(?:제\s?)?\d|(?-i:[IVX]+\b)|[①-⑳Ⅰ-Ⅹ]|\b(?:Section|Part|Article|Clause|Item)\s+[A-Z\d]|조\s?[(\[【]"
    r"|^\W*(?:purpose|objectives?|scope|(?:roles\s+and\s+)?responsibilit(?:y|ies)|obligations?|undertakings?|areas?\s+of\s+(?:co-?operation|collaboration)|commitments?)\b|^\W*(?:협력\s?(?:분야|내용)|역할|의무)",
    re.IGNORECASE,
)
# Titles that stand on a line of their own without a number: letters and agreements of charities and municipalities.
_PLAIN = re.compile(
    r"(?:(?:Joint|Shared|Mutual|Key|General|Specific|Roles?\s+and)\s+)?"
    r"(?:Background|Purpose|Objectives?|Scope|Term|Duration|Termination|Period|Funding|Finance|Costs?|Resources|Confidentiality|Communications?|Publicity|Governance|Liability|Amendments?|Review|Reporting|Contacts?|Signatures?"
    r"|Responsibilities|Roles?|Obligations|Undertakings|Commitments|Contributions|Areas\s+of\s+(?:Co-?operation|Collaboration)|Definitions|Governing\s+Law|Intellectual\s+Property|Data\s+Protection|Dispute\s+Resolution"
    r"|Discussion|Decisions?|Actions?|Action\s+Points|Action\s+Items|Next\s+Steps)"
    r"(?:\s+(?:of|and|for|by|between)\s+(?:the\s+|both\s+)?[\w’'&. -]{1,50})?|[A-Z][\w’'&. -]{1,50}\s+(?:Responsibilities|Obligations|Commitments|Contributions|Undertakings)",
    re.IGNORECASE,
)
_KOREAN_PLAIN = re.compile(
    r"[<\[【〈■□▶◆○]?\s*(?:(?:[가-힣A-Za-z“”\"‘’'·()\s]{1,24}의\s)?(?:역할|의무|책임|협력\s?사항|이행\s?사항|지원\s?사항)(?:\s?(?:분담|및\s?책임))?|협력\s?(?:분야|내용)|협약\s?기간|비용\s?부담|비밀\s?유지|추진\s?배경|향후\s?(?:일정|계획)|조치\s?사항|결정\s?사항|논의\s?사항|합의\s?사항)\s*[>\]】〉]?\s*[:：]?"
)


def is_plain_title(line: str, after: str) -> bool:
    """Whether a line without a number is the title of what stands below it, by its words."""
    text = line.strip()
    if not 3 < len(text) <= 80 or not after.strip() or after.strip()[:1].islower():
        return False
    bare = text.rstrip(" :：")
    return bool((text[:1].isupper() and _PLAIN.fullmatch(bare)) or _KOREAN_PLAIN.fullmatch(bare))
