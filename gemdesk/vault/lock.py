"""One program at a time: the lock on a vault folder, which ends with the process that holds it."""

import os
import sys
from pathlib import Path
from types import TracebackType
from typing import Self

from gemdesk.kernel.errors import Trouble
from gemdesk.kernel.files import trouble_of
from gemdesk.kernel.reasons import Reason
from gemdesk.vault.names import DATABASE, LOCK, SLOT_COPIES


class Lock:
    """A held lock; released by `release`, by leaving its `with`, or by the end of the process."""

    def __init__(self, handle: int) -> None:
        self._handle: int | None = handle

    def release(self) -> None:
        """Let others open the vault; a second call does nothing."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.release()


def hold(folder: Path) -> Lock:
    """Take the vault for this process, at once or not at all.

    Trouble: VAULT_IN_USE when another holds it, VAULT_MISSING without a vault, FOLDER_READ_ONLY.
    """
    if not any((folder / name).exists() for name in (*SLOT_COPIES, DATABASE)):
        raise Trouble(Reason.VAULT_MISSING)  # no lock is left in a folder where a vault may be made later
    try:
        # The handle is not inheritable, so no child keeps the vault closed after a lock.
        handle = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as fault:
        raise trouble_of(fault) from None
    try:
        taken = _take(handle)
    except BaseException:
        os.close(handle)
        raise
    if not taken:
        os.close(handle)
        raise Trouble(Reason.VAULT_IN_USE)
    return Lock(handle)


def in_use(folder: Path) -> bool:
    """Whether another window has this vault open, as far as can be seen now."""
    try:
        hold(folder).release()
    except Trouble as trouble:
        return trouble.reason is Reason.VAULT_IN_USE
    return False


def _take(handle: int) -> bool:
    if sys.platform == "win32":
        import msvcrt

        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
    import fcntl

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
