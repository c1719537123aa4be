"""What an error of the database means to a person; the one table of SQLite's result codes."""

from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType

from gemdesk.kernel import files
from gemdesk.kernel.errors import Trouble
from gemdesk.kernel.reasons import Reason

# Primary result codes, https://www.sqlite.org/rescode.html; they never change.
_PRIMARY = {
    3: Reason.FOLDER_READ_ONLY,  # PERM
    5: Reason.VAULT_IN_USE,  # BUSY
    6: Reason.VAULT_IN_USE,  # LOCKED
    7: Reason.NOT_ENOUGH_MEMORY,  # NOMEM
    8: Reason.FOLDER_READ_ONLY,  # READONLY
    10: Reason.DISK_FAULT,  # IOERR
    11: Reason.VAULT_DAMAGED,  # CORRUPT
    13: Reason.DISK_FULL,  # FULL
    14: Reason.FOLDER_READ_ONLY,  # CANTOPEN: the side files could not be made
    26: Reason.VAULT_DAMAGED,  # NOTADB
}
_EXTENDED = {
    10 | 19 << 8: Reason.DISK_FULL,  # IOERR_SHMSIZE: no room for the index of the log
}


def trouble_of(error: BaseException | None) -> Trouble | None:
    """The trouble behind an error of sqlcipher3, or None when it is our own mistake."""
    # By attribute, not by class: only `opening` may import sqlcipher3.
    code = getattr(error, "sqlite_errorcode", None)
    if not isinstance(code, int):
        return None
    reason = _EXTENDED.get(code) or _PRIMARY.get(code & 0xFF)
    return Trouble(reason) if reason else None


class told:  # noqa: N801 - reads as a verb: `with faults.told():`
    """Turn the database's errors that come from the surroundings into Trouble; the rest passes unchanged."""

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        trouble = trouble_of(error)
        if trouble is not None:
            # Without the cause: its text could quote a statement.
            raise trouble from None


@contextmanager
def disk_told() -> Iterator[None]:
    """Turn an error of the disk, outside the database, into Trouble."""
    try:
        yield
    except OSError as fault:
        raise files.trouble_of(fault, Reason.DISK_FAULT) from None
