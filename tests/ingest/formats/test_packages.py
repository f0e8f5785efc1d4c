"""Archives of XML are opened without trusting them: no bomb is unpacked, no entity is expanded."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from ingest.formats.packages import opened, part, xml
from ingest.formats.refusal import Refused
from tests.ingest.office_files import archive


def refused(data: bytes) -> str:
    with pytest.raises(Refused) as refusal, opened(data) as found:
        for name in found.namelist():
            part(found, name)
    return refusal.value.reason


def test_a_part_is_read_and_a_missing_one_is_empty() -> None:
    with opened(archive({"a.xml": "<a/>"})) as found:
        assert (part(found, "a.xml"), part(found, "b.xml")) == (b"<a/>", b"")


def test_a_bomb_is_refused_by_what_it_would_unpack_to() -> None:
    assert refused(archive({f"{number}.xml": bytes(60_000_000) for number in range(2)})) == "too_large"


def test_many_parts_and_locked_ones_are_refused() -> None:
    assert refused(archive({str(number): "" for number in range(20_001)})) == "too_large"
    locked = bytearray(archive({"a.xml": "<a/>"}))
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    assert refused(bytes(locked)) == "encrypted"


def test_a_part_that_does_not_unpack_to_what_the_list_says_is_damaged() -> None:
    data = bytearray(archive({"a.xml": "<a>" + "x" * 5000 + "</a>"}))
    at = data.index(b"PK\x01\x02")
    data[at + 24 : at + 28] = (100).to_bytes(4, "little")
    assert refused(bytes(data)) == "damaged"
    assert refused(b"PK\x03\x04 no archive") == "damaged"


def test_an_unknown_compression_is_damaged() -> None:
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_LZMA) as file:
        file.writestr("a.xml", "<a/>" * 200)
    broken = data.getvalue()[:60] + b"\xff" * 20 + data.getvalue()[80:]
    assert refused(broken) == "damaged"


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE a [<!ENTITY x "xxxxxxxxxx"><!ENTITY y "&x;&x;&x;&x;&x;&x;&x;&x;">]><a>&y;</a>',
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>',
        '<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd"><a/>',
        "<a>" * 300 + "</a>" * 300,
        "<a>",
    ],
)
def test_no_entity_is_expanded_nothing_fetched_and_depth_is_bounded(text: str) -> None:
    with pytest.raises(Refused) as refusal:
        xml(text.encode())
    assert refusal.value.reason == "damaged"


def test_nothing_is_no_element() -> None:
    assert xml(b" \n") is None
