"""A PDF to its pages: text by position, words with boxes, tables, pictures by OCR; a worker's job, as a file may be hostile."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ingest.cleaning import clean
from ingest.extract import Extract, ExtractedPage, Limits
from ingest.pdf import ocr
from ingest.pdf.glyphs import DIVIDER, Glyph, read_glyphs
from ingest.pdf.inserts import inserts, read_inserts
from ingest.pdf.legibility import legibility, letters, unreadable_share
from ingest.pdf.page_text import PageText, Sheet, compose
from ingest.pdf.pictures import has_ink, is_mostly_picture, rendered
from ingest.pdf.ruling import read_rules
from ingest.pdf.second_reader import SecondReader, mend, open_second, placed
from ingest.pdf.vocabulary import Vocabulary
from ingest.remarks import Remarks
from kb.domain import UNCERTAIN

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

# A page of more characters is read as it streams, without places: each costs about 10 microseconds.
_MOST_GLYPHS = 200_000
# PDFium's text is doubted where this share of its characters, or more, has no meaning.
_DOUBT = 0.01
# The text layer is taken for broken where this share of it has no meaning, or its letters make no language.
_BROKEN = 0.2
# A page with fewer letters than this that is mostly a picture is a scan with a stamp, not text with a picture.
_FEW = 100
# Another reading of a page must be so much better than the one at hand.
_BETTER = 1.05
# What OCR sees with less confidence in a picture is no text.
_NO_TEXT = 0.4


@dataclass(frozen=True, slots=True)
class _Job:
    """What reading the pages of one file needs: both libraries' documents, the limits, what is remarked so far."""

    pdf: PdfDocument | None
    second: SecondReader
    limits: Limits
    remarks: Remarks
    vocabulary: Vocabulary


def extract(data: bytes, limits: Limits) -> Extract:
    """Every page of the PDF in `data`, or why it cannot be read; a page that fails is empty, with a warning.

    What one of PDFium and pypdf cannot open the other may. Pages that are pictures are read by OCR until
    `limits.deadline`; those that are late are left unread.
    """
    from kb.evidence import PDFIUM

    second = open_second(data, limits.pages)
    if second.reason == "encrypted":
        return Extract(reason=second.reason, message=second.message)
    with PDFIUM, _opened(data) as pdf:
        seen = 0 if pdf is None else len(pdf)
        if (most := max(second.pages, seen)) > limits.pages:
            return Extract(reason="too_large", message=f"it has {most} pages, more than {limits.pages}")
        if not most:
            reason = second.reason or "no_pages"
            return Extract(reason=reason, message=second.message or "it holds no page")
        job = _Job(pdf, second, limits, Remarks(limit=limits.page_text, repairs=second.repairs), Vocabulary())
        labels = second.labels if len(second.labels) == (seen or second.pages) else []
        pages = tuple(
            replace(_page(job, index), label=labels[index] if labels else str(index + 1))
            for index in range(seen or second.pages)
        )
    if not second.pages and len(job.remarks.failed) == len(pages):
        return Extract(reason=second.reason or "no_pages", message=second.message or "it holds no page")
    return Extract("pdf", second.title, pages, remarks=job.remarks)


@contextmanager
def _opened(data: bytes) -> Iterator[PdfDocument | None]:
    """The PDF opened by PDFium, or None."""
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(data)
    except (pypdfium2.PdfiumError, ValueError):
        yield None
        return
    try:
        yield pdf
    finally:
        pdf.close()


def _page(job: _Job, index: int) -> ExtractedPage:
    """Page `index` from 0 as the better reader has it, cut to the limit."""
    import pypdfium2

    number, limit = index + 1, job.limits.page_text
    if job.limits.only and number not in job.limits.only:
        return ExtractedPage("", "")
    page = None
    try:
        if job.pdf is not None:
            page = job.pdf[index]
            found = _read(job, page, Sheet(number, *page.get_size()))
        else:
            found = _without_pdfium(job, index)
    except (pypdfium2.PdfiumError, MemoryError):
        found = _without_pdfium(job, index)
    finally:
        if page is not None:
            page.close()
    if found.source != "unread" and unreadable_share(found.text) > _BROKEN:
        job.remarks.garbled.append(number)
    if len(found.text) > limit:
        job.remarks.long.append(number)
        return _cut(found, limit)
    return found


