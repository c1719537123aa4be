"""A whole vault for the real desk, opened by the passphrase of the tests after a quick derivation."""

from collections.abc import Callable
from pathlib import Path

from gemdesk.flows import sessions
from gemdesk.flows.work import Work
from gemdesk.kernel.clock import clock_from
from gemdesk.store.trail import make_device
from gemdesk.vault import session
from gemdesk.vault.folder import finish, prepare
from gemdesk.vault.opened import Opened
from gemdesk.vault.passphrase import Secret
from tests.gate.conftest import QUICK
from tests.gate.program import PASSPHRASE


def make(folder: Path, fill: Callable[[Work], object] | None = None) -> Opened:
    """Make the vault in a new folder and let `fill` put something into it; what its slot gives."""
    folder.parent.mkdir()
    temporary, opened = prepare(folder, Secret(PASSPHRASE), worker="w1", policy=QUICK)
    clock = clock_from(None)
    made = session.make(temporary, opened, sessions.SCHEMA, clock.now)
    with made.saves.save():
        device = make_device(made.connection, clock.now().isoformat(timespec="seconds"))
    if fill is not None:
        fill(Work(made, device, clock))
    made.close()
    finish(temporary, folder)
    return opened
