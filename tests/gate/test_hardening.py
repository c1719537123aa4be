"""What a hardened process has given up, seen from outside and from within."""

import subprocess
import sys
from pathlib import Path

import pytest

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
import sys, socket
if "hard" in sys.argv:
    from gemdesk.gate.hardening import harden
    harden()
try:
    {attempt}
except PermissionError as refused:
    print("refused" if "no network" in str(refused) else "other")
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
