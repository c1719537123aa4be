"""What a person types or carries to open a vault, brought to one spelling."""

import unicodedata
from dataclasses import dataclass, field
from hashlib import blake2b

from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.reasons import Reason
from gemdesk.kernel.typed import strip_controls

KEY_FILE_LEAST = 32  # bytes; anything shorter is an empty or broken file

_TATWEEL = "\u0640"
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "0123456789" * 2)


@dataclass(frozen=True, slots=True)
class Secret:
    """A passphrase and, where the slot asks for it, the content of a key file; never shown."""

    passphrase: str = field(repr=False)
    key_file: bytes | None = field(default=None, repr=False)


def normalise(passphrase: str) -> str:
    """One spelling of a passphrase: no tatweel, no bidirectional controls, Latin digits, NFC.

    Nothing else is folded: every further folding would make a passphrase easier to guess.
    """
    stripped = strip_controls(passphrase).replace(_TATWEEL, "")
    # Composition comes last: a tatweel between a letter and its mark would have hindered it.
    return unicodedata.normalize("NFC", stripped.translate(_DIGITS))


def passphrase_bytes(secret: Secret) -> bytes:
    """The normalised passphrase in UTF-8; half a surrogate pair from an input method is kept, not refused."""
    return normalise(secret.passphrase).encode("utf-8", "surrogatepass")


def key_file_digest(secret: Secret) -> bytes:
    """BLAKE2b-256 of the key file, or nothing without one; an empty or broken file raises Refusal."""
    if secret.key_file is None:
        return b""
    if len(secret.key_file) < KEY_FILE_LEAST:
        raise Refusal(Reason.KEY_FILE_UNREADABLE, "key_file")
    return blake2b(secret.key_file, digest_size=32).digest()


def same(one: Secret, other: Secret) -> bool:
    """Whether two secrets open the same slots."""
    return passphrase_bytes(one) == passphrase_bytes(other) and key_file_digest(one) == key_file_digest(other)
