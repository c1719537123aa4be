"""What the keeper watches by itself: how long nobody touched the desk, a sleep nobody announced, the key file."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from gemdesk.gate.presence import Presence

TICK = 1.0  # seconds between two looks at the clocks, at most
GAP = 10.0  # seconds that a clock may run ahead of another between two looks
DISTRUST = 600.0  # seconds for which a wall clock that jumped is not asked again


def _monotonic() -> float:
    return time.monotonic()


def _running() -> float:
    """Seconds since the machine started, sleep included, where the system counts them; else as `_monotonic`."""
    clock = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if clock is None else time.clock_gettime(clock)


@dataclass(frozen=True, slots=True)
class Clocks:
    """The clocks of the machine in seconds; tests hand in others."""

    monotonic: Callable[[], float] = _monotonic  # stands still while the machine sleeps, on Linux and macOS
    running: Callable[[], float] = _running
    wall: Callable[[], float] = time.time


class Idle:
    """Counts down from the last sign of a person."""

    def __init__(self, clocks: Clocks) -> None:
        self._clocks = clocks
        self._seconds = 0.0
        self._since: float | None = None  # None: nobody is waited for

    def begin(self, seconds: float) -> None:
        """Count down from `seconds`, from now on."""
        self._seconds, self._since = seconds, self._clocks.monotonic()

    def renew(self) -> None:
        """Somebody is there: count from the start again, if there is anything to count."""
        if self._since is not None:
            self._since = self._clocks.monotonic()

    def allow(self, seconds: float) -> None:
        """Another time to count down from; choosing it was a sign of a person."""
        self._seconds = seconds
        self.renew()

    def end(self) -> None:
        """Count no more."""
        self._since = None

    def left(self) -> float | None:
        """Seconds that are left, not below 0; None when nothing is counted."""
        if self._since is None:
            return None
        return max(0.0, self._since + self._seconds - self._clocks.monotonic())


class Gap:
    """Finds that the machine slept or stood still between two looks.

    Three clocks can tell: the looks themselves come too late; the clock that counts sleep runs ahead
    of the one that does not; the clock on the wall runs ahead, as after a virtual machine was stopped.
    The last can be set by hand or be broken: after a jump in either direction it is not asked for a
    while, so that a clock that jumps to and fro locks once and not in a loop.
    """

    def __init__(self, clocks: Clocks) -> None:
        self._clocks = clocks
        self._distrusted = float("-inf")  # until when, on the monotonic clock
        self._last = self._read()

    def found(self) -> bool:
        """Whether there was a gap since this was last asked."""
        before, self._last = self._last, self._read()
        passed, run, walked = (now - then for now, then in zip(self._last, before, strict=True))
        jumped = abs(walked - passed) > GAP
        trusted = self._last[0] >= self._distrusted
        if jumped:
            self._distrusted = self._last[0] + DISTRUST
        return passed > GAP + TICK or run - passed > GAP or (trusted and walked - passed > GAP)

    def _read(self) -> tuple[float, float, float]:
        return self._clocks.monotonic(), self._clocks.running(), self._clocks.wall()


class Guard:
    """Says why the open desk has to be locked, as far as the keeper sees it by itself."""

    def __init__(self, clocks: Clocks) -> None:
        self.idle = Idle(clocks)
        self._gap = Gap(clocks)
        self._presence: Presence | None = None
        self._told = ""  # what a watching thread found; taken by the keeper's own

    def watch_key_file(self, path: Path, wake: Callable[[], None]) -> None:
        """Watch a key file until the end; `wake` is called from a thread when it is gone."""

        def gone() -> None:
            self._told = "key_file"
            wake()

        self._forget_key_file()
        self._presence = Presence(path, gone)

    def end(self) -> None:
        """The desk is no longer open."""
        self.idle.end()
        self._forget_key_file()

    def left(self) -> float:
        """Seconds until it has to be asked again."""
        left = self.idle.left()
        return TICK if left is None else min(TICK, left)

    def why(self) -> str:
        """`gap`, `key_file` or `idle`, or nothing; call at least once in TICK."""
        slept = self._gap.found()  # always asked, since it compares with the last time
        if slept:
            return "gap"
        if self._told or (self._presence is not None and self._presence.is_silent()):
            return "key_file"
        return "idle" if self.idle.left() == 0 else ""

    def _forget_key_file(self) -> None:
        if self._presence is not None:
            self._presence.end()
            self._presence = None
        self._told = ""
