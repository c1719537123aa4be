"""Writing a file so that it is there whole or not at all."""

import errno
import os
import secrets
from pathlib import Path

from gemdesk.kernel.errors import Trouble
from gemdesk.kernel.reasons import Reason

_FULL = {errno.ENOSPC, errno.EDQUOT}
_READ_ONLY = {errno.EROFS, errno.EACCES, errno.EPERM}
_CANNOT_SYNC = {errno.EINVAL, errno.ENOTSUP, errno.EACCES}  # some network and user-space file systems


def trouble_of(fault: OSError, otherwise: Reason = Reason.FILE_NOT_WRITTEN) -> Trouble:
    """The trouble a person is told for an error of the file system."""
    if fault.errno in _FULL:
        return Trouble(Reason.DISK_FULL)
    if fault.errno in _READ_ONLY:
        return Trouble(Reason.FOLDER_READ_ONLY)
    return Trouble(otherwise)


def sync_folder(folder: Path) -> None:
    """Make a rename or a new name in `folder` survive a power cut, where the system can."""
    if os.name != "posix":
        return
    try:
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as fault:
        if fault.errno not in _CANNOT_SYNC:
            raise


def write_whole(target: Path, content: bytes, *, private: bool = True) -> None:
    """Write beside the target, flush to disk, then take its name; raises OSError untouched."""
    # Not by process number: after a power cut the same number may come again and find its own leavings.
    beside = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600 if private else 0o644)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        beside.replace(target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    sync_folder(target.parent)
