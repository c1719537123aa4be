"""The running program as a test sees it: real keeper, real gates, real vaults, a stand-in for the desk."""

import json
import os
import select
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

from tests.compiled import COMPILED

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
PASSPHRASE = "cedar violin harbour ninety spoons"
# What the machine that runs the tests says on its buses is nothing to them.
NO_BUS = {"DBUS_SYSTEM_BUS_ADDRESS": "unix:path=/nowhere", "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere"}
WAIT = 20.0  # seconds, only ever used up by a failure
_QUIET = 0.25  # seconds without any work of a process, after which it has settled

Step = dict[str, Any]
Acts = Sequence[dict[str, str]]

NOTHING: Acts = ()
TYPE_AND_OPEN: Acts = (
    {"do": "type", "part": "passphrase", "text": PASSPHRASE},
    {"do": "try"},
)


@dataclass
class Program:
    """A started program."""

    process: subprocess.Popen[str]
    fifo: Path
    steps: SimpleQueue[Step | None] = field(default_factory=SimpleQueue)

    def wait_for(self, name: str) -> Step:
        """The next step of that name; what comes before it is passed over."""
        while True:
            step = self.next()
            if step["name"] == name:
                return step

    def wait_for_each(self, *names: str) -> list[Step]:
        """One step of each name, in whatever order they come; given back in the order of the names."""
        found: dict[str, Step] = {}
        while found.keys() < set(names):
            step = self.next()
            found.setdefault(step["name"], step)
            found = {name: step for name, step in found.items() if name in names}
        return [found[name] for name in names]

    def next(self) -> Step:
        """The next step; fails when the program ends or says nothing for too long."""
        try:
            step = self.steps.get(timeout=WAIT)
        except Empty:
            raise AssertionError("the program says nothing") from None
        assert step is not None, "the program has ended"
        return step

    def order_desk(self, order: str) -> None:
        """Tell the open stand-in desk what to do."""
        with self.fifo.open("w") as orders:
            orders.write(order + "\n")

    def order_keeper(self, order: str) -> None:
        """An order as `run_keeper` takes it."""
        assert self.process.stdin is not None
        self.process.stdin.write(order + "\n")
        self.process.stdin.flush()

    def children(self) -> dict[int, str]:
        """Living children of the keeper and their roles."""
        listed = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        roles = {}
        for pid in map(int, listed):
            line = Path(f"/proc/{pid}/cmdline").read_bytes().decode()
            # One that still has the keeper's own line is being started and is nobody yet.
            if line and "run_keeper" not in line and state(pid) != "Z":
                roles[pid] = "desk" if "_desk" in line else "gate"
        return roles

    def ended(self) -> int:
        """Wait for the end of the keeper; its exit code."""
        return self.process.wait(WAIT)


def warm_gate(program: Program) -> None:
    """Wait until the next gate has drawn itself out of sight."""
    program.wait_for("gate warm")


def settled_gate(program: Program) -> None:
    """Wait until the next gate has nothing more to do, as some moments after the opening."""
    quiet(program.wait_for("gate warm")["pid"])


def quiet(pid: int) -> None:
    """Wait until a process has used none of the processor for a while."""
    before, since = -1, time.monotonic()
    while time.monotonic() - since < _QUIET:
        spent = sum(map(int, Path(f"/proc/{pid}/stat").read_text("ascii").rsplit(")", 1)[1].split()[11:13]))
        if spent != before:
            before, since = spent, time.monotonic()
        time.sleep(0.02)


def ends(end: int) -> bool:
    """Whether a process ends in time; `end` is its pidfd, which is closed."""
    try:
        return bool(select.select([end], [], [], WAIT)[0])
    finally:
        os.close(end)


def lock_times(place: Path, locks: int) -> tuple[list[float], list[float]]:
    """Milliseconds from the wish to lock to the dead desk, which hangs, and to the painted lock screen.

    A vault lies in `place` / "home" / "vault".
    """
    dead, painted = [], []
    with running(place, [TYPE_AND_OPEN] * (locks + 1)) as program:
        for _ in range(locks):
            desk = program.wait_for("desk shown")["pid"]
            program.order_desk("hang")
            settled_gate(program)
            end = os.pidfd_open(desk)
            began = time.perf_counter()
            program.order_keeper("lock")
            assert ends(end)
            dead.append((time.perf_counter() - began) * 1000)
            program.wait_for("gate shown")
            painted.append((time.perf_counter() - began) * 1000)
    return dead, painted


def state(pid: int) -> str:
    """The state letter of a process, `gone` when there is none."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return "gone"


@contextmanager
def running(
    place: Path,
    gate: Sequence[Acts],
    *,
    vault: Path | None = None,
    language: str = "en",
    idle: float | None = None,
    desk: Sequence[str] = (),
    surroundings: Mapping[str, str] | None = None,
) -> Iterator[Program]:
    """Start the program with one list of acts per gate; it is ended at the latest with the block.

    `desk` is another program in the place of the stand-in; `surroundings` come on top of the usual ones.
    """
    fifo = place / "orders"
    if not fifo.exists():
        os.mkfifo(fifo)
    wanted = {
        "vault": str(vault or ""),
        "language": language,
        "folder": str(place),
        "gate": gate,
        "desk": [*(desk or [sys.executable, str(HERE / "stand_in_desk.py")]), str(fifo)],
        "idle": idle,
    }
    given = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": str(ROOT),
        "GEMDESK_HOME": str(place / "home"),
        **COMPILED,
        **NO_BUS,
        **(surroundings or {}),
    }
    with (place / "errors").open("w") as errors:
        process = subprocess.Popen(
            [sys.executable, str(HERE / "run_keeper.py"), json.dumps(wanted)],
            env=given,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
    program = Program(process, fifo)
    reader = threading.Thread(target=_read, args=(program,), daemon=True)
    reader.start()
    try:
        yield program
    finally:
        process.kill()
        process.wait()
        reader.join(WAIT)
        for stream in (process.stdin, process.stdout):
            assert stream is not None
            stream.close()


def _read(program: Program) -> None:
    assert program.process.stdout is not None
    for line in program.process.stdout:
        program.steps.put(json.loads(line))
    program.steps.put(None)
