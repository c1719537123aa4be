"""A process of a trial: forked, so that it costs nothing to start; it tells what it does until it is killed."""

import json
import os
import select
import signal
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.unheld import hold_nothing

_FRAMES = 4  # of a mistake, that are told
_PATIENCE = 60.0  # seconds; only ever used up by a failure

Told = list[object]


class TrialFailed(Exception):
    """A process of a trial did what no trial expects: our own mistake, here or in the program."""


class Line:
    """The child's end: what it says and what it waits for."""

    def __init__(self, saying: int, hearing: int) -> None:
        self._saying = saying
        self._hearing = hearing

    def say(self, *word: object) -> None:
        """Tell the parent, at once; by a call that no trial interferes with."""
        os.writev(self._saying, [json.dumps(word).encode() + b"\n"])

    def wait(self) -> None:
        """Until the parent lets it go on, which traces it from then."""
        hold_nothing()
        os.read(self._hearing, 1)


@dataclass
class Child:
    """The parent's end of a forked process."""

    pid: int
    hearing: int
    saying: int
    told: list[Told] = field(default_factory=list)
    status: int | None = None
    _rest: bytes = b""

    def go(self) -> None:
        """Let it go on."""
        os.write(self.saying, b"\n")

    def wait_for(self, word: str) -> Told:
        """Listen until it says this; raises when it ends before."""
        begun = len(self.told)
        deadline = time.monotonic() + _PATIENCE
        while not (found := [one for one in self.told[begun:] if one[0] == word]):
            if not self._listen(deadline):
                raise TrialFailed(f"a process of a trial ended before {word!r}: {self.told[-3:]}")
        return found[0]

    def listen(self, seconds: float) -> bool:
        """Listen for so long; False when it ended meanwhile."""
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            if not self._listen(time.monotonic() + left, patient=False):
                return False
        return True

    def kill(self) -> None:
        """End it as a lock does, and read what it had said before."""
        os.kill(self.pid, signal.SIGKILL)
        self.end()

    def end(self) -> int:
        """Wait for its end; the exit code, negative for a signal."""
        deadline = time.monotonic() + _PATIENCE
        while self._listen(deadline):
            pass
        self.status = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        os.close(self.hearing)
        os.close(self.saying)
        mistakes = [word for word in self.told if word[0] == "mistake"]
        if mistakes:
            raise TrialFailed(f"a process of a trial went wrong: {mistakes}")
        return self.status

    def _listen(self, deadline: float, *, patient: bool = True) -> bool:
        """Hear one piece; False at the end of what is said. Out of patience raises, or is no matter."""
        ready, _, _ = select.select([self.hearing], [], [], max(0.0, deadline - time.monotonic()))
        if not ready:
            if patient:
                os.kill(self.pid, signal.SIGKILL)
                raise TrialFailed(f"a process of a trial says nothing: {self.told[-3:]}")
            return True
        piece = os.read(self.hearing, 1 << 16)
        *lines, self._rest = (self._rest + piece).split(b"\n")
        self.told.extend(json.loads(line) for line in lines)
        return bool(piece)


def fork(action: Callable[[Line], object]) -> Child:
    """Do something in a process of its own; an error in it is said as `mistake` and ends it with 70."""
    hearing, saying = os.pipe()
    waiting, letting = os.pipe()
    sys.stdout.flush()
    pid = os.fork()
    if pid:
        os.close(saying)
        os.close(waiting)
        return Child(pid, hearing, letting)
    code = 70
    line = Line(saying, waiting)
    try:
        os.close(hearing)
        os.close(letting)
        action(line)
        code = 0
    except BaseException as mistake:  # noqa: BLE001 - told to the parent, which raises
        line.say("mistake", traceback.format_exception(mistake)[-_FRAMES:])
    finally:
        os._exit(code)
