"""What a broken font leaves of a text is told from a text."""

from __future__ import annotations

import pytest

from ingest.pdf.legibility import legibility, unreadable_share

ENGLISH = "The parties agree to share the results of the joint pilot with each other every year and to meet twice. "
KOREAN = "재단은 협회가 추천하는 참가기업에 서울의 실증 장소와 담당 부서를 안내하여야 한다. 양 기관은 해마다 정기회의를 열기로 한다. "


@pytest.mark.parametrize(
    "text", [ENGLISH, KOREAN * 2, ENGLISH + KOREAN, "Déjà vu, à l'été : où ça ? " * 5, "12,400 3.5 %", ""]
)
def test_a_text_reads_well(text: str) -> None:
    assert legibility(text) > 0.95


@pytest.mark.parametrize(
    "text",
    [
        (KOREAN * 2).encode("cp949").decode("latin-1"),
        "".join(chr(max(33, ord(letter) - 29)) if letter != " " else " " for letter in ENGLISH * 2),
        "".join(chr(0xAC00 + (ord(letter) * 7919) % 11172) if letter != " " else " " for letter in KOREAN * 4),
        "\ue001\ue002\ufffd\ufffd" * 10,
        "(cid:12)(cid:7)(cid:88)",
    ],
)
def test_what_a_broken_font_leaves_does_not(text: str) -> None:
    assert legibility(text) < 0.5


def test_the_share_of_unreadable_characters_leaves_white_space_out() -> None:
    assert unreadable_share("ab \n \ufffd\ufffd") == 0.5
