"""How somebody is reached: whether a question asks for a number or an address, and whether a text holds one."""

from __future__ import annotations

import re

from kb.phrases import any_of

_ASKED = (
    (
        any_of(r"(?:전화|휴대폰|휴대\s?전화|핸드폰|팩스|연락처?)\s?번호|전번|연락처(?:는|가|를|\s|\?|$)", r"\b(?:tele)?phone (?:number|nr|no)\b|\b(?:mobile|cell|fax|direct) (?:number|nr|no|line)\b|\bdial\b"),
        re.compile(r"(?<!\d)\+?\d{1,4}[-).\s]\s?\d{3,4}[-.\s]\d{3,4}(?!\d)"),
    ),
    (
        any_of(r"(?:이메일|전자\s?우편|메일)\s?주소|이메일(?:은|이|을|\s|\?|$)", r"\be-?mail address(?:es)?\b|\bwhat .{0,30}\be-?mail\b"),
        re.compile(r"[\w.+-]+@[\w-]+\.\w+"),
    ),
    (
        any_of(r"계좌\s?번호|입금\s?계좌", r"\b(?:bank )?account (?:number|nr|no)\b|\bIBAN\b"),
        re.compile(r"\d{2,6}-\d{2,6}-\d{2,8}|\b[A-Z]{2}\d{2}[A-Z0-9 ]{10,30}\b"),
    ),
)  # fmt: skip


def is_missing(question: str, texts: list[str]) -> bool:
    """Whether a question asks for a number or an address and none of the texts holds one."""
    return any(
        asking.search(question) and not any(written.search(text) for text in texts) for asking, written in _ASKED
    )
