"""A child process of the keeper: how it is started with its pipes, spoken to, ended."""

import os
import sys
import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from gemdesk.kernel.channels import Channel

if TYPE_CHECKING:
    import subprocess

CHANNEL, KEY = "--channel", "--key"


class Child:
    """A started process with the keeper's end of its control channel."""

    def __init__(self, role: str, process: "_Posix | subprocess.Popen[bytes]", channel: Channel) -> None:
        self.role = role
        self.channel = channel
        self._process = process
        self._over = threading.Event()

    @property
    def pid(self) -> int:
        """The process id."""
        return self._process.pid

    def kill(self) -> None:
        """End the process at once, whatever it is doing; harmless when it has ended."""
        if not self._over.is_set():
            self._process.kill()

    def gone(self, seconds: float | None) -> bool:
        """Whether it has ended, waiting for that so long (None: without end); some thread has to be in `wait`."""
        return self._over.wait(seconds)

    def wait(self) -> int:
        """Wait for the end; the exit code, negative for a signal. Called by one thread only."""
        code = self._process.wait()
        self._over.set()
        return code


def start(role: str, command: Sequence[str], key_end: int) -> Child:
    """Start a command; it inherits `key_end` and its ends of a new channel, and nothing else."""
    to_child, from_us = os.pipe()
    to_us, from_child = os.pipe()
    try:
        process = _start(list(command), (to_child, from_child, key_end))
    finally:
        os.close(to_child)
        os.close(from_child)
    return Child(role, process, Channel(to_us, from_us))


def start_gate(command: Sequence[str]) -> tuple[Child, int]:
    """Start a gate with the writing end of a new key pipe; also gives the reading end, for its desk."""
    reading, writing = os.pipe()
    try:
        return start("gate", command, writing), reading
    finally:
        os.close(writing)


def fork_gate(run: Callable[[Channel, int], int]) -> tuple[Child, int]:
    """As `start_gate`, but the gate is this process doubled: it need not import again what is imported.

    Linux only, and only while this process has one thread and no secret. The gate runs `run` with
    its channel and the writing end of the key pipe, and ends with the exit code that this gives.
    """
    reading, writing = os.pipe()
    to_child, from_us = os.pipe()
    to_us, from_child = os.pipe()
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            for end in (reading, from_us, to_us):
                os.close(end)
            code = run(Channel(to_child, from_child), writing)
        except BaseException as mistake:  # noqa: BLE001 - the other half of the program must not go on from here
            sys.excepthook(type(mistake), mistake, mistake.__traceback__)
        finally:
            os._exit(code)
    for end in (writing, to_child, from_child):
        os.close(end)
    return Child("gate", _Posix(pid), Channel(to_us, from_us)), reading


class _Posix:
    """A process of a POSIX system, known by its id alone."""

    def __init__(self, pid: int) -> None:
        self.pid = pid

    def kill(self) -> None:
        try:
            os.kill(self.pid, 9)
        except ProcessLookupError:
            return

    def wait(self) -> int:
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])


if sys.platform == "win32":
    import msvcrt
    import subprocess

    def _start(arguments: list[str], ends: tuple[int, int, int]) -> subprocess.Popen[bytes]:
        handles = [msvcrt.get_osfhandle(end) for end in ends]
        for handle in handles:
            os.set_handle_inheritable(handle, True)
        info = subprocess.STARTUPINFO(lpAttributeList={"handle_list": handles})
        try:
            return subprocess.Popen(
                [*arguments, *_named(handles)], stdin=subprocess.DEVNULL, startupinfo=info, close_fds=True
            )
        finally:
            for handle in handles:
                os.set_handle_inheritable(handle, False)

    def _taken(number: int, flags: int) -> int:
        return msvcrt.open_osfhandle(number, flags)

else:

    def _start(arguments: list[str], ends: tuple[int, int, int]) -> _Posix:
        for end in ends:
            os.set_inheritable(end, True)
        try:
            command = [*arguments, *_named(ends)]
            quiet = [(os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0)]
            return _Posix(os.posix_spawnp(command[0], command, os.environ, file_actions=quiet))
        finally:
            for end in ends:
                os.set_inheritable(end, False)

    def _taken(number: int, _flags: int) -> int:
        # What was inherited must not be handed on by accident.
        os.set_inheritable(number, False)
        return number


def _named(ends: Sequence[int]) -> list[str]:
    return [CHANNEL, f"{ends[0]},{ends[1]}", KEY, str(ends[2])]


def inherited(channel: str, key: str, *, key_is_read: bool) -> tuple[Channel, int]:
    """In the child: the channel and the key pipe's end named on its command line."""
    reading, writing = (int(number) for number in channel.split(","))
    key_end = _taken(int(key), os.O_RDONLY if key_is_read else os.O_WRONLY)
    return Channel(_taken(reading, os.O_RDONLY), _taken(writing, os.O_WRONLY)), key_end
