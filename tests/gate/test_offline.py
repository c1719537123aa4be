"""No network, held by the kernel: every verdict of the filter, and what really happens to a process that tries."""

import json
import os
import platform
import signal
import struct
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from itertools import product
from pathlib import Path

import pytest

from gemdesk.gate import offline, surroundings
from gemdesk.kernel import guard, proving
from tests.gate.program import ROOT, running
from tests.ui import x_server

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the filter is Linux'")

KILL, ALLOW = 0x80000000, 0x7FFF0000
REFUSE, ANSWER = 0x00050001, 0x00050000 | guard.ANSWER
FAMILIES = 46  # the kernel knows the numbers below


# ---- what the filter says


def verdict(program: bytes, call: int, machine: int, argument: int) -> int:
    """What the kernel reads from a filter of its packet language for one call; the argument's upper half is 0."""
    data = struct.pack("<iIQ6Q", call - (1 << 32) if call >= 1 << 31 else call, machine, 0, argument, *[0] * 5)
    steps = list(struct.iter_unpack("<HBBI", program))
    at, held = 0, 0
    while True:
        code, yes, no, value = steps[at]
        at += 1
        if code == 0x06:
            return int(value)
        if code == 0x20:
            held = struct.unpack_from("<I", data, value)[0]
        else:
            holds = {0x15: held == value, 0x25: held > value, 0x35: held >= value, 0x05: True}[code]
            at += (value if code == 0x05 else yes) if holds else no


def of_libseccomp(name: str) -> bytes:
    """The filter that libseccomp makes of the same rules."""
    import pyseccomp

    made = pyseccomp.SyscallFilter(pyseccomp.ALLOW)
    machine = {"x86_64": pyseccomp.Arch.X86_64, "aarch64": pyseccomp.Arch.AARCH64}[name]
    if name != platform.machine():
        made.add_arch(machine)
        made.remove_arch(pyseccomp.Arch.NATIVE)
    made.set_attr(pyseccomp.Attr.ACT_BADARCH, pyseccomp.KILL_PROCESS)
    for call in ("socket", "socketpair"):
        made.add_rule(pyseccomp.KILL_PROCESS, call, pyseccomp.Arg(0, pyseccomp.NE, 1))
    ring = [pyseccomp.Arg(0, way, guard.ASKED) for way in (pyseccomp.EQ, pyseccomp.NE)]
    for part, error in zip(ring, (guard.ANSWER, 1), strict=True):
        made.add_rule(pyseccomp.ERRNO(error), "io_uring_setup", part)
    with tempfile.TemporaryFile() as file:
        made.export_bpf(file)
        file.seek(0)
        return file.read()


def questions(name: str) -> Iterator[tuple[int, int, int]]:
    """Calls, machines and first arguments at which two filters could differ."""
    own = offline.MACHINES[name][0]
    calls = [*range(500), 0x3FFFFFFF, 0xFFFFFFFF]
    if name == "x86_64":
        calls += [0x40000000, 0x40000000 | 41, 0x40000000 | 53, 0x7FFFFFFF, 0x80000029]
    machines = [own, 0x40000003, 0xC000003E, 0xC00000B7, 0x40000028, 0]
    arguments = [*range(FAMILIES + 1), guard.ASKED, 0x7FFFFFFF, 0xFFFFFFFF]
    return product(calls, machines, arguments)


def differing(program: bytes, name: str) -> list[tuple[int, int, int]]:
    other = of_libseccomp(name)
    return [asked for asked in questions(name) if verdict(program, *asked) != verdict(other, *asked)]


@pytest.mark.parametrize("name", offline.MACHINES)
def test_every_verdict_is_that_of_libseccomp(name: str) -> None:
    machine, socket, pair, _seccomp = offline.MACHINES[name]
    assert differing(offline.program(machine, socket, pair), name) == []
    assert differing(offline.program(machine, socket + 1, pair), name), "a wrong number is seen"


def test_the_verdicts_are_the_ones_wanted() -> None:
    for name, (machine, socket, pair, _seccomp) in offline.MACHINES.items():
        program = offline.program(machine, socket, pair)
        for call, family in product((socket, pair), (*range(FAMILIES + 20), 0xFFFFFFFF)):
            assert verdict(program, call, machine, family) == (ALLOW if family == 1 else KILL), (name, family)
        assert verdict(program, guard.RING, machine, 8) == REFUSE
        assert verdict(program, guard.RING, machine, guard.ASKED) == ANSWER
        # Calls of 32 bits and of x32 have numbers of their own.
        assert verdict(program, 359, 0x40000003, 2) == KILL
        assert verdict(program, 0x40000000 | socket, machine, 2) == KILL
        assert verdict(program, 0, machine, 2) == ALLOW


