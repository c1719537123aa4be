"""Travelling without the cases: they stay with two others as a backup, an empty vault lies in their place.

The traveller keeps a receipt: the number of the newest save and eight digits that depend on the
vault, that number and every save before it. On return it says whether what comes back is the
newest state that there was. Pages of the old vault may remain on the drive, with no key to them.
"""

from dataclasses import dataclass
from enum import StrEnum, unique
from hashlib import blake2b
from pathlib import Path

from gemdesk.kernel.errors import Refusal, Trouble
from gemdesk.kernel.reasons import Reason
from gemdesk.vault import lock, swap
from gemdesk.vault.head import HeadFile, NoHead
from gemdesk.vault.opened import Opened

_SHORT = 6  # characters of a vault's id that a receipt shows
_CODE_DIGITS = 8


@dataclass(frozen=True, slots=True)
class BackupProof:
    """That a backup was opened whole by the keys of these recipients: its digest, and the save it holds as its last."""

    recipients: frozenset[str]
    digest: bytes
    epoch: int


@dataclass(frozen=True, slots=True)
class TravelReceipt:
    """What fits on a plain card: the first signs of the vault's id, the number of the newest save, eight digits."""

    vault: str
    epoch: int
    code: str


@unique
class Standing(StrEnum):
    """How a state that comes back stands to the receipt."""

    NEWEST = "newest"
    OLDER = "older"
    LATER = "later"  # saves were added elsewhere meanwhile
    OTHER = "other"  # another vault, or another history of it


@dataclass(frozen=True, slots=True)
class Freshness:
    """The standing, and by how many saves it differs."""

    standing: Standing
    saves: int = 0


def leave(folder: Path, temporary: Path, opened: Opened, proof: BackupProof) -> TravelReceipt:
    """Put the prepared, complete and empty vault in the place of this one; the receipt of what was there.

    The old key places are destroyed, then database, generations and all else of the old folder are removed. Refusal
    TRAVEL_UNPROVED without two recipients or when the backup lacks a save; Trouble VAULT_NOT_AS_LEFT, VAULT_IN_USE
    and as `swap.swap`: then nothing was removed.
    """
    folder = folder.resolve()
    with lock.hold(folder), lock.hold(temporary):
        try:
            head = HeadFile(folder, opened.keys, opened.vault_id).read()
        except NoHead:
            raise Trouble(Reason.VAULT_NOT_AS_LEFT) from None
        unsettled = head.saving or head.in_log  # a newer save may lie in the log than the head knows of
        if len(proof.recipients) < 2 or not proof.digest or proof.epoch < head.epoch or unsettled:
            raise Refusal(Reason.TRAVEL_UNPROVED)
        receipt = TravelReceipt(opened.vault_id[:_SHORT], head.epoch, code(opened.vault_id, head.epoch, head.chain))
        swap.swap(temporary, folder)
    swap.settle(folder)
    return receipt


def code(vault_id: str, epoch: int, chain: bytes) -> str:
    """Eight digits over the vault, the number of its newest save and the running digest of all of them."""
    content = vault_id.encode("ascii") + epoch.to_bytes(8, "big") + chain
    found = int.from_bytes(blake2b(content, digest_size=16, person=b"travel receipt").digest(), "big")
    return f"{found % 10**_CODE_DIGITS:0{_CODE_DIGITS}d}"


def freshness(receipt: TravelReceipt, vault_id: str, epoch: int, chain: bytes) -> Freshness:
    """How the state of a vault (its id, its newest save and the digest of all) stands to a receipt."""
    if vault_id[:_SHORT] != receipt.vault:
        return Freshness(Standing.OTHER)
    if epoch == receipt.epoch:
        same = code(vault_id, epoch, chain) == receipt.code
        return Freshness(Standing.NEWEST if same else Standing.OTHER)
    # An older or later state cannot be held against the digits: they stand for one save alone.
    later = epoch > receipt.epoch
    return Freshness(Standing.LATER if later else Standing.OLDER, abs(epoch - receipt.epoch))
