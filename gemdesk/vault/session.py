"""An open vault: opened only when it is as it was left, or when the person chose knowingly what to do.

What is compared: the database's own counter, the sealed head beside it, and the copy of the head
outside the folder where there is one. Making and opening need from the store only how the schema
is brought up to date.
"""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Protocol

from gemdesk.kernel.errors import Trouble
from gemdesk.kernel.files import trouble_of
from gemdesk.kernel.reasons import Reason
from gemdesk.vault import anchor, digest, faults, generations, lock, opening, reserve
from gemdesk.vault.comparison import Seen, State, compared
from gemdesk.vault.connection import Connection
from gemdesk.vault.digest import PAGE_BYTES
from gemdesk.vault.findings import Choice, Finding, Found, Kind, Remedy
from gemdesk.vault.head import Head, HeadFile, NoHead, Suspicion
from gemdesk.vault.lock import Lock
from gemdesk.vault.names import DATABASE, LOG, LOG_INDEX
from gemdesk.vault.opened import Opened
from gemdesk.vault.saves import FileMark, Saves

Now = Callable[[], datetime]
_ASIDE_LOG = f".{LOG}.aside"


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

    @property
    def database(self) -> Path:
        """The path of the database."""
        return self.folder / DATABASE

    def write_anchor(self) -> bool:
        """Bring the head's copy beside the key file up to date; whether it is there now."""
        if self.key_file is None or self.saves.stopped:
            return False  # what is only read is not what the next opening is to be held against
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
            if self.saves.stopped or not self._is_as_found():
                return
            self.saves.release()
            if self.saves.settle() and digested and self.saves.head.digest is None:
                self.saves.seal(digest.of(self.database, self.opened.keys))
            self.write_anchor()
        except (Trouble, OSError):
            pass  # the vault went away or its disk is full: what was acknowledged is told by the head as it is
        finally:
            self.abandon()

    def _is_as_found(self) -> bool:
        """Whether the file that no examination has read yet is the one that was left; else the next opening tells."""
        left = self.before.digest if self.before is not None else None
        if not self.saves.held or not self.saves.unmoved or left is None or not self.saves.head.in_log:
            return True  # examined, or nothing was saved: then the head as it is says enough
        if digest.of(self.database, self.opened.keys) == left:
            return True
        self.saves.stop(Suspicion.CHANGED)
        return False

    def abandon(self) -> None:
        """Close the files and let others open the vault; nothing more is saved."""
        self.saves.before_closing()
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
    held: Lock | None = None,
) -> Session:
    """Open a vault. Raises Found when it is not as it was left and nothing was chosen yet; Trouble otherwise.

    `held` is a lock that the caller has taken and gives away. Until `saves.release`, which follows the
    examination, saves stay in the log and the file stays as it was found.
    """
    held = held or lock.hold(folder)
    try:
        if reserve.is_scarce(folder):
            reserve.free(folder)  # a vault has to open on a full disk too
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
        with self._foreign_log_aside(head) as foreign:
            self._seen = self._look(head)
            back = self._choice is not None and self._choice.remedy is Remedy.GENERATION
            connection, saves, finding = self._from_generation() if back else self._from_here()
        if foreign:
            saves.warnings.append(Trouble(Reason.LOG_SET_ASIDE))
        return Session(
            self._folder,
            self._opened,
            connection,
            saves,
            held,
            self._key_file,
            before=self._seen.known if finding is None else None,
            remedied=finding,
        )

    def _head(self) -> Head | Kind:
        try:
            return self._file.read()
        except NoHead as none:
            return Kind.HEAD_DAMAGED if none.there else Kind.HEAD_MISSING
        except OSError as fault:
            raise trouble_of(fault, Reason.DISK_FAULT) from None

    def _look(self, head: Head | Kind) -> Seen:
        log = self._folder / LOG
        there = generations.listed(self._folder, self._opened.keys, self._opened.vault_id)
        if isinstance(head, Head) and head.in_log and not _holds_something(log):
            # Moved into the file by whoever closed it last and could not write that down: the digest is of before.
            # A log that was taken away is told by the counter.
            head = replace(head, digest=None)
        return Seen(head, self._anchor, there, log=_holds_something(log), log_file=log.exists())

    @contextmanager
    def _foreign_log_aside(self, head: Head | Kind) -> Iterator[bool]:
        """Put a log with content aside that lies beside a vault which was left without one; whether there was one.

        It is not the vault's own and would overwrite newer pages. When nothing is opened it lies there again.
        """
        log, aside = self._folder / LOG, self._folder / _ASIDE_LOG
        try:
            if aside.exists() and not _holds_something(log):
                aside.replace(log)  # an opening was interrupted
            aside.unlink(missing_ok=True)
            foreign = isinstance(head, Head) and not head.saving and not head.in_log and _holds_something(log)
            if foreign:
                log.rename(aside)
                (self._folder / LOG_INDEX).unlink(missing_ok=True)
        except OSError as fault:
            raise trouble_of(fault, Reason.DISK_FAULT) from None
        try:
            yield foreign
        except BaseException:
            if foreign:
                aside.replace(log)
            raise
        if foreign:
            generations.set_aside(self._folder, {_ASIDE_LOG: LOG})

    def _keep_log(self) -> None:
        """Keep what lies in the log among what was set aside: SQLite empties a log that it cannot read to its end."""
        with faults.disk_told():
            generations.copy_file(self._folder / LOG, generations.set_aside(self._folder, ()) / LOG)

    def _from_here(self) -> tuple[Connection, Saves, Finding | None]:
        """Open what lies in the folder; Found unless it is as it was left or a way on was chosen."""
        finding = self._looked()
        if finding is not None and self._choice is None:
            raise Found(finding)
        if finding is not None and self._seen.log:
            self._keep_log()
        connection = self._connected()
        try:
            with self._damage_named(), faults.told():
                self._adopt(connection, finding)
                return connection, self._sealed(connection, finding), finding
        except BaseException:
            connection.close()
            self._file.close()
            raise

    def _looked(self) -> Finding | None:
        """What is wrong, by a look that changes neither the file nor its log."""
        database, newest = self._folder / DATABASE, self._schema.newest
        with (
            self._damage_named(),
            faults.told(),
            closing(opening.reader(database, self._opened.keys, newest=newest)) as connection,
        ):
            sealed = _version(connection) >= self._schema.sealed_from
            self._first = self._seen.head is Kind.HEAD_MISSING and not self._seen.generations
            if not sealed and not self._first:
                return self._seen.finding(Kind.REPLACED, readable=False)  # it has had a seal before
            # Ended between the two, a first migration comes here again: nothing was saved under a seal yet.
            self._first = self._first and (not sealed or _state(connection).epoch == 0)
            return None if self._first else compared(self._seen, _state(connection), _pages(self._folder))

    def _from_generation(self) -> tuple[Connection, Saves, Finding]:
        """Put a generation in the database's place; what was found before is what is written down of it."""
        name = self._choice.generation if self._choice else ""
        try:
            finding = self._looked() or self._seen.finding(Kind.REPLACED)  # one may go back although nothing is wrong
        except Found as found:
            finding = found.finding
        others = tuple(one for one in finding.generations if one.name != name)
        try:
            generations.restore(self._folder, name, self._opened.keys, self._opened.vault_id, self._schema.newest)
        except (generations.NotWhole, NoHead):
            raise Found(replace(finding, generations=others)) from None
        except OSError as fault:
            raise trouble_of(fault, Reason.DISK_FAULT) from None
        connection = self._connected()
        try:
            with self._damage_named(), faults.told():
                return connection, self._sealed(connection, finding), finding
        except BaseException:
            connection.close()
            self._file.close()
            raise

    def _connected(self) -> Connection:
        head = self._seen.known
        # A file that is still to be held against its digest stays as it is, with its log beside it.
        move_log = head is None or head.digest is None or not head.in_log
        with self._damage_named():
            return opening.connect(
                self._folder / DATABASE, self._opened.keys, newest=self._schema.newest, move_log=move_log
            )

    @contextmanager
    def _damage_named(self) -> Iterator[None]:
        """Damage of the database becomes a finding, with the generations that can be opened instead."""
        try:
            yield
        except Found:
            raise
        except Trouble as trouble:
            if trouble.reason is not Reason.VAULT_DAMAGED:
                raise
            raise Found(self._seen.unreadable(self._folder / DATABASE)) from None

    def _adopt(self, connection: Connection, finding: Finding | None) -> None:
        """Bring the schema up to date under the mark of a save; a vault from before the seal gets its first head."""
        head = self._seen.known
        if self._first:
            self._schema.migrate(connection)
            opening.checkpoint(connection)
            self._seen = replace(self._seen, head=_first(self._file, self._folder, self._opened, connection))
        elif head is not None and finding is None and _version(connection) < self._schema.newest:
            with faults.disk_told():
                self._seen = replace(self._seen, head=self._file.write(replace(head, saving=True, digest=None)))
            self._schema.migrate(connection)

    def _sealed(self, connection: Connection, finding: Finding | None) -> Saves:
        """The saves of the session; after a finding the counter leaps over every epoch that was ever used."""
        state, head = _state(connection), self._seen.known
        if finding is None and head is not None:
            saves = self._saves(connection, _as_opened(head, state, _pages(self._folder)))
            saves.hold()
            return saves
        if finding is not None and finding.kind is Kind.DAMAGED and head is not None and self._only_reads():
            saves = self._saves(connection, head)
            saves.stop(Suspicion.DAMAGED)  # opened to be read, and for nothing else
            return saves
        self._schema.migrate(connection)
        state = _state(connection)
        fresh = Head(
            self._opened.vault_id,
            head.serial if head else 0,
            max(state.epoch, self._seen.newest),
            state.chain,
            _pages(self._folder),
            suspicion=(head and head.suspicion) or Suspicion.CHANGED,  # until a save has succeeded
        )
        saves = self._saves(connection, self._file.make(fresh))
        with saves.save():
            pass
        saves.trust()
        return saves

    def _only_reads(self) -> bool:
        return self._choice is not None and self._choice.remedy is Remedy.KNOWINGLY

    def _saves(self, connection: Connection, head: Head) -> Saves:
        return _saves(connection, self._file, head, self._folder, self._now)


