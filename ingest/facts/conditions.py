"""What a promise hangs on, in the words as written: "if ...", "upon the approval of ...", "~하는 경우"."""

from __future__ import annotations

import re

from kb.domain import Language

# Each with an example; `condition` is what is kept.
_ENGLISH: tuple[re.Pattern[str], ...] = (
    # If Party A affects the production, Party A shall compensate for the loss.
    re.compile(
        r"(?:^|[;:]\s|,\s(?:and\s|but\s)?)(?P<condition>(?:If|In\s+case|In\s+the\s+event|Unless|Where|Whenever|Should|Provided|Subject\s+to|Upon|Without\s+(?:the\s+)?(?:prior\s+)?(?:written\s+)?(?:consent|approval))\b[^;]{2,300}?),\s",
        re.IGNORECASE,
    ),
    # BVF may use the maps, provided that the Agency is named.
    re.compile(
        r"\b(?P<condition>(?:provided(?:\s+that)?|on\s+condition\s+that|subject\s+to|only\s+(?:if|when|with|after)|so\s+long\s+as|except\s+(?:with|where|if)|in\s+the\s+event\s+(?:of|that)|in\s+case\s+of)\b[^;]{2,300}?)(?=[.;]|$)",
        re.IGNORECASE,
    ),
    # The Agency shall help if BVF asks for it.
    re.compile(
        r"\s(?P<condition>(?:if|unless|upon|where\s+(?:necessary|possible|appropriate|required)|at\s+the\s+request\s+of|(?:without|with)\s+(?:the\s+)?(?:prior\s+|express\s+)*(?:written\s+)?(?:consent|approval|permission))\b[^;,]{0,300}?)(?=[.;,]|$)",
        re.IGNORECASE,
    ),
)
_KOREAN_END = re.compile(
    r"(?:경우(?:에는|에만|에도|에|엔)?|때(?:에는|에만|에)|(?:하|되|[가-힣]으)면|(?:[하되]는|한)\s?조건으로|에\s?한(?:하여|해)|없이(?:는)?|않(?:는|은)\s?한|전제로|요청(?:이\s?있으면|에\s?따라|시)|필요\s?시)(?=[\s,.]|$)"
)
_KOREAN_TOPIC = re.compile(r"^.{0,40}?(?:은|는)\s(?=\S)|^(?:다만|단),?\s")
_LONGEST = 300
_SENTENCE = 4000
# Conditions whose times say nothing of when the promise is due; "upon completion" does.
UNTIMELY = re.compile(r"(?:if|unless|in\s+case|in\s+the\s+event|should|provided)\b", re.IGNORECASE)


def condition_of(text: str, language: Language) -> str:
    """The condition that `text` states; empty where it states none."""
    text = text[:_SENTENCE]
    if language == "en":
        for pattern in _ENGLISH:
            if found := pattern.search(text):
                return found["condition"].strip(" ,.;")
        return ""
    found = _KOREAN_END.search(text)
    if found is None:
        return ""
    begun = max(text.rfind(mark, 0, found.start()) for mark in (", ", "; ")) + 1
    written = text[max(begun, found.start() - _LONGEST) : found.end()].strip()
    topic = _KOREAN_TOPIC.match(written) if not begun else None
    return written[topic.end() :].strip() if topic and topic.end() < len(written) - 2 else written
