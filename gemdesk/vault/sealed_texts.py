"""Text under the second data key: sealed notes and what a person told about themselves.

A sealed text is bound to its record and field, so that it cannot be moved to another person's file. It is as long
as the next of a few lengths: the length of a word is not to tell which word of a short list it is.
"""

import base64
import binascii
import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gemdesk.domain.checks import SEALED_MARK
from gemdesk.vault.keys import Keys

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305


_NONCE_BYTES = 12
_BLOCK = 64  # bytes
_END = b"\x80"  # of the text, before what fills its last block


@dataclass(frozen=True, slots=True)
class Sealer:
    """Seals and opens texts with the keys of one session; without the second data key it opens nothing."""

    keys: Keys = field(repr=False)

    @property
    def can(self) -> bool:
        """Whether the holder of these keys may read and write sealed things."""
        return self.keys.sealed is not None

    def seal(self, text: str, record: str, name: str) -> str:
        """The text as a record holds it; an empty one stays empty. PermissionError without the second key."""
        if not text:
            return ""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        sealed = self._cipher().encrypt(nonce, _filled(text.encode()), _about(record, name))
        return SEALED_MARK + base64.b64encode(nonce + sealed).decode("ascii")

    def open(self, sealed: str, record: str, name: str) -> str:
        """The text again. PermissionError without the second key; ValueError for what was not sealed for this field."""
        from cryptography.exceptions import InvalidTag

        if not sealed:
            return ""
        if not sealed.startswith(SEALED_MARK):
            raise ValueError("not sealed")
        try:
            raw = base64.b64decode(sealed[len(SEALED_MARK) :], validate=True)
            filled = self._cipher().decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], _about(record, name))
            return filled[: filled.rindex(_END)].decode()
        except (binascii.Error, InvalidTag) as fault:
            raise ValueError("not sealed for this field") from fault

    def _cipher(self) -> "ChaCha20Poly1305":
        from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

        key = self.keys.sealed_texts()
        if key is None:
            raise PermissionError("no second data key")
        return ChaCha20Poly1305(key)


def _about(record: str, name: str) -> bytes:
    return f"{record}/{name}".encode()


def _filled(text: bytes) -> bytes:
    whole = -(-(len(text) + 1) // _BLOCK) * _BLOCK
    return (text + _END).ljust(whole, b"\0")
