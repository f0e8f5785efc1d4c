"""A file to its pages: what is read, or one sentence saying which file cannot be read and what to do."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kb.domain import Page
from kb.errors import UnreadableDocument
from kb.text import nfc, one_line

PAGE_TEXT_LIMIT = 2_000_000
_SECONDS = 60.0
_BYTES = 300_000_000
_REMEDIES = {
    "not_pdf": "give a PDF file",
    "empty": "copy the file again",
    "encrypted": "save a copy without the password and ingest that",
    "no_pages": "export the document again",
    "damaged": "open it in a PDF viewer and print it to a new PDF",
    "too_large": "split it into smaller files",
    "unreadable": "check that it exists and that you may read it",
}


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file holds: the SHA-256 of its bytes, every physical page, its own title if any, what to mind."""

    id: str
    pages: tuple[Page, ...]
    title: str
    warnings: tuple[str, ...] = ()


def shown(path: Path) -> str:
    """The file's name as it is safely shown: NFC, on one line, undecodable bytes and control characters gone."""
    return nfc(one_line(path.name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")))


def read_pdf(path: Path, page_text_limit: int = PAGE_TEXT_LIMIT, seconds: float = _SECONDS) -> Reading:
    """Every page of the PDF at `path`; UnreadableDocument says why there is none.

    A page without text or that fails is empty, with a warning. Text beyond `page_text_limit` characters of a page is
    cut, with a warning. A file that takes longer than `seconds` is given up.
    """
    data = _bytes(path)
    found = _extracted(path, data, page_text_limit, seconds)
    if found["reason"]:
        raise _refused(path, found["message"], found["reason"])
    pages = tuple(
        Page(number, page["label"], page["text"], page["source"], page["confidence"])
        for number, page in enumerate(found["pages"], 1)
    )
    return Reading(hashlib.sha256(data).hexdigest(), pages, found["title"], tuple(found["warnings"]))


def check_name(path: Path) -> None:
    """Raise UnreadableDocument for a file whose name is in no encoding this system reads: no register could hold it."""
    try:
        str(path).encode("utf-8")
    except UnicodeEncodeError as error:
        message = f"{shown(path)} cannot be read: its name is in an unknown encoding; rename it and ingest it again."
        raise UnreadableDocument(message, "unreadable") from error


def _refused(path: Path, why: str, reason: str) -> UnreadableDocument:
    return UnreadableDocument(f"{shown(path)} cannot be read: {why}; {_REMEDIES[reason]}.", reason)


def _bytes(path: Path) -> bytes:
    try:
        # Opening a pipe or a device would wait for ever.
        if not path.is_file():
            raise _refused(path, "it is no file" if path.exists() else "there is no such file", "unreadable")
        if path.stat().st_size > _BYTES:
            raise _refused(path, f"it has more than {_BYTES // 1_000_000} MB", "too_large")
        data = path.read_bytes()
    except OSError as error:
        raise _refused(path, error.strerror or "it cannot be opened", "unreadable") from error
    if not data.strip(b"\0 \t\r\n"):
        raise _refused(path, "it is empty", "empty")
    if b"%PDF-" not in data[:1024]:
        raise _refused(path, "it is not a PDF", "not_pdf")
    return data


def _extracted(path: Path, data: bytes, page_text_limit: int, seconds: float) -> dict[str, Any]:
    """The `ingest.extract.Extract` of `data`, from a process of its own: a file can hang, exhaust or crash only that."""
    root = str(Path(__file__).resolve().parents[1])
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([root, *filter(None, sys.path)])}
    try:
        ended = subprocess.run(
            [sys.executable, "-P", "-m", "ingest.pdf", str(page_text_limit), str(seconds)],
            input=data,
            capture_output=True,
            timeout=seconds,
            check=True,
            env=environment,
        )
    except subprocess.TimeoutExpired as error:
        raise _refused(path, f"reading it takes longer than {seconds:g} seconds", "too_large") from error
    except subprocess.CalledProcessError as error:
        if b"MemoryError" in error.stderr:
            raise _refused(path, "reading it takes too much memory", "too_large") from error
        last = one_line(error.stderr.decode("utf-8", "replace").strip().rsplit("\n", 1)[-1])
        raise _refused(path, f"its structure is broken ({last or 'the reader stopped'})", "damaged") from error
    found: dict[str, Any] = json.loads(ended.stdout)
    return found
