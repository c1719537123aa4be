"""kill -9 at every call to the system: of saves, of a passphrase change, of an opening after a kill, of migrations."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from gemdesk.flows import sessions
from gemdesk.kernel.clock import SetClock
from gemdesk.vault import rekey, slots
from gemdesk.vault.examination import Examination
from tests.resilience import tracing
from tests.resilience.acts import CHANGE, MIGRATIONS, RECOVERY, SAVE, SAVE_HELD, SHUT_OUT, Act
from tests.resilience.child import Child
from tests.resilience.driver import Flaw
from tests.resilience.judge import KINDS_OF_FAULT, LOST, NO_ALARM
from tests.resilience.longer_acts import EXAMINATION, LONGER
from tests.resilience.parts import Bench, Control, Trial, part
from tests.resilience.saves import Save, Verb, perform
from tests.resilience.vaults import NOW, Vault, make
from tests.vault.making import LIGHT, NEW, OLD

Point = tuple[Act, Vault, str, int]  # the n-th call of a name, in an act on copies of a vault


def points(place: Path, acts: Sequence[Act]) -> list[Point]:
    """Every call of these acts, found by doing each once to its end."""
    _warm(place / "warm")
    found: list[Point] = []
    for number, act in enumerate(acts):
        home = place / f"act{number}"
        home.mkdir()
        vault = act.make(home / "vault")
        calls = tracing.counted(begun(act, vault.copy(home / "counted")), home)
        found += [(act, vault, name, which) for name, which in calls]
    return found


def _warm(folder: Path) -> None:
    """Do here what the acts do, so that nothing of the program is left to be read in the processes that are forked."""
    vault = make(folder)
    work = vault.begin()
    for number, verb in enumerate(Verb):
        perform(work, vault.case, Save(number, verb))
    examination = Examination(work.vault, sessions.SCHEMA.newest, SetClock(NOW).now)
    examination.finish(examination.run())
    work.close()
    slots.change_passphrase(vault.folder, OLD, NEW, policy=LIGHT)
    rekey.discard(rekey.prepare(vault.folder, vault.opened, OLD, policy=LIGHT)[0])


def begun(act: Act, vault: Vault, flaw: Flaw = Flaw.NONE) -> Child:
    """The act in a process that has come as far as where it waits."""
    child = act.start(vault, flaw)
    child.wait_for("open")
    return child


def killed(folder: Path, point: Point, flaw: Flaw = Flaw.NONE) -> Trial:
    """One act on a copy, killed at one of its calls, and what is found afterwards."""
    act, vault, name, which = point
    copy = vault.copy(folder / "vault")
    child = begun(act, copy, flaw)
    reached = tracing.killed_at(child, name, which)
    found = act.check(copy, child, NO_ALARM)
    note = f"{act.name}, {name} {which}: {found.note}" if found.fault else ""
    return Trial(found.fault, note, {act.name: 1, **({} if reached else {"not reached": 1})})


def _planted(place: Path) -> Control:
    """An acknowledgement before the act: killed at the first call after it, each must be seen as lost."""
    seen = []
    for act in (SAVE, CHANGE):
        home = place / act.name
        home.mkdir()
        point: Point = (act, act.make(home / "made"), "pwrite64" if act is SAVE else "write", 1)
        seen.append(killed(home, point, Flaw.EARLY).fault == LOST)
    return Control(all(seen), f"acknowledged before it was written: seen as lost in {sum(seen)} of {len(seen)} acts")


@part(
    "kill at each call",
    does="SIGKILL at the entry of every call that can change a file or a folder (strace), of: four saves with the"
    " clean quit after them, the same while the file is held for its examination, a change of the passphrase, the"
    " opening of a vault whose desk was killed; then opened by the real way, twice",
    kinds=(*KINDS_OF_FAULT, SHUT_OUT),
    trials=0,
    short=4,
    control=_planted,
)
def kill_at_each_call(bench: Bench) -> Iterator[Trial]:
    """Every point of every act."""
    found = points(bench.place, bench.some([SAVE, SAVE_HELD, CHANGE, RECOVERY]))
    for number in bench.numbers(len(found)):
        yield killed(bench.folder(number), found[number])


def _generation_gone(place: Path) -> Control:
    """An examination that acknowledges before it begins, killed at once: its generation is seen as missing."""
    vault = EXAMINATION.make(place / "made")
    found = killed(place, (EXAMINATION, vault, "openat", 1), Flaw.EARLY)
    return Control(found.fault == LOST, "an examination acknowledged before it was done: its generation seen as lost")


@part(
    "kill at each call, long acts",
    does="the same for the background examination with the generation that it makes, for going back to a generation"
    " after the database was replaced by an older one, and for new keys for everything",
    kinds=(*KINDS_OF_FAULT, SHUT_OUT),
    trials=0,
    short=2,
    control=_generation_gone,
)
def kill_long_acts(bench: Bench) -> Iterator[Trial]:
    """Every point of every long act."""
    found = points(bench.place, bench.some(LONGER))
    for number in bench.numbers(len(found)):
        yield killed(bench.folder(number), found[number])


def _wrong_row(place: Path) -> Control:
    """A row that is gone after the migration is seen."""
    act = MIGRATIONS[0]
    vault = act.make(place / "vault")
    child = begun(act, vault)
    child.go()
    child.end()
    right = act.check(vault, child, NO_ALARM)
    work = vault.begin()
    with work.saving():
        work.connection.execute("DELETE FROM draft")
    work.close()
    seen = act.check(vault, child, NO_ALARM).fault == LOST
    return Control(seen and not right.fault, "a row taken out after a whole migration: seen as lost")


@part(
    "migrations",
    does="a vault of every earlier schema, made by the program of its time, opened by this one: SIGKILL at the entry of"
    " every call of the migration, then opened again; every row of every table has to be as it was",
    kinds=(*KINDS_OF_FAULT, SHUT_OUT),
    trials=0,
    short=2,
    control=_wrong_row,
)
def migrations(bench: Bench) -> Iterator[Trial]:
    """Every point of every migration."""
    found = points(bench.place, bench.some(MIGRATIONS))
    for number in bench.numbers(len(found)):
        yield killed(bench.folder(number), found[number])
