"""What the lock screen loads, and what only the tests may ask for."""

import re
import subprocess
import sys
from pathlib import Path

LOCK_SCREEN = "erasure, folder, keyfile, lock, opened, passphrase, recovery, shares, slots, strength, swap"
HEAVY = {"argon2", "cryptography", "sqlcipher3", "cffi", "ctypes", "PySide6"}


def loaded(program: str) -> set[str]:
    """The names of the packages that a program has loaded at its end."""
    code = f"{program}\nimport sys\nprint(*sorted({{name.split('.')[0] for name in sys.modules}}))"
    return set(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split())


def test_the_lock_screen_loads_no_cipher() -> None:
    assert not HEAVY & loaded(f"from gemdesk.vault import {LOCK_SCREEN}")
    assert "sqlcipher3" in loaded("from gemdesk.vault import opening")


def test_an_attempt_loads_no_database(tmp_path: Path) -> None:
    names = loaded(f"from pathlib import Path\nplace = Path({str(tmp_path)!r}) / 'vault'\n{ATTEMPT}")
    assert {"argon2", "cryptography"} <= names
    assert "sqlcipher3" not in names


ATTEMPT = """
from gemdesk.vault import folder, slots
from gemdesk.vault.kdf import Parameters, Policy
from gemdesk.vault.passphrase import Secret
cheap = Parameters(64, 1, 1)
light = Policy(start=cheap, small=cheap, floor=cheap, target_seconds=None)
folder.prepare(place, Secret("seven lamps hum under a purple tractor"), worker="worker-1", policy=light)
"""


def test_only_tests_make_a_policy(repository: Path) -> None:
    makes = re.compile(r"\bPolicy\(")
    found = [path.name for path in (repository / "gemdesk").rglob("*.py") if makes.search(path.read_text("utf-8"))]
    assert found == ["kdf.py"]
