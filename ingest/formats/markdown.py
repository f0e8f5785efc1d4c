"""Markdown, by way of the HTML it stands for: headings, numbered lists, tables; raw HTML is reduced to its text."""

from __future__ import annotations

from ingest.extract import Extract, Limits
from ingest.formats.html import text_of
from ingest.formats.txt import decoded

# The parser skips without a word what is nested deeper than this; 20 is its default.
_NESTING = 100


def extract(data: bytes, limits: Limits) -> Extract:
    """The sections of the Markdown text in `data`; refused where it is no text."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"maxNesting": _NESTING}).enable(["table", "strikethrough"])
    return text_of(parser.render(decoded(data)), "md", limits)
