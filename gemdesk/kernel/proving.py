"""The proof, made on this computer and now, that the kernel ends this program at any socket but a local one."""

import sys
from dataclasses import dataclass

# The families of sockets that lead, or once led, off this computer or to the kernel's own network; by their numbers.
FAMILIES = {
    2: "AF_INET",
    10: "AF_INET6",
    16: "AF_NETLINK",
    17: "AF_PACKET",
    31: "AF_BLUETOOTH",
    40: "AF_VSOCK",
}
_WAIT = 30.0  # seconds


@dataclass(frozen=True, slots=True)
class Proof:
    """One attempt: what was tried, whether our filter stopped it, and how it ended.

    `how`: killed, refused (with an error of our filter), opened (nothing stopped it), unknown_here (this
    kernel has no such thing, and no filter of ours answered), unproved (the attempt could not be made).
    """

    what: str
    stopped_by_kernel: bool  # killed or refused
    how: str


def run() -> tuple[Proof, ...]:
    """Try each family of FAMILIES, a pair of sockets and a ring of calls, in processes hardened as the desk is.

    Takes some tenths of a second; each attempt is made by the C library, not by Python, in a process of its own.
    Empty where there is no such filter (Windows, macOS); `unproved` when the attempts could not be made.
    """
    if sys.platform != "linux":
        return ()
    import json
    import subprocess

    from gemdesk.kernel import places

    command = places.interpreter("--role", "proof")
    try:
        done = subprocess.run(command, capture_output=True, timeout=_WAIT, check=True)  # noqa: S603 - this program
        told = json.loads(done.stdout)
        return tuple(Proof(str(what), how in ("killed", "refused"), str(how)) for what, how in told)
    except (OSError, ValueError, TypeError, subprocess.SubprocessError):
        return (Proof("socket", stopped_by_kernel=False, how="unproved"),)
