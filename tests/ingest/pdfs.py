"""PDF files made byte by byte, so that a test decides every character, label and defect."""

from __future__ import annotations

from collections.abc import Sequence


def pdf(pages: Sequence[str | None], *, catalog: str = "", info: str = "", kids: str = "") -> bytes:
    """A PDF with one page a text (None: without any content), in a font whose ToUnicode map names the characters."""
    characters = sorted({character for text in pages if text for character in text})
    codes = {character: index + 1 for index, character in enumerate(characters)}
    numbers = [7 + 2 * index for index in range(len(pages))]
    objects = {
        1: f"<< /Type /Catalog /Pages 2 0 R {catalog} >>",
        2: f"<< /Type /Pages /Kids [{kids or ' '.join(f'{number} 0 R' for number in numbers)}] /Count {len(pages)} >>",
        3: "<< /Type /Font /Subtype /Type0 /BaseFont /F /Encoding /Identity-H /DescendantFonts [4 0 R] "
        "/ToUnicode 5 0 R >>",
        4: "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /F /DW 1000 "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        5: _stream(_unicode_map(codes)),
        6: f"<< {info} >>",
    }
    for number, text in zip(numbers, pages, strict=True):
        contents = "" if text is None else f"/Contents {number + 1} 0 R"
        objects[number] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F 3 0 R >> >> {contents} >>"
        )
        objects[number + 1] = _stream(_drawn(text or "", codes))
    return file_of(objects)


def file_of(objects: dict[int, str]) -> bytes:
    """The objects as a file with its cross-reference table; object 1 is the catalog, 6 the metadata."""
    data, offsets = b"%PDF-1.7\n", {}
    for number, content in objects.items():
        offsets[number] = len(data)
        data += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    size = max(objects) + 1
    rows = ["0000000000 65535 f \n"] + [f"{offsets.get(number, 0):010} 00000 n \n" for number in range(1, size)]
    table = f"xref\n0 {size}\n{''.join(rows)}trailer\n<< /Size {size} /Root 1 0 R /Info 6 0 R >>\n"
    return data + f"{table}startxref\n{len(data)}\n%%EOF\n".encode()


def _stream(content: str) -> str:
    return f"<< /Length {len(content)} >>\nstream\n{content}\nendstream"


def _drawn(text: str, codes: dict[str, int]) -> str:
    lines = ["".join(f"{codes[character]:04x}" for character in line) for line in text.split("\n")]
    shown = "".join(f"<{line}> Tj 0 -14 Td\n" for line in lines)
    return f"BT /F 10 Tf 40 800 Td\n{shown}ET"


def _unicode_map(codes: dict[str, int]) -> str:
    pairs = [f"<{code:04x}> <{_utf16(character)}>" for character, code in codes.items()]
    groups = [pairs[start : start + 100] for start in range(0, len(pairs), 100)]
    body = "".join(f"{len(group)} beginbfchar\n" + "\n".join(group) + "\nendbfchar\n" for group in groups)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /T def\n"
        f"1 begincodespacerange <0000> <ffff> endcodespacerange\n{body}endcmap end end"
    )


def _utf16(character: str) -> str:
    return character.encode("utf-16-be", "surrogatepass").hex()
