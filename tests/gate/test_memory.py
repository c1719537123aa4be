"""Where passphrase, keys and people are while the program runs and after a lock, read from the living processes."""

import os
import random
import re
import string
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from gemdesk.domain.records import Case, Entry, Person
from gemdesk.flows.work import Work
from gemdesk.kernel.ids import new_id
from gemdesk.vault.keys import Keys
from tests.gate import real_vault
from tests.gate.memory import count, holds, key_forms, text_forms
from tests.gate.program import HERE, PASSPHRASE, Program, ends, running

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")

_FORMS = text_forms(PASSPHRASE)
_PEOPLE = 3_000


def _key_pipe(pid: int) -> str:
    """The pipe that a child got for the key, as the system names it."""
    words = Path(f"/proc/{pid}/cmdline").read_bytes().decode().split("\0")
    return str(Path(f"/proc/{pid}/fd/{words[words.index('--key') + 1]}").readlink())


def _open_pipes(pid: int) -> list[str]:
    return [str(entry.readlink()) for entry in Path(f"/proc/{pid}/fd").iterdir()]


def _gate(program: Program) -> int:
    return next(pid for pid, role in program.children().items() if role == "gate")


def test_the_passphrase_stays_in_the_gate_and_goes_with_it(tmp_path: Path, vault: Path) -> None:
    typed, now = tmp_path / "typed", tmp_path / "now"
    typed.write_text(PASSPHRASE)
    acts = [
        {"do": "type", "part": "passphrase", "file": str(typed)},
        {"do": "wait", "file": str(now)},
        {"do": "try", "part": "passphrase"},
    ]
    with running(tmp_path, [acts]) as program:
        keeper = program.process.pid
        waiting, _typed = program.wait_for_each("desk waits", "type passphrase")
        desk = waiting["pid"]
        gate = _gate(program)
        assert holds(gate, _FORMS), "the search finds what is there"
        assert not holds(keeper, _FORMS)
        assert not holds(desk, _FORMS)

        pipe = _key_pipe(gate)
        assert pipe == _key_pipe(desk), "the two have the two ends of one pipe"
        assert pipe not in _open_pipes(keeper), "and the keeper has none"

        end = os.pidfd_open(gate)
        now.touch()
        assert program.wait_for("desk shown")["pid"] == desk
        assert ends(end), "the gate has ended"
        assert not holds(keeper, _FORMS)
        assert not holds(desk, _FORMS)
        program.wait_for("gate warm")
        assert not holds(_gate(program), _FORMS), "nor does the next gate know it"


def test_every_process_is_hardened_and_the_keeper_has_no_screen(tmp_path: Path, vault: Path) -> None:
    with running(tmp_path, [()]) as program:
        program.wait_for("desk waits")
        children = program.children()
        assert sorted(children.values()) == ["desk", "gate"]
        for pid in (program.process.pid, *children):
            limits = Path(f"/proc/{pid}/limits").read_text()
            assert re.search(r"Max core file size +0 +0 ", limits)
            status = Path(f"/proc/{pid}/status").read_text()
            assert "NoNewPrivs:\t1" in status
            assert "Seccomp:\t2" in status, "the kernel's filter stands before anybody can type"
            assert "Umask:\t0077" in status
        maps = {pid: Path(f"/proc/{pid}/maps").read_text() for pid in (program.process.pid, _gate(program))}
        assert "libQt6" in maps[_gate(program)]
        assert "libQt6" not in maps[program.process.pid]
        for foreign in ("sqlcipher", "cryptography", "argon2"):
            assert foreign not in maps[program.process.pid]


# ---- the real desk with three thousand people


@dataclass(frozen=True)
class Marked:
    """A vault whose people bear marks that were drawn for this test: what is searched for stands in no source."""

    keys: Keys
    latin: str
    arabic: str
    rare: str  # with a letter beyond the first 65,536, for which Python takes four bytes each

    def rows(self) -> dict[str, bytes]:
        """Every mark in every form."""
        marks = {"latin": self.latin, "arabic": self.arabic, "rare": self.rare}
        return {f"{mark} {code}": form for mark, text in marks.items() for code, form in text_forms(text).items()}

    def secrets(self) -> dict[str, bytes]:
        """The passphrase and every key that the vault's are derived from or opened with, in every form."""
        keys = {"data": self.keys.data, "sealed": self.keys.sealed or b"", "database": self.keys.database()}
        found = {f"{name} {how}": form for name, key in keys.items() for how, form in key_forms(key).items()}
        return found | {f"passphrase {code}": form for code, form in text_forms(PASSPHRASE).items()}


