"""What a hardened process has given up, seen from outside and from within."""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.gate.program import ROOT

_FACTS = """
import os, pathlib, resource, sys
if "hard" in sys.argv:
    from gemdesk.gate.hardening import harden
    harden()
status = dict(line.split(":", 1) for line in pathlib.Path("/proc/self/status").read_text().splitlines())
made = pathlib.Path(sys.argv[1], "made"); made.write_text("")
print(resource.getrlimit(resource.RLIMIT_CORE)[0], status["NoNewPrivs"].strip(), oct(made.stat().st_mode & 0o777))
"""

_TRY = """
import os, subprocess, sys, socket
if "hard" in sys.argv:
    from gemdesk.gate import hardening, offline
    # Beneath is the kernel's filter, which ends the process before Python is asked; tests/gate/test_offline.py.
    offline.keep = lambda: True
    hardening.harden()
try:
    {attempt}
except PermissionError as refused:
    print("refused" if "this program" in str(refused) else "other")
except OSError:
    print("tried")
else:
    print("tried")
"""

_ATTEMPTS = (
    "socket.socket().connect(('127.0.0.1', 9))",
    "socket.getaddrinfo('localhost', 80)",
    "socket.gethostbyname('localhost')",
    "socket.socket(type=socket.SOCK_DGRAM).sendto(b'', ('127.0.0.1', 9))",
)
_STARTS = (
    "os.system('exit 0')",
    "os.execv('/bin/true', ['true'])",
    "os.posix_spawn('/bin/true', ['true'], {})",
    "subprocess.run(['true'])",
    "subprocess.run('true', shell=True)",
    "subprocess.run([sys.executable], executable='/bin/true')",
)


def _run(program: str, *arguments: str) -> str:
    done = subprocess.run([sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=False)
    assert not done.stderr or "mistake" in done.stderr, done.stderr
    return done.stdout.strip()


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_no_core_no_new_rights_private_files(tmp_path: Path) -> None:
    (tmp_path / "soft").mkdir()
    assert _run(_FACTS, str(tmp_path), "hard") == "0 1 0o600"
    assert _run(_FACTS, str(tmp_path / "soft")) != "0 1 0o600"


@pytest.mark.parametrize("attempt", _ATTEMPTS)
def test_no_network_from_python(attempt: str) -> None:
    assert _run(_TRY.format(attempt=attempt), "hard") == "refused"
    assert _run(_TRY.format(attempt=attempt)) == "tried"


@pytest.mark.skipif(sys.platform != "linux", reason="programs of a Unix system")
@pytest.mark.parametrize("attempt", _STARTS)
def test_no_other_program_is_started_from_python(attempt: str) -> None:
    assert _run(_TRY.format(attempt=attempt), "hard") == "refused"
    # One of the attempts puts the other program in the place of this one, which then says nothing.
    assert _run(_TRY.format(attempt=attempt)) in ("tried", "")


def test_the_program_itself_may_be_started() -> None:
    for attempt in (
        "subprocess.run([sys.executable, '-c', ''], check=True)",
        "os.waitpid(os.posix_spawn(sys.executable, [sys.executable, '-c', ''], {}), 0)",
    ):
        assert _run(_TRY.format(attempt=attempt), "hard") == "tried"


_MISTAKES = {
    "of the first thread": ("raise ValueError('Salma')", 1),
    "of another thread": (
        "import threading as t\ndef fail(): raise ValueError('Salma')\n(a := t.Thread(target=fail)).start(); a.join()",
        0,
    ),
    "of a destructor": ("class One:\n  def __del__(self): raise ValueError('Salma')\none = One(); del one", 0),
}


@pytest.mark.parametrize(("mistake", "code"), _MISTAKES.values(), ids=list(_MISTAKES))
def test_a_mistake_says_where_but_never_what(mistake: str, code: int) -> None:
    hard = "from gemdesk.gate.hardening import harden; harden()"
    for start, tells in ((hard, False), ("", True)):
        command = [sys.executable, "-c", f"{start}\n{mistake}"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert ("Salma" in done.stderr, "ValueError" in done.stderr, done.returncode) == (tells, True, code)


# Named by a number of its own, where it can: what belongs to the superuser shows nothing by its owner.
_OWNED = """
import ctypes, os, resource, sys
if os.getuid() == 0:
    os.setresuid(65534, 65534, 65534)
prctl = ctypes.CDLL(None).prctl
assert prctl(4, 1, 0, 0, 0) == 0  # readable by its owner, as any process is
if "hard" in sys.argv:
    harden()
print(os.getuid(), os.stat(f"/proc/{os.getpid()}/mem").st_uid, flush=True)
sys.stdin.read()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.parametrize("how", ["hard", "soft"])
def test_nobody_else_reads_the_memory_of_a_hardened_process(how: str) -> None:
    program = "from gemdesk.gate.hardening import harden\n" + _OWNED
    command = [sys.executable, "-c", program, how]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        own, seen_from_within = map(int, process.stdout.readline().split())
        seen_from_outside = Path(f"/proc/{process.pid}/mem").stat().st_uid
        process.stdin.close()
    assert own != 0
    # The system takes what belongs to a process that is not dumpable away from its owner.
    assert (seen_from_within == own, seen_from_outside == own) == (how == "soft", how == "soft")


# ---- what an ordinary process of the same person gets from it: root may always look into any process

_LIVING = """
import ctypes, os, resource, sys
from gemdesk.gate import hardening
os.setresgid(65534, 65534, 65534)
os.setresuid(65534, 65534, 65534)
prctl = ctypes.CDLL(None).prctl
prctl.argtypes = [ctypes.c_int] + [ctypes.c_ulong] * 4
assert prctl(4, 1, 0, 0, 0) == 0  # readable by its owner, as any process is
prctl(0x59616D61, ctypes.c_ulong(-1).value, 0, 0, 0)  # and by any other of the owner, where Yama asks
resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY,) * 2) if "hard" not in sys.argv else None
if "hard" in sys.argv:
    hardening.harden()
