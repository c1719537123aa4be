"""Identifiers: random, so that they tell nothing about order, number or place."""

import secrets

# Without i, l, o and u, which are misread.
_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"
_LETTER_OF = (_LETTERS * 8).encode()  # of each byte: each letter of as many bytes as the others


def new_id() -> str:
    """A new identifier: 26 lowercase letters and digits, 130 random bits."""
    return secrets.token_bytes(26).translate(_LETTER_OF).decode("ascii")


def new_code(prefix: str) -> str:
    """A short code for people to read, write and say: C-7K3Q-2M; unique by its table's own rule."""
    drawn = "".join(secrets.choice(_LETTERS) for _ in range(6)).upper()
    return f"{prefix}-{drawn[:4]}-{drawn[4:]}"
