"""New keys for a whole vault, for the day somebody leaves who could open it.

The gate prepares a folder beside the vault: new random keys, a new vault id (id, salt and cost are
the header that binds key places to one data key) and one key place. The desk writes the database
anew into it, compares, and lets it take the vault's place. What was written under the old keys is
removed with its key places: generations and what was set aside too. Copies of the folder that lie
elsewhere stay readable with the secrets of then; the person is told so where this is offered.
"""

import os
import shutil
from dataclasses import dataclass, replace
from pathlib import Path

from gemdesk.kernel.errors import Refusal, Trouble
from gemdesk.kernel.files import sync_folder, trouble_of
from gemdesk.kernel.reasons import Reason
from gemdesk.vault import digest, erasure, faults, lock, opening, session, slots, swap
from gemdesk.vault.connection import Connection
from gemdesk.vault.digest import PAGE_BYTES
from gemdesk.vault.findings import Found
from gemdesk.vault.head import Head, HeadFile, NoHead
from gemdesk.vault.kdf import STANDARD, Policy, calibrate
from gemdesk.vault.names import ATTACHMENTS, DATABASE, TAKES_OVER
from gemdesk.vault.opened import Opened
from gemdesk.vault.passphrase import Secret
from gemdesk.vault.session import Now, Schema


def prepare(folder: Path, opened: Opened, secret: Secret, *, policy: Policy = STANDARD) -> tuple[Path, Opened]:
    """Make a folder beside the vault with new keys and one key place, for `secret` and the same worker and role.

    The place has opened from the disk when it is given back; the vault is not touched. Refusal WEAK_PASSPHRASE,
    REKEY_NEEDS_SEALED; Trouble DISK_FULL, FOLDER_READ_ONLY.
    """
    if opened.keys.sealed is None:
        raise Refusal(Reason.REKEY_NEEDS_SEALED)
    slots.require_strong(secret)
    folder = folder.resolve()
    swap.settle(folder)
    if (folder / TAKES_OVER).exists():
        raise Trouble(Reason.FOLDER_READ_ONLY)  # an earlier old folder that cannot be removed
    temporary = swap.beside(folder)
    try:
        temporary.mkdir(mode=0o700)
        (temporary / ATTACHMENTS).mkdir(mode=0o700)
        cost = calibrate(policy)
        slots.create(temporary, secret, worker=opened.worker, role=opened.role, parameters=cost, policy=policy)
        return temporary, slots.unlock(temporary, secret, policy=policy)
    except BaseException as fault:
        discard(temporary)
        if isinstance(fault, OSError):
            raise trouble_of(fault) from None
        raise


def discard(temporary: Path) -> None:
    """Give up what `prepare` made."""
    erasure.destroy_within(temporary)
    shutil.rmtree(temporary, ignore_errors=True)


def carry_over(
    folder: Path,
    temporary: Path,
    before: Opened,
    after: Opened,
    schema: Schema,
    now: Now,
    *,
    key_file: Path | None = None,
) -> Path:
    """Write the vault's database anew under the keys of `after` and put it in the vault's place; the vault's path.

    The copy is examined and holds the same schema with as many rows in each table before anything is swapped;
    then the old key places are destroyed and the old folder is removed. `key_file`: where a copy of the head lies
    beside. Trouble VAULT_NOT_AS_LEFT or VAULT_DAMAGED (it has to be opened first, with a choice), REKEY_FAILED,
    VAULT_IN_USE, DISK_FULL, FOLDER_READ_ONLY: then the vault is as it was and the prepared folder is gone.
    """
    folder = folder.resolve()
    try:
        _require_as_left(folder, before, schema, now, key_file)
        with lock.hold(folder) as held, lock.hold(temporary) as held_too:
            _write_anew(folder, temporary, before, after, schema.newest)
            if os.name == "nt":
                # There a folder with an open file in it cannot be renamed.
                held.release()
                held_too.release()
            swap.swap(temporary, folder)
    except BaseException as fault:
        # Past the exchange, or between two renames, both are needed: `settle` decides.
        if folder.exists() and not (folder / TAKES_OVER).exists():
            discard(temporary)
        if isinstance(fault, OSError):
            raise trouble_of(fault) from None
        raise
    swap.settle(folder)
    return folder


def _require_as_left(folder: Path, before: Opened, schema: Schema, now: Now, key_file: Path | None) -> None:
    """Open and close the vault as any session does: what is not as it was left must not be carried over unseen.

    Afterwards whatever could show it is gone, so the file is held against its digest now and not behind the screen.
    """
    with lock.hold(folder) as held:
        if _is_changed(folder, before):
            raise Trouble(Reason.VAULT_NOT_AS_LEFT)
        try:
            session.begin(folder, before, schema, now, key_file=key_file, held=held).close(digested=False)
        except Found as found:
            raise Trouble(found.reason) from None  # the finding's choices are for keys that open the vault as it is


def _is_changed(folder: Path, before: Opened) -> bool:
    """Whether the head knows the digest of the file as it lies, and the file has another."""
    try:
        left = HeadFile(folder, before.keys, before.vault_id).read().digest
        return left is not None and digest.of(folder / DATABASE, before.keys) != left
    except (NoHead, FileNotFoundError):
        return False  # the opening says so itself


def _write_anew(folder: Path, temporary: Path, before: Opened, after: Opened, newest: int) -> None:
    """Database and head of the new folder, compared with those of the old."""
    if any((folder / ATTACHMENTS).glob("*")):
        raise Trouble(Reason.REKEY_FAILED)  # files beside the database get their new keys with their own issue
    head = HeadFile(folder, before.keys, before.vault_id).read()
    database = temporary / DATABASE
    was = _counted(folder / DATABASE, before, newest, examined=True)
    opening.copy_into(folder / DATABASE, before.keys, database, after.keys, newest=newest)
    if was != _counted(database, after, newest) or was.state != (head.epoch, head.chain):
        raise Trouble(Reason.REKEY_FAILED)
    fresh = Head(after.vault_id, epoch=head.epoch, chain=head.chain, saved_at=head.saved_at)
    HeadFile(temporary, after.keys, after.vault_id).make(replace(fresh, pages=database.stat().st_size // PAGE_BYTES))
    sync_folder(temporary)


@dataclass(frozen=True, slots=True)
class Counted:
    """What two databases of the same content have in common, whatever their keys."""

    schema: tuple[tuple[str, str, str | None], ...]
    rows: dict[str, int]
    state: tuple[int, bytes]


def _counted(path: Path, opened: Opened, newest: int, *, examined: bool = False) -> Counted:
    connection = opening.connect(path, opened.keys, newest=newest)
    try:
        if examined:
            opening.examine(connection)
        with faults.told():
            return count(connection)
    finally:
        connection.close()


def count(connection: Connection) -> Counted:
    """What this database holds."""
    schema = connection.execute(
        "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY type, name"
    ).fetchall()
    rows = {name: _rows(connection, name) for kind, name, _sql in schema if kind == "table"}
    epoch, chain = connection.execute("SELECT epoch, chain FROM seal WHERE id = 1").fetchone()
    return Counted(tuple(map(tuple, schema)), rows, (int(epoch), bytes(chain)))


def _rows(connection: Connection, table: str) -> int:
    quoted = table.replace('"', '""')
    return int(connection.execute(f'SELECT count(*) FROM "{quoted}"').fetchone()[0])  # noqa: S608 - a name of the schema
