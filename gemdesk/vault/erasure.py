"""Destroying the key places of a vault: without them nothing in its folder opens again.

`destroy_slots` needs the standard library alone, so that the keeper, which holds no secret and no
cipher, can do it. What a drive kept elsewhere of the overwritten bytes is beyond any program; the
person is told so where this is offered.
"""

import os
import secrets
import shutil
from contextlib import suppress
from glob import escape
from pathlib import Path
from typing import TYPE_CHECKING

from gemdesk.kernel.errors import Stop, Trouble
from gemdesk.kernel.files import sync_folder, trouble_of
from gemdesk.kernel.reasons import Reason
from gemdesk.vault.names import REHEARSAL, SLOT_COPIES

if TYPE_CHECKING:
    from gemdesk.vault.opened import Opened
    from gemdesk.vault.passphrase import Secret

_SCRATCH_WORKER = "rehearsal"
_SIBLINGS = ("new", "swap")  # what folder.py and swap.py call their unfinished folders


def destroy_slots(folder: Path) -> int:
    """Overwrite and remove every slot file of a vault, those of unfinished folders beside it included.

    Returns how many are left all the same; 0 means that no key place remains. Raises nothing: a file that
    cannot be overwritten is still removed, and one that cannot be removed does not hinder the next.
    """
    beside = [path for kind in _SIBLINGS for path in folder.parent.glob(f"{escape(f'.{folder.name}.{kind}-')}*")]
    return sum(map(destroy_within, (folder, *beside, *rehearsals(folder))))


def destroy_within(folder: Path) -> int:
    """The same for this folder alone: both copies, and what an interrupted writing left of them."""
    for path in _slot_files(folder):
        _destroy(path)
    with suppress(OSError):
        sync_folder(folder)
    return len(_slot_files(folder))


def rehearsals(folder: Path) -> list[Path]:
    """The copies of rehearsals that go on or were interrupted."""
    return sorted(folder.glob(f"{REHEARSAL}*"))


def remove(place: Path) -> None:
    """Remove a folder whose key places are destroyed first: a kill in between leaves pages without any key."""
    destroy_within(place)
    shutil.rmtree(place)


def rehearse(folder: Path, opened: "Opened") -> None:
    """Destroy a copy of the slot files, made inside the vault's folder, that was opened right before; seconds.

    The vault itself is only read. Trouble ERASURE_FAILED when the copy still opens afterwards or its bytes
    are still on the disk; DISK_FULL, FOLDER_READ_ONLY, and what opening says when the copy does not open before.
    """
    scratch = folder / f"{REHEARSAL}{secrets.token_hex(4)}"
    try:
        for left in rehearsals(folder):
            remove(left)
        scratch.mkdir(mode=0o700)
        try:
            for name in SLOT_COPIES:
                shutil.copyfile(folder / name, scratch / name)
            _rehearse(scratch, opened)
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
    except OSError as fault:
        raise trouble_of(fault) from None


def _slot_files(folder: Path) -> list[Path]:
    return [path for name in SLOT_COPIES for path in (*folder.glob(name), *folder.glob(f".{name}.*"))]


def _destroy(path: Path) -> None:
    with suppress(OSError):
        handle = os.open(path, os.O_WRONLY | getattr(os, "O_BINARY", 0))
        try:
            left = os.fstat(handle).st_size
            while left > 0:
                left -= os.write(handle, secrets.token_bytes(left))
            os.fsync(handle)
        finally:
            os.close(handle)
    with suppress(OSError):
        path.unlink()


def _rehearse(scratch: Path, opened: "Opened") -> None:
    from gemdesk.vault import recovery, slots
    from gemdesk.vault.kdf import AUTHENTIC
    from gemdesk.vault.passphrase import Secret

    secret = Secret(recovery=recovery.new())
    # A vault whose places are all taken can be rehearsed too.
    slots.retire_slot(scratch, opened, 1 if opened.slot == 0 else 0)
    holder = slots.Holder(_SCRATCH_WORKER, opened.role, reads_sealed=False)
    slots.add_slot(scratch, opened, secret, holder)
    slots.unlock(scratch, secret, policy=AUTHENTIC)  # it raises unless there is something to destroy
    # A second name for each file: what it shows afterwards lies where the key places lay.
    seconds = [scratch / f"kept-{name}" for name in SLOT_COPIES]
    before = set()
    for name, second in zip(SLOT_COPIES, seconds, strict=True):
        second.hardlink_to(scratch / name)
        before.add(second.read_bytes())
    left = destroy_within(scratch)
    if left or before & {second.read_bytes() for second in seconds} or _opens(scratch, secret):
        raise Trouble(Reason.ERASURE_FAILED)


def _opens(scratch: Path, secret: "Secret") -> bool:
    from gemdesk.vault import slots
    from gemdesk.vault.kdf import AUTHENTIC

    try:
        slots.unlock(scratch, secret, policy=AUTHENTIC)
    except Stop:
        return False
    return True
