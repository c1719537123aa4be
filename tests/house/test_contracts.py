"""Who may import whom: the contracts of pyproject.toml, on the real tree and on planted offences."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.source import REPOSITORY, ROOMS, imports, module, program


def skeleton(root: Path) -> Path:
    """The smallest tree that has every room, and a page for the contract on pages."""
    for folder in (*ROOMS, "ui/parts", "ui/pages", "ui/pages/first", "ui/pages/second"):
        (root / "gemdesk" / folder).mkdir(parents=True)
        (root / "gemdesk" / folder / "__init__.py").touch()
    (root / "gemdesk/__init__.py").touch()
    (root / "gemdesk/__main__.py").touch()
    return root


def contracts(root: Path) -> subprocess.CompletedProcess[str]:
    """Run the contracts of this repository over the tree in `root`."""
    start = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    command = [sys.executable, "-c", start, "--no-cache", "--config", str(REPOSITORY / "pyproject.toml")]
    environment = {**os.environ, "PYTHONPATH": str(root), "COLUMNS": "200"}
    return subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)


def test_the_real_tree_keeps_every_contract(tmp_path: Path) -> None:
    # Over the skeleton, so that a room which is still empty does not stop the check of the others.
    skeleton(tmp_path)
    unwanted = shutil.ignore_patterns("__pycache__")
    shutil.copytree(REPOSITORY / "gemdesk", tmp_path / "gemdesk", dirs_exist_ok=True, ignore=unwanted)
    result = contracts(tmp_path)
    assert result.returncode == 0, result.stdout + result.stderr


def test_an_empty_house_keeps_every_contract(tmp_path: Path) -> None:
    result = contracts(skeleton(tmp_path))
    assert result.returncode == 0, result.stdout + result.stderr
    assert "0 broken" in result.stdout


OFFENCES = {
    "flows reach up to ui": ("flows/planted.py", "import gemdesk.ui", "Rooms import downwards"),
    "a deferred import is an import": ("store/planted.py", "def f():\n    import gemdesk.flows", "Rooms import down"),
    "exchange knows store": ("exchange/planted.py", "import gemdesk.store", "Rooms import downwards"),
    "letters know store": ("letters/planted.py", "import gemdesk.store", "Rooms import downwards"),
    "press knows vault": ("press/planted.py", "import gemdesk.vault", "Rooms import downwards"),
    "gate knows desk": ("gate/planted.py", "import gemdesk.desk", "Rooms import downwards"),
    "kernel knows domain": ("kernel/planted.py", "import gemdesk.domain", "Rooms import downwards"),
    "a new room is not listed": ("cellar/__init__.py", "", "Rooms import downwards"),
    "gate knows flows": ("gate/planted.py", "import gemdesk.flows", "The lock screen reaches"),
    "gate reaches records through a part": ("ui/parts/planted.py", "import gemdesk.flows", "The lock screen reaches"),
    "a page knows another": ("ui/pages/first/planted.py", "import gemdesk.ui.pages.second", "Pages do not know"),
    "a page reads the store": ("ui/pages/first/planted.py", "import gemdesk.store", "The screen speaks to flows"),
    "Qt in domain": ("domain/planted.py", "from PySide6 import QtCore", "Qt only in"),
    "the driver in flows": ("flows/planted.py", "import sqlcipher3", "The database driver only"),
    "sqlite in domain": ("domain/planted.py", "import sqlite3", "The database driver only"),
    "keys in desk": ("desk/planted.py", "import argon2", "Cryptography only"),
    "paper in letters": ("letters/planted.py", "from reportlab import pdfgen", "The makers of PDF only"),
    "a socket": ("kernel/planted.py", "import socket", "No network module"),
}


@pytest.mark.parametrize("offence", OFFENCES)
def test_a_planted_offence_is_caught(tmp_path: Path, offence: str) -> None:
    place, text, contract = OFFENCES[offence]
    skeleton(tmp_path)
    if place.startswith("ui/parts"):
        (tmp_path / "gemdesk/gate/window.py").write_text("import gemdesk.ui.parts.planted\n")
    target = tmp_path / "gemdesk" / place
    target.parent.mkdir(exist_ok=True)
    target.write_text(text + "\n")
    result = contracts(tmp_path)
    assert result.returncode == 1, result.stdout + result.stderr
    broken = [line for line in result.stdout.splitlines() if line.endswith("BROKEN")]
    assert any(line.startswith(contract) for line in broken), result.stdout


# The contracts see whole packages; these are named by their modules, wherever they are imported.
FORBIDDEN = {
    "PySide6.QtNetwork", "PySide6.QtNetworkAuth", "PySide6.QtWebSockets", "PySide6.QtWebEngineCore",
    "PySide6.QtWebEngineWidgets", "PySide6.QtWebEngineQuick", "PySide6.QtWebChannel", "PySide6.QtHttpServer",
    "PySide6.QtSql", "urllib.request", "urllib.error", "socket", "ssl", "http", "asyncio", "ftplib", "smtplib",
    "imaplib", "poplib", "socketserver", "xmlrpc", "requests", "httpx", "urllib3", "aiohttp", "pickle",
    "multiprocessing.connection", "multiprocessing.managers",
}  # fmt: skip

GATE_MAY_KNOW = ("gemdesk.gate", "gemdesk.vault", "gemdesk.kernel", "gemdesk.ui.parts", "gemdesk.ui.look")


def forbidden_imports(path: str, text: str) -> list[str]:
    """The imports of a module that no module may have."""
    names = [name for _line, name in imports(module(path, text))]
    return [name for name in names if any(name == bad or name.startswith(bad + ".") for bad in FORBIDDEN)]


def foreign_to_gate(path: str, text: str) -> list[str]:
    """The imports from the program that a module of the gate may not have."""
    names = [name for _line, name in imports(module(path, text)) if name.startswith("gemdesk.")]
    allowed = tuple(f"{one}." for one in GATE_MAY_KNOW)
    return [name for name in names if not (name + ".").startswith(allowed) and name != "gemdesk.__version__"]


def test_no_module_imports_what_is_forbidden_everywhere() -> None:
    assert {one.path: bad for one in program() if (bad := forbidden_imports(one.path, one.text))} == {}


@pytest.mark.parametrize(
    "text",
    ["from PySide6.QtNetwork import QLocalServer", "from PySide6 import QtSql", "def f():\n import urllib.request"],
)
def test_a_forbidden_import_is_seen(text: str) -> None:
    assert forbidden_imports("gemdesk/ui/planted.py", text)


def test_the_gate_names_only_what_it_may_know() -> None:
    gate = [one for one in program() if one.room == "gate"]
    assert {one.path: bad for one in gate if (bad := foreign_to_gate(one.path, one.text))} == {}


def test_a_page_in_the_gate_is_seen() -> None:
    assert foreign_to_gate("gemdesk/gate/planted.py", "from gemdesk.ui.pages import cases")
    assert not foreign_to_gate(
        "gemdesk/gate/planted.py", "from gemdesk.ui import look\nfrom gemdesk.ui.parts import row"
    )
