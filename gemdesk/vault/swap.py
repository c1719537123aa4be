"""A prepared folder takes the place of a vault: after a crash there is exactly one, the old or the new.

The new folder lies beside the vault under a name of its own and gets a mark right before the two
change places: in one step where the system can, else by two renames. The mark in the vault's place
therefore says that the old one, beside it, is done with: its key places are destroyed, it is
removed, and only then the mark. `settle` does that after `swap`, and at the start of the program
after an interruption. It needs the standard library alone.
"""

import errno
import os
import secrets
import sys
import time
from contextlib import suppress
from glob import escape
from pathlib import Path

from gemdesk.kernel.errors import Trouble
from gemdesk.kernel.files import sync_folder, trouble_of
from gemdesk.kernel.reasons import Reason
from gemdesk.vault import erasure, lock
from gemdesk.vault.names import DATABASE, SLOT_COPIES, TAKES_OVER

_SETTLED_SECONDS = 3600  # nobody takes an hour between the gate's half and the desk's
_RENAME_EXCHANGE = 2  # renameat2(2)
_AT_FDCWD = -100
_CANNOT = {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EPERM}  # old kernels, some file systems, a filter


def beside(folder: Path) -> Path:
    """A new name beside the vault, for the folder that is to take its place."""
    folder = folder.resolve()
    return folder.with_name(f"{_prefix(folder)}{secrets.token_hex(8)}")


def swap(temporary: Path, folder: Path, *, in_one_step: bool = True) -> Path:
    """Put a complete folder made at `beside(folder)` in the vault's place; `settle` removes the old one.

    Both must be closed and their locks held by the caller. Trouble when the disk refuses: then the old vault
    lies in its place, or `settle` puts one of the two there; FOLDER_READ_ONLY while an earlier old one cannot be
    removed. `in_one_step=False` is for systems that cannot.
    """
    folder = folder.resolve()
    if temporary.parent != folder.parent or not temporary.name.startswith(_prefix(folder)) or not _whole(temporary):
        raise ValueError("only a complete folder beside a vault takes its place")
    if (folder / TAKES_OVER).exists():
        raise Trouble(Reason.FOLDER_READ_ONLY)  # two marked folders: the old one would be taken for a new one
    try:
        for other in _siblings(folder):
            if other != temporary:
                erasure.remove(other)  # two could not be told apart after an interruption
        _mark(temporary)
        if not (in_one_step and _exchanged(temporary, folder)):
            aside = beside(folder)
            folder.rename(aside)
            sync_folder(folder.parent)
            temporary.rename(folder)
        sync_folder(folder.parent)
    except OSError as fault:
        raise trouble_of(fault) from None
    return folder


def settle(folder: Path) -> bool:
    """End what was interrupted: put the new folder in place, remove the old one, sweep what was never finished.

    Whether anything was done; cheap when there is nothing to do. What cannot be removed waits for the next time.
    Trouble SWAP_UNCLEAR, FOLDER_READ_ONLY, FILE_NOT_WRITTEN: nothing lies in the vault's place and that stays so.
    """
    folder = folder.resolve()
    siblings = _siblings(folder)
    if not siblings and not (folder / TAKES_OVER).exists() and not erasure.rehearsals(folder):
        return False
    if not folder.exists():
        _put_in_place(folder, siblings)
        siblings = _siblings(folder)
    with suppress(OSError, Trouble), lock.hold(folder):  # Trouble: somebody is at work in it, or it cannot be written
        for left in erasure.rehearsals(folder):
            erasure.remove(left)
        return _taken_over(folder, siblings) if (folder / TAKES_OVER).exists() else _swept(siblings)
    return False


def _put_in_place(folder: Path, siblings: list[Path]) -> None:
    """Between the two renames: only then nothing lies in the vault's place and both lie beside it."""
    new = [path for path in siblings if (path / TAKES_OVER).exists()]
    if not new or len(new) == len(siblings):
        return
    if len(new) > 1 or not _whole(new[0]):
        raise Trouble(Reason.SWAP_UNCLEAR)
    try:
        new[0].rename(folder)
        sync_folder(folder.parent)
    except OSError as fault:
        raise trouble_of(fault) from None


def _taken_over(folder: Path, siblings: list[Path]) -> bool:
    for old in siblings:
        if (old / TAKES_OVER).exists():
            continue
        erasure.remove(old)
    sync_folder(folder.parent)
    (folder / TAKES_OVER).unlink(missing_ok=True)
    sync_folder(folder)
    return True


def _swept(siblings: list[Path]) -> bool:
    """Remove new folders that never took a place, but none that another program may be working on now."""
    done = False
    for left in siblings:
        if time.time() - left.stat().st_mtime > _SETTLED_SECONDS and not lock.in_use(left):
            erasure.remove(left)
            done = True
    return done


def _siblings(folder: Path) -> list[Path]:
    return sorted(path for path in folder.parent.glob(f"{escape(_prefix(folder))}*") if path.is_dir())


def _prefix(folder: Path) -> str:
    return f".{folder.name}.swap-"


def _whole(folder: Path) -> bool:
    """Whether slots and database are there and no log is left beside the database."""
    log = folder / f"{DATABASE}-wal"
    return all((folder / name).is_file() for name in (*SLOT_COPIES, DATABASE)) and not (
        log.exists() and log.stat().st_size
    )


def _mark(temporary: Path) -> None:
    handle = os.open(temporary / TAKES_OVER, os.O_WRONLY | os.O_CREAT, 0o600)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
    sync_folder(temporary)


def _exchanged(one: Path, other: Path) -> bool:
    """Exchange two names in one step; False, and nothing done, where the system cannot. Raises OSError."""
    if sys.platform != "linux":
        return False
    import ctypes

    system = ctypes.CDLL(None, use_errno=True)
    try:
        renameat2 = system.renameat2
    except AttributeError:
        return False  # a C library without it
    if renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0:
        return True
    fault = ctypes.get_errno()
    if fault in _CANNOT:
        return False
    raise OSError(fault, os.strerror(fault))