def _without_pdfium(job: _Job, index: int) -> ExtractedPage:
    text = job.second.text(index)
    if text is None:
        job.remarks.failed.append(index + 1)
    elif not text.strip():
        job.remarks.wordless.append(index + 1)
    return ExtractedPage("", text or "")


def _read(job: _Job, page: PdfPage, sheet: Sheet) -> ExtractedPage:
    text = _text_layer(job, page, sheet)
    empty = not text.text.strip()
    broken = not empty and (unreadable_share(text.text) > _BROKEN or legibility(text.text) < 0.5)
    if empty and not has_ink(page):
        job.remarks.blank.append(sheet.number)
        return ExtractedPage("", "")
    if not (empty or broken or (letters(text.text) < _FEW and is_mostly_picture(page))):
        return _with_inserts(job, page, sheet, text)
    return _picture(job, page, sheet, text)


def _with_inserts(job: _Job, page: PdfPage, sheet: Sheet, text: PageText) -> ExtractedPage:
    """The page's text layer with what OCR reads of the pictures of text beside it."""
    found, number = inserts(page, text), sheet.number
    if not found:
        return _layer(text)
    if not ocr.available():
        job.remarks.unread_parts.append(number)
        return _layer(text)
    timely = time.monotonic() <= job.limits.deadline
    seen = read_inserts(page, number, text, found, job.limits.deadline) if timely else None
    if seen is None:
        job.remarks.late.append(number)
        return _layer(text)
    if seen.confidence is None:
        return _layer(text)
    (job.remarks.unsure if seen.confidence < UNCERTAIN else job.remarks.recognised_parts).append(number)
    return replace(_layer(seen.page), source="ocr", confidence=seen.confidence)


def _picture(job: _Job, page: PdfPage, sheet: Sheet, text: PageText) -> ExtractedPage:
    """The page by OCR, or its text layer where that is no worse."""
    empty, number = not text.text.strip(), sheet.number
    if not ocr.available() or time.monotonic() > job.limits.deadline:
        if empty:
            (job.remarks.late if ocr.available() else job.remarks.unread).append(number)
            return ExtractedPage("", "", source="unread")
        return _layer(text)
    seen = ocr.recognise(rendered(page, ocr.DOTS), number, job.limits.deadline)
    if seen is None:
        if empty:
            job.remarks.late.append(number)
            return ExtractedPage("", "", source="unread")
        return _layer(text)
    sure = seen.confidence
    if sure < _NO_TEXT or _worth(seen.page.text) * sure <= _worth(text.text) * _BETTER:
        if empty:
            job.remarks.wordless.append(number)
        return _layer(text)
    (job.remarks.unsure if sure < UNCERTAIN else job.remarks.recognised).append(number)
    return ExtractedPage("", seen.page.text, "ocr", sure, seen.page.words)


def _text_layer(job: _Job, page: PdfPage, sheet: Sheet) -> PageText:
    """The text that the file holds for the page, as PDFium has it, or pypdf where that reads better."""
    text_page = page.get_textpage()
    try:
        if text_page.count_chars() > _MOST_GLYPHS:
            return PageText(clean(text_page.get_text_range().replace(DIVIDER, "-")))
        glyphs = read_glyphs(page, text_page)
    finally:
        text_page.close()
    streamed = "".join(glyph.text for glyph in glyphs)
    other = None
    if not streamed or unreadable_share(streamed) > _DOUBT or legibility(streamed) < 0.5:
        other = job.second.text(sheet.number - 1)
        if other and glyphs:
            mend(glyphs, other)
    text = _composed(job, page, sheet, glyphs)
    if other is not None and _worth(other) > _worth(text.text) * _BETTER:
        return placed(other, glyphs, sheet)
    return text


def _composed(job: _Job, page: PdfPage, sheet: Sheet, glyphs: list[Glyph]) -> PageText:
    if not glyphs:
        return PageText()
    rules, boxes = read_rules(page)
    return compose(glyphs, rules, boxes, sheet, job.vocabulary)


def _worth(text: str) -> float:
    """What a reading of a page is worth beside another: its letters, by how well they read."""
    return letters(text) * legibility(text)


def _layer(text: PageText) -> ExtractedPage:
    return ExtractedPage("", text.text, words=text.words, tables=text.tables)


def _cut(page: ExtractedPage, limit: int) -> ExtractedPage:
    text = page.text[:limit]
    words = tuple(word for word in page.words if word.end <= limit)
    tables = tuple(table for table in page.tables if table.end <= limit)
    return replace(page, text=text, words=words, tables=tables)
