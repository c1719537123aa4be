"""One program at a time, and a lock that ends with its process."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from gemdesk.kernel.errors import Trouble
from gemdesk.kernel.reasons import Reason
from gemdesk.vault import lock
from gemdesk.vault.names import SLOT_COPIES
from tests.vault.making import ended, start


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with as much of a vault as a lock asks for."""
    (tmp_path / SLOT_COPIES[0]).touch()
    return tmp_path


def reason_to_wait(folder: Path) -> Reason:
    with pytest.raises(Trouble) as trouble:
        lock.hold(folder)
    return trouble.value.reason


def test_a_second_one_is_refused_until_the_first_is_done(folder: Path) -> None:
    assert not lock.in_use(folder)
    held = lock.hold(folder)
    assert lock.in_use(folder)
    assert reason_to_wait(folder) is Reason.VAULT_IN_USE
    held.release()
    held.release()
    assert not lock.in_use(folder)
    with lock.hold(folder):
        assert lock.in_use(folder)
    assert not lock.in_use(folder)


def test_a_killed_process_leaves_no_lock(folder: Path) -> None:
    ready, told = os.pipe()

    def hold_for_ever() -> None:
        lock.hold(folder)
        os.write(told, b"held")
        signal.pause()

    child = start(hold_for_ever)
    assert os.read(ready, 4) == b"held"
    assert reason_to_wait(folder) is Reason.VAULT_IN_USE
    os.kill(child, signal.SIGKILL)
    assert ended(child)
    lock.hold(folder).release()
    os.close(ready)
    os.close(told)


def test_no_child_keeps_the_vault_closed(folder: Path) -> None:
    """A program started while the vault was open lives on after it: with the handle it would hold the lock."""
    held = lock.hold(folder)
    command = [sys.executable, "-c", "print('begun', flush=True); input()"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, close_fds=False) as program:
        assert program.stdout
        assert program.stdout.readline().strip() == b"begun"
        held.release()
        assert program.poll() is None
        assert not lock.in_use(folder)
        program.communicate(b"\n")


def test_no_lock_is_left_where_there_is_no_vault(tmp_path: Path) -> None:
    assert reason_to_wait(tmp_path / "nothing") is Reason.VAULT_MISSING
    assert reason_to_wait(tmp_path) is Reason.VAULT_MISSING
    assert not list(tmp_path.iterdir())
