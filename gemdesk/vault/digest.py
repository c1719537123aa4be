"""The digest of a whole database: one keyed hash over the authentication codes of all its pages.

Each code already covers its page's content and number, so that a page of another time, a page more
or a page less gives another digest. Only the file is read, not decrypted.
"""

from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path

from gemdesk.vault.keys import Keys, derive

PAGE_BYTES = 4096
CODE_BYTES = 64  # HMAC-SHA512, the last bytes of each page

_AT_ONCE = 512  # pages


class Stopped(Exception):
    """Whoever asked wants no answer any more."""


def of(path: Path, keys: Keys, stopped: Callable[[], bool] = lambda: False) -> bytes:
    """The digest of a database file, 32 bytes. Raises OSError, Stopped."""
    sum_ = blake2b(key=derive(keys.head(), "digest"), digest_size=32)
    from_, step = PAGE_BYTES - CODE_BYTES, PAGE_BYTES
    with path.open("rb", buffering=0) as file:
        while chunk := file.read(_AT_ONCE * PAGE_BYTES):
            if stopped():
                raise Stopped
            sum_.update(b"".join([chunk[at : at + CODE_BYTES] for at in range(from_, len(chunk), step)]))
            sum_.update(len(chunk).to_bytes(4, "big"))
    return sum_.digest()
