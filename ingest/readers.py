"""A file to its pages, read in a process of its own: what is read, or one sentence saying why not and what to do."""

from __future__ import annotations

import hashlib
import os
import signal
import time
from collections.abc import Callable
from concurrent.futures import TimeoutError as TookTooLong
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from ingest.extract import Extract, Limits
from kb.domain import Page
from kb.errors import UnreadableDocument
from kb.text import nfc, one_line

if TYPE_CHECKING:
    from pebble import ProcessFuture, ProcessPool

SECONDS = 60.0
_BYTES = 300_000_000
# Bytes of address space of a reading process; 400 pages of Korean take about 0.4 GB.
_MEMORY = 2 << 30
# The share of a process's time in which it begins to read pictures; one takes 4 seconds, and up to 20 where it lies askew.
_PICTURES = 0.5
# A process is replaced after so many files: what a library leaks on one goes with it.
_FILES = 200
_REMEDIES = {
    "not_pdf": "give a PDF file",
    "empty": "copy the file again",
    "encrypted": "save a copy without the password and ingest that",
    "no_pages": "export the document again",
    "damaged": "open it in a viewer and print it to a new PDF",
    "too_large": "split it into smaller files",
    "locked": "open it in Hancom Office, lift the distribution lock and save a copy, or print it to a PDF",
    "no_text": "print it to a PDF and ingest that: its pictures are then read",
    "not_text": "check that it is a text file, and save it in UTF-8",
    "old_format": "open it in Hancom Office and save it as HWP 5, HWPX or PDF",
    "unsupported": "save it as PDF or DOCX and ingest that",
    "unreadable": "check that it exists and that you may read it",
}


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file holds: the SHA-256 of its bytes, what was read of it, and the seconds that took."""

    id: str
    extract: Extract
    seconds: float = 0.0

    @property
    def pages(self) -> tuple[Page, ...]:
        """The pages as a document has them, numbered from 1."""
        return tuple(
            Page(number, page.label, page.text, page.source, page.confidence)
            for number, page in enumerate(self.extract.pages, 1)
        )


class Readers:
    """Processes that read files side by side; a file that hangs, exhausts or crashes one costs only itself."""

    def __init__(self, limits: Limits, processes: int = 2, seconds: float = SECONDS) -> None:
        self._limits = limits
        self.seconds = seconds
        self._processes = processes
        self._pool = self._started()

    def _started(self) -> ProcessPool:
        from pebble import ProcessPool

        from ingest.apart import ProcessesApart

        confined = (os.getpid(),)
        return ProcessPool(
            self._processes, max_tasks=_FILES, initializer=_confine, initargs=confined, context=ProcessesApart()
        )

    def begin(self, path: Path) -> Pending:
        """Start reading the file at `path`."""
        return Pending(self, path, self.schedule(path))

    def schedule(self, path: Path, only: tuple[int, ...] = ()) -> ProcessFuture[Reading]:
        """Read the file in one of the processes, of its pages `only` those named where any are."""
        arguments = (path, replace(self._limits, only=only), _PICTURES * self.seconds)
        if not self._pool.active:
            # Somebody ended its processes while they waited for work.
            self._pool = self._started()
        return self._pool.schedule(_read, arguments, timeout=self.seconds)

    def __enter__(self) -> Readers:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()


@dataclass(frozen=True, slots=True)
class Pending:
    """A file that is being read."""

    readers: Readers
    path: Path
    _future: ProcessFuture[Reading]

    def reading(self, on_progress: Callable[[float], None] = lambda share: None) -> Reading:
        """What the file holds, waited for; UnreadableDocument says why there is nothing.

        Pages that wait for OCR when a process's time is up are read by the next, in both processes; `on_progress` is told
        the share of the file's pages that are read.
        """
        found = self._result(self._future)
        if found.extract.reason:
            raise refused(self.path, found.extract.message, found.extract.reason)
        while late := _late(found):
            on_progress(1 - len(late) / len(found.extract.pages))
            parts = [part for part in (late[::2], late[1::2]) if part]
            again = [(part, self.readers.schedule(self.path, part)) for part in parts]
            for part, future in again:
                # Pages that stop their reader stay unread; those already read are not lost with them.
                with suppress(UnreadableDocument):
                    found = _joined(found, self._result(future), part)
            if len(_late(found)) == len(late):
                break
        return found

    def _result(self, future: ProcessFuture[Reading], again: bool = True) -> Reading:
        from pebble import ProcessExpired

        try:
            return future.result()
        except TookTooLong as error:
            why = f"reading it takes longer than {self.readers.seconds:g} seconds"
            raise refused(self.path, why, "too_large") from error
        except MemoryError as error:
            raise refused(self.path, "reading it takes too much memory", "too_large") from error
        except ProcessExpired as error:
            raise refused(self.path, f"it stopped its reader (status {error.exitcode})", "damaged") from error
        except BrokenProcessPool as error:
            if not again:
                raise refused(
                    self.path, "the processes that read files are ended from outside", "unreadable"
                ) from error
            return self._result(self.readers.schedule(self.path), again=False)


def _late(found: Reading) -> tuple[int, ...]:
    return tuple(found.extract.remarks.late) if found.extract.remarks else ()


def _joined(found: Reading, more: Reading, numbers: tuple[int, ...]) -> Reading:
    """The reading with the pages `numbers` as they were read later."""
    if found.extract.remarks is None or more.extract.remarks is None or found.id != more.id:
        return found
    pages = list(found.extract.pages)
    for number in numbers:
        pages[number - 1] = more.extract.pages[number - 1]
    others = [number for number in found.extract.remarks.late if number not in numbers]
    remarks = found.extract.remarks.joined(more.extract.remarks)
    remarks.late = sorted([*others, *remarks.late])
    extract = replace(found.extract, pages=tuple(pages), remarks=remarks)
    return replace(found, extract=extract, seconds=found.seconds + more.seconds)


def read_file(path: Path, limits: Limits | None = None, seconds: float = SECONDS) -> Reading:
    """What the one file at `path` holds; UnreadableDocument says why there is nothing."""
    with Readers(limits or Limits(), processes=1, seconds=seconds) as readers:
        return readers.begin(path).reading()


def shown(path: Path) -> str:
    """The file's name as it is safely shown: NFC, on one line, undecodable bytes and control characters gone."""
    return nfc(one_line(path.name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")))


def check_name(path: Path) -> None:
    """Raise UnreadableDocument for a file whose name is in no encoding this system reads: no register could hold it."""
    try:
        str(path).encode("utf-8")
    except UnicodeEncodeError as error:
        message = f"{shown(path)} cannot be read: its name is in an unknown encoding; rename it and ingest it again."
        raise UnreadableDocument(message, "unreadable") from error


def refused(path: Path, why: str, reason: str) -> UnreadableDocument:
    """The error for a file that cannot be read: which, why, and what to do."""
    return UnreadableDocument(f"{shown(path)} cannot be read: {why}; {_REMEDIES[reason]}.", reason)


def _confine(parent: int) -> None:
    """Bounds this reading process's memory, silences what its libraries print, and ends it with its parent."""
    import ctypes
    import resource

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
    if os.getppid() != parent:
        os._exit(1)
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, most))
    silent = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(silent, stream)


def _read(path: Path, limits: Limits, seconds: float) -> Reading:
    """In a reading process: the file's digest and what it holds."""
    from ingest.formats.recognition import read

    began = time.perf_counter()
    try:
        # Opening a pipe or a device would wait for ever.
        if not path.is_file():
            return _nothing("it is no file" if path.exists() else "there is no such file", "unreadable")
        if path.stat().st_size > _BYTES:
            return _nothing(f"it has more than {_BYTES // 1_000_000} MB", "too_large")
        data = path.read_bytes()
    except OSError as error:
        return _nothing(error.strerror or "it cannot be opened", "unreadable")
    if not data.strip(b"\0 \t\r\n"):
        return _nothing("it is empty", "empty")
    found = read(data, path.name, replace(limits, deadline=time.monotonic() + seconds))
    return Reading(hashlib.sha256(data).hexdigest(), found, time.perf_counter() - began)


def _nothing(message: str, reason: str) -> Reading:
    return Reading("", Extract(reason=reason, message=message))
