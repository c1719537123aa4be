"""Whether the key file is still there, looked at from a thread of its own: a stick that hangs holds up nobody."""

import os
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

# Between two looks. What is pulled out must lock within a fifth of a second, the desk's last words included.
PAUSE = 0.05  # seconds
SILENCE = 10.0  # seconds without an answer after which a stick counts as gone
_DEVICES = Path("/sys/dev/block")


@dataclass(frozen=True, slots=True)
class Mark:
    """What lay at a path at one look."""

    device: int
    drives: frozenset[str]
    inode: int
    size: int
    changed: int  # nanoseconds

    def is_same(self, other: "Mark") -> bool:
        """Whether it is the same file on the same drive."""
        if (self.device, self.drives) != (other.device, other.drives):
            return False
        # On FAT, as on most sticks, the system numbers a file anew when it had forgotten it.
        return self.inode == other.inode or (self.size, self.changed) == (other.size, other.changed)


def mark_of(path: Path) -> Mark | None:
    """What lies at the path now; None when nothing does, or nothing that can be read."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return Mark(found.st_dev, _drives(found.st_dev), found.st_ino, found.st_size, found.st_mtime_ns)


def _drives(device: int) -> frozenset[str]:
    """The names of the drive that bears a file system and of those it rests on.

    A stick that was pulled out stays mounted at first, and its file is still found in the system's
    memory; only here it has gone. Empty where the system has no such list or the device is none.
    """
    if sys.platform == "win32":
        return frozenset()
    place = _DEVICES / f"{os.major(device)}:{os.minor(device)}"
    try:
        name = place.resolve(strict=True).name
    except OSError:
        return frozenset()
    try:
        return frozenset([name, *(one.name for one in (place / "slaves").iterdir())])
    except OSError:
        return frozenset([name])


class Presence:
    """Watches one file until it is told to end; calls `gone` once, from its thread, when the file is not there."""

    def __init__(self, path: Path, gone: Callable[[], None], *, pause: float = PAUSE) -> None:
        """Watching begins at once; the first look decides which file it is."""
        self._path, self._gone, self._pause = path, gone, pause
        self._ended = threading.Event()
        self._answered = time.monotonic()
        threading.Thread(target=self._watch, name="presence", daemon=True).start()

    def end(self) -> None:
        """Watch no more; nothing is called after this but what is being called already."""
        self._ended.set()

    def is_silent(self) -> bool:
        """Whether the drive has not answered for too long."""
        return time.monotonic() - self._answered > SILENCE

    def _watch(self) -> None:
        first = mark_of(self._path)
        seen = first
        while not self._ended.is_set():
            self._answered = time.monotonic()
            if first is None or seen is None or not seen.is_same(first):
                self._gone()
                return
            self._ended.wait(self._pause)
            seen = mark_of(self._path)
