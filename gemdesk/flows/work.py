"""What every flow is handed: the open vault, the clock and who is at work."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeVar

from gemdesk.domain.access import Access, Right, Role
from gemdesk.domain.own import ListEntry
from gemdesk.kernel import lists
from gemdesk.kernel.clock import Clock
from gemdesk.kernel.errors import Refusal, Trouble
from gemdesk.kernel.reasons import Reason
from gemdesk.store import own_lists, vault_events
from gemdesk.store.change import Change, change
from gemdesk.store.trail import Device, newest_clock
from gemdesk.vault import faults, interruption
from gemdesk.vault.connection import Connection
from gemdesk.vault.saves import Save
from gemdesk.vault.sealed_texts import Sealer
from gemdesk.vault.session import Session

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Work:
    """One session's open vault; lives in the store's lane and nowhere else."""

    vault: Session
    device: Device
    clock: Clock
    touched: set[str] = field(default_factory=set)  # kinds of record since the last `take_touched`
    own: list[lists.Own] = field(default_factory=list)  # the lists' own entries once they were read; see `own_lists`

    @property
    def connection(self) -> Connection:
        """The open database."""
        return self.vault.connection

    @property
    def worker(self) -> str:
        """The code of who is at work."""
        return self.vault.opened.worker

    @property
    def role(self) -> str:
        """The role of who is at work: caseworker, coordinator, ..."""
        return self.vault.opened.role.name.lower()

    @property
    def access(self) -> Access:
        """What who is at work may see and do."""
        return Access(self.worker, Role(self.role))

    def require(self, right: Right) -> None:
        """Raise `Refusal` when who is at work has not this right."""
        if not self.access.may(right):
            raise Refusal(Reason.NOT_YOUR_ROLE, "")

    @property
    def sealer(self) -> Sealer:
        """What seals and opens texts under the second data key."""
        return Sealer(self.vault.opened.keys)

    def own_entries(self) -> lists.Own:
        """What the organisation added to the lists, read once and again after a change of it."""
        if not self.own:
            try:
                with faults.told():
                    self.own.append(own_lists.read(self.connection))
            except Trouble:
                return lists.NONE  # of a damaged vault the rest is read all the same, with codes for these words
        return self.own[0]

    def guarded(self, function: Callable[..., R], *args: object) -> R:
        """Call `function(work, *args)`; a damaged file or a failing disk is a `Trouble`, in reading too."""
        with faults.told(), lists.laid(self.own_entries()):
            return function(self, *args)

    def looked(self, late: Callable[[], bool], function: Callable[..., R], *args: object) -> R:
        """As `guarded`, to read alone; `Cancelled` soon after `late` says that nobody waits for it any more."""
        with interruption.ended_when(late, self.connection):
            return self.guarded(function, *args)

    def moment(self) -> str:
        """Now, as the trail writes it: ISO with offset, to the second."""
        return self.clock.now().isoformat(timespec="seconds")

    def reached(self) -> date:
        """The latest day that is known to have come: today, or that of an event where the clock fell behind it."""
        newest, today = newest_clock(self.connection), self.clock.today()
        return max(today, datetime.fromisoformat(newest).date()) if newest else today

    @contextmanager
    def change(self) -> Iterator[Change]:
        """One save: a transaction with its events; see `vault.saves` for what is acknowledged.

        `Trouble` when the disk is full or the file cannot be written; then nothing of it is kept.
        """
        with lists.laid(self.own_entries()), self.saving() as save:
            with change(self.connection, self.device, self.worker, self.moment()) as open_:
                yield open_
            save.bind(open_.signed)
        self.touched.update(open_.touched)
        if ListEntry.KIND in open_.touched:
            self.own.clear()

    @contextmanager
    def saving(self) -> Iterator[Save]:
        """One save without events: drafts, and what concerns this folder alone."""
        with self.vault.saves.save() as save:
            yield save

    def note(self, what: str, **facts: object) -> None:
        """Write down in the history of this vault folder what was done with it; a save of its own."""
        with self.saving():
            vault_events.note(self.connection, self.moment(), what, **facts)

    def take_touched(self) -> frozenset[str]:
        """Which kinds of record were changed since this was last asked."""
        taken = frozenset(self.touched)
        self.touched.clear()
        return taken

    def take_warnings(self) -> tuple[Trouble, ...]:
        """What has to be told of saves that succeeded, since this was last asked."""
        warnings = self.vault.saves.warnings
        taken = tuple(warnings)
        warnings.clear()
        return taken

    def close(self) -> None:
        """Seal and close the vault and let others open it."""
        self.vault.close()
