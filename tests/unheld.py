"""A process of the tests that asks the system to hold no memory in RAM.

SQLCipher asks it for every piece, a hundred thousand times in a migration: under strace, which stops a process at every
call, that takes ten seconds instead of half a one, and without it still a fifth of the time of all tests. Nothing of it
reaches a disk. What holds memory is looked at in processes that are started for it: there it is as with everybody.
"""

import ctypes
import mmap
import platform
import sys

_NOTHING_DONE = {  # "it is done", in the words of the processor
    "x86_64": bytes.fromhex("31c0c3"),  # xor eax, eax; ret
    "aarch64": bytes.fromhex("00008052c0035fd6"),  # mov w0, #0; ret
}
_READ, _WRITE, _RUN = mmap.PROT_READ, mmap.PROT_WRITE, mmap.PROT_EXEC


def hold_nothing() -> None:
    """From now on `mlock` and `munlock` of this process and its forks do nothing; elsewhere than on Linux no change."""
    code = _NOTHING_DONE.get(platform.machine(), b"") if sys.platform == "linux" else b""
    if not code:
        return
    library = ctypes.CDLL(None, use_errno=True)
    for function in (library.mlock, library.munlock):
        address = ctypes.cast(function, ctypes.c_void_p).value or 0
        page = address & -mmap.PAGESIZE
        room = ctypes.c_size_t(address + len(code) - page)
        if library.mprotect(ctypes.c_void_p(page), room, _READ | _WRITE | _RUN):
            raise OSError(ctypes.get_errno(), "this process may not change its own code")
        ctypes.memmove(address, code, len(code))
        library.mprotect(ctypes.c_void_p(page), room, _READ | _RUN)
