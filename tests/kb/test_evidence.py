"""The page image shows the quote where it stands, whatever the page's layout, and says when it cannot."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PIL import Image, ImageChops
from reportlab.pdfgen.canvas import Canvas

from ingest.extract import Limits
from ingest.pdf.reader import extract
from kb.domain import Box
from kb.errors import UnreadableDocument
from kb.evidence import page_image
from kb.text import locate
from kb.wordboxes import sight

DOCUMENTS = Path(__file__).parents[2] / "documents"
MARK = (Box(0.1, 0.1, 0.5, 0.2),)
PROMISE = "SDF shall host the visit before 31 December"


def pdf(path: Path, *lines: str, rotate: int = 0, crop: tuple[float, float, float, float] | None = None) -> Path:
    """A page of 400 x 600 points with one line of text every 40 points from y = 500 down."""
    canvas = Canvas(str(path), pagesize=(400, 600), cropBox=crop)
    canvas.setFont("Helvetica", 14)
    for number, line in enumerate(lines):
        canvas.drawString(60, 500 - 40 * number, line)
    canvas.setPageRotation(rotate)
    canvas.showPage()
    canvas.save()
    return path


def drawn(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png)).convert("RGB")


def ink(image: Image.Image) -> Box:
    """Where anything is drawn on a white page, as a fraction of it."""
    left, top, right, bottom = ImageChops.invert(image.convert("L")).getbbox() or (0, 0, 0, 0)
    return Box(left / image.width, top / image.height, right / image.width, bottom / image.height)


def quote_boxes(original: Path, page: int, quote: str, occurrence: int = 0) -> tuple[Box, ...]:
    """Where the reader places a quote, found on the page as often as `occurrence` says before; empty where it is not there."""
    read = extract(original.read_bytes(), Limits()).pages[page - 1]
    place = locate(quote, read.text)
    for _ in range(occurrence):
        place = locate(quote, read.text, place[1]) if place else None
    seen = sight(read.words, *place) if place else None
    return seen.boxes if seen else ()


def marked(original: Path, page: int, quote: str, occurrence: int = 0) -> Box:
    """Where the image with the quote marked differs from the image without."""
    plain = page_image(original, page)
    with_mark = page_image(original, page, quote_boxes(original, page, quote, occurrence))
    left, top, right, bottom = ImageChops.difference(drawn(plain), drawn(with_mark)).getbbox() or (0, 0, 0, 0)
    width, height = drawn(plain).size
    return Box(left / width, top / height, right / width, bottom / height)


def around(outer: Box, inner: Box, slack: float = 0.01) -> bool:
    return (
        outer.left <= inner.left + slack
        and outer.top <= inner.top + slack
        and outer.right >= inner.right - slack
        and outer.bottom >= inner.bottom - slack
    )


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", [None, (40, 300, 400, 560)])
def test_the_mark_covers_the_words_on_rotated_and_cropped_pages(
    tmp_path: Path, rotate: int, crop: tuple[float, float, float, float] | None
) -> None:
    original = pdf(tmp_path / "page.pdf", PROMISE, rotate=rotate, crop=crop)
    mark, words = marked(original, 1, PROMISE), ink(drawn(page_image(original, 1)))
    assert around(mark, words)
    assert (mark.right - mark.left) * (mark.bottom - mark.top) < 0.2


def test_only_the_quote_is_marked(tmp_path: Path) -> None:
    original = pdf(tmp_path / "page.pdf", "Article 1. Purpose", PROMISE, "Article 2. Costs")
    mark = marked(original, 1, PROMISE)
    assert 1 - 475 / 600 - 0.02 < mark.top < mark.bottom < 1 - 455 / 600 + 0.02


def test_a_quote_over_two_lines_has_a_box_on_each() -> None:
    (original,) = DOCUMENTS.glob("2022-02_*.pdf")
    quote = "고령자가 디지털 기기를\n두려움 없이 쓰도록 돕는 경험을"
    first, second = quote_boxes(original, 1, quote)
    assert first.bottom <= second.top and first.left > second.left


def test_layout_is_ignored_but_characters_never_are(tmp_path: Path) -> None:
    original = pdf(tmp_path / "page.pdf", "SDF shall host the", "visit before 31 December")
    assert quote_boxes(original, 1, "SDF shall host the visit before 31\u00ad December")
    assert quote_boxes(original, 1, "SDFshallhost\n\n  thevisit before")
    assert not quote_boxes(original, 1, "SDF shall host the visit before 30 December")
    assert not quote_boxes(original, 1, "SDF should host the visit")


def test_a_word_divided_at_the_end_of_a_line_is_marked_on_both(tmp_path: Path) -> None:
    original = pdf(tmp_path / "page.pdf", "Both sides value their long coop-", "eration in research and cooperation")
    assert len(quote_boxes(original, 1, "their long cooperation in research")) == 2


def test_hangul_stored_in_parts_is_the_same_hangul() -> None:
    (original,) = DOCUMENTS.glob("2022-02_*.pdf")
    parted = "".join(chr(code) for code in (0x1106, 0x1169, 0x11A8, 0x110C, 0x1165, 0x11A8))
    assert quote_boxes(original, 1, f"제1조({parted})") == quote_boxes(original, 1, "제1조(목적)") != ()


def test_what_the_page_says_twice_is_marked_where_it_is_cited(tmp_path: Path) -> None:
    original = pdf(tmp_path / "page.pdf", PROMISE, "Article 2.", PROMISE)
    assert marked(original, 1, PROMISE).bottom < marked(original, 1, PROMISE, occurrence=1).top


def test_a_quote_that_is_not_on_the_page_leaves_the_image_plain(tmp_path: Path) -> None:
    original = pdf(tmp_path / "page.pdf", PROMISE)
    assert quote_boxes(original, 1, "nobody promised this") == ()
    assert page_image(original, 1, ()) == page_image(original, 1)


def test_the_image_has_the_width_asked_for_and_a_bounded_height(tmp_path: Path) -> None:
    assert drawn(page_image(pdf(tmp_path / "page.pdf", PROMISE), 1, width=640)).width == 640
    ribbon = Canvas(str(tmp_path / "ribbon.pdf"), pagesize=(3, 14_400))
    ribbon.showPage()
    ribbon.save()
    assert drawn(page_image(tmp_path / "ribbon.pdf", 1)).height <= 3001


def test_a_page_that_cannot_be_drawn_is_told_in_a_sentence(tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7 and nothing more")
    with pytest.raises(UnreadableDocument, match=r"broken\.pdf"):
        page_image(broken, 1)
    with pytest.raises(UnreadableDocument, match="missing"):
        page_image(tmp_path / "absent.pdf", 1)
    with pytest.raises(UnreadableDocument, match="no page 2"):
        page_image(pdf(tmp_path / "page.pdf", PROMISE), 2)


def test_a_changed_file_is_drawn_again(tmp_path: Path) -> None:
    original = pdf(tmp_path / "page.pdf", PROMISE)
    before = page_image(original, 1)
    assert page_image(pdf(original, PROMISE, "and one line more"), 1) != before


def test_many_readers_may_ask_at_once(tmp_path: Path) -> None:
    originals = [pdf(tmp_path / f"{number}.pdf", PROMISE, f"Copy {number}") for number in range(8)]
    with ThreadPoolExecutor(8) as readers:
        images = list(readers.map(lambda original: page_image(original, 1, MARK, width=300), originals * 2))
    assert images[:8] == images[8:] and len(set(images)) == 8
