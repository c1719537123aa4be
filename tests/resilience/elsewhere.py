"""Parts whose trials live with the tests of their room: each runs those tests again and again.

A test that is named here holds its own positive control; what a part of its own would count better gets
a module of its own instead.
"""

from pathlib import Path

from tests.conftest import REPOSITORY
from tests.resilience.parts import Control, NotHere, part
from tests.resilience.walls import by_tests

# name: what is done, the tests, how often. What does not exist yet is told as not tested.
_TESTS = {
    "memory after lock": (
        "memory of all processes searched for passphrase, keys and rows in every encoding, open and after the lock",
        "tests/gate/test_memory.py",
        20,
    ),
    "locking": (
        "idle, Ctrl+L, session lock and suspend over a private bus, clock gap, key file removed, panic",
        "tests/gate/test_locking.py",
        10,
    ),
    "sentinel sweep": (
        "home, temporary and runtime folders, recent files, thumbnails and settings searched for planted words",
        "tests/journeys/test_sentinels.py",
        3,
    ),
    "travel": ("the vault left on travel and come back to", "tests/vault/test_travel.py", 10),
    "salvage": ("vaults with destroyed pages: rows read of those on whole pages", "tests/vault/test_salvage.py", 10),
}


def _there(path: str) -> Control:
    if not (REPOSITORY / path).exists():
        raise NotHere("its tests are not written yet")
    return Control(seen=True, told="inside these tests")


def _enter(name: str, does: str, path: str, trials: int) -> None:
    def control(_place: Path) -> Control:
        return _there(path)

    part(name, does=f"{does} ({path})", kinds=("failed",), trials=trials, short=0, control=control)(by_tests(path))


for _name, (_does, _path, _trials) in _TESTS.items():
    _enter(_name, _does, _path, _trials)