# ---- what really happens

_BEGIN = """
import ctypes, os, sys, threading
from gemdesk.gate import hardening
from gemdesk.kernel import guard
library = ctypes.CDLL(None, use_errno=True)
hard = sys.argv[1] == "hard"
"""
_HARDEN = "if hard: hardening.harden(); assert guard.guarded()\n"


def run(program: str, how: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", program, how],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


_EACH = """
for family in range(46):
    if (child := os.fork()) == 0:
        for sort in (1, 2, 3):
            library.socket(family, sort, 0)
        os._exit(0)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""


@pytest.mark.parametrize(("how", "ends"), [("hard", -signal.SIGSYS), ("soft", 0)])
def test_every_family_but_the_local_one_is_the_end(how: str, ends: int) -> None:
    done = run(_BEGIN + _HARDEN + _EACH, how)
    assert [int(line) for line in done.stdout.split()] == [0 if family == 1 else ends for family in range(FAMILIES)]


_WAYS = {
    "a pair": "library.socketpair(10, 1, 0, (ctypes.c_int * 2)())",
    "a family with a filled upper half": "library.syscall(ctypes.c_long(41), ctypes.c_ulong((1 << 32) | 2), 1, 0)",
    "a call of x32": "library.syscall(ctypes.c_long(0x40000000 | 41), 2, 1, 0)",
    "a call of 32 bits": """
import mmap
page = mmap.mmap(-1, 4096, prot=7)
page.write(bytes.fromhex("53" "b867010000" "bb02000000" "b901000000" "31d2" "cd80" "5b" "c3"))
ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(page)))()
""",
    "a thread that was there before": """
