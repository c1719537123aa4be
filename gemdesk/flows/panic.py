"""What panic does beside locking: it destroys the key places, if that was rehearsed and then allowed.

Both are kept in the vault and not in the machine's settings, where they would tell what was prepared.
"""

from dataclasses import dataclass
from datetime import datetime

from gemdesk.domain.access import Right
from gemdesk.flows.work import Work
from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.reasons import Reason
from gemdesk.store import vault_events
from gemdesk.vault import erasure

KIND = "panic"  # what `changed` names when one of the functions here wrote
_REHEARSED, _SET = "panic_rehearsed", "panic_set"


@dataclass(frozen=True, slots=True)
class Panic:
    """What panic does to this vault, and when the destroying was rehearsed last."""

    erases: bool
    rehearsed: datetime | None


def state(work: Work) -> Panic:
    """What is in force; without a rehearsal nothing is ever destroyed."""
    rehearsed = vault_events.newest(work.connection, _REHEARSED)
    allowed = vault_events.newest(work.connection, _SET)
    when = datetime.fromisoformat(rehearsed.at) if rehearsed else None
    return Panic(when is not None and allowed is not None and allowed.facts.get("on") is True, when)


def rehearse(work: Work) -> Panic:
    """Destroy a copy of the key places and prove that it no longer opens; takes some seconds.

    Trouble ERASURE_FAILED when it still opens; DISK_FULL, FOLDER_READ_ONLY.
    """
    work.require(Right.KEYS)
    erasure.rehearse(work.vault.folder, work.vault.opened)
    work.note(_REHEARSED)
    work.touched.add(KIND)
    return state(work)


def enable(work: Work, on: bool) -> Panic:
    """Let panic destroy the key places from now on, or no longer. Refusal PANIC_NOT_REHEARSED."""
    work.require(Right.KEYS)
    if on and state(work).rehearsed is None:
        raise Refusal(Reason.PANIC_NOT_REHEARSED, "panic")
    work.note(_SET, on=on)
    work.touched.add(KIND)
    return state(work)
