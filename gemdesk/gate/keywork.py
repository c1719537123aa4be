"""The work with secrets that the lock screen starts: each function ends in a handover or a refusal.

They run in a thread. The vault room is imported here, inside, because its ciphers would delay
the first paint; `warm` brings them in right after it.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.reasons import Reason
from gemdesk.kernel.settings import Settings

if TYPE_CHECKING:
    from gemdesk.gate.given import Found, Key, Newcomer, NewKey, Proven
    from gemdesk.vault.handover import Handover
    from gemdesk.vault.opened import Opened, SlotKind
    from gemdesk.vault.passphrase import Secret
    from gemdesk.vault.slots import Holder

Work = Callable[[], "Handover"]
Proof = Callable[[], "Proven"]
USUAL_WORKER = "w1"
_SHARE_FIELDS = ("share", "second_share")
MOST_READINGS = 3  # of a passphrase on other keyboard layouts; each costs a whole key derivation


def warm() -> None:
    """Import what an attempt needs, so that the attempt itself only waits for the key."""
    from gemdesk.vault import warming

    warming.warm_for_attempts()


def opening(folder: Path, key: "Key", settings: Settings) -> Work:
    """Open the vault."""

    def work() -> "Handover":
        from gemdesk.vault.handover import Handover, Mode
        from gemdesk.vault.slots import unlock

        return Handover(Mode.OPEN, folder, unlock(folder, _secret(key)), settings, key_file=key.file)

    return work


def opening_otherwise(folder: Path, key: "Key", settings: Settings) -> Work:
    """Open the vault with what the same keys write on other keyboard layouts, the likeliest first."""

    def work() -> "Handover":
        from gemdesk.vault.layouts import other_readings

        for reading in other_readings(key.passphrase)[:MOST_READINGS]:
            try:
                return opening(folder, replace(key, passphrase=reading), settings)()
            except Refusal as refusal:
                if refusal.reason not in (Reason.WRONG_SECRET, Reason.WRONG_PAIR):
                    raise
        raise Refusal(Reason.WRONG_LAYOUTS, "passphrase")

    return work


def making(folder: Path, new: "NewKey", settings: Settings, *, worker: str = "", example: bool = False) -> Work:
    """Prepare a new vault; the desk makes its database and puts it in its place."""

    def work() -> "Handover":
        from gemdesk.vault.folder import prepare
        from gemdesk.vault.handover import Handover, Mode

        secret = _new_secret(new)
        folder.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        temporary, opened = prepare(folder, secret, worker=worker or USUAL_WORKER)
        return Handover(
            Mode.CREATE, folder, opened, settings, temporary=temporary, example=example, key_file=new.key.file
        )

    return work


def changing(folder: Path, old: "Key", new: "NewKey", settings: Settings) -> Work:
    """Put a new passphrase in the place of the old one and open with it."""

    def work() -> "Handover":
        from gemdesk.vault.handover import Handover, Mode
        from gemdesk.vault.slots import change_passphrase

        secret = _new_secret(new, "new_key_file")
        opened = change_passphrase(folder, _secret(old), secret)
        return Handover(Mode.CHANGE_KEYS, folder, opened, settings, key_file=new.key.file)

    return work


def proving(folder: Path, key: "Key") -> Proof:
    """Prove with one's own key that one may add another; nothing is opened for the desk yet."""

    def work() -> "Proven":
        from gemdesk.gate.given import Proven
        from gemdesk.vault.giving import roles_to_give
        from gemdesk.vault.slots import unlock

        opened = unlock(folder, _secret(key))
        roles = roles_to_give(folder, opened)
        if not roles:
            raise Refusal(Reason.NOT_YOUR_ROLE, "")
        return Proven(opened, frozenset(role.name for role in roles))

    return work


def adding(
    folder: Path, own: "Opened", own_file: Path | None, new: "NewKey", newcomer: "Newcomer", settings: Settings
) -> Work:
    """Give somebody a key place under a code that no other has, and open with one's own."""

    def work() -> "Handover":
        from gemdesk.vault.giving import require_role
        from gemdesk.vault.handover import Handover, Mode
        from gemdesk.vault.opened import Role
        from gemdesk.vault.slots import Holder, add_slot, list_slots

        code, kinds = newcomer.worker.casefold(), _typed_kinds()
        if any(slot.kind in kinds and (slot.worker or "").casefold() == code for slot in list_slots(folder, own)):
            raise Refusal(Reason.WORKER_TAKEN, "worker")
        require_role(folder, own, Role[newcomer.role])
        holder = Holder(newcomer.worker, Role[newcomer.role], newcomer.reads_sealed)
        add_slot(folder, own, _new_secret(new), holder)
        return Handover(Mode.CHANGE_KEYS, folder, own, settings, key_file=own_file)

    return work


