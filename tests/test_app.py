"""The page as people meet it: a real browser, a real server, a data home made from sample documents."""

from __future__ import annotations

import io
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Dialog, Page, expect, sync_playwright
from reportlab.pdfgen.canvas import Canvas

from ingest.pipeline import ingest
from kb.settings import read_settings

ROOT = Path(__file__).parents[1]
FILED = (
    "2023-03_MOU_SDF-TCA_ko.pdf",
    "2024-05-20_MOU_SDF-PLSA_en.pdf",
    "회의록_2023-09-06_오후_서울스마트시티센터.pdf",
)
PROMISES = "타이베이컴퓨터협회와 맺은 협약에서 우리가 하기로 한 일은?"
MEDINA = "메디나와 체결한 협약이 있나?"
HOSTILE = "<img src=x onerror=alert(1)> **bold** [link](javascript:alert(2)) ${alert(3)} {{value}} 협약은?"
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1440, "height": 900}


@dataclass(frozen=True)
class Served:
    """A running page and the folder of what it knows."""

    address: str
    home: Path

    def get(self, path: str) -> tuple[int, bytes, dict[str, str]]:
        """Status, body and headers of one address."""
        request = urllib.request.Request(self.address + path)
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, answer.read(), {k.lower(): v for k, v in answer.headers.items()}
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read(), {}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, models: Path) -> Iterator[Served]:
    home = tmp_path_factory.mktemp("page") / "home"
    home.mkdir()
    (home / "models").symlink_to(models)
    report = ingest(read_settings(home=home), [ROOT / "documents" / name for name in FILED])
    assert not report.failed
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**os.environ, "KB_HOME": str(home), "KB_PORT": str(port), "PYTHONPATH": str(ROOT)}
    with (home.parent / "page.log").open("wb") as log:
        server = subprocess.Popen([sys.executable, str(ROOT / "app.py")], env=environment, stdout=log, stderr=log)
    page = Served(f"http://127.0.0.1:{port}", home)
    try:
        _wait_until_it_answers(page, server)
        yield page
    finally:
        server.terminate()
        server.wait(20)


def _wait_until_it_answers(page: Served, server: subprocess.Popen[bytes]) -> None:
    for _ in range(240):
        assert server.poll() is None, (page.home.parent / "page.log").read_text("utf-8")
        try:
            assert page.get("/")[0] == 200
            return
        except urllib.error.URLError:
            time.sleep(0.5)
    raise AssertionError("the page did not answer within two minutes")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        if os.environ.get("CI") == "true":
            pytest.fail("no chromium: install it (apt-get install chromium)")
        pytest.skip("no chromium on this machine")
    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=flags)
        yield started
        started.close()


Visit = Callable[..., Page]


@pytest.fixture
def visit(browser: Browser, served: Served) -> Iterator[Visit]:
    """Opens the page as a new reader; at the end nothing was asked of any other server and no script ran amok."""
    outside: list[str] = []
    alarms: list[str] = []
    contexts = []

    def refuse(dialog: Dialog) -> None:
        alarms.append(dialog.message)
        dialog.dismiss()

    def open_page(locale: str = "ko-KR", viewport: dict[str, int] = DESK, scheme: str = "light") -> Page:
        context = browser.new_context(
            locale=locale,
            viewport={"width": viewport["width"], "height": viewport["height"]},
            color_scheme="dark" if scheme == "dark" else "light",
            reduced_motion="reduce",
        )
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: outside.append(request.url) if _is_outside(request.url) else None)
        page.on("dialog", refuse)
        page.on("pageerror", lambda error: alarms.append(str(error)))
        page.goto(served.address)
        page.wait_for_selector("html[data-ready]", state="attached")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert outside == []
    assert alarms == []


def _is_outside(address: str) -> bool:
    return not re.match(r"http://127\.0\.0\.1[:/]|data:|blob:", address)


def ask(page: Page, question: str) -> None:
    """Types a question and waits for what comes of it."""
    before = page.locator(".exchange").count()
    page.locator("#question textarea").fill(question)
    page.locator("#question textarea").press("Enter")
    expect(page.locator(".exchange")).to_have_count(before + 1)
    expect(page.locator(".exchange").last.locator(".answer, .failed")).to_be_visible(timeout=60_000)


def sheet_shows_its_image(page: Page) -> None:
    page.wait_for_function("() => (document.querySelector('.leaf img') ?? {}).naturalWidth > 0")


