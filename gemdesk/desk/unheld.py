"""Memory that need not be kept out of the swap, since nobody in it exists.

SQLCipher asks the system to hold each piece of memory in RAM, and to let it go again: of a million records that is
more than half of the time. A user's own limit (mostly 8 MB) ends that soon; the superuser has none. SQLCipher's
own place for keys is held before, and every piece is wiped all the same.
"""

import ctypes
import sys

_VERSION_3, _IPC_LOCK = 0x20080522, 14  # of the kernel's capabilities


class _Header(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("pid", ctypes.c_int))


class _Data(ctypes.Structure):
    _fields_ = (("effective", ctypes.c_uint32), ("permitted", ctypes.c_uint32), ("inheritable", ctypes.c_uint32))


def let_go() -> bool:
    """From now on this process holds no more memory in RAM; False where that cannot be said.

    For a process alone in which nobody is real.
    """
    if sys.platform != "linux":
        return False
    import resource

    resource.setrlimit(resource.RLIMIT_MEMLOCK, (0, resource.getrlimit(resource.RLIMIT_MEMLOCK)[1]))
    kernel, header, data = ctypes.CDLL(None), _Header(_VERSION_3, 0), (_Data * 2)()
    if kernel.capget(ctypes.byref(header), data):
        return False
    data[0].effective &= ~(1 << _IPC_LOCK)
    return not kernel.capset(ctypes.byref(header), data)
