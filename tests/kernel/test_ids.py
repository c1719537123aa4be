"""Identifiers tell nothing and clocks say what they are set to."""

import re
from datetime import datetime, timedelta

import pytest

from gemdesk.kernel.clock import SetClock, SystemClock, clock_from
from gemdesk.kernel.ids import new_code, new_id


def test_ids_are_long_random_and_unmistakable() -> None:
    drawn = {new_id() for _ in range(2000)}
    assert len(drawn) == 2000
    assert all(re.fullmatch(r"[0-9a-hjkmnp-tv-z]{26}", one) for one in drawn)


def test_codes_are_short() -> None:
    assert re.fullmatch(r"C-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{2}", new_code("C"))


def test_a_set_clock_stands_until_it_is_moved() -> None:
    clock = SetClock(datetime.fromisoformat("2026-11-20T23:30"))
    assert clock.now() == clock.now()
    assert clock.now().utcoffset() == timedelta(hours=3)
    clock.move(hours=1)
    assert clock.today().isoformat() == "2026-11-21"


def test_the_clock_of_the_command_line() -> None:
    assert isinstance(clock_from(None), SystemClock)
    assert SystemClock().now().tzinfo is not None
    running = clock_from("2026-11-20T09:00")
    assert running.today().isoformat() == "2026-11-20"
    assert running.now() <= running.now()
    with pytest.raises(ValueError, match="isoformat"):
        clock_from("tomorrow")
