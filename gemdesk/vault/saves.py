"""Acknowledged saves: the mark before, the transaction, the truncating checkpoint, the head after.

Whoever leaves `Saves.save` without an exception has what was written inside on the disk, and the
sealed head knows of it. From the opening until the examination has read the whole file the log is not
emptied (`held`): the head says so, and nothing acknowledged can go missing unnoticed either.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path

from gemdesk.kernel.errors import Trouble
from gemdesk.kernel.files import trouble_of
from gemdesk.kernel.reasons import Reason
from gemdesk.vault import faults, opening, reserve
from gemdesk.vault.connection import Connection
from gemdesk.vault.digest import PAGE_BYTES
from gemdesk.vault.head import DIGEST_BYTES, Head, HeadFile, Suspicion
from gemdesk.vault.transactions import transaction


@dataclass(frozen=True, slots=True)
class FileMark:
    """Which file lay at a path, by device and inode: SQLite goes on writing into one that was removed."""

    path: Path
    device: int
    inode: int

    @classmethod
    def of(cls, path: Path) -> "FileMark":
        """The file that lies there now; Trouble VAULT_MISSING when there is none."""
        try:
            found = path.stat()
        except OSError:
            raise Trouble(Reason.VAULT_MISSING) from None
        return cls(path, found.st_dev, found.st_ino)

    def require(self) -> None:
        """Raise Trouble VAULT_MISSING when another file lies there, or none."""
        if FileMark.of(self.path) != self:
            raise Trouble(Reason.VAULT_MISSING)


class Save:
    """One save while it goes on; what it binds enters the chain."""

    def __init__(self) -> None:
        self._content = blake2b(digest_size=DIGEST_BYTES, person=b"gemdesk save")

    def bind(self, content: bytes) -> None:
        """Let the chain depend on this: the heads of the trail that the save signs."""
        self._content.update(len(content).to_bytes(8, "big") + content)

    def after(self, head: Head, epoch: int) -> bytes:
        """The chain as of this save."""
        before = head.chain + epoch.to_bytes(8, "big")
        return blake2b(before + self._content.digest(), digest_size=DIGEST_BYTES, person=b"gemdesk chain").digest()


class Saves:
    """The one way in which anything is written into an open vault; used in the vault's lane only.

    `hold`, `unmoved`, `as_in_file` and `head` may be used from another thread.
    """

    def __init__(
        self, connection: Connection, file: HeadFile, head: Head, mark: FileMark, now: Callable[[], float] = time.time
    ) -> None:
        self._connection = connection
        self._file = file
        self._mark = mark
        self._now = now
        self._moving = threading.Lock()  # held while the log moves into the file
        self._held = False
        self._stopped: Trouble | None = None
        # The state that the database file itself is in; None while a log from before lies beside it.
        self._in_file: Head | None = None if head.in_log else head
        self._moves = 0  # how often the log was moved into the file
        self.head = head
        self.warnings: list[Trouble] = []

    @contextmanager
    def save(self) -> Iterator[Save]:
        """One save. `Trouble` when it was not written, or not where the vault lies: then nothing of it is kept.

        What has to be told of a save that succeeded lies in `warnings`.
        """
        used_up = self._make_room()
        before = self.head
        epoch = before.epoch + 1
        self._begin(before)
        save = Save()
        with self._freeing(), faults.told(), transaction(self._connection):
            yield save
            chain = save.after(before, epoch)
            self._connection.execute("UPDATE seal SET epoch = ?, chain = ?", [epoch, chain])
        self._mark.require()
        if used_up:
            self.warnings.append(Trouble(Reason.DISK_NEARLY_FULL))
        now = int(self._now())
        self.head = replace(self.head, epoch=epoch, chain=chain, saved_at=now, saving=False)
        self._settle()

    def settle(self) -> bool:
        """Empty the log and clear the mark, after a hold or an interrupted save; False when a reader hinders it."""
        self._mark.require()
        self._settle()
        return not self.head.in_log

    def hold(self) -> None:
        """Leave the database file as it is until `release`; saves go on, into the log."""
        with self._moving:
            self._held = True

    def release(self) -> None:
        """Let saves reach the database file again."""
        self._held = False

    def stop(self, suspicion: Suspicion) -> None:
        """Save nothing more, and let the next opening say why: the file is not as it was left."""
        self._stopped = Trouble(Reason.SAVING_STOPPED)
        self.head = replace(self.head, suspicion=suspicion)
        self._write_head()

    @property
    def stopped(self) -> bool:
        """Whether nothing more is saved."""
        return self._stopped is not None

    def seal(self, digest: bytes) -> None:
        """Put the digest of the whole file into the head, when the log is empty and nothing more will be saved."""
        self.head = replace(self.head, digest=digest)
        self._write_head()

    @property
    def unmoved(self) -> bool:
        """Whether nothing was written into the database file since it was opened."""
        return self._moves == 0

    @property
    def held(self) -> bool:
        """Whether the database file is left as it is."""
        return self._held

    def as_in_file(self, digest: bytes) -> Head | None:
        """The head of the state that the file is in while it is held, with its digest; None when that is not known."""
        return replace(self._in_file, digest=digest) if self._in_file else None

    def note_examined(self, digest: bytes) -> None:
        """Write down that the whole file, which is held still, was examined now."""
        self.head = replace(self.head, examined_at=int(self._now()), digest=digest)
        self._write_head()

    def trust(self) -> None:
        """What was suspected is settled: the person has chosen, and it is written down."""
        self.head = replace(self.head, suspicion=Suspicion.NONE)
        self._write_head()

    def before_closing(self) -> None:
        """SQLite empties the log when the last connection closes: the file is not what its digest says then."""
        if self.head.in_log and self.head.digest is not None:
            self.head = replace(self.head, digest=None)
            self._write_head()

    def close(self) -> None:
        """Let the head's file go."""
        self._file.close()

    def _begin(self, before: Head) -> None:
        if self._stopped is not None:
            raise self._stopped
        self._mark.require()
        if not self._file.is_same():
            raise Trouble(Reason.VAULT_MISSING)
        try:
            # Unless the file is held a page may change from here on: the digest ends now, not with the commit.
            kept = before.digest if self._held else None
            self.head = self._file.write(replace(before, saving=True, digest=kept))
        except OSError as fault:
            raise trouble_of(fault, Reason.DISK_FAULT) from None

    def _settle(self) -> None:
        before, moved = self.head, self._empty_log()
        if moved and not before.saving and not before.in_log and before.digest is not None:
            return  # nothing was begun since the file was sealed
        self.head = replace(
            before,
            pages=self._pages(),
            in_log=not moved,
            # The frames of a refused save may lie in the log as if they were committed, until it is emptied.
            saving=before.saving and not moved,
            digest=None if moved else self.head.digest,
        )
        self._write_head()

    def _write_head(self) -> None:
        """Written after the commit, so a hindrance is told and undoes nothing: the mark still covers the save."""
        try:
            self.head = self._file.write(self.head)
        except OSError as fault:
            self._warn(trouble_of(fault, Reason.DISK_FAULT))

    def _empty_log(self) -> bool:
        """Move what is committed into the file; False while the file is held, or when something hindered it."""
        with self._moving:
            if self._held or not self._end_digest():
                return False
            try:
                emptied = opening.checkpoint(self._connection)
            except Trouble as trouble:
                # It is saved: the log has it, flushed. So nobody may be led to save it again.
                self._warn(trouble)
                return False
            if emptied:
                self._moves += 1
                self._in_file = replace(self.head, pages=self._pages(), in_log=False, saving=False, digest=None)
        return emptied

    def _end_digest(self) -> bool:
        """The file is about to change, so its digest ends before that: who is killed in between leaves no alarm."""
        if self.head.digest is None or not self.head.in_log:
            return True
        try:
            self.head = self._file.write(replace(self.head, digest=None))
        except OSError as fault:
            self._warn(trouble_of(fault, Reason.DISK_FAULT))
            return False
        return True

    def _pages(self) -> int:
        return self._mark.path.stat().st_size // PAGE_BYTES

    def _warn(self, trouble: Trouble) -> None:
        full = trouble.reason is Reason.DISK_FULL
        self.warnings.append(Trouble(Reason.DISK_FULL_SAVED) if full else trouble)

    def _make_room(self) -> bool:
        """Free the reserve on the last stretch, so that this save and the message after it have room."""
        folder = self._mark.path.parent
        return reserve.is_scarce(folder) and reserve.free(folder)

    @contextmanager
    def _freeing(self) -> Iterator[None]:
        """Free the reserve when the disk turns out to be full, so that the next try succeeds."""
        try:
            yield
        except Trouble as trouble:
            if trouble.reason is Reason.DISK_FULL:
                reserve.free(self._mark.path.parent)
            raise
