"""An open vault: opened only when it is as it was left, or when the person chose knowingly what to do.

What is compared: the database's own counter, the sealed head beside it, and the copy of the head
outside the folder where there is one. Making and opening need from the store only how the schema
is brought up to date.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Protocol

from gemdesk.kernel.errors import Trouble
from gemdesk.kernel.files import trouble_of
from gemdesk.kernel.reasons import Reason
from gemdesk.vault import anchor, digest, faults, generations, lock, opening
from gemdesk.vault.connection import Connection
from gemdesk.vault.digest import PAGE_BYTES
from gemdesk.vault.findings import Choice, Finding, Found, Kind, Remedy
from gemdesk.vault.head import Head, HeadFile, NoHead, Suspicion
from gemdesk.vault.lock import Lock
from gemdesk.vault.names import DATABASE, LOG, LOG_INDEX
from gemdesk.vault.opened import Opened
from gemdesk.vault.saves import FileMark, Saves

Now = Callable[[], datetime]
_SUSPECTED = {Suspicion.CHANGED: Kind.PAGES_CHANGED, Suspicion.DAMAGED: Kind.DAMAGED}


@dataclass(frozen=True, slots=True)
class Schema:
    """What the vault has to know of the store: its newest version, how to reach it, since which there is a seal."""

    newest: int
    migrate: Callable[[Connection], int]
    sealed_from: int = 2


class Stoppable(Protocol):
    """What goes on beside the session and has to end before it."""

    def stop(self) -> None:
        """End early and wait for the end."""
        ...


@dataclass(slots=True)
class Session:
    """The open vault of one desk; lives in the vault's lane, but for `saves.hold`, `release` and `stop`."""

    folder: Path
    opened: Opened
    connection: Connection
    saves: Saves
    lock: Lock
    key_file: Path | None = None
    examination: "Stoppable | None" = None  # the one that is going on
    before: Head | None = None  # the head as it was found: what the background examination holds the file against
    remedied: Finding | None = None  # what was found and knowingly passed, or mended by a generation
    notes: list[Trouble] = field(default_factory=list)

    @property
    def database(self) -> Path:
        """The path of the database."""
        return self.folder / DATABASE

    def write_anchor(self) -> bool:
        """Bring the head's copy beside the key file up to date; whether it is there now."""
        if self.key_file is None:
            return False
        try:
            anchor.write(self.key_file, self.opened.keys, self.saves.head)
        except OSError:
            return False
        return True

    def close(self, *, digested: bool = True) -> None:
        """End the session; `digested` seals the whole file's digest into the head, some tenths of a second for 1 GB."""
        if self.examination is not None:
            self.examination.stop()
        try:
            if self.saves.stopped:
                return
            self.saves.release()
            if self.saves.settle() and digested and self.saves.head.digest is None:
                self.saves.seal(digest.of(self.database, self.opened.keys))
            self.write_anchor()
        except (Trouble, OSError):
            pass  # the vault went away or its disk is full: what was acknowledged is told by the head as it is
        finally:
            self.abandon()

    def abandon(self) -> None:
        """Close the files and let others open the vault, with nothing more written."""
        self.connection.close()
        self.saves.close()
        self.lock.release()


def make(folder: Path, opened: Opened, schema: Schema, now: Now) -> Session:
    """Make the database and the head in a prepared folder. Trouble as `opening.connect`."""
    held = lock.hold(folder)
    try:
        connection = opening.connect(folder / DATABASE, opened.keys, newest=schema.newest, create=True)
    except BaseException:
        held.release()
        raise
    try:
        schema.migrate(connection)
        opening.checkpoint(connection)
        file = HeadFile(folder, opened.keys, opened.vault_id)
        saves = _saves(connection, file, _first(file, folder, opened, connection), folder, now)
    except BaseException:
        connection.close()
        held.release()
        raise
    return Session(folder, opened, connection, saves, held)


def begin(
    folder: Path,
    opened: Opened,
    schema: Schema,
    now: Now,
    *,
    key_file: Path | None = None,
    choice: Choice | None = None,
) -> Session:
    """Open a vault. Raises Found when it is not as it was left and nothing was chosen yet; Trouble otherwise.

    The file is not changed by saves until `saves.release`: see `examination`.
    """
    held = lock.hold(folder)
    try:
        return _Beginning(folder, opened, schema, now, key_file, choice).session(held)
    except BaseException:
        held.release()
        raise


