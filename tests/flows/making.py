"""Sessions at work on a new encrypted vault, and the people whom the tests take in."""

import atexit
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

from gemdesk.domain.definition import Item
from gemdesk.domain.records import Consent, Release
from gemdesk.exchange.case_file import CaseFile
from gemdesk.flows import case_files, referrals, sessions
from gemdesk.flows.referrals import Order
from gemdesk.flows.work import Work
from gemdesk.kernel.clock import SetClock
from gemdesk.kernel.texts import Texts
from gemdesk.store import rows
from gemdesk.store.trail import Device, make_device
from gemdesk.vault import session
from gemdesk.vault.folder import finish, prepare
from gemdesk.vault.opened import Opened, Role
from tests.conftest import REPOSITORY
from tests.store.making import MOMENT
from tests.vault.making import LIGHT, OLD

_MEMORY = Path("/dev/shm")
# Where the flushing of a disk is not what is tested: it takes most of the time of a save.
QUICK_DISK = _MEMORY if os.access(_MEMORY, os.W_OK) else None
_MODELS = TemporaryDirectory(prefix="models-", ignore_cleanup_errors=True)
atexit.register(_MODELS.cleanup)
_SHARED = REPOSITORY.parent / "shared" / "cases"
_SHIPPED = REPOSITORY / "resources" / "examples"


@contextmanager
def quick_place() -> Iterator[Path]:
    """An empty folder in memory where the system has such a place; gone at the end."""
    with TemporaryDirectory(prefix="quick-", dir=QUICK_DISK, ignore_cleanup_errors=True) as place:
        yield Path(place)


def cases_folder() -> Path:
    """The cases shared between the makers of the program where they are, else the examples that it ships."""
    return _SHARED if _SHARED.is_dir() else _SHIPPED


def case_paths() -> list[Path]:
    """Every case file that the tests go through."""
    found = case_files.files_in(cases_folder())
    assert len(found) >= 7
    return found


def bare_work(place: Path, clock: SetClock, worker: str = "w-1", role: Role = Role.CASEWORKER) -> Work:
    """A session in a new vault that holds nothing yet."""
    temporary, opened = prepare(place, OLD, worker=worker, role=role, policy=LIGHT)
    made = session.make(temporary, opened, sessions.SCHEMA, clock.now)
    with made.saves.save():
        device = make_device(made.connection, clock.now().isoformat(timespec="seconds"))
    made.close()
    finish(temporary, place)
    return _at_work(place, opened, device, clock)


def _at_work(place: Path, opened: Opened, device: Device, clock: SetClock) -> Work:
    found = session.begin(place, opened, sessions.SCHEMA, clock.now)
    found.saves.release()  # as after the examination
    return Work(found, device, clock)


def new_work(place: Path) -> Work:
    """A session in a new vault, with its office, at 09:00 on 20 November 2026; the clock stands."""
    work = bare_work(place, SetClock(MOMENT))
    _make_office(work)
    return work


def _make_office(work: Work) -> None:
    case_files.make_office(work, Texts("ar"), Texts("en"))


@dataclass(frozen=True, slots=True)
class Model:
    """A closed vault that was made once, since SQLCipher takes a quarter of a second for each; tests get copies."""

    folder: Path
    opened: Opened
    device: Device

    def work(self, place: Path, clock: SetClock) -> Work:
        """A session in a copy at `place`, absent or empty before."""
        shutil.copytree(self.folder, place, dirs_exist_ok=True)
        return _at_work(place, self.opened, self.device, clock)


def model(fill: Callable[[Work], object], clock: SetClock, worker: str = "w-1") -> Model:
    """A new vault into which `fill` has put something; it is there as long as this process."""
    place = Path(mkdtemp(dir=_MODELS.name)) / "vault"
    work = bare_work(place, clock, worker)
    fill(work)
    work.close()
    return Model(place, work.vault.opened, work.device)


def copied_work(place: Path) -> Work:
    """As `new_work`, in a copy; all copies have the same keys."""
    return _office().work(place, SetClock(MOMENT))


@cache
def _office() -> Model:
    return model(_make_office, SetClock(MOMENT))


def move(work: Work, days: int) -> None:
    """Move the session's clock."""
    assert isinstance(work.clock, SetClock)
    work.clock.move(days=days)


def take_in(work: Work, path: Path) -> CaseFile:
    """Take a case file in."""
    return case_files.take_in(work, path, Texts("ar"))


def suggested(work: Work, case_file: CaseFile, languages: tuple[str, ...] = ("ar",)) -> Order:
    """The letter of a case file with everything ticked that its consents cover."""
    assert case_file.referral
    order = Order(case_file.referral, (), languages)
    return Order(case_file.referral, referrals.suggested(referrals.sheet(work, order)), languages)


def allowed(work: Work, case_file: CaseFile) -> set[Item]:
    """What the consents of a case file cover for the receiver of its letter."""
    assert case_file.referral
    return set(referrals.sheet(work, Order(case_file.referral, ())).permission.items)


def releases(work: Work) -> list[Release]:
    """The ledger of what left, in order of writing."""
    return rows.select(work.connection, Release, "1 ORDER BY rowid")


def consents_of(work: Work, case_file: CaseFile) -> list[Consent]:
    """The consents of a case, in order of writing."""
    return rows.select(work.connection, Consent, '"case" = ? ORDER BY rowid', case_file.case.id)


def count(work: Work, table: str) -> int:
    """How many rows a table has."""
    return int(work.connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0])
