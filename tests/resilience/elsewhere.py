"""Parts whose trials live with the tests of their room: each runs those tests again and again.

A test that is named here holds its own positive control; what a part of its own would count better gets
a module of its own instead.
"""

from pathlib import Path

from tests.conftest import REPOSITORY
from tests.resilience.parts import Control, NotHere, part
from tests.resilience.walls import by_tests

# name: what is done, the tests, how often. What is not there is told as not tested.
_TESTS: dict[str, tuple[str, tuple[str, ...], int]] = {
    "memory after lock": (
        "memory of all processes searched for passphrase, keys and rows in every encoding, open and after the lock",
        ("tests/gate/test_memory.py",),
        5,
    ),
    "locking": (
        "idle, keys, session lock and suspend over a private bus, clock gap, key file removed, the gate's own control",
        ("tests/gate/test_idle.py", "tests/gate/test_bus.py", "tests/gate/test_control.py"),
        5,
    ),
    "panic": ("panic, with and without the erasure of the key places", ("tests/gate/test_panic.py",), 5),
    "sentinel sweep": (
        "home, temporary and runtime folders, recent files, thumbnails and settings searched for planted words",
        ("tests/journeys/test_sweep.py",),
        2,
    ),
    "travel": ("the vault left on travel and come back to", ("tests/vault/test_travel.py",), 5),
}


def _enter(name: str, does: str, paths: tuple[str, ...], trials: int) -> None:
    def control(_place: Path) -> Control:
        missing = [path for path in paths if not (REPOSITORY / path).exists()]
        if missing:
            raise NotHere(f"{', '.join(missing)} not written yet")
        return Control(seen=True, told="inside these tests")

    told = f"{does} ({', '.join(paths)})"
    part(name, does=told, kinds=("failed",), trials=trials, short=0, control=control)(by_tests(*paths))


for _name, (_does, _paths, _trials) in _TESTS.items():
    _enter(_name, _does, _paths, _trials)
