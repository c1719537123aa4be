"""Space set aside for the day on which the disk is full: freed, so that the last save and its message succeed."""

import os
import secrets
import shutil
from pathlib import Path

from gemdesk.vault.names import RESERVE

SIZE = 8 << 20  # bytes
SCARCE = 2 << 20  # free bytes below which a save is not begun before the reserve is freed
_ROOM = 8 * SIZE  # free bytes from which on a reserve is made
_AT_ONCE = 1 << 20


def ensure(folder: Path) -> bool:
    """Make the reserve where there is room for it; whether there is one now."""
    path = folder / RESERVE
    try:
        if path.exists() and path.stat().st_size == SIZE:
            return True
        if shutil.disk_usage(folder).free < _ROOM:
            return False
        with path.open("wb") as out:
            path.chmod(0o600)
            for _ in range(SIZE // _AT_ONCE):
                # Not zeros: a disk that compresses would keep no space for them.
                out.write(secrets.token_bytes(_AT_ONCE))
            out.flush()
            os.fsync(out.fileno())
    except OSError:
        path.unlink(missing_ok=True)
        return False
    return True


def is_scarce(folder: Path) -> bool:
    """Whether there is hardly any space left."""
    try:
        return shutil.disk_usage(folder).free < SCARCE
    except OSError:
        return False


def free(folder: Path) -> bool:
    """Give the reserve's space back to the disk; whether there was any."""
    try:
        (folder / RESERVE).unlink()
    except OSError:
        return False
    return True
