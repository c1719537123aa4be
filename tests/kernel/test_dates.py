"""Dates as people of the region write and read them."""

import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gemdesk.kernel import dates
from gemdesk.kernel.texts import Texts
from gemdesk.kernel.typed import LRI, PDI, RLI, ArabicDate, LatinDate

DAY = date(2026, 11, 20)
MONTHS = [
    ("كانون الثاني", "يناير", "January"), ("شباط", "فبراير", "February"), ("آذار", "مارس", "March"),
    ("نيسان", "أبريل", "April"), ("أيار", "مايو", "May"), ("حزيران", "يونيو", "June"), ("تموز", "يوليو", "July"),
    ("آب", "أغسطس", "August"), ("أيلول", "سبتمبر", "September"), ("تشرين الأول", "أكتوبر", "October"),
    ("تشرين الثاني", "نوفمبر", "November"), ("كانون الأول", "ديسمبر", "December"),
]  # fmt: skip
NUMBERED = [(number, *names) for number, names in enumerate(MONTHS, 1)]


@pytest.mark.parametrize("typed", [
    "20/11/2026", "20-11-2026", "20.11.2026", "20 11 2026", " 20/ 11/2026 ", "2026-11-20", "2026/11/20",
    "٢٠/١١/٢٠٢٦", "٢٠-١١-٢٠٢٦", "٢٠٢٦-١١-٢٠", "۲۰/۱۱/۲۰۲۶", "2٠/١١/202۶",
    "20 تشرين الثاني 2026", "٢٠ تشرين الثاني ٢٠٢٦",
    "20 نوفمبر 2026", "20 November 2026", "20 nov 2026", "20 NOVEMBER, 2026",
    "\u200f20/11/2026\u200e",
])  # fmt: skip
def test_a_day_in_many_spellings(typed: str) -> None:
    assert dates.parse(typed) == DAY


@pytest.mark.parametrize("typed", [
    "", "20", "20/11", "20/11/26", "٢٠/١١/٢٦", "26-11-20", "31/11/2026", "29/2/2026", "0/1/2026", "1/0/2026",
    "13/13/2026", "11/20/2026", "2026-20-11", "20/11/20266", "20/11/0026", "20/11/1899", "abc", "20 شهر 2026",
    "2026-11-20T09:00", "غداً", "20 11", "november 2026", "1 2 3",
])  # fmt: skip
def test_what_is_unclear_or_impossible_is_no_date(typed: str) -> None:
    assert dates.parse(typed) is None


def test_the_day_comes_before_the_month() -> None:
    assert dates.parse("3/11/2026") == date(2026, 11, 3)


def test_a_leap_day_is_a_day() -> None:
    assert dates.parse("29/2/2028") == date(2028, 2, 29)


@pytest.mark.parametrize(("number", "levantine", "egyptian", "english"), NUMBERED)
def test_months_in_words(number: int, levantine: str, egyptian: str, english: str) -> None:
    day = date(2026, number, 5)
    assert dates.day(day, "ar") == f"5 {levantine} 2026"
    assert dates.day(day, "en") == f"5 {english} 2026"
    assert {dates.parse(f"5 {name} 2026") for name in (levantine, egyptian, english)} == {day}


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)), st.sampled_from(["ar", "en"]))
def test_what_is_shown_can_be_typed_again(day: date, language: str) -> None:
    assert dates.parse(dates.day(day, language)) == day
    assert dates.parse(day.isoformat()) == day


def test_directions_and_shorter_forms() -> None:
    assert isinstance(dates.day(DAY, "ar"), ArabicDate)
    assert isinstance(dates.day(DAY, "en"), LatinDate)
    assert dates.long_day(DAY, "ar") == "الجمعة 20 تشرين الثاني 2026"
    assert dates.short_day(DAY, DAY, "ar") == "20 تشرين الثاني"
    assert dates.short_day(DAY, DAY + timedelta(days=60), "en") == "20 November 2026"
    assert dates.time_of_day(datetime(2026, 11, 20, 9, 5, tzinfo=UTC)) == "09:05"


@pytest.fixture
def far_east(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A computer whose clock is nine hours ahead."""
    monkeypatch.setenv("TZ", "East-9")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("far_east")
def test_a_moment_is_told_by_the_clock_of_this_computer() -> None:
    at = datetime(2026, 11, 19, 18, 5, tzinfo=UTC)
    time_ = f"{LRI}03:05{PDI}"
    assert dates.moment(at, Texts("ar")) == f"{RLI}20 تشرين الثاني 2026{PDI}، الساعة {time_}"
    assert dates.moment(at, Texts("ar"), weekday=True).startswith(f"{RLI}الجمعة 20 ")
    assert dates.moment(at, Texts("en")) == f"{LRI}20 November 2026{PDI}, {time_}"
