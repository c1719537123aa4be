"""Earlier whole states of the database, kept in the vault's folder: three daily ones and four weekly ones.

Each is a folder with the database and a head that carries its digest. They have the vault's own keys
and no key places, so that a retired secret opens none of them.
"""

import os
import secrets
import shutil
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from gemdesk.kernel.errors import Trouble
from gemdesk.kernel.files import sync_folder, trouble_of
from gemdesk.kernel.reasons import Reason
from gemdesk.vault import digest, opening
from gemdesk.vault.findings import Generation
from gemdesk.vault.head import Head, HeadFile, NoHead
from gemdesk.vault.keys import Keys
from gemdesk.vault.names import DATABASE, GENERATIONS, HEAD, LOG, LOG_INDEX, SET_ASIDE

DAILY, WEEKLY = 3, 4
_SPARE = 64 << 20  # bytes that stay free beside a new generation
_AT_ONCE = 4 << 20
_FICLONE = 0x40049409  # ioctl_ficlone(2): shares the blocks where the file system can


class NotWhole(Exception):
    """What was copied is not what its head says."""


def listed(folder: Path, keys: Keys, vault_id: str) -> tuple[Generation, ...]:
    """The generations whose head is authentic, newest first."""
    found = []
    for place in _places(folder):
        try:
            head = HeadFile(place, keys, vault_id).read()
        except (NoHead, OSError):
            continue
        at = datetime.fromtimestamp(head.made_at).astimezone()
        if (place / DATABASE).is_file() and head.digest is not None:
            found.append(Generation(place.name, head.epoch, at))
    return tuple(sorted(found, key=lambda one: one.epoch, reverse=True))


def is_due(existing: Iterable[Generation], now: datetime, epoch: int) -> bool:
    """Whether a new one is to be made: none of this day is there, and something was saved since the newest."""
    there = list(existing)
    return not any(one.at.date() == now.date() for one in there) and epoch > max(
        (one.epoch for one in there), default=0
    )


def has_room(folder: Path) -> bool:
    """Whether a copy of the database fits on the disk."""
    return shutil.disk_usage(folder).free > (folder / DATABASE).stat().st_size + _SPARE


def make(
    folder: Path, keys: Keys, head: Head, now: datetime, newest: int, stopped: Callable[[], bool] = lambda: False
) -> Generation:
    """Copy the database, whose digest is `head.digest`, and read the copy back; then drop what is too old.

    The database must not change meanwhile. Raises OSError, `digest.Stopped`, NotWhole.
    """
    if head.digest is None:
        raise ValueError("only a state that was examined becomes a generation")
    home = folder / GENERATIONS
    home.mkdir(mode=0o700, exist_ok=True)
    sweep(folder)
    beside = home / f".{secrets.token_hex(8)}"
    beside.mkdir(mode=0o700)
    try:
        copy_file(folder / DATABASE, beside / DATABASE, stopped)
        _require_whole(beside / DATABASE, keys, head, newest)
        HeadFile(beside, keys, head.vault_id).make(replace(head, in_log=False, made_at=int(now.timestamp())))
        sync_folder(beside)
        beside.rename(home / f"{head.epoch:012d}")
        sync_folder(home)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    drop_old(folder, keys, head.vault_id)
    return Generation(f"{head.epoch:012d}", head.epoch, now)


def make_if_it_can_be(
    folder: Path, keys: Keys, head: Head, now: datetime, newest: int, stopped: Callable[[], bool] = lambda: False
) -> tuple[Generation | None, Trouble | None]:
    """As `make`; what hindered it is given back, to be told beside what was done. Raises `digest.Stopped`."""
    try:
        if not has_room(folder):
            return None, Trouble(Reason.NO_ROOM_FOR_GENERATION)
        return make(folder, keys, head, now, newest, stopped), None
    except OSError as fault:
        return None, trouble_of(fault, Reason.DISK_FAULT)
    except NotWhole:
        return None, Trouble(Reason.DISK_FAULT)
    except Trouble as trouble:
        return None, trouble


