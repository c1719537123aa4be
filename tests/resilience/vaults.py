"""Vaults for the trials: real ones with a key derivation that costs nothing, copied for each trial."""

import shutil
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from gemdesk.flows import case_files, cases, sessions
from gemdesk.flows.cases import Intake
from gemdesk.flows.work import Work
from gemdesk.kernel.clock import Clock, SetClock
from gemdesk.kernel.settings import Settings
from gemdesk.kernel.texts import Texts
from gemdesk.vault.findings import Choice
from gemdesk.vault.folder import prepare
from gemdesk.vault.handover import Handover, Mode
from gemdesk.vault.kdf import Policy
from gemdesk.vault.opened import Opened
from gemdesk.vault.passphrase import Secret
from tests.vault.making import LIGHT, OLD

AS_MADE = ("سلمى", "", "سكن")  # name, place and next step of the case that the saves work on
NOW = datetime.fromisoformat("2026-11-20T09:00:00+03:00")
_SETTINGS = Settings(language="ar", scheme="light")
_LEFT_OUT = shutil.ignore_patterns("reserve", "lock")  # eight megabytes of nothing, and nobody's lock


@dataclass(frozen=True, slots=True)
class Vault:
    """A closed vault, what opens it, and the case that the saves of the trials work on."""

    folder: Path
    opened: Opened
    case: str
    key_file: Path | None = None  # beside which a copy of the head lies

    def handover(self) -> Handover:
        """What the gate would hand to the desk."""
        return Handover(Mode.OPEN, self.folder, self.opened, _SETTINGS, key_file=self.key_file)

    def begin(self, clock: Clock | None = None, choice: Choice | None = None) -> Work:
        """Open it by the way the desk opens it."""
        return sessions.begin(self.handover(), clock or SetClock(NOW), choice)

    def copy(self, folder: Path) -> "Vault":
        """The same vault elsewhere."""
        shutil.copytree(self.folder, folder, ignore=_LEFT_OUT)
        return replace(self, folder=folder)


def make(folder: Path, *, secret: Secret = OLD, policy: Policy = LIGHT, people: int = 0) -> Vault:
    """A new vault with one case, and some of the invented people that are shipped."""
    temporary, opened = prepare(folder, secret, worker="w1", policy=policy)
    created = Handover(Mode.CREATE, folder, opened, _SETTINGS, temporary)
    work = sessions.begin(created, SetClock(NOW))
    try:
        for path in case_files.files_in(case_files.examples())[:people]:
            case_files.take_in(work, path, Texts("ar"))
        case = cases.take_in(work, Intake(chosen_name=AS_MADE[0], number="0944000318", need=AS_MADE[2]))
    finally:
        work.close()
    return Vault(folder, opened, case)
