"""Safe hours as people write them: read as they are meant, or not at all."""

import random
from datetime import datetime, timedelta

import pytest

from gemdesk.domain import safe_hours
from gemdesk.kernel import lists

MONDAY = datetime.fromisoformat("2026-11-16T00:00:00+03:00")
ALL = range(7)


def told(text: str) -> tuple[list[tuple[str, str]], list[int]]:
    """The spans of a day and the days of the week (Monday: 0) that a text is read as."""
    bits = safe_hours.read(text)
    days = [
        day
        for day in ALL
        if any(safe_hours.is_now(bits, MONDAY + timedelta(days=day, minutes=30 * n)) for n in range(48))
    ]
    if not days:
        return [], []
    halves = [n for n in range(48) if safe_hours.is_now(bits, MONDAY + timedelta(days=days[0], minutes=30 * n))]
    spans: list[tuple[int, int]] = []
    for half in halves:
        if spans and spans[-1][1] == half:
            spans[-1] = (spans[-1][0], half + 1)
        else:
            spans.append((half, half + 1))
    return [(clock(begin), clock(end)) for begin, end in spans], days


def clock(half: int) -> str:
    return f"{half // 2:02}:{half % 2 * 30:02}"


@pytest.mark.parametrize(
    ("text", "spans", "days"),
    [
        ("من 19:00 إلى 21:00، عدا الأحد", [("19:00", "21:00")], [0, 1, 2, 3, 4, 5]),
        ("من 14:00 إلى 15:00 فقط", [("14:00", "15:00")], ALL),
        ("بعد الساعة 16:00، عدا يوم الجمعة", [("16:00", "22:00")], [0, 1, 2, 3, 5, 6]),
        ("الثلاثاء والخميس من ١١:٠٠ إلى ١٢:٠٠", [("11:00", "12:00")], [1, 3]),
        ("من 10 إلى 11 صباحًا فقط", [("10:00", "11:00")], ALL),
        ("من ٤ إلى ٦ مساءً", [("16:00", "18:00")], ALL),
        ("17:00–19:00", [("17:00", "19:00")], ALL),
        ("قبل الساعة 11:00", [("08:00", "11:00")], ALL),
        ("من 16:15 إلى 18:50", [("16:30", "18:30")], ALL),
        ("من 16:00 إلى 17:00 ومن 20:00 إلى 21:00", [("16:00", "17:00"), ("20:00", "21:00")], ALL),
        ("Mondays and Fridays, after 4 pm", [("16:00", "22:00")], [0, 4]),
        ("from 9:00 to 17:00", [("09:00", "17:00")], ALL),
    ],
)
def test_what_is_written_plainly_is_read(text: str, spans: list[tuple[str, str]], days: list[int]) -> None:
    assert told(text) == (spans, list(days))


@pytest.mark.parametrize(
    "text",
    [
        "", "17:00", "الجمعة فقط", "كل يوم عدا الأحد", "مساءً", "أي وقت نهاراً", "any time of day", "بعد الدوام، 18:30",
        "يُقرأ البريد صباحاً قبل الساعة 10:00", "الاثنين والأربعاء بعد الدوام", "لا اتصال بعد 18:00", "not after 18:00",
        "من 2:00 إلى 3:00", "من 4 إلى 6", "من 20:00 إلى 2:00", "عدا من 10:00 إلى 12:00",
        "except Sunday from 10:00 to 12:00", "من 25:00 إلى 26:00", "after", "من", "عدا", "من 10:00 إلى 12:00 عدا",
    ],
)  # fmt: skip
def test_what_could_mean_something_else_is_not_known(text: str) -> None:
    assert safe_hours.read(text) == safe_hours.UNKNOWN
    assert not any(safe_hours.is_now(safe_hours.read(text), MONDAY + timedelta(hours=n)) for n in range(24 * 7))


def test_it_is_now_only_within_the_hours_of_the_day() -> None:
    hours = safe_hours.read("الثلاثاء من 11:00 إلى 12:00")
    tuesday = MONDAY + timedelta(days=1)
    assert not safe_hours.is_now(hours, tuesday.replace(hour=10, minute=59))
    assert safe_hours.is_now(hours, tuesday.replace(hour=11))
    assert safe_hours.is_now(hours, tuesday.replace(hour=11, minute=59))
    assert not safe_hours.is_now(hours, tuesday.replace(hour=12))
    assert not safe_hours.is_now(hours, MONDAY.replace(hour=11, minute=30))


def test_any_order_of_these_words_is_read_without_a_fault() -> None:
    draw = random.Random(4)
    words = [
        "من",
        "إلى",
        "بعد",
        "قبل",
        "عدا",
        "الجمعة",
        "والأحد",
        "10",
        "11:00",
        "18:30",
        "صباحاً",
        "فقط",
        "-",
        "99:99",
        "and",
    ]
    read = 0
    for _ in range(5000):
        bits = safe_hours.read(" ".join(draw.choices(words, k=draw.randint(1, 7))))
        assert 0 <= bits < 1 << 55
        read += bits != safe_hours.UNKNOWN
    assert read > 20


def test_hours_of_a_channel_by_which_nobody_is_called_are_none() -> None:
    known = safe_hours.read("من 9:00 إلى 17:00")
    told = {channel: safe_hours.of(channel, "من 9:00 إلى 17:00") for channel in lists.values("channel")}
    assert {channel for channel, bits in told.items() if bits == safe_hours.UNKNOWN} == {"e-mail", "through", "none"}
    assert {bits for bits in told.values() if bits} == {known}
