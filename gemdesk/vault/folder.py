"""A vault's folder: whether there is one, and how a new one appears whole or not at all.

A vault is made in a folder beside its place, under a name that begins with a dot: the gate puts
the slots there, the desk the database, and only then it takes its name.
"""

import secrets
import shutil
import sys
import time
from contextlib import suppress
from enum import Enum, auto
from glob import escape
from pathlib import Path

from gemdesk.kernel.errors import Trouble
from gemdesk.kernel.files import sync_folder, trouble_of
from gemdesk.kernel.reasons import Reason
from gemdesk.vault import lock, slots
from gemdesk.vault.fitness import require_fit
from gemdesk.vault.kdf import STANDARD, Policy, calibrate
from gemdesk.vault.names import ATTACHMENTS, DATABASE, LOCK, SLOT_COPIES
from gemdesk.vault.opened import Opened, Role
from gemdesk.vault.passphrase import Secret

_SETTLED_SECONDS = 3600  # nobody takes an hour between the gate's half and the desk's


class Standing(Enum):
    """What lies where a vault is looked for."""

    ABSENT = auto()  # nothing, or an empty folder: a vault can be made here
    VAULT = auto()  # a vault, or what is left of one
    OTHER = auto()  # other files


def standing(folder: Path) -> Standing:
    """What lies in this folder; decides between first run and lock screen."""
    try:
        names = {entry.name for entry in folder.iterdir()}
    except FileNotFoundError:
        return Standing.ABSENT
    except NotADirectoryError:
        return Standing.OTHER
    except OSError as fault:
        raise trouble_of(fault) from None
    if names & {*SLOT_COPIES, DATABASE}:
        return Standing.VAULT
    return Standing.OTHER if names else Standing.ABSENT


def prepare(
    folder: Path, secret: Secret, *, worker: str, role: Role = Role.CASEWORKER, policy: Policy = STANDARD
) -> tuple[Path, Opened]:
    """Make a temporary folder beside `folder` with slots that were opened from the disk; return both.

    Refusal WEAK_PASSPHRASE; Trouble VAULT_EXISTS, FOLDER_NOT_EMPTY, FOLDER_UNFIT, FOLDER_READ_ONLY, DISK_FULL.
    """
    folder = folder.resolve()
    _require_absent(folder)
    require_fit(folder)
    slots.require_strong(secret)
    _sweep(folder)
    temporary = folder.with_name(f"{_prefix(folder)}{secrets.token_hex(8)}")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        temporary.mkdir(mode=0o700)
        (temporary / ATTACHMENTS).mkdir(mode=0o700)
    except OSError as fault:
        discard(temporary)
        raise trouble_of(fault) from None
    try:
        slots.create(temporary, secret, worker=worker, role=role, parameters=calibrate(policy), policy=policy)
        return temporary, slots.unlock(temporary, secret, policy=policy)
    except BaseException:
        discard(temporary)
        raise


def finish(temporary: Path, folder: Path) -> None:
    """Give a prepared vault, its database made and closed, its own name, in one step.

    Trouble VAULT_EXISTS when something came to lie there meanwhile: then nothing is touched.
    """
    folder = folder.resolve()
    if not _complete(temporary):
        raise ValueError("a vault takes its name after its database is made and closed")
    _require_absent(folder)
    try:
        sync_folder(temporary)
        if sys.platform == "win32" and folder.exists():
            folder.rmdir()  # there a rename does not take the place of an empty folder
        # An empty folder is replaced; one that is no longer empty is refused by the system itself.
        temporary.rename(folder)
        sync_folder(folder.parent)
    except (FileExistsError, NotADirectoryError):
        raise Trouble(Reason.VAULT_EXISTS) from None
    except OSError as fault:
        _require_absent(folder)
        raise trouble_of(fault) from None


def discard(temporary: Path, *, nothing_saved: bool = False) -> bool:
    """Remove a vault that was never finished; False, and untouched, when it holds a database or anything foreign.

    Only the process that made the database itself may say that nothing in it was shown as saved.
    """
    if not _without_data(temporary, {DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm"} if nothing_saved else set()):
        return False
    shutil.rmtree(temporary, ignore_errors=True)
    return not temporary.exists()


def leftovers(folder: Path) -> list[Path]:
    """The temporary folders of interrupted makings of this vault that could not be cleaned away."""
    folder = folder.resolve()
    if not folder.parent.is_dir():
        return []
    return sorted(path for path in folder.parent.glob(f"{escape(_prefix(folder))}*") if path.is_dir())


def _sweep(folder: Path) -> None:
    """Remove old leftovers without data, but none that another program may be working on now."""
    for left in leftovers(folder):
        with suppress(OSError):  # another program may be sweeping too
            if time.time() - left.stat().st_mtime > _SETTLED_SECONDS and not lock.in_use(left):
                discard(left)


def _prefix(folder: Path) -> str:
    return f".{folder.name}.new-"


def _require_absent(folder: Path) -> None:
    found = standing(folder)
    if found is not Standing.ABSENT:
        raise Trouble(Reason.VAULT_EXISTS if found is Standing.VAULT else Reason.FOLDER_NOT_EMPTY)


def _complete(temporary: Path) -> bool:
    """Whether slots and database are there and no log is left beside the database."""
    log = temporary / f"{DATABASE}-wal"
    return (
        all((temporary / name).is_file() for name in (*SLOT_COPIES, DATABASE))
        and (temporary / DATABASE).stat().st_size > 0
        and not (log.exists() and log.stat().st_size > 0)
    )


def _without_data(temporary: Path, worthless: set[str]) -> bool:
    """Whether a temporary folder holds slots at most; an empty database or attachments folder is no data."""
    try:
        return all(entry.name in worthless or _is_no_data(entry) for entry in temporary.iterdir())
    except OSError:
        return False


def _is_no_data(entry: Path) -> bool:
    if entry.name == DATABASE:
        return entry.stat().st_size == 0
    if entry.name == ATTACHMENTS:
        return not any(entry.iterdir())
    return entry.name in {*SLOT_COPIES, LOCK} or _half_written(entry.name)


def _half_written(name: str) -> bool:
    return name.startswith(tuple(f".{copy}." for copy in SLOT_COPIES))
