"""Dates and terms in Korean and English mean the same days."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.dates import Term, add, days, last_day, notices, periods, read_term, subtract, terms

DAY = dt.date(2023, 3, 28)
MONTHS = "January February March April May June July August September October November December".split()


@pytest.mark.parametrize(
    "written",
    [
        "2023년 3월 28일", "2023년3월28일", "2023. 3. 28.", "2023.03.28", "2023-03-28", "2023/3/28", "'23. 3. 28.",
        "28 March 2023", "March 28, 2023", "28th March 2023", "the 28th day of March, 2023", "the 28th of March, 2023", "Mar. 28, 2023", "28\nMarch 2023",
    ],
)  # fmt: skip
def test_a_day_reads_the_same_however_it_is_written(written: str) -> None:
    text = f"signed on {written} in Seoul"
    (found,) = days(text)
    assert found.first == found.last == DAY
    assert text[found.start : found.end] in written


@pytest.mark.parametrize(
    "written", ["2023년 2월 30일", "2023-13-01", "31 June 2023", "2023. 0. 5.", "February 29, 2023"]
)
def test_an_impossible_date_is_no_day(written: str) -> None:
    assert days(written) == []


@pytest.mark.parametrize(
    ("written", "last"),
    [
        ("2024년 상반기", "2024-06-30"), ("2024년 하반기 중", "2024-12-31"), ("2024년 3월 말까지", "2024-03-31"),
        ("2024년 2월", "2024-02-29"), ("2024년 3분기", "2024-09-30"), ("2024년 말까지", "2024-12-31"), ("2024년 안에", "2024-12-31"),
        ("2024년 5월 초", "2024-05-10"), ("2024년 5월 중순", "2024-05-20"),
        ("by the end of 2025", "2025-12-31"), ("by the end of March 2024", "2024-03-31"), ("in the course of 2025", "2025-12-31"),
        ("the first half of 2024", "2024-06-30"), ("H2 2024", "2024-12-31"), ("Q3 2024", "2024-09-30"),
        ("the third quarter of 2024", "2024-09-30"), ("in June 2024", "2024-06-30"), ("by mid-June 2024", "2024-06-20"),
    ],
)  # fmt: skip
def test_a_period_is_due_on_its_last_day(written: str, last: str) -> None:
    (found,) = periods(written)
    assert found.last == dt.date.fromisoformat(last)
    assert not found.is_day


@pytest.mark.parametrize(
    ("written", "last"),
    [
        ("9월 20일까지", "2023-09-20"), ("3월 말까지", "2024-03-31"), ("내년 상반기", "2024-06-30"), ("올해 말까지", "2023-12-31"),
        ("by 20 September", "2023-09-20"), ("by the end of March", "2024-03-31"), ("by the end of the year", "2023-12-31"),
    ],
)  # fmt: skip
def test_a_date_without_a_year_is_the_next_one_after_the_meeting(written: str, last: str) -> None:
    (found,) = periods(written, near=dt.date(2023, 9, 6))
    assert found.last == dt.date.fromisoformat(last)
    assert periods(written) == []


@pytest.mark.parametrize("written", ["매년 1월 31일까지", "by 15 February each year", "by the end of March each year"])
def test_a_yearly_date_is_no_single_day(written: str) -> None:
    assert periods(written, near=DAY) == []


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("3년간", "P3Y"), ("3 년", "P3Y"), ("1년 6개월", "P1Y6M"), ("18개월", "P18M"), ("한 달 안에", "P1M"), ("30일 이내", "P30D"),
        ("2주 동안", "P14D"), ("반년마다", "P6M"), ("[3년]간", "P3Y"),
        ("three (3) years", "P3Y"), ("18 months", "P18M"), ("a three-year term", "P3Y"), ("sixty (60) days", "P60D"),
        ("four months’ notice", "P4M"), ("two weeks", "P14D"), ("forty-five days", "P45D"), ("ten business days", "P10D"),
    ],
)  # fmt: skip
def test_a_term_is_a_length_of_time(written: str, iso: str) -> None:
    (found,) = terms(written)
    assert found.iso == iso


@pytest.mark.parametrize(
    "written", ["2023년 3월 28일", "the parties each year", "제3조", "2024년도", "하루 두 번", "May days"]
)
def test_a_date_is_no_term(written: str) -> None:
    assert terms(written) == []


@pytest.mark.parametrize(
    ("written", "iso"),
    [("30일 전까지 통보", "P30D"), ("[3개월] 전에", "P3M"), ("sixty (60) days prior written notice", "P60D"),
     ("90 days’ written notice", "P90D"), ("six months in advance", "P6M")],
)  # fmt: skip
def test_a_notice_is_counted_before_something(written: str, iso: str) -> None:
    assert [notice.iso for notice in notices(f"for three years; {written}")] == [iso]


def test_a_term_ends_on_the_day_before_its_anniversary() -> None:
    assert last_day(dt.date(2021, 3, 2), Term(3, 0, 0)) == dt.date(2024, 3, 1)
    assert last_day(dt.date(2024, 3, 1), Term(1, 0, 0)) == dt.date(2025, 2, 28)
    assert last_day(dt.date(2024, 2, 29), Term(1, 0, 0)) == dt.date(2025, 2, 28)
    assert last_day(dt.date(2023, 1, 1), Term(0, 0, 30)) == dt.date(2023, 1, 30)


def test_a_notice_counts_back_from_the_expiry() -> None:
    assert subtract(dt.date(2026, 12, 10), Term(0, 0, 60)) == dt.date(2026, 10, 11)
    assert subtract(dt.date(2026, 5, 31), Term(0, 3, 0)) == dt.date(2026, 2, 28)


@given(st.dates(dt.date(1950, 1, 1), dt.date(2080, 12, 31)))
def test_every_day_is_read_in_both_languages(day: dt.date) -> None:
    korean = f"{day.year}년 {day.month}월 {day.day}일까지 제출한다"
    english = f"no later than {day.day} {MONTHS[day.month - 1]} {day.year}."
    for text in (korean, english, f"{MONTHS[day.month - 1]} {day.day}, {day.year}", day.isoformat()):
        assert [found.first for found in days(text)] == [day]


@given(
    st.dates(dt.date(1990, 1, 1), dt.date(2080, 12, 31)), st.integers(0, 20), st.integers(0, 30), st.integers(1, 400)
)
def test_a_longer_term_never_ends_earlier(day: dt.date, years: int, months: int, extra: int) -> None:
    shorter = add(day, Term(years, months, 0))
    assert day <= shorter < add(day, Term(years, months, extra))
    assert last_day(day, Term(years, months, extra)) >= day


@given(st.integers(0, 99), st.integers(0, 99), st.integers(1, 999))
def test_an_iso_duration_is_read_back(years: int, months: int, day_count: int) -> None:
    assert read_term(Term(years, months, day_count).iso) == Term(years, months, day_count)


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    for found in periods(text, near=DAY):
        assert 0 <= found.start < found.end <= len(text)
        assert found.first <= found.last
    for term in terms(text):
        assert 0 <= term.start < term.end <= len(text)
