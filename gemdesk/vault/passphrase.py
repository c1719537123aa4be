"""What a person types or carries to open a vault, brought to one spelling."""

import unicodedata
from dataclasses import dataclass, field
from hashlib import blake2b

from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.reasons import Reason
from gemdesk.kernel.typed import strip_controls

KEY_FILE_LEAST = 32  # bytes; anything shorter is an empty or broken file
RECOVERY_BYTES = 16

_TATWEEL = "\u0640"
LAM_ALEF = str.maketrans(
    {
        **dict.fromkeys("\ufefb\ufefc", "\u0644\u0627"),
        **dict.fromkeys("\ufef7\ufef8", "\u0644\u0623"),
        **dict.fromkeys("\ufef9\ufefa", "\u0644\u0625"),
        **dict.fromkeys("\ufef5\ufef6", "\u0644\u0622"),
    }
)
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "0123456789" * 2)
# No UTF-8 text holds the byte 0xFF, so no passphrase can ever be taken for a recovery secret.
_RECOVERY = b"\xffrecovery\x01"


@dataclass(frozen=True, slots=True)
class Secret:
    """A passphrase, with a key file's content where the slot asks for it, or a recovery secret alone; never shown."""

    passphrase: str = field(default="", repr=False)
    key_file: bytes | None = field(default=None, repr=False)
    recovery: bytes | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        if self.recovery is None:
            return
        if self.passphrase or self.key_file is not None or len(self.recovery) != RECOVERY_BYTES:
            raise ValueError("a recovery secret stands alone and has its length")


def normalise(passphrase: str) -> str:
    """One spelling of a passphrase: no tatweel, no controls, Latin digits, lam-alef in two letters, NFC.

    The key of lam-alef gives two letters on one system and one sign for both on another.
    Nothing else is folded: every further folding would make a passphrase easier to guess.
    """
    stripped = strip_controls(passphrase).replace(_TATWEEL, "")
    # Composition comes last: a tatweel between a letter and its mark would have hindered it.
    return unicodedata.normalize("NFC", stripped.translate(_DIGITS).translate(LAM_ALEF))


def secret_bytes(secret: Secret) -> bytes:
    """What is stretched: the normalised passphrase in UTF-8, or the recovery secret after a prefix of its own.

    Half a surrogate pair from an input method is kept, not refused.
    """
    if secret.recovery is not None:
        return _RECOVERY + secret.recovery
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
    return secret_bytes(one) == secret_bytes(other) and key_file_digest(one) == key_file_digest(other)
