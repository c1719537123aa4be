"""What can be found wrong with a vault when it is opened or examined; each is told, none is passed over."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum, unique

from gemdesk.kernel.errors import Trouble
from gemdesk.kernel.reasons import Reason


@unique
class Kind(StrEnum):
    """What was found; the passphrase was right each time."""

    SAVES_MISSING = "saves_missing"  # the database is older than its sealed head
    SAVE_CUT = "save_cut"  # the log of a save that was not yet acknowledged is gone
    ROLLED_BACK = "rolled_back"  # database and head are older than the head's copy outside
    REPLACED = "replaced"  # database and head do not belong together
    HEAD_MISSING = "head_missing"
    HEAD_DAMAGED = "head_damaged"
    PAGES_CHANGED = "pages_changed"  # each page is authentic, together they are another state
    DAMAGED = "damaged"  # pages cannot be read or authenticated
    FILE_MISSING = "file_missing"  # the database is not in the folder, or it is empty: there is nothing to salvage


@dataclass(frozen=True, slots=True)
class Generation:
    """An earlier whole state of the database that lies in the vault's folder."""

    name: str
    epoch: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong: how many saves are missing where that is known, since when, and the way back.

    `generations` are those that can be opened instead, newest first; `behind` is how many saves each
    lies behind the newest state that is known of.
    """

    kind: Kind
    missing: int | None = None
    newest: int = 0  # the epoch of the newest state that is known of
    saved_at: datetime | None = None  # the last save that the head knows of
    generations: tuple[Generation, ...] = field(default=())
    readable: bool = True  # the vault can be opened as it is, knowingly; a damaged one for reading only
    salvageable: bool = False  # a log lies there of which more can be read than SQLite takes

    def behind(self, generation: Generation) -> int:
        """How many saves a generation lacks."""
        return max(0, self.newest - generation.epoch)


class Found(Trouble):
    """The vault is not opened until the person has chosen what to do about the finding."""

    def __init__(self, finding: Finding) -> None:
        damaged = finding.kind in (Kind.DAMAGED, Kind.FILE_MISSING)
        super().__init__(Reason.VAULT_DAMAGED if damaged else Reason.VAULT_NOT_AS_LEFT)
        self.finding = finding


@unique
class Remedy(StrEnum):
    """What the person chose; before an opening with `SALVAGE` the database was made anew."""

    GENERATION = "generation"
    KNOWINGLY = "knowingly"
    SALVAGE = "salvage"


@dataclass(frozen=True, slots=True)
class Choice:
    """A remedy and, for a generation, which."""

    remedy: Remedy
    generation: str = ""
