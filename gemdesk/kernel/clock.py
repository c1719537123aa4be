"""The clock, handed to whoever needs the time; tests and the tour set it."""

import time
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Protocol


class Clock(Protocol):
    """Tells the time; nothing in the program asks the system directly."""

    def now(self) -> datetime:
        """The moment, with its offset from UTC."""
        ...

    def today(self) -> date:
        """The local calendar day."""
        ...


class SystemClock:
    """The computer's own clock."""

    def now(self) -> datetime:
        """The moment, in the computer's own time zone."""
        return datetime.now(UTC).astimezone()

    def today(self) -> date:
        """Today's date in the computer's own time zone."""
        return self.now().date()


class SetClock:
    """A clock that starts at a given moment and runs on, or is moved by hand."""

    def __init__(self, start: datetime, *, runs: bool = False) -> None:
        self._start = start if start.tzinfo else start.replace(tzinfo=timezone(timedelta(hours=3)))
        self._began = time.monotonic() if runs else None

    def now(self) -> datetime:
        """The moment that was set, plus the time run since when it runs."""
        if self._began is None:
            return self._start
        return self._start + timedelta(seconds=time.monotonic() - self._began)

    def today(self) -> date:
        """The calendar day of `now`."""
        return self.now().date()

    def move(self, **step: float) -> None:
        """Move the clock by a timedelta's keywords, e.g. `days=40`."""
        self._start += timedelta(**step)


def clock_from(text: str | None) -> Clock:
    """The system clock, or one that starts at an ISO moment and runs."""
    return SetClock(datetime.fromisoformat(text), runs=True) if text else SystemClock()
