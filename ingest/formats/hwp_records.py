"""An HWP 5 file as trees of records: what its OLE streams hold, unpacked, a distribution copy's decrypted."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from ingest.formats.refusal import Refused

SIGNATURE = b"HWP Document File"
_COMPRESSED, _ENCRYPTED, _DISTRIBUTED, _DRM = 1, 2, 4, 16
_STREAM = 200_000_000  # bytes of one stream, unpacked; the largest ruling measured has 0.3 MB
_RECORDS = 4_000_000
_DEPTH = 120  # a table in a table adds three levels; records deeper than this are hung here
_DISTRIBUTION = 0x1C
# What olefile raises on broken files beyond its own OSError: Python's, from offsets and sizes that fit nothing.
BROKEN = (OSError, LookupError, ValueError, TypeError, AttributeError, ArithmeticError, RecursionError, struct.error)


@dataclass(slots=True)
class Record:
    """One record: its tag, its bytes, and the records under it."""

    tag: int
    data: bytes
    children: list[Record] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Streams:
    """What is read of the file: the document's rules, its text section by section, and its title as stored."""

    info: Record
    sections: tuple[Record, ...]
    title: str


def streams(data: bytes) -> Streams:
    """The record trees of the HWP 5 file in `data`; refused where a password or a damage keeps them shut."""
    import olefile

    try:
        with olefile.OleFileIO(BytesIO(data)) as ole:
            flags = _flags(_read(ole, "FileHeader"))
            packed, locked = bool(flags & _COMPRESSED), bool(flags & _DISTRIBUTED)
            names = _section_names(ole, "ViewText" if locked else "BodyText")
            info = tree(_unpacked(_read(ole, "DocInfo"), packed))
            sections = [_section(_read(ole, name), packed, locked) for name in names]
            return Streams(info, tuple(sections), _title(ole))
    except BROKEN as error:
        raise Refused("damaged", "its structure is broken") from error


def is_hwp(data: bytes) -> bool:
    """Whether the OLE file in `data` holds an HWP 5 document."""
    import olefile

    try:
        with olefile.OleFileIO(BytesIO(data)) as ole:
            return bool(ole.exists("FileHeader")) and _read(ole, "FileHeader").startswith(SIGNATURE)
    except (Refused, *BROKEN):
        return False


def _flags(header: bytes) -> int:
    if not header.startswith(SIGNATURE) or len(header) < 40:
        raise Refused("damaged", "its file header is broken")
    flags: int = struct.unpack_from("<I", header, 36)[0]
    if flags & (_ENCRYPTED | _DRM):
        raise Refused("encrypted", "it opens with a password only")
    return flags


def _read(ole: Any, name: str) -> bytes:
    if not ole.exists(name):
        raise Refused("damaged", f"its part {name} is missing")
    if ole.get_size(name) > _STREAM:
        raise Refused("too_large", f"its part {name} has more than {_STREAM // 1_000_000} MB")
    data: bytes = ole.openstream(name).read()
    return data


def _section_names(ole: Any, storage: str) -> list[str]:
    found = [
        path[1] for path in ole.listdir() if len(path) == 2 and path[0] == storage and path[1].startswith("Section")
    ]
    numbered = sorted((int(name[7:]), name) for name in found if name[7:].isdecimal() and len(name) < 13)
    return [f"{storage}/{name}" for _, name in numbered]


def _title(ole: Any) -> str:
    # The property set's name begins with this control character in every OLE file.
    name = "\x05HwpSummaryInformation"
    try:
        return _property(_read(ole, name), 2) if ole.exists(name) else ""
    except (Refused, *BROKEN):
        return ""


def _property(data: bytes, wanted: int) -> str:
    """A text of a property set. olefile's own reader believes any count of properties, and runs for hours on four bytes."""
    section: int = struct.unpack_from("<I", data, 44)[0]
    count: int = struct.unpack_from("<I", data, section + 4)[0]
    for number in range(min(count, 100)):
        key, offset = struct.unpack_from("<2I", data, section + 8 + 8 * number)
        if key == wanted:
            kind, length = struct.unpack_from("<2I", data, section + offset)
            start = section + offset + 8
            # 31 is text in UTF-16.
            return data[start : start + 2 * length].decode("utf-16-le", "ignore").rstrip("\0") if kind == 31 else ""
    return ""


def _section(data: bytes, packed: bool, locked: bool) -> Record:
    return tree(_unpacked(_decrypted(data) if locked else data, packed))


def _unpacked(data: bytes, packed: bool) -> bytes:
    if not packed:
        return data
    inflater = zlib.decompressobj(-15)
    try:
        found = inflater.decompress(data, _STREAM)
    except zlib.error as error:
        raise Refused("damaged", "its text cannot be unpacked") from error
    if inflater.unconsumed_tail:
        raise Refused("too_large", f"unpacked it has more than {_STREAM // 1_000_000} MB")
    return found


def _decrypted(data: bytes) -> bytes:
    """A distribution copy's section: AES with a key that stands, scrambled, in its first record (Hancom's published layout)."""
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    if len(data) < 260 or struct.unpack_from("<I", data)[0] & 0x3FF != _DISTRIBUTION:
        raise Refused("locked", "it is a distribution copy whose text is locked")
    mixed = bytearray(data[4:260])
    seed: int = struct.unpack_from("<I", mixed)[0]
    state, value, count = seed, 0, 0

    def rand() -> int:
        nonlocal state
        state = (state * 214013 + 2531011) & 0xFFFFFFFF
        return (state >> 16) & 0x7FFF

    for at in range(256):
        if not count:
            value = rand() & 0xFF
            count = (rand() & 0xF) + 1
        if at >= 4:
            mixed[at] ^= value
        count -= 1
    start = 4 + (seed & 0xF)
    key, body = bytes(mixed[start : start + 16]), data[260:]
    # ECB is what the format prescribes; nothing is kept secret with it here.
    decryptor = Cipher(algorithms.AES(key), modes.ECB()).decryptor()
    return decryptor.update(body[: len(body) // 16 * 16]) + decryptor.finalize()


def tree(data: bytes) -> Record:
    """The records of a stream under one root, each under the nearest one before it of a lower level."""
    root = Record(-1, b"")
    path: list[tuple[int, Record]] = [(-1, root)]
    for tag, level, payload in _records(data):
        while path[-1][0] >= level or (len(path) > _DEPTH and path[-1][0] >= 0):
            path.pop()
        record = Record(tag, payload)
        path[-1][1].children.append(record)
        path.append((level, record))
    return root


def _records(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Each record's tag, level and bytes; a size beyond the end of the stream ends it."""
    at = 0
    for _ in range(_RECORDS):
        if at + 4 > len(data):
            return
        header: int = struct.unpack_from("<I", data, at)[0]
        at += 4
        size = header >> 20
        if size == 0xFFF:
            if at + 4 > len(data):
                return
            size = struct.unpack_from("<I", data, at)[0]
            at += 4
        yield header & 0x3FF, header >> 10 & 0x3FF, data[at : at + size]
        at += size
    raise Refused("too_large", f"it has more than {_RECORDS} records")
