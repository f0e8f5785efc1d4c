"""Characters of any file as they are kept: composed, without control characters; and which titles say nothing."""

from __future__ import annotations

import re

from kb.text import nfc, one_line

_TITLE = 300
_BREAKS = re.compile("\r\n?|[\f\v\u0085\u2028\u2029]")
_UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]|[\U0001fffe-\U0001ffff]|[\U0010fffe-\U0010ffff]"
)
# U+FFFD and private-use characters stand for letters whose meaning the file does not tell.
UNREADABLE = re.compile("[\ufffd\ue000-\uf8ff]|[\U000f0000-\U0010fffd]|\\(cid:\\d+\\)")
# What programs, scanners and file systems put where a title belongs.
_UNTITLED = re.compile(
    r"(?i)^(?:microsoft (?:word|powerpoint|excel)|untitled|document\s*\d*$|slide \d|presentation\d*$|powerpoint presentation"
    r"|scan(?:ned)?(?:\s?(?:document|\d.*))?$|(?:no )?title$|제목\s?없음|무제$|(?:한글\s?)?문서\s*\d*$|프레젠테이션\s*\d*$|스캔\s?\d)"
    r"|\.(?:docx?|hwpx?|pptx?|xlsx?|indd|pdf|rtf|txt|html?)\W*$|^\S+\.\w{2,4}$|^[\W\d_]*$"
)


def clean(text: str) -> str:
    """`text` as NFC with line ends as line feeds, without control characters, lone surrogates and non-characters."""
    paired = text.encode("utf-16", "surrogatepass").decode("utf-16", "ignore")
    return nfc(_UNWANTED.sub("", _BREAKS.sub("\n", paired)))


def folded(text: str) -> str:
    """`text` cleaned, on one line, each white space one blank."""
    return " ".join(clean(text).split())


def title_of(text: str) -> str:
    """`text` as a title on one line; empty where it is a program's placeholder, a file name, or unreadable."""
    title = one_line(clean(text))[:_TITLE]
    return "" if _UNTITLED.search(title) or UNREADABLE.search(title) else title
