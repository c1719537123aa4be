"""What the lock screen loads, and what only the tests may ask for."""

import re
import subprocess
import sys
from pathlib import Path

LOCK_SCREEN = "folder, lock, opened, passphrase, slots, strength"
HEAVY = {"argon2", "cryptography", "sqlcipher3", "cffi", "ctypes", "PySide6"}


def loaded(program: str) -> set[str]:
    """The names of the packages that a program has loaded at its end."""
    code = f"{program}\nimport sys\nprint(*sorted({{name.split('.')[0] for name in sys.modules}}))"
    return set(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split())


def test_the_lock_screen_loads_no_cipher() -> None:
    assert not HEAVY & loaded(f"from gemdesk.vault import {LOCK_SCREEN}")
    assert "sqlcipher3" in loaded("from gemdesk.vault import opening")


def test_an_attempt_loads_no_database(repository: Path) -> None:
    attempt = (
        "import tempfile, pathlib\n"
        "from gemdesk.vault import folder\n"
        "from tests.vault.making import LIGHT, OLD\n"
        "place = pathlib.Path(tempfile.mkdtemp())\n"
        "folder.discard(folder.prepare(place / 'v', OLD, worker='w', policy=LIGHT)[0])\n"
        "place.rmdir()"
    )
    # The tests' own helper opens databases too, so it is loaded without that part.
    program = f"import sys, types\nsys.path.insert(0, {str(repository)!r})\n"
    names = loaded(program + attempt.replace("from tests.vault.making import LIGHT, OLD", LIGHTLY))
    assert {"argon2", "cryptography"} <= names
    assert "sqlcipher3" not in names


LIGHTLY = (
    "from gemdesk.vault.kdf import Parameters, Policy\n"
    "from gemdesk.vault.passphrase import Secret\n"
    "cheap = Parameters(64, 1, 1)\n"
    "LIGHT = Policy(start=cheap, small=cheap, floor=cheap, target_seconds=None)\n"
    "OLD = Secret('seven lamps under a purple tractor')"
)


def test_only_tests_make_a_policy(repository: Path) -> None:
    makes = re.compile(r"\bPolicy\(")
    found = [path.name for path in (repository / "gemdesk").rglob("*.py") if makes.search(path.read_text("utf-8"))]
    assert found == ["kdf.py"]
