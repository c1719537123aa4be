"""Whether our filter stands in this process: the kernel is asked, nothing is remembered."""

import ctypes
import os
import sys

# The kernel's number of io_uring_setup, the same on every machine; a ring of calls would go round a filter of calls.
RING = 425
# Nobody asks for a ring of so many entries, and nobody else answers with this error: our filter is known by it.
ASKED, ANSWER = 0x67656D64, 130


def guarded() -> bool:
    """Whether the kernel ends this process at any socket but a local one, by the filter of `gate.offline`."""
    if sys.platform != "linux" or os.uname().machine not in ("x86_64", "aarch64"):
        return False
    call = ctypes.CDLL(None, use_errno=True).syscall
    call.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p]
    ctypes.set_errno(0)
    return call(RING, ASKED, None) == -1 and ctypes.get_errno() == ANSWER
