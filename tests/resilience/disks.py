"""Full disks and failing ones: nothing is called saved that is not, and nothing that was saved goes."""

import random
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from gemdesk.vault.findings import Kind
from tests.resilience import driver, judge, tracing
from tests.resilience.acts import ACTS, CHANGE, SAVE, SHUT_OUT
from tests.resilience.calls import Point, begun, points
from tests.resilience.child import Told, TrialFailed
from tests.resilience.driver import Flaw
from tests.resilience.judge import CORRUPT, HALF, LOST, Fate, History
from tests.resilience.parts import Bench, Control, NotHere, Trial, part
from tests.resilience.saves import Save, plan
from tests.resilience.vaults import Vault, make

FALSE, STUCK = "false saved", "stuck"
_DISK = "3m"
_SAVES = 40
_MOST_FREE = 320 << 10  # bytes left at most
_ERRORS = ("EIO", "ENOSPC")
# Reading does not fail here, and neither does what only forgets a file.
_ALARMS = frozenset({Kind.SAVE_CUT})  # a disk that failed at a mark leaves the mark: named, though nothing is missing
_FAILING = ("openat", "write", "pwrite64", "fsync", "fdatasync", "ftruncate", "rename", "unlink", "mkdir")


@contextmanager
def small_disk(place: Path) -> Iterator[Path]:
    """An empty disk of 3 MiB, in memory. Raises NotHere where that is not allowed."""
    place.mkdir(exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", f"size={_DISK},mode=0700", "tmpfs", str(place)]
    mounted = subprocess.run(command, capture_output=True, text=True, check=False)
    if mounted.returncode:
        raise NotHere("a small disk may only be mounted by root")
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", place], check=True)


def fill(disk: Path, leave: int) -> Path:
    """Fill the disk but for some bytes; the file that does it."""
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as out:
        with suppress(OSError):
            while True:
                out.write(b"b" * 4096)
        out.truncate(max(0, out.tell() - leave))
    return ballast


def _verdict(found: Trial, history: History) -> Trial:
    """A save that is gone though it was called saved is the fault that is looked for here."""
    fault = FALSE if found.fault == LOST else found.fault
    counts = {
        "saves acknowledged": history.count(Fate.DONE), "saves refused": history.count(Fate.REFUSED), **found.counts,
    }  # fmt: skip
    return Trial(fault, found.note, counts)


def filled(vault: Vault, disk: Path, seed: int, leave: int, flaw: Flaw = Flaw.NONE) -> Trial:
    """Save on a disk with so many bytes left, until it is full and on; with room again the next saves must succeed."""
    ballast = fill(disk, leave)
    history = History()
    saves = plan(seed, 0, _SAVES)
    _life(vault, history, saves, flaw)
    ballast.unlink()
    after = plan(seed + 1, len(saves), 2)
    told = _life(vault, history, after, Flaw.NONE)
    if any(history.fates.get(save.number) is not Fate.DONE for save in after):
        return Trial(STUCK, f"with room again: {told}; {leave} bytes were left before")
    return _verdict(judge.judge(vault, history), history)


def _life(vault: Vault, history: History, saves: list[Save], flaw: Flaw) -> list[Told]:
    child = driver.start(vault, saves, flaw)
    child.end()
    history.take(saves, child.told)
    return child.told


def _deaf(place: Path) -> Control:
    """A desk that says saved whatever the disk says."""
    tries, seen = 3, 0
    for number in range(tries):
        with small_disk(place / f"disk{number}") as disk:
            seen += filled(make(disk / "vault"), disk, number, 100 << 10, Flaw.DEAF).fault == FALSE
    return Control(seen == tries, f"a desk that takes no refusal for an answer: false 'saved' in {seen} of {tries}")


@part(
    "disk full",
    does="a vault on a disk of 3 MiB that is filled up to a random rest; real saves until it is full and on, in a"
    " desk that is then closed; room is made, the next saves have to succeed, and every save that was called saved"
    " is looked for",
    kinds=(FALSE, HALF, CORRUPT, STUCK),
    trials=200,
    short=2,
    control=_deaf,
)
def disk_full(bench: Bench) -> Iterator[Trial]:
    """A full disk for each trial."""
    for number in bench.numbers():
        with small_disk(bench.folder(number) / "disk") as disk:
            leave = random.Random(number).randrange(0, _MOST_FREE, 1024)
            yield filled(make(disk / "vault"), disk, number, leave)


# ---- calls that fail


Failure = tuple[Point, str, bool]  # which call fails, with which error, and whether all after it do


def failures(found: list[Point]) -> list[Failure]:
    """Each call that can fail, with each error, once and for good."""
    return [
        (point, error, ever_after)
        for point in found
        if point[2] in _FAILING
        for error in _ERRORS
        for ever_after in (False, True)
    ]


def failed(folder: Path, failure: Failure, flaw: Flaw = Flaw.NONE) -> Trial:
    """One act in which a call fails; then, on a disk that works again, what is found."""
    (act, vault, name, which), error, ever_after = failure
    where = f"{act.name}, {name} {which} {error}{' and all after it' * ever_after}"
    copy = vault.copy(folder / "vault")
    child = begun(act, copy, flaw)
    try:
        tracing.failed_at(child, name, which, error, ever_after=ever_after)
    except TrialFailed as mistake:
        return Trial(OUR_MISTAKE, f"{where}: {mistake}", {act.name: 1})
    found = act.check(copy, child, _ALARMS)
    fault = FALSE if found.fault == LOST else found.fault
    told = sum(word[0] == "refused" for word in child.told)
    return Trial(
        fault, f"{where}: {found.note}, {child.told}" if fault else "", {act.name: 1, "refused": told, **found.counts}
    )


OUR_MISTAKE = "untold error"


def _deaf_to_errors(place: Path) -> Control:
    """An act that says done though its writing failed."""
    seen = []
    for act, call in ((SAVE, "fdatasync"), (CHANGE, "write")):
        home = place / act.name
        home.mkdir()
        point: Point = (act, act.make(home / "made"), call, 1)
        seen.append(failed(home, (point, "EIO", True), Flaw.DEAF).fault == FALSE)
    return Control(all(seen), f"acts that take no refusal for an answer: false 'saved' in {sum(seen)} of {len(seen)}")


@part(
    "failing disk",
    does="the same acts as at 'kill at each call', with EIO and ENOSPC from every call that opens, writes, flushes,"
    " cuts, renames or removes (strace), once and from then on for good; then opened by the real way on a disk that"
    " works",
    kinds=(FALSE, HALF, CORRUPT, SHUT_OUT, OUR_MISTAKE),
    trials=0,
    short=3,
    control=_deaf_to_errors,
)
def failing_disk(bench: Bench) -> Iterator[Trial]:
    """Every call, every error."""
    found = failures(points(bench.place, bench.some(ACTS)))
    for number in bench.numbers(len(found)):
        yield failed(bench.folder(number), found[number])
