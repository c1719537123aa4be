"""kill -9 of the real desk with its window: the key over the real pipe, and through the whole gate with typing."""

import array
import fcntl
import json
import os
import queue
import random
import select
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from gemdesk.gate.child import Child, start
from gemdesk.kernel.channels import Message
from gemdesk.vault import handover as handovers
from gemdesk.vault.kdf import Parameters, Policy
from gemdesk.vault.passphrase import Secret
from tests.resilience import judge
from tests.resilience.judge import KINDS_OF_FAULT, History
from tests.resilience.kills import moment_of, planted
from tests.resilience.parts import Bench, Trial, part
from tests.resilience.saves import Save
from tests.resilience.vaults import Vault, make
from tests.resilience.windowed import VERBS
from tests.vault.making import LIGHT, OLD

PASSPHRASE = "cedar violin harbour ninety spoons"
# The least that the program itself takes from a file.
QUICK = Policy(start=Parameters(64 * 1024, 3, 1), small=Parameters(64 * 1024, 3, 1), target_seconds=None)
NO_SCREEN = "no lock screen"
_SAVES = 4
_LIFE = 1.5  # seconds from the key to the last save, about, on a quiet machine
_SOON = 0.1  # seconds; a save asked of the page takes some hundredths
_LIVES = 20
_PATIENCE = 60.0  # seconds; only ever used up by a failure
_WINDOWED = [sys.executable, "-m", "tests.resilience.windowed"]


@dataclass
class Windowed:
    """A vault that real desks with windows are killed over."""

    vault: Vault
    history: History = field(default_factory=History)

    def saves(self, seed: int) -> list[Save]:
        """The next saves, of the kinds that the window is driven through."""
        choose, begin = random.Random(seed), len(self.history.saves)
        return [Save(begin + at, choose.choice(VERBS)) for at in range(_SAVES)]

    def script(self, saves: list[Save]) -> dict[str, object]:
        """What the desk is told to do."""
        return {"case": self.vault.case, "saves": [[save.number, save.verb.value] for save in saves]}

    def killed(self, seed: int) -> Trial:
        """One life that is ended at a moment that the seed decides."""
        desk = _Desk(self, self.saves(seed))
        desk.hand_over()
        wait_for_the_moment(seed, desk.until, desk.listen)
        told = desk.kill()
        return concluded(self, told)


def wait_for_the_moment(seed: int, until: Callable[[str], object], listen: Callable[[float], object]) -> None:
    """Two of three kills fall into the first tenth of a second after a save was asked for, the others anywhere."""
    choose = random.Random(seed)
    if choose.randrange(3) == 0:
        listen(choose.uniform(0.0, _LIFE))
        return
    for _ in range(choose.randint(1, _SAVES)):
        until("begin")
    listen(choose.uniform(0.0, _SOON))


class _Desk:
    """One process of the real desk, and the keeper's end of its channel."""

    def __init__(self, ground: Windowed, saves: list[Save]) -> None:
        self._ground = ground
        self._saves = saves
        self._key_end, self._writing = os.pipe()
        self._child: Child = start("desk", _WINDOWED, self._key_end)
        self._heard: queue.SimpleQueue[Message | None] = queue.SimpleQueue()
        self._ended = False
        self.told: list[list[object]] = []
        self._child.channel.listen(self._heard.put, lambda: self._heard.put(None))
        folder = str(ground.vault.folder.parent)
        self._child.channel.send("tour", folder=folder, script={"desk": ground.script(saves)}, round=0)

    def hand_over(self) -> None:
        """Send the key and wait until the desk, warm by then, has read it."""
        handovers.send(self._writing, self._ground.vault.handover())
        left = array.array("i", [1])
        deadline = time.monotonic() + _PATIENCE
        while left[0] and time.monotonic() < deadline:
            fcntl.ioctl(self._key_end, termios.FIONREAD, left)
            time.sleep(0.002)
        os.close(self._key_end)

    def until(self, name: str) -> None:
        """Listen until the desk says this to the keeper, or this step."""
        deadline = time.monotonic() + _PATIENCE
        while (message := self._next(deadline - time.monotonic())) is not None:
            if name in (message.name, message.facts.get("name")):
                return
        raise AssertionError(f"the desk did not say {name}: {self.told}")

    def listen(self, seconds: float) -> None:
        """Listen for so long."""
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0 and self._next(left) is not None:
            pass

    def kill(self) -> list[list[object]]:
        """End it as a lock does; everything it said of its saves."""
        self._child.kill()
        self._child.wait()
        while self._next(_PATIENCE) is not None:
            pass
        self._child.channel.close()
        self._ground.history.take(self._saves, self.told)
        return self.told

    def _next(self, seconds: float) -> Message | None:
        """The next message; None when the time is over or the desk has ended."""
        if self._ended:
            return None
        try:
            message = self._heard.get(timeout=max(0.0, seconds))
        except queue.Empty:
            return None
        if message is None:
            self._ended = True
            return None
        take(self.told, message.name, dict(message.facts))
        return message


def take(told: list[list[object]], name: str, facts: dict[str, object]) -> None:
    """Keep what a message says of a save; the desk's own troubles are a fault of the trial."""
    if name == "step" and facts.get("room") == "desk":
        why = [facts["why"]] if facts.get("outcome") == "failed" else []
        told.append([facts["name"], facts.get("number", -1), *why])
    elif name == "trouble":
        told.append(["refused", -1, facts.get("reason")])


def concluded(ground: Windowed, told: list[list[object]]) -> Trial:
    """What is found after a kill."""
    found = judge.judge(ground.vault, ground.history)
    done = sum(word[0] == "done" for word in told)
    return Trial(found.fault, found.note, {"saves acknowledged": done, moment_of(told): 1, **found.counts})