def recovering(folder: Path, found: "Found", new: "NewKey", settings: Settings) -> Work:
    """Open with a recovery code or two shares, and put a new passphrase into a key place of its own."""

    def work() -> "Handover":
        from gemdesk.vault.handover import Handover, Mode
        from gemdesk.vault.passphrase import Secret
        from gemdesk.vault.slots import Holder, unlock

        raw = recovery_secret(found)
        secret = _new_secret(new)
        try:
            opened = unlock(folder, Secret(recovery=raw))
        except Refusal as refusal:
            raise Refusal(refusal.reason, _SHARE_FIELDS[1] if found.shares else "code", **refusal.facts) from None
        holder = Holder(opened.worker, opened.role, opened.keys.sealed is not None)
        _add_or_take_over(folder, opened, secret, holder)
        return Handover(Mode.RECOVER, folder, unlock(folder, secret), settings, key_file=new.key.file)

    return work


def rekeying(folder: Path, key: "Key", settings: Settings) -> Work:
    """Prepare new keys for the whole vault; the desk writes its database anew under them."""

    def work() -> "Handover":
        from gemdesk.vault import rekey
        from gemdesk.vault.handover import Handover, Mode
        from gemdesk.vault.slots import unlock

        secret = _secret(key)
        before = unlock(folder, secret)
        temporary, after = rekey.prepare(folder, before, secret)
        return Handover(Mode.REKEY, folder, after, settings, temporary=temporary, before=before, key_file=key.file)

    return work


def recovery_secret(found: "Found") -> bytes:
    """The recovery secret of what was typed; a refusal names the field `code`, `share` or `second_share`."""
    from gemdesk.vault import recovery, shares

    if not found.shares:
        try:
            return recovery.read_code(found.code)
        except Refusal as refusal:
            raise Refusal(refusal.reason, "code", **refusal.facts) from None
    one, other = (shares.read(typed, where) for typed, where in zip(found.shares, _SHARE_FIELDS, strict=True))
    try:
        return shares.join(one, other)
    except Refusal as refusal:
        raise Refusal(refusal.reason, _SHARE_FIELDS[1], **refusal.facts) from None


def _add_or_take_over(folder: Path, opened: "Opened", secret: "Secret", holder: "Holder") -> None:
    """Add a place; when all are taken, the one whose passphrase the same worker has lost makes room.

    The recovery place has just opened from the disk and stays, so an interruption locks nobody out.
    """
    from gemdesk.vault.slots import add_slot, list_slots, retire_slot

    try:
        add_slot(folder, opened, secret, holder)
    except Refusal as refusal:
        lost = [
            slot.number
            for slot in list_slots(folder, opened)
            if slot.kind in _typed_kinds() and slot.worker == opened.worker
        ]
        if refusal.reason is not Reason.NO_FREE_SLOT or not lost:
            raise
        retire_slot(folder, opened, lost[0])
        add_slot(folder, opened, secret, holder)


def _typed_kinds() -> "tuple[SlotKind, ...]":
    """The kinds of places that somebody opens by typing a passphrase."""
    from gemdesk.vault.opened import SlotKind

    return SlotKind.PASSPHRASE, SlotKind.PASSPHRASE_AND_KEY_FILE


def _secret(key: "Key", where: str = "key_file") -> "Secret":
    """The secret; the key file is read anew, and what is wrong with it is told at its own field."""
    from gemdesk.vault import keyfile
    from gemdesk.vault.passphrase import Secret

    if key.file is None:
        return Secret(key.passphrase)
    try:
        return Secret(key.passphrase, keyfile.read(key.file).content)
    except Refusal as refusal:
        raise Refusal(refusal.reason, where, **refusal.facts) from None


def _new_secret(new: "NewKey", where: str = "key_file") -> "Secret":
    """The secret, once it was typed the same again."""
    from gemdesk.vault.passphrase import normalise

    if normalise(new.key.passphrase) != normalise(new.again):
        if new.shown:
            raise Refusal(Reason.WORDS_DIFFER, "recall")
        raise Refusal(Reason.PASSPHRASES_DIFFER, "again")
    return _secret(new.key, where)
