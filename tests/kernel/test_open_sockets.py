"""Sockets are counted in the kernel's own tables, over real processes."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from gemdesk.kernel import open_sockets
from gemdesk.kernel.open_sockets import Count

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="counted where there is /proc")

_HOLD = "import socket, sys; held = {made}; print('ready', flush=True); sys.stdin.read()"
_CHILD = (
    "import subprocess, sys; child = subprocess.Popen([sys.executable, '-c', {inner!r}], stdin=subprocess.PIPE);"
    "sys.stdin.read()"
)


@contextmanager
def running(code: str) -> Iterator[int]:
    """A process that runs this until it is told to end; its id, once it is ready."""
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stdout.readline().strip() == b"ready"
        yield process.pid
        assert process.stdin
        process.stdin.close()


def counted(root: int) -> Count:
    found = open_sockets.count(root=root)
    assert found is not None
    return found


@pytest.mark.parametrize(
    "made",
    [
        "socket.socket()",
        "socket.socket(type=socket.SOCK_DGRAM)",
        "socket.socket(socket.AF_INET6)",
        "socket.socket(socket.AF_NETLINK, socket.SOCK_RAW)",
    ],
)
def test_a_socket_that_reaches_out_is_counted_before_it_is_used(made: str) -> None:
    with running(_HOLD.format(made=made)) as process:
        assert counted(process) == Count(1, 0, 1, 0, 0)


def test_sockets_inside_the_computer_are_counted_apart() -> None:
    with running(_HOLD.format(made="socket.socketpair()")) as process:
        assert counted(process) == Count(1, 2, 0, 0, 0)


def test_what_a_process_started_is_counted_with_it() -> None:
    with running(_CHILD.format(inner=_HOLD.format(made="socket.socket()"))) as process:
        assert counted(process) == Count(2, 0, 1, 0, 0)


@pytest.mark.parametrize(("own", "filtered"), [(2, 2), (3, 1), (0, 0)])
def test_a_process_that_cannot_be_looked_into_is_not_called_free(tmp_path: Path, own: int, filtered: int) -> None:
    for process, filters in ((7, 3), (8, 2), (9, 0), (os.getpid(), own)):
        folder = tmp_path / str(process)
        folder.mkdir()
        parent = 7 if process in (8, 9) else 1
        (folder / "status").write_text(f"Name:\tx\nPPid:\t{parent}\nSeccomp_filters:\t{filters}\n")
        (folder / "fd").touch()  # no folder: root may look into everything else
    assert open_sockets.count(tmp_path, root=7) == Count(0, 0, 0, 3, filtered)


def test_without_proc_nothing_is_claimed(tmp_path: Path) -> None:
    assert open_sockets.count(tmp_path / "none") is None


_FAMILY = """
import ctypes, os, resource
from gemdesk.gate import hardening, offline
from gemdesk.kernel import guard, open_sockets
os.setgid(65534)
os.setuid(65534)
hardening.harden()
if os.fork() == 0:
    print(guard.guarded(), open_sockets.count(root=os.getppid()), flush=True)
    os._exit(0)
os.wait()
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
def test_a_hardened_family_of_an_ordinary_person_is_counted_as_far_as_it_can_be(repository: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", _FAMILY],
        env=os.environ | {"PYTHONPATH": str(repository), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        check=True,
        text=True,
    )
    count = Count(1, 0, 0, closed=1, closed_filtered=1)
    assert ran.stdout.split(maxsplit=1) == ["True", f"{count}\n"]
