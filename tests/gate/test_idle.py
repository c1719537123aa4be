"""Locks by what the keeper itself sees: nobody there, a sleep nobody announced, the key file gone; and odd clocks."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from gemdesk.gate.presence import Mark, mark_of
from gemdesk.gate.watch import DISTRUST, GAP, Clocks, Gap, Idle
from tests.gate.program import NOTHING, TYPE_AND_OPEN, Program, ends, running, warm_gate

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")

BLOCKED = pytest.mark.parametrize("blocked", [False, True], ids=["answers", "hangs"])
SOON = 1.0  # seconds of idle time, in the place of a minute


@contextmanager
def opened(place: Path, idle: float | None = None, *, blocked: bool = False) -> Iterator[tuple[Program, int]]:
    """The program with an open desk, and a pidfd of it; with a warm gate, unless an idle time runs."""
    with running(place, [TYPE_AND_OPEN, TYPE_AND_OPEN, NOTHING], idle=idle) as program:
        desk = os.pidfd_open(program.wait_for("desk shown")["pid"])
        if blocked:
            program.order_desk("hang")
            program.wait_for("desk obeys")
        if idle is None:
            warm_gate(program)
        yield program, desk


def say(program: Program, name: str, **facts: object) -> None:
    """Have the stand-in desk say something to the keeper."""
    program.order_desk(f"say {name} {json.dumps(facts, separators=(',', ':'))}")


@BLOCKED
def test_a_desk_that_nobody_touches_is_locked(tmp_path: Path, vault: Path, blocked: bool) -> None:
    with opened(tmp_path, SOON, blocked=blocked) as (program, desk):
        assert program.wait_for("keeper locks")["why"] == "idle"
        program.wait_for("gate shown")
        assert ends(desk)


def test_a_sign_of_a_person_puts_the_lock_off(tmp_path: Path, vault: Path) -> None:
    with opened(tmp_path, 2 * SOON) as (program, _desk):
        began = time.monotonic()
        while time.monotonic() - began < 4 * SOON:
            say(program, "active")
            while (name := program.next()["name"]) != "desk obeys":
                assert name == "gate warm", "no lock comes in between"
            time.sleep(0.2)
        assert program.wait_for("keeper locks")["why"] == "idle", "and it comes when the signs end"
        assert time.monotonic() - began > 5.5 * SOON


def test_a_desk_that_answers_is_waited_for_no_longer_than_its_answer(tmp_path: Path, vault: Path) -> None:
    with opened(tmp_path) as (program, desk):
        program.order_keeper("lock idle")
        program.wait_for_each("keeper locks", "desk finishes")
        assert ends(desk)


@pytest.mark.parametrize("why", ["gap", "idle", "session"])
def test_no_lock_waits_for_a_desk_that_hangs(tmp_path: Path, vault: Path, why: str) -> None:
    with opened(tmp_path, blocked=True) as (program, desk):
        began = time.monotonic()
        program.order_keeper(f"lock {why}")
        assert ends(desk)
        # Generous, for a machine that does much else; the promise is held by tests/benchmarks/lock_ways.py.
        assert time.monotonic() - began < 1


@BLOCKED
@pytest.mark.parametrize("clock", ["running", "wall"])
def test_a_sleep_that_nobody_announced_locks(tmp_path: Path, vault: Path, clock: str, blocked: bool) -> None:
    with opened(tmp_path, blocked=blocked) as (program, desk):
        program.order_keeper(f"clock {clock} {GAP - 1}")
        program.wait_for("clock moved")
        program.order_keeper(f"clock {clock} {GAP + 1}")
        moved, locked = program.wait_for_each("clock moved", "keeper locks")
        assert locked["why"] == "gap"
        assert ends(desk)
        assert moved["name"] == "clock moved", "the shorter gap before it locked nothing"


@pytest.mark.parametrize("years", [-10, 10])
def test_a_wrong_clock_locks_nobody_out(tmp_path: Path, vault: Path, years: int) -> None:
    with opened(tmp_path) as (program, _desk):
        program.order_keeper(f"clock wall {years * 365.25 * 86400}")
        program.order_keeper("lock session")
        program.wait_for("gate shown")
        desk = program.wait_for("desk shown")["pid"]
        program.wait_for("gate warm")
        program.order_keeper("clock running 0")
        program.wait_for("clock moved")
        assert Path(f"/proc/{desk}").exists(), "it opens again and stays open"


class Hand:
    """Clocks that are moved by hand."""

    def __init__(self) -> None:
        self.monotonic = self.running = self.wall = 1000.0
        self.clocks = Clocks(lambda: self.monotonic, lambda: self.running, lambda: self.wall)

    def go_on(self, seconds: float = 1.0) -> None:
        """Let time pass on each."""
        self.monotonic += seconds
        self.running += seconds
        self.wall += seconds


def test_a_clock_that_jumps_to_and_fro_locks_once() -> None:
    hand = Hand()
    gap = Gap(hand.clocks)
    found = []
    for turn in range(60):
        hand.go_on()
        hand.wall += 3600 * (-1) ** turn
        found.append(gap.found())
    assert found == [True] + [False] * 59
    hand.go_on(5)
    hand.running += GAP + 1
    assert gap.found(), "the clock that nobody sets is still believed"
    for _ in range(int(DISTRUST) + 1):
        hand.go_on()
        assert not gap.found()
    hand.wall += 3600
    assert gap.found(), "and the wall again after a while"


@pytest.mark.parametrize("step", [-3.2e8, -7200, -GAP - 1, -1, 0, 1, GAP - 1])
def test_no_gap_where_the_wall_was_set_back_or_a_little(step: float) -> None:
    hand = Hand()
    gap = Gap(hand.clocks)
    hand.go_on()
    hand.wall += step
    assert not gap.found()


def test_a_look_that_comes_late_is_a_gap() -> None:
    hand = Hand()
    gap = Gap(hand.clocks)
    hand.go_on(GAP)
    assert not gap.found()
    hand.go_on(GAP + 2)
    assert gap.found()


def test_the_idle_time_is_counted_from_the_last_sign_and_never_counted_unasked() -> None:
    hand = Hand()
    idle = Idle(hand.clocks)
    idle.renew()
    assert idle.left() is None
    idle.begin(60)
    hand.go_on(59)
    assert idle.left() == 1
    idle.renew()
    hand.wall -= 1e9
    assert idle.left() == 60
    idle.allow(120)
    hand.go_on(500)
    assert idle.left() == 0
    idle.end()
    assert idle.left() is None


# The key file


def hand_key_file(program: Program, path: Path) -> None:
    """Begin to watch a key file, as the gate's last message does."""
    program.order_keeper(f"key_file {path}")
    program.wait_for("keeper watches")


