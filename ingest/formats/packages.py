"""Files that are zip archives of XML (docx, hwpx), opened without trusting what they say of themselves."""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO
from typing import Any

from ingest.formats.refusal import Refused

_TOTAL = 500_000_000  # bytes unpacked of all parts
_PART = 200_000_000  # bytes of one XML part; the largest agreement measured has 1.3 MB
_RATIO = 200  # XML packs about 20 to 1, a bomb a thousand to one; asked only of large archives
_LARGE = 50_000_000
_PARTS = 20_000


def opened(data: bytes) -> zipfile.ZipFile:
    """The archive in `data`; refused where it is damaged, or where unpacking it would take too much."""
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, LookupError) as error:
        raise Refused("damaged", "its archive is broken") from error
    entries = archive.infolist()
    total = sum(entry.file_size for entry in entries)
    if len(entries) > _PARTS or total > _TOTAL or (total > _LARGE and total > _RATIO * len(data)):
        raise Refused("too_large", f"unpacked it has {total // 1_000_000} MB in {len(entries)} parts")
    if any(entry.flag_bits & 1 for entry in entries):
        raise Refused("encrypted", "it opens with a password only")
    return archive


def part(archive: zipfile.ZipFile, name: str) -> bytes:
    """The bytes of the part `name`, empty where there is none; never more than the archive's list says of it."""
    try:
        if archive.getinfo(name).file_size > _PART:
            raise Refused("too_large", f"its part {name} has more than {_PART // 1_000_000} MB")
        return archive.read(name)
    except KeyError:
        return b""
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError, NotImplementedError, RuntimeError) as error:
        raise Refused("damaged", f"its part {name} cannot be unpacked") from error


def xml(data: bytes) -> Any:
    """The root element of the XML in `data`, None where that is empty; no entity is expanded and nothing is fetched."""
    from lxml import etree

    if not data.strip():
        return None
    # huge_tree stays off: depth is then bounded at 256, a text at 10 MB, and walking it needs no care for recursion.
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Refused("damaged", "its XML is broken") from error
    if root is None or root.getroottree().docinfo.internalDTD is not None:
        # No word processor writes one; only entity bombs need it.
        raise Refused("damaged", "its XML declares a document type")
    return root
