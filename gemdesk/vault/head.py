"""The sealed head: which save is the newest, kept outside the database and authentic under the vault's key.

SQLite forgets a damaged log in silence, and a page's own code does not say that the page is current.
What is older than its head is therefore missing something, and the person is told.

    two places of `PLACE_BYTES`, each: nonce 12 | ChaCha20-Poly1305 of `_FORM` | zeros

The places are written in turn, so that a write that is cut off leaves the one before. Both lie in
blocks of their own of the disk.
"""

import os
import secrets
import struct
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import IntEnum, unique
from pathlib import Path
from typing import Self

from gemdesk.kernel.errors import Trouble
from gemdesk.kernel.files import sync_folder
from gemdesk.kernel.reasons import Reason
from gemdesk.vault.keys import Keys
from gemdesk.vault.names import HEAD
from gemdesk.vault.opened import VAULT_ID_BYTES

DIGEST_BYTES = 32
PLACE_BYTES = 4096
NO_CHAIN = bytes(DIGEST_BYTES)

_MAGIC = b"GEMHEAD1"
_FORM = struct.Struct(f">8s{VAULT_ID_BYTES}sQQ{DIGEST_BYTES}sIBB{DIGEST_BYTES}sqqq")
_NONCE_BYTES, _TAG_BYTES = 12, 16
_SEALED_BYTES = _NONCE_BYTES + _FORM.size + _TAG_BYTES
_SAVING, _IN_LOG, _DIGEST = 1, 2, 4


@unique
class Suspicion(IntEnum):
    """What an examination found; it stays until the person has chosen what to do."""

    NONE = 0
    CHANGED = 1  # each page is authentic, together they are another state
    DAMAGED = 2


class NoHead(Exception):
    """There is no authentic head; `there` tells whether a file lies there."""

    def __init__(self, *, there: bool) -> None:
        super().__init__("no head")
        self.there = there


@dataclass(frozen=True, slots=True)
class Head:
    """What the newest acknowledged state of a vault is.

    `epoch` counts the saves; `chain` is a running digest of all of them; `pages` is the length of the
    database. `saving`: a save was begun and not yet acknowledged. `in_log`: work of this epoch may
    still lie in the log. `digest` is that of the whole database file as it lies, whatever the log
    holds; it is None as soon as a page may have changed.
    Times are seconds since 1970, 0 for never: of the last save, of the last whole examination, and, in
    a generation, of its making.
    """

    vault_id: str
    serial: int = 0
    epoch: int = 0
    chain: bytes = NO_CHAIN
    pages: int = 0
    saving: bool = False
    in_log: bool = False
    suspicion: Suspicion = Suspicion.NONE
    digest: bytes | None = None
    saved_at: int = 0
    examined_at: int = 0
    made_at: int = 0

    def packed(self) -> bytes:
        """The plain bytes of one place."""
        flags = _SAVING * self.saving | _IN_LOG * self.in_log | _DIGEST * (self.digest is not None)
        return _FORM.pack(
            _MAGIC,
            self.vault_id.encode("ascii"),
            self.serial,
            self.epoch,
            self.chain,
            self.pages,
            flags,
            self.suspicion,
            self.digest or bytes(DIGEST_BYTES),
            self.saved_at,
            self.examined_at,
            self.made_at,
        )

    @classmethod
    def parse(cls, plain: bytes) -> Self:
        """A head again, from authenticated bytes."""
        magic, vault_id, serial, epoch, chain, pages, flags, suspicion, digest, *times = _FORM.unpack(plain)
        if magic != _MAGIC or suspicion not in set(Suspicion):
            raise Trouble(Reason.VAULT_NEWER)  # authentic and not understood
        return cls(
            vault_id.decode("ascii"),
            serial,
            epoch,
            chain,
            pages,
            bool(flags & _SAVING),
            bool(flags & _IN_LOG),
            Suspicion(suspicion),
            digest if flags & _DIGEST else None,
            *times,
        )

    def when_saved(self) -> datetime | None:
        """The moment of the last save by the clock of then, or None before the first."""
        return _moment(self.saved_at)

    def when_examined(self) -> datetime | None:
        """The moment of the last whole examination, or None before the first."""
        return _moment(self.examined_at)