began.wait(); asked.set(); thread.join()
""",
    "a child": "child = os.fork()\nif child == 0: library.socket(2, 1, 0); os._exit(0)\n"
    "os.kill(os.getpid(), -os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))",
    "another program": "import subprocess; os.kill(os.getpid(), -subprocess.call("
    "[sys.executable, '-c', 'import socket; socket.socket()']))",
}
_THREAD = """
began, asked = threading.Event(), threading.Event()
thread = threading.Thread(target=lambda: (began.set(), asked.wait(), library.socket(2, 1, 0)), daemon=True)
thread.start()
"""
_INTEL_ONLY = ("a family with a filled upper half", "a call of x32", "a call of 32 bits")


@pytest.mark.parametrize("way", _WAYS)
def test_no_way_leads_round_the_filter(way: str) -> None:
    if way in _INTEL_ONLY and platform.machine() != "x86_64":
        pytest.skip("a way of Intel's machines")
    program = _BEGIN + _THREAD + _HARDEN + _WAYS[way] + "\nprint('alive')"
    hard, soft = run(program, "hard"), run(program, "soft")
    assert (hard.returncode, hard.stdout) == (-signal.SIGSYS, ""), hard.stderr
    assert (soft.returncode, soft.stdout) == (0, "alive\n"), soft.stderr


def test_a_ring_of_calls_is_refused() -> None:
    program = _BEGIN + _HARDEN + "library.syscall(425, 1, ctypes.create_string_buffer(120)); print(ctypes.get_errno())"
    assert run(program, "hard").stdout == "1\n"
    assert run(program, "soft").stdout in ("0\n", "1\n", "38\n")  # where it is switched off, nothing can be shown


def test_local_sockets_stay() -> None:
    program = _BEGIN + _HARDEN + "import socket; socket.socketpair(); socket.socket(socket.AF_UNIX); print('alive')"
    assert run(program, "hard").stdout == "alive\n"


def test_what_a_child_inherited_is_not_put_in_again() -> None:
    count = "print([line for line in open('/proc/self/status') if line.startswith('Seccomp')])\n"
    again = "import subprocess; sys.stdout.flush(); subprocess.call([sys.executable, '-c', {0!r}, 'hard'])"
    program = _BEGIN + _HARDEN + count
    done = run(program + again.format(program), "hard")
    first, second = done.stdout.splitlines()
    assert first == second
    assert "Seccomp:\\t2" in first


def test_the_proof_is_made_and_fails_where_nothing_holds() -> None:
    proofs = proving.run()
    assert [proof.what for proof in proofs[: len(proving.FAMILIES)]] == list(proving.FAMILIES.values())
    assert {proof.how for proof in proofs} == {"killed", "refused"}
    assert all(proof.stopped_by_kernel for proof in proofs)
    without = run("import json; from gemdesk.gate import proof; print(json.dumps(proof.attempts()))", "soft")
    found = dict(json.loads(without.stdout))
    assert found["AF_INET"] == found["AF_NETLINK"] == "opened"
    assert "killed" not in found.values()
    assert "refused" not in found.values()
    assert not guard.guarded(), "the tests themselves run without"


def test_a_proof_that_cannot_be_made_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nothing/here")
    assert [(proof.how, proof.stopped_by_kernel) for proof in proving.run()] == [("unproved", False)]


def test_an_unknown_machine_runs_without_and_knows_it(monkeypatch: pytest.MonkeyPatch) -> None:
    unknown = os.uname_result(("Linux", "", "", "", "riscv64"))
    monkeypatch.setattr(os, "uname", lambda: unknown)
    assert not offline.keep()
    assert not guard.guarded()


@pytest.mark.parametrize("desktop", ["", "GNOME", "KDE"])
def test_the_lock_screen_comes_up_on_a_real_display(tmp_path: Path, vault: Path, desktop: str) -> None:
    with x_server.serving() as display:
        given = {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "XDG_CURRENT_DESKTOP": desktop}
        with running(tmp_path, [()], surroundings=given) as program:
            program.wait_for("gate shown")
            gate = next(pid for pid, role in program.children().items() if role == "gate")
            loaded = Path(f"/proc/{gate}/maps").read_text()
            status = Path(f"/proc/{gate}/status").read_text()
    assert "libqxcb" in loaded
    assert "libgtk" not in loaded
    assert "Seccomp:\t2\n" in status


# ---- what the surroundings name


def settled(**given: str) -> dict[str, str]:
    surroundings.settle(given)
    return given


@pytest.mark.parametrize(
    ("given", "left"),
    [
        ({"DISPLAY": ":0"}, {"DISPLAY": "unix:0"}),
        ({"DISPLAY": ":10.1"}, {"DISPLAY": "unix:10.1"}),
        ({"DISPLAY": "unix:3"}, {"DISPLAY": "unix:3"}),
        ({"DISPLAY": "localhost:10.0"}, {}),
        ({"DISPLAY": "tcp/host:0"}, {}),
        ({"DISPLAY": "far:0", "WAYLAND_DISPLAY": "wayland-0"}, {"WAYLAND_DISPLAY": "wayland-0"}),
        (
            {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/run/user/1/bus"},
            {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/run/user/1/bus"},
        ),
        (
            {"DBUS_SESSION_BUS_ADDRESS": "tcp:host=far,port=1;unix:abstract=here"},
            {"DBUS_SESSION_BUS_ADDRESS": "unix:abstract=here"},
        ),
        ({"DBUS_SYSTEM_BUS_ADDRESS": "nonce-tcp:host=far"}, {"DBUS_SYSTEM_BUS_ADDRESS": surroundings.NO_BUS}),
        ({"AT_SPI_BUS_ADDRESS": "unixexec:path=/bin/sh"}, {"AT_SPI_BUS_ADDRESS": surroundings.NO_BUS}),
        ({"XDG_CURRENT_DESKTOP": "ubuntu:GNOME", "DESKTOP_SESSION": "gnome"}, {}),
        ({"XDG_CURRENT_DESKTOP": "KDE"}, {"XDG_CURRENT_DESKTOP": "KDE"}),
        ({"QT_QPA_PLATFORMTHEME": "gtk3", "SESSION_MANAGER": "tcp/far:1", "LANG": "ar"}, {"LANG": "ar"}),
    ],
)
def test_only_what_is_local_and_ours_is_kept(given: dict[str, str], left: dict[str, str]) -> None:
    assert settled(**given) == left


@pytest.mark.parametrize(
    ("given", "far"),
    [
        ({"DISPLAY": "far:0"}, True),
        ({"DISPLAY": "localhost:10.0", "QT_QPA_PLATFORM": "xcb"}, True),
        ({"DISPLAY": ":0"}, False),
        ({"DISPLAY": "far:0", "WAYLAND_DISPLAY": "wayland-0"}, False),
        ({"DISPLAY": "far:0", "QT_QPA_PLATFORM": "offscreen"}, False),
        ({}, False),
    ],
)
def test_a_display_over_a_network_is_refused_in_plain_words(given: dict[str, str], far: bool) -> None:
    kept = {name: value for name, value in os.environ.items() if "DISPLAY" not in name and name != "QT_QPA_PLATFORM"}
    program = "from gemdesk.gate import surroundings; print(surroundings.far_display())"
    environment: Iterable[tuple[str, str]] = {**kept, **given, "PYTHONPATH": str(ROOT)}.items()
    done = subprocess.run(
        [sys.executable, "-c", program], env=dict(environment), capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == str(far)
    if far:
        opened = subprocess.run(
            [sys.executable, "-m", "gemdesk"], env=dict(environment), capture_output=True, text=True, check=False
        )
        assert (opened.returncode, opened.stdout, opened.stderr.count("\n")) == (3, "", 1)
        assert "over a network" in opened.stderr