def _drawn(letters: str) -> str:
    return "".join(random.SystemRandom().choices(letters, k=9))


@pytest.fixture
def marked(tmp_path: Path) -> Marked:
    """The vault, where the program looks for it."""
    arabic = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
    marks = (_drawn(string.ascii_letters), _drawn(arabic), _drawn(arabic) + "\U0001f343")

    def fill(work: Work) -> None:
        with work.change() as many:
            for number in range(_PEOPLE):
                person, case = new_id(), new_id()
                name = marks[number % 3]
                many.add(Person(id=person, code=f"C-{number}", chosen_name=f"{name} {number}"), case)
                many.add(Case(id=case, person=person, opened=work.clock.today(), worker="w1"), case)
                many.add(Entry(id=new_id(), case=case, text=f"{number} {name}", at=work.clock.now()), case)

    return Marked(real_vault.make(tmp_path / "home" / "vault", fill).keys, *marks)


def _all(program: Program) -> dict[int, str]:
    return {program.process.pid: "keeper", **program.children()}


def _elsewhere(pid: int, forms: dict[str, bytes]) -> set[str]:
    """The forms that stand in the command line or the environment of a process."""
    told = b"".join(Path(f"/proc/{pid}/{name}").read_bytes() for name in ("cmdline", "environ"))
    return {name for name, form in forms.items() if form in told}


def test_after_a_lock_no_row_no_key_and_no_passphrase_is_in_any_memory(tmp_path: Path, marked: Marked) -> None:
    typed = tmp_path / "typed"
    typed.write_text(PASSPHRASE)
    acts = [{"do": "type", "part": "passphrase", "file": str(typed)}, {"do": "try"}]
    rows, secrets = marked.rows(), marked.secrets()
    with running(tmp_path, [acts, ()], desk=[sys.executable, str(HERE / "working_desk.py")]) as program:
        loaded, _warm = program.wait_for_each("desk loaded", "gate warm")
        desk = loaded["pid"]
        assert loaded["people"] == _PEOPLE
        unlocked = count(desk, {**rows, **secrets})
        _shows(unlocked)
        for pid, role in _all(program).items():
            assert _elsewhere(pid, secrets) == set(), role
            assert role == "desk" or count(pid, {**rows, **secrets}) == Counter(), f"{role}, while the desk is open"
        end = os.pidfd_open(desk)
        program.order_keeper("lock")
        program.wait_for("gate shown")
        assert ends(end)
        living = {pid: role for pid, role in _all(program).items() if pid != desk}
        assert {"gate", "keeper"} <= set(living.values())
        for pid, role in living.items():
            assert count(pid, {**rows, **secrets}) == Counter(), role


def _shows(found: Counter[str]) -> None:
    """That the search sees what is there: people in UTF-8, UCS-2 and UCS-4, and the keys, in an open desk."""
    for form in ("latin utf-8", "arabic utf-8", "arabic utf-16-le", "rare utf-32-le"):
        assert found[form] >= _PEOPLE // 3, found
    assert found["data raw"], found
    assert not any(found[f"passphrase {code}"] for code in text_forms("")), found


def test_a_secret_in_the_environment_would_be_seen() -> None:
    forms = text_forms(PASSPHRASE)
    for arguments, more in (([PASSPHRASE], {}), ([], {"SECRET": PASSPHRASE})):
        command = [sys.executable, "-c", "print('up', flush=True); input()", *arguments]
        pipe = subprocess.PIPE
        with subprocess.Popen(command, stdin=pipe, stdout=pipe, env={**os.environ, **more}) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == b"up\n"
            assert "utf-8" in _elsewhere(process.pid, forms)
            process.kill()