class HeadFile:
    """The head's file of one vault folder, held open while the vault is."""

    def __init__(self, folder: Path, keys: Keys, vault_id: str) -> None:
        self._path = folder / HEAD
        self._seal = _Seal(keys, vault_id)
        self._handle: int | None = None
        self._mark: tuple[int, int] | None = None

    def read(self) -> Head:
        """The newest authentic head. Raises NoHead, OSError."""
        try:
            content = self._path.read_bytes()[: 2 * PLACE_BYTES]
        except FileNotFoundError:
            raise NoHead(there=False) from None
        places = (content[:PLACE_BYTES], content[PLACE_BYTES:])
        found = [head for head in map(self._seal.open, places) if head is not None]
        if not found:
            raise NoHead(there=True)
        return max(found, key=lambda head: head.serial)

    def make(self, head: Head) -> Head:
        """Write both places of a new file; whatever lay there is replaced whole. Raises OSError."""
        self.close()
        beside = self._path.with_name(f".{HEAD}.{secrets.token_hex(4)}")
        first = replace(head, serial=head.serial + 1)
        try:
            with beside.open("xb") as out:
                beside.chmod(0o600)
                out.write(self._seal.closed(first) * 2)
                out.flush()
                os.fsync(out.fileno())
            beside.replace(self._path)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise
        sync_folder(self._path.parent)
        return first

    def write(self, head: Head) -> Head:
        """Write the next head over the older place and flush it to the disk. Raises OSError."""
        following = replace(head, serial=head.serial + 1)
        handle = self._open()
        os.lseek(handle, PLACE_BYTES * (following.serial % 2), os.SEEK_SET)
        content = self._seal.closed(following)
        while content:
            content = content[os.write(handle, content) :]
        _flush(handle)
        return following

    def is_same(self) -> bool:
        """Whether the file that is held open still lies in the folder."""
        if self._mark is None:
            return self._path.exists()
        try:
            found = self._path.stat()
        except OSError:
            return False
        return (found.st_dev, found.st_ino) == self._mark

    def close(self) -> None:
        """Let the file go; the next writing opens it again."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = self._mark = None

    def _open(self) -> int:
        if self._handle is None:
            self._handle = os.open(self._path, os.O_RDWR | getattr(os, "O_BINARY", 0))
            found = os.fstat(self._handle)
            self._mark = (found.st_dev, found.st_ino)
        return self._handle


class _Seal:
    """Closes and opens places; a fresh random nonce each time, enough for some 2^32 writings under one key."""

    def __init__(self, keys: Keys, vault_id: str) -> None:
        from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

        self._cipher = ChaCha20Poly1305(keys.head())
        self._bound = f"head {vault_id}".encode("ascii")
        self._vault_id = vault_id

    def closed(self, head: Head) -> bytes:
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return (nonce + self._cipher.encrypt(nonce, head.packed(), self._bound)).ljust(PLACE_BYTES, b"\0")

    def open(self, place: bytes) -> Head | None:
        from cryptography.exceptions import InvalidTag

        sealed = place[:_SEALED_BYTES]
        if len(sealed) < _SEALED_BYTES:
            return None
        try:
            plain = self._cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], self._bound)
        except InvalidTag:
            return None
        return Head.parse(plain)


def _flush(handle: int) -> None:
    # The file's length never changes, so what else is known of it need not be flushed.
    getattr(os, "fdatasync", os.fsync)(handle)


def _moment(seconds: int) -> datetime | None:
    return datetime.fromtimestamp(seconds, UTC).astimezone() if seconds else None
