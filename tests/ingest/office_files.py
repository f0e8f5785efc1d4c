"""Word processors' files made part by part, so that a test decides every record, element and defect."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from typing import Any

_HP = "http://www.hancom.co.kr/hwpml/2011/paragraph"
_HH = "http://www.hancom.co.kr/hwpml/2011/head"
_OPF = "http://www.idpf.org/2007/opf/"
_SECTOR = 512


def archive(parts: dict[str, str | bytes]) -> bytes:
    """A zip archive of these parts, in this order."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return data.getvalue()


def hwpx(body: str, head: str = "", title: str = "", manifest: str = "") -> bytes:
    """An HWPX file with one section of these paragraphs on A4, and these rules in its header."""
    sheet = (
        '<hp:p><hp:run><hp:secPr><hp:pagePr landscape="WIDELY" width="59528" height="84188" gutterType="LEFT_ONLY">'
        '<hp:margin header="0" footer="0" gutter="0" left="5000" right="5000" top="5000" bottom="5000"/>'
        "</hp:pagePr></hp:secPr></hp:run></hp:p>"
    )
    names = f'xmlns:hs="http://www.hancom.co.kr/hwpml/2011/section" xmlns:hp="{_HP}"'
    package = (
        f'<opf:package xmlns:opf="{_OPF}"><opf:metadata><opf:title>{title}</opf:title></opf:metadata><opf:manifest>'
        '<opf:item id="header" href="Contents/header.xml" media-type="application/xml"/>'
        '<opf:item id="section0" href="Contents/section0.xml" media-type="application/xml"/></opf:manifest>'
        '<opf:spine><opf:itemref idref="header"/><opf:itemref idref="section0"/></opf:spine></opf:package>'
    )
    return archive(
        {
            "mimetype": "application/hwp+zip",
            "Contents/content.hpf": package,
            "Contents/header.xml": f'<hh:head xmlns:hh="{_HH}" xmlns:hp="{_HP}">{head}</hh:head>',
            "Contents/section0.xml": f"<hs:sec {names}>{sheet}{body}</hs:sec>",
            **({"META-INF/manifest.xml": manifest} if manifest else {}),
        }
    )


def docx(write: Callable[[Any], object], changed: dict[str, Callable[[str], str]] | None = None) -> bytes:
    """The DOCX file that `write` fills with python-docx, with parts changed afterwards as XML, by their name under word/."""
    import docx as library

    document = library.Document()
    write(document)
    data = io.BytesIO()
    document.save(data)
    with zipfile.ZipFile(data) as made:
        parts = {name: made.read(name) for name in made.namelist()}
    for stem, change in (changed or {}).items():
        name = f"word/{stem}"
        parts[name] = change(parts.get(name, b"").decode()).encode()
    return archive(dict(parts))


def record(tag: int, level: int, data: bytes = b"") -> bytes:
    """One record of an HWP 5 stream."""
    if len(data) >= 0xFFF:
        return struct.pack("<2I", tag | level << 10 | 0xFFF << 20, len(data)) + data
    return struct.pack("<I", tag | level << 10 | len(data) << 20) + data


def paragraph(text: str, level: int = 0, shape: int = 0, *inside: bytes) -> bytes:
    """An HWP 5 paragraph with its text in records, and the records anchored in it."""
    written = text.encode("utf-16-le")
    head = struct.pack("<2IHBB", len(text), 0, shape, 0, 0) + bytes(10)
    return record(0x42, level, head) + record(0x43, level + 1, written) + b"".join(inside)


def hwp(body: bytes, info: bytes = b"", flags: int = 0, title: str = "") -> bytes:
    """An HWP 5 file with one section of these records, uncompressed."""
    header = b"HWP Document File".ljust(32, b"\0") + struct.pack("<2I", 0x05000300, flags)
    parts = {"FileHeader": header, "DocInfo": info, "BodyText/Section0": body}
    if title:
        text = title.encode("utf-16-le") + b"\0\0"
        value = struct.pack("<2I", 31, len(text) // 2) + text
        section = struct.pack("<2I2I", 16 + len(value), 1, 2, 16) + value
        parts["\x05HwpSummaryInformation"] = bytes(44) + struct.pack("<I", 48) + section
    return ole(parts)


def ole(streams: dict[str, bytes]) -> bytes:
    """An OLE file of these streams, each filled up with zeros to the least size that needs no mini stream."""
    storages = sorted({name.partition("/")[0] for name in streams if "/" in name})
    top = [*storages, *(name for name in streams if "/" not in name)]
    entries: list[tuple[str, int, int, int, int, int]] = []  # name, kind, next beside, first below, first sector, size
    sectors, chains = b"", []
    placed: dict[str, tuple[int, int]] = {}
    for name, data in streams.items():
        padded = data.ljust(4096, b"\0")
        padded += bytes(-len(padded) % _SECTOR)
        start, count = len(sectors) // _SECTOR, len(padded) // _SECTOR
        placed[name] = (start, len(padded))
        chains += [*range(start + 1, start + count), 0xFFFFFFFE]
        sectors += padded
    below = {storage: [name for name in streams if name.startswith(storage + "/")] for storage in storages}
    order = [*top, *(name for storage in storages for name in below[storage])]
    number = {name: at for at, name in enumerate(order, 1)}
    entries.append(("Root Entry", 5, 0xFFFFFFFF, number[order[0]], 0xFFFFFFFE, 0))
    for name in order:
        siblings = top if name in top else below[name.partition("/")[0]]
        at = siblings.index(name)
        beside = number[siblings[at + 1]] if at + 1 < len(siblings) else 0xFFFFFFFF
        if name in storages:
            entries.append((name, 1, beside, number[below[name][0]], 0, 0))
        else:
            entries.append((name.rpartition("/")[2], 2, beside, 0xFFFFFFFF, *placed[name]))
    return _assembled(sectors, chains, entries)


def _assembled(sectors: bytes, chains: list[int], entries: list[tuple[str, int, int, int, int, int]]) -> bytes:
    directory = b""
    for name, kind, beside, child, start, size in entries:
        written = name.encode("utf-16-le") + b"\0\0"
        directory += written.ljust(64, b"\0") + struct.pack("<HBB3I", len(written), kind, 1, 0xFFFFFFFF, beside, child)
        directory += bytes(36) + struct.pack("<IQ", start, size)
    directory += bytes(-len(directory) % _SECTOR)
    first = len(sectors) // _SECTOR
    count = len(directory) // _SECTOR
    chains = [*chains, *range(first + 1, first + count), 0xFFFFFFFE]
    fats = -(-(len(chains) + 8) * 4 // _SECTOR)
    table = first + count
    chains = [*chains, *[0xFFFFFFFD] * fats]
    fat = b"".join(struct.pack("<I", value) for value in chains).ljust(fats * _SECTOR, b"\xff")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<9I", 0, fats, first, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += b"".join(struct.pack("<I", table + at) for at in range(fats))
    return header.ljust(_SECTOR, b"\xff") + sectors + directory + fat
