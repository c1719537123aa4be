"""`gemdesk example`: the vault that it makes is whole, and what helps it be quick hides nothing that went wrong."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import pytest

from gemdesk.desk import drawing
from gemdesk.flows import crowds, sessions
from gemdesk.kernel.clock import SetClock
from gemdesk.kernel.settings import Settings
from gemdesk.store import verify
from gemdesk.vault import slots
from gemdesk.vault.handover import Handover, Mode
from gemdesk.vault.passphrase import Secret
from tests.ui import screen

SECRET = "أرنب ينام تحت شجرة الرمان البعيدة"
NOW = "2026-11-20T10:15:00+03:00"
WANTED = crowds.Wanted(30, 90, datetime.fromisoformat(NOW), "w-1")
linux = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nothing is done beside")


def test_the_vault_is_whole_and_its_trail_verifies(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "gemdesk", "example", "--out", str(tmp_path / "made"), "--now", NOW]
    told = subprocess.run(
        [*command, "--cases", "30", "--entries", "90"], input=SECRET, text=True, capture_output=True, check=True
    )
    keys = slots.unlock(tmp_path / "made", Secret(SECRET))
    work = sessions.begin(Handover(Mode.OPEN, tmp_path / "made", keys, Settings()), SetClock(WANTED.now))
    counted = dict(work.connection.execute("SELECT kind, count(*) FROM event GROUP BY kind").fetchall())
    found = verify.whole(work.connection)
    work.close()
    assert (counted["case"], counted["entry"]) == (30, 90)
    assert (found.faults, found.events, found.values) == ((), sum(counted.values()), sum(counted.values()))
    made = found.events - counted["office"] - counted["worker"]  # every new vault has these
    assert told.stdout.startswith(f"{made:,} records in ")


@linux
def test_the_passphrase_is_asked_by_a_hardened_process(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "gemdesk", "example", "--out", str(tmp_path / "made"), "--cases", "1"]
    wanted = {"NoNewPrivs": "1", "Seccomp": "2"}
    with subprocess.Popen(command, stdin=subprocess.PIPE) as asks:  # nothing is typed: it waits for ever
        assert _status(os.getpid(), wanted) != wanted, "this test itself is not hardened"
        try:
            screen.until(lambda: _status(asks.pid, wanted) == wanted, 20)
            limits = Path(f"/proc/{asks.pid}/limits").read_text()
            assert "Max core file size 0 0" in " ".join(limits.split())
        finally:
            asks.kill()


def _status(pid: int, names: Iterable[str]) -> dict[str, str]:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    told = dict(line.split(":\t", 1) for line in lines if ":\t" in line)
    return {name: told[name] for name in names}


def test_what_is_drawn_beside_is_what_would_be_drawn_here() -> None:
    here = [one for several in crowds.drawn(WANTED) for one in several]
    with drawing.beside(WANTED) as drawn:
        there = [one for several in drawn for one in several]
    # Ids and salts are never the same twice; all else comes from the seed.
    assert [one.kind for one in there] == [one.kind for one in here]
    assert [one.columns for one in there if one.kind == "safe_contact"] != []
    names = [[one.value("chosen_name") for one in drawn if one.kind == "person"] for drawn in (here, there)]
    assert names[0] == names[1]


@linux
def test_a_process_beside_that_ends_too_soon_is_no_end_of_the_people(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "_LOOK", 0.05)
    monkeypatch.setattr(drawing, "_draw", lambda _wanted, _waiting: os.kill(os.getpid(), signal.SIGKILL))
    with drawing.beside(WANTED) as drawn, pytest.raises(drawing.DrawingEnded):
        list(drawn)


_LOCKS = """
import ctypes, mmap
from gemdesk.desk import unheld
libc = ctypes.CDLL(None)
page = mmap.mmap(-1, 4096)
place = ctypes.c_void_p(ctypes.addressof(ctypes.c_char.from_buffer(page)))
print(libc.mlock(place, ctypes.c_size_t(4096)) == 0, unheld.let_go(), libc.mlock(place, ctypes.c_size_t(4096)) == 0)
"""


@linux
def test_memory_is_held_until_it_is_let_go() -> None:
    told = subprocess.run([sys.executable, "-c", _LOCKS], capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["True", "True", "False"]
