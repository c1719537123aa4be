"""The bytes of the slot file: header, eight slots, directory, checksum; no secret is needed to read it.

    magic 8 | version 2 | vault id 26 | memory KiB 4 | passes 4 | lanes 2 | salt 32 | serial 8
    eight slots of `SLOT_BYTES` | directory of `DIRECTORY_BYTES` | BLAKE2b-256 of all before it

Numbers are big-endian. Magic, version and the checksum at the end stay in every later version.
"""

import struct
from dataclasses import dataclass
from hashlib import blake2b

from gemdesk.kernel.errors import Trouble
from gemdesk.kernel.reasons import Reason
from gemdesk.vault.kdf import SALT_BYTES, Parameters
from gemdesk.vault.opened import VAULT_ID_BYTES, WORKER_BYTES

SLOTS = 8
SLOT_SALT_BYTES = 32
TAG_BYTES = 16
CONTENT_BYTES = 128  # inside a slot
ENTRY_BYTES = 4 + WORKER_BYTES  # of the directory, one for each slot
SLOT_BYTES = SLOT_SALT_BYTES + CONTENT_BYTES + TAG_BYTES
DIRECTORY_BYTES = SLOT_SALT_BYTES + SLOTS * ENTRY_BYTES + TAG_BYTES

_MAGIC = b"GEMSLOTS"
_VERSION = 1
_START = struct.Struct(">8sH")
_FIXED = struct.Struct(f">8sH{VAULT_ID_BYTES}sIIH{SALT_BYTES}s")
_SERIAL = struct.Struct(">Q")
_CHECK_BYTES = 32
RECORD_BYTES = _FIXED.size + _SERIAL.size + SLOTS * SLOT_BYTES + DIRECTORY_BYTES + _CHECK_BYTES
READ_MOST = 1 << 16  # bytes; a later version may be longer, a foreign file may be huge


class Unreadable(ValueError):
    """These bytes are not a whole slot file."""


@dataclass(frozen=True, slots=True)
class Header:
    """What stays the same for the life of a data key; authenticated in every slot."""

    vault_id: str
    parameters: Parameters
    salt: bytes

    def packed(self) -> bytes:
        """The bytes that every slot and the directory authenticate."""
        cost = self.parameters
        return _FIXED.pack(
            _MAGIC, _VERSION, self.vault_id.encode("ascii"), cost.memory_kib, cost.passes, cost.lanes, self.salt
        )


@dataclass(frozen=True, slots=True)
class Record:
    """One state of the slot file; `serial` counts the states."""

    header: Header
    serial: int
    slots: tuple[bytes, ...]
    directory: bytes

    def packed(self) -> bytes:
        """The file's bytes, `RECORD_BYTES` long."""
        body = self.header.packed() + _SERIAL.pack(self.serial) + b"".join(self.slots) + self.directory
        return body + _checksum(body)


def _checksum(body: bytes) -> bytes:
    return blake2b(body, digest_size=_CHECK_BYTES, person=b"gemdesk slots").digest()


def parse(raw: bytes) -> Record:
    """The record in a file's bytes; Unreadable when damaged, Trouble when a newer version wrote it."""
    body, check = raw[:-_CHECK_BYTES], raw[-_CHECK_BYTES:]
    if len(body) < _START.size or _checksum(body) != check:
        raise Unreadable
    magic, version = _START.unpack_from(body)
    if magic != _MAGIC:
        raise Unreadable
    if version > _VERSION:
        raise Trouble(Reason.VAULT_NEWER)
    if version != _VERSION or len(raw) != RECORD_BYTES:
        raise Unreadable
    _magic, _version, vault_id, memory_kib, passes, lanes, salt = _FIXED.unpack_from(body)
    if not (vault_id.isascii() and vault_id.isalnum()):
        raise Unreadable
    (serial,) = _SERIAL.unpack_from(body, _FIXED.size)
    start = _FIXED.size + _SERIAL.size
    slots = tuple(body[at : at + SLOT_BYTES] for at in range(start, start + SLOTS * SLOT_BYTES, SLOT_BYTES))
    header = Header(vault_id.decode("ascii"), Parameters(memory_kib, passes, lanes), salt)
    return Record(header, serial, slots, body[-DIRECTORY_BYTES:])
