"""What an opened slot gives: who it is and the keys; small enough to go through a pipe."""

import struct
from dataclasses import dataclass, field
from enum import IntEnum, unique

from gemdesk.vault.keys import KEYS_BYTES, Keys

VAULT_ID_BYTES = 26
WORKER_BYTES = 32
NO_SLOT = 0xFF

_VERSION = 1
_FORM = struct.Struct(f">BBBB{VAULT_ID_BYTES}s{WORKER_BYTES}s{KEYS_BYTES}s")
OPENED_BYTES = _FORM.size


@unique
class SlotKind(IntEnum):
    """What opens a slot. Coordinator slots have their number and come with the exchange of vaults."""

    FREE = 0
    PASSPHRASE = 1
    PASSPHRASE_AND_KEY_FILE = 2
    RECOVERY = 3
    COORDINATOR = 4


@unique
class Role(IntEnum):
    """What the program shows to the holder of a slot; not a limit on what a key could read."""

    CASEWORKER = 1
    COORDINATOR = 2
    SUPERVISOR = 3
    PRINTING = 4


def worker_bytes(worker: str) -> bytes:
    """A worker id in ASCII, filled up to its fixed length; raises ValueError when it does not fit."""
    raw = worker.encode("ascii")
    if not 0 < len(raw) <= WORKER_BYTES or b"\0" in raw:
        raise ValueError("not a worker id")
    return raw.ljust(WORKER_BYTES, b"\0")


def worker_text(raw: bytes) -> str:
    """The worker id again."""
    return raw.rstrip(b"\0").decode("ascii")


@dataclass(frozen=True, slots=True)
class Opened:
    """An opened slot: the vault, the slot's number, whose it is, and the keys (never shown)."""

    vault_id: str
    slot: int
    kind: SlotKind
    worker: str
    role: Role
    keys: Keys = field(repr=False)

    def to_bytes(self) -> bytes:
        """Everything in `OPENED_BYTES`, for the pipe from the gate to the desk."""
        return _FORM.pack(
            _VERSION,
            self.slot,
            self.kind,
            self.role,
            self.vault_id.encode("ascii"),
            worker_bytes(self.worker),
            self.keys.to_bytes(),
        )

    @classmethod
    def from_bytes(cls, raw: bytes) -> "Opened":
        """The opened slot again; raises ValueError for anything that `to_bytes` did not make."""
        if len(raw) != OPENED_BYTES or raw[0] != _VERSION:
            raise ValueError("this is not an opened slot")
        _version, slot, kind, role, vault_id, worker, keys = _FORM.unpack(raw)
        return cls(
            vault_id.decode("ascii"),
            slot,
            SlotKind(kind),
            worker_text(worker),
            Role(role),
            Keys.from_bytes(keys),
        )
