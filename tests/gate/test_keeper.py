"""The three short lives, with real processes: who lives when, what is shown after what."""

import os
import signal
import statistics
import sys
from pathlib import Path

import pytest

from gemdesk.kernel.reasons import SENTENCES, Reason
from tests.gate.program import NOTHING, TYPE_AND_OPEN, Program, ends, lock_times, running, state, warm_gate

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")

_CRASHED = SENTENCES[Reason.DESK_CRASHED]
_MISTAKE = SENTENCES[Reason.OUR_MISTAKE]


def _gate(program: Program) -> int:
    (pid,) = (pid for pid, role in program.children().items() if role == "gate")
    return pid


def _kill(pid: int) -> None:
    end = os.pidfd_open(pid)
    os.kill(pid, signal.SIGKILL)
    assert ends(end)


def test_open_lock_and_open_again(tmp_path: Path, vault: Path) -> None:
    with running(tmp_path, [TYPE_AND_OPEN, TYPE_AND_OPEN]) as program:
        first = program.wait_for("gate shown")
        assert (first["page"], first["notice"]) == ("Unlock", "")
        gate = os.pidfd_open(_gate(program))
        waiting = program.wait_for("desk waits")["pid"]
        shown = program.wait_for("desk shown")
        assert (shown["pid"], shown["mode"], shown["folder"]) == (waiting, "open", str(vault))
        assert (shown["worker"], shown["key"], shown["language"]) == ("w7", 32, "en")
        assert ends(gate), "the process that saw the passphrase is gone"
        end = os.pidfd_open(shown["pid"])
        program.order_desk("lock open")
        second = program.wait_for("gate shown")
        assert (second["page"], second["notice"]) == ("Unlock", "")
        assert ends(end)
        assert program.wait_for("desk shown")["pid"] != shown["pid"]
        left = program.children()
        program.order_desk("quit")
        assert program.ended() == 0
    assert left, "there was something to end"
    assert {state(pid) for pid in left} == {"gone"}


def test_locking_is_quick_even_when_the_desk_hangs(tmp_path: Path, vault: Path) -> None:
    dead, painted = lock_times(tmp_path, 5)
    # The figures that are promised are measured by tests/benchmarks/lock_screen.py, on a quiet machine.
    assert statistics.median(dead) < 100
    assert statistics.median(painted) < 500


def test_a_desk_that_dies_leaves_the_lock_screen_with_words(tmp_path: Path, vault: Path) -> None:
    with running(tmp_path, [TYPE_AND_OPEN, TYPE_AND_OPEN, NOTHING]) as program:
        _kill(program.wait_for("desk shown")["pid"])
        assert program.wait_for("gate shown")["notice"] == _CRASHED
        program.wait_for("desk shown")
        program.order_desk("crash")
        assert program.wait_for("gate shown")["notice"] == _CRASHED


@pytest.mark.parametrize("reason", [Reason.VAULT_DAMAGED, Reason.DISK_FULL])
def test_a_desk_in_trouble_is_spoken_for_by_the_gate(tmp_path: Path, vault: Path, reason: Reason) -> None:
    with running(tmp_path, [TYPE_AND_OPEN, NOTHING]) as program:
        program.wait_for("desk shown")
        program.order_desk(f"trouble {reason.name}")
        assert program.wait_for("gate shown")["notice"] == SENTENCES[reason]


def test_a_mode_that_is_not_there_yet_is_said(tmp_path: Path, vault: Path) -> None:
    with running(tmp_path, [TYPE_AND_OPEN, NOTHING]) as program:
        program.wait_for("desk shown")
        program.order_desk("lock restore")
        assert program.wait_for("gate shown")["notice"] == SENTENCES[Reason.MODE_NOT_YET]


def test_a_gate_that_dies_is_replaced(tmp_path: Path, vault: Path) -> None:
    with running(tmp_path, [NOTHING, TYPE_AND_OPEN, NOTHING, NOTHING]) as program:
        program.wait_for("gate shown")
        _kill(_gate(program))
        assert program.wait_for("gate shown")["notice"] == _MISTAKE
        desk = program.wait_for("desk shown")["pid"]
        warm_gate(program)
        _kill(_gate(program))
        warm_gate(program)
        assert state(desk) not in ("gone", "Z"), "a warm gate's end does not touch the open desk"
        program.order_keeper("lock")
        assert program.wait_for("gate shown")["notice"] == ""


def test_the_program_gives_up_when_gates_will_not_stay(tmp_path: Path, vault: Path) -> None:
    with running(tmp_path, []) as program:
        for _ in range(4):
            program.wait_for("gate shown")
            _kill(_gate(program))
        assert program.ended() == 70


def test_without_the_keeper_nothing_lives_on(tmp_path: Path, vault: Path) -> None:
    with running(tmp_path, [TYPE_AND_OPEN]) as program:
        program.wait_for("desk shown")
        program.order_desk("hang")
        warm_gate(program)
        lives = [os.pidfd_open(pid) for pid in program.children()]
        assert len(lives) == 2
        program.process.kill()
        assert {ends(end) for end in lives} == {True}


def test_closing_the_lock_screen_ends_everything(tmp_path: Path, vault: Path) -> None:
    now = tmp_path / "now"
    with running(tmp_path, [[{"do": "wait", "file": str(now)}, {"do": "quit"}]]) as program:
        program.wait_for("desk waits")
        left = program.children()
        assert sorted(left.values()) == ["desk", "gate"]
        now.touch()
        assert program.ended() == 0
        assert {state(pid) for pid in left} == {"gone"}
