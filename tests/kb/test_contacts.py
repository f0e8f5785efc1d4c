"""A number or an address that is asked for is on record only where a text holds one."""

from __future__ import annotations

import pytest

from kb.contacts import is_missing


@pytest.mark.parametrize(
    ("question", "holding"),
    [
        ("팀장님 휴대폰 번호가 뭐예요?", "연락처: 02-555-0199"),
        ("What is the coordinator's phone number?", "Tel. +1 555 0100 999"),
        ("담당자 이메일 주소 알려줘", "이메일: desk@example.org"),
        ("What is the e-mail address of the secretariat?", "Write to desk@example.org."),
        ("지원금 입금 계좌번호는?", "계좌: 123-456-789012"),
    ],
)
def test_it_is_missing_where_no_text_holds_one(question: str, holding: str) -> None:
    assert is_missing(question, ["담당자는 2026. 3. 9. 회의에 참석하였다.", "Each side names a contact person."])
    assert not is_missing(question, [holding])


@pytest.mark.parametrize("question", ["누가 연락 담당자야?", "Who is the contact person?", "몇 번 만났어?"])
def test_another_question_misses_none(question: str) -> None:
    assert not is_missing(question, ["담당자는 회의에 참석하였다."])
