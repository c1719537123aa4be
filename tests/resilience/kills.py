"""kill -9 at random moments of real saves: nothing acknowledged is lost, nothing is half there, nothing is corrupt."""

import random
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from gemdesk.vault.names import DATABASE
from tests.resilience import driver, judge
from tests.resilience.driver import Flaw
from tests.resilience.judge import CORRUPT, HALF, KINDS_OF_FAULT, LOST, History
from tests.resilience.parts import Bench, Control, Trial, part
from tests.resilience.saves import Save, Verb, plan
from tests.resilience.vaults import Vault, make
from tests.vault.making import flip

_SAVES = 8  # in one life of a desk, unless it is killed before
_LIVES = 20  # of one vault
_CONTROLS = 5


@dataclass
class Ground:
    """One vault through many kills."""

    vault: Vault
    history: History = field(default_factory=History)
    seconds: float = 0.0  # from the key to the closed vault, when nobody kills

    def saves(self, seed: int) -> list[Save]:
        """The next saves of this vault."""
        return plan(seed, len(self.history.saves), _SAVES)

    def live(self, seed: int) -> None:
        """One life that nobody ends, for its length."""
        saves, began = self.saves(seed), time.monotonic()
        child = driver.start(self.vault, saves)
        assert child.end() == 0, child.told
        self.seconds = time.monotonic() - began
        self.history.take(saves, child.told)

    def killed(self, seed: int, flaw: Flaw = Flaw.NONE) -> Trial:
        """One life that is ended at a moment that the seed decides, and what is found afterwards.

        In one life of four the saves stay in the log, as while the background examination reads the file.
        """
        saves = self.saves(seed)
        moment = random.Random(seed).uniform(0.0, 1.1 * self.seconds)
        child = driver.start(self.vault, saves, flaw, held=seed % 4 == 0)
        child.listen(moment)
        child.kill()
        self.history.take(saves, child.told)
        found = judge.judge(self.vault, self.history)
        done = sum(word[0] == "done" for word in child.told)
        return Trial(found.fault, found.note, {"saves acknowledged": done, moment_of(child.told): 1, **found.counts})


def moment_of(told: list[list[object]]) -> str:
    """Where the kill fell, by the last word before it."""
    last = told[-1][0] if told else ""
    return {"": "killed while opening", "begin": "killed within a save", "closed": "killed after the end"}.get(
        str(last), "killed between saves or while closing"
    )


def ground(folder: Path, seed: int) -> Ground:
    """A new vault that has had one whole life."""
    made = Ground(make(folder))
    made.live(seed)
    return made


_seen: list[Control] = []  # the control of this process: three parts are judged by the same judge


def planted(place: Path) -> Control:
    """Each kind of fault, planted: a desk that acknowledges early, one that saves in two, a byte turned over."""
    if not _seen:
        _seen.append(_planted(place))
    return _seen[0]


def _planted(place: Path) -> Control:
    seen = {LOST: 0, HALF: 0, CORRUPT: 0}
    for kind, flaw, word in ((LOST, Flaw.EARLY, "done"), (HALF, Flaw.SPLIT, "half")):
        for number in range(_CONTROLS):
            trying = Ground(make(place / f"{flaw.name}{number}"))
            saves = [Save(0, Verb.PERSON)]
            child = driver.start(trying.vault, saves, flaw)
            child.wait_for(word)
            child.kill()
            trying.history.take(saves, child.told)
            seen[kind] += judge.judge(trying.vault, trying.history).fault == kind
    for number in range(_CONTROLS):
        vault = make(place / f"turned{number}")
        flip(vault.folder / DATABASE, (3 + number) * 4096 + 100)
        seen[CORRUPT] += judge.judge(vault, History()).fault == CORRUPT
    found = {kind: f"{number} of {_CONTROLS}" for kind, number in seen.items()}
    told = (
        f"killed after an early acknowledgement: lost, {found[LOST]}; between the two halves of a save in two"
        f" transactions: half-done, {found[HALF]}; a turned bit: corrupt, {found[CORRUPT]}"
    )
    return Control(set(seen.values()) == {_CONTROLS}, told)


@part(
    "kill desk",
    does="SIGKILL at a random moment between the key and the closed vault, in a desk without a window that makes real"
    " saves (people, notes, drafts, edits, consents); then opened by the real way, both integrity checks, every"
    " acknowledged save looked for, tables held against the trail",
    kinds=KINDS_OF_FAULT,
    trials=1700,
    short=6,
    control=planted,
)
def kill_desk(bench: Bench) -> Iterator[Trial]:
    """Many kills of each of many vaults."""
    current: Ground | None = None
    for number in bench.numbers():
        if current is None or number % _LIVES == 0:
            current = ground(bench.folder(number) / "vault", number)
        trial = current.killed(number)
        yield trial
        if trial.fault:
            current = None  # each fault is counted once
