"""What people give on the pages of the lock screen, as it goes to the work with secrets; never shown."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gemdesk.vault.opened import Opened


@dataclass(frozen=True, slots=True)
class Key:
    """What was given to open a vault: a passphrase, with a key file where there is one."""

    passphrase: str = field(repr=False)
    file: Path | None = None


@dataclass(frozen=True, slots=True)
class NewKey:
    """What is to open it from now on: typed again, or typed from the words that were `shown`."""

    key: Key
    again: str = field(repr=False)
    shown: bool = False


@dataclass(frozen=True, slots=True)
class Newcomer:
    """For whom a further key is: worker code, the name of a role, and whether sealed notes can be read with it."""

    worker: str
    role: str
    reads_sealed: bool


@dataclass(frozen=True, slots=True)
class Proven:
    """What one's own key opened, and the names of the roles that may be given with it."""

    opened: "Opened"
    roles: frozenset[str]


@dataclass(frozen=True, slots=True)
class Found:
    """What was typed to recover: the code of one sheet, or two shares."""

    code: str = field(default="", repr=False)
    shares: tuple[str, ...] = field(default=(), repr=False)
