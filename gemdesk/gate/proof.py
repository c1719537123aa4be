"""The process that proves that there is no network: hardened as the desk, then one child for each attempt."""

import ctypes
import errno
import json
import os
import signal
import sys
from collections.abc import Callable
from functools import partial

from gemdesk.gate import hardening
from gemdesk.kernel import guard, proving

_STREAM = 1
_SORTS = (_STREAM, 2, 3)
_OPENED, _NOT_HERE, _REFUSED = 0, 1, 2
_HOW = {-signal.SIGSYS: "killed", _OPENED: "opened", _NOT_HERE: "unknown_here", _REFUSED: "refused"}
_RING_PARAMETERS = 120  # bytes


def main() -> int:
    """Print, as JSON, what was tried and how each attempt ended; the exit code."""
    hardening.harden(end_with_parent=True)
    sys.stdout.write(json.dumps(attempts()))
    return 0


def attempts() -> list[tuple[str, str]]:
    """What was tried in this process's children, and how each ended (see `proving.Proof`)."""
    tried = [(name, _how(partial(_socket, number))) for number, name in proving.FAMILIES.items()]
    return [*tried, ("socketpair, AF_INET", _how(_pair)), ("io_uring", _how(_ring))]


def _how(attempt: Callable[[], int]) -> str:
    """How a child ended that does nothing but this attempt."""
    child = os.fork()
    if child == 0:
        os._exit(attempt())
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return _HOW.get(code, "unproved")


def _socket(family: int) -> int:
    library = ctypes.CDLL(None)
    # Some families know streams, some single packets, some bare ones.
    opened = any(library.socket(family, sort, 0) >= 0 for sort in _SORTS)
    return _OPENED if opened else _NOT_HERE


def _pair() -> int:
    ends = (ctypes.c_int * 2)()
    return _OPENED if ctypes.CDLL(None).socketpair(2, _STREAM, 0, ends) >= 0 else _NOT_HERE


def _ring() -> int:
    library = ctypes.CDLL(None, use_errno=True)
    if library.syscall(guard.RING, 1, ctypes.create_string_buffer(_RING_PARAMETERS)) >= 0:
        return _OPENED
    # Some containers refuse it with the same error.
    return _REFUSED if ctypes.get_errno() == errno.EPERM and guard.guarded() else _NOT_HERE
