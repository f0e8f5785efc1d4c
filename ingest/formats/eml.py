"""An e-mail message: who wrote whom when, what, and what is attached, each attachment by its own reader."""

from __future__ import annotations

import binascii
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ingest.cleaning import folded, title_of
from ingest.extract import Extract, ExtractedPage, Heading, Limits
from ingest.formats.blocks import Block, Paragraph
from ingest.formats.html import parsed
from ingest.formats.refusal import Refused
from ingest.formats.sections import extracted
from ingest.formats.txt import decoded, paragraphs

if TYPE_CHECKING:
    from email.message import EmailMessage

_ATTACHMENTS = 100
_PARTS = 1_000
_BYTES = 200_000_000  # of all attachments, decoded
_SHOWN = ("From", "To", "Cc", "Date", "Subject")
# What the standard library's header parsers raise on broken headers beyond their own defects.
_BROKEN = (LookupError, ValueError, TypeError, AttributeError, AssertionError, RecursionError, binascii.Error)


def extract(data: bytes, limits: Limits, read: Callable[[bytes, str], Extract]) -> Extract:
    """The sections of the message in `data`, then those of its attachments, which `read` reads by bytes and file name."""
    import email
    from email import policy

    try:
        message = email.message_from_bytes(data, policy=policy.default)
        parts = list(_parts(message))
    except _BROKEN as error:
        raise Refused("damaged", "its structure is broken") from error
    head = [Paragraph(f"{name}: {value}") for name in _SHOWN if (value := _header(message, name))]
    body, attached = _split(parts)
    found = extracted("eml", [*head, *body], limits, title=title_of(_header(message, "Subject")))
    if found.reason and found.reason != "empty":
        return found
    pages, warnings = _attachments(attached, read, list(found.pages), list(found.warnings))
    if not pages:
        return replace(found, reason="empty", message="it holds no text")
    if len(pages) > limits.pages:
        return Extract("eml", reason="too_large", message=f"it has {len(pages)} sections, more than {limits.pages}")
    return Extract("eml", title_of(_header(message, "Subject")), tuple(pages), tuple(warnings))


def _header(message: EmailMessage, name: str) -> str:
    return folded(str(_asked(lambda: message.get(name, ""))))


def _asked(question: Callable[[], object]) -> object:
    """What the library answers; empty where a header is broken, which it parses at each question."""
    try:
        return question() or ""
    except _BROKEN:
        return ""


def _kind(part: EmailMessage) -> str:
    return str(_asked(part.get_content_type))


def _is_attachment(part: EmailMessage) -> bool:
    return _asked(part.get_content_disposition) == "attachment"


def _parts(message: EmailMessage) -> Iterator[EmailMessage]:
    """The parts that are no containers, of alternatives only the best: plain text before HTML. A message in it is one part."""
    waiting: list[Any] = [message]
    seen = 0
    while waiting and seen < _PARTS:
        part = waiting.pop(0)
        seen += 1
        children = part.get_payload() if part.is_multipart() else None
        if not isinstance(children, list) or _kind(part) == "message/rfc822":
            yield part
        elif _kind(part) == "multipart/alternative":
            waiting[:0] = _best(children)
        else:
            waiting[:0] = children


def _best(parts: list[Any]) -> list[Any]:
    for kind in ("text/plain", "text/html"):
        for part in parts:
            if _kind(part) == kind and (kind == "text/html" or _bytes(part).strip()):
                return [part]
    # Alternatives of containers, as HTML with its pictures: the last is the richest.
    return parts[-1:]


def _split(parts: list[EmailMessage]) -> tuple[list[Block], list[tuple[EmailMessage, str]]]:
    """What the message itself says, and what is attached with its file name."""
    body: list[Block] = []
    attached: list[tuple[EmailMessage, str]] = []
    for part in parts:
        kind, name = _kind(part), _file_name(part)
        if kind in ("text/plain", "text/html") and not name and not _is_attachment(part):
            body.extend(_body(part, kind))
        else:
            attached.append((part, name))
    return body, attached


def _body(part: EmailMessage, kind: str) -> list[Block]:
    try:
        text = decoded(_bytes(part), _charset(part))
    except Refused:
        return []
    return list(paragraphs(text)) if kind == "text/plain" else parsed(text)[1]


def _charset(part: EmailMessage) -> str:
    # us-ascii is what a missing declaration means, and many programs leave it out of Korean mail.
    declared = str(_asked(part.get_content_charset)).strip()
    return "" if declared in ("us-ascii", "ascii") else declared


def _bytes(part: EmailMessage) -> bytes:
    if _kind(part) == "message/rfc822":
        inner: Any = part.get_payload()
        found = _asked(inner[0].as_bytes) if isinstance(inner, list) and inner else b""
    else:
        found = _asked(lambda: part.get_payload(decode=True))
    return found if isinstance(found, bytes) else b""


def _file_name(part: EmailMessage) -> str:
    name = folded(str(_asked(part.get_filename))).replace("/", "_").replace("\\", "_")
    if not name and _kind(part) == "message/rfc822":
        return "message.eml"
    return name[:200]


def _attachments(
    attached: list[tuple[EmailMessage, str]],
    read: Callable[[bytes, str], Extract],
    pages: list[ExtractedPage],
    warnings: list[str],
) -> tuple[list[ExtractedPage], list[str]]:
    """`pages` and `warnings` with what is read of the attachments, and what is not."""
    taken = pictures = 0
    for number, (part, name) in enumerate(attached, 1):
        data = _bytes(part)
        taken += len(data)
        if number > _ATTACHMENTS or taken > _BYTES:
            warnings.append(
                f"only its first {number - 1} attachments were read: save the others and ingest them by themselves"
            )
            break
        if _kind(part).startswith("image/") and _header(part, "Content-ID") and not _is_attachment(part):
            pictures += 1
            continue
        shown = name or f"attachment {number}"
        found = read(data, shown)
        if found.reason:
            warnings.append(f"its attachment {shown} was not read ({found.reason}): {found.message}")
            continue
        warnings.extend(f"its attachment {shown}: {warning}" for warning in found.told)
        pages.extend([_titled(page, shown, at) for at, page in enumerate(found.pages, len(pages) + 1)])
    if pictures:
        warnings.append(f"{pictures} pictures inside its text were not read: save and ingest them if they show text")
    return pages, warnings


def _titled(page: ExtractedPage, name: str, number: int) -> ExtractedPage:
    """An attachment's page as a section of the message, under the file's name; words' places are left out, as it is not shown."""
    # A file with pages has its page numbers told, as the section's own label counts through the whole message.
    heading = name if page.source == "section" else f"{name}, p. {page.label}"
    shift = len(heading) + 1
    tables = tuple(
        replace(
            table,
            start=table.start + shift,
            end=table.end + shift,
            cells=tuple(replace(cell, start=cell.start + shift, end=cell.end + shift) for cell in table.cells),
        )
        for table in page.tables
    )
    headings = tuple(replace(one, start=one.start + shift, end=one.end + shift) for one in page.headings)
    return replace(
        page,
        label=f"§{number}",
        text=f"{heading}\n{page.text}",
        source=page.source if page.source in ("ocr", "unread") else "section",
        words=(),
        tables=tables,
        headings=(Heading(0, len(heading), 1), *headings),
    )
