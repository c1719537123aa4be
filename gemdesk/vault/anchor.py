"""A copy of the head outside the vault's folder, beside the key file: it shows when a whole folder was rolled back.

nonce 12 | ChaCha20-Poly1305 of magic 8, epoch 8, chain 32
"""

import secrets
import struct
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from gemdesk.kernel.files import write_whole
from gemdesk.vault.head import DIGEST_BYTES, Head
from gemdesk.vault.keys import Keys, derive

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

_MAGIC = b"GEMANCH1"
_FORM = struct.Struct(f">8sQ{DIGEST_BYTES}s")
_NONCE_BYTES = 12
_SUFFIX = ".state"


@dataclass(frozen=True, slots=True)
class Anchor:
    """The newest state of the vault that was written down outside."""

    epoch: int
    chain: bytes


def beside(key_file: Path, vault_id: str) -> Path:
    """Where the copy lies; one key file may serve several vaults, and its name tells nothing of any."""
    mark = blake2b(vault_id.encode("ascii"), digest_size=4, person=b"gemdesk anchor").hexdigest()
    return key_file.with_name(f"{key_file.name}.{mark}{_SUFFIX}")


def read(key_file: Path, keys: Keys, vault_id: str) -> Anchor | None:
    """The copy, or None when there is none that this vault's key made."""
    from cryptography.exceptions import InvalidTag

    try:
        content = beside(key_file, vault_id).read_bytes()[:256]
        plain = _cipher(keys).decrypt(content[:_NONCE_BYTES], content[_NONCE_BYTES:], _bound(vault_id))
    except (OSError, ValueError, InvalidTag):
        return None
    _magic, epoch, chain = _FORM.unpack(plain)
    return Anchor(epoch, chain)


def write(key_file: Path, keys: Keys, head: Head) -> None:
    """Write the copy anew. Raises OSError, for instance when the stick was taken out or is read-only."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    plain = _FORM.pack(_MAGIC, head.epoch, head.chain)
    write_whole(beside(key_file, head.vault_id), nonce + _cipher(keys).encrypt(nonce, plain, _bound(head.vault_id)))


def _cipher(keys: Keys) -> "ChaCha20Poly1305":
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    return ChaCha20Poly1305(derive(keys.head(), "anchor"))


def _bound(vault_id: str) -> bytes:
    return f"anchor {vault_id}".encode("ascii")
