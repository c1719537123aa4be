"""Importing ahead of time what opening a vault needs."""

from importlib import import_module

_NEEDED = (
    "argon2.low_level",
    "cryptography.hazmat.primitives.ciphers.aead",
    "cryptography.hazmat.primitives.kdf.hkdf",
    "gemdesk.vault.folder",
    "gemdesk.vault.handover",
    "gemdesk.vault.slots",
    "gemdesk.vault.strength",
)


def warm() -> None:
    """Import the ciphers and the rest of the room, so that an attempt only waits for its key."""
    for name in _NEEDED:
        import_module(name)
