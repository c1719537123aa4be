"""After an erasure: the database is written anew, and its earlier states in the vault's own folder are removed.

Written anew, because SQLite overwrites what it frees (`secure_delete`) and yet leaves pieces of rows that once
moved from page to page: measured in 7 of 800 erasures, in the unused part of a page. What a disk keeps of
removed files is beyond any program; all of them were encrypted.
"""

import secrets
import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from gemdesk.kernel.errors import Trouble
from gemdesk.kernel.files import sync_folder, trouble_of
from gemdesk.kernel.reasons import Reason
from gemdesk.vault import digest, generations, opening, rekey
from gemdesk.vault.head import Suspicion
from gemdesk.vault.names import DATABASE, GENERATIONS, LOG, SET_ASIDE
from gemdesk.vault.session import Session


@dataclass(frozen=True, slots=True)
class Counted:
    """How many earlier states lie in the folder: the regular ones, and those that were set aside."""

    generations: int
    aside: int


@dataclass(frozen=True, slots=True)
class Renewed:
    """What a renewal did: what was removed, whether a state of now took its place, and what hindered that."""

    removed: Counted
    made: bool
    hindered: Trouble | None = None


def count(folder: Path) -> Counted:
    """How many there are, readable or not."""
    return Counted(len(_inside(folder / GENERATIONS)), len(_inside(folder / SET_ASIDE)))


def steady(session: Session) -> None:
    """Let saves reach the file now, although its examination has not ended; Trouble when it is not as it was left."""
    saves = session.saves
    if session.examination is not None:
        session.examination.stop()
    left = session.before.digest if session.before is not None else None
    if saves.held and saves.unmoved and left is not None:
        try:
            same = digest.of(session.database, session.opened.keys) == left
        except OSError as fault:
            raise trouble_of(fault, Reason.DISK_FAULT) from None
        if not same:
            saves.stop(Suspicion.CHANGED)
    if saves.stopped:
        raise Trouble(Reason.SAVING_STOPPED)
    saves.release()
    if not saves.settle():
        raise Trouble(Reason.DISK_FAULT)  # something else reads in the log


def renew(session: Session, newest: int, now: Callable[[], datetime]) -> Renewed:
    """Write the database anew, make a generation of this moment and remove every state from before it.

    Trouble when the file could not be written anew, or something of before could not be removed.
    """
    folder, before = session.folder, count(session.folder)
    if not session.saves.settle():
        raise Trouble(Reason.DISK_FAULT)
    if not generations.has_room(folder):
        _remove(folder, None)  # they go in any case, and may be what fills the disk
    if not generations.has_room(folder):
        raise Trouble(Reason.ERASURE_UNFINISHED)
    _write_anew(session, newest)
    made, hindered = _made(session, newest, now)
    _remove(folder, made)
    if made is None and before.generations:  # without the old ones there may be room
        made, hindered = _made(session, newest, now)
    return Renewed(before, made is not None, hindered)


def _write_anew(session: Session, newest: int) -> None:
    """Every row into a new file under the same keys, which takes the place of the old one."""
    database, keys, saves = session.database, session.opened.keys, session.saves
    beside = database.with_name(f".{DATABASE}.{secrets.token_hex(4)}")
    held = rekey.count(session.connection)
    session.connection.close()
    try:
        opening.copy_into(database, keys, beside, keys, newest=newest)
        with closing(opening.reader(beside, keys, newest=newest)) as copy:
            if rekey.count(copy) != held:
                raise Trouble(Reason.DISK_FAULT)
        saves.begin_anew()
        beside.replace(database)
        sync_folder(database.parent)
    except OSError as fault:
        raise trouble_of(fault, Reason.DISK_FAULT) from None
    finally:
        for left in database.parent.glob(f"{beside.name}*"):
            left.unlink(missing_ok=True)
        session.connection = opening.connect(database, keys, newest=newest)
        saves.go_on(session.connection)


def _made(session: Session, newest: int, now: Callable[[], datetime]) -> tuple[str | None, Trouble | None]:
    folder, keys, saves = session.folder, session.opened.keys, session.saves
    try:
        head = saves.as_in_file(digest.of(session.database, keys))
    except OSError as fault:
        return None, trouble_of(fault, Reason.DISK_FAULT)
    if head is None:
        return None, Trouble(Reason.DISK_FAULT)
    made, hindered = generations.make_if_it_can_be(folder, keys, head, now(), newest)
    return made.name if made else None, hindered


def _remove(folder: Path, made: str | None) -> None:
    """Remove every generation but this one, what was set aside, and what interrupted openings left of the database."""
    try:
        generations.sweep(folder)
        for place in _inside(folder / GENERATIONS):
            if place.name != made:
                _gone(place)
        if (folder / SET_ASIDE).exists():
            shutil.rmtree(folder / SET_ASIDE)
        for left in (*folder.glob(f".{DATABASE}.*"), *folder.glob(f"{DATABASE}.*"), *folder.glob(f".{LOG}.*")):
            left.unlink()
        sync_folder(folder)
    except OSError as fault:
        raise trouble_of(fault, Reason.DISK_FAULT) from None


def _gone(place: Path) -> None:
    # The name first: a removal that is cut off leaves nothing that could be taken for a whole state.
    aside = place.with_name(f".{place.name}.gone")
    place.rename(aside)
    shutil.rmtree(aside)


def _inside(home: Path) -> list[Path]:
    return [place for place in home.iterdir() if not place.name.startswith(".")] if home.is_dir() else []
