"""What every flow is handed: the open vault, the clock and who is at work."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

from gemdesk.kernel.clock import Clock
from gemdesk.kernel.errors import Trouble
from gemdesk.kernel.reasons import Reason
from gemdesk.store.change import Change, change
from gemdesk.store.trail import Device, newest_clock
from gemdesk.vault import faults, opening
from gemdesk.vault.connection import Connection
from gemdesk.vault.lock import Lock

R = TypeVar("R")


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


@dataclass(frozen=True, slots=True)
class Work:
    """One session's open vault; lives in the store's lane and nowhere else."""

    connection: Connection
    device: Device
    worker: str
    role: str
    clock: Clock
    lock: Lock | None = None
    file: FileMark | None = None  # the database at its opening; None where nobody else can reach it
    touched: set[str] = field(default_factory=set)  # kinds of record since the last `take_touched`
    warnings: list[Trouble] = field(default_factory=list)  # since the last `take_warnings`

    def guarded(self, function: Callable[..., R], *args: object) -> R:
        """Call `function(work, *args)`; a damaged file or a failing disk is a `Trouble`, in reading too."""
        with faults.told():
            return function(self, *args)

    def moment(self) -> str:
        """Now, as the trail writes it: ISO with offset, to the second."""
        return self.clock.now().isoformat(timespec="seconds")

    def reached(self) -> date:
        """The latest day that is known to have come: today, or that of an event where the clock fell behind it."""
        newest, today = newest_clock(self.connection), self.clock.today()
        return max(today, datetime.fromisoformat(newest).date()) if newest else today

    @contextmanager
    def change(self) -> Iterator[Change]:
        """One save: a transaction with its events, then the truncating checkpoint.

        `Trouble` when the disk is full or the file cannot be written; then nothing of it is kept.
        """
        with self.saving():
            with change(self.connection, self.device, self.worker, self.moment()) as open_:
                yield open_
            self.touched.update(open_.touched)

    @contextmanager
    def saving(self) -> Iterator[None]:
        """What is written inside is on the disk at the end, and in the file itself by the truncating checkpoint.

        `Trouble` when it was not written, or not where the vault lies. A checkpoint that failed is a warning.
        """
        self._require_file()
        with faults.told():
            yield
        self._require_file()
        try:
            opening.checkpoint(self.connection)
        except Trouble as stop:
            # It is saved: the log has it, flushed. So nobody may be led to save it again.
            full = stop.reason is Reason.DISK_FULL
            self.warnings.append(Trouble(Reason.DISK_FULL_SAVED) if full else stop)

    def _require_file(self) -> None:
        if self.file is not None:
            self.file.require()

    def take_touched(self) -> frozenset[str]:
        """Which kinds of record were changed since this was last asked."""
        taken = frozenset(self.touched)
        self.touched.clear()
        return taken

    def take_warnings(self) -> tuple[Trouble, ...]:
        """What has to be told of saves that succeeded, since this was last asked."""
        taken = tuple(self.warnings)
        self.warnings.clear()
        return taken

    def close(self) -> None:
        """Close the vault and let others open it."""
        self.connection.close()
        if self.lock:
            self.lock.release()
