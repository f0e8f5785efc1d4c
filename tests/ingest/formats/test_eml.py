"""A message is read with its head, its text and its attachments, each by its own reader; what is not read is told."""

from __future__ import annotations

from email.message import EmailMessage

from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.extract import Extract, ExtractedPage, Heading, Limits, Table
from ingest.formats.eml import extract
from ingest.formats.recognition import read as read_any


def message(**headers: str) -> EmailMessage:
    made = EmailMessage()
    for name, value in (
        {"From": "김 담당 <kim@example.org>", "To": "lee@example.org", "Subject": "협약 초안 송부"} | headers
    ).items():
        made[name] = value
    return made


def read(made: EmailMessage) -> Extract:
    return read_any(made.as_bytes(), "mail.eml", Limits())


def test_the_head_comes_first_and_the_subject_is_the_title() -> None:
    made = message(Date="Tue, 28 Mar 2023 10:00:00 +0900")
    made.set_content("두 기관은 협력합니다.\n")
    found = read(made)
    assert (found.format, found.title, found.pages[0].label) == ("eml", "협약 초안 송부", "§1")
    assert found.pages[0].text.split("\n") == [
        "From: 김 담당 <kim@example.org>", "To: lee@example.org", "Date: Tue, 28 Mar 2023 10:00:00 +0900",
        "Subject: 협약 초안 송부", "두 기관은 협력합니다.",
    ]  # fmt: skip


def test_plain_text_is_preferred_and_html_is_read_where_there_is_no_other() -> None:
    made = message()
    made.set_content("plain")
    made.add_alternative("<p>rich</p>", subtype="html")
    assert "plain" in read(made).pages[0].text
    assert "rich" not in read(made).pages[0].text
    html = message()
    html.set_content("<p>first</p><ul><li>second</ul>", subtype="html")
    assert read(html).pages[0].text.endswith("first\n• second")


def test_korean_bodies_are_read_also_where_their_encoding_is_not_declared() -> None:
    data = "From: a@b.c\r\nSubject: x\r\n\r\n서울디지털재단은 협력한다.\r\n".encode("cp949")
    assert "서울디지털재단은 협력한다." in read_any(data, "", Limits()).pages[0].text


def test_an_attachment_is_further_sections_under_its_name() -> None:
    made = message()
    made.set_content("본문")
    made.add_attachment(
        "# 부속서\n\n|가|나|\n|-|-|\n|1|2|\n".encode(), maintype="text", subtype="markdown", filename="부속 합의.md"
    )
    made.add_attachment("둘째".encode(), maintype="text", subtype="plain", filename="b.txt")
    found = read(made)
    assert [page.label for page in found.pages] == ["§1", "§2", "§3"]
    page = found.pages[1]
    assert page.text == "부속 합의.md\n부속서\n가\t나\n1\t2"
    assert [(page.text[one.start : one.end], one.level) for one in page.headings] == [
        ("부속 합의.md", 1),
        ("부속서", 1),
    ]
    assert [page.text[cell.start : cell.end] for cell in page.tables[0].cells] == ["가", "나", "1", "2"]


def test_pages_of_an_attachment_keep_their_numbers_and_their_confidence() -> None:
    pages = (
        ExtractedPage("i", "scanned", "ocr", 0.7),
        ExtractedPage("2", "text", headings=(Heading(0, 4, 1),), tables=(Table(0, 4, ()),)),
    )
    made = message()
    made.set_content("본문")
    made.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="a.pdf")
    found = extract(made.as_bytes(), Limits(), lambda data, name: Extract("pdf", pages=pages, warnings=("faint",)))
    assert [(page.label, page.text.split("\n")[0], page.source, page.confidence) for page in found.pages[1:]] == [
        ("§2", "a.pdf, p. i", "ocr", 0.7), ("§3", "a.pdf, p. 2", "section", None),
    ]  # fmt: skip
    assert found.warnings == ("its attachment a.pdf: faint",)


def test_what_is_not_read_is_told_and_the_rest_stays() -> None:
    made = message()
    made.set_content("본문")
    made.add_attachment(b"\x78\x9f\x3e\x22rest", maintype="application", subtype="ms-tnef", filename="winmail.dat")
    made.add_attachment(
        b"PNG", maintype="image", subtype="png", cid="<logo>", disposition="inline", filename="logo.png"
    )
    found = read(made)
    assert "본문" in found.pages[0].text
    assert found.warnings == (
        "its attachment winmail.dat was not read (unsupported): it seems to be an Outlook winmail.dat",
        "1 pictures inside its text were not read: save and ingest them if they show text",
    )


def test_messages_in_messages_end() -> None:
    made = message()
    made.set_content("innermost")
    for number in range(6):
        outer = message(Subject=f"layer {number}")
        outer.set_content(f"text {number}")
        outer.add_attachment(made)
        made = outer
    found = read(made)
    whole = "\n".join(page.text for page in found.pages)
    assert ("text 5" in whole, "text 3" in whole, "innermost" in whole) == (True, True, False)
    assert any("too_large" in warning for warning in found.warnings)


def test_attachments_are_bounded() -> None:
    made = message()
    made.set_content("본문")
    for number in range(105):
        made.add_attachment(b"x", maintype="text", subtype="plain", filename=f"{number}.txt")
    found = read(made)
    assert len(found.pages) == 101
    assert "only its first 100 attachments were read" in found.warnings[0]


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_any_message_gives_sections_or_a_reason(draw: st.DataObject) -> None:
    made = message()
    made.set_content("본문")
    made.add_attachment(b"# a", maintype="text", subtype="markdown", filename="부속.md")
    data = bytearray(made.as_bytes())
    for _ in range(draw.draw(st.integers(1, 8))):
        at = draw.draw(st.integers(0, len(data)))
        data[at : at + draw.draw(st.integers(0, 12))] = draw.draw(
            st.binary(max_size=6) | st.sampled_from([b"=?", b'"', b";", b"''", b"\n\n", b"*0*="])
        )
    found = read_any(bytes(data), "mail.eml", Limits())
    assert found.reason or found.pages
