"""What stands around the process: no sockets, no network needed, no core dump, nobody attaches, a quick lock."""

import ctypes
import os
import re
import resource
import select
import shutil
import signal
import statistics
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from gemdesk.gate.hardening import harden
from gemdesk.kernel import proving
from gemdesk.vault.folder import prepare
from gemdesk.vault.passphrase import Secret
from tests.conftest import REPOSITORY
from tests.gate.conftest import QUICK
from tests.gate.program import PASSPHRASE, lock_times
from tests.resilience.parts import Bench, Conclusion, Control, NotHere, Trial, part

_LOCAL = {"AF_UNIX", "AF_LOCAL"}
_SOCKET = re.compile(r"\b(?:socket|socketpair)\((\w+)")
_PTRACE_ATTACH, _PTRACE_DETACH = 16, 17
_NOBODY = 65534
_PATIENCE = 60.0


# ---- sockets


def _families(command: Sequence[str], place: Path) -> tuple[int, Counter[str]]:
    """Exit code of a command and all its children, and how many sockets of each family they asked for."""
    if not shutil.which("strace"):
        raise NotHere("strace is not installed")
    log = place / "network"
    traced = ["strace", "-f", "--seccomp-bpf", "-qq", "-o", str(log), "-e", "trace=socket,socketpair", *command]
    done = subprocess.run(traced, cwd=REPOSITORY, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return done.returncode, Counter(_SOCKET.findall(log.read_text("utf-8", "replace")))


def _inet(place: Path) -> Control:
    """A program with one internet socket is counted."""
    _code, found = _families([sys.executable, "-c", "import socket; socket.socket(socket.AF_INET6)"], place)
    return Control(found == {"AF_INET6": 1}, f"a process with one internet socket: counted {dict(found)}")


@part(
    "sockets in the tour",
    does="every call for a socket of every process (strace -f) over the whole tour: first run, lock, wrong passphrase,"
    " people, consents, letters saved and refused, all pages",
    kinds=("internet sockets", "tour failed"),
    trials=2,
    short=0,
    control=_inet,
)
def sockets(bench: Bench) -> Iterator[Trial]:
    """The tour in each language."""
    for number in bench.numbers():
        folder = bench.folder(number)
        language = ("ar", "en")[number % 2]
        command = [sys.executable, "-m", "gemdesk", "tour", "--out", str(folder / "tour"), "--lang", language]
        code, found = _families(command, folder)
        away = {name: count for name, count in found.items() if name not in _LOCAL}
        local = sum(found[name] for name in _LOCAL)
        fault = "internet sockets" if away else "tour failed" if code else ""
        yield Trial(fault, f"{language}: exit {code}, {away}", {"local sockets (display, messages)": local})


# ---- the whole suite without a network


_REACH = "import socket; s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.connect(('127.0.0.1', 9))"


def _unreachable(_place: Path) -> Control:
    """In the empty namespace not even the own machine can be reached; outside it can."""
    if subprocess.run(["unshare", "-n", "true"], capture_output=True, check=False).returncode:
        raise NotHere("no network namespace may be made")
    inside, outside = (
        subprocess.run([*before, sys.executable, "-c", _REACH], capture_output=True, check=False).returncode
        for before in (["unshare", "-n"], [])
    )
    return Control(bool(inside) and not outside, "a packet to the own machine: unreachable inside, sent outside")


@part(
    "suite without a network",
    does="the whole test suite in an empty network namespace (unshare -n, not even the loopback)",
    kinds=("failed",),
    trials=1,
    short=0,
    control=_unreachable,
)
def suite(bench: Bench) -> Iterator[Trial]:
    """Once."""
    for _number in bench.numbers():
        command = ["unshare", "-n", sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
        command += ["--numprocesses", "auto", "--dist", "loadfile", "--no-loadscope-reorder"]
        done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
        last = done.stdout.strip().splitlines()[-1:] or [""]
        tests = {f"tests {what}": int(count) for count, what in re.findall(r"(\d+) (passed|failed|skipped)", last[0])}
        yield Trial("failed" if done.returncode else "", last[0], tests)


# ---- the kernel's own refusal


def _soft_socket(_place: Path) -> Control:
    """The same call in a process that is not hardened is not stopped."""
    done = subprocess.run([sys.executable, "-c", "import socket; socket.socket()"], check=False)
    return Control(done.returncode == 0, "an internet socket in a process that is not hardened: opened")


@part(
    "sockets stopped by the kernel",
    does="the live proof of the About page: one process for each family of sockets and for a ring of calls, hardened"
    " as the desk is, that asks the C library for it",
    kinds=("not stopped",),
    trials=20,
    short=1,
    control=_soft_socket,
)
def stopped(bench: Bench) -> Iterator[Trial]:
    """The whole proof, some times."""
    for _number in bench.numbers():
        found = proving.run()
        free = [proof.what for proof in found if not proof.stopped_by_kernel and proof.how != "unknown_here"]
        counts = Counter(proof.how for proof in found)
        yield Trial("not stopped" if free or not counts["killed"] else "", str(free), dict(counts))


# ---- core dumps and attaching


def _aborted(place: Path, *, hard: bool) -> int:
    """Bytes of core that an aborting process leaves in a folder, plus one when the system says that it dumped."""
    pid = os.fork()
    if pid == 0:
        os.chdir(place)
        resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        if hard:
            harden()
        os.abort()
    _pid, status = os.waitpid(pid, 0)
    assert os.WTERMSIG(status) == signal.SIGABRT
    return os.WCOREDUMP(status) + sum(path.stat().st_size for path in place.iterdir())


def _soft_core(place: Path) -> Control:
    """The same process dumps when it is not hardened."""
    left = _aborted(place, hard=False)
    return Control(left > 0, f"a process that is not hardened: dumped, {left:,} bytes found in its folder")


@part(
    "core dump",
    does="a process that allows itself core dumps without limit, is hardened, and aborts; bytes of core",
    kinds=("dumped",),
    trials=50,
    short=1,
    control=_soft_core,
)
def core_dump(bench: Bench) -> Iterator[Trial]:
    """One abort each."""
    for number in bench.numbers():
        left = _aborted(bench.folder(number), hard=True)
        yield Trial("dumped" if left else "", f"{left} bytes")


def _attached(*, hard: bool) -> tuple[bool, bool]:
    """Whether a process of the same user, who is not root, may attach to another, and read its memory."""
    if os.geteuid() != 0:
        raise NotHere("only root can become another user for this")
    ready, readied = os.pipe()
    target = os.fork()
    if target == 0:
        os.setresuid(_NOBODY, _NOBODY, _NOBODY)
        # As any process of this user is before it is hardened.
        ctypes.CDLL(None).prctl(4, 1, 0, 0, 0)
        if hard:
            harden()
        os.write(readied, b"1")
        signal.pause()
    assert select.select([ready], [], [], _PATIENCE)[0]
    attacker = os.fork()
    if attacker == 0:
        os._exit(_attack(target))
    code = os.waitstatus_to_exitcode(os.waitpid(attacker, 0)[1])
    os.kill(target, signal.SIGKILL)
    os.waitpid(target, 0)
    os.close(ready)
    os.close(readied)
    return bool(code & 1), bool(code & 2)


def _attack(target: int) -> int:
    os.setresuid(_NOBODY, _NOBODY, _NOBODY)
    code = 0
    if ctypes.CDLL(None, use_errno=True).ptrace(_PTRACE_ATTACH, target, 0, 0) == 0:
        code |= 1
        os.waitpid(target, 0)
        ctypes.CDLL(None).ptrace(_PTRACE_DETACH, target, 0, 0)
    try:
        Path(f"/proc/{target}/mem").open("rb").close()
        code |= 2
    except OSError:
        pass
    return code


def _soft_attach(_place: Path) -> Control:
    """To a process that is not hardened one may."""
    found = _attached(hard=False)
    return Control(all(found), f"a process that is not hardened: attached {found[0]}, memory opened {found[1]}")


@part(
    "attach",
    does="a process of the same user, not root, tries to attach to a hardened one (ptrace) and to open its memory",
    kinds=("attached", "read"),
    trials=50,
    short=1,
    control=_soft_attach,
)
def attach(bench: Bench) -> Iterator[Trial]:
    """One try each."""
    for _number in bench.numbers():
        attached, read = _attached(hard=True)
        yield Trial("attached" if attached else "read" if read else "")


# ---- from the wish to lock to the painted lock screen


_LOCK_GOAL = 50.0  # milliseconds, at the 95th percentile
_LOCKS = 20  # of one program


def _quick_vault(place: Path) -> None:
    vault = place / "home" / "vault"
    temporary, _opened = prepare(vault, Secret(PASSPHRASE), worker="w1", policy=QUICK)
    temporary.rename(vault)


def concluded(values: Mapping[str, Sequence[float]]) -> Conclusion:
    """Whether the painted lock screen stays inside the goal."""
    told, most = [], 0.0
    for what, times in values.items():
        most = statistics.quantiles(times, n=20)[-1]
        told.append(f"{what}: median {statistics.median(times):.1f} ms, 95 % {most:.1f} ms of {len(times)}")
    fault = f"over {_LOCK_GOAL:.0f} ms" if most > _LOCK_GOAL else ""
    return Conclusion(fault, "; ".join(told) + f"; goal {_LOCK_GOAL:.0f} ms at 95 %")


def _late(place: Path) -> Control:
    """The same times with 50 ms on top have to miss the goal, and a desk that hangs has to be dead at all."""
    _quick_vault(place)
    dead, painted = lock_times(place, 3)
    late = concluded({"painted": [time_ + _LOCK_GOAL for time_ in painted]})
    return Control(bool(late.fault) and max(dead) > 0, "the same times with 50 ms on top: over the goal")


@part(
    "lock",
    does="the whole program; the desk's event loop hangs; from the wish to lock to the dead desk, and to the painted"
    " lock screen",
    kinds=(),
    trials=10,
    short=0,
    control=_late,
    conclude=concluded,
)
def lock(bench: Bench) -> Iterator[Trial]:
    """Ten programs, twenty locks each."""
    for number in bench.numbers():
        folder = bench.folder(number)
        _quick_vault(folder)
        dead, painted = lock_times(folder, _LOCKS)
        yield Trial(counts={"locks": len(dead)}, values={"desk dead": dead, "lock screen painted": painted})


# ---- what other tests hold, done again and again


def by_tests(*paths: str) -> Callable[[Bench], Iterator[Trial]]:
    """A part that runs these tests as often as it is asked; they have their controls in themselves."""

    def run(bench: Bench) -> Iterator[Trial]:
        for _number in bench.numbers():
            command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *paths]
            done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
            last = (done.stdout.strip().splitlines() or [""])[-1]
            passed = sum(int(count) for count in re.findall(r"(\d+) passed", last))
            yield Trial("failed" if done.returncode or not passed else "", last, {"tests passed": passed})

    return run
