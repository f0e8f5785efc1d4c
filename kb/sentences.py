"""The sentences that may answer a question: of the passages found, each with what it announces or leans on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kb.domain import Citation
from kb.retrieve import Found
from kb.text import one_line, sentences
from kb.wanted import PERSONS, Wanted, holds

_SHORTEST = 12
# A passage of more characters is no block of signatures, nor a list of those present.
_BLOCK = 600
# A list of more items, or a text of more characters, is cut where an item ends: it is read in its page.
_ITEMS, _ANNOUNCED = 16, 1200

_NUMBERS = (
    r"(?:\d+|한|두|세|네|다섯|여섯|일곱|여덟|아홉|열|two|three|four|five|six|seven|eight|nine|ten|several|몇|여러)"
)
# What is told in the sentences or items that follow.
_ANNOUNCES = re.compile(
    r"[:：]\s*$|다음\s?(?:각\s?(?:호|목)|과\s?같|의\s|사항|내용|표)|아래와?\s?(?:같|의)|\b(?:the )?following\b|\bas follows\b|\bbelow\b"
    rf"|{_NUMBERS}\s?(?:가지|개|단계|종류|갈래|곳|점|항목|원칙|분야)\S*\s.{{0,40}}?(?:있다|이다|나뉜다|나눈다|같다|있습니다|입니다|이루어진다)\.?$"
    rf"|\b(?:there (?:are|were)|has|have|in|into|these|consists? of)\s{_NUMBERS}\s\w+[^.]{{0,60}}\.?$",
    re.IGNORECASE,
)
_ITEM = re.compile(
    r"\s*(?:[①-⑳•○●■□▪◦ㆍ◯※▶▷-]|\(?\d{1,2}[.)]\s|\(?[a-z가나다라마바사아자차카타파하][.)]\s|\(?[ivx]{1,4}\)\s)"
)
_FIRST = re.compile(r"\s*(?:첫째|첫\s?번째|우선|먼저|하나는|First(?:ly)?\b|One (?:is|of)\b)", re.IGNORECASE)
# What cannot be understood without the sentence before it.
_LEANS = re.compile(
    r"\s*(?:아울러|또한|또\s|그리고|다만|그러나|그런데|하지만|따라서|그래서|이를|이는|이때|이\s경우|그\s|그는|그녀는|이들은|이에|단,"
    r"|(?:It|They|He|She|This|These|That|Those|Its|Their|However|Also|In addition|Moreover|Therefore|Both)\b)"
)
_HEADER = re.compile(r"[^\t\d]*(?:\t[^\t\d]*)+")
_LABELLED = re.compile(r"[^\t\n]+\t[^\n]+")


@dataclass(frozen=True, slots=True)
class Sentence:
    """What is said at `start` to `end` of a page, read as `text`: a sentence, a table's row, a line of particulars."""

    found: Found
    start: int
    end: int
    text: str
    is_row: bool = False

    @property
    def citation(self) -> Citation:
        """Where it is said, in the page's own characters."""
        quote = self.found.page_text[self.start : self.end]
        return replace(self.found.hit.cite(), quote=quote, start=self.start, end=self.end)


def candidates(found: Sequence[Found], kind: Wanted = "") -> list[Sentence]:
    """The sentences, rows and lines of the passages found, in their order, none twice.

    Where a person is wanted, a block of signatures or a list of those present is read as one: its lines tell nothing alone.
    """
    seen: dict[tuple[str, int, int], Sentence] = {}
    for one in found:
        passage = one.hit.passage
        is_block = kind in PERSONS and len(passage.text) <= _BLOCK and holds(kind, passage.words)
        whole_passage = Sentence(one, passage.start, passage.end, passage.words, is_row=True)
        for sentence in [whole_passage] if is_block else _of(one):
            seen.setdefault((one.hit.document_id, passage.page, sentence.start), sentence)
    return list(seen.values())


def table_of(sentence: Sentence, found: Sequence[Found]) -> list[Sentence]:
    """The rows of the table that a row stands in, in the order of the page; only itself where it is none."""
    columns, first = _columns(sentence), sentence.found.hit
    rows = (
        row
        for one in found
        if (one.hit.document_id, one.hit.passage.page) == (first.document_id, first.passage.page)
        and one.hit.passage.reading
        for row in _rows(one)
    )
    return (
        sorted((row for row in rows if _columns(row) == columns), key=lambda row: row.start) if columns else [sentence]
    )


def _columns(sentence: Sentence) -> tuple[str, ...]:
    """The names of a row's columns, as it is read out; none where it is no row."""
    named = tuple(part.partition(":")[0].strip() for part in sentence.text.split("; "))
    return named if sentence.is_row and len(named) > 1 and "\n" not in sentence.text else ()


def _of(found: Found) -> Iterator[Sentence]:
    passage = found.hit.passage
    if passage.reading:
        yield from _rows(found)
        return
    for start, end in sentences(passage.text):
        text = passage.text[start:end]
        # The names of a table's columns say nothing without a row.
        if _HEADER.fullmatch(text.rpartition("\n")[2]):
            continue
        if len(text.strip()) >= _SHORTEST or any(character.isdigit() for character in text):
            yield Sentence(found, passage.start + start, passage.start + end, text)


def _rows(found: Found) -> Iterator[Sentence]:
    """A row is one statement, said with its headers; of a list of particulars ("장소: ...") each line is one."""
    passage = found.hit.passage
    lines, read = list(re.finditer(r"[^\n]+", passage.text)), passage.reading.splitlines()
    if len(lines) == len(read) > 1 and all(_LABELLED.fullmatch(line.group()) for line in lines):
        for line, said in zip(lines, read, strict=True):
            yield Sentence(found, passage.start + line.start(), passage.start + line.end(), said, is_row=True)
        return
    yield Sentence(found, passage.start, passage.end, passage.reading, is_row=True)


def whole(sentence: Sentence) -> Sentence:
    """The sentence with what it announces, or with the one that it leans on."""
    if sentence.is_row:
        return sentence
    if _ANNOUNCES.search(one_line(sentence.text)):
        return _through(sentence, sentence.start, _announced(sentence))
    if _LEANS.match(sentence.text):
        return _through(sentence, _before(sentence), sentence.end)
    return sentence


def _through(sentence: Sentence, start: int, end: int) -> Sentence:
    return replace(sentence, start=start, end=end, text=sentence.found.page_text[start:end])


def _announced(sentence: Sentence) -> int:
    """Where the items that follow a sentence end, or the sentences of its passage that count off what it announces."""
    text = sentence.found.page_text[: sentence.end + _ANNOUNCED]
    following = [(sentence.end + start, sentence.end + end) for start, end in sentences(text[sentence.end :])]
    end = sentence.end
    items = [_ITEM.match(text, start) is not None for start, _ in following]
    if items[:1] == [True]:
        for (_, last), is_item in list(zip(following, items, strict=True))[:_ITEMS]:
            if not is_item:
                break
            end = last
    elif following and _FIRST.match(text, following[0][0]):
        end = max(end, min(sentence.found.hit.passage.end, len(text)))
    return end


def _before(sentence: Sentence) -> int:
    """Where the sentence before one of its passage begins; its own beginning where it is the first."""
    passage = sentence.found.hit.passage
    earlier = [start for start, _ in sentences(passage.text) if passage.start + start < sentence.start]
    return passage.start + earlier[-1] if earlier else sentence.start
