"""Reading out of a damaged vault what can still be read, into a new database in the same place.

Ended at any moment, it leaves a vault whose next opening says that it is damaged; chosen again, it
goes on from where it was. What was read, and what could not be, stands in the new database itself.
"""

from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

from gemdesk.kernel.errors import Trouble
from gemdesk.kernel.files import sync_folder, trouble_of
from gemdesk.kernel.reasons import Reason
from gemdesk.store import mending, trail, vault_events
from gemdesk.store.migrations import runner
from gemdesk.vault import digest, faults, generations, opening, salvage
from gemdesk.vault.connection import Connection
from gemdesk.vault.handover import Handover
from gemdesk.vault.head import HeadFile, NoHead, Suspicion
from gemdesk.vault.keys import Keys
from gemdesk.vault.names import DATABASE, LOG, LOG_INDEX
from gemdesk.vault.salvage import Salvaged, Tables

SALVAGED = "salvaged"  # the event in the vault's history

_UNFINISHED, _FINISHED = f"{DATABASE}.reading", f"{DATABASE}.salvaged"
_ENDS = ("", "-wal", "-shm")


def read_out(handover: Handover, at: str) -> None:
    """Put what can be read in the database's place; the damaged file is set aside, not removed.

    The caller holds the vault's lock; `at` is the moment of the note. Trouble VAULT_DAMAGED when nothing can be
    read, VAULT_NEWER, DISK_FULL, FOLDER_READ_ONLY, DISK_FAULT; then nothing was moved.
    """
    folder, keys = handover.folder, handover.opened.keys
    try:
        if not _is_finished(folder, keys):
            _make(folder, keys, at)
        _suspect(handover)
        _take_place(folder)
    except OSError as fault:
        raise trouble_of(fault, Reason.DISK_FAULT) from None


def told(connection: Connection) -> Trouble:
    """What the person is told of the salvage that has just been opened."""
    facts = vault_events.of_kind(connection, SALVAGED)[0].facts  # the note came with the database
    return Trouble(Reason.SALVAGED, pages=facts["pages"], damaged=facts["damaged"], lost=facts["lost"])


def sweep(folder: Path) -> None:
    """Remove what an interrupted salvage left, once the vault was opened to work on."""
    for name in (_UNFINISHED, _FINISHED):
        for end in _ENDS:
            with suppress(OSError):
                (folder / f"{name}{end}").unlink(missing_ok=True)


def _make(folder: Path, keys: Keys, at: str) -> None:
    """Read out into a file beside, which gets the name of a finished one when its note is in it."""
    database, unfinished = folder / DATABASE, folder / _UNFINISHED
    for name in (_UNFINISHED, _FINISHED):
        for end in _ENDS:
            (folder / f"{name}{end}").unlink(missing_ok=True)
    source = _source(database, keys)
    salvaged = _read(database, unfinished, keys)
    with closing(opening.connect(unfinished, keys, newest=runner.NEWEST)) as connection:
        with faults.told():
            # Whatever events are lost, no number of theirs is given a second time.
            trail.make_device(connection, at)
            vault_events.note(connection, at, SALVAGED, **_counted(connection, salvaged), source=source)
        opening.checkpoint(connection)
    unfinished.rename(folder / _FINISHED)
    sync_folder(folder)


def _counted(connection: Connection, salvaged: Salvaged) -> dict[str, int]:
    """What is written down: with the losses of a salvage right before, whose outcome nobody came to see."""
    counts = {
        "pages": salvaged.pages,
        "damaged": salvaged.pages_damaged,
        "lost": salvaged.lost + salvaged.unplaced + salvaged.dangling,
        "dangling": salvaged.dangling,
    }
    newest = vault_events.all_events(connection, most=1)
    if newest and newest[0].what == SALVAGED:
        before = {name: int(str(newest[0].facts[name])) for name in counts}
        counts["pages"] = max(counts["pages"], before["pages"])
        counts["damaged"] += before["damaged"]
        counts["lost"] += before["lost"] - before["dangling"]  # those dangle still
    return counts


def _read(database: Path, target: Path, keys: Keys) -> Salvaged:
    old = salvage.version(database, keys) or runner.NEWEST
    if old > runner.NEWEST:
        raise Trouble(Reason.VAULT_NEWER)

    def rebuild(connection: Connection) -> None:
        runner.migrate(connection)
        mending.mend(connection)

    tables = Tables(runner.NEWEST, lambda connection: runner.migrate(connection, old), trail.kinds_of, rebuild)
    return salvage.read_into(database, target, keys, tables)


def _suspect(handover: Handover) -> None:
    """Let an opening that comes before the end of this one say that the vault is damaged."""
    file = HeadFile(handover.folder, handover.opened.keys, handover.opened.vault_id)
    try:
        file.write(replace(file.read(), suspicion=Suspicion.DAMAGED, digest=None))
    except NoHead:
        pass  # which every opening finds
    finally:
        file.close()


def _take_place(folder: Path) -> None:
    """The old log goes before the new database comes: SQLite would take it for the new one's."""
    _keep(folder)
    for name in (LOG, LOG_INDEX):
        (folder / name).unlink(missing_ok=True)
    sync_folder(folder)
    (folder / _FINISHED).replace(folder / DATABASE)
    sync_folder(folder)


def _keep(folder: Path) -> None:
    """Give the damaged file and its log a second name among what was set aside; a disk without such moves them."""
    there = [name for name in (DATABASE, LOG) if (folder / name).exists()]
    if not there:
        return
    place = generations.set_aside(folder, ())
    for name in there:
        try:
            (place / name).hardlink_to(folder / name)
        except OSError:
            (folder / name).rename(place / name)
    sync_folder(place)


def _is_finished(folder: Path, keys: Keys) -> bool:
    """Whether a whole database lies beside that was read out of the one in place, or of one that was moved away."""
    database, finished = folder / DATABASE, folder / _FINISHED
    if not finished.exists():
        return False
    try:
        with closing(opening.connect(finished, keys, newest=runner.NEWEST)) as connection, faults.told():
            opening.examine(connection)
            note = vault_events.newest(connection, SALVAGED)
    except Trouble:
        return False
    return note is not None and (not database.exists() or note.facts["source"] == _source(database, keys))


def _source(database: Path, keys: Keys) -> str:
    """Which file was read: its digest, or nothing for one with places that cannot be read."""
    try:
        return digest.of(database, keys).hex()
    except OSError:
        return ""
