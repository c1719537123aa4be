"""From a passphrase to 32 bytes: Argon2id, its limits, and how much of it a new vault asks for."""

import os
import secrets
import sys
import time
from dataclasses import dataclass, replace

from gemdesk.kernel.errors import Trouble
from gemdesk.kernel.reasons import Reason

SALT_BYTES = 32
_MIB = 1024  # KiB
_SMALL_MACHINE = 3 * 1024 * _MIB  # KiB of memory; below it 256 MiB for one attempt is too much
_ONE_TASTE = b"calibration"


@dataclass(frozen=True, slots=True)
class Parameters:
    """What one attempt costs: memory in KiB, passes over it, lanes in parallel."""

    memory_kib: int
    passes: int
    lanes: int

    @property
    def work(self) -> int:
        """Memory times passes, in KiB: the time of an attempt and the cost of a guess grow with it."""
        return self.memory_kib * self.passes


@dataclass(frozen=True, slots=True)
class Policy:
    """What new vaults ask for and which parameters are taken from a file at all."""

    start: Parameters = Parameters(256 * _MIB, 3, 4)
    small: Parameters = Parameters(64 * _MIB, 3, 4)
    floor: Parameters = Parameters(64 * _MIB, 3, 1)
    most_memory_kib: int = 2048 * _MIB
    most_work_kib: int = 16 * 1024 * _MIB  # about 15 s on the slowest laptop in mind
    most_lanes: int = 16
    target_seconds: float | None = 1.0  # None: no calibration

    def require(self, parameters: Parameters) -> None:
        """Raise Trouble for parameters that are weaker than the floor or would hang the computer."""
        fits = (
            self.floor.memory_kib <= parameters.memory_kib <= self.most_memory_kib
            and self.floor.passes <= parameters.passes
            and self.floor.lanes <= parameters.lanes <= self.most_lanes
            and parameters.work <= self.most_work_kib
        )
        if not fits:
            raise Trouble(Reason.SLOT_PARAMETERS)


STANDARD = Policy()
# For a vault that is open: its record is authenticated by the data key, so nobody else chose the cost.
AUTHENTIC = Policy(floor=Parameters(8, 1, 1))


def new_salt() -> bytes:
    """A fresh random salt of `SALT_BYTES`."""
    return secrets.token_bytes(SALT_BYTES)


def stretch(passphrase: bytes, salt: bytes, parameters: Parameters) -> bytes:
    """Argon2id version 1.3 (RFC 9106), 32 bytes; too little free memory raises Trouble."""
    from argon2.exceptions import HashingError
    from argon2.low_level import Type, hash_secret_raw

    try:
        return hash_secret_raw(
            passphrase,
            salt,
            time_cost=parameters.passes,
            memory_cost=parameters.memory_kib,
            parallelism=parameters.lanes,
            hash_len=32,
            type=Type.ID,
        )
    except (HashingError, MemoryError):
        # The parameters were checked before, so what is left to fail is the allocation.
        raise Trouble(Reason.NOT_ENOUGH_MEMORY) from None


def machine_memory_kib() -> int | None:
    """The memory of this computer in KiB, or None where the system does not say."""
    if sys.platform == "win32":
        import ctypes

        installed = ctypes.c_ulonglong(0)
        said = ctypes.windll.kernel32.GetPhysicallyInstalledSystemMemory(ctypes.byref(installed))
        return installed.value if said else None
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 1024
    except (ValueError, OSError):
        return None


def calibrate(policy: Policy = STANDARD, memory_kib: int | None = None) -> Parameters:
    """Parameters for a new vault: the start of the policy, with more passes where this computer is quick.

    One attempt is timed (seconds); the passes are raised towards `target_seconds`, never lowered.
    """
    memory = memory_kib or machine_memory_kib()
    start = policy.small if memory is not None and memory < _SMALL_MACHINE else policy.start
    if policy.target_seconds is None:
        return start
    import argon2.low_level  # noqa: F401 - loaded before the clock starts

    began = time.perf_counter()
    stretch(_ONE_TASTE, new_salt(), start)
    taken = time.perf_counter() - began
    passes = int(start.passes * policy.target_seconds / taken)
    most = policy.most_work_kib // (4 * start.memory_kib)  # a slower computer must bear it too
    return replace(start, passes=max(start.passes, min(passes, most)))
