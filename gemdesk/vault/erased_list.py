"""The sealed list of what was erased, beside the database: an earlier state that comes back brings nobody back.

    nonce 12 | ChaCha20-Poly1305 of the entries as JSON, filled up to whole blocks

It holds random ids, moments and digests of codes; whom they were about is not in it. Where there is a key file
a copy lies beside that too, so that a whole folder of an earlier day is held against it as well.
"""

import json
import secrets
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import astuple, dataclass
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from gemdesk.kernel.files import write_whole
from gemdesk.vault.keys import Keys, derive
from gemdesk.vault.names import ERASED

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

_NONCE_BYTES = 12
_BLOCK = 4096  # so that its length hardly tells how often something was erased
_LARGEST = 64 << 20  # bytes
_SUFFIX = ".kept-out"


class Unreadable(Exception):
    """A list lies there that this vault's key did not make, or that was changed."""


@dataclass(frozen=True, slots=True)
class Erased:
    """One erased stream: when, on whose wish, the mark of its person's code, whether its traces are gone too."""

    stream: str
    at: str
    wish: str
    mark: str = ""
    settled: bool = False  # log, pages and earlier states hold nothing of it any more


class ErasedList:
    """The list of one vault."""

    def __init__(self, folder: Path, keys: Keys, vault_id: str, key_file: Path | None = None) -> None:
        self._path, self._keys, self._bound = folder / ERASED, keys, f"erased {vault_id}".encode("ascii")
        self._copy = _beside(key_file, vault_id) if key_file else None

    def read(self) -> tuple[Erased, ...]:
        """Every entry of the list and of its copy, in order of time. Raises Unreadable, OSError."""
        found = {one.stream: one for one in self._copied()}
        found |= {one.stream: one for one in self._read(self._path)}
        return tuple(sorted(found.values(), key=lambda one: (one.at, one.stream)))

    def write(self, entries: Iterable[Erased]) -> None:
        """Write the list anew, and its copy where that can be reached. Raises OSError."""
        told = json.dumps([astuple(one) for one in entries]).encode("ascii")
        filled = told.ljust(-(-len(told) // _BLOCK) * _BLOCK)
        nonce = secrets.token_bytes(_NONCE_BYTES)
        content = nonce + self._cipher().encrypt(nonce, filled, self._bound)
        write_whole(self._path, content)
        if self._copy is not None:
            with suppress(OSError):  # the stick may be read-only or out; the list itself is written
                write_whole(self._copy, content)

    def is_there(self) -> bool:
        """Whether there is a list at all."""
        return self._path.exists() or (self._copy is not None and self._copy.exists())

    def _copied(self) -> tuple[Erased, ...]:
        try:
            return self._read(self._copy) if self._copy is not None else ()
        except (OSError, Unreadable):
            return ()  # it lies where others come by

    def _read(self, path: Path) -> tuple[Erased, ...]:
        from cryptography.exceptions import InvalidTag

        try:
            content = path.read_bytes()[:_LARGEST]
        except FileNotFoundError:
            return ()
        try:
            told = self._cipher().decrypt(content[:_NONCE_BYTES], content[_NONCE_BYTES:], self._bound)
            return tuple(Erased(*entry) for entry in json.loads(told))
        except (InvalidTag, ValueError, TypeError):
            raise Unreadable from None

    def _cipher(self) -> "ChaCha20Poly1305":
        from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

        return ChaCha20Poly1305(derive(self._keys.head(), "erased list"))


def _beside(key_file: Path, vault_id: str) -> Path:
    """Where the copy lies; its name tells nothing of any vault."""
    mark = blake2b(vault_id.encode("ascii"), digest_size=4, person=b"gemdesk erased").hexdigest()
    return key_file.with_name(f"{key_file.name}.{mark}{_SUFFIX}")