def kept(existing: Iterable[Generation], daily: int = DAILY, weekly: int = WEEKLY) -> frozenset[str]:
    """The names of those that stay: the newest of each of the last days, and of each of the weeks before."""
    newest_first = sorted(existing, key=lambda one: one.epoch, reverse=True)
    days: dict[object, str] = {}
    weeks: dict[object, str] = {}
    for one in newest_first:
        if len(days) < daily or one.at.date() in days:
            days.setdefault(one.at.date(), one.name)
        else:
            weeks.setdefault(one.at.isocalendar()[:2], one.name)
    return frozenset([*days.values(), *list(weeks.values())[:weekly]])


def drop_old(folder: Path, keys: Keys, vault_id: str) -> None:
    """Remove the generations that are neither among the daily nor the weekly ones; unreadable ones stay."""
    there = listed(folder, keys, vault_id)
    for one in there:
        if one.name not in kept(there):
            shutil.rmtree(folder / GENERATIONS / one.name, ignore_errors=True)


def sweep(folder: Path) -> None:
    """Remove what an interrupted making left."""
    for left in (folder / GENERATIONS).glob(".*"):
        shutil.rmtree(left, ignore_errors=True)


def restore(folder: Path, name: str, keys: Keys, vault_id: str, newest: int) -> Head:
    """Put a generation in the database's place; what lay there is set aside, not removed. Its head.

    Raises NotWhole when the generation is not what its head says, OSError, Trouble; then nothing was moved.
    """
    place = folder / GENERATIONS / name
    head = HeadFile(place, keys, vault_id).read()
    beside = folder / f".{DATABASE}.{secrets.token_hex(4)}"
    try:
        copy_file(place / DATABASE, beside)
        _require_whole(beside, keys, head, newest)
        set_aside(folder)
        beside.rename(folder / DATABASE)
        sync_folder(folder)
    finally:
        for left in folder.glob(f"{beside.name}*"):
            left.unlink(missing_ok=True)
    return head


def _require_whole(path: Path, keys: Keys, head: Head, newest: int) -> None:
    """Read a copy back from the disk: every page authentic, and together the state of the head; else NotWhole."""
    if digest.of(path, keys) != head.digest:
        raise NotWhole
    try:
        with closing(opening.reader(path, keys, newest=newest)) as connection:
            opening.examine(connection)
    except Trouble as trouble:
        if trouble.reason is not Reason.VAULT_DAMAGED:
            raise
        raise NotWhole from None


def set_aside(folder: Path, names: Iterable[str] | Mapping[str, str] = (DATABASE, LOG, LOG_INDEX, HEAD)) -> Path:
    """Move these files, where they are there, into a new folder of what was set aside; it is given back.

    With a mapping each gets the name that it is mapped to.
    """
    home = folder / SET_ASIDE
    home.mkdir(mode=0o700, exist_ok=True)
    number = 1 + max((int(path.name) for path in home.iterdir() if path.name.isdecimal()), default=0)
    place = home / f"{number:03d}"
    place.mkdir(mode=0o700)
    for name in names:
        if (folder / name).exists():
            (folder / name).rename(place / (names[name] if isinstance(names, Mapping) else name))
    sync_folder(folder)
    return place


def copy_file(source: Path, target: Path, stopped: Callable[[], bool] = lambda: False) -> None:
    """A copy that was flushed to the disk; it shares the blocks where the file system can."""
    with source.open("rb", buffering=0) as from_, target.open("xb", buffering=0) as to:
        target.chmod(0o600)
        if not _cloned(from_.fileno(), to.fileno()):
            while chunk := from_.read(_AT_ONCE):
                if stopped():
                    raise digest.Stopped
                _write_all(to.fileno(), chunk)
        os.fsync(to.fileno())


def _cloned(source: int, target: int) -> bool:
    if sys.platform != "linux":
        return False
    import fcntl

    try:
        fcntl.ioctl(target, _FICLONE, source)
    except OSError:
        return False
    return True


def _write_all(handle: int, content: bytes) -> None:
    while content:
        content = content[os.write(handle, content) :]


def _places(folder: Path) -> list[Path]:
    home = folder / GENERATIONS
    return [path for path in home.iterdir() if path.name.isdecimal()] if home.is_dir() else []
