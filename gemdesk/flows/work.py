"""What every flow is handed: the open vault, the clock and who is at work."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime

from gemdesk.kernel.clock import Clock
from gemdesk.kernel.errors import Trouble
from gemdesk.kernel.reasons import Reason
from gemdesk.store.change import Change, change
from gemdesk.store.trail import Device, newest_clock
from gemdesk.vault import faults, opening
from gemdesk.vault.connection import Connection
from gemdesk.vault.lock import Lock


@dataclass(frozen=True, slots=True)
class Work:
    """One session's open vault; lives in the store's lane and nowhere else."""

    connection: Connection
    device: Device
    worker: str
    role: str
    clock: Clock
    lock: Lock | None = None
    touched: set[str] = field(default_factory=set)  # kinds of record since the last `take_touched`

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
        with self.saving(), change(self.connection, self.device, self.worker, self.moment()) as open_:
            yield open_
        self.touched.update(open_.touched)

    @contextmanager
    def saving(self) -> Iterator[None]:
        """What is written inside is on the disk at the end, by the truncating checkpoint; `Trouble` when it is not."""
        with faults.told():
            yield
        try:
            opening.checkpoint(self.connection)
        except Trouble as stop:
            # It is saved: the log has it. A full disk is told at the next save, which will not be.
            if stop.reason is not Reason.DISK_FULL:
                raise

    def take_touched(self) -> frozenset[str]:
        """Which kinds of record were changed since this was last asked."""
        taken = frozenset(self.touched)
        self.touched.clear()
        return taken

    def close(self) -> None:
        """Close the vault and let others open it."""
        self.connection.close()
        if self.lock:
            self.lock.release()
