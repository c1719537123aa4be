"""Identifiers: random, so that they tell nothing about order, number or place."""

import base64
import secrets

# Without i, l, o and u, which are misread.
_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"
_READABLE = bytes.maketrans(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", _LETTERS.encode())


def new_id() -> str:
    """A new identifier: 26 lowercase letters and digits, 130 random bits."""
    return base64.b32encode(secrets.token_bytes(20))[:26].translate(_READABLE).decode("ascii")


def new_code(prefix: str) -> str:
    """A short code for people to read, write and say: C-7K3Q-2M; unique by its table's own rule."""
    drawn = "".join(secrets.choice(_LETTERS) for _ in range(6)).upper()
    return f"{prefix}-{drawn[:4]}-{drawn[4:]}"