def _script_of(ground: Windowed, saves: list[Save]) -> str:
    """What the whole program is told to do: type the passphrase, open, save."""
    acts = [{"do": "type", "part": "passphrase", "text": PASSPHRASE}, {"do": "try"}]
    folder = ground.vault.folder
    wanted = {"vault": str(folder), "folder": str(folder.parent)}
    return json.dumps({**wanted, "script": {"gate": [acts, []], "desk": ground.script(saves)}})


class _Program:
    """The whole program, from the keeper down, and the steps it tells."""

    def __init__(self, ground: Windowed, saves: list[Save]) -> None:
        self._ground, self._saves = ground, saves
        command = [sys.executable, "-m", "tests.resilience.whole", _script_of(ground, saves)]
        self._keeper = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        assert self._keeper.stdout is not None
        self._told_by = self._keeper.stdout.fileno()
        self._rest = b""
        self._waiting: list[dict[str, object]] = []  # heard and not yet waited for
        self.told: list[list[object]] = []
        self.desk = 0
        self._screen: dict[str, object] | None = None  # the lock screen that came by itself

    def until(self, name: str, seconds: float = _PATIENCE) -> dict[str, object] | None:
        """Listen for a step of this name, for so long at most."""
        if found := [step for step in self._waiting if step["name"] == name]:
            self._waiting = self._waiting[self._waiting.index(found[0]) + 1 :]
            if name == "gate shown":
                self._screen = found[0]
            return found[0]
        return self._listen(name, time.monotonic() + seconds)

    def _listen(self, name: str, deadline: float) -> dict[str, object] | None:
        while (left := deadline - time.monotonic()) > 0 and select.select([self._told_by], [], [], left)[0]:
            piece = os.read(self._told_by, 1 << 16)
            if not piece:
                return None
            *lines, self._rest = (self._rest + piece).split(b"\n")
            for step in map(json.loads, lines):
                take(self.told, "step", step)
                self._waiting.append(step)
            if any(step["name"] == name for step in self._waiting):
                return self.until(name)
        return None

    def kill_desk(self) -> str:
        """End the desk; what is wrong with the lock screen, which says why it came unless the desk had locked."""
        with suppress(ProcessLookupError):
            os.kill(self.desk, signal.SIGKILL)
        shown = self._screen or self.until("gate shown")
        self._ground.history.take(self._saves, self.told)
        locked = sum(word[0] == "done" for word in self.told) == len(self._saves)
        if shown is None:
            code = self._keeper.poll()
            return (
                f"the lock screen did not come, {'the keeper lives' if code is None else f'the keeper ended: {code}'}"
            )
        return "" if shown["notice"] or locked else f"the lock screen did not say why: {shown}, {self.told}"

    def end(self) -> None:
        """End the keeper, and wait until nothing of it lives on: on a busy machine dying takes a while."""
        self._keeper.kill()
        self._keeper.wait()
        deadline = time.monotonic() + _PATIENCE
        while self.desk and Path(f"/proc/{self.desk}").exists() and time.monotonic() < deadline:
            time.sleep(0.01)
        os.close(self._told_by)


def killed_whole(ground: Windowed, seed: int) -> Trial:
    """One passphrase typed, one desk killed at a moment that the seed decides."""
    program = _Program(ground, ground.saves(seed))
    try:
        opened = program.until("open")
        assert opened is not None, program.told
        program.desk = int(str(opened["pid"]))
        # The desk locks by itself at its end: then the lock screen comes, and there is nothing left to kill.
        wait_for_the_moment(seed, program.until, lambda seconds: program.until("gate shown", seconds))
        wrong = program.kill_desk()
    finally:
        program.end()
    trial = concluded(ground, program.told)
    return Trial(NO_SCREEN, wrong, trial.counts) if wrong and not trial.fault else trial


def _ground(place: Path, *, typed: bool = False) -> Windowed:
    secret, policy = (Secret(PASSPHRASE), QUICK) if typed else (OLD, LIGHT)
    return Windowed(make(place, secret=secret, policy=policy))


@part(
    "kill desk with window",
    does="the same with the program's own desk (window, jobs, channel, hardening), the key handed over the real pipe,"
    " people and notes typed into the pages; SIGKILL at a random moment after the key",
    kinds=KINDS_OF_FAULT,
    trials=300,
    short=1,
    control=planted,
)
def kill_windowed(bench: Bench) -> Iterator[Trial]:
    """Kills of the real desk."""
    current: Windowed | None = None
    for number in bench.numbers():
        if current is None or number % _LIVES == 0:
            folder = bench.folder(number)
            current = _ground(folder / "vault")
        trial = current.killed(number)
        yield trial
        if trial.fault:
            current = None  # each fault is counted once


@part(
    "kill through the gate",
    does="the whole program (keeper, gate, desk): the passphrase typed key by key, Argon2id with 64 MiB, saves typed"
    " into the pages, SIGKILL of the desk at a random moment; the lock screen has to come and say why",
    kinds=(*KINDS_OF_FAULT, NO_SCREEN),
    trials=100,
    short=1,
    control=planted,
)
def kill_through_the_gate(bench: Bench) -> Iterator[Trial]:
    """Kills behind the whole gate."""
    current: Windowed | None = None
    for number in bench.numbers():
        if current is None or number % _LIVES == 0:
            folder = bench.folder(number)
            current = _ground(folder / "vault", typed=True)
        trial = killed_whole(current, number)
        yield trial
        if trial.fault:
            current = None
