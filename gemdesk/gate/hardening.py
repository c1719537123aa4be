"""What a process gives up before any secret comes near it, each point asserted."""

import os
import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType

from gemdesk.gate import offline, surroundings

_DEATH_SIGNAL, _GET_DUMPABLE, _SET_DUMPABLE, _SET_NO_NEW_PRIVS, _GET_NO_NEW_PRIVS = 1, 3, 4, 38, 39
_KILL = 9

# The audit events by which Python code could reach a network, look up a name or have another program do it.
_NETWORK = frozenset(
    {
        "socket.connect",
        "socket.bind",
        "socket.sendto",
        "socket.sendmsg",
        "socket.getaddrinfo",
        "socket.gethostbyname",
        "socket.gethostbyaddr",
        "socket.getnameinfo",
        "urllib.Request",
        "webbrowser.open",
        "os.startfile",
    }
)
# The audit events by which Python code starts a program; only this program may be started, by its own interpreter.
_STARTS = frozenset({"os.exec", "os.posix_spawn", "os.spawn", "os.system", "subprocess.Popen"})


class NotHardened(RuntimeError):
    """A protection of the process could not be put in place, so no secret may come near it."""


def harden(*, end_with_parent: bool = False) -> None:
    """Private files, no core dumps, not readable by others, no new rights, no network, no foreign program; for good.

    Whether the kernel too holds this process to having no network is told by `kernel.guard`: a machine for
    which there is no filter still runs the program, which then says so.
    `end_with_parent` lets Linux end this process when the one that started it has died.
    Raises NotHardened when a protection that this system has could not be put in place.
    """
    os.umask(0o077)
    surroundings.settle()
    sys.excepthook = _say_where_only
    threading.excepthook = lambda fault: _say_where_only(fault.exc_type, fault.exc_value, fault.exc_traceback)
    sys.unraisablehook = lambda fault: _say_where_only(fault.exc_type, fault.exc_value, fault.exc_traceback)
    sys.addaudithook(_refuse)
    if sys.platform != "win32":
        _no_core_dumps()
    if sys.platform == "linux":
        _close_to_others(end_with_parent)
        offline.keep()


def _no_core_dumps() -> None:
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if resource.getrlimit(resource.RLIMIT_CORE) != (0, 0):
        raise NotHardened("core dumps")


def _close_to_others(end_with_parent: bool) -> None:
    import ctypes

    prctl = ctypes.CDLL(None).prctl
    prctl.argtypes = [ctypes.c_int] + [ctypes.c_ulong] * 4
    if prctl(_SET_DUMPABLE, 0, 0, 0, 0) or prctl(_GET_DUMPABLE, 0, 0, 0, 0) != 0:
        raise NotHardened("dumpable")
    if prctl(_SET_NO_NEW_PRIVS, 1, 0, 0, 0) or prctl(_GET_NO_NEW_PRIVS, 0, 0, 0, 0) != 1:
        raise NotHardened("no new privileges")
    if end_with_parent and prctl(_DEATH_SIGNAL, _KILL, 0, 0, 0):
        raise NotHardened("end with parent")


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    if event in _NETWORK:
        raise PermissionError("this program has no network")
    if event in _STARTS and not _starts_this_program(arguments):
        raise PermissionError("this program starts no other")


def _starts_this_program(arguments: tuple[object, ...]) -> bool:
    # On Windows a program is named by the first of its arguments, or not at all.
    first, second = (*arguments, None, None)[:2]
    named = first or (second[0] if isinstance(second, (list, tuple)) and second else second)
    return named == sys.executable


def _say_where_only(kind: type[BaseException], _mistake: BaseException | None, trace: TracebackType | None) -> None:
    """Say on standard error what kind of mistake happened where, without its text, which may be personal."""
    where = (f"  {frame.name} ({Path(frame.filename).name}:{frame.lineno})" for frame in traceback.extract_tb(trace))
    sys.stderr.write("\n".join([f"mistake: {kind.__name__}", *where]) + "\n")
