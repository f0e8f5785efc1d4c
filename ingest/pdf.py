"""One PDF's text, page by page, by pypdf; a process of its own (`python -m ingest.pdf`), as a file may be hostile."""

from __future__ import annotations

import json
import logging
import re
import struct
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from kb.text import nfc, one_line

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

PAGES = 20_000  # more than any real document; each costs a row and a label
_LABEL = 40
_TITLE = 300
_MEMORY = 2 << 30  # bytes of address space; 400 pages of Korean take about 0.4 GB
# What pypdf raises on broken files beyond its own errors: mostly Python's, from objects of the wrong kind.
_BROKEN = (
    ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, OSError, RuntimeError, TypeError,
    ValueError, struct.error, zlib.error,
)  # fmt: skip
_BREAKS = re.compile("\r\n?|[\f\v\u0085\u2028\u2029]")
_UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]|[\U0001fffe-\U0001ffff]|[\U0010fffe-\U0010ffff]"
)
# U+FFFD and private-use characters stand for letters whose meaning the file does not tell.
_UNREADABLE = re.compile("[\ufffd\ue000-\uf8ff]|\\(cid:\\d+\\)")
_UNTITLED = re.compile(
    r"(?i)^(?:microsoft (?:word|powerpoint|excel)|untitled|document\s*\d*$|slide \d+|powerpoint presentation"
    r"|제목\s?없음|무제$|문서\s*\d*$|프레젠테이션\s*\d*$)|\.(?:docx?|hwpx?|pptx?|xlsx?|indd)$|^\S+\.\w{2,4}$|^[\W\d_]*$"
)
# pypdf says so when an optional library of its own is absent: no defect of the file.
_NOT_A_DEFECT = re.compile("is required to")


@dataclass(frozen=True, slots=True)
class Extract:
    """What was read: each page's (label, text), or the `reason` why there is nothing with its explanation."""

    title: str = ""
    pages: tuple[tuple[str, str], ...] = ()
    warnings: tuple[str, ...] = ()
    reason: str = ""
    message: str = ""


def extract(data: bytes, page_text_limit: int) -> Extract:
    """Every page of the PDF in `data`, or why it cannot be read; a page that fails is empty, with a warning."""
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, FileNotDecryptedError, PyPdfError

    try:
        with _repairs() as repairs:
            reader = PdfReader(BytesIO(data))
            pages = reader.pages
            if len(pages) > PAGES:
                return Extract(reason="too_large", message=f"it has {len(pages)} pages, more than {PAGES}")
            if not len(pages):
                return Extract(reason="no_pages", message="it holds no page")
            texts = [_page_text(page) for page in pages]
            labels, title = _labels(reader, len(texts)), _title(reader)
    except (FileNotDecryptedError, DependencyError):
        return Extract(reason="encrypted", message="it opens with a password only")
    except (PyPdfError, *_BROKEN) as error:
        return Extract(reason="damaged", message=one_line(str(error) or type(error).__name__)[:_TITLE].rstrip("."))
    cleaned = [None if text is None else clean(text) for text in texts]
    cut = tuple((label, (text or "")[:page_text_limit]) for label, text in zip(labels, cleaned, strict=True))
    return Extract(title, cut, tuple(_warnings(cleaned, page_text_limit, repairs)))


def clean(text: str) -> str:
    """`text` as NFC with line ends as line feeds, without control characters, lone surrogates and non-characters."""
    paired = text.encode("utf-16", "surrogatepass").decode("utf-16", "ignore")
    return nfc(_UNWANTED.sub("", _BREAKS.sub("\n", paired)))


@contextmanager
def _repairs() -> Iterator[list[str]]:
    """The messages that pypdf logs meanwhile, each once, none of them to the terminal."""
    found: list[str] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            message = one_line(record.getMessage())[:_TITLE]
            if len(found) < 100 and message not in found and not _NOT_A_DEFECT.search(message):
                found.append(message)

    logger, listener = logging.getLogger("pypdf"), Listener(logging.WARNING)
    propagate = logger.propagate
    logger.addHandler(listener)
    logger.propagate = False
    try:
        yield found
    finally:
        logger.removeHandler(listener)
        logger.propagate = propagate


def _page_text(page: PageObject) -> str | None:
    """The page's text in reading order; None when it cannot be extracted."""
    from pypdf.errors import FileNotDecryptedError, PyPdfError

    try:
        return page.extract_text()
    except FileNotDecryptedError:
        raise
    except (PyPdfError, MemoryError, *_BROKEN):
        return None


def _labels(reader: PdfReader, count: int) -> list[str]:
    """The printed label of each page, its number where there is none."""
    from pypdf.errors import PyPdfError

    numbers = [str(number) for number in range(1, count + 1)]
    try:
        labels = [one_line(clean(str(label)))[:_LABEL] for label in reader.page_labels]
    except (PyPdfError, *_BROKEN):
        return numbers
    return [label or number for label, number in zip(labels, numbers, strict=True)] if len(labels) == count else numbers


def _title(reader: PdfReader) -> str:
    """The title in the metadata; empty when it is a program's placeholder, a file name, or unreadable."""
    from pypdf.errors import PyPdfError

    try:
        title = one_line(clean(str((reader.metadata and reader.metadata.title) or "")))[:_TITLE]
    except (PyPdfError, *_BROKEN):
        return ""
    return "" if _UNTITLED.search(title) or _UNREADABLE.search(title) else title


def _warnings(texts: list[str | None], limit: int, repairs: list[str]) -> Iterator[str]:
    numbered = list(enumerate(texts, 1))
    if failed := [number for number, text in numbered if text is None]:
        yield f"{_pages(failed)} could not be read: the text there cannot be searched"
    if bare := [number for number, text in numbered if text is not None and not text.strip()]:
        yield f"{_pages(bare)} {'has' if len(bare) == 1 else 'have'} no text layer: the text there cannot be searched"
    if garbled := [number for number, text in numbered if text and len(_UNREADABLE.findall(text)) * 5 > len(text)]:
        yield f"the letters of {_pages(garbled)} are stored without their meaning: search may miss them"
    if long := [number for number, text in numbered if text and len(text) > limit]:
        yield f"the text of {_pages(long)} was cut after {limit} characters: what follows cannot be searched"
    if repairs:
        yield f"the file has defects that were worked around ({repairs[0]}): compare quotes with its pages"


def _pages(numbers: list[int]) -> str:
    """`[3]` as `page 3`, `[1, 2, 3, 7]` as `pages 1-3, 7`."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1] = [runs[-1][0], number]
        else:
            runs.append([number])
    listed = ", ".join("-".join(map(str, run)) for run in runs)
    return f"page{'s' if len(numbers) > 1 else ''} {listed}"


def main() -> None:
    """Reads a PDF from stdin and prints its Extract as JSON; the one argument is the page text limit."""
    import resource

    _, most = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, most))
    json.dump(asdict(extract(sys.stdin.buffer.read(), int(sys.argv[1]))), sys.stdout)


if __name__ == "__main__":
    main()
