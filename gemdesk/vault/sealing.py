"""Closing and trying slots, and the directory that says which of them are taken.

Each writing of a slot draws a fresh salt, from which HKDF makes a key for this one message, so
the nonce may be constant: no key ever closes two messages.
"""

import secrets
import struct
from dataclasses import dataclass, field

from gemdesk.kernel.errors import Trouble
from gemdesk.kernel.reasons import Reason
from gemdesk.vault.kdf import stretch
from gemdesk.vault.keys import KEYS_BYTES, Keys, derive
from gemdesk.vault.opened import NO_SLOT, WORKER_BYTES, Role, SlotKind, worker_bytes, worker_text
from gemdesk.vault.passphrase import Secret, key_file_digest, secret_bytes
from gemdesk.vault.record import CONTENT_BYTES, ENTRY_BYTES, SLOT_BYTES, SLOT_SALT_BYTES, SLOTS, Header, Record

_NONCE = bytes(12)
_VERSION = 1
_CONTENT = struct.Struct(f">BBB{WORKER_BYTES}s{KEYS_BYTES}s")
_ENTRY = struct.Struct(f">BBBB{WORKER_BYTES}s")


@dataclass(frozen=True, slots=True)
class Content:
    """What a slot holds."""

    kind: SlotKind
    role: Role
    worker: str
    keys: Keys = field(repr=False)

    def packed(self) -> bytes:
        """`CONTENT_BYTES`, whatever the slot holds."""
        raw = _CONTENT.pack(_VERSION, self.kind, self.role, worker_bytes(self.worker), self.keys.to_bytes())
        return raw.ljust(CONTENT_BYTES, b"\0")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the directory; `replaces` names the slot to retire once this one has opened."""

    kind: SlotKind
    role: Role
    worker: str
    reads_sealed: bool
    replaces: int = NO_SLOT

    def packed(self) -> bytes:
        """`ENTRY_BYTES`."""
        return _ENTRY.pack(self.kind, self.role, self.reads_sealed, self.replaces, worker_bytes(self.worker))


Entries = tuple[Entry | None, ...]  # eight; None is a free slot


def root_of(secret: Secret, header: Header) -> bytes:
    """The one Argon2id run of an attempt, with the key file's digest after it: 32 or 64 bytes."""
    digest = key_file_digest(secret)
    return stretch(secret_bytes(secret), header.salt, header.parameters) + digest


def random_slot() -> bytes:
    """The bytes of a free slot, which nobody can tell from a taken one."""
    return secrets.token_bytes(SLOT_BYTES)


def close_slot(root: bytes, header: Header, number: int, content: Content) -> bytes:
    """A slot of `SLOT_BYTES`: salt and ChaCha20-Poly1305, bound to vault, cost and number."""
    return _close(root, _slot_use(number), header.packed() + bytes([number]), content.packed())


def try_all(root: bytes, record: Record) -> tuple[Content | None, ...]:
    """What each of the eight slots holds for this root; all are always tried, so that the time tells nothing."""
    fixed = record.header.packed()
    plain = [_open(root, _slot_use(n), fixed + bytes([n]), record.slots[n]) for n in range(SLOTS)]
    return tuple(None if raw is None else _content(raw) for raw in plain)


def close_directory(keys: Keys, header: Header, serial: int, slots: tuple[bytes, ...], entries: Entries) -> Record:
    """A whole record: the directory is closed over everything else in it, the serial included."""
    plain = b"".join(bytes(ENTRY_BYTES) if entry is None else entry.packed() for entry in entries)
    directory = _close(keys.directory(), "directory", _all_of(header, serial, slots), plain)
    return Record(header, serial, slots, directory)


def open_directory(keys: Keys, record: Record) -> Entries | None:
    """The directory, or None when any byte of the record was changed without the data key."""
    bound = _all_of(record.header, record.serial, record.slots)
    plain = _open(keys.directory(), "directory", bound, record.directory)
    if plain is None:
        return None
    return tuple(_entry(plain[at : at + ENTRY_BYTES]) for at in range(0, SLOTS * ENTRY_BYTES, ENTRY_BYTES))


def _slot_use(number: int) -> str:
    return f"slot {number}"


def _all_of(header: Header, serial: int, slots: tuple[bytes, ...]) -> bytes:
    return header.packed() + serial.to_bytes(8, "big") + b"".join(slots)


def _close(key: bytes, use: str, bound: bytes, plain: bytes) -> bytes:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    salt = secrets.token_bytes(SLOT_SALT_BYTES)
    return salt + ChaCha20Poly1305(derive(key, use, salt=salt)).encrypt(_NONCE, plain, bound)


def _open(key: bytes, use: str, bound: bytes, closed: bytes) -> bytes | None:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    salt, sealed = closed[:SLOT_SALT_BYTES], closed[SLOT_SALT_BYTES:]
    try:
        return ChaCha20Poly1305(derive(key, use, salt=salt)).decrypt(_NONCE, sealed, bound)
    except InvalidTag:
        return None


def _content(plain: bytes) -> Content:
    version, kind, role, worker, keys = _CONTENT.unpack_from(plain)
    if version > _VERSION:
        raise Trouble(Reason.VAULT_NEWER)
    return Content(_known_kind(kind), _known_role(role), worker_text(worker), Keys.from_bytes(keys))


def _entry(plain: bytes) -> Entry | None:
    kind, role, reads_sealed, replaces, worker = _ENTRY.unpack(plain)
    if kind == SlotKind.FREE:
        return None
    return Entry(_known_kind(kind), _known_role(role), worker_text(worker), bool(reads_sealed), replaces)


# What was authenticated and is still unknown was written by a later version, not by damage.
def _known_kind(code: int) -> SlotKind:
    if code not in set(SlotKind):
        raise Trouble(Reason.VAULT_NEWER)
    return SlotKind(code)


def _known_role(code: int) -> Role:
    if code not in set(Role):
        raise Trouble(Reason.VAULT_NEWER)
    return Role(code)
