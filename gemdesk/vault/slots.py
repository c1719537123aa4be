"""The eight key places of a vault: opening, listing, adding, retiring, changing a passphrase.

Slots are changed under the vault's lock: the one that is handed in, or one taken for the change.
A slot is only retired after its successor has been opened from the disk; when that is interrupted,
the next opening with the new secret ends it.
"""

from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from gemdesk.kernel.errors import Refusal, Stop, Trouble
from gemdesk.kernel.ids import new_id
from gemdesk.kernel.reasons import Reason
from gemdesk.vault import copies, lock, states
from gemdesk.vault.kdf import AUTHENTIC, STANDARD, Parameters, Policy, new_salt
from gemdesk.vault.keys import Keys
from gemdesk.vault.lock import Lock
from gemdesk.vault.opened import NO_SLOT, Opened, Role, SlotKind
from gemdesk.vault.passphrase import Secret, same
from gemdesk.vault.record import SLOTS, Header
from gemdesk.vault.sealing import Content, Entries, Entry, close_directory, close_slot, random_slot, root_of, try_all
from gemdesk.vault.states import Attempt, State
from gemdesk.vault.strength import weak


@dataclass(frozen=True, slots=True)
class Slot:
    """A key place as the person sees it; a free one has neither worker nor role."""

    number: int
    kind: SlotKind
    worker: str | None
    role: Role | None
    reads_sealed: bool
    mark: str = ""  # of what is written there now: another after each writing, never of use to a guesser


@dataclass(frozen=True, slots=True)
class Holder:
    """Whom a new key place is for."""

    worker: str
    role: Role
    reads_sealed: bool = True


def create(
    folder: Path, secret: Secret, *, worker: str, role: Role, parameters: Parameters, policy: Policy = STANDARD
) -> None:
    """Write the first slot file of a new vault, with new keys, into an empty folder."""
    require_strong(secret)
    policy.require(parameters)
    header = Header(new_id(), parameters, new_salt())
    keys = Keys.fresh()
    content = Content(states.kind_of(secret), role, worker, keys)
    free = SLOTS - 1
    slots = (close_slot(root_of(secret, header), header, 0, content), *(random_slot() for _ in range(free)))
    entries: Entries = (Entry(content.kind, role, worker, reads_sealed=True), *[None] * free)
    copies.save(folder, close_directory(keys, header, 1, slots, entries))


def unlock(folder: Path, secret: Secret, *, policy: Policy = STANDARD) -> Opened:
    """Open a vault: one Argon2id run, eight trials; then mend what an interruption left, if nobody is inside.

    Refusal WRONG_SECRET, WRONG_PAIR (with a key file), RECOVERY_NOT_OURS; Trouble VAULT_MISSING, SLOTS_DAMAGED,
    SLOTS_GONE (destroyed, with a database left), SLOT_PARAMETERS, VAULT_NEWER.
    """
    attempt = Attempt(secret)
    state = states.opened_by(attempt, copies.load(folder, policy))
    if state.replaced != NO_SLOT or not copies.agree(folder, state.record):
        _mend(folder, attempt, policy)
    return state.opened


def list_slots(folder: Path, opened: Opened, *, policy: Policy = AUTHENTIC) -> tuple[Slot, ...]:
    """All eight places, free ones included."""
    state = states.current(folder, opened, policy)
    return tuple(map(_shown, range(SLOTS), state.entries, state.record.slots))


def serial(folder: Path, opened: Opened, *, policy: Policy = AUTHENTIC) -> int:
    """How often the slot file was written; each writing counts one more. Trouble SLOTS_DAMAGED, SLOTS_GONE."""
    return states.current(folder, opened, policy).record.serial


def add_slot(
    folder: Path,
    opened: Opened,
    secret: Secret,
    holder: Holder,
    *,
    held: Lock | None = None,
    policy: Policy = AUTHENTIC,
) -> int:
    """Give another secret its own place and return its number, once it has opened from the disk.

    Refusal WEAK_PASSPHRASE (a recovery secret is random and never weak), NO_FREE_SLOT; Trouble VAULT_IN_USE
    without `held`, DISK_FULL, FOLDER_READ_ONLY.
    """
    if holder.reads_sealed and opened.keys.sealed is None:
        raise ValueError("a key that is not held cannot be given")
    keys = opened.keys if holder.reads_sealed else opened.keys.without_sealed()
    content = Content(states.kind_of(secret), holder.role, holder.worker, keys)
    with _lock(folder, held):
        return _add(folder, states.current(folder, opened, policy), secret, content, policy).opened.slot