held = "".join(map(chr, (115, 97, 108, 109, 97))) * 8
print("up", flush=True)
sys.stdin.read()
os.abort()
"""
# Tries what a debugger does: to be shown the memory, and to be told of each step.
_LOOK = """
import ctypes, os, sys
os.setresgid(65534, 65534, 65534)
os.setresuid(65534, 65534, 65534)
pid = int(sys.argv[1])
library = ctypes.CDLL(None, use_errno=True)
library.ptrace.argtypes = [ctypes.c_long, ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p]
print("attached" if library.ptrace(16, pid, None, None) == 0 else os.strerror(ctypes.get_errno()))
for name in ("mem", "environ", "maps"):
    try:
        open(f"/proc/{pid}/{name}", "rb").close()
        print("open")
    except PermissionError:
        print("closed")
"""
_ROOT = pytest.mark.skipif(sys.platform != "linux" or os.getuid() != 0, reason="becomes another person for a moment")


@contextmanager
def _living(how: str, folder: Path) -> Iterator[subprocess.Popen[str]]:
    """A process of an ordinary person that holds something; it aborts at the end of its input."""
    folder.chmod(0o777)
    with subprocess.Popen(
        [sys.executable, "-c", _LIVING, how],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "up\n"
        try:
            yield process
        finally:
            process.kill()


@_ROOT
@pytest.mark.parametrize("how", ["hard", "soft"])
def test_the_same_person_attaches_nothing_and_reads_nothing(how: str, tmp_path: Path) -> None:
    with _living(how, tmp_path) as process:
        look = [sys.executable, "-c", _LOOK, str(process.pid)]
        seen = subprocess.run(look, capture_output=True, text=True, check=True).stdout.splitlines()
    refused = ["Operation not permitted", "closed", "closed", "closed"]
    assert seen == (refused if how == "hard" else ["attached", "open", "open", "open"])


@_ROOT
@pytest.mark.parametrize("how", ["hard", "soft"])
def test_a_debugger_of_the_same_person_gets_no_picture_of_the_memory(how: str, tmp_path: Path) -> None:
    debugger = shutil.which("gdb")
    assert debugger, "Debian's gdb; packaging/dev.py installs it"
    with _living(how, tmp_path) as process:
        command = [debugger, "-nx", "-batch", "-p", str(process.pid), "-ex", "gcore picture"]
        told = subprocess.run(
            command, user=65534, group=65534, cwd=tmp_path, capture_output=True, text=True, check=False,
            env={**os.environ, "HOME": str(tmp_path), "DEBUGINFOD_URLS": ""},
        )  # fmt: skip
    picture = tmp_path / "picture"
    held = picture.is_file() and b"salma" * 8 in picture.read_bytes()
    assert held == (how == "soft"), told.stderr
    assert ("ptrace: Operation not permitted" in told.stderr) == (how == "hard"), told.stderr


def _dumps_to_files() -> bool:
    pattern = Path("/proc/sys/kernel/core_pattern")
    return pattern.is_file() and bool(re.fullmatch(r"core(\.%p)?\n", pattern.read_text()))


@_ROOT
@pytest.mark.skipif(not _dumps_to_files(), reason="this system hands core dumps to a program")
@pytest.mark.parametrize("how", ["hard", "soft"])
def test_an_abort_leaves_no_core_dump(how: str, tmp_path: Path) -> None:
    with _living(how, tmp_path) as process:
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(20) == -signal.SIGABRT
    sizes = [path.stat().st_size for path in tmp_path.glob("core*")]
    assert (sum(sizes) > 0) == (how == "soft"), sizes
