"""No network, held by the kernel: a process that asks for any socket but a local one is ended on the spot.

The filter is some fifteen instructions of the kernel's packet language, put in before any key. It is written
here and not made by libseccomp at each start: that library may be missing, and only finding it took longer than
a tenth of the whole start. A test holds every verdict against the filter that libseccomp makes of the same rules.

What it cannot do: a process that already runs can be asked, over a local socket, to reach a network for another
(a message bus, a display server). Which of those are spoken to is decided elsewhere.
"""

import ctypes
import os
import struct
import sys
from collections.abc import Mapping, Sequence
from errno import EPERM

from gemdesk.kernel import guard

_LOAD, _EQUALS, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_CALL, _MACHINE, _FIRST_ARGUMENT = 0, 4, 16  # where the kernel puts them; the argument's lower half
_KILL_PROCESS, _ALLOW, _ERROR = 0x80000000, 0x7FFF0000, 0x00050000
_SKIPPED, _FOREIGN_CALLS = 0xFFFFFFFF, 0x40000000  # a call that a tracer took away; from here on calls of x32
_LOCAL_FAMILY = 1
_SET_FILTER, _ALL_THREADS = 1, 1


# Per kind of machine: its number in the kernel, and those of the calls socket, socketpair and seccomp.
MACHINES: Mapping[str, tuple[int, int, int, int]] = {
    "x86_64": (0xC000003E, 41, 53, 317),
    "aarch64": (0xC00000B7, 198, 199, 277),
}

# One step: what it does, its number, and where it goes on when that is so, and when it is not; "" is the next step.
_Step = tuple[str, int, int, str, str]


def keep() -> bool:
    """Put the filter into all threads of this process, for good and for its children; whether it stands.

    It is put in once: a child that inherited it does not get it again. Needs `no new privileges`.
    False where there is none for this system or machine, or where the kernel did not take it.
    """
    machine = MACHINES.get(os.uname().machine) if sys.platform == "linux" else None
    if machine is None:
        return False
    if guard.guarded():
        return True
    written = program(*machine[:3])
    kept = ctypes.create_string_buffer(written, len(written))
    header = ctypes.create_string_buffer(struct.pack("HP", len(written) // 8, ctypes.addressof(kept)))
    call = ctypes.CDLL(None).syscall
    call.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_long, ctypes.c_void_p]
    return bool(call(machine[3], _SET_FILTER, _ALL_THREADS, header) == 0) and guard.guarded()


def program(machine: int, socket: int, socketpair: int) -> bytes:
    """The filter in the kernel's form: struct sock_filter, one after the other."""
    return _written(
        (
            ("", _LOAD, _MACHINE, "", ""),
            ("", _EQUALS, machine, "", "kill"),  # calls of another kind of machine go by other numbers
            ("", _LOAD, _CALL, "", ""),
            ("", _EQUALS, _SKIPPED, "allow", ""),
            ("", _AT_LEAST, _FOREIGN_CALLS, "kill", ""),
            ("", _EQUALS, socket, "family", ""),
            ("", _EQUALS, socketpair, "family", ""),
            ("", _EQUALS, guard.RING, "ring", "allow"),
            ("family", _LOAD, _FIRST_ARGUMENT, "", ""),
            ("", _EQUALS, _LOCAL_FAMILY, "allow", "kill"),
            ("ring", _LOAD, _FIRST_ARGUMENT, "", ""),
            ("", _EQUALS, guard.ASKED, "answer", "refuse"),
            ("kill", _RETURN, _KILL_PROCESS, "", ""),
            ("allow", _RETURN, _ALLOW, "", ""),
            ("answer", _RETURN, _ERROR | guard.ANSWER, "", ""),
            ("refuse", _RETURN, _ERROR | EPERM, "", ""),
        )
    )


def _written(steps: Sequence[_Step]) -> bytes:
    """The steps with their names turned into distances."""
    places = {name: at for at, (name, *_rest) in enumerate(steps) if name}
    out = []
    for at, (_name, code, value, yes, no) in enumerate(steps):
        far = [places[goal] - at - 1 if goal else 0 for goal in (yes, no)]
        out.append(struct.pack("HBBI", code, *far, value))
    return b"".join(out)