def test_a_citation_opens_the_page_it_names_with_the_quote_marked(visit: Visit, served: Served) -> None:
    page = visit()
    ask(page, PROMISES)
    source = page.locator(".sources li").nth(1)
    quote = source.locator("q").inner_text()
    page.locator(".mark", has_text="[2]").first.click()
    expect(page.locator("#evidence-sheet h2")).to_have_text(source.locator("b").inner_text())
    expect(page.locator("#evidence-sheet blockquote")).to_have_text(quote)
    sheet_shows_its_image(page)
    image = page.locator(".leaf img")
    number = re.search(r"(\d+)쪽", source.locator(".place").inner_text())
    assert number is not None
    assert f"{number[1]}쪽의 이미지. 표시한 문장: {quote}" in (image.get_attribute("alt") or "")
    address = image.get_attribute("src") or ""
    marked, plain = (Image.open(io.BytesIO(served.get(path)[1])) for path in (address, address.split("?")[0]))
    assert marked.size == plain.size and marked.tobytes() != plain.tobytes()
    original = page.locator(".open-original").get_attribute("href") or ""
    assert original.endswith(f".pdf#page={number[1]}")
    assert served.get(original.split("#")[0])[1].startswith(b"%PDF-")


def test_pages_are_turned_and_the_cited_page_is_one_press_away(visit: Visit) -> None:
    page = visit()
    ask(page, PROMISES)
    sheet_shows_its_image(page)
    where = page.locator("#evidence-sheet .where")
    first = where.inner_text()
    page.locator(".turn:not([disabled])").first.click()
    expect(where).not_to_have_text(first)
    expect(page.locator(".leaf")).not_to_have_attribute("data-mark", re.compile("."))
    page.get_by_role("button", name="인용한 쪽으로").click()
    expect(where).to_have_text(first)
    expect(page.locator(".leaf")).to_have_attribute("data-mark", re.compile("."))


def test_the_whole_way_can_be_gone_with_the_keyboard(visit: Visit) -> None:
    page = visit()
    expect(page.get_by_role("textbox", name="질문")).to_be_focused()
    page.keyboard.type(PROMISES)
    page.keyboard.press("Enter")
    page.locator(".answer").wait_for(timeout=60_000)
    for _ in range(40):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.classList.contains('mark')"):
            break
    label = page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert re.match(r"근거 \d+: .+, \d+쪽", label)
    page.keyboard.press("Enter")
    expect(page.locator("#evidence-sheet h2")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(f'.mark[aria-label="{label}"]:focus')).to_have_count(1)


def test_a_screen_reader_is_told_the_answer_and_what_the_image_shows(visit: Visit) -> None:
    page = visit()
    live = page.locator("#announcer [aria-live=polite]")
    ask(page, PROMISES)
    expect(live).to_contain_text(re.compile(r"답변: .+ 근거 \d+건"))
    sheet_shows_its_image(page)
    unnamed = page.evaluate(
        """() => [...document.querySelectorAll('button, a, input, textarea, img')].filter(e => e.checkVisibility() &&
        !(e.getAttribute('aria-label') || e.alt || e.textContent.trim() || e.labels?.[0]?.textContent.trim()
          || e.title)).map(e => e.outerHTML)"""
    )
    assert unnamed == []


def test_the_steps_are_shown_while_the_answer_is_made(visit: Visit) -> None:
    page = visit()
    page.evaluate(
        """() => { window.steps = new Set(); new MutationObserver(() => {
          const now = document.querySelector('.steps [aria-current=step]'); if (now) window.steps.add(now.textContent);
        }).observe(document.body, { childList: true, subtree: true, characterData: true, attributes: true }); }"""
    )
    ask(page, "PLSA가 시범 장소마다 정해야 하는 담당자는 누구인가?")
    assert "질문 이해" in page.evaluate("[...window.steps]")
    expect(page.locator(".steps")).to_have_count(0)


def test_a_refusal_is_told_apart_and_shows_what_there_is_instead(visit: Visit) -> None:
    page = visit()
    ask(page, MEDINA)
    expect(page.locator(".notice.refusal")).to_contain_text("기록에 근거가 없습니다")
    expect(page.locator(".refused .mark").first).to_be_visible()
    ask(page, PROMISES)
    expect(page.locator(".exchange").last.locator(".notice")).to_have_count(0)


