"""What a file is, told by its content, and the one door to the readers of all formats."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.extract import Extract, Limits
from ingest.formats.pictured import read_pictures
from ingest.formats.refusal import Refused

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IMAGES = (
    (b"\x89PNG\r\n\x1a\n", "png"), (b"\xff\xd8\xff", "jpg"), (b"II*\0", "tif"), (b"MM\0*", "tif"), (b"GIF87a", "gif"),
    (b"GIF89a", "gif"), (b"BM", "bmp"),
)  # fmt: skip
_HTML = re.compile(rb"(?is)\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b")
_HEADER = re.compile(
    rb"(?i)(?:return-path|received|from|to|cc|subject|date|message-id|mime-version|delivered-to|content-type|reply-to|sender|x-[\w-]+|dkim-signature|arc-[\w-]+|thread-[\w-]+|authentication-results):"
)
_MAIL = re.compile(rb"(?im)^(?:from|subject|message-id|mime-version):")
_ENDINGS = {
    "txt": "txt", "text": "txt", "md": "md", "markdown": "md", "html": "html", "htm": "html", "xhtml": "html", "eml": "eml",
}  # fmt: skip
_OFFICE = ("doc", "rtf", "odt")
_DOCUMENTS = frozenset({"pdf", "hwp", "hwpx", "docx", *_OFFICE})
# OLE files of Microsoft Office, told by the streams they hold.
_STREAMS = (("WordDocument", "doc"), ("Workbook", "xls"), ("Book", "xls"), ("PowerPoint Document", "ppt"))
_FOREIGN = {
    "xls": "an Excel workbook", "xlsx": "an Excel workbook", "ppt": "a PowerPoint presentation", "msg": "an Outlook message",
    "pptx": "a PowerPoint presentation", "ods": "a spreadsheet", "odp": "a presentation", "zip": "a zip archive",
    "exe": "a program", "rar": "a RAR archive", "7z": "a 7-Zip archive", "gz": "a packed file", "heic": "a HEIC picture",
    "tnef": "an Outlook winmail.dat",
}  # fmt: skip
_MAGIC = (
    (b"Rar!\x1a\x07", "rar"), (b"7z\xbc\xaf\x27\x1c", "7z"), (b"\x1f\x8b", "gz"), (b"MZ", "exe"), (b"\x7fELF", "exe"),
    (b"\x78\x9f\x3e\x22", "tnef"),
)  # fmt: skip
_DEPTH = 3  # messages attached to messages


def read(data: bytes, name: str, limits: Limits) -> Extract:
    """What the file called `name` holds, or the reason why that cannot be read; its format is told by its content."""
    return _read(data, name, limits, 0)


def format_of(data: bytes, name: str) -> str:
    """The format of the file, as its usual ending without the dot; refused where it is none that is read."""
    if not data.strip(b"\0 \t\r\n"):
        raise Refused("empty", "it is empty")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"HWP Document File V"):
        raise Refused("old_format", "it is an HWP file of before 2002 (HWP 3)")
    if data.startswith(_OLE):
        return _ole(data)
    if data.startswith(b"PK\x03\x04") or data.startswith(b"PK\x05\x06"):
        return _zip(data)
    if data.startswith(b"{\\rtf"):
        return "rtf"
    return _image(data) or _written(data, name)


def _read(data: bytes, name: str, limits: Limits, depth: int) -> Extract:
    format = ""
    try:
        format = format_of(data, name)
        return _by_format(format, data, limits, depth)
    except Refused as refusal:
        if format != "pdf" and name.lower().endswith(".pdf") and refusal.reason != "empty":
            return Extract(reason="not_pdf", message="it is not a PDF")
        return Extract(format, reason=refusal.reason, message=refusal.message)
    except (MemoryError, RecursionError):
        return Extract(format, reason="too_large", message="reading it takes too much memory")


def _by_format(format: str, data: bytes, limits: Limits, depth: int) -> Extract:
    if format == "pdf":
        return _pdf(data, limits)
    if format == "eml":
        return _mail(data, limits, depth)
    if format in _OFFICE:
        return _office(format, data, limits)
    if format in ("hwp", "hwpx", "docx", "txt", "md", "html"):
        return read_pictures(_by_room(format, data, limits), data, format, limits)
    from ingest.formats.image import as_pdf

    view = as_pdf(data)
    return replace(_pdf(view, limits), format=format, view=view)


def _pdf(data: bytes, limits: Limits) -> Extract:
    from ingest.pdf import reader as pdf

    return pdf.extract(data, limits)


def _by_room(format: str, data: bytes, limits: Limits) -> Extract:
    if format == "hwp":
        from ingest.formats.hwp import extract
    elif format == "hwpx":
        from ingest.formats.hwpx import extract
    elif format == "docx":
        from ingest.formats.docx import extract
    elif format == "md":
        from ingest.formats.markdown import extract
    elif format == "html":
        from ingest.formats.html import extract
    else:
        from ingest.formats.txt import extract
    return extract(data, limits)


def _mail(data: bytes, limits: Limits, depth: int) -> Extract:
    from ingest.formats import eml

    if depth >= _DEPTH:
        raise Refused("too_large", f"it is a message in more than {_DEPTH} others")
    return eml.extract(data, limits, lambda attached, name: _read(attached, name, limits, depth + 1))


def _office(format: str, data: bytes, limits: Limits) -> Extract:
    """An older office file, by way of the DOCX and the PDF that LibreOffice makes of it."""
    from ingest.formats import docx
    from ingest.formats import libreoffice as office

    if not office.installed():
        raise Refused("unsupported", f"it is a {format.upper()} file, which needs LibreOffice (libreoffice-writer)")
    if _locked(format, data):
        raise Refused("encrypted", "it opens with a password only")
    changed = office.converted(data, format, "docx")
    if not changed:
        raise Refused("damaged", "LibreOffice cannot open it")
    found = read_pictures(docx.text_of(changed, limits), changed, "docx", limits)
    if found.view:
        return replace(found, format=format)
    return replace(office.shown(found, changed, "docx"), format=format)


def _locked(format: str, data: bytes) -> bool:
    """Whether an older office file has a password: its manifest says so, or a bit of the header of its text."""
    from io import BytesIO

    if format == "odt":
        from ingest.formats.packages import opened, part

        with opened(data) as archive:
            return b"encryption-data" in part(archive, "META-INF/manifest.xml")
    if format != "doc":
        return False
    import olefile

    with olefile.OleFileIO(BytesIO(data)) as ole:
        header = ole.openstream("WordDocument").read(12)
    return len(header) == 12 and bool(header[11] & 1)


def _ole(data: bytes) -> str:
    from io import BytesIO

    import olefile

    from ingest.formats.hwp_records import BROKEN, is_hwp

    if is_hwp(data):
        return "hwp"
    try:
        with olefile.OleFileIO(BytesIO(data)) as ole:
            if ole.exists("EncryptedPackage"):
                raise Refused("encrypted", "it opens with a password only")
            found = next((kind for stream, kind in _STREAMS if ole.exists(stream)), "")
            found = found or ("msg" if ole.exists("__properties_version1.0") else "")
    except BROKEN as error:
        raise Refused("damaged", "its structure is broken") from error
    if found == "doc":
        return found
    raise _foreign(found)


def _zip(data: bytes) -> str:
    from ingest.formats.packages import opened, part

    with opened(data) as archive:
        names = set(archive.namelist())
        kind = part(archive, "mimetype")[:200].strip().decode("latin-1") if "mimetype" in names else ""
    if kind.startswith("application/hwp+zip") or "Contents/header.xml" in names:
        return "hwpx"
    if kind.startswith("application/vnd.oasis.opendocument.text"):
        return "odt"
    if any(name.startswith("word/document") for name in names):
        return "docx"
    others = (("xl/workbook.xml", "xlsx"), ("ppt/presentation.xml", "pptx"))
    spread = "ods" if "spreadsheet" in kind else "odp" if "presentation" in kind else ""
    raise _foreign(next((found for name, found in others if name in names), spread or "zip"))


def _image(data: bytes) -> str:
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "webp"
    if data[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1"):
        raise _foreign("heic")
    # Two letters are no proof of a bitmap: its header goes on with its size and zeros.
    found = next((kind for magic, kind in _IMAGES if data.startswith(magic)), "")
    return "" if found == "bmp" and data[6:10] != b"\0\0\0\0" else found


def _written(data: bytes, name: str) -> str:
    """The format of a file of text; the name's ending decides where the content leaves it open."""
    called = name.rpartition(".")[2].lower()
    # A page of text under such a name is a failed download or export, not what the person meant to file.
    if called in _DOCUMENTS:
        raise Refused("damaged", f"it is not the {called.upper()} file that its name says")
    ending = _ENDINGS.get(called, "")
    start = data[:4096].lstrip(b"\xef\xbb\xbf\r\n\t ")
    if foreign := next((kind for magic, kind in _MAGIC if data.startswith(magic)), ""):
        raise _foreign(foreign)
    if ending == "eml" or (not ending and _HEADER.match(start) and len(_MAIL.findall(data[:20_000])) >= 2):
        return "eml"
    if ending == "md":
        return ending
    if _HTML.match(start):
        return "html"
    if ending:
        return ending
    from ingest.formats.txt import decoded

    try:
        decoded(data)
    except Refused as error:
        raise _foreign("") from error
    return "txt"


def _foreign(kind: str) -> Refused:
    if kind in ("zip", "rar", "7z", "gz"):
        return Refused("unsupported", f"it seems to be {_FOREIGN[kind]}, whose files are ingested one by one")
    return Refused("unsupported", f"it seems to be {_FOREIGN[kind]}" if kind else "its format is not known")
