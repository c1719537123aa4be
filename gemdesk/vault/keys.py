"""The random keys of a vault and what is derived from them."""

import secrets
from dataclasses import dataclass, field

KEY_BYTES = 32
DATABASE_SALT_BYTES = 16
KEYS_BYTES = 2 + 2 * KEY_BYTES  # version, flags, data key, second data key or random bytes

_VERSION = 1
_HAS_SEALED = 1


def derive(key: bytes, use: str, length: int = KEY_BYTES, salt: bytes | None = None) -> bytes:
    """HKDF-SHA256 (RFC 5869) of `key` for one named use; `length` in bytes."""
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), length, salt, f"gemdesk/1/{use}".encode("ascii")).derive(key)


@dataclass(frozen=True, slots=True)
class Keys:
    """The data key and, in slots that may read them, the second data key for sealed things."""

    data: bytes = field(repr=False)
    sealed: bytes | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        if len(self.data) != KEY_BYTES or (self.sealed is not None and len(self.sealed) != KEY_BYTES):
            raise ValueError("a key has another length")

    @classmethod
    def fresh(cls) -> "Keys":
        """New random keys for a new vault."""
        return cls(secrets.token_bytes(KEY_BYTES), secrets.token_bytes(KEY_BYTES))

    def without_sealed(self) -> "Keys":
        """The keys for somebody who may not read sealed things."""
        return Keys(self.data)

    def database(self) -> bytes:
        """The raw key of the database, 32 bytes."""
        return derive(self.data, "database")

    def database_salt(self) -> bytes:
        """The 16 bytes that stand in clear at the start of the database, different in each vault."""
        return derive(self.data, "database salt", DATABASE_SALT_BYTES)

    def head(self) -> bytes:
        """The key that authenticates the sealed head, 32 bytes."""
        return derive(self.data, "head")

    def trail(self) -> bytes:
        """The key of the trail, 32 bytes."""
        return derive(self.data, "trail")

    def attachments(self) -> bytes:
        """The key of the files beside the database, 32 bytes."""
        return derive(self.data, "attachments")

    def sealed_texts(self) -> bytes | None:
        """The key of sealed texts, 32 bytes, derived from the second data key; None without that."""
        return derive(self.sealed, "sealed texts") if self.sealed is not None else None

    def directory(self) -> bytes:
        """The key of the list that says which slots are taken, 32 bytes."""
        return derive(self.data, "slot directory")

    def to_bytes(self) -> bytes:
        """The keys for the pipe to the desk and for a slot: `KEYS_BYTES` whether or not there is a second key."""
        flags = 0 if self.sealed is None else _HAS_SEALED
        return bytes([_VERSION, flags]) + self.data + (self.sealed or secrets.token_bytes(KEY_BYTES))

    @classmethod
    def from_bytes(cls, raw: bytes) -> "Keys":
        """The keys again; raises ValueError for anything that `to_bytes` did not make."""
        if len(raw) != KEYS_BYTES or raw[0] != _VERSION or raw[1] & ~_HAS_SEALED:
            raise ValueError("these are not keys")
        data, sealed = raw[2 : 2 + KEY_BYTES], raw[2 + KEY_BYTES :]
        return cls(data, sealed if raw[1] & _HAS_SEALED else None)
