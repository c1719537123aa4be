"""The work with secrets that the lock screen starts: each function ends in a handover or a refusal.

They run in a thread. The vault room is imported here, inside, because its ciphers would delay
the first paint; `warm` brings them in right after it.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.reasons import Reason
from gemdesk.kernel.settings import Settings

if TYPE_CHECKING:
    from gemdesk.vault.handover import Handover

Work = Callable[[], "Handover"]
USUAL_WORKER = "w1"


def warm() -> None:
    """Import what an attempt needs, so that the attempt itself only waits for the key."""
    from gemdesk.vault import warming

    warming.warm()


def opening(folder: Path, passphrase: str, settings: Settings) -> Work:
    """Open the vault."""

    def work() -> "Handover":
        from gemdesk.vault.handover import Handover, Mode
        from gemdesk.vault.passphrase import Secret
        from gemdesk.vault.slots import unlock

        return Handover(Mode.OPEN, folder, unlock(folder, Secret(passphrase)), settings)

    return work


def making(
    folder: Path, passphrase: str, again: str, settings: Settings, *, worker: str = "", example: bool = False
) -> Work:
    """Prepare a new vault; the desk makes its database and puts it in its place."""

    def work() -> "Handover":
        from gemdesk.vault.folder import prepare
        from gemdesk.vault.handover import Handover, Mode
        from gemdesk.vault.passphrase import Secret

        _require_same(passphrase, again)
        folder.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        temporary, opened = prepare(folder, Secret(passphrase), worker=worker or USUAL_WORKER)
        return Handover(Mode.CREATE, folder, opened, settings, temporary=temporary, example=example)

    return work


def changing(folder: Path, old: str, new: str, again: str, settings: Settings) -> Work:
    """Put a new passphrase in the place of the old one and open with it."""

    def work() -> "Handover":
        from gemdesk.vault.handover import Handover, Mode
        from gemdesk.vault.passphrase import Secret
        from gemdesk.vault.slots import change_passphrase

        _require_same(new, again)
        opened = change_passphrase(folder, Secret(old), Secret(new))
        return Handover(Mode.CHANGE_KEYS, folder, opened, settings)

    return work


def _require_same(passphrase: str, again: str) -> None:
    from gemdesk.vault.passphrase import normalise

    if normalise(passphrase) != normalise(again):
        raise Refusal(Reason.PASSPHRASES_DIFFER, "again")
