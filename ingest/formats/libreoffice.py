"""LibreOffice, where it is installed: office files to PDF to be shown, older ones to DOCX to be read."""

from __future__ import annotations

import contextlib
import os
import resource
import shutil
import signal
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from ingest.extract import Extract
from ingest.formats.placing import Letters, placed
from kb.domain import Box

_SECONDS = 25  # a letter takes 2, an agreement of 100 pages 5; the whole reading has 60
_VIEW = 50_000_000  # bytes of the PDF
_LETTERS = 3_000_000
_SHEETS = 2_000
# A file may link to pictures, templates or data elsewhere and hold macros: none is run, nothing is fetched. The proxy is
# a port nobody listens on, for what no other setting stops.
_SETTINGS = (
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Common/Security/Scripting", "CheckDocumentEvents", "true"),
    ("Office.Common/Load", "UpdateDocMode", "0"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Office.Calc/Content/Update", "Link", "1"),
    ("Office.Java/VirtualMachine", "Enable", "false"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)
_PROXY = "http://127.0.0.1:9"


def installed() -> bool:
    """Whether LibreOffice is found on this machine."""
    return _program() is not None


def shown(found: Extract, data: bytes, ending: str) -> Extract:
    """`found` with the file's pages as its view and its words' places on them; as it was where there is no LibreOffice."""
    if found.reason or not installed():
        return found
    view = converted(data, ending, "pdf")
    if not view or len(view) > _VIEW:
        told = "its pages could not be laid out by LibreOffice: all its text was read, nothing of it is lost"
        return replace(found, warnings=(*found.warnings, told))
    return replace(found, view=view, pages=placed(found.pages, _sheets(view)))


def converted(data: bytes, ending: str, wanted: str) -> bytes:
    """The file in `data` as a `wanted` ("pdf", "docx") file; empty where LibreOffice is missing, fails or takes too long."""
    program = _program()
    if program is None:
        return b""
    with tempfile.TemporaryDirectory(prefix="office-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source = folder / f"document.{ending}"
        source.write_bytes(data)
        _write_profile(folder / "profile")
        _run(
            [
                program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore",
                "--nolockcheck", "--nodefault", "--nologo", "--convert-to", wanted, "--outdir", str(folder / "out"), str(source),
            ],
            folder,
        )  # fmt: skip
        target = folder / "out" / f"document.{wanted}"
        return target.read_bytes() if target.is_file() else b""


def _program() -> str | None:
    return shutil.which("soffice") or shutil.which("libreoffice")


def _write_profile(profile: Path) -> None:
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _SETTINGS
    )
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        f'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{items}</oor:items>',
        "utf-8",
    )


def _run(command: list[str], folder: Path) -> None:
    """Runs LibreOffice to its end or _SECONDS; its children go with it."""
    proxies = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"), _PROXY)
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH")}
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder,
        env=kept | proxies | {"HOME": str(folder), "TMPDIR": str(folder), "SAL_USE_VCLPLUGIN": "svp"}, start_new_session=True,
        preexec_fn=_limits,
    )  # fmt: skip
    try:
        process.wait(_SECONDS)
    except subprocess.TimeoutExpired:
        pass
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _limits() -> None:
    """The reader's own limit on memory is meant for Python: LibreOffice gets what the system allows it."""
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _sheets(view: bytes) -> list[Letters]:
    """Each page's letters with their boxes, in the order of the PDF's text; none where PDFium does not open it."""
    import pypdfium2 as pdfium

    try:
        with contextlib.closing(pdfium.PdfDocument(view)) as document:
            sheets: list[Letters] = []
            left = _LETTERS
            for number in range(min(len(document), _SHEETS)):
                sheet = _letters(document[number], left)
                left -= len(sheet)
                sheets.append(sheet)
            return sheets
    except pdfium.PdfiumError:
        return []


def _letters(page: object, most: int) -> list[tuple[str, Box]]:
    from pypdfium2 import raw

    width, height = page.get_size()  # type: ignore[attr-defined]
    text = page.get_textpage()  # type: ignore[attr-defined]
    found: list[tuple[str, Box]] = []
    # The loose box is as high as the line, so that a word's letters make one rectangle.
    area = raw.FS_RECTF()
    for index in range(min(raw.FPDFText_CountChars(text), most)):
        code = raw.FPDFText_GetUnicode(text, index)
        # 0xFFFE and 0x2 are PDFium's signs for a hyphen at the end of a line.
        if code <= 32 or code in (0xFFFE, 0xFFFF) or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
            continue
        if raw.FPDFText_GetLooseCharBox(text, index, area):
            corners = (area.left / width, 1 - area.top / height, area.right / width, 1 - area.bottom / height)
            found.append((chr(code), Box(*(min(1.0, max(0.0, corner)) for corner in corners))))
    return found
