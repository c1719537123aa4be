"""The safety receipt of a day: what was counted and seen, what needs attention, and what could not be known."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from pathlib import Path

from gemdesk.domain.records import Release
from gemdesk.flows import keys, vault_state
from gemdesk.flows.keys import RecoveryKind, SlotKind
from gemdesk.flows.vault_state import VaultState
from gemdesk.flows.work import Work
from gemdesk.kernel import guard, open_sockets
from gemdesk.kernel import machine as machines
from gemdesk.kernel.machine import Disk, Machine, Sleep, Spool, Swap
from gemdesk.kernel.open_sockets import Count
from gemdesk.store import rows

_OLD = 7  # days after which an examination or a generation is told as old


class State(Enum):
    """What a line means for whoever reads it; what is not known is never called good."""

    GOOD = "good"
    ATTENTION = "attention"
    UNKNOWN = "unknown"
    LIMIT = "limit"  # stays as it is until somebody decides otherwise; nothing to see to each day


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
    """One line: its subject, its state, what exactly was found, and its numbers, moment and places."""

    what: What
    state: State
    found: str
    counts: Mapping[str, int] = field(default_factory=dict)
    at: datetime | None = None  # the moment that is told with its time
    day: date | None = None
    places: tuple[str, ...] = ()


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


def look_around(vault: str) -> Surroundings:
    """Look at this computer and count sockets; needs no vault but the path of its folder. Raises nothing."""
    return Surroundings(machines.look(Path(vault)), open_sockets.count(), guard.guarded())


def folder(work: Work) -> str:
    """The folder that `look_around` asks about."""
    return str(work.vault.folder)


def receipt(work: Work, around: Surroundings) -> Receipt:
    """The receipt of this day. Trouble when the vault cannot be read."""
    return Receipt(work.clock.now(), tuple(_lines(work, around)))


def _lines(work: Work, around: Surroundings) -> Iterator[Line]:
    today, vault = work.clock.today(), vault_state.read(work)
    yield _sockets(around.sockets, around.guarded)
    yield _left(work, today)
    yield _saves(vault)
    yield _examined(vault, today)
    yield _generations(vault, today)
    yield Line(What.BACKUP, State.LIMIT, "none")  # there is no backup format yet, so none can be known
    yield _recovery(work)
    yield _key_file(work)
    yield Line(What.SWAP, _SWAP[around.machine.swap], around.machine.swap.value)
    yield _sleep(around.machine)
    yield Line(What.DISK, _DISK[around.machine.disk], around.machine.disk.value)
    yield _spool(around.machine.spool)
    yield _clipboard(around.clipboard)


_SWAP = {
    Swap.NONE: State.GOOD,
    Swap.MEMORY: State.GOOD,
    Swap.ENCRYPTED: State.GOOD,
    Swap.PLAIN: State.ATTENTION,
    Swap.UNKNOWN: State.UNKNOWN,
}
_DISK = {Disk.ENCRYPTED: State.GOOD, Disk.PLAIN: State.ATTENTION, Disk.UNKNOWN: State.UNKNOWN}


def _sockets(count: Count | None, guarded: bool) -> Line:
    if count is None:
        return Line(What.SOCKETS, State.UNKNOWN, "unseen")
    facts = {"processes": count.processes, "sockets": count.other, "closed": count.closed}
    if count.other:
        return Line(What.SOCKETS, State.ATTENTION, "open", facts)
    if not guarded:
        return Line(What.SOCKETS, State.ATTENTION, "unguarded", facts)
    if count.closed_filtered < count.closed:
        return Line(What.SOCKETS, State.UNKNOWN, "closed", facts)
    return Line(What.SOCKETS, State.GOOD, "filtered" if count.closed else "none", facts)


def _left(work: Work, today: date) -> Line:
    """What left today by the release ledger, without what the ledger says did not come to be."""
    told = rows.select(work.connection, Release, "substr(at, 1, 10) = ?", today.isoformat())
    undone = {release.about for release in told if release.how == "not_completed"}
    came = [release for release in told if release.how != "not_completed" and release.id not in undone]
    facts = {how: sum(release.how == how for release in came) for how in ("saved", "printed")}
    if not came:
        return Line(What.LEFT, State.GOOD, "nothing")
    return Line(What.LEFT, State.ATTENTION, "saved" if facts["saved"] else "printed", facts)


def _saves(vault: VaultState) -> Line:
    if vault.saved_at is None:
        return Line(What.SAVES, State.UNKNOWN, "never", {"epoch": vault.epoch})
    return Line(What.SAVES, State.GOOD, "saved", {"epoch": vault.epoch}, vault.saved_at)


def _examined(vault: VaultState, today: date) -> Line:
    if vault.examined_at is None:
        return Line(What.EXAMINED, State.ATTENTION, "never")
    days = (today - vault.examined_at.astimezone().date()).days
    state = State.GOOD if 0 <= days <= _OLD else State.ATTENTION
    return Line(What.EXAMINED, state, "examined", day=vault.examined_at.astimezone().date())


def _generations(vault: VaultState, today: date) -> Line:
    if not vault.generations:
        return Line(What.GENERATIONS, State.ATTENTION, "none")
    newest = vault.generations[0]
    days = (today - newest.at.astimezone().date()).days
    state = State.GOOD if 0 <= days <= _OLD else State.ATTENTION
    return Line(What.GENERATIONS, state, "kept", {"count": len(vault.generations)}, day=newest.at.astimezone().date())


def _recovery(work: Work) -> Line:
    found = keys.recovery_state(work)
    if found.kind is RecoveryKind.NONE:
        return Line(What.RECOVERY, State.ATTENTION, "none")
    if found.made is None:
        return Line(What.RECOVERY, State.ATTENTION, "unclear")
    if found.rehearsed is None:
        return Line(What.RECOVERY, State.ATTENTION, "unrehearsed", day=found.made)
    state, told = (State.ATTENTION, "due") if found.due else (State.GOOD, "rehearsed")
    return Line(What.RECOVERY, state, told, day=found.rehearsed)


def _key_file(work: Work) -> Line:
    if work.vault.opened.kind is SlotKind.PASSPHRASE_AND_KEY_FILE:
        return Line(What.KEY_FILE, State.GOOD, "used")
    return Line(What.KEY_FILE, State.LIMIT, "without")


def _sleep(machine: Machine) -> Line:
    if machine.sleep is Sleep.POSSIBLE and machine.swap is Swap.ENCRYPTED:
        return Line(What.SLEEP, State.GOOD, "encrypted")
    states = {
        Sleep.IMPOSSIBLE: State.GOOD, Sleep.POSSIBLE: State.ATTENTION, Sleep.UNKNOWN: State.UNKNOWN,
    }  # fmt: skip
    return Line(What.SLEEP, states[machine.sleep], machine.sleep.value)


def _spool(found: Spool) -> Line:
    if found.files:
        return Line(What.SPOOL, State.ATTENTION, "seen", {"files": found.files})
    if found.closed:
        return Line(What.SPOOL, State.UNKNOWN, "closed", places=found.closed)
    return Line(What.SPOOL, State.GOOD, "none") if found.known else Line(What.SPOOL, State.UNKNOWN, "unseen")


def _clipboard(holds: bool | None) -> Line:
    if holds is None:
        return Line(What.CLIPBOARD, State.UNKNOWN, "unseen")
    return Line(What.CLIPBOARD, State.ATTENTION if holds else State.GOOD, "holds" if holds else "empty")
