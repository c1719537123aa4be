"""The key file: 32 random bytes that are carried apart from the computer, with a checksum of their own.

    id 16 | key 32 | BLAKE2b-128 of both

All of it looks random, so that the file does not say on a stick what it belongs to. Only files
made here are taken: one of any other origin has no checksum, and when a viewer or a music player
rewrote it later, the change would be taken for a wrong passphrase, long after every backup of it
was overwritten too. With the checksum a changed file is told as such before anything is tried.
"""

import os
import secrets
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

from gemdesk.kernel.errors import Refusal, Trouble
from gemdesk.kernel.files import sync_folder, trouble_of
from gemdesk.kernel.reasons import Reason
from gemdesk.vault.passphrase import KEY_FILE_LEAST

FIELD = "key_file"  # where a refusal is shown

_ID_BYTES = 16
_CHECK_BYTES = 16
_BYTES = _ID_BYTES + KEY_FILE_LEAST + _CHECK_BYTES


@dataclass(frozen=True, slots=True)
class KeyFile:
    """A whole key file: its id, and what goes into a `Secret` (never shown)."""

    id: str
    content: bytes = field(repr=False)


def make(path: Path) -> KeyFile:
    """Write a new key file that only its owner may read, flushed and read back; never over another file.

    Refusal KEY_FILE_EXISTS; Trouble FOLDER_READ_ONLY, DISK_FULL, DISK_FAULT, FILE_NOT_WRITTEN: then nothing is left.
    """
    body = secrets.token_bytes(_ID_BYTES + KEY_FILE_LEAST)
    content = body + _check(body)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    except FileExistsError:
        raise Refusal(Reason.KEY_FILE_EXISTS, FIELD) from None
    except OSError as fault:
        raise trouble_of(fault) from None
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        sync_folder(path.parent)
        if path.read_bytes() != content:
            raise Trouble(Reason.DISK_FAULT)
    except BaseException as fault:
        path.unlink(missing_ok=True)
        if isinstance(fault, OSError):
            raise trouble_of(fault) from None
        raise
    return _key_file(body)


def read(path: Path) -> KeyFile:
    """The key file that lies there; Refusal KEY_FILE_MISSING, or KEY_FILE_UNREADABLE when it is changed or none."""
    try:
        with path.open("rb") as source:
            raw = source.read(_BYTES + 1)  # what is longer is none, however long it is
    except FileNotFoundError:
        raise Refusal(Reason.KEY_FILE_MISSING, FIELD) from None
    except (OSError, ValueError):  # ValueError: a typed path with a null in it
        raise Refusal(Reason.KEY_FILE_UNREADABLE, FIELD) from None
    body, check = raw[:-_CHECK_BYTES], raw[-_CHECK_BYTES:]
    if len(raw) != _BYTES or _check(body) != check:
        raise Refusal(Reason.KEY_FILE_UNREADABLE, FIELD)
    return _key_file(body)


def _key_file(body: bytes) -> KeyFile:
    return KeyFile(body[:_ID_BYTES].hex(), body[_ID_BYTES:])


def _check(body: bytes) -> bytes:
    return blake2b(body, digest_size=_CHECK_BYTES, person=b"key file 1").digest()