def retire_slot(
    folder: Path, opened: Opened, number: int, *, held: Lock | None = None, policy: Policy = AUTHENTIC
) -> None:
    """Fill a place with random bytes; the place one came in by stays, so a vault always opens.

    Whoever kept a copy of the folder can still open that copy with the retired secret.
    """
    if number == opened.slot or number not in range(SLOTS):
        raise ValueError("not a slot that can be retired")
    with _lock(folder, held):
        copies.save(folder, states.without(states.current(folder, opened, policy), frozenset({number})))


def change_passphrase(
    folder: Path, old: Secret, new: Secret, *, held: Lock | None = None, policy: Policy = STANDARD
) -> Opened:
    """Put a new secret in the place of an old one, and return what the new one opens.

    Until the new one has opened from the disk the old one stays. Refusal WRONG_SECRET for `old`,
    WEAK_PASSPHRASE for `new`, NO_FREE_SLOT; after any of them everything is as it was.
    """
    with _lock(folder, held):
        state = states.opened_by(Attempt(old), copies.load(folder, policy))
        if same(old, new):
            return state.opened
        was = state.opened
        content = Content(states.kind_of(new), was.role, was.worker, was.keys)
        fresh = _add(folder, state, new, content, policy, replaces=was.slot)
        copies.save(folder, states.finished(fresh))
        return fresh.opened


def _lock(folder: Path, held: Lock | None) -> AbstractContextManager[Lock | None]:
    """The lock for one change: taken now and given back after it, unless the caller holds it anyway."""
    return lock.hold(folder) if held is None else nullcontext(held)


def _add(
    folder: Path, state: State, secret: Secret, content: Content, policy: Policy, *, replaces: int = NO_SLOT
) -> State:
    """Write a new slot into a free place and return the state that it opens from the disk."""
    require_strong(secret)
    root = root_of(secret, state.record.header)
    retried = states.pending(state, replaces)
    if any(found and number not in retried for number, found in enumerate(try_all(root, state.record))):
        # Two people had the same idea, so a guesser has it too; and the trail could not tell them apart.
        raise Refusal(Reason.WEAK_PASSPHRASE, states.FIELD)
    free = [number for number, entry in enumerate(state.entries) if entry is None or number in retried]
    if not free:
        raise Refusal(Reason.NO_FREE_SLOT)
    copies.save(folder, states.with_slot(state, root, free[0], content, replaces))
    fresh = states.opened_by(Attempt(secret), copies.load(folder, policy))
    same_header = fresh.record.header == state.record.header
    if fresh.opened.slot != free[0] or fresh.opened.keys != content.keys or not same_header:
        raise Trouble(Reason.DISK_FAULT)
    return fresh


def _mend(folder: Path, attempt: Attempt, policy: Policy) -> None:
    """Make both copies whole and end an interrupted change; the vault is open already, so a hindrance waits."""
    with suppress(Stop), lock.hold(folder):
        # Read again: the one who held the lock a moment ago may have changed slots.
        state = states.opened_by(attempt, copies.load(folder, policy))
        copies.save(folder, state.record if state.replaced == NO_SLOT else states.finished(state))


def require_strong(secret: Secret) -> None:
    """Refusal WEAK_PASSPHRASE; a recovery secret is random and passes."""
    if secret.recovery is None and weak(secret.passphrase):
        raise Refusal(Reason.WEAK_PASSPHRASE, states.FIELD)


def _shown(number: int, entry: Entry | None, closed: bytes) -> Slot:
    if entry is None:
        return Slot(number, SlotKind.FREE, None, None, reads_sealed=False)
    mark = blake2b(closed, digest_size=8).hexdigest()
    return Slot(number, entry.kind, entry.worker, entry.role, entry.reads_sealed, mark)
