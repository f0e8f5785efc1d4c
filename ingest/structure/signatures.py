"""Where the parties sign: the lines a signature block begins with, and those it is made of."""

from __future__ import annotations

import re

from ingest.structure.headings import is_ended
from kb.dates import days
from kb.text import hangul_share

# Words that open a signature block, whatever stands before them.
_OPENS = re.compile(
    r"IN WITNESS (?:WHEREOF|OF)\b|In witness (?:whereof|of)\b|(?:\[?\s*(?:SIGNATURE|Signature)\s+(?:PAGE|Page|page)s?\b)|(?:SIGNATURES|Signatures|SIGNED|Signed)\s*[:.]?$"
    r"|(?:DONE|Done|SIGNED|Signed|EXECUTED|Executed)\s+(?:at|in|on|by|for|as|AT|IN|ON|BY|FOR|AS)\s|(?:FOR AND ON BEHALF OF|For and on behalf of)\b"
    r"|(?:위|이|본)\s?(?:협약|각서|양해각서|합의서?|계약|약정|내용)[가-힣]{0,4}\s?(?:체결|성립)?[가-힣]{0,4}\s?(?:사실을\s?)?(?:증명|증빙|입증|증)하(?:기|고자)|이를?\s?증명하기\s?위하여|이상의\s?내용을\s?증명"
    r"|서\s?명\s?(?:란|날인)?\s*[:：]?$|(?:서명|날인)\s?페이지"
)
# Lines that only signature blocks hold.
_SIGNS = re.compile(
    r"[Bb][Yy]\s?:\s*(?:_|/[sS]/|$)|/[sS]/|(?:Signature|SIGNATURE|Signed by)\s*[:：]|(?:Name|Title)\s?:\s*_{2}|_{6,}\s*$"
    r"|(?:\(\s?(?:인|서명|직인|날인|서명 또는 인|印)\s?\)|[㊞])\s*$|직\s?인\s*(?:생략)?$"
)
_SHORT = 44


def opens_signatures(line: str) -> bool:
    """Whether the words of a line open a signature block: "IN WITNESS WHEREOF", "위 협약을 증명하기 위하여", "서명란"."""
    return bool(_OPENS.match(line))


def is_signature(line: str) -> bool:
    """Whether a line is one that somebody signs: "By: ____", "이사장 김하나 (인)"."""
    return len(line) <= 200 and bool(_SIGNS.match(line) or _SIGNS.search(line[-24:]))


def precedes_signature(line: str) -> bool:
    """Whether a line just above a signature belongs to it: the day, the organisation, the office."""
    return len(line) <= _SHORT and (is_day(line) or not is_ended(line))


def is_day(line: str) -> bool:
    """Whether a line is a day and little else."""
    if len(line) > _SHORT:
        return False
    written = sum(day.end - day.start for day in days(line))
    return written > 0 and len(line) - written <= 8


def leaves_signatures(line: str, before: str, after_blank: bool) -> bool:
    """Whether a line below signatures begins a text of its own: a sentence that no signature holds."""
    # Two parties sign side by side, far apart on the line, often in capitals.
    begins = (after_blank or is_ended(before)) and not line.isupper() and "   " not in line
    return begins and len(line) >= _SHORT * (0.8 if hangul_share(line) > 0.3 else 1.4) and not is_signature(line)


def signatures_title(line: str) -> str:
    """What a signature block is called in a heading path: its own words where they are few, else the word for it."""
    own = line.strip(" :：.[]")
    if own and len(own) <= 16 and opens_signatures(line) and not is_day(line):
        return own
    return "서명" if hangul_share(line) > 0.3 else "Signatures"
