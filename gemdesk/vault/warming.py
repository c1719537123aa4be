"""Doing ahead of time what needs no key, so that whoever unlocks waits for the key alone."""

from importlib import import_module

from gemdesk.vault.keys import KEY_BYTES, Keys

_CIPHERS = (
    "cryptography.hazmat.primitives.ciphers.aead",
    "cryptography.hazmat.primitives.kdf.hkdf",
)
_ATTEMPTS = (
    "argon2.low_level",
    "gemdesk.vault.folder",
    "gemdesk.vault.handover",
    "gemdesk.vault.slots",
    "gemdesk.vault.strength",
)
_NONCE_BYTES = 12


def warm_for_attempts() -> None:
    """Import what an attempt at the key places needs; for the lock screen, once it is painted."""
    for name in (*_CIPHERS, *_ATTEMPTS):
        import_module(name)


def warm_for_opening() -> None:
    """Import the ciphers, use each once with a key of no vault, and get SQLCipher ready; for a desk that waits."""
    for name in _CIPHERS:
        import_module(name)
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    from gemdesk.vault import opening

    # The first use of each looks for it in the library, which takes longer than the use.
    Keys.fresh().head()
    ChaCha20Poly1305(bytes(KEY_BYTES)).encrypt(bytes(_NONCE_BYTES), b"", None)
    opening.prepare()