def _as_opened(head: Head, state: State, pages: int) -> Head:
    """The head of what lies there after the opening: a save that was committed counts.

    The log was moved into the file, unless the file is still to be held against its digest.
    """
    if head.in_log and head.digest is not None:
        return replace(head, epoch=state.epoch, chain=state.chain, saving=False)
    clean = not head.saving and not head.in_log
    kept = head.digest if clean else None
    return replace(head, epoch=state.epoch, chain=state.chain, pages=pages, saving=False, in_log=False, digest=kept)


def _saves(connection: Connection, file: HeadFile, head: Head, folder: Path, now: Now) -> Saves:
    return Saves(connection, file, head, FileMark.of(folder / DATABASE), lambda: now().timestamp())


def _first(file: HeadFile, folder: Path, opened: Opened, connection: Connection) -> Head:
    state = _state(connection)
    with faults.disk_told():
        return file.make(Head(opened.vault_id, epoch=state.epoch, chain=state.chain, pages=_pages(folder)))


def _pages(folder: Path) -> int:
    return (folder / DATABASE).stat().st_size // PAGE_BYTES


def _holds_something(path: Path) -> bool:
    try:
        return path.stat().st_size > 0
    except OSError:
        return False


def _version(connection: Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _state(connection: Connection) -> State:
    """The counter and the chain of the database itself."""
    row = connection.execute("SELECT epoch, chain FROM seal WHERE id = 1").fetchone()
    return State(int(row[0]), bytes(row[1]))
