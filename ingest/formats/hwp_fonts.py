"""Installed Korean fonts under the names that HWP files and their drawing ask for.

rhwp draws with installed fonts by exact family name, and leaves out letters that none of them has: on a machine without
Hancom's and Microsoft's fonts (any Linux) whole pages stay white. It also reads `ttfs/` of the working folder.
"""

from __future__ import annotations

import struct
from pathlib import Path

_ENGLISH, _KOREAN = 0x409, 0x412
_FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))
# Debian's fonts-nanum, and the families they stand in for: rhwp falls back on these for every font it does not find.
_STAND_INS = {
    "NanumGothic.ttf": ("Malgun Gothic", "맑은 고딕", "Regular"), "NanumGothicBold.ttf": ("Malgun Gothic", "맑은 고딕", "Bold"),
    "NanumMyeongjo.ttf": ("Batang", "바탕", "Regular"), "NanumMyeongjoBold.ttf": ("Batang", "바탕", "Bold"),
}  # fmt: skip


def put_fonts(folder: Path) -> int:
    """How many stand-ins were put into `folder`/ttfs: those this machine has a font for."""
    target = folder / "ttfs"
    target.mkdir()
    for name, (family, korean, style) in _STAND_INS.items():
        found = next((path for root in _FOLDERS for path in root.rglob(name)), None)
        if found is not None:
            (target / name).write_bytes(renamed(found.read_bytes(), family, korean, style))
    return len(list(target.iterdir()))


def renamed(font: bytes, family: str, korean: str, style: str) -> bytes:
    """The TrueType font with its family (in English and Korean) and style replaced; the font itself where it is of another kind."""
    if len(font) < 12 or font[:4] not in (b"\0\1\0\0", b"OTTO", b"true"):
        return font
    whole = f"{family} {style}"
    names = _names(
        [
            (_ENGLISH, 1, family),
            (_ENGLISH, 2, style),
            (_ENGLISH, 4, whole),
            (_ENGLISH, 6, whole.replace(" ", "")),
            (_KOREAN, 1, korean),
        ]
    )
    changed = bytearray(font + b"\0" * (-len(font) % 4))
    for at in range(12, 12 + 16 * struct.unpack_from(">H", font, 4)[0], 16):
        if font[at : at + 4] == b"name":
            struct.pack_into(">LL", changed, at + 8, len(changed), len(names))
            return bytes(changed + names)
    return font


def _names(texts: list[tuple[int, int, str]]) -> bytes:
    """A name table of (language, which name, text), encoded in UTF-16 for Windows, as every reader of fonts takes it."""
    records, strings = b"", b""
    for language, number, text in texts:
        encoded = text.encode("utf-16-be")
        records += struct.pack(">6H", 3, 1, language, number, len(encoded), len(strings))
        strings += encoded
    return struct.pack(">3H", 0, len(texts), 6 + len(records)) + records + strings