@BLOCKED
def test_a_key_file_that_is_removed_locks(tmp_path: Path, vault: Path, blocked: bool) -> None:
    key = tmp_path / "key"
    key.write_bytes(os.urandom(64))
    with opened(tmp_path, blocked=blocked) as (program, desk):
        hand_key_file(program, key)
        key.unlink()
        assert program.wait_for("keeper locks")["why"] == "key_file"
        program.wait_for("gate shown")
        assert ends(desk)


def test_a_stick_that_is_taken_away_locks(tmp_path: Path, vault: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    if os.geteuid() or subprocess.run(["mount", "-t", "tmpfs", "none", str(stick)], check=False).returncode:
        pytest.skip("nothing can be mounted here")
    try:
        key = stick / "key"
        key.write_bytes(os.urandom(64))
        with opened(tmp_path) as (program, desk):
            hand_key_file(program, key)
            subprocess.run(["umount", str(stick)], check=True)
            assert program.wait_for("keeper locks")["why"] == "key_file"
            assert ends(desk)
    finally:
        subprocess.run(["umount", str(stick)], check=False, stderr=subprocess.DEVNULL)


def test_a_key_file_that_stays_locks_nothing(tmp_path: Path, vault: Path) -> None:
    key = tmp_path / "key"
    key.write_bytes(os.urandom(64))
    with opened(tmp_path, 2 * SOON) as (program, _desk):
        hand_key_file(program, key)
        os.utime(key.parent)
        key.chmod(0o400)
        assert program.wait_for("keeper locks")["why"] == "idle", "many looks later"


def test_which_file_it_is(tmp_path: Path) -> None:
    key, other = tmp_path / "key", tmp_path / "other"
    assert mark_of(key) is None
    key.write_bytes(b"1")
    first = mark_of(key)
    assert first is not None
    assert first.is_same(first)
    shutil.copy2(key, other)
    os.utime(other, ns=(1, 1))
    other.replace(key)
    second = mark_of(key)
    assert second is not None
    assert not first.is_same(second)
    numbered_anew = Mark(first.device, first.drives, first.inode + 1, first.size, first.changed)
    assert first.is_same(numbered_anew), "FAT forgets its numbers"
    pulled_out = Mark(first.device, frozenset(), first.inode, first.size, first.changed)
    assert first.is_same(pulled_out) == (first.drives == frozenset())
