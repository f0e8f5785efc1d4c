"""A file is written whole or not at all, and what hinders it is told in a sentence that names it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from kb.errors import FileNotWritten

Write = Callable[[BinaryIO], object]


def write_whole(path: Path, write: Write) -> None:
    """Let `write` fill a file beside `path` that then takes its place; FileNotWritten names `path` and what to do."""
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            # /dev/stdout, a pipe: nothing can take its place.
            with path.open("wb") as stream:
                write(stream)
            return
        _replaced(path.resolve(), write)
    except OSError as error:
        raise FileNotWritten(
            f"The file {path} cannot be written ({_reason(path, error)}): {_remedy(error)}."
        ) from error


def _replaced(path: Path, write: Write) -> None:
    if path.is_dir():
        raise IsADirectoryError(f"{path} is a folder")
    beside = path.with_name(f".{path.name[:100]}.{os.getpid()}.part")
    try:
        with beside.open("xb") as stream:
            write(stream)
        if path.exists():
            beside.chmod(path.stat().st_mode & 0o777)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _reason(path: Path, error: OSError) -> str:
    if isinstance(error, IsADirectoryError):
        return "it is a folder"
    if isinstance(error, FileNotFoundError):
        return f"the folder {path.parent} is not there"
    return error.strerror or str(error)


def _remedy(error: OSError) -> str:
    if isinstance(error, IsADirectoryError):
        return "give the name of a file in it"
    if isinstance(error, FileNotFoundError):
        return "make the folder, or name another one"
    if isinstance(error, PermissionError):
        return "close the program that has it open, mend the rights of its folder, or name another file"
    return "free disk space, or name another file"
