"""The sheets of an HWP or HWPX file as drawn by rhwp, and where the letters stand on them, from a process of its own."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path

from ingest.extract import Extract
from ingest.formats.hwp_fonts import put_fonts
from ingest.formats.placing import Letters, placed
from kb.domain import Box

_SECONDS = 25  # 17 sheets take 4; the whole reading has 60
_MEMORY = 2 << 30  # bytes of address space
_VIEW = 50_000_000  # bytes of the drawn file
_SHEETS = 500
_LETTERS = 3_000_000
_TEXT = re.compile(r"<text ([^>]*)>([^<]*)</text>")
_SIZE = re.compile(r'<svg [^>]*?width="([\d.]+)" height="([\d.]+)"')
_AT = re.compile(r'(?:^|\s)x="(-?[\d.]+)" y="(-?[\d.]+)"')
_MOVED = re.compile(r'transform="translate\((-?[\d.]+),\s*(-?[\d.]+)\)(?:\s*scale\((-?[\d.]+))?')
_FONT = re.compile(r'font-size="([\d.]+)"')


def shown(found: Extract, data: bytes) -> Extract:
    """`found` with the sheets of the file as its view and its words' places on them; as it was, with a warning, where drawing fails."""
    if found.reason:
        return found
    sheeted = _drawn(data)
    if sheeted is None:
        told = "its pages could not be drawn (which needs Korean fonts, as fonts-nanum): all its text was read, nothing of it is lost"
        return replace(found, warnings=(*found.warnings, told))
    view, sheets = sheeted
    return replace(found, view=view, pages=placed(found.pages, sheets))


def drawn(data: bytes) -> bytes:
    """The sheets of the file as a PDF; empty where drawing fails."""
    found = _drawn(data)
    return found[0] if found else b""


def _drawn(data: bytes) -> tuple[bytes, list[Letters]] | None:
    """The PDF and each sheet's letters; None where the drawing process fails: layouts can hang, crash or exhaust it."""
    root = str(Path(__file__).resolve().parents[2])
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([root, *filter(None, sys.path)])}
    with tempfile.TemporaryDirectory(prefix="hwp-") as folder:
        try:
            # rhwp prints notes on the layout to stdout by itself.
            subprocess.run(
                [sys.executable, "-P", "-m", "ingest.formats.hwp_view", folder], input=data, timeout=_SECONDS, check=True,
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment,
            )  # fmt: skip
            view = (Path(folder) / "view.pdf").read_bytes()
            sheets = json.loads((Path(folder) / "letters.json").read_bytes())
        except (subprocess.SubprocessError, OSError, ValueError):
            return None
    return view, [[(character, Box(*box)) for character, box in sheet] for sheet in sheets]


def letters(svg: str) -> Iterator[tuple[str, tuple[float, float, float, float]]]:
    """Each letter of a sheet with its left, top, right and bottom in fractions of the sheet, in the order drawn."""
    size = _SIZE.search(svg)
    if size is None or not (float(size[1]) and float(size[2])):
        return
    width, height = float(size[1]), float(size[2])
    for match in _TEXT.finditer(svg):
        moved, font = _MOVED.search(match[1]), _FONT.search(match[1])
        at = moved or _AT.search(match[1])
        if at is None or font is None:
            continue
        left, base, em = float(at[1]), float(at[2]), float(font[1])
        scale = float(moved[3]) if moved and moved[3] else 1.0
        for letter in unescape(match[2]):
            right = left + em * scale * (1.0 if unicodedata.east_asian_width(letter) in "WF" else 0.55)
            corners = (left / width, (base - 0.85 * em) / height, right / width, (base + 0.15 * em) / height)
            yield letter, tuple(min(1.0, max(0.0, corner)) for corner in corners)  # type: ignore[misc]
            left = right


def main() -> None:
    """Reads a file from stdin and writes view.pdf and letters.json into the folder that is the one argument."""
    import resource

    import rhwp

    folder = Path(sys.argv[1])
    # Without Korean fonts the sheets would be white; the working folder is where rhwp looks for them.
    if not put_fonts(folder):
        sys.exit(1)
    os.chdir(folder)
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY if most < 0 else min(_MEMORY, most), most))
    document = rhwp.Document.from_bytes(sys.stdin.buffer.read())
    if document.page_count > _SHEETS:
        sys.exit(1)
    sheets = [list(letters(document.render_svg(number))) for number in range(document.page_count)]
    view = document.render_pdf()
    if len(view) > _VIEW or sum(map(len, sheets)) > _LETTERS:
        sys.exit(1)
    (folder / "letters.json").write_text(json.dumps(sheets), "utf-8")
    (folder / "view.pdf").write_bytes(view)


if __name__ == "__main__":
    main()
