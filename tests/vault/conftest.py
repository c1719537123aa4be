"""Fixtures of the vault: a vault to work on and small disks of its own."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from gemdesk.vault.connection import Connection
from gemdesk.vault.opened import Opened
from tests.vault.making import make, open_database

_INSIDE = "GEMDESK_TEST_NAMESPACE"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where a vault may be made."""
    return tmp_path / "vault"


@pytest.fixture
def opened(place: Path) -> Opened:
    """A vault at `place`, opened once."""
    return make(place)


@pytest.fixture
def connection(place: Path, opened: Opened) -> Iterator[Connection]:
    """The open database of that vault."""
    connection = open_database(place, opened)
    yield connection
    connection.close()


@pytest.fixture
def small_disk(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Path]:
    """An empty disk of 3 MiB; without the right to mount, the test runs again in a namespace that has it."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", disk], capture_output=True, check=False)
    if mounted.returncode:
        assert _INSIDE not in os.environ, mounted.stderr.decode()
        again = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", request.node.nodeid]
        inside = ["unshare", "--user", "--map-root-user", "--mount", *again]
        ran = subprocess.run(
            inside, cwd=request.config.rootpath, env=os.environ | {_INSIDE: "1"}, capture_output=True, check=False
        )
        assert ran.returncode == 0, ran.stdout.decode() + ran.stderr.decode()
        pytest.skip("passed in a namespace of its own")
    try:
        yield disk
    finally:
        subprocess.run(["umount", "--lazy", disk], check=True)  # a failed test may have left a file open


@pytest.fixture
def read_only(small_disk: Path) -> Callable[[], None]:
    """Make the small disk read-only, for root too."""

    def remount() -> None:
        subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)

    return remount
