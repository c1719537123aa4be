"""What the lock screen may load before it is painted: Qt, the kernel and itself."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.source import REPOSITORY

# The modules that are loaded before the first paint of the lock screen, and before the keeper starts it.
GATE = "gemdesk.gate.window"
KEEPER = "gemdesk.gate.child"

HEAVY = (
    "argon2", "babel", "cffi", "cryptography", "fontTools", "lxml", "pikepdf", "PIL", "pypdfium2", "reportlab",
    "sqlcipher3", "uharfbuzz",
)  # fmt: skip
ROOMS = ("desk", "domain", "exchange", "flows", "letters", "press", "store")
UNUSED = (
    "asyncio", "concurrent.futures.process", "email", "http", "multiprocessing", "socket", "sqlite3", "ssl", "unittest",
    "urllib.request", "xml", "PySide6.QtNetwork", "PySide6.QtSql", "PySide6.QtPrintSupport",
)  # fmt: skip
UNWANTED = (*HEAVY, *UNUSED, *(f"gemdesk.{room}" for room in ROOMS), "gemdesk.ui.pages", "gemdesk.ui.window")

needs_gate = pytest.mark.skipif(
    not list((REPOSITORY / "gemdesk/gate").glob("*.py")), reason="the gate is not built yet"
)


def loaded_by(name: str, root: Path = REPOSITORY) -> set[str]:
    """Every module that a fresh interpreter holds after importing this one."""
    # sys.modules is read before json is imported for the answer.
    script = f"import sys, {name}; found = sorted(sys.modules); import json; print(json.dumps(found))"
    environment = {**os.environ, "PYTHONPATH": str(root)}
    result = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr
    return set(json.loads(result.stdout))


def unwanted(loaded: set[str], listed: tuple[str, ...] = UNWANTED) -> set[str]:
    """What of the list was loaded, sub-modules included."""
    return {name for name in loaded if any(name == bad or name.startswith(bad + ".") for bad in listed)}


@needs_gate
def test_the_lock_screen_loads_nothing_it_does_not_need() -> None:
    loaded = loaded_by(GATE)
    assert {"PySide6.QtWidgets", "gemdesk.kernel.texts"} <= loaded, "this is not the lock screen"
    assert unwanted(loaded) == set()


@needs_gate
def test_the_keeper_starts_the_lock_screen_before_anything_is_loaded() -> None:
    loaded = loaded_by(f"gemdesk.__main__, {KEEPER}")
    assert unwanted(loaded, (*UNWANTED, "PySide6", "shiboken6")) == set()


def test_a_planted_import_is_seen(tmp_path: Path) -> None:
    (tmp_path / "planted.py").write_text("import email.message\n")
    assert "email.message" in unwanted(loaded_by("planted", tmp_path))
    (tmp_path / "planted.py").write_text("import string\n")
    assert unwanted(loaded_by("planted", tmp_path)) == set()
