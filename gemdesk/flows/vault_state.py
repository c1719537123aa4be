"""How fresh and how proven the vault is: its last save, its last examination, its generations."""

from dataclasses import dataclass
from datetime import datetime

from gemdesk.flows.work import Work
from gemdesk.store import vault_events
from gemdesk.store.vault_events import VaultEvent
from gemdesk.vault import generations
from gemdesk.vault.findings import Generation


@dataclass(frozen=True, slots=True)
class VaultState:
    """What is known of the vault itself; `events` are the newest of its history, newest first."""

    epoch: int  # how many saves there were
    saved_at: datetime | None
    examined_at: datetime | None
    generations: tuple[Generation, ...]
    events: tuple[VaultEvent, ...]
    with_key_file: bool

    def behind(self, generation: Generation) -> int:
        """How many saves lie between a generation and now."""
        return self.epoch - generation.epoch


def read(work: Work) -> VaultState:
    """The state at this moment."""
    vault, head = work.vault, work.vault.saves.head
    return VaultState(
        head.epoch,
        head.when_saved(),
        head.when_examined(),
        generations.listed(vault.folder, vault.opened.keys, vault.opened.vault_id),
        vault_events.all_events(work.connection, 20),
        vault.key_file is not None,
    )