class _Beginning:
    """One opening, from the lock to a session."""

    def __init__(
        self, folder: Path, opened: Opened, schema: Schema, now: Now, key_file: Path | None, choice: Choice | None
    ) -> None:
        self._folder, self._opened, self._schema, self._now = folder, opened, schema, now
        self._key_file, self._choice = key_file, choice
        self._file = HeadFile(folder, opened.keys, opened.vault_id)
        self._anchor = anchor.read(key_file, opened.keys, opened.vault_id) if key_file else None

    def session(self, held: Lock) -> Session:
        head = self._head()
        notes = self._put_foreign_log_aside(head)
        with_log = (self._folder / LOG).exists()
        finding: Finding | None = None
        if self._choice is not None and self._choice.remedy is Remedy.GENERATION:
            finding = self._finding(Kind.SAVES_MISSING, head if isinstance(head, Head) else None)
            head = self._restored(self._choice.generation)
            with_log = True
        with self._damage_named(head):
            connection = opening.connect(self._folder / DATABASE, self._opened.keys, newest=self._schema.newest)
        try:
            with self._damage_named(head), faults.told():
                head = self._adopted(connection, head)
                finding = finding or self._compared(connection, head, with_log=with_log)
                if finding is not None and self._choice is None:
                    raise Found(finding)
                saves = self._sealed(connection, head, finding)
        except BaseException:
            connection.close()
            self._file.close()
            raise
        before = head if isinstance(head, Head) and finding is None else None
        return Session(
            self._folder,
            self._opened,
            connection,
            saves,
            held,
            self._key_file,
            before=before,
            remedied=finding,
            notes=notes,
        )

    def _head(self) -> Head | Kind:
        try:
            return self._file.read()
        except NoHead as none:
            return Kind.HEAD_DAMAGED if none.there else Kind.HEAD_MISSING
        except OSError as fault:
            raise trouble_of(fault, Reason.DISK_FAULT) from None

    def _put_foreign_log_aside(self, head: Head | Kind) -> list[Trouble]:
        """A full log beside a vault that was left without one is not its own: it would overwrite newer pages."""
        log = self._folder / LOG
        if isinstance(head, Kind) or head.saving or head.in_log or not log.exists() or not log.stat().st_size:
            return []
        generations.set_aside(self._folder, (LOG, LOG_INDEX))
        return [Trouble(Reason.LOG_SET_ASIDE)]

    def _restored(self, name: str) -> Head:
        keys, vault_id = self._opened.keys, self._opened.vault_id
        try:
            return generations.restore(self._folder, name, keys, vault_id, self._schema.newest)
        except (generations.NotWhole, NoHead):
            raise Found(self._finding(Kind.DAMAGED, None, without=name)) from None
        except OSError as fault:
            raise trouble_of(fault, Reason.DISK_FAULT) from None

    @contextmanager
    def _damage_named(self, head: Head | Kind) -> Iterator[None]:
        """Damage of the database becomes a finding, with the generations that can be opened instead."""
        try:
            yield
        except Found:
            raise
        except Trouble as trouble:
            if trouble.reason is not Reason.VAULT_DAMAGED:
                raise
            known = head if isinstance(head, Head) else None
            raise Found(self._finding(Kind.DAMAGED, known, readable=False)) from None

    def _adopted(self, connection: Connection, head: Head | Kind) -> Head | Kind:
        """Bring the schema up to date under the mark of a save; a vault from before the seal gets its first head."""
        was = int(connection.execute("PRAGMA user_version").fetchone()[0])
        if was == self._schema.newest:
            if head is Kind.HEAD_MISSING and _state(connection)[0] == 0:
                # Brought up to date and ended before its first head: nothing was saved under a seal yet.
                return _first(self._file, self._folder, self._opened, connection)
            return head
        if was < self._schema.sealed_from:
            if isinstance(head, Head):
                return Kind.REPLACED  # it has had a seal before
            self._schema.migrate(connection)
            opening.checkpoint(connection)
            return _first(self._file, self._folder, self._opened, connection)
        if isinstance(head, Head) and self._compared(connection, head, with_log=True) is None:
            head = self._file.write(replace(head, saving=True, digest=None))
            self._schema.migrate(connection)
        return head

    def _compared(self, connection: Connection, head: Head | Kind, *, with_log: bool) -> Finding | None:
        """What the counter, the head and the head's copy outside say together."""
        if isinstance(head, Kind):
            return self._finding(head, None)
        if head.suspicion:
            return self._finding(_SUSPECTED[head.suspicion], head)
        epoch, chain = _state(connection)
        outside = self._anchor
        if outside is not None and outside.epoch > max(epoch, head.epoch):
            return self._finding(Kind.ROLLED_BACK, head, outside.epoch - epoch)
        if epoch < head.epoch:
            return self._finding(Kind.SAVES_MISSING, head, head.epoch - epoch)
        if epoch > head.epoch + head.saving or (epoch == head.epoch and chain != head.chain):
            return self._finding(Kind.REPLACED, head)
        if outside is not None and outside.epoch == epoch and outside.chain != chain:
            return self._finding(Kind.REPLACED, head)
        if head.saving and epoch == head.epoch and not with_log:
            return self._finding(Kind.SAVE_CUT, head, 0)
        return None

    def _finding(
        self, kind: Kind, head: Head | None, missing: int | None = None, *, without: str = "", readable: bool = True
    ) -> Finding:
        there = generations.listed(self._folder, self._opened.keys, self._opened.vault_id)
        newest = max(head.epoch if head else 0, self._anchor.epoch if self._anchor else 0)
        saved_at = head.when_saved() if head else None
        return Finding(kind, missing, newest, saved_at, tuple(one for one in there if one.name != without), readable)

    def _sealed(self, connection: Connection, head: Head | Kind, finding: Finding | None) -> Saves:
        """The saves of the session; after a finding the counter leaps over every epoch that was ever used."""
        epoch, chain = _state(connection)
        if finding is None and isinstance(head, Head):
            return self._saves(connection, _as_opened(head, epoch, chain, _pages(self._folder)))
        if finding is not None and finding.kind is Kind.DAMAGED and isinstance(head, Head) and self._stays_damaged():
            saves = self._saves(connection, head)
            saves.stop(Suspicion.DAMAGED)  # opened to be read, and for nothing else
            return saves
        known = [epoch, finding.newest if finding else 0, head.epoch if isinstance(head, Head) else 0]
        serial = head.serial if isinstance(head, Head) else 0
        fresh = Head(self._opened.vault_id, serial, max(known), chain, _pages(self._folder))
        saves = self._saves(connection, self._file.make(fresh))
        with saves.save():
            pass
        return saves

    def _stays_damaged(self) -> bool:
        return self._choice is not None and self._choice.remedy is Remedy.KNOWINGLY

    def _saves(self, connection: Connection, head: Head) -> Saves:
        return _saves(connection, self._file, head, self._folder, self._now)


def _as_opened(head: Head, epoch: int, chain: bytes, pages: int) -> Head:
    """The head of what lies in the file after the opening: the log was moved, and a save that was committed counts."""
    clean = not head.saving and not head.in_log
    return replace(
        head,
        epoch=epoch,
        chain=chain,
        pages=pages,
        saving=False,
        in_log=False,
        digest=head.digest if clean else None,
    )


def _saves(connection: Connection, file: HeadFile, head: Head, folder: Path, now: Now) -> Saves:
    return Saves(connection, file, head, FileMark.of(folder / DATABASE), lambda: now().timestamp())


def _first(file: HeadFile, folder: Path, opened: Opened, connection: Connection) -> Head:
    epoch, chain = _state(connection)
    return file.make(Head(opened.vault_id, epoch=epoch, chain=chain, pages=_pages(folder)))


def _pages(folder: Path) -> int:
    return (folder / DATABASE).stat().st_size // PAGE_BYTES


def _state(connection: Connection) -> tuple[int, bytes]:
    """The counter and the chain of the database itself."""
    row = connection.execute("SELECT epoch, chain FROM seal WHERE id = 1").fetchone()
    return int(row[0]), bytes(row[1])
