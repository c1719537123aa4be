"""Importing ahead of time what opening a vault needs."""


def warm() -> None:
    """Import the ciphers and the rest of the room, so that an attempt only waits for its key."""
    import argon2.low_level
    import cryptography.hazmat.primitives.ciphers.aead
    import cryptography.hazmat.primitives.kdf.hkdf

    from gemdesk.vault import folder, handover, slots, strength  # noqa: F401 - imported to be there
