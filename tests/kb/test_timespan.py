"""Which days a question asks about, seen from 24 November 2026."""

from __future__ import annotations

import datetime as dt

import pytest

from kb.timespan import day_asked, end_asked, period_asked

DAY = dt.date(2026, 11, 24)


@pytest.mark.parametrize(
    ("question", "first", "last"),
    [
        ("이번 분기에 기한이 되는 약속은?", "2026-10-01", "2026-12-31"),
        ("Which commitments are due this quarter?", "2026-10-01", "2026-12-31"),
        ("다음 달에 할 일은?", "2026-12-01", "2026-12-31"),
        ("What is due next month?", "2026-12-01", "2026-12-31"),
        ("What is due this month?", "2026-11-01", "2026-11-30"),
        ("What is due in December?", "2026-12-01", "2026-12-31"),
        ("내년 상반기에 만료되는 협약은?", "2027-01-01", "2027-06-30"),
        ("상반기에 만료된 협약은?", "2026-01-01", "2026-06-30"),
        ("3개월 안에 해야 할 일은?", "2026-11-24", "2027-02-24"),
        ("What is due within 30 days?", "2026-11-24", "2026-12-24"),
        ("What expires in the next three months?", "2026-11-24", "2027-02-24"),
        ("2027년 6월 전에 만료되는 협약은?", "2026-11-24", "2027-05-31"),
        ("Which expire before 1 June 2027?", "2026-11-24", "2027-05-31"),
        ("What is due by the end of March 2027?", "2026-11-24", "2027-03-31"),
        ("2025년 1월부터 6월까지 체결한 협약은?", "2025-01-01", "2025-06-30"),
        ("작년에 체결한 협약은?", "2025-01-01", "2025-12-31"),
        ("이번 주에 할 일은?", "2026-11-23", "2026-11-29"),
    ],
)
def test_a_period_is_counted_from_the_day(question: str, first: str, last: str) -> None:
    found = period_asked(question, DAY)
    assert found is not None
    assert (found.first.isoformat(), found.last.isoformat()) == (first, last)


def test_no_period_is_read_where_none_is_asked() -> None:
    assert period_asked("자동 연장되는 협약은?", DAY) is None
    assert period_asked("Who promised what?", DAY) is None


@pytest.mark.parametrize(
    ("question", "in_force", "day"),
    [
        ("2024년 6월 당시 시행 중이던 협약은?", True, "2024-06-30"),
        ("Which MOUs were in force on 1 June 2024?", True, "2024-06-01"),
        ("As of 1 May 2023, what did we promise?", False, "2023-05-01"),
        ("2025년 1월 1일 기준 시행 중인 협약은 몇 건인가?", True, "2025-01-01"),
        ("현재 시행 중인 협약은?", True, None),
        ("2023년에 체결한 협약은?", False, None),
        ("Which agreements signed in 2023 are in force?", True, None),
    ],
)
def test_a_question_may_name_the_day_it_is_judged_on(question: str, in_force: bool, day: str | None) -> None:
    found = day_asked(question, DAY, in_force)
    assert (found.isoformat() if found else None) == day


def test_what_ends_soon_ends_within_a_quarter() -> None:
    assert end_asked("곧 만료되는 협약은?", DAY).last == DAY + dt.timedelta(days=90)
    assert end_asked("Which agreements expire?", DAY).last.year == 9999
