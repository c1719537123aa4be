"""The pages of an encrypted database as they lie on the disk, each authenticated and decrypted by itself.

SQLCipher opens a file whole or not at all; this reads what is left of one that it refuses. Facts of
the formats: the design page of SQLCipher 4 (page, IV, HMAC) and fileformat2 of SQLite (the log).
"""

import hashlib
import hmac
import os
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from gemdesk.kernel.errors import Trouble
from gemdesk.kernel.files import trouble_of
from gemdesk.kernel.reasons import Reason
from gemdesk.vault.digest import PAGE_BYTES
from gemdesk.vault.keys import DATABASE_SALT_BYTES, KEY_BYTES, Keys

USABLE_BYTES = PAGE_BYTES - 80  # the rest of a page is its IV and its HMAC
_IV_END = USABLE_BYTES + 16
_LOG_HEAD_BYTES, _FRAME_HEAD_BYTES = 32, 24
_FRAME_BYTES = _FRAME_HEAD_BYTES + PAGE_BYTES
_UNUSED = 0x40000000 // PAGE_BYTES + 1  # the page of SQLite's locks, which is never written
_CLEAR_HEADER = b"SQLite format 3\0"
_MAC_SALT_MASK = 0x3A
_MAC_ROUNDS = 2


class Sealed:
    """Takes the cipher off one page; knows the two keys and nothing of files."""

    def __init__(self, keys: Keys) -> None:
        from cryptography.hazmat.primitives.ciphers.algorithms import AES

        key, salt = keys.database(), keys.database_salt()
        # From the keys and not from the file, so that a destroyed first page loses itself alone.
        masked = bytes(byte ^ _MAC_SALT_MASK for byte in salt)
        self._mac_key = hashlib.pbkdf2_hmac("sha512", key, masked, _MAC_ROUNDS, KEY_BYTES)
        self._cipher = AES(key)

    def authentic(self, number: int, raw: bytes) -> bool:
        """Whether these are the bytes of this page, as somebody with the key wrote them."""
        begin = DATABASE_SALT_BYTES if number == 1 else 0
        said = hmac.digest(self._mac_key, raw[begin:_IV_END] + number.to_bytes(4, "little"), "sha512")
        return len(raw) == PAGE_BYTES and hmac.compare_digest(said, raw[_IV_END:])

    def opened(self, number: int, raw: bytes) -> bytes | None:
        """The `USABLE_BYTES` of a page in clear; None when it is not authentic."""
        from cryptography.hazmat.primitives.ciphers import Cipher
        from cryptography.hazmat.primitives.ciphers.modes import CBC

        if not self.authentic(number, raw):
            return None
        begin = DATABASE_SALT_BYTES if number == 1 else 0
        decryptor = Cipher(self._cipher, CBC(raw[USABLE_BYTES:_IV_END])).decryptor()
        clear = decryptor.update(raw[begin:USABLE_BYTES]) + decryptor.finalize()
        return _CLEAR_HEADER + clear if begin else clear


class Pages:
    """A database with its log, read only and page by page; a place that cannot be read is a damaged page."""

    def __init__(self, path: Path, keys: Keys) -> None:
        self._sealed = Sealed(keys)
        self._file = _opened(path)
        try:
            self._log: BinaryIO | None = path.with_name(f"{path.name}-wal").open("rb", buffering=0)
        except OSError:
            self._log = None
        self._frames: dict[int, int] = self._committed()
        self.count = self._counted()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._file.close()
        if self._log:
            self._log.close()

    def read(self, number: int) -> bytes | None:
        """The newest committed content of a page, counted from 1; None when nothing of it is authentic."""
        if self._log and (at := self._frames.get(number)) is not None:
            return self._sealed.opened(number, _piece(self._log, at, PAGE_BYTES))
        return self._sealed.opened(number, _piece(self._file, (number - 1) * PAGE_BYTES, PAGE_BYTES))

    def numbers(self) -> Iterator[int]:
        """The numbers of all pages that there should be."""
        return (number for number in range(1, self.count + 1) if number != _UNUSED)

    def _counted(self) -> int:
        """How many pages there should be: as the first page states, and never fewer than lie somewhere."""
        first = self.read(1)
        stated = int.from_bytes(first[28:32], "big") if first else 0
        return max(stated, -(-_length(self._file) // PAGE_BYTES), *self._frames, 0)

    def _committed(self) -> dict[int, int]:
        """Where in the log the newest committed content of each page stands.

        SQLite gives up a log at its first wrong bit; here each frame stands by its own HMAC. What
        follows the last commit was never acknowledged and stays out.
        """
        found, waiting = dict[int, int](), dict[int, int]()
        if not self._log:
            return found
        own = {_piece(self._log, 16, 8)}
        for at in range(_LOG_HEAD_BYTES, _length(self._log) - _FRAME_BYTES + 1, _FRAME_BYTES):
            frame = _piece(self._log, at, _FRAME_BYTES)
            number, commits = int.from_bytes(frame[:4], "big"), any(frame[4:8])
            if not self._sealed.authentic(number, frame[_FRAME_HEAD_BYTES:]):
                continue
            if at == _LOG_HEAD_BYTES:
                own.add(frame[8:16])  # the mark of this log once more, should its head be damaged
            if frame[8:16] not in own:
                break  # left from before the log was begun anew
            waiting[number] = at + _FRAME_HEAD_BYTES
            if commits:
                found.update(waiting)
                waiting.clear()
        return found


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb", buffering=0)
    except (FileNotFoundError, IsADirectoryError):
        raise Trouble(Reason.VAULT_DAMAGED) from None
    except OSError as fault:
        raise trouble_of(fault, Reason.DISK_FAULT) from None


def _length(file: BinaryIO) -> int:
    return file.seek(0, os.SEEK_END)


def _piece(file: BinaryIO, at: int, length: int) -> bytes:
    try:
        file.seek(at)
        return file.read(length)
    except OSError:
        return b""  # a bad sector is a damaged page like any other
