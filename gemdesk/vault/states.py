"""Authentic states of the slot file: which copy is believed, and what the next state looks like."""

from dataclasses import dataclass, replace
from pathlib import Path

from gemdesk.kernel.errors import Refusal, Trouble
from gemdesk.kernel.reasons import Reason
from gemdesk.vault import copies, recovery
from gemdesk.vault.kdf import Policy
from gemdesk.vault.opened import NO_SLOT, Opened, SlotKind
from gemdesk.vault.passphrase import Secret
from gemdesk.vault.record import Header, Record
from gemdesk.vault.sealing import (
    Content,
    Entries,
    Entry,
    close_directory,
    close_slot,
    open_directory,
    random_slot,
    root_of,
    try_all,
)

FIELD = "passphrase"  # where a refusal is shown


@dataclass(frozen=True, slots=True)
class State:
    """A record whose every byte was authenticated, its directory, and what opened it."""

    record: Record
    entries: Entries
    opened: Opened

    @property
    def replaced(self) -> int:
        """The slot that waits to be retired since this one has opened, or NO_SLOT."""
        entry = self.entries[self.opened.slot]
        return NO_SLOT if entry is None else entry.replaces


class Attempt:
    """One secret being tried; Argon2id runs once for each header, and there is one unless a copy was forged."""

    def __init__(self, secret: Secret) -> None:
        self._secret = secret
        self._roots: dict[Header, bytes] = {}

    def root(self, header: Header) -> bytes:
        """The secret stretched with this header's salt and cost."""
        if header not in self._roots:
            self._roots[header] = root_of(self._secret, header)
        return self._roots[header]

    def refusal(self) -> Refusal:
        """What a person is told when no slot opens, at the field where the secret was given."""
        return Refusal(*_WRONG[kind_of(self._secret)])


# What does not open cannot be told apart further: with two factors either may be the wrong one.
_WRONG = {
    SlotKind.PASSPHRASE: (Reason.WRONG_SECRET, FIELD),
    SlotKind.PASSPHRASE_AND_KEY_FILE: (Reason.WRONG_PAIR, FIELD),
    SlotKind.RECOVERY: (Reason.RECOVERY_NOT_OURS, recovery.FIELD),
}


def kind_of(secret: Secret) -> SlotKind:
    """The kind of slot that this secret opens."""
    if secret.recovery is not None:
        return SlotKind.RECOVERY
    return SlotKind.PASSPHRASE if secret.key_file is None else SlotKind.PASSPHRASE_AND_KEY_FILE


def opened_by(attempt: Attempt, records: list[Record]) -> State:
    """The state that the secret opens; Refusal WRONG_SECRET, WRONG_PAIR or RECOVERY_NOT_OURS by the secret's kind.

    Trouble SLOTS_DAMAGED for a forged record.

    The newest copy decides alone, so that a retired secret stays retired after an interrupted
    writing. The other is asked only when the two show a forgery: the headers differ, one serial
    stands for two contents, or a slot of the newest opens while the whole is not authentic.
    """
    newest = records[0]
    matched = False
    for record in records:
        merely_older = record.header == newest.header and record.serial < newest.serial
        if merely_older and not matched:
            break
        for number, content in enumerate(try_all(attempt.root(record.header), record)):
            if content is None:
                continue
            matched = True
            entries = open_directory(content.keys, record)
            if entries is not None:
                return State(record, entries, _opened(record, number, content))
    if matched:
        raise Trouble(Reason.SLOTS_DAMAGED)
    raise attempt.refusal()


def current(folder: Path, opened: Opened, policy: Policy) -> State:
    """The newest state that this vault's keys authenticate."""
    for record in copies.load(folder, policy):
        entries = open_directory(opened.keys, record)
        if entries is not None:
            return State(record, entries, opened)
    raise Trouble(Reason.SLOTS_DAMAGED)


def with_slot(state: State, root: bytes, number: int, content: Content, replaces: int) -> Record:
    """The next record, with one slot closed anew; earlier tries to replace the same slot are emptied."""
    slots, entries = _emptied(state, pending(state, replaces) | {number})
    slots[number] = close_slot(root, state.record.header, number, content)
    entries[number] = Entry(content.kind, content.role, content.worker, content.keys.sealed is not None, replaces)
    return _next(state, slots, entries)


def without(state: State, numbers: frozenset[int]) -> Record:
    """The next record, in which these slots are random bytes."""
    return _next(state, *_emptied(state, numbers))


def finished(state: State) -> Record:
    """The next record, in which the slot that was replaced is gone, and what that one was to replace itself."""
    return _next(state, *_emptied(state, _superseded(state)))


def pending(state: State, replaces: int) -> frozenset[int]:
    """The slots that an interrupted change left behind, which wanted to replace the same slot."""
    if replaces == NO_SLOT:
        return frozenset()
    return frozenset(n for n, entry in enumerate(state.entries) if entry and entry.replaces == replaces)


def _superseded(state: State) -> frozenset[int]:
    """The slots before this one in a row of changes of which each was interrupted before it ended."""
    found: set[int] = set()
    number = state.replaced
    while number != NO_SLOT and number not in found | {state.opened.slot}:
        found.add(number)
        entry = state.entries[number]
        number = NO_SLOT if entry is None else entry.replaces
    return frozenset(found)


def _emptied(state: State, numbers: frozenset[int]) -> tuple[list[bytes], list[Entry | None]]:
    """Slots and entries without these; nothing waits to replace them, since others may get their numbers."""
    slots = [random_slot() if n in numbers else slot for n, slot in enumerate(state.record.slots)]
    entries = [None if n in numbers else _waiting_for(entry, numbers) for n, entry in enumerate(state.entries)]
    return slots, entries


def _waiting_for(entry: Entry | None, numbers: frozenset[int]) -> Entry | None:
    return replace(entry, replaces=NO_SLOT) if entry is not None and entry.replaces in numbers else entry


def _next(state: State, slots: list[bytes], entries: list[Entry | None]) -> Record:
    header, serial = state.record.header, state.record.serial + 1
    return close_directory(state.opened.keys, header, serial, tuple(slots), tuple(entries))


def _opened(record: Record, number: int, content: Content) -> Opened:
    return Opened(record.header.vault_id, number, content.kind, content.worker, content.role, content.keys)
