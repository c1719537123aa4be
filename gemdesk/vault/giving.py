"""Which roles whoever holds a key place may give to another: none that is shown more than their own.

As long as nobody oversees a vault, whoever works with it may give the first of such a place: its maker is its
caseworker, and somebody has to be able to begin. A place of recovery counts for nobody at work.
"""

from pathlib import Path

from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.reasons import Reason
from gemdesk.vault.kdf import AUTHENTIC, Policy
from gemdesk.vault.opened import Opened, Role, SlotKind
from gemdesk.vault.slots import list_slots

_OVER_ALL = frozenset({Role.SUPERVISOR, Role.COORDINATOR})  # shown something of the cases of everybody
_GIVES: dict[Role, frozenset[Role]] = {
    Role.SUPERVISOR: frozenset(Role),
    Role.CASEWORKER: frozenset({Role.CASEWORKER, Role.PRINTING}),
    Role.COORDINATOR: frozenset({Role.COORDINATOR, Role.PRINTING}),
    Role.PRINTING: frozenset(),
}


def roles_to_give(folder: Path, opened: Opened, *, policy: Policy = AUTHENTIC) -> frozenset[Role]:
    """The roles that may be given with this key; none for printing staff. Trouble SLOTS_DAMAGED, SLOTS_GONE."""
    own = _GIVES[opened.role]
    if opened.role is not Role.CASEWORKER:
        return own
    at_work = {one.role for one in list_slots(folder, opened, policy=policy) if one.kind is not SlotKind.RECOVERY}
    return own if at_work & _OVER_ALL else frozenset(Role)


def require_role(folder: Path, opened: Opened, role: Role) -> None:
    """Refusal ROLE_TOO_HIGH for a role that may not be given with this key."""
    if role not in roles_to_give(folder, opened):
        raise Refusal(Reason.ROLE_TOO_HIGH, "role")
