"""The safety receipt of a day: what was counted and seen, what needs attention, and what could not be known."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum

from gemdesk.domain.records import Release
from gemdesk.flows import keys, vault_state
from gemdesk.flows.vault_state import VaultState
from gemdesk.flows.work import Work
from gemdesk.kernel import machine as machines
from gemdesk.kernel import open_sockets, proving
from gemdesk.kernel.machine import Disk, Machine, Sleep, Swap
from gemdesk.kernel.open_sockets import Count
from gemdesk.store import rows
from gemdesk.vault.opened import SlotKind

_OLD = 7  # days after which an examination or a generation is told as old


class State(Enum):
    """What a line means for whoever reads it; what is not known is never called good."""

    GOOD = "good"
    ATTENTION = "attention"
    UNKNOWN = "unknown"


class What(Enum):
    """What a line is about, in the order of the page."""

    SOCKETS = "sockets"
    LEFT = "left"
    SAVES = "saves"
    EXAMINED = "examined"
    GENERATIONS = "generations"
    BACKUP = "backup"
    RECOVERY = "recovery"
    KEY_FILE = "key_file"
    SWAP = "swap"
    SLEEP = "sleep"
    DISK = "disk"
    SPOOL = "spool"
    CLIPBOARD = "clipboard"


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its subject, its state, what exactly was found, and the numbers that belong to it."""

    what: What
    state: State
    found: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Receipt:
    """All lines of one moment; nothing in it is about a person or a case."""

    at: datetime
    lines: tuple[Line, ...]

    def line(self, what: What) -> Line:
        """The line about this."""
        return next(line for line in self.lines if line.what is what)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What was found out beside the vault; `clipboard` tells whether something of ours lies there."""

    machine: Machine
    sockets: Count | None
    guarded: bool
    clipboard: bool | None = None
