"""mypy strict and ruff, over the whole tree, with the settings of pyproject.toml and honest exit codes."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.source import REPOSITORY

SETTINGS = str(REPOSITORY / "pyproject.toml")
# One cache, so that the library's own types are read once.
MYPY = ("mypy", "--config-file", SETTINGS, "--cache-dir", str(REPOSITORY / ".mypy_cache"))
LINT = ("ruff", "check", "--config", SETTINGS)
FORMAT = ("ruff", "format", "--check", "--config", SETTINGS)


def tool(arguments: tuple[str, ...], folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a tool of the environment in a folder."""
    return subprocess.run([sys.executable, "-m", *arguments], cwd=folder, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("arguments", [MYPY, LINT, FORMAT], ids=["mypy", "ruff check", "ruff format"])
def test_the_tree_passes(arguments: tuple[str, ...]) -> None:
    result = tool(arguments, REPOSITORY)
    assert result.returncode == 0, result.stdout + result.stderr
    assert not re.search(r"(?<!\d)0 source files", result.stdout)


PLANTED = {
    "an argument without a type": (MYPY, "def double(number):\n    return number * 2\n"),
    "a wrong type": (MYPY, 'number: int = "one"\n'),
    "an ignore without a reason": (MYPY, 'number: int = "one"  # type: ' + "ignore\n"),
    "a banned module": (LINT, '"""Text."""\n\nfrom PySide6.QtNetwork import QLocalServer\n\nX = QLocalServer\n'),
    "a banned field": (LINT, '"""Text."""\n\nfrom PySide6.QtWidgets import QDoubleSpinBox\n\nX = QDoubleSpinBox\n'),
    "a bare except": (LINT, '"""Text."""\n\ntry:\n    X = 1\nexcept Exception:\n    X = 2\n'),
    "no docstring": (LINT, "X = 1\n"),
    "a print": (LINT, '"""Text."""\n\nprint("here")\n'),
    "an unset layout": (FORMAT, "X = {'a':1}\n"),
}


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_offence_is_caught(tmp_path: Path, name: str) -> None:
    arguments, text = PLANTED[name]
    planted = tmp_path / "planted.py"
    planted.write_text(text)
    result = tool((*arguments, str(planted)), tmp_path)
    assert result.returncode == 1, result.stdout + result.stderr


@pytest.mark.parametrize("arguments", [MYPY, LINT, FORMAT], ids=["mypy", "ruff check", "ruff format"])
def test_a_clean_file_passes(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    planted = tmp_path / "planted.py"
    planted.write_text('"""A clean module."""\n\nNUMBER: int = 1\n')
    result = tool((*arguments, str(planted)), tmp_path)
    assert result.returncode == 0, result.stdout + result.stderr