def test_on_a_phone_the_evidence_is_below_and_nothing_scrolls_sideways(visit: Visit) -> None:
    page = visit(viewport=PHONE)
    ask(page, PROMISES)
    page.locator(".mark").first.click()
    sheet_shows_its_image(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    chat, evidence = page.locator("#chat").bounding_box(), page.locator("#evidence").bounding_box()
    assert chat and evidence and evidence["y"] >= chat["y"] + chat["height"] and evidence["width"] <= PHONE["width"]
    page.get_by_role("button", name="답변으로 돌아가기").click()
    expect(page.locator(".mark").first).to_be_in_viewport()


def test_at_desktop_width_the_evidence_stands_beside_the_conversation(visit: Visit) -> None:
    page = visit(scheme="dark")
    chat, evidence = page.locator("#chat").bounding_box(), page.locator("#evidence").bounding_box()
    assert chat and evidence and evidence["x"] >= chat["x"] + chat["width"]
    assert page.evaluate("document.documentElement.scrollWidth") <= DESK["width"]
    assert "dark" in (page.locator("body").get_attribute("class") or "")


def test_what_a_question_says_is_never_markup(visit: Visit) -> None:
    page = visit()
    ask(page, HOSTILE)
    expect(page.locator(".question p")).to_have_text(HOSTILE)
    inside = page.locator(".question").evaluate("e => [...e.querySelectorAll('*')].map(child => child.tagName)")
    assert inside == ["H2", "P"]
    assert page.locator("#conversation img").count() == 0


def test_a_question_that_cannot_be_asked_is_told_in_one_sentence(visit: Visit) -> None:
    page = visit()
    ask(page, "협약 " * 2000)
    expect(page.locator(".notice.failed")).to_contain_text("6,000")
    ask(page, PROMISES)
    expect(page.locator(".exchange").last.locator(".mark").first).to_be_visible()


def test_the_page_speaks_the_browsers_language_and_then_the_chosen_one(visit: Visit) -> None:
    page = visit(locale="en-US")
    expect(page.locator("h1")).to_have_text("Agreement KB")
    ask(page, PROMISES)
    heading = page.locator(".answer h3").first
    expect(heading).to_have_text("Sources")
    page.locator("#language").get_by_text("한국어").click()
    expect(page.locator("h1")).to_have_text("협약 지식베이스")
    expect(heading).to_have_text("근거")
    expect(page.locator("html")).to_have_attribute("lang", "ko")
    expect(page.locator("#evidence-sheet .open-original")).to_contain_text("PDF로 열기")
    page.reload()
    expect(page.locator("h1")).to_have_text("협약 지식베이스")


def test_an_example_asks_itself_and_a_new_chat_forgets(visit: Visit) -> None:
    page = visit()
    page.get_by_role("button", name=PROMISES).click()
    page.locator(".answer").wait_for(timeout=60_000)
    expect(page.locator("#examples")).to_be_hidden()
    page.get_by_role("button", name="새 대화").click()
    expect(page.locator(".exchange")).to_have_count(0)
    expect(page.locator("#examples")).to_be_visible()
    ask(page, MEDINA)
    expect(page.locator(".question p")).to_have_text([MEDINA])


def test_conversations_do_not_mix(visit: Visit) -> None:
    one, other = visit(), visit()
    one.locator("#question textarea").fill(PROMISES)
    other.locator("#question textarea").fill(MEDINA)
    for page in (one, other):
        page.locator("#question textarea").press("Enter")
    for page, question in ((one, PROMISES), (other, MEDINA)):
        page.locator(".answer").wait_for(timeout=60_000)
        expect(page.locator(".question p")).to_have_text([question])


def test_an_upload_is_among_the_documents_and_a_bad_one_is_told(visit: Visit, tmp_path: Path) -> None:
    good, bad = tmp_path / "Zzyx <b>memo.pdf", tmp_path / "broken.pdf"
    canvas = Canvas(str(good))
    canvas.drawString(72, 700, "The Zzyxville observatory agrees to lend two telescopes by 1 May 2027.")
    canvas.showPage()
    canvas.save()
    bad.write_bytes(b"this is not a PDF")
    page = visit(locale="en-US")
    page.locator("#library > button").click()
    page.locator("#library input[type=file]").set_input_files([good, bad])
    expect(page.locator("#library .file-name, #library .filename")).to_have_count(2)
    page.locator("#add").click()
    expect(page.locator(".uploaded li.added")).to_contain_text("memo", timeout=60_000)
    expect(page.locator(".uploaded li.failed")).to_contain_text("broken.pdf")
    assert page.locator(".uploaded b, .documents b").count() == 0
    expect(page.locator(".documents tbody tr")).to_have_count(len(FILED) + 1)
    expect(page.locator("#library > button")).to_contain_text(f"{len(FILED) + 1} documents")


def test_only_known_documents_are_served_and_only_by_their_id(served: Served) -> None:
    for path in ("/original/" + "0" * 64 + ".pdf", "/page/" + "0" * 64 + "/1.png", "/evidence/" + "0" * 64 + "/1"):
        assert served.get(path)[0] == 404
    for path in (
        "/original/..%2Fkb.sqlite.pdf",
        "/original/kb.pdf",
        "/page/../1.png",
        "/original/" + "A" * 64 + ".pdf",
    ):
        assert served.get(path)[0] in (404, 422)
    for file in (served.home / "kb.sqlite", ROOT / "app.py", Path("/etc/passwd")):
        assert served.get(f"/gradio_api/file={file}")[0] in (403, 404)


def test_pages_beyond_the_end_are_refused_and_headers_keep_the_page_to_itself(served: Served) -> None:
    (original, *_) = sorted(served.home.glob("originals/*.pdf"))
    assert served.get(f"/page/{original.stem}/1.png")[1].startswith(b"\x89PNG")
    assert served.get(f"/page/{original.stem}/999.png")[0] == 404
    assert served.get(f"/evidence/{original.stem}/0")[0] == 422
    status, body, headers = served.get(f"/original/{original.stem}.pdf")
    assert (status, body) == (200, original.read_bytes())
    assert headers["content-type"] == "application/pdf" and headers["content-disposition"].startswith("inline")
    page = served.get("/")[2]
    assert "default-src 'self'" in page["content-security-policy"] and page["x-content-type-options"] == "nosniff"
