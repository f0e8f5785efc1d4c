"""Office files that hold pictures and no text, as scans put into a document: drawn as pages, which OCR reads."""

from __future__ import annotations

from dataclasses import replace

from ingest.extract import Extract, Limits


def read_pictures(found: Extract, data: bytes, ending: str, limits: Limits) -> Extract:
    """`found` where it holds text; else what OCR reads on its pages, or the same refusal where there is nothing to read."""
    if found.reason != "no_text" or not (view := _pages(data, ending)):
        return found
    from ingest.pdf.reader import extract

    seen = extract(view, limits)
    late = seen.remarks.late if seen.remarks else []
    if seen.reason or not (late or any(page.text for page in seen.pages)):
        return found
    return replace(seen, format=found.format, title="", view=view)


def _pages(data: bytes, ending: str) -> bytes:
    """The pages of the file as a PDF; empty where what draws them is missing or fails."""
    if ending in ("hwp", "hwpx"):
        from ingest.formats.hwp_view import drawn

        return drawn(data)
    from ingest.formats.libreoffice import converted

    return converted(data, ending, "pdf")
