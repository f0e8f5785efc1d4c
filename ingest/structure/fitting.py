"""Text cut to what the embedding model reads at once: between sentences, and inside one where it is too long."""

from __future__ import annotations

from collections.abc import Iterator

from kb.text import language_of, sentences

# A passage is what a person would quote: large enough to be understood alone, small enough for the 512 tokens of the
# embedding model (Korean needs about 0.65 tokens a character, English 0.25).
LARGEST_KOREAN = 560
LARGEST_ENGLISH = 1400
SMALLEST = 100


def largest(text: str) -> int:
    """How many characters the model reads at once of a text like this."""
    return LARGEST_KOREAN if language_of(text) == "ko" else LARGEST_ENGLISH


def fitting(text: str) -> Iterator[tuple[int, int]]:
    """`text` as it is where it fits the model, else cut between sentences, and where one sentence is too long, inside it."""
    most = largest(text)
    if len(text) <= most:
        yield 0, len(text)
        return
    first = last = -1
    for start, end in _short_sentences(text, most):
        if first >= 0 and end - first > most:
            yield first, last
            first = -1
        first = start if first < 0 else first
        last = end
    if first >= 0:
        yield first, last


def _short_sentences(text: str, most: int) -> Iterator[tuple[int, int]]:
    for start, end in sentences(text):
        while end - start > most:
            space = max(
                text.rfind(" ", start + most // 2, start + most), text.rfind("\n", start + most // 2, start + most)
            )
            cut = space if space > 0 else start + most
            if text[start:cut].strip():
                yield start, cut
            start = cut
            while start < end and text[start].isspace():
                start += 1
        if start < end:
            yield start, end
