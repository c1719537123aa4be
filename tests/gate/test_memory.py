"""Where the passphrase is while the program runs, read from the memory of the living processes."""

import os
import re
import sys
from pathlib import Path

import pytest

from tests.gate.program import PASSPHRASE, Program, ends, running

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")

_FORMS = tuple(PASSPHRASE.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"))


def _holds(pid: int, forms: tuple[bytes, ...]) -> bool:
    """Whether the readable memory of a process holds any of the forms."""
    longest = max(map(len, forms))
    with Path(f"/proc/{pid}/maps").open() as maps, Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for line in maps:
            begin, end, rights = re.match(r"(\w+)-(\w+) (\S+)", line).groups()  # type: ignore[union-attr] # always so
            if "r" in rights and _region_holds(memory.fileno(), int(begin, 16), int(end, 16), forms, longest):
                return True
    return False


def _region_holds(memory: int, begin: int, end: int, forms: tuple[bytes, ...], longest: int) -> bool:
    kept = b""
    while begin < end:
        try:
            piece = os.pread(memory, min(4 << 20, end - begin), begin)
        except (OSError, OverflowError):
            return False  # a mapping without pages behind it
        if not piece:
            return False
        if any(form in kept + piece for form in forms):
            return True
        kept = piece[-longest:]
        begin += len(piece)
    return False


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
        assert _holds(gate, _FORMS), "the search finds what is there"
        assert not _holds(keeper, _FORMS)
        assert not _holds(desk, _FORMS)

        pipe = _key_pipe(gate)
        assert pipe == _key_pipe(desk), "the two have the two ends of one pipe"
        assert pipe not in _open_pipes(keeper), "and the keeper has none"

        end = os.pidfd_open(gate)
        now.touch()
        assert program.wait_for("desk shown")["pid"] == desk
        assert ends(end), "the gate has ended"
        assert not _holds(keeper, _FORMS)
        assert not _holds(desk, _FORMS)
        program.wait_for("gate warm")
        assert not _holds(_gate(program), _FORMS), "nor does the next gate know it"


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
            assert "Umask:\t0077" in status
        maps = {pid: Path(f"/proc/{pid}/maps").read_text() for pid in (program.process.pid, _gate(program))}
        assert "libQt6" in maps[_gate(program)]
        assert "libQt6" not in maps[program.process.pid]
        for foreign in ("sqlcipher", "cryptography", "argon2"):
            assert foreign not in maps[program.process.pid]
