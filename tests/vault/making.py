"""Vaults for the tests: real ones, with a key derivation that costs nothing."""

import contextlib
import os
import signal
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

from gemdesk.vault import folder, opening
from gemdesk.vault.connection import Connection
from gemdesk.vault.kdf import Parameters, Policy
from gemdesk.vault.names import DATABASE
from gemdesk.vault.opened import Opened
from gemdesk.vault.passphrase import Secret

_CHEAP = Parameters(64, 1, 1)
LIGHT = Policy(
    start=_CHEAP,
    small=_CHEAP,
    floor=_CHEAP,
    most_memory_kib=256,
    most_work_kib=1024,
    most_lanes=4,
    target_seconds=None,
)
OLD = Secret("سنجاب يطير فوق جدار أزرق")
NEW = Secret("seven lamps hum under a purple tractor")
WRONG = Secret("seven lamps hum under a purple tractoR")
NEWEST = 3  # schema version in these tests

_STEPS = frozenset({"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "shutil.rmtree"})


def make(place: Path, secret: Secret = OLD) -> Opened:
    """A whole vault with one small table in it."""
    temporary, opened = folder.prepare(place, secret, worker="worker-1", policy=LIGHT)
    connection = opening.connect(temporary / DATABASE, opened.keys, newest=NEWEST, create=True)
    connection.execute("CREATE TABLE note (id INTEGER PRIMARY KEY, body TEXT)")
    connection.execute(f"PRAGMA user_version = {NEWEST}")
    connection.close()
    folder.finish(temporary, place)
    return opened


def open_database(place: Path, opened: Opened) -> Connection:
    """The database of a vault made here."""
    return opening.connect(place / DATABASE, opened.keys, newest=NEWEST)


def flip(path: Path, at: int, bit: int = 0) -> bytes:
    """Turn one bit of a file over and return what the file was; the change is read back."""
    whole = path.read_bytes()
    changed = bytearray(whole)
    changed[at] ^= 1 << bit
    path.write_bytes(changed)
    assert path.read_bytes() != whole
    return whole


def killed_at(step: int, action: Callable[[], object]) -> bool:
    """Run an action in a process of its own that kills itself before its n-th touch of the file system.

    False when the action came to its end before; an error in it fails the test.
    """

    def run() -> None:
        left = step

        def count(event: str, _arguments: tuple[object, ...]) -> None:
            nonlocal left
            left -= event in _STEPS
            if left == 0:
                left = -1  # the kill is an event too
                os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(count)
        action()

    return ended(start(run))


def start(action: Callable[[], object]) -> int:
    """Begin an action in a process of its own and return its id."""
    child = os.fork()
    if child:
        return child
    code = 70
    try:
        action()
        code = 0
    except BaseException:
        traceback.print_exc()
        raise
    finally:
        os._exit(code)


def ended(child: int) -> bool:
    """Wait for a process: True when it was killed, False when it came to its end."""
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return True
    assert os.WEXITSTATUS(status) == 0
    return False


def fill_up(disk: Path) -> Path:
    """Take all the space that a small disk has left; the file that takes it."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as out, contextlib.suppress(OSError):
        while out.write(bytes(4096)):
            pass
    return filler
