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
from tests.vault.making import ended, start


def reason_to_wait(folder: Path) -> Reason:
    with pytest.raises(Trouble) as trouble:
        lock.hold(folder)
    return trouble.value.reason


def test_a_second_one_is_refused_until_the_first_is_done(tmp_path: Path) -> None:
    assert not lock.in_use(tmp_path)
    held = lock.hold(tmp_path)
    assert lock.in_use(tmp_path)
    assert reason_to_wait(tmp_path) is Reason.VAULT_IN_USE
    held.release()
    held.release()
    assert not lock.in_use(tmp_path)
    with lock.hold(tmp_path):
        assert lock.in_use(tmp_path)
    assert not lock.in_use(tmp_path)


def test_a_killed_process_leaves_no_lock(tmp_path: Path) -> None:
    ready, told = os.pipe()

    def hold_for_ever() -> None:
        lock.hold(tmp_path)
        os.write(told, b"held")
        signal.pause()

    child = start(hold_for_ever)
    assert os.read(ready, 4) == b"held"
    assert reason_to_wait(tmp_path) is Reason.VAULT_IN_USE
    os.kill(child, signal.SIGKILL)
    assert ended(child)
    lock.hold(tmp_path).release()
    os.close(ready)
    os.close(told)


def test_no_child_keeps_the_vault_closed(tmp_path: Path) -> None:
    """A program started while the vault was open lives on after it: with the handle it would hold the lock."""
    held = lock.hold(tmp_path)
    program = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE, close_fds=False)
    held.release()
    assert program.poll() is None
    assert not lock.in_use(tmp_path)
    program.communicate(b"\n")


def test_no_folder_is_no_vault(tmp_path: Path) -> None:
    assert reason_to_wait(tmp_path / "nothing") is Reason.VAULT_MISSING
